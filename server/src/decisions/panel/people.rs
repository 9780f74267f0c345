//! What is put right about the learners themselves, where it touches their completions.
//!
//! Invariant: a completion that waited for a name is settled in the commit that mends the name, and
//! attempts that meet by a merge are counted again in the commit that merges.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;
use shared::corrections::moved;
use shared::decisions::{DecideAnswer, OpenQuestion};
use shared::ids::{CommandId, CompletionId, LearnerId};
use shared::lang::Text;
use shared::learners::{LearnerField, messages, same_name};
use shared::ledger::{Action, Command, Owner};
use shared::notices::{About, NoticeKind, NoticeSubject};
use shared::problem::Refusal;
use uuid::Uuid;

use super::correcting::Purse;
use super::{Case, Matter, Order, Panel, Ruled};
use crate::audit::Act;
use crate::auth::Caller;
use crate::awards;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::learners::store::{self as learners, LearnerRow, Mended};
use crate::ledger::books::{Books, Cause};
use crate::notices::store::NoticeRow;

/// What is mended about a learner, and what is said of it.
#[derive(Clone, Debug)]
pub struct Mending {
    /// The learner as they shall stand.
    pub mended: Mended,
    /// What differs.
    pub fields: Vec<LearnerField>,
    /// For the audit.
    pub act: Act,
    /// Who mends it.
    pub by: String,
    /// Why, in the trace of completions that waited for the name.
    pub reason: String,
}

/// The learners whom orders mend or merge, and what is written of them.
#[derive(Default)]
pub(super) struct People {
    known: HashMap<LearnerId, LearnerRow>,
    /// Whose documents are, and whose record theirs was merged into.
    documents: HashMap<String, (LearnerId, Option<LearnerId>)>,
    mended: Vec<Mended>,
    /// From whom into whom.
    merged: Vec<(LearnerId, LearnerId)>,
}

impl People {
    pub(super) fn open(conn: &mut Conn, orders: &[&Order]) -> AppResult<Self> {
        let (mut ids, mut digests) = (BTreeSet::new(), Vec::new());
        for order in orders {
            match &order.matter {
                Matter::Mend(mending) => {
                    ids.extend(order.learners());
                    let document = mending.mended.document.as_ref();
                    digests.extend(document.map(|document| document.digest.clone()));
                }
                Matter::Merge { .. } => ids.extend(order.learners()),
                _ => {}
            }
        }
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let found = learners::by_ids(conn, &ids.into_iter().collect::<Vec<_>>())?;
        Ok(Self {
            known: found.into_iter().map(|row| (row.id, row)).collect(),
            documents: learners::owners(conn, &digests)?,
            ..Self::default()
        })
    }

    pub(super) fn write(&self, conn: &mut Conn) -> AppResult<()> {
        for mended in &self.mended {
            if !learners::mend(conn, mended)? {
                return Err(Refusal::StaleMatch.into());
            }
        }
        for (from, into) in &self.merged {
            learners::merge(conn, *from, *into)?;
            awards::propose_to(conn, *into)?;
        }
        Ok(())
    }

    fn get(&self, learner: LearnerId) -> AppResult<&LearnerRow> {
        Ok(self.known.get(&learner).ok_or(Refusal::NotFound)?)
    }
}

impl Panel {
    /// Mends a learner, and settles what waited for the name that they have now.
    pub(super) fn mend(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        asked: LearnerId,
        mending: &Mending,
    ) -> AppResult<Ruled> {
        let learner = case.learner;
        refuse_merged(books, asked)?;
        let Mending { mended, fields, act, by, reason } = mending;
        if self.people.get(learner)?.revision != mended.seen {
            return Err(Refusal::StaleMatch.into());
        }
        let document = mended.document.as_ref().map(|document| &document.digest);
        let owner = document.and_then(|digest| self.people.documents.get(digest));
        if owner.is_some_and(|(owner, into)| *owner != learner && *into != Some(learner)) {
            return Err(Refusal::AlreadyThere.into());
        }
        let mut changed = 0;
        for completion in self.waiting_for(learner, &mended.name)? {
            let same = DecideAnswer::SamePerson;
            changed += self.settle(books, case, completion, &same, (by, reason))?.changed;
        }
        let about = About { kind: NoticeSubject::Card, id: String::new() };
        let (at, text) = (books.now.naive_utc(), messages::mended(fields));
        let kind = NoticeKind::DetailsMended;
        self.notices.push(NoticeRow::telling(learner, at, kind, text, Some(about)));
        self.audit.push(act.clone());
        self.people.mended.push(mended.clone());
        Ok(Ruled { completion: None, changed })
    }

    /// Completions of a learner that wait because another name was posted, and would not with this.
    fn waiting_for(&self, learner: LearnerId, name: &str) -> AppResult<Vec<CompletionId>> {
        let open = Some(OpenQuestion::NameDiffers.as_str());
        let rows = self.rows.get(&learner).into_iter().flatten();
        rows.filter(|row| row.question.as_deref() == open)
            .filter(|row| row.posted_name.as_deref().is_some_and(|posted| same_name(posted, name)))
            .map(|row| stored(&row.id))
            .collect()
    }

    /// Moves all that a record has into another one, and counts the attempts that meet again.
    pub(super) fn merge(
        &mut self,
        books: &mut Books,
        case: &Case<'_>,
        (kept, absorbed): (LearnerId, LearnerId),
        by: &Caller,
        reason: &str,
    ) -> AppResult<Ruled> {
        refuse_merged(books, kept)?;
        refuse_merged(books, absorbed)?;
        let purse = Purse::of(books, kept);
        move_credits(books, absorbed, kept)?;
        let rows = self.rows.remove(&absorbed).unwrap_or_default();
        let moved_rows: BTreeSet<String> = rows.iter().map(|row| row.id.clone()).collect();
        let all = self.rows.entry(kept).or_default();
        for mut row in rows {
            row.learner_id = kept.to_string();
            all.push(row);
        }
        all.sort_by(|one, other| one.id.cmp(&other.id));
        let places = all.iter().enumerate().filter(|(_, row)| moved_rows.contains(&row.id));
        let around: Vec<usize> = places.map(|(place, _)| place).collect();
        self.expired.merge(absorbed, kept)?;
        let changes = self.count_again(books, case, &around)?;

        let effects = purse.effects(books, kept, |scheme| self.scheme_name(scheme))?;
        let holder = self.holders.get(&kept).ok_or_else(AppError::busy)?;
        let text = messages::merged(&holder.card, &moved(&effects));
        let about = About { kind: NoticeSubject::Card, id: String::new() };
        let (at, kind) = (books.now.naive_utc(), NoticeKind::RecordsMerged);
        let notice = NoticeRow::telling(kept, at, kind, text, Some(about));
        self.notices.push(notice.with_changes(reason, &changes)?);

        let (one, other) = (self.people.get(kept)?, self.people.get(absorbed)?);
        let detail = json!({
            "keep": kept,
            "merge": absorbed,
            "name": {"before": other.name, "after": one.name},
            "document": {
                "before": format!("{} …{}", other.id_type, other.id_last),
                "after": format!("{} …{}", one.id_type, one.id_last),
            },
            "reason": reason,
        });
        for subject in [kept, absorbed] {
            let act = Act::new(by, "learner.merge", &subject.to_string());
            self.audit.push(act.telling(detail.clone()));
        }
        self.people.merged.push((absorbed, kept));
        let count = u64::try_from(changes.len()).unwrap_or(u64::MAX);
        Ok(Ruled { completion: None, changed: count })
    }
}

fn refuse_merged(books: &Books, learner: LearnerId) -> AppResult<()> {
    if books.kept(learner) == learner { Ok(()) } else { Err(Refusal::WrongState("merged").into()) }
}

/// Posts the merge, unless the record never had anything that is left.
fn move_credits(books: &mut Books, from: LearnerId, into: LearnerId) -> AppResult<()> {
    let left = |owner| owner == Owner::Learner(from);
    if books.state.balances().all(|(account, balance)| !left(account.owner) || balance.is_zero()) {
        return Ok(());
    }
    let action = Action::Merge { from, into };
    let command = Command { id: CommandId(Uuid::now_v7()), on: books.today, action };
    let title = Text::new("学习档案合并", "Records merged");
    let cause = Cause { learner: into, completion: None, transfer: None, title };
    books.post(&command, &cause)?;
    Ok(())
}
