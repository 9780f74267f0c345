//! The story of families.

use std::collections::BTreeSet;

use shared::families::{
    FAMILY_MOST, Family, FamilyMember, FamilyStanding, FoundFamily, InviteToFamily, MyFamily,
    invited,
};
use shared::fault::FaultKind;
use shared::ids::{FamilyId, LearnerId};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::problem::Refusal;
use shared::transfers::TransferParty;
use shared::vocabulary::CardStatus;
use uuid::Uuid;

use super::store::{self, MemberRow};
use crate::auth::Resident;
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::learners::store as learners;
use crate::ledger::store::lock;
use crate::notices::store::{self as notices, NoticeRow};

/// The state of somebody without a family.
const NO_FAMILY: &str = "no_family";

pub(super) async fn show(bank: &Bank, who: &Resident) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db.read(move |conn| view(conn, learner)).await
}

/// Founds a family.
///
/// # Errors
/// `AlreadyThere` for a member of another one.
pub(super) async fn found(bank: &Bank, who: &Resident, ask: FoundFamily) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            lock(conn, &[learner.to_string()])?;
            if store::family_of(conn, learner)?.is_some() {
                return Err(Refusal::AlreadyThere.into());
            }
            let id = FamilyId(Uuid::now_v7());
            store::insert(conn, id, ask.name.as_str())?;
            store::put(conn, id, learner, FamilyStanding::Member)?;
            view(conn, learner)
        })
        .await
}

/// Invites somebody, and tells them.
///
/// # Errors
/// `WrongState` without a family; a fault at the card; `AlreadyThere`; `FamilyFull`.
pub(super) async fn invite(
    bank: &Bank,
    who: &Resident,
    ask: InviteToFamily,
) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            let fault = |kind| AppError::fault("/card_number", kind);
            let card = learners::by_card_numbers(conn, std::slice::from_ref(&ask.card_number))?;
            let card = card.into_iter().next().ok_or_else(|| fault(FaultKind::Unknown))?;
            if card.learner_id == learner {
                return Err(fault(FaultKind::OwnCard));
            }
            if matches!(card.status, CardStatus::Replaced | CardStatus::Closed) {
                return Err(fault(FaultKind::NotInUse));
            }
            lock(conn, &[learner, card.learner_id].map(|id| id.to_string()))?;
            let family = own_family(conn, learner)?;
            let members = store::members(conn, &[family])?;
            if members.iter().any(|row| row.learner_id == card.learner_id.to_string()) {
                return Err(Refusal::AlreadyThere.into());
            }
            if members.len() >= FAMILY_MOST {
                return Err(Refusal::FamilyFull.into());
            }
            store::put(conn, family, card.learner_id, FamilyStanding::Invited)?;
            tell(conn, family, learner, card.learner_id)?;
            view(conn, learner)
        })
        .await
}

fn tell(conn: &mut Conn, family: FamilyId, by: LearnerId, whom: LearnerId) -> AppResult<()> {
    let name = store::name(conn, family)?.ok_or(Refusal::NotFound)?;
    let party = parties(conn, &BTreeSet::from([by]))?.into_iter().next();
    let (_, party) = party.ok_or_else(AppError::busy)?;
    let about = About { kind: NoticeSubject::Family, id: family.to_string() };
    let (at, text) = (clock::now().naive_utc(), invited(&name, &party));
    let notice = NoticeRow::telling(whom, at, NoticeKind::FamilyInvited, text, Some(about));
    notices::insert(conn, &[notice])
}

/// Joins a family that invited.
///
/// # Errors
/// `NotFound` without its invitation, `AlreadyThere` for a member of another one.
pub(super) async fn accept(bank: &Bank, who: &Resident, id: FamilyId) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            lock(conn, &[learner.to_string()])?;
            // The last member may be leaving, and the family ending.
            store::hold(conn, id)?;
            if !store::is_invited(conn, id, learner)? {
                return Err(Refusal::NotFound.into());
            }
            if store::family_of(conn, learner)?.is_some() {
                return Err(Refusal::AlreadyThere.into());
            }
            store::put(conn, id, learner, FamilyStanding::Member)?;
            view(conn, learner)
        })
        .await
}

/// Declines an invitation.
///
/// # Errors
/// `NotFound` without one.
pub(super) async fn decline(bank: &Bank, who: &Resident, id: FamilyId) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            lock(conn, &[learner.to_string()])?;
            if !store::is_invited(conn, id, learner)? {
                return Err(Refusal::NotFound.into());
            }
            store::remove(conn, id, learner)?;
            view(conn, learner)
        })
        .await
}

/// Leaves the family; with its last member it ends, and so do its invitations.
///
/// # Errors
/// `WrongState` without a family.
pub(super) async fn leave(bank: &Bank, who: &Resident) -> AppResult<MyFamily> {
    let learner = who.learner;
    bank.db
        .write(move |conn| {
            lock(conn, &[learner.to_string()])?;
            let family = own_family(conn, learner)?;
            store::remove(conn, family, learner)?;
            store::end_without_members(conn, family)?;
            view(conn, learner)
        })
        .await
}

/// The family of a learner, held until the transaction ends.
fn own_family(conn: &mut Conn, learner: LearnerId) -> AppResult<FamilyId> {
    let family = store::family_of(conn, learner)?;
    let family = family.ok_or(Refusal::WrongState(NO_FAMILY))?;
    store::hold(conn, family)?;
    Ok(family)
}

/// The families that concern a learner.
///
/// # Errors
/// The database.
pub fn view(conn: &mut Conn, learner: LearnerId) -> AppResult<MyFamily> {
    let standings = store::standings(conn, learner)?;
    let ids: Vec<FamilyId> = standings.iter().map(|(family, _)| *family).collect();
    let rows = store::members(conn, &ids)?;
    let people = rows.iter().map(|row| stored(&row.learner_id));
    let parties = parties(conn, &people.collect::<AppResult<_>>()?)?;
    let mut mine = MyFamily { family: None, invitations: Vec::new() };
    for (id, standing) in standings {
        let name = store::name(conn, id)?.ok_or(Refusal::NotFound)?;
        let key = id.to_string();
        let members = rows.iter().filter(|row| row.family_id == key);
        let members = members.filter_map(|row| member(row, learner, &parties).transpose());
        let family = Family { id, name, members: members.collect::<AppResult<_>>()? };
        match standing {
            FamilyStanding::Member => mine.family = Some(family),
            FamilyStanding::Invited => mine.invitations.push(family),
        }
    }
    Ok(mine)
}

fn member(
    row: &MemberRow,
    asks: LearnerId,
    parties: &[(LearnerId, TransferParty)],
) -> AppResult<Option<FamilyMember>> {
    let learner: LearnerId = stored(&row.learner_id)?;
    let party = parties.iter().find(|(id, _)| *id == learner);
    let standing = stored(&row.standing)?;
    Ok(party.map(|(_, person)| FamilyMember {
        person: person.clone(),
        standing,
        me: learner == asks,
    }))
}

/// What others may see of people.
fn parties(
    conn: &mut Conn,
    ids: &BTreeSet<LearnerId>,
) -> AppResult<Vec<(LearnerId, TransferParty)>> {
    let ids: Vec<LearnerId> = ids.iter().copied().collect();
    let cards = learners::cards_of(conn, &ids)?;
    let people = learners::by_ids(conn, &ids)?.into_iter();
    let parties = people.filter_map(|row| {
        let card = cards.get(&row.id)?;
        Some((row.id, TransferParty::masked(&card.number, &row.name)))
    });
    Ok(parties.collect())
}
