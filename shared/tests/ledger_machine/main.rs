//! The ledger's promises: the worked examples, every refusal, and the invariants over random
//! command sequences.

#[cfg(test)]
mod books;
#[cfg(test)]
mod conduct;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod random;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod savepoints;
#[cfg(test)]
mod story;
#[cfg(test)]
mod world;
