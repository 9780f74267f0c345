//! Queries of completions.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::upsert::excluded;
use shared::completions::{CompletedCourse, Completion};
use shared::identity::CardNumber;
use shared::ids::{CompletionId, LearnerId};
use shared::institutions::InstitutionCode;
use shared::quantity::{Credits, Hours, Score};

use super::history::{Network, Place};
use crate::bank::codes_of;
use crate::clock;
use crate::db::schema::{
    cards, completions, entries, external_ids, institutions, learners, lots, transactions,
};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::Slice;
use crate::institutions::store::ids_within;
use crate::verification::{CodeRow, insert_codes};

/// A completion as it is stored. Amounts are hundredths.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = completions, treat_none_as_default_value = false)]
pub struct CompletionRow {
    pub learner_id: String,
    pub id: String,
    pub institution_id: String,
    pub external_id: String,
    pub posted_name: Option<String>,
    pub status: String,
    pub course_code: String,
    pub title: String,
    pub title_key: String,
    pub category: String,
    pub form: String,
    pub level: Option<String>,
    pub started_on: Option<NaiveDate>,
    pub ended_on: NaiveDate,
    pub hours: i64,
    pub grade: Option<String>,
    pub score: Option<i64>,
    pub declared_credits: Option<i64>,
    pub evidence: String,
    pub decision: String,
    pub scheme: Option<String>,
    /// What the rule gives by itself.
    pub worth: i64,
    /// What is left of it after earlier attempts.
    pub counted: i64,
    /// What is left of that after caps: what stands on the card.
    pub posted: i64,
    pub transaction_id: Option<String>,
    pub verification_code: String,
    pub recorded_at: NaiveDateTime,
    /// What is open, where a person must decide.
    pub question: Option<String>,
}

/// What a view needs beside the row.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The learner's name as recorded.
    pub name: String,
    /// The number of their live card.
    pub card: CardNumber,
}

impl CompletionRow {
    /// As the bank answers it.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn view(&self, institution: &InstitutionCode, holder: &Holder) -> AppResult<Completion> {
        Ok(Completion {
            id: stored(&self.id)?,
            external_id: self.external_id.clone(),
            status: stored(&self.status)?,
            institution: institution.clone(),
            course: CompletedCourse {
                code: self.course_code.clone(),
                title: self.title.clone(),
                category: self.category.clone(),
                form: stored(&self.form)?,
                level: self.level.clone(),
            },
            card_number: holder.card.clone(),
            learner_name: holder.name.clone(),
            started_on: self.started_on,
            ended_on: self.ended_on,
            hours: Hours::from_hundredths(self.hours),
            grade: self.grade.clone(),
            score: self.score()?,
            declared_credits: self.declared_credits.map(Credits::from_hundredths),
            evidence: serde_json::from_str(&self.evidence)?,
            decision: serde_json::from_str(&self.decision)?,
            transaction_id: self.transaction_id.as_deref().map(stored).transpose()?,
            recorded_at: clock::instant(self.recorded_at),
            verification_code: self.verification_code.clone(),
        })
    }

    /// The score.
    ///
    /// # Errors
    /// A row that the bank did not write.
    pub fn score(&self) -> AppResult<Option<Score>> {
        let read = |score| Score::from_hundredths(score);
        self.score
            .map(read)
            .transpose()
            .map_err(|_| AppError::Broken(anyhow::anyhow!("a stored score is out of range")))
    }
}

/// A number that a school gave, and whose completion has it.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = external_ids, treat_none_as_default_value = false)]
// The names of the columns.
#[allow(clippy::struct_field_names)]
pub(super) struct NumberRow {
    pub institution_id: String,
    pub external_id: String,
    pub learner_id: String,
    pub completion_id: String,
}

/// Those of the numbers that are known already.
pub(super) fn known_numbers(
    conn: &mut Conn,
    institution_keys: &[String],
    numbers: &[String],
) -> AppResult<Vec<NumberRow>> {
    let mut known = Vec::new();
    for numbers in numbers.chunks(ROWS_PER_STATEMENT) {
        let query = external_ids::table
            .filter(external_ids::institution_id.eq_any(institution_keys))
            .filter(external_ids::external_id.eq_any(numbers));
        known.extend(query.select(NumberRow::as_select()).load(conn)?);
    }
    Ok(known)
}

/// Completions by id.
pub(super) fn by_ids(conn: &mut Conn, ids: &[String]) -> AppResult<Vec<CompletionRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for ids in ids.chunks(ROWS_PER_STATEMENT) {
        rows.extend(
            completions::table
                .filter(completions::id.eq_any(ids))
                .select(CompletionRow::as_select())
                .load(conn)?,
        );
    }
    Ok(rows)
}

/// All completions of learners, oldest first.
///
/// # Errors
/// The database.
pub fn of_learners(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Vec<CompletionRow>> {
    Ok(completions::table
        .filter(completions::learner_id.eq_any(learner_keys))
        .order((completions::learner_id, completions::id))
        .select(CompletionRow::as_select())
        .load(conn)?)
}

/// What expiry took of the lots of learners: whose, the lot's sources, scheme, and how much, below
/// zero.
pub(super) fn written_off(
    conn: &mut Conn,
    learner_keys: &[String],
) -> AppResult<Vec<(String, String, String, i64)>> {
    let of_transaction = entries::owner
        .eq(transactions::owner)
        .and(entries::transaction_id.eq(transactions::id))
        .and(entries::kind.eq("available"));
    let of_lot = lots::learner_id.eq(entries::owner).and(entries::lot_id.eq(lots::id.nullable()));
    Ok(transactions::table
        .inner_join(entries::table.on(of_transaction))
        .inner_join(lots::table.on(of_lot))
        .filter(transactions::owner.eq_any(learner_keys))
        .filter(transactions::kind.eq("expire"))
        .filter(entries::amount.lt(0))
        .select((entries::owner, lots::sources, entries::scheme, entries::amount))
        .load(conn)?)
}

/// A learner, the completion that a transaction was made for, a scheme, and how much, below zero.
type TakenBack = (String, Option<String>, String, i64);

/// What was taken back of completions out of what had expired.
pub(super) fn taken_back(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Vec<TakenBack>> {
    let of_transaction =
        entries::transaction_id.eq(transactions::id).and(entries::kind.eq("expired"));
    Ok(transactions::table
        .inner_join(entries::table.on(of_transaction))
        .filter(transactions::owner.eq_any(learner_keys))
        .filter(transactions::kind.eq("reverse"))
        .filter(transactions::completion_id.is_not_null())
        .select((
            transactions::owner,
            transactions::completion_id,
            entries::scheme,
            entries::amount,
        ))
        .load(conn)?)
}

/// Names and live cards of learners.
///
/// # Errors
/// The database.
pub fn holders(conn: &mut Conn, learner_keys: &[String]) -> AppResult<Vec<(LearnerId, Holder)>> {
    let rows: Vec<(String, String, String)> = learners::table
        .inner_join(cards::table.on(cards::learner_id.eq(learners::id)))
        .filter(learners::id.eq_any(learner_keys))
        .filter(cards::status.ne("replaced"))
        .select((learners::id, learners::name, cards::number))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, name, card)| Ok((stored(&id)?, Holder { name, card: stored(&card)? })))
        .collect()
}

/// All institutions, as facts name them.
pub(super) fn places(conn: &mut Conn) -> AppResult<Network> {
    let rows: Vec<(String, String, String, String)> = institutions::table
        .select((institutions::id, institutions::code, institutions::path, institutions::kind))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, code, path, kind)| {
            let codes = codes_of(&path).iter().map(ToString::to_string).collect();
            let place = Place { code: stored(&code)?, codes, kind: stored(&kind)? };
            Ok((stored(&id)?, place))
        })
        .collect()
}

/// Writes what later decisions and corrections changed, in bulk.
///
/// # Errors
/// The database.
pub fn update(conn: &mut Conn, rows: &[CompletionRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        on_each!(conn, c => diesel::insert_into(completions::table)
            .values(rows)
            .on_conflict((completions::learner_id, completions::id))
            .do_update()
            .set((
                completions::status.eq(excluded(completions::status)),
                completions::started_on.eq(excluded(completions::started_on)),
                completions::ended_on.eq(excluded(completions::ended_on)),
                completions::hours.eq(excluded(completions::hours)),
                completions::grade.eq(excluded(completions::grade)),
                completions::score.eq(excluded(completions::score)),
                completions::declared_credits.eq(excluded(completions::declared_credits)),
                completions::evidence.eq(excluded(completions::evidence)),
                completions::decision.eq(excluded(completions::decision)),
                completions::scheme.eq(excluded(completions::scheme)),
                completions::worth.eq(excluded(completions::worth)),
                completions::counted.eq(excluded(completions::counted)),
                completions::posted.eq(excluded(completions::posted)),
                completions::transaction_id.eq(excluded(completions::transaction_id)),
                completions::question.eq(excluded(completions::question)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Writes new completions, their numbers and verification codes, in bulk.
pub(super) fn insert(conn: &mut Conn, rows: &[CompletionRow]) -> AppResult<()> {
    for rows in rows.chunks(ROWS_PER_STATEMENT) {
        let numbers: Vec<NumberRow> = rows
            .iter()
            .map(|row| NumberRow {
                institution_id: row.institution_id.clone(),
                external_id: row.external_id.clone(),
                learner_id: row.learner_id.clone(),
                completion_id: row.id.clone(),
            })
            .collect();
        on_each!(conn, c => {
            diesel::insert_into(external_ids::table).values(&numbers).execute(c)?;
            diesel::insert_into(completions::table).values(rows).execute(c)
        })?;
    }
    let codes: Vec<CodeRow> = rows
        .iter()
        .map(|row| CodeRow {
            code: row.verification_code.clone(),
            kind: "completion".to_owned(),
            learner_id: row.learner_id.clone(),
            subject_id: row.id.clone(),
        })
        .collect();
    insert_codes(conn, &codes)
}

/// Which completions a list shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    pub learner: Option<LearnerId>,
    /// Paths of institutions: those and what lies below. `None` is all.
    pub paths: Option<Vec<String>>,
    pub status: Option<String>,
    pub course: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub id: Option<CompletionId>,
}

/// A row with what its view needs.
pub(super) type ListedRow = (CompletionRow, String, String, String);

/// A page of completions, newest first.
pub(super) fn list(conn: &mut Conn, filter: &Filter, slice: &Slice) -> AppResult<Vec<ListedRow>> {
    let mut query = completions::table
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .inner_join(learners::table.on(learners::id.eq(completions::learner_id)))
        .inner_join(cards::table.on(cards::learner_id.eq(completions::learner_id)))
        .filter(cards::status.ne("replaced"))
        .select((CompletionRow::as_select(), institutions::code, learners::name, cards::number))
        .order(completions::id.desc())
        .limit(slice.fetch())
        .into_boxed();
    if let Some(learner) = filter.learner {
        query = query.filter(completions::learner_id.eq(learner.to_string()));
    }
    if let Some(paths) = &filter.paths {
        let within = ids_within(conn, paths)?;
        query = query.filter(completions::institution_id.eq_any(within));
    }
    if let Some(status) = &filter.status {
        query = query.filter(completions::status.eq(status.clone()));
    }
    if let Some(course) = &filter.course {
        query = query.filter(completions::course_code.eq(course.clone()));
    }
    if let Some(from) = filter.from {
        query = query.filter(completions::ended_on.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(completions::ended_on.le(to));
    }
    if let Some(id) = filter.id {
        query = query.filter(completions::id.eq(id.to_string()));
    }
    if let Some(after) = &slice.after {
        query = query.filter(completions::id.lt(after.clone()));
    }
    Ok(query.load(conn)?)
}

/// The completion behind a verification code, with its institution's code.
///
/// # Errors
/// The database.
pub fn verified(
    conn: &mut Conn,
    learner_key: &str,
    completion_key: &str,
) -> AppResult<Option<(CompletionRow, String)>> {
    Ok(completions::table
        .inner_join(institutions::table.on(institutions::id.eq(completions::institution_id)))
        .filter(completions::learner_id.eq(learner_key))
        .filter(completions::id.eq(completion_key))
        .select((CompletionRow::as_select(), institutions::code))
        .first(conn)
        .optional()?)
}
