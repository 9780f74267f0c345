//! A card that was lost or worn out gets another number; all that is the learner's stays.

use shared::ids::LearnerId;
use shared::learners::{Learner, messages};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::problem::Refusal;
use shared::transfers::Reasoned;
use shared::vocabulary::CardStatus;

use super::{refuse_merged, store, view};
use crate::audit::Act;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::clock;
use crate::error::{AppError, AppResult};
use crate::ledger;
use crate::notices::store::{self as notices, NoticeRow};

/// Replaces the card of a learner. What its holder had frozen stays frozen.
///
/// # Errors
/// `NotFound`; `WrongState` when it was closed.
pub(in crate::learners) async fn replace_card(
    bank: &Bank,
    who: &Caller,
    id: LearnerId,
    form: Reasoned,
) -> AppResult<Learner> {
    let (who, reason) = (who.clone(), form.reason.into_string());
    bank.db
        .write(move |conn| {
            ledger::store::lock(conn, &[id.to_string()])?;
            let row = store::by_ids(conn, &[id])?.pop().ok_or(Refusal::NotFound)?;
            refuse_merged(&row)?;
            let card = store::cards_of(conn, &[id])?.remove(&id).ok_or_else(AppError::busy)?;
            let status = match card.status {
                CardStatus::Closed | CardStatus::Replaced => {
                    return Err(Refusal::WrongState(card.status.as_str()).into());
                }
                CardStatus::Lost | CardStatus::Active => CardStatus::Active,
                CardStatus::Frozen => CardStatus::Frozen,
                CardStatus::Unclaimed => CardStatus::Unclaimed,
            };
            let number = store::replace_card(conn, &card, status)?;
            let about = About { kind: NoticeSubject::Card, id: String::new() };
            let text = messages::card_replaced(&number);
            let at = clock::now().naive_utc();
            let notice = NoticeRow::telling(id, at, NoticeKind::CardReplaced, text, Some(about));
            notices::insert(conn, &[notice])?;
            let detail = serde_json::json!({
                "card_number": {"before": card.number, "after": number}, "reason": reason,
            });
            Act::new(&who, "card.replace", &id.to_string()).telling(detail).enter(conn)?;
            view(conn, row)
        })
        .await
}
