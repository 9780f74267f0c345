//! The bank tested over HTTP: a request in, an answer out. One story a test, on a database of its
//! own, most of them on SQLite and on PostgreSQL.

// A test fails by panicking, wherever it stands.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::similar_names)]
// A story is as long as it is.
#![allow(clippy::too_many_lines)]

mod access;
mod accounts;
mod cards;
mod clients;
mod code_tables;
mod commands;
mod completions;
mod contract;
mod courses;
mod decisions;
mod examples;
mod expiry;
mod export;
mod families;
mod history;
mod imports;
mod institutions;
mod learners;
mod ledger;
mod live;
mod machine;
mod nonsense;
mod notices;
mod program;
mod programs;
mod races;
mod recognition;
mod rulebooks;
mod shares;
mod statement;
mod statistics;
mod transcripts;
mod transfers;
