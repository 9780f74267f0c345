//! Proposes an award where the last requirement of a program is met.
//!
//! Invariant: a proposal stands in the same commit as what met the requirement.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use shared::awards::{Award, AwardStatus};
use shared::ids::{AwardId, LearnerId, ProgramId};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::programs::{Applied, Count, Program, messages};
use shared::transfers::Transfer;
use uuid::Uuid;

use super::store::{self, AwardRow};
use crate::clock;
use crate::db::Conn;
use crate::error::AppResult;
use crate::notices::store::{self as notices, NoticeRow};
use crate::programs::store::{self as programs, ProgramRow};

/// The awards that a batch of approvals proposes.
#[derive(Default)]
pub struct Proposals {
    applied: HashMap<LearnerId, Vec<Applied>>,
    programs: HashMap<ProgramId, ProgramRow>,
    awarded: HashSet<(LearnerId, ProgramId)>,
    new: Vec<(AwardRow, NoticeRow)>,
}

impl Proposals {
    /// Loads what the learners whose applications are about to be approved have applied for, once
    /// they are locked. Nobody costs nothing.
    ///
    /// # Errors
    /// The database.
    pub fn open(conn: &mut Conn, learners: &BTreeSet<LearnerId>) -> AppResult<Self> {
        if learners.is_empty() {
            return Ok(Self::default());
        }
        let keys: Vec<String> = learners.iter().map(ToString::to_string).collect();
        let applied = programs::applied(conn, &keys)?;
        let ids: BTreeSet<ProgramId> = applied.values().flatten().map(|one| one.program).collect();
        let ids: Vec<ProgramId> = ids.into_iter().collect();
        let found = programs::by_ids(conn, &ids)?;
        Ok(Self {
            applied,
            programs: found.into_iter().map(|row| (row.program.id, row)).collect(),
            awarded: store::awarded(conn, &keys)?,
            new: Vec::new(),
        })
    }

    /// An application was approved: `transfer` is as it stands then.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn after_settlement(
        &mut self,
        now: DateTime<Utc>,
        learner: LearnerId,
        transfer: &Transfer,
    ) -> AppResult<()> {
        let Some(approved) = Applied::of(transfer) else { return Ok(()) };
        let Some(row) = self.programs.get(&approved.program) else { return Ok(()) };
        let applied = self.applied.entry(learner).or_default();
        applied.retain(|one| one.transfer != approved.transfer);
        applied.push(approved);
        if self.awarded.contains(&(learner, row.program.id)) {
            return Ok(());
        }
        if let Some(proposal) = proposal(now, learner, row, applied)? {
            self.awarded.insert((learner, row.program.id));
            self.new.push(proposal);
        }
        Ok(())
    }

    /// Writes the awards, and tells whose they are.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, conn: &mut Conn) -> AppResult<()> {
        write(conn, &self.new)
    }
}

/// Proposes an award to everybody whose approved applications meet the requirements of a program as
/// it is now, and who has none.
///
/// # Errors
/// The database.
pub fn propose_missing(conn: &mut Conn, row: &ProgramRow) -> AppResult<()> {
    let now = clock::now();
    let approved = programs::approved(conn, row.program.id)?;
    let keys: Vec<String> = approved.keys().map(ToString::to_string).collect();
    let awarded = store::awarded(conn, &keys)?;
    let mut new = Vec::new();
    for (learner, applied) in approved {
        if !awarded.contains(&(learner, row.program.id)) {
            new.extend(proposal(now, learner, row, &applied)?);
        }
    }
    write(conn, &new)
}

/// Proposes to one person what all their applications meet together: two records of theirs have
/// become one.
///
/// # Errors
/// The database.
pub fn propose_to(conn: &mut Conn, learner: LearnerId) -> AppResult<()> {
    let Proposals { applied, programs, awarded, .. } =
        Proposals::open(conn, &BTreeSet::from([learner]))?;
    let applied = applied.get(&learner).map(Vec::as_slice).unwrap_or_default();
    let mut new = Vec::new();
    for row in programs.values().filter(|row| !awarded.contains(&(learner, row.program.id))) {
        new.extend(proposal(clock::now(), learner, row, applied)?);
    }
    write(conn, &new)
}

fn write(conn: &mut Conn, new: &[(AwardRow, NoticeRow)]) -> AppResult<()> {
    let rows: Vec<AwardRow> = new.iter().map(|(award, _)| award.clone()).collect();
    let written = store::insert(conn, &rows)?;
    let told = new.iter().filter(|(award, _)| written.contains(&award.id));
    let told: Vec<NoticeRow> = told.map(|(_, notice)| notice.clone()).collect();
    notices::insert(conn, &told)
}

/// The proposal, when the requirements are met.
fn proposal(
    now: DateTime<Utc>,
    learner: LearnerId,
    row: &ProgramRow,
    applied: &[Applied],
) -> AppResult<Option<(AwardRow, NoticeRow)>> {
    let program = &row.program;
    let count = Count::of(program, applied)?;
    if !count.complete()? {
        return Ok(None);
    }
    let award = proposed(now, program, &count)?;
    let about = About { kind: NoticeSubject::Program, id: program.id.to_string() };
    let text = messages::award_proposed(&program.names);
    let (at, kind) = (now.naive_utc(), NoticeKind::AwardProposed);
    let notice = NoticeRow::telling(learner, at, kind, text, Some(about));
    let row = AwardRow {
        learner_id: learner.to_string(),
        id: award.id.to_string(),
        program_id: program.id.to_string(),
        institution_id: row.institution_id.to_string(),
        status: award.status.to_string(),
        body: serde_json::to_string(&award)?,
        proposed_at: at,
    };
    Ok(Some((row, notice)))
}

fn proposed(now: DateTime<Utc>, program: &Program, count: &Count) -> AppResult<Award> {
    Ok(Award {
        id: AwardId(Uuid::now_v7()),
        number: None,
        program_id: program.id,
        program: program.code.clone(),
        program_names: program.names.clone(),
        institution: program.institution.clone(),
        status: AwardStatus::Proposed,
        scheme: program.scheme.clone(),
        credits: count.sum(|group| Ok(group.done))?,
        waived: count.sum(|group| Ok(group.waived))?,
        proposed_at: now,
        decided_at: None,
        reason: None,
        verification_code: None,
        applicant: None,
    })
}
