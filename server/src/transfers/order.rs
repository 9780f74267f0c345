//! Orders: a step that somebody wants to take, and whom it concerns.
//!
//! Invariant: an order names every learner whose credits it may move, so that all of them are
//! locked before anything is decided.

use chrono::{DateTime, Utc};
use shared::ids::{InstitutionId, LearnerId, TransferId};
use shared::problem::Refusal;
use shared::transfers::Transfer;
use shared::transfers::lifecycle::{Standing, TransferStep};
use shared::vocabulary::{Role, TransferStatus};

use super::record::{Offer, Terms};
use super::store::{Network, TransferRow};
use crate::auth::Caller;
use crate::error::{AppResult, stored};
use crate::http::idempotency::IdempotencyKey;

/// What histories call what happens by itself.
pub(super) const BANK: &str = "bank";

/// A step that somebody wants to take.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose transfer it is.
    pub(super) owner: LearnerId,
    /// Whose card its credits may go to, if another's.
    pub(super) receiver: Option<LearnerId>,
    /// Who takes the step.
    pub(super) actor: Actor,
    pub(super) step: Step,
    pub(super) key: Option<IdempotencyKey>,
}

/// The steps.
#[derive(Clone, Debug)]
pub enum Step {
    /// Turn a quote into a transfer.
    Request(Box<Offer>),
    /// Take a step of a transfer.
    Take {
        /// Which transfer.
        transfer: TransferId,
        /// Which step.
        step: TransferStep,
        /// Why, where a reason was given.
        reason: Option<String>,
    },
    /// Write down what has come to pass by itself.
    Pass(TransferId),
}

/// Who takes a step.
#[derive(Clone, Debug)]
pub enum Actor {
    /// A resident, for themself.
    Resident {
        /// Who.
        learner: LearnerId,
        /// Their name, for the history.
        name: String,
    },
    /// Whoever decides on applications.
    Reviewer(Box<Reviewer>),
    /// Nobody: time has passed.
    Bank,
}

/// Somebody who decides on applications.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// Their user's id.
    pub(super) user: String,
    /// Their name, for the history.
    pub(super) name: String,
    pub(super) reach: Reach,
    /// For the audit; the demo's have none.
    pub(super) caller: Option<Caller>,
}

/// Whose applications a reviewer reaches.
#[derive(Clone, Debug)]
pub enum Reach {
    /// All of them: an administrator.
    All,
    /// All of them, to look at: an auditor.
    AllToRead,
    /// Those of the institutions with these paths, and of all below them.
    Below(Vec<String>),
}

impl From<&Caller> for Reviewer {
    fn from(who: &Caller) -> Self {
        let reach = match who.role() {
            Role::Admin => Reach::All,
            Role::Auditor => Reach::AllToRead,
            _ => Reach::Below(who.grants().iter().map(|grant| grant.path.clone()).collect()),
        };
        Self {
            user: who.subject().to_owned(),
            name: who.name().to_owned(),
            reach,
            caller: Some(who.clone()),
        }
    }
}

impl Reviewer {
    /// Somebody who decides without a request: in the demo.
    #[must_use]
    pub fn new(user: &str, name: &str, reach: Reach) -> Self {
        Self { user: user.to_owned(), name: name.to_owned(), reach, caller: None }
    }

    /// Whether an application is among those that they may see; an institution is the one that
    /// decides, none the administrators.
    pub(super) fn reaches(&self, institution: Option<InstitutionId>, network: &Network) -> bool {
        match &self.reach {
            Reach::All | Reach::AllToRead => true,
            Reach::Below(paths) => {
                let place = institution.and_then(|id| network.get(id));
                place.is_some_and(|place| {
                    paths.iter().any(|path| place.path.starts_with(path.as_str()))
                })
            }
        }
    }

    /// Whether they may decide on it now.
    ///
    /// # Errors
    /// `RoleMayNot` once the administrators have taken over; `SameReviewer` on an appeal against
    /// their own decision.
    pub(super) fn may_decide(
        &self,
        row: &TransferRow,
        standing: Standing,
        now: DateTime<Utc>,
    ) -> AppResult<()> {
        let escalated = row.escalated || standing.overdue(now);
        match &self.reach {
            Reach::All => {}
            Reach::Below(_) if !escalated => {}
            Reach::Below(_) | Reach::AllToRead => return Err(Refusal::RoleMayNot.into()),
        }
        if standing.appealed && row.decided_by.as_ref() == Some(&self.user) {
            return Err(Refusal::SameReviewer.into());
        }
        Ok(())
    }
}

impl Actor {
    /// What the history calls them.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Resident { name, .. } => name,
            Self::Reviewer(reviewer) => &reviewer.name,
            Self::Bank => BANK,
        }
    }
}

impl Order {
    /// The request of a quote by whoever was quoted, in the words of the history.
    #[must_use]
    pub fn request(owner: LearnerId, name: &str, offer: Offer) -> Self {
        let receiver = match &offer.terms {
            Terms::Give { receiver, .. } => Some(*receiver),
            Terms::Convert { .. } | Terms::Redeem { .. } => None,
        };
        let actor = Actor::Resident { learner: owner, name: name.to_owned() };
        Self { owner, receiver, actor, step: Step::Request(Box::new(offer)), key: None }
    }

    /// A step of a transfer that is stored.
    pub(super) fn about(row: &TransferRow, actor: Actor, step: Step) -> AppResult<Self> {
        Ok(Self {
            owner: stored(&row.learner_id)?,
            receiver: row.receiver_id.as_deref().map(stored).transpose()?,
            actor,
            step,
            key: None,
        })
    }

    /// The key that it was asked for under.
    #[must_use]
    pub const fn key(&self) -> Option<&IdempotencyKey> {
        self.key.as_ref()
    }

    /// Whose transfer it is.
    #[must_use]
    pub const fn owner(&self) -> LearnerId {
        self.owner
    }

    /// Everyone whose credits may move.
    pub fn learners(&self) -> impl Iterator<Item = LearnerId> {
        std::iter::once(self.owner).chain(self.receiver)
    }

    /// Whether it converts by a rule that alone decides: nothing else need be known.
    pub(super) fn is_automatic(&self) -> bool {
        matches!(&self.step, Step::Request(offer) if offer.quote.automatic)
    }
}

/// What a transfer has become, as whoever took the step sees it.
#[derive(Debug)]
pub struct Moved {
    /// The transfer.
    pub transfer: Transfer,
}

/// The refusal of a step that does not fit.
pub(super) fn refusal(refused: shared::transfers::lifecycle::StepRefusal) -> Refusal {
    use shared::transfers::lifecycle::StepRefusal as R;
    match refused {
        R::WrongState(status) => Refusal::WrongState(TransferStatus::as_str(status)),
        R::TooLate => Refusal::TooLate,
        R::TooEarly => Refusal::TooEarly,
        R::AppealedAlready => Refusal::AppealedAlready,
    }
}
