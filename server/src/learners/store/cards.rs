//! Queries over cards.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::identity::CardNumber;
use shared::ids::LearnerId;
use shared::vocabulary::CardStatus;

use crate::clock;
use crate::db::schema::{cards, learners};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};

/// Draws of card numbers before giving up: with a hundred thousand million of them, one is free.
const CARD_DRAWS: usize = 20;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// Its number.
    pub number: CardNumber,
    /// Whose it is.
    pub learner_id: LearnerId,
    /// Its status.
    pub status: CardStatus,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = cards, treat_none_as_default_value = false)]
struct StoredCard {
    number: String,
    learner_id: String,
    status: String,
    opened_at: NaiveDateTime,
}

impl TryFrom<StoredCard> for CardRow {
    type Error = AppError;

    fn try_from(row: StoredCard) -> AppResult<Self> {
        Ok(Self {
            number: stored(&row.number)?,
            learner_id: stored(&row.learner_id)?,
            status: stored(&row.status)?,
        })
    }
}

/// Gives each of these learners an unclaimed card: draws numbers until everyone has one.
///
/// # Errors
/// The database; `Broken` when no free card numbers are drawn.
pub fn open_cards(
    conn: &mut Conn,
    mut without: Vec<LearnerId>,
    now: NaiveDateTime,
) -> AppResult<()> {
    for _ in 0..CARD_DRAWS {
        if without.is_empty() {
            return Ok(());
        }
        let drawn: Vec<StoredCard> = without
            .iter()
            .map(|learner| StoredCard {
                number: CardNumber::from_serial(rand::random()).to_string(),
                learner_id: learner.to_string(),
                status: CardStatus::Unclaimed.to_string(),
                opened_at: now,
            })
            .collect();
        for some in drawn.chunks(ROWS_PER_STATEMENT) {
            on_each!(conn, c => diesel::insert_into(cards::table)
                .values(some)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
        let opened = cards_of(conn, &without)?;
        without.retain(|learner| !opened.contains_key(learner));
    }
    Err(AppError::Broken(anyhow::anyhow!("no free card number was drawn")))
}

/// The card of each of these learners: the one in use, or else the last that was.
///
/// # Errors
/// The database.
pub fn cards_of(conn: &mut Conn, learners: &[LearnerId]) -> AppResult<HashMap<LearnerId, CardRow>> {
    let mut found: Vec<StoredCard> = Vec::new();
    for some in learners.chunks(ROWS_PER_STATEMENT) {
        let some = some.iter().map(ToString::to_string);
        let query = cards::table.filter(cards::learner_id.eq_any(some));
        found.extend(query.select(StoredCard::as_select()).load(conn)?);
    }
    found.sort_by_key(|card| (is_in_use(&card.status), card.opened_at));
    let cards = found.into_iter().map(CardRow::try_from);
    cards.map(|card| card.map(|card| (card.learner_id, card))).collect()
}

fn is_in_use(status: &str) -> bool {
    status != CardStatus::Replaced.as_str() && status != CardStatus::Closed.as_str()
}

/// The cards with these numbers: a card that was closed when its holder's record was merged into
/// another one is of that other one.
///
/// # Errors
/// The database.
pub fn by_card_numbers(conn: &mut Conn, numbers: &[CardNumber]) -> AppResult<Vec<CardRow>> {
    let mut found: Vec<(StoredCard, Option<String>)> = Vec::new();
    for some in numbers.chunks(ROWS_PER_STATEMENT) {
        let query = cards::table
            .inner_join(learners::table.on(learners::id.eq(cards::learner_id)))
            .filter(cards::number.eq_any(some.iter().map(CardNumber::as_str)));
        found.extend(query.select((StoredCard::as_select(), learners::merged_into)).load(conn)?);
    }
    let card = |(row, into): (StoredCard, Option<String>)| {
        let card = CardRow::try_from(row)?;
        let into = into.as_deref().map(stored).transpose()?;
        Ok(CardRow { learner_id: into.unwrap_or(card.learner_id), ..card })
    };
    found.into_iter().map(card).collect()
}

/// Puts a card with a new number in the place of one: the learner and all that is theirs stay.
/// Answers the new number.
///
/// # Errors
/// The database; `Broken` when no free card number is drawn.
pub fn replace_card(conn: &mut Conn, old: &CardRow, status: CardStatus) -> AppResult<CardNumber> {
    diesel::update(cards::table.find(old.number.as_str()))
        .set(cards::status.eq(CardStatus::Replaced.as_str()))
        .execute(conn)?;
    for _ in 0..CARD_DRAWS {
        let number = CardNumber::from_serial(rand::random());
        let card = StoredCard {
            number: number.to_string(),
            learner_id: old.learner_id.to_string(),
            status: status.to_string(),
            opened_at: clock::now().naive_utc(),
        };
        let written = on_each!(conn, c => diesel::insert_into(cards::table)
            .values(&card)
            .on_conflict_do_nothing()
            .execute(c))?;
        if written == 1 {
            return Ok(number);
        }
    }
    Err(AppError::Broken(anyhow::anyhow!("no free card number was drawn")))
}
