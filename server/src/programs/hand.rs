//! What a person can bring to programs, loaded in a few queries.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::ids::{CompletionId, LearnerId};
use shared::ledger::Lot;
use shared::programs::{Hand, Source};
use shared::quantity::{Credits, Score};

use crate::bank::codes_of;
use crate::db::Conn;
use crate::db::schema::{completions, institutions};
use crate::error::{AppError, AppResult, stored};
use crate::ledger::store::unspent_lots;

#[derive(Queryable)]
struct SourceRow {
    id: String,
    path: String,
    course_code: String,
    category: String,
    score: Option<i64>,
    scheme: Option<String>,
    posted: i64,
}

/// The unspent lots and recognised completions of a learner, as they stand.
///
/// # Errors
/// The database.
pub fn of_learner(conn: &mut Conn, learner: LearnerId) -> AppResult<Hand> {
    let lots = unspent_lots(conn, &learner.to_string())?;
    with_lots(conn, learner, lots)
}

/// These lots of a learner with their recognised completions: for the ledger's batch, in which lots
/// stand otherwise than in the database.
///
/// # Errors
/// The database.
pub fn with_lots(conn: &mut Conn, learner: LearnerId, lots: Vec<Lot>) -> AppResult<Hand> {
    let rows: Vec<SourceRow> = completions::table
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .filter(completions::learner_id.eq(learner.to_string()))
        .filter(completions::status.eq_any(["recognised", "amended"]))
        .select((
            completions::id,
            institutions::path,
            completions::course_code,
            completions::category,
            completions::score,
            completions::scheme,
            completions::posted,
        ))
        .load(conn)?;
    let sources = rows.into_iter().filter_map(|row| source(row).transpose());
    Ok(Hand { lots, sources: sources.collect::<AppResult<BTreeMap<CompletionId, Source>>>()? })
}

fn source(row: SourceRow) -> AppResult<Option<(CompletionId, Source)>> {
    let Some(scheme) = row.scheme else { return Ok(None) };
    let score = row.score.map(Score::from_hundredths).transpose();
    let source = Source {
        institutions: codes_of(&row.path).iter().map(ToString::to_string).collect(),
        course_code: row.course_code,
        category: row.category,
        score: score
            .map_err(|_| AppError::Broken(anyhow::anyhow!("a stored score is out of range")))?,
        scheme: stored(&scheme)?,
        credits: Credits::from_hundredths(row.posted),
    };
    Ok(Some((stored(&row.id)?, source)))
}
