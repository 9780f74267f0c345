//! Quotes: what would move, by which rule. They move nothing.

mod apply;
mod convert;
mod give;

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use shared::ids::{LearnerId, LotId, SchemeCode};
use shared::ledger::Lot;
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::rules::IndexedRulebook;
use shared::transfers::{GivenLot, QUOTE_MINUTES, QuoteRequest};

use super::record::{Application, Offer};
use crate::clock;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ledger::store::unspent_lots;
use crate::rulebooks::cache::Rulebooks;

pub(super) use give::gift_refusal;

/// Who asks, when, and the rules that hold then.
struct Asked<'a> {
    learner: LearnerId,
    now: DateTime<Utc>,
    today: NaiveDate,
    valid_until: DateTime<Utc>,
    rulebook: &'a IndexedRulebook,
}

impl Asked<'_> {
    /// What the learner has unspent in a scheme.
    fn lots_in(&self, conn: &mut Conn, scheme: &SchemeCode) -> AppResult<Vec<Lot>> {
        let lots = unspent_lots(conn, &self.learner.to_string())?;
        Ok(lots.into_iter().filter(|lot| lot.scheme == *scheme).collect())
    }
}

/// Works out an offer by the rulebook in force today.
///
/// # Errors
/// Why it cannot be done.
pub(super) fn offer(
    conn: &mut Conn,
    rulebooks: &Rulebooks,
    learner: LearnerId,
    ask: &QuoteRequest,
) -> AppResult<Offer> {
    let now = clock::now();
    let today = clock::day_of(now);
    let rulebook: Arc<IndexedRulebook> = rulebooks.in_force(conn, today)?.ok_or(Refusal::NoRule)?;
    let valid_until = now + Duration::minutes(QUOTE_MINUTES);
    let asked = Asked { learner, now, today, valid_until, rulebook: &rulebook };
    match ask {
        QuoteRequest::Convert { from_scheme, to_scheme, amount } => {
            convert::offer(conn, &asked, from_scheme, to_scheme, *amount)
        }
        QuoteRequest::Give { from_scheme, amount, to_card_number } => {
            give::offer(conn, &asked, from_scheme, *amount, to_card_number)
        }
        QuoteRequest::Apply { program_id, unit, completions, amount } => {
            let ask = Application {
                program_id: *program_id,
                unit: unit.to_string(),
                completions: completions.clone(),
                amount: *amount,
            };
            apply::offer(conn, &asked, ask)
        }
    }
}

/// The parts of lots that would leave, in spending order.
fn parts_of(lots: &[Lot], takes: &[(LotId, Credits)]) -> Vec<GivenLot> {
    let expiry = |id: &LotId| lots.iter().find(|lot| lot.id == *id)?.expires_on;
    takes
        .iter()
        .map(|(lot, amount)| GivenLot { amount: *amount, expires_on: expiry(lot) })
        .collect()
}
