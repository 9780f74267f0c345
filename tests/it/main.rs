//! The bank tested over HTTP: a request in, an answer out. One story a test, on a database of its
//! own, most of them on SQLite and on PostgreSQL.

// A test fails by panicking, wherever it stands; what is missing from a body fails it by its name.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::too_many_lines)]
#![allow(clippy::similar_names, clippy::unused_self)]

mod access;
mod accounts;
mod commands;
mod completions;
mod contract;
mod examples;
mod ledger;
mod program;
mod transfers;
