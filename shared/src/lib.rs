//! The credit bank's pure domain and its wire types, in reading order.
//!
//! Invariant: nothing here does I/O, reads a clock or draws a random number. Instants, days and
//! ids are arguments, so the server and the browser (as wasm) compute the same answers.

// What everything is made of.
pub mod fault;
pub mod fields;
pub mod fraction;
pub mod identity;
pub mod ids;
pub mod lang;
pub mod month;
pub mod names;
pub mod quantity;
pub mod vocabulary;

// What the bank exists for.
pub mod ledger;
pub mod rules;

// What goes over the wire, a module a feature.
pub mod accounts;
pub mod audit;
pub mod awards;
pub mod batches;
pub mod cards;
pub mod clients;
pub mod code_tables;
pub mod completions;
pub mod corrections;
pub mod courses;
pub mod decisions;
pub mod families;
pub mod history;
pub mod imports;
pub mod institutions;
pub mod learners;
pub mod live;
pub mod notices;
pub mod page;
pub mod problem;
pub mod programs;
pub mod rulebooks;
pub mod schemes;
pub mod shares;
pub mod statement;
pub mod statistics;
pub mod transcripts;
pub mod transfers;
pub mod verification;
