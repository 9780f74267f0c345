//! Queries about users, their sessions, and the identities that they claim.

mod learners;
mod sessions;
mod users;

pub use learners::*;
pub use sessions::*;
pub use users::*;
