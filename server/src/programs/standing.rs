//! How far a resident is in programs, and what they can do now.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use shared::awards::Award;
use shared::ids::{LearnerId, ProgramId};
use shared::page::Page;
use shared::problem::Refusal;
use shared::programs::{
    Applied, Case, Hand, Offer, Program, Progress, ProgressState, Prospect, TaughtCourse,
    opportunities as find_opportunities, progress, suggest,
};
use shared::quantity::{Credits, Score};
use shared::rules::{CompletionFacts, IndexedRulebook, Rulebook};
use shared::transfers::Opportunity;
use shared::vocabulary::Status;

use super::{hand, store};
use crate::auth::Resident;
use crate::bank::Bank;
use crate::db::Conn;
use crate::error::AppResult;
use crate::{awards, clock, completions, courses, schemes};

/// All that is loaded of one person.
struct Standing {
    hand: Hand,
    applied: Vec<Applied>,
    awards: HashMap<ProgramId, Award>,
    rulebook: Arc<IndexedRulebook>,
    offer: Arc<Offer>,
    today: NaiveDate,
}

impl Standing {
    fn load(conn: &mut Conn, bank: &Bank, learner: LearnerId) -> AppResult<Self> {
        let today = clock::today();
        let applied = store::applied(conn, &[learner.to_string()])?.remove(&learner);
        let awards = awards::store::of_learner(conn, learner)?;
        let awards = awards.iter().map(|row| {
            let award = row.award()?;
            Ok((award.program_id, award))
        });
        Ok(Self {
            hand: hand::of_learner(conn, learner)?,
            applied: applied.unwrap_or_default(),
            awards: awards.collect::<AppResult<_>>()?,
            rulebook: in_force(conn, bank, today)?,
            offer: bank.programs.offer(conn)?,
            today,
        })
    }

    fn case<'a>(&'a self, program: &'a Program) -> Case<'a> {
        Case {
            program,
            applied: &self.applied,
            hand: &self.hand,
            rulebook: &self.rulebook,
            on: self.today,
        }
    }

    fn progress(&self, program: &Program) -> AppResult<Progress> {
        Ok(progress(&self.case(program), self.awards.get(&program.id).cloned())?)
    }
}

/// The rules in force; none at all before the first rulebook is.
fn in_force(conn: &mut Conn, bank: &Bank, today: NaiveDate) -> AppResult<Arc<IndexedRulebook>> {
    let none = || {
        Arc::new(IndexedRulebook::new(Rulebook {
            number: None,
            effective_from: today,
            note: String::new(),
            recognition: Vec::new(),
            equivalence: Vec::new(),
            caps: Vec::new(),
            gifts: Vec::new(),
        }))
    };
    Ok(bank.rulebooks.in_force(conn, today)?.unwrap_or_else(none))
}

/// How far somebody is in a program, for who decides on it; `None` when there is no such program.
///
/// # Errors
/// The database.
pub fn of_learner(
    conn: &mut Conn,
    bank: &Bank,
    learner: LearnerId,
    id: ProgramId,
) -> AppResult<Option<Progress>> {
    let Some(row) = store::by_id(conn, id)? else { return Ok(None) };
    Standing::load(conn, bank, learner)?.progress(&row.program).map(Some)
}

/// How far the resident is in a program, with courses that would fill what is missing.
///
/// # Errors
/// `NotFound`.
pub(super) async fn of_program(bank: &Bank, who: &Resident, id: ProgramId) -> AppResult<Progress> {
    let (bank_, learner) = (bank.clone(), who.learner);
    bank.db
        .read(move |conn| {
            let program = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?.program;
            let standing = Standing::load(conn, &bank_, learner)?;
            let mut progress = standing.progress(&program)?;
            if progress.state == ProgressState::Open && program.status == Status::Active {
                let taught = taught(conn, standing.today)?;
                progress.suggestions = suggest(&standing.case(&program), &progress, &taught)?;
            }
            Ok(progress)
        })
        .await
}

/// Every course that is taught, as if it were passed today: two queries.
fn taught(conn: &mut Conn, today: NaiveDate) -> AppResult<Vec<TaughtCourse>> {
    let network = completions::network(conn)?;
    let rows = courses::store::all(conn)?.into_iter();
    let taught = rows.filter(|row| row.status == Status::Active).filter_map(|row| {
        let place = network.get(&row.institution_id)?;
        let facts = CompletionFacts {
            institutions: place.codes.clone(),
            institution_kind: place.kind,
            course_code: row.code,
            title: row.title,
            category: row.category,
            form: row.form,
            level: row.level,
            hours: row.hours,
            score: Some(Score::PASS),
            declared_credits: row.declared_credits,
            ended_on: today,
        };
        Some(TaughtCourse { id: row.id, institution: place.code.clone(), facts })
    });
    Ok(taught.collect())
}

/// The programs that the resident is somewhere in, the nearest to its end first, and those that were
/// granted last.
///
/// # Errors
/// The database.
pub(super) async fn of_mine(bank: &Bank, who: &Resident) -> AppResult<Page<Progress>> {
    let (bank_, learner) = (bank.clone(), who.learner);
    bank.db
        .read(move |conn| {
            let standing = Standing::load(conn, &bank_, learner)?;
            let mut items = Vec::new();
            for program in programs_of(conn, &standing)? {
                let progress = standing.progress(&program)?;
                if begun(&progress) {
                    items.push(progress);
                }
            }
            items.sort_by_key(|it| (it.state == ProgressState::Granted, share_missing(it)));
            Ok(Page { items, next_cursor: None })
        })
        .await
}

/// Those that something on the card could fill, and those that were applied to, in use or not.
fn programs_of(conn: &mut Conn, standing: &Standing) -> AppResult<Vec<Program>> {
    let Standing { hand, applied, rulebook, offer, today, .. } = standing;
    let mut programs: Vec<Program> =
        offer.for_hand(hand, rulebook, *today).into_iter().cloned().collect();
    let known: BTreeSet<ProgramId> = programs.iter().map(|program| program.id).collect();
    let others: BTreeSet<ProgramId> =
        applied.iter().map(|one| one.program).filter(|id| !known.contains(id)).collect();
    let others: Vec<ProgramId> = others.into_iter().collect();
    programs.extend(store::by_ids(conn, &others)?.into_iter().map(|row| row.program));
    Ok(programs)
}

fn begun(progress: &Progress) -> bool {
    let some = [progress.done, progress.waived, progress.in_review, progress.in_hand];
    progress.award.is_some() || some.into_iter().any(Credits::is_positive)
}

/// What is missing in thousandths of the total, so that small and large programs compare.
fn share_missing(progress: &Progress) -> i64 {
    let missing = i128::from(progress.missing.hundredths()) * 1_000;
    let total = i128::from(progress.program.total.hundredths()).max(1);
    i64::try_from(missing / total).unwrap_or(i64::MAX)
}

/// What the resident can convert and apply for now, what leads furthest first.
///
/// # Errors
/// The database.
pub(super) async fn opportunities(bank: &Bank, who: &Resident) -> AppResult<Page<Opportunity>> {
    let (bank_, learner) = (bank.clone(), who.learner);
    bank.db
        .read(move |conn| {
            let standing = Standing::load(conn, &bank_, learner)?;
            let validity = schemes::store::validity(conn)?;
            let items = find_opportunities(&Prospect {
                offer: &standing.offer,
                applied: &standing.applied,
                hand: &standing.hand,
                rulebook: &standing.rulebook,
                validity: &validity,
                on: standing.today,
            })?;
            Ok(Page { items, next_cursor: None })
        })
        .await
}
