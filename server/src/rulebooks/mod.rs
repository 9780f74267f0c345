//! Rulebooks 规则集: the rules in force, those that were, and drafts on their way.
//!
//! | call | does |
//! |---|---|
//! | `GET /rulebooks` | lists them, newest first |
//! | `GET /rulebooks/in-force?on=` | shows the one in force on a day |
//! | `GET /rulebooks/{id}` · `/rules.csv` · `/difference?from=` | shows one, as a table, against another |
//! | `POST /rulebooks` · `PUT` and `DELETE /rulebooks/{id}` | writes drafts |
//! | `PUT` and `DELETE /rulebooks/{id}/rules/{code}` | writes one rule of a draft |
//! | `POST /rulebooks/{id}/check` | finds what is wrong with its rules together |
//! | `POST` and `GET /rulebooks/{id}/simulate` | measures what it would change |
//! | `POST /rulebooks/{id}/submit` · `/withdraw` · `/publish` · `/retire` | moves it on |
//!
//! Invariants: a published rulebook has a number and never changes; only drafts change; a rulebook
//! is published by another person than its author, only without faults, and only when what blocks
//! it was accepted by name. The public sees what was published; administrators and auditors see
//! drafts too.

pub mod cache;
pub mod reevaluation;
mod routes;
pub mod service;
pub mod simulation;
pub mod store;

pub use routes::routes;
