//! Forms over a body of JSON, whose inputs are bound to its places by pointers.

pub mod body;
pub mod inputs;
pub mod options;
pub mod problem;
pub mod words;
