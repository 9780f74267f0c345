//! Completions: what schools post, one by one and in bulk, and what the bank makes of it.

pub mod amending;
mod batches;
mod decisions;
mod faults;
mod posting;
pub mod revoking;
mod undoing;
