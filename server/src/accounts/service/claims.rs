//! Claims on an identity: who says that they are a learner, and how one of them is believed.

use shared::ids::{LearnerId, UserId};
use shared::problem::Refusal;

use crate::accounts::store::{self, KnownLearner};
use crate::clock;
use crate::db::Conn;
use crate::error::{AppResult, stored};
use crate::keys::Keys;

/// The keyed hash of an activation code, as people type it: case, spaces and hyphens do not count.
#[must_use]
pub fn activation_digest(keys: &Keys, code: &str) -> String {
    let folded: String = code.chars().filter(|c| c.is_alphanumeric()).collect();
    keys.digest("activation", &folded.to_uppercase())
}

/// Takes a learner's activation code for a person of this name; closes what others claimed.
///
/// # Errors
/// `WrongActivationCode` when the code, the name or the document does not fit.
pub(super) fn take_activation(
    conn: &mut Conn,
    known: Option<KnownLearner>,
    name: &str,
    digest: &str,
) -> AppResult<LearnerId> {
    let known = known.filter(|learner| same_name(&learner.name, name));
    let known = known.ok_or(Refusal::WrongActivationCode)?;
    let learner = stored(&known.id)?;
    if !store::take_activation(conn, learner, digest)? {
        return Err(Refusal::WrongActivationCode.into());
    }
    settle(conn, learner)?;
    Ok(learner)
}

/// Confirms at a counter that a user is the learner whom they claim to be. Every other claim on
/// that learner is closed, the activation code is void and an unclaimed card becomes active.
///
/// # Errors
/// `NotFound` when the user does not claim that; `AlreadyRegistered` when another was confirmed.
pub fn confirm(conn: &mut Conn, learner: LearnerId, user: UserId) -> AppResult<()> {
    // This write also locks the learner: of two confirmations at once the second sees the first.
    store::drop_activation(conn, learner)?;
    if store::is_claimed(conn, learner)? {
        return Err(Refusal::AlreadyRegistered.into());
    }
    if !store::confirm(conn, user, learner)? {
        return Err(Refusal::NotFound.into());
    }
    settle(conn, learner)
}

fn settle(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    store::close_claims(conn, learner, clock::now().naive_utc())?;
    store::claim_card(conn, learner)
}

/// Whether two names are one: case, spaces and the dots within transliterated names do not count.
fn same_name(one: &str, other: &str) -> bool {
    let fold = |name: &str| -> String {
        let is_dot = |c: char| matches!(c, '·' | '•' | '・' | '‧' | '∙' | '.');
        name.chars()
            .filter(|c| !c.is_whitespace() && !is_dot(*c))
            .flat_map(char::to_lowercase)
            .collect()
    };
    fold(one) == fold(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_written_with_other_dots_or_spaces_is_the_same_name() {
        assert!(same_name("王秀兰", "王 秀兰"));
        assert!(same_name("阿依古丽·买买提", "阿依古丽•买买提"));
        assert!(same_name("Li Wei", "LI WEI"));
        assert!(!same_name("王秀兰", "王秀英"));
    }

    #[test]
    fn a_code_may_be_typed_with_small_letters_and_without_hyphens() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(&folder.path().join("keys.json")).unwrap();
        let printed = activation_digest(&keys, "7KQM-2XRD");
        assert_eq!(printed, activation_digest(&keys, "7kqm 2xrd"));
        assert_eq!(printed, keys.digest("activation", "7KQM2XRD"));
        assert_ne!(printed, activation_digest(&keys, "7KQM-2XRE"));
    }
}
