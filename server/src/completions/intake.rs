//! Records prepared completions inside a batch, where the learners are locked.
//!
//! Invariant: a number of a school is recorded once; what is recorded has its decision, and its
//! credits are posted in the same commit.

use std::collections::{BTreeSet, HashMap};

use shared::completions::{Completion, Evidence, RowStatus};
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::ids::{InstitutionId, LearnerId};
use shared::lang::Text;
use shared::learners::same_name;
use shared::problem::Refusal;
use shared::quantity::Credits;
use shared::rules::{Decision, History, conclude};
use shared::vocabulary::CompletionStatus;

use super::expired::Expired;
use super::history::{self, Network};
use super::prepare::{Prepared, Who};
use super::standing::{Validity, stand};
use super::store::{self, CompletionRow, Holder};
use crate::batches::{NewBatch, store as batches};
use crate::courses::store as courses;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::idempotency::{self, Answer, IdempotencyKey};
use crate::learners::store as learners;
use crate::ledger::Work;
use crate::ledger::books::Books;
use crate::{schemes, verification};

/// What became of one completion.
#[derive(Debug)]
pub struct Recorded {
    /// Recorded now, or before.
    pub status: RowStatus,
    /// The completion.
    pub completion: Completion,
}

/// A school, and a number that it gave.
type SchoolNumber = (InstitutionId, String);

/// The completions of a batch.
pub struct Intake {
    /// Learners by the digest of their document.
    by_document: HashMap<String, LearnerId>,
    holders: HashMap<LearnerId, Holder>,
    /// Names of records that were merged into theirs.
    other_names: Vec<(LearnerId, String)>,
    learners: BTreeSet<LearnerId>,
    numbers: Vec<SchoolNumber>,
    known: HashMap<SchoolNumber, CompletionRow>,
    network: Network,
    histories: HashMap<LearnerId, History>,
    validity: Validity,
    new_rows: Vec<CompletionRow>,
    in_batches: Vec<(NewBatch, CompletionRow)>,
    answers: Vec<(IdempotencyKey, Answer)>,
}

impl Intake {
    /// Enters new learners and courses, and finds who is meant and what is known already.
    ///
    /// # Errors
    /// The database.
    pub fn open(conn: &mut Conn, works: &[Work]) -> AppResult<Self> {
        let prepared: Vec<&Prepared> = works
            .iter()
            .filter_map(|work| match work {
                Work::Completion(prepared) => Some(prepared.as_ref()),
                Work::Transfer(_) | Work::Expire(_) | Work::Decision(_) => None,
            })
            .collect();
        let mut intake = Self::empty();
        if prepared.is_empty() {
            return Ok(intake);
        }
        intake.by_document = enter_learners(conn, &prepared)?;
        let new_courses: Vec<_> =
            prepared.iter().filter_map(|prepared| prepared.new_course.clone()).collect();
        courses::insert_many(conn, &new_courses)?;
        intake.network = history::network(conn)?;
        intake.validity = schemes::store::validity(conn)?;
        intake.learners = prepared.iter().filter_map(|row| intake.who(&row.who)).collect();
        intake.numbers =
            prepared.iter().map(|row| (row.institution.id, row.external_id())).collect();
        Ok(intake)
    }

    fn empty() -> Self {
        Self {
            by_document: HashMap::new(),
            holders: HashMap::new(),
            other_names: Vec::new(),
            learners: BTreeSet::new(),
            numbers: Vec::new(),
            known: HashMap::new(),
            network: Network::new(),
            histories: HashMap::new(),
            validity: HashMap::new(),
            new_rows: Vec::new(),
            in_batches: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Whose completions these are.
    pub fn learners(&self) -> impl Iterator<Item = LearnerId> {
        self.learners.iter().copied()
    }

    /// Loads what is recorded already and what stands on the learners' cards, once they are locked.
    ///
    /// # Errors
    /// The database.
    pub fn load(&mut self, conn: &mut Conn, books: &Books) -> AppResult<()> {
        if self.learners.is_empty() {
            return Ok(());
        }
        self.learners = self.learners.iter().map(|learner| books.kept(*learner)).collect();
        let keys: Vec<String> = self.learners.iter().map(ToString::to_string).collect();
        self.holders = store::holders(conn, &keys)?.into_iter().collect();
        self.other_names = learners::other_names(conn, &keys)?;
        self.known = known(conn, &self.numbers)?;
        self.histories = history::of_rows(&store::of_learners(conn, &keys)?, &self.network)?;
        Ok(())
    }

    /// Records one completion.
    ///
    /// # Errors
    /// `DiffersFromEarlier`, with the fields that differ.
    pub fn record(&mut self, books: &mut Books, prepared: &Prepared) -> AppResult<Recorded> {
        let learner = self.who(&prepared.who).ok_or_else(AppError::busy)?;
        let learner = books.kept(learner);
        let number = (prepared.institution.id, prepared.post.external_id.as_str().to_owned());
        let recorded = if let Some(row) = self.known.get(&number) {
            let faults = differences(row, learner, prepared);
            if !faults.is_empty() {
                return Err(Refusal::DiffersFromEarlier(faults).into());
            }
            Recorded { status: RowStatus::Unchanged, completion: self.view(row)? }
        } else {
            let row = self.enter(books, learner, prepared)?;
            let completion = self.view(&row)?;
            row.count_in(self.histories.entry(learner).or_default(), &self.network)?;
            self.known.insert(number, row.clone());
            self.in_batches.extend(prepared.batch.clone().map(|batch| (batch, row.clone())));
            self.new_rows.push(row);
            Recorded { status: RowStatus::Created, completion }
        };
        if let Some(key) = &prepared.key {
            let status = if recorded.status == RowStatus::Created { 201 } else { 200 };
            let body = serde_json::to_string(&recorded.completion)?;
            self.answers.push((key.clone(), Answer { status, body }));
        }
        Ok(recorded)
    }

    /// Writes the new completions, and the answers that stand for idempotency keys.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, conn: &mut Conn) -> AppResult<()> {
        store::insert(conn, &self.new_rows)?;
        batches::add(conn, &self.in_batches)?;
        for (key, answer) in &self.answers {
            idempotency::keep(conn, key, answer)?;
        }
        Ok(())
    }

    fn who(&self, who: &Who) -> Option<LearnerId> {
        match who {
            Who::Known(id) => Some(*id),
            Who::New(new) => self.by_document.get(&new.digest).copied(),
        }
    }

    fn view(&self, row: &CompletionRow) -> AppResult<Completion> {
        let place = self.network.get(&stored(&row.institution_id)?).ok_or_else(AppError::busy)?;
        let holder = self.holders.get(&stored(&row.learner_id)?).ok_or_else(AppError::busy)?;
        row.view(&place.code, holder)
    }

    /// Decides, posts the credits, and makes the row.
    fn enter(
        &self,
        books: &mut Books,
        learner: LearnerId,
        prepared: &Prepared,
    ) -> AppResult<CompletionRow> {
        let decision = self.decide(learner, prepared)?;
        let mut row = new_row(books, learner, prepared)?;
        let title = Text::same(&prepared.facts.title);
        // Nothing of a new completion can have expired.
        let expired = &mut Expired::default();
        stand(books, &self.validity, &mut row, &decision, &title, expired)?;
        Ok(row)
    }

    fn decide(&self, learner: LearnerId, prepared: &Prepared) -> AppResult<Decision> {
        let (Some(rulebook), Some(worth)) = (&prepared.rulebook, &prepared.worth) else {
            return Ok(Decision::without_rulebook(prepared.facts.ended_on));
        };
        let recorded = self.holders.get(&learner).map(|holder| holder.name.as_str());
        let others = self.other_names.iter().filter(|(other, _)| *other == learner);
        let names: Vec<&str> =
            recorded.into_iter().chain(others.map(|(_, name)| name.as_str())).collect();
        let differs = |posted: &String| {
            !names.is_empty() && !names.iter().any(|name| same_name(posted, name))
        };
        if prepared.posted_name.as_ref().is_some_and(differs) {
            return Ok(Decision::name_differs(rulebook.number));
        }
        let history = self.histories.get(&learner);
        let earlier = history
            .map(|history| history.attempts(&prepared.facts, &prepared.title_key()))
            .unwrap_or_default();
        let counted = history.map(History::counted).unwrap_or_default();
        Ok(conclude(rulebook, &prepared.facts, worth.clone(), &earlier, counted)?)
    }
}

fn enter_learners(
    conn: &mut Conn,
    prepared: &[&Prepared],
) -> AppResult<HashMap<String, LearnerId>> {
    let mut new: HashMap<&str, &learners::NewLearner> = HashMap::new();
    for row in prepared {
        if let Who::New(learner) = &row.who {
            new.entry(&learner.digest).or_insert(learner);
        }
    }
    let new: Vec<learners::NewLearner> = new.into_values().cloned().collect();
    let entered = learners::insert_many(conn, &new)?;
    Ok(entered.into_iter().map(|learner| (learner.digest, learner.id)).collect())
}

fn known(
    conn: &mut Conn,
    numbers: &[SchoolNumber],
) -> AppResult<HashMap<SchoolNumber, CompletionRow>> {
    let mut institutions: Vec<String> = numbers.iter().map(|(id, _)| id.to_string()).collect();
    institutions.sort_unstable();
    institutions.dedup();
    let external_ids: Vec<String> = numbers.iter().map(|(_, number)| number.clone()).collect();
    let found = store::known_numbers(conn, &institutions, &external_ids)?;
    let ids: Vec<String> = found.iter().map(|number| number.completion_id.clone()).collect();
    let mut rows: HashMap<String, CompletionRow> =
        store::by_ids(conn, &ids)?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut known = HashMap::with_capacity(found.len());
    for number in found {
        if let Some(row) = rows.remove(&number.completion_id) {
            known.insert((stored(&number.institution_id)?, number.external_id), row);
        }
    }
    Ok(known)
}

/// The fields in which a row differs from the completion that has its number.
fn differences(row: &CompletionRow, learner: LearnerId, prepared: &Prepared) -> Vec<Fault> {
    let post = &prepared.post;
    let text = |line: Option<&str>| line.map(str::to_owned);
    let same = [
        ("/learner", row.learner_id == learner.to_string()),
        (
            "/learner/name",
            match (&row.posted_name, &prepared.posted_name) {
                (Some(before), Some(now)) => same_name(before, now),
                _ => true,
            },
        ),
        ("/course/code", row.course_code == post.course.code.as_str()),
        ("/started_on", row.started_on == post.started_on),
        ("/ended_on", row.ended_on == post.ended_on),
        ("/hours", row.hours == post.hours.hundredths()),
        ("/grade", row.grade == text(post.grade.as_ref().map(Line::as_str))),
        (
            "/declared_credits",
            row.declared_credits == post.declared_credits.map(Credits::hundredths),
        ),
        (
            "/evidence",
            serde_json::from_str::<Vec<Evidence>>(&row.evidence)
                .is_ok_and(|before| before == post.evidence),
        ),
    ];
    same.into_iter()
        .filter(|(_, same)| !same)
        .map(|(pointer, _)| Fault::new(pointer, FaultKind::Contradicts("external_id")))
        .collect()
}

/// A row that is not decided yet.
fn new_row(books: &Books, learner: LearnerId, prepared: &Prepared) -> AppResult<CompletionRow> {
    let facts = &prepared.facts;
    let post = &prepared.post;
    Ok(CompletionRow {
        learner_id: learner.to_string(),
        id: prepared.id.to_string(),
        institution_id: prepared.institution.id.to_string(),
        external_id: post.external_id.as_str().to_owned(),
        posted_name: prepared.posted_name.clone(),
        status: CompletionStatus::Recorded.to_string(),
        course_code: facts.course_code.clone(),
        title: facts.title.clone(),
        title_key: prepared.title_key(),
        category: facts.category.clone(),
        form: facts.form.to_string(),
        level: facts.level.clone(),
        started_on: post.started_on,
        ended_on: post.ended_on,
        hours: post.hours.hundredths(),
        grade: post.grade.as_ref().map(|grade| grade.as_str().to_owned()),
        score: facts.score.map(shared::quantity::Score::hundredths),
        declared_credits: post.declared_credits.map(Credits::hundredths),
        evidence: serde_json::to_string(&post.evidence)?,
        decision: String::new(),
        scheme: None,
        worth: 0,
        counted: 0,
        posted: 0,
        transaction_id: None,
        verification_code: verification::new_code(),
        recorded_at: books.now.naive_utc(),
        question: None,
    })
}
