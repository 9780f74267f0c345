//! What the counter does for learners.

mod mending;
mod merging;
mod replacing;

pub(super) use mending::mend;
pub(super) use merging::merge;
pub(super) use replacing::replace_card;

use shared::fault::FaultKind;
use shared::fields::Line;
use shared::identity::{CardNumber, IdDocument};
use shared::ids::LearnerId;
use shared::learners::{ActivationCode, ConfirmClaim, Learner, OpenCard};
use shared::page::Page;
use shared::problem::Refusal;

use super::store::{self, Claim, LearnerRow, NewLearner};
use crate::auth::Caller;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::etag::Versioned;
use crate::{audit, clock};

/// The subject of a look-up that found nobody: the document's number may not stand in the audit.
const NOBODY: &str = "-";

/// Opens a card, unclaimed until the person registers with the code on the slip.
pub(super) async fn open(bank: &Bank, who: &Caller, card: OpenCard) -> AppResult<Learner> {
    refuse_unborn(&card)?;
    let code = ActivationCode::from_random(rand::random());
    let mut learner = NewLearner::new(&bank.keys, &card.document, card.name.as_str());
    learner.born_on = card.born_on;
    learner.sex = card.sex;
    learner.street = card.street.map(Line::into_string);
    learner.phone_sealed = card.phone.map(|phone| bank.keys.seal(phone.as_str()));
    learner.activation_digest = Some(bank.keys.digest("activation", code.normalised()));
    let who = who.clone();
    let opened = bank.db.write(move |conn| {
        let standing = store::insert_many(conn, std::slice::from_ref(&learner))?;
        let row = standing.into_iter().find(|row| row.id == learner.id);
        let row = row.ok_or(Refusal::AlreadyThere)?;
        audit::note(conn, &who, "learner.open", &row.id.to_string())?;
        view(conn, row)
    });
    Ok(Learner { activation_code: Some(code.grouped()), ..opened.await? })
}

fn refuse_unborn(card: &OpenCard) -> AppResult<()> {
    if card.born_on.is_none_or(|day| day <= clock::today()) {
        return Ok(());
    }
    let told = card.document.resident_id().is_some();
    let pointer = if told { "/id_number" } else { "/born_on" };
    Err(AppError::fault(pointer, FaultKind::InTheFuture))
}

/// The learner of a card, if there is such a card.
pub(super) async fn by_card(
    bank: &Bank,
    who: &Caller,
    number: Option<&str>,
) -> AppResult<Page<Learner>> {
    let fault = |kind| AppError::fault("/card_number", kind);
    let number = number.filter(|words| !words.trim().is_empty());
    let number: CardNumber =
        number.ok_or_else(|| fault(FaultKind::Required))?.parse().map_err(fault)?;
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let card = store::by_card_numbers(conn, std::slice::from_ref(&number))?.pop();
            let owner = card.map(|card| card.learner_id);
            let subject = owner.map_or_else(|| number.to_string(), |owner| owner.to_string());
            audit::note(conn, &who, "learner.find", &subject)?;
            let found = store::by_ids(conn, owner.as_slice())?;
            let items = found.into_iter().map(|row| view(conn, row)).collect::<AppResult<_>>()?;
            Ok(Page { items, next_cursor: None })
        })
        .await
}

/// The learner of a document. That nobody was found is in the audit too.
pub(super) async fn find(bank: &Bank, who: &Caller, document: IdDocument) -> AppResult<Learner> {
    let digests = [bank.keys.document_digest(&document)];
    let who = who.clone();
    let found = bank.db.write(move |conn| {
        let row = store::find_by_digests(conn, &digests)?.pop();
        look_up(conn, &who, row)
    });
    Ok(found.await?.ok_or(Refusal::NotFound)?)
}

/// The learner with an id, and which revision of them it is.
pub(super) async fn show(
    bank: &Bank,
    who: &Caller,
    id: LearnerId,
) -> AppResult<Versioned<Learner>> {
    let who = who.clone();
    bank.db
        .write(move |conn| {
            let row = store::by_ids(conn, &[id])?.pop();
            let revision = row.as_ref().map(|row| row.revision);
            let found = look_up(conn, &who, row)?.zip(revision);
            Ok(found.map(|(value, revision)| Versioned { value, revision }))
        })
        .await?
        .ok_or_else(|| Refusal::NotFound.into())
}

/// A learner as they stand now, and which revision of them it is.
async fn current(bank: &Bank, id: LearnerId) -> AppResult<Versioned<Learner>> {
    bank.db
        .read(move |conn| {
            let row = store::by_ids(conn, &[id])?.pop().ok_or(Refusal::NotFound)?;
            let revision = row.revision;
            Ok(Versioned { value: view(conn, row)?, revision })
        })
        .await
}

fn look_up(conn: &mut Conn, who: &Caller, row: Option<LearnerRow>) -> AppResult<Option<Learner>> {
    let subject = row.as_ref().map_or_else(|| NOBODY.to_owned(), |row| row.id.to_string());
    audit::note(conn, who, "learner.find", &subject)?;
    row.map(|row| view(conn, row)).transpose()
}

/// Confirms the account that claims to be a learner; the other claims end.
pub(super) async fn confirm(
    bank: &Bank,
    who: &Caller,
    id: LearnerId,
    claim: ConfirmClaim,
) -> AppResult<Learner> {
    let phone = claim.phone.map(|phone| bank.keys.phone_digest(&phone));
    let who = who.clone();
    bank.db
        .write(move |conn| {
            if !store::end_activation(conn, id)? {
                return Err(Refusal::NotFound.into());
            }
            let row = store::by_ids(conn, &[id])?.pop().ok_or(Refusal::NotFound)?;
            refuse_merged(&row)?;
            let claims = store::claims(conn, id)?;
            let meant = the_one_meant(&claims, phone.as_deref())?;
            store::confirm(conn, id, meant.user_id)?;
            audit::note(conn, &who, "learner.confirm", &id.to_string())?;
            view(conn, row)
        })
        .await
}

fn refuse_merged(row: &LearnerRow) -> AppResult<()> {
    match row.merged_into {
        Some(_) => Err(Refusal::WrongState("merged").into()),
        None => Ok(()),
    }
}

/// Which of the accounts that claim to be a person the counter means.
fn the_one_meant<'a>(claims: &'a [Claim], phone: Option<&str>) -> AppResult<&'a Claim> {
    if claims.iter().any(|claim| claim.confirmed) {
        return Err(Refusal::WrongState("confirmed").into());
    }
    match (claims, phone) {
        ([], _) => Err(Refusal::WrongState("unclaimed").into()),
        ([only], None) => Ok(only),
        (_, None) => Err(AppError::fault("/phone", FaultKind::Required)),
        (several, Some(phone)) => several
            .iter()
            .find(|claim| claim.phone_digest.as_deref() == Some(phone))
            .ok_or_else(|| AppError::fault("/phone", FaultKind::Unknown)),
    }
}

/// A learner as the counter sees them.
fn view(conn: &mut Conn, row: LearnerRow) -> AppResult<Learner> {
    let card = store::cards_of(conn, &[row.id])?.remove(&row.id);
    let card = card.ok_or_else(|| AppError::Broken(anyhow::anyhow!("a learner without a card")))?;
    let claims = store::claims(conn, row.id)?;
    let confirmed = claims.iter().any(|claim| claim.confirmed);
    Ok(Learner {
        id: row.id,
        name: row.name,
        id_type: row.id_type,
        id_last: row.id_last,
        born_on: row.born_on,
        sex: row.sex,
        street: row.street,
        card_number: card.number,
        card_status: card.status,
        confirmed,
        claim_waiting: !confirmed && !claims.is_empty(),
        activation_code: None,
        merged_into: row.merged_into,
    })
}

#[cfg(test)]
mod tests {
    use shared::ids::UserId;
    use uuid::Uuid;

    use super::*;

    fn claim(user: u128, confirmed: bool, phone: &str) -> Claim {
        let user_id = UserId(Uuid::from_u128(user));
        Claim { user_id, confirmed, phone_digest: Some(phone.to_owned()) }
    }

    fn refusal(claims: &[Claim], phone: Option<&str>) -> Refusal {
        the_one_meant(claims, phone).unwrap_err().refusal()
    }

    #[test]
    fn the_only_claim_is_meant_and_several_are_told_apart_by_phone() {
        let (one, other) = (claim(1, false, "a"), claim(2, false, "b"));
        let both = [one.clone(), other.clone()];
        assert_eq!(the_one_meant(std::slice::from_ref(&one), None).unwrap(), &one);
        assert_eq!(the_one_meant(&both, Some("b")).unwrap(), &other);
        let at_phone = |kind| AppError::fault("/phone", kind).refusal();
        assert_eq!(refusal(&both, None), at_phone(FaultKind::Required));
        assert_eq!(refusal(&both, Some("c")), at_phone(FaultKind::Unknown));
        assert_eq!(refusal(&[one], Some("c")), at_phone(FaultKind::Unknown));
    }

    #[test]
    fn nobody_is_confirmed_where_nobody_claims_or_somebody_is_confirmed_already() {
        assert_eq!(refusal(&[], None), Refusal::WrongState("unclaimed"));
        let claims = [claim(1, false, "a"), claim(2, true, "b")];
        assert_eq!(refusal(&claims, Some("a")), Refusal::WrongState("confirmed"));
    }
}
