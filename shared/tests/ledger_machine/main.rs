//! The ledger's promises: the worked examples, every refusal, and the invariants over random
//! command sequences.

#[cfg(test)]
mod examples;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod story;
