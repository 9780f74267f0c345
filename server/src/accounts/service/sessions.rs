//! Sessions: a signed-in browser holds one refresh token, which changes whenever it is used.
//!
//! Invariant: a refresh token is good once. Used again within [`GRACE_SECONDS`] (two tabs that woke
//! together, an answer that was lost) the token before gets a fresh access token and nothing else:
//! no new refresh token, so nobody can keep a stolen one alive. Used later, it was stolen from
//! someone, and the whole session ends.

use chrono::{Duration, NaiveDateTime};
use shared::accounts::{Session, SignedIn};
use shared::ids::{SessionId, UserId};
use shared::page::Page;
use shared::problem::Refusal;
use uuid::Uuid;

use crate::accounts::store::{self, Account, SessionRow};
use crate::auth::tokens::LIFETIME_SECONDS;
use crate::auth::visitor::REFRESH_DAYS;
use crate::auth::{Person, Visitor, fresh_secret};
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppResult, stored};
use crate::http::paging::{self, Slice};
use crate::keys::Keys;

/// Seconds for which the token before the current one still gets an access token.
const GRACE_SECONDS: i64 = 10;

/// Sorts after every session's id.
const NEWEST: &str = "~";

/// A session that was just opened or used.
#[derive(Debug)]
pub struct Opened {
    account: Account,
    session: String,
    refresh_token: Option<String>,
}

/// What the browser gets: the answer, and the refresh token for its cookie when that is a new one.
#[derive(Debug)]
pub struct Entry {
    /// The body.
    pub signed_in: SignedIn,
    /// For the cookie.
    pub refresh_token: Option<String>,
}

/// Opens a session for a user; nothing when the user may not sign in (any more).
pub(super) fn open(
    conn: &mut Conn,
    keys: &Keys,
    user: UserId,
    user_agent: &str,
) -> AppResult<Option<Opened>> {
    let Some(account) = store::account(conn, user)?.filter(Account::is_active) else {
        return Ok(None);
    };
    let (session, token) = (Uuid::now_v7().to_string(), fresh_secret());
    let now = clock::now().naive_utc();
    let row = SessionRow {
        id: session.clone(),
        user_id: user.to_string(),
        token_digest: digest(keys, &token),
        previous_digest: None,
        rotated_at: now,
        created_at: now,
        last_used_at: now,
        expires_at: now + Duration::days(REFRESH_DAYS),
        ended_at: None,
        user_agent: user_agent.to_owned(),
    };
    store::insert_session(conn, &row)?;
    Ok(Some(Opened { account, session, refresh_token: Some(token) }))
}

/// Signs the access token.
pub(super) fn enter(bank: &Bank, opened: Opened) -> AppResult<Entry> {
    let signed_in = SignedIn {
        access_token: bank.tokens.sign(&opened.account.claims(&opened.session)?)?,
        token_type: "Bearer".to_owned(),
        expires_in: LIFETIME_SECONDS,
        user: opened.account.to_user()?,
    };
    Ok(Entry { signed_in, refresh_token: opened.refresh_token })
}

/// Takes the refresh token in the visitor's cookie for an access token.
///
/// # Errors
/// `NotSignedIn` without a cookie; `SessionEnded` when the token is not good any more.
pub async fn refresh(bank: &Bank, visitor: Visitor) -> AppResult<Entry> {
    let token = visitor.refresh_token.ok_or(Refusal::NotSignedIn)?;
    let keys = std::sync::Arc::clone(&bank.keys);
    let opened = bank.db.write(move |conn| use_token(conn, &keys, &token)).await?;
    enter(bank, opened.ok_or(Refusal::SessionEnded)?)
}

/// `None` says that the session is over: an answer and not an error, for ending it must be kept.
fn use_token(conn: &mut Conn, keys: &Keys, token: &str) -> AppResult<Option<Opened>> {
    let digest = digest(keys, token);
    let now = clock::now().naive_utc();
    let Some(session) = store::session_of(conn, &digest)?.filter(|session| lives(session, now))
    else {
        return Ok(None);
    };
    let standing = standing(&session, &digest, now);
    if standing == Standing::Spent {
        store::end_session(conn, &session.user_id, &session.id, now)?;
        return Ok(None);
    }
    let account = store::account(conn, stored(&session.user_id)?)?;
    let Some(account) = account.filter(Account::is_active) else { return Ok(None) };
    let fresh = fresh_secret();
    let fresh_digest = self::digest(keys, &fresh);
    let expires_at = now + Duration::days(REFRESH_DAYS);
    // Should another server have rotated it this very moment, it is the one before by now.
    let rotated = standing == Standing::Current
        && store::rotate(conn, &session, &fresh_digest, now, expires_at)?;
    let refresh_token = rotated.then_some(fresh);
    Ok(Some(Opened { account, session: session.id, refresh_token }))
}

fn digest(keys: &Keys, token: &str) -> String {
    keys.digest("refresh", token)
}

fn lives(session: &SessionRow, now: NaiveDateTime) -> bool {
    session.ended_at.is_none() && session.expires_at > now
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Current,
    JustRotated,
    Spent,
}

fn standing(session: &SessionRow, digest: &str, now: NaiveDateTime) -> Standing {
    let in_grace = now - session.rotated_at <= Duration::seconds(GRACE_SECONDS);
    if session.token_digest == digest {
        Standing::Current
    } else if session.previous_digest.as_deref() == Some(digest) && in_grace {
        Standing::JustRotated
    } else {
        Standing::Spent
    }
}

/// Ends the session of the visitor's cookie, also when the access token has expired.
///
/// # Errors
/// The database.
pub async fn leave(bank: &Bank, visitor: Visitor) -> AppResult<()> {
    let Some(token) = visitor.refresh_token else { return Ok(()) };
    let digest = digest(&bank.keys, &token);
    bank.db
        .write(move |conn| {
            if let Some(session) = store::session_of(conn, &digest)? {
                let now = clock::now().naive_utc();
                store::end_session(conn, &session.user_id, &session.id, now)?;
            }
            Ok(())
        })
        .await
}

/// The caller's live sessions, newest first.
///
/// # Errors
/// The database.
pub async fn list(bank: &Bank, who: &Person, slice: Slice) -> AppResult<Page<Session>> {
    let user = who.user_id()?;
    let before = slice.after.clone().unwrap_or_else(|| NEWEST.to_owned());
    let (now, fetch) = (clock::now().naive_utc(), slice.fetch());
    let rows =
        bank.db.read(move |conn| store::live_sessions(conn, user, &before, now, fetch)).await?;
    let page = slice.page(rows, |row| row.id.clone());
    paging::map(page, |row| {
        Ok(Session {
            current: who.session() == Some(&row.id),
            id: stored(&row.id)?,
            created_at: clock::instant(row.created_at),
            last_used_at: clock::instant(row.last_used_at),
            expires_at: clock::instant(row.expires_at),
            user_agent: row.user_agent,
        })
    })
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// `NotFound` when it is not theirs, or over.
pub async fn end(bank: &Bank, who: &Person, id: &str) -> AppResult<()> {
    let id: SessionId = id.parse().map_err(|_| Refusal::NotFound)?;
    let (user, now) = (who.user_id()?.to_string(), clock::now().naive_utc());
    let ended =
        bank.db.write(move |conn| store::end_session(conn, &user, &id.to_string(), now)).await?;
    if ended { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

/// Forgets sessions that expired, and spent tokens, 30 days after.
///
/// # Errors
/// The database.
pub fn forget_old(conn: &mut Conn) -> AppResult<usize> {
    store::forget_sessions(conn, clock::now().naive_utc() - Duration::days(REFRESH_DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rotated_at(now: NaiveDateTime) -> SessionRow {
        SessionRow {
            id: "s".to_owned(),
            user_id: "u".to_owned(),
            token_digest: "current".to_owned(),
            previous_digest: Some("previous".to_owned()),
            rotated_at: now,
            created_at: now,
            last_used_at: now,
            expires_at: now + Duration::days(REFRESH_DAYS),
            ended_at: None,
            user_agent: String::new(),
        }
    }

    #[test]
    fn the_token_before_is_good_for_ten_seconds_and_older_ones_never() {
        let then = clock::now().naive_utc();
        let session = rotated_at(then);
        let after = |seconds| then + Duration::seconds(seconds);
        assert_eq!(standing(&session, "current", after(10_000)), Standing::Current);
        assert_eq!(standing(&session, "previous", after(10)), Standing::JustRotated);
        assert_eq!(standing(&session, "previous", after(11)), Standing::Spent);
        assert_eq!(standing(&session, "older", after(0)), Standing::Spent);
    }

    #[test]
    fn a_session_lives_for_thirty_days_after_its_last_use_unless_ended() {
        let then = clock::now().naive_utc();
        let mut session = rotated_at(then);
        assert!(lives(&session, then + Duration::days(29)));
        assert!(!lives(&session, then + Duration::days(30)));
        session.ended_at = Some(then);
        assert!(!lives(&session, then));
    }
}
