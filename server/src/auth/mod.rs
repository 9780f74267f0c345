//! Who asks, and what they may do.
//!
//! Invariant: access is a type. A handler names an extractor such as [`Resident`] or [`Poster`],
//! and is not reached by anybody else; a handler without one, or with a [`Anyone`], is public and
//! listed as such.

pub mod access;
pub mod passwords;
pub mod throttle;
pub mod tokens;
pub mod visitor;

pub use access::{
    Admin, AnyUser, Anyone, Caller, Cataloguer, Counter, LearnerReader, Overseer, Person, Poster,
    Resident, ReviewReader, Reviewer, SchoolReader, Staff, TransferReader,
};
pub use visitor::Visitor;

/// A fresh secret: 32 random bytes in hexadecimal. A keyed hash is enough to keep it by.
#[must_use]
pub fn fresh_secret() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}
