use crate::bank::Bank;
/// Starts the jobs.
pub fn start(_bank: &Bank) {}
