//! Rulebooks over HTTP: read, written, checked, measured, published, and decided by again.

mod editing;
mod publishing;
mod reading;
mod reevaluation;
