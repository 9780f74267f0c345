//! The credit bank's pure domain and its wire types, in reading order.
//!
//! Invariant: nothing here does I/O, reads a clock or draws a random number. Instants, days and
//! ids are arguments, so the server and the browser (as wasm) compute the same answers.

pub mod fault;
pub mod fields;
pub mod fraction;
pub mod identity;
pub mod ids;
pub mod lang;
pub mod ledger;
pub mod names;
pub mod quantity;
pub mod rules;
