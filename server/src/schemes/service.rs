//! What is done with schemes.

use shared::fault::FaultKind;
use shared::ids::SchemeCode;
use shared::page::Page;
use shared::problem::Refusal;
use shared::schemes::Scheme;

use super::store;
use crate::audit;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};

/// Every scheme.
pub(super) async fn list(bank: &Bank) -> AppResult<Page<Scheme>> {
    bank.db.read(|conn| Ok(Page { items: store::all(conn)?, next_cursor: None })).await
}

/// One scheme.
pub(super) async fn show(bank: &Bank, code: SchemeCode) -> AppResult<Versioned<Scheme>> {
    bank.db.read(move |conn| Ok(store::by_code(conn, &code)?.ok_or(Refusal::NotFound)?)).await
}

/// Adds a scheme.
pub(super) async fn create(
    bank: &Bank,
    who: &Caller,
    scheme: Scheme,
) -> AppResult<Versioned<Scheme>> {
    let (who, scheme) = (who.clone(), Versioned { value: scheme, revision: 1 });
    bank.db
        .write(move |conn| {
            if !store::insert(conn, &scheme)? {
                return Err(Refusal::AlreadyThere.into());
            }
            audit::note(conn, &who, "scheme.create", scheme.value.code.as_str())?;
            Ok(scheme.clone())
        })
        .await
}

/// Changes a scheme.
pub(super) async fn change(
    bank: &Bank,
    who: &Caller,
    code: SchemeCode,
    seen: IfMatch,
    scheme: Scheme,
) -> AppResult<Versioned<Scheme>> {
    if scheme.code != code {
        return Err(AppError::fault("/code", FaultKind::Contradicts("/schemes/{code}")));
    }
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let old = store::by_code(conn, &code)?.ok_or(Refusal::NotFound)?;
            seen.check(old.revision)?;
            let new = Versioned { value: scheme.clone(), revision: old.revision + 1 };
            if !store::update(conn, &new, old.revision)? {
                return Err(Refusal::StaleMatch.into());
            }
            audit::note(conn, &who, "scheme.change", code.as_str())?;
            Ok(new)
        })
        .await
}
