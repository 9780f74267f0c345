//! Programs: what an application takes, what counts, and how far somebody is.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod applications;
mod outcomes;
mod progress;
mod properties;
mod world;
