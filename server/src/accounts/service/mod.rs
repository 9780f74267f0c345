//! What people and the program do with accounts, story by story.

pub mod me;
pub mod registering;
pub mod sessions;
pub mod signing_in;
pub mod users;

pub use me::confirm_password;
pub use sessions::forget_old;
pub use users::{NewUser, SealedPhone, add_user};

use shared::vocabulary::Role;

use super::store;
use crate::bank::Bank;

/// Whether there is an administrator.
///
/// # Errors
/// The database.
pub fn any_admin(bank: &Bank) -> anyhow::Result<bool> {
    Ok(bank.db.read_blocking(|conn| store::any_with_role(conn, Role::Admin))?)
}
