//! Reading rulebooks: lists, one, the rules of one as a table, what differs between two.

use shared::fields::parse_day;
use shared::ids::RulebookId;
use shared::page::Page;
use shared::problem::Refusal;
use shared::rulebooks::{Difference, ListedRule, RulebookSummary, RulebookView};
use shared::rules::{self, to_table};

use super::{store, summaries, summary, view};
use crate::auth::Anyone;
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::http::etag::Versioned;
use crate::http::paging::{self, Slice};
use crate::rulebooks::cache::Rulebooks;
use crate::rulebooks::store::{RuleFilter, RulebookRow, Shown};

/// A page of rulebooks, newest first.
pub(in crate::rulebooks) async fn list(
    bank: &Bank,
    who: &Anyone,
    slice: Slice,
) -> AppResult<Page<RulebookSummary>> {
    let shown = shown_to(who);
    bank.db
        .read(move |conn| {
            let rows = store::list(conn, shown, &slice)?;
            let summaries = summaries(conn, rows)?;
            Ok(slice.page(summaries, |summary: &RulebookSummary| summary.id.to_string()))
        })
        .await
}

/// The rulebook in force on a day, today by default.
pub(in crate::rulebooks) async fn in_force(
    bank: &Bank,
    on: Option<&str>,
) -> AppResult<Versioned<RulebookView>> {
    let day = match on {
        None | Some("") => clock::today(),
        Some(words) => parse_day(words).map_err(|kind| AppError::fault("/on", kind))?,
    };
    let rulebooks = bank.rulebooks.clone();
    bank.db
        .read(move |conn| {
            let editions = rulebooks.editions(conn)?;
            let edition = editions.on(day).ok_or(Refusal::NotFound)?;
            view(conn, edition.row.clone(), edition.rules.rulebook().clone())
        })
        .await
}

/// One rulebook, if the caller may see it.
pub(in crate::rulebooks) async fn show(
    bank: &Bank,
    who: &Anyone,
    id: RulebookId,
) -> AppResult<Versioned<RulebookView>> {
    let shown = shown_to(who);
    bank.db
        .read(move |conn| {
            let row = visible(conn, id, shown)?;
            let rules = store::with_rules(conn, &row)?;
            view(conn, row, rules)
        })
        .await
}

fn shown_to(who: &Anyone) -> Shown {
    if who.oversees() { Shown::Everything } else { Shown::Public }
}

/// A rulebook, if the caller may see it.
fn visible(conn: &mut Conn, id: RulebookId, shown: Shown) -> AppResult<RulebookRow> {
    let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    if shown == Shown::Public && !row.is_public() {
        return Err(Refusal::NotFound.into());
    }
    Ok(row)
}

/// Which rulebook is meant: one by its id, or the one in force today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rulebooks) enum Which {
    /// The one in force today.
    InForce,
    /// The one with this id.
    Id(RulebookId),
}

impl Which {
    fn find(self, conn: &mut Conn, rulebooks: &Rulebooks, shown: Shown) -> AppResult<RulebookRow> {
        match self {
            Self::Id(id) => visible(conn, id, shown),
            Self::InForce => {
                let editions = rulebooks.editions(conn)?;
                Ok(editions.on(clock::today()).ok_or(Refusal::NotFound)?.row.clone())
            }
        }
    }
}

/// Where a rulebook stands, without its rules.
pub(in crate::rulebooks) async fn standing(
    bank: &Bank,
    who: &Anyone,
    which: Which,
) -> AppResult<RulebookSummary> {
    let (shown, rulebooks) = (shown_to(who), bank.rulebooks.clone());
    bank.db
        .read(move |conn| {
            let row = which.find(conn, &rulebooks, shown)?;
            summary(conn, row)
        })
        .await
}

/// A page of the rules of a rulebook, in their order.
pub(in crate::rulebooks) async fn rules_of(
    bank: &Bank,
    who: &Anyone,
    which: Which,
    filter: RuleFilter,
    slice: Slice,
) -> AppResult<Page<ListedRule>> {
    let (shown, rulebooks) = (shown_to(who), bank.rulebooks.clone());
    bank.db
        .read(move |conn| {
            let id = which.find(conn, &rulebooks, shown)?.id;
            let rows = store::rules_of(conn, id, &filter, &slice)?;
            let page = slice.page(rows, |(place, _)| place.to_string());
            paging::map(page, |(_, rule)| Ok(rule))
        })
        .await
}

/// The rules of a rulebook as a table, for a CSV file: nothing of them is lost.
pub(in crate::rulebooks) async fn table(
    bank: &Bank,
    who: &Anyone,
    id: RulebookId,
) -> AppResult<Vec<Vec<String>>> {
    let shown = shown_to(who);
    bank.db
        .read(move |conn| {
            let row = visible(conn, id, shown)?;
            Ok(to_table(&store::with_rules(conn, &row)?))
        })
        .await
}

/// What differs between two rulebooks.
pub(in crate::rulebooks) async fn difference(
    bank: &Bank,
    who: &Anyone,
    id: RulebookId,
    from: Option<RulebookId>,
) -> AppResult<Difference> {
    let shown = shown_to(who);
    bank.db
        .read(move |conn| {
            let to = visible(conn, id, shown)?;
            let from = match from {
                Some(from) => visible(conn, from, shown)?,
                None => before(conn, &to)?,
            };
            let changes =
                rules::difference(&store::with_rules(conn, &from)?, &store::with_rules(conn, &to)?);
            let (from, to) = (summary(conn, from)?, summary(conn, to)?);
            Ok(Difference { from, to, changes })
        })
        .await
}

/// The one that was published before it, or last.
fn before(conn: &mut Conn, row: &RulebookRow) -> AppResult<RulebookRow> {
    let mut numbered = store::numbered(conn)?;
    numbered.retain(|other| row.number.is_none() || other.number < row.number);
    numbered.pop().ok_or_else(|| Refusal::NotFound.into())
}
