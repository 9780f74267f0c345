//! Queries about users and their sessions.

mod sessions;
mod users;

pub use sessions::*;
pub use users::*;
