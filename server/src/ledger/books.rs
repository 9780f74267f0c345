//! The books of a batch: the state that its commands run over, and the rows that they make.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{CompletionId, LearnerId, LotId, TransferId};
use shared::lang::Text;
use shared::ledger::{Command, Outcome, Owner, Posting, State, apply};
use uuid::Uuid;

use super::store::{self, CommandRow, EntryRow, TransactionRow};
use crate::clock;
use crate::db::Conn;
use crate::error::{AppResult, stored};

/// What a posting was made for: shown on the statement.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Whose statement it stands on.
    pub learner: LearnerId,
    /// The completion, when there is one.
    pub completion: Option<CompletionId>,
    /// The transfer, when there is one.
    pub transfer: Option<TransferId>,
    /// What to call it.
    pub title: Text,
}

/// The state and rows of a batch.
pub struct Books {
    /// Accounts, lots and frozen learners, as the batch has made them so far.
    pub state: State,
    /// When the batch runs.
    pub now: DateTime<Utc>,
    /// The day in Asia/Shanghai on which it runs.
    pub today: NaiveDate,
    /// Names the batch in the deltas of shared accounts.
    batch_id: Uuid,
    /// Which of the learners were merged into whom.
    merged: HashMap<LearnerId, LearnerId>,
    lots_with_holds: BTreeSet<LotId>,
    transactions: Vec<TransactionRow>,
    entries: Vec<EntryRow>,
    commands: Vec<CommandRow>,
}

impl Books {
    /// Locks the learners, and those that they were merged into, and loads their accounts, unspent
    /// lots and holds. What is posted is dated `now`.
    ///
    /// # Errors
    /// The database.
    pub fn open(
        conn: &mut Conn,
        learners: &BTreeSet<LearnerId>,
        now: DateTime<Utc>,
    ) -> AppResult<Self> {
        let mut keys: Vec<String> = learners.iter().map(ToString::to_string).collect();
        let mut merged = HashMap::new();
        for (from, into) in store::lock(conn, &keys)? {
            merged.insert(stored(&from)?, stored(&into)?);
        }
        let mut kept: Vec<String> =
            merged.values().map(LearnerId::to_string).filter(|key| !keys.contains(key)).collect();
        kept.sort_unstable();
        kept.dedup();
        if !kept.is_empty() {
            // Nobody is merged into whoever was merged away, so one more look is enough.
            store::lock(conn, &kept)?;
            keys.extend(kept);
        }
        let mut state = State::new();
        store::load_balances(conn, &keys, &mut state)?;
        let lots_with_holds = store::load_lots(conn, &keys, &[], &mut state)?;
        store::load_frozen(conn, &keys, &mut state)?;
        // New lots are younger than whatever is restored later, so their age is the time itself.
        state.number_lots_from(u64::try_from(now.timestamp_micros()).unwrap_or_default());
        Ok(Self {
            state,
            now,
            today: clock::day_of(now),
            batch_id: Uuid::now_v7(),
            merged,
            lots_with_holds,
            transactions: Vec::new(),
            entries: Vec::new(),
            commands: Vec::new(),
        })
    }

    /// Whose the things of a learner are now: their own, or those of the record that theirs was merged
    /// into.
    #[must_use]
    pub fn kept(&self, learner: LearnerId) -> LearnerId {
        self.merged.get(&learner).copied().unwrap_or(learner)
    }

    /// Loads lots by id, spent or not, for taking a transaction back.
    ///
    /// # Errors
    /// The database.
    pub fn load_lots(
        &mut self,
        conn: &mut Conn,
        learners: &[String],
        lots: &[String],
    ) -> AppResult<()> {
        let holds = store::load_lots(conn, learners, lots, &mut self.state)?;
        self.lots_with_holds.extend(holds);
        Ok(())
    }

    /// Carries out a command and keeps its rows.
    ///
    /// # Errors
    /// Why the ledger refused; the books are then as they were.
    pub fn post(&mut self, command: &Command, cause: &Cause) -> AppResult<Posting> {
        let outcome = apply(&mut self.state, command, &mut Uuid::now_v7)?;
        let posting = match outcome {
            Outcome::Replayed(posting) => return Ok(posting),
            Outcome::Applied(posting) => posting,
        };
        let at = self.now.naive_utc();
        self.transactions.push(TransactionRow::new(command, &posting, cause, at)?);
        self.entries
            .extend(posting.entries.iter().map(|entry| EntryRow::new(entry, &posting, cause, at)));
        self.commands.push(CommandRow::new(&posting, cause));
        Ok(posting)
    }

    /// Does work that may take several commands: when it is refused, none of them was carried out.
    ///
    /// # Errors
    /// Those of the work.
    pub fn together<T>(&mut self, work: impl FnOnce(&mut Self) -> AppResult<T>) -> AppResult<T> {
        let savepoint = self.state.save();
        let before = (self.transactions.len(), self.entries.len(), self.commands.len());
        let outcome = work(self);
        if outcome.is_ok() {
            self.state.keep(savepoint);
        } else {
            self.state.undo(savepoint);
            self.transactions.truncate(before.0);
            self.entries.truncate(before.1);
            self.commands.truncate(before.2);
        }
        outcome
    }

    /// Writes what changed, in bulk.
    ///
    /// # Errors
    /// The database.
    pub fn write(&self, conn: &mut Conn) -> AppResult<()> {
        store::insert_commands(conn, &self.commands)?;
        store::insert_transactions(conn, &self.transactions)?;
        store::insert_entries(conn, &self.entries)?;
        let (own, shared): (Vec<_>, Vec<_>) = self
            .state
            .changed_accounts()
            .partition(|(account, _)| matches!(account.owner, Owner::Learner(_)));
        store::save_balances(conn, &own)?;
        store::add_deltas(conn, &shared, self.batch_id)?;
        let lots: Vec<_> = self.state.changed_lots().collect();
        store::save_lots(conn, &lots, &self.lots_with_holds)
    }
}
