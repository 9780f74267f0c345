//! A transfer as somebody sees it: where it stands now, what they can do, and no more of the other
//! person than they may know.
//!
//! Invariant: what has come due counts as passed, whether or not a job has written it down.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::ids::{InstitutionId, LearnerId};
use shared::transfers::lifecycle::{Side, Standing, TransferStep};
use shared::transfers::{Applicant, Transfer};
use shared::vocabulary::{TransferKind, TransferStatus};

use super::order::{Actor, Reviewer};
use super::record::Record;
use super::store::{self, Network, TransferRow};
use crate::db::Conn;
use crate::error::{AppResult, stored};

/// Who looks at a transfer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Viewer<'a> {
    Owner,
    Receiver,
    Reviewer(&'a Reviewer),
}

impl<'a> Viewer<'a> {
    /// How somebody stands to a transfer; `None` when it does not concern them.
    pub fn of(
        actor: &'a Actor,
        row: &TransferRow,
        now: DateTime<Utc>,
        network: &Network,
    ) -> AppResult<Option<Self>> {
        match actor {
            Actor::Bank => Ok(Some(Self::Owner)),
            Actor::Resident { learner, .. } => {
                let key = learner.to_string();
                if row.learner_id == key {
                    Ok(Some(Self::Owner))
                } else if row.receiver_id.as_ref() == Some(&key) {
                    let status: TransferStatus = stored(&row.status)?;
                    let due = row.due_at.is_some_and(|due| due <= now.naive_utc());
                    let arrived = status != TransferStatus::CoolingOff || due;
                    Ok(arrived.then_some(Self::Receiver))
                } else {
                    Ok(None)
                }
            }
            Actor::Reviewer(reviewer) => {
                let institution = row.institution_id.as_deref().map(stored).transpose()?;
                Ok(reviewer.reaches(institution, network).then_some(Self::Reviewer(reviewer)))
            }
        }
    }

    /// On which side they stand.
    pub const fn side(self) -> Side {
        match self {
            Self::Owner => Side::Owner,
            Self::Receiver => Side::Receiver,
            Self::Reviewer(_) => Side::Reviewer,
        }
    }
}

/// What a view needs besides the transfer.
#[derive(Default)]
pub(super) struct Surroundings {
    pub network: Network,
    /// Those whose transfers a reviewer looks at.
    pub applicants: HashMap<LearnerId, Applicant>,
}

impl Surroundings {
    /// What views of these rows need; applicants only for those who decide.
    pub fn load(conn: &mut Conn, rows: &[TransferRow], actor: &Actor) -> AppResult<Self> {
        let applicants = match actor {
            Actor::Reviewer(_) => {
                let ids = rows.iter().map(|row| stored(&row.learner_id));
                store::applicants(conn, &ids.collect::<AppResult<Vec<_>>>()?)?
            }
            Actor::Resident { .. } | Actor::Bank => HashMap::new(),
        };
        Ok(Self { network: store::network(conn)?, applicants })
    }

    /// A transfer as somebody sees it now.
    pub fn view(
        &self,
        row: &TransferRow,
        record: &Record,
        viewer: Viewer<'_>,
        now: DateTime<Utc>,
    ) -> AppResult<Transfer> {
        let mut transfer = record.transfer.clone();
        let standing = row.standing(&transfer)?;
        let at = standing.at(now);
        let escalated = row.escalated || standing.overdue(now);
        let in_review = at.status == TransferStatus::InReview;
        transfer.status = at.status;
        transfer.escalated = escalated;
        transfer.due_at = at.due_at.filter(|_| !escalated);
        let settled = at.status == TransferStatus::Settled;
        transfer.take_back_until = at.take_back_until.filter(|until| settled && now <= *until);
        transfer.approvable_from = at.approvable_from.filter(|_| in_review);
        let decider = row.institution_id.as_deref().map(stored::<InstitutionId>).transpose()?;
        let decider = decider.filter(|_| !escalated).and_then(|id| self.network.get(id));
        transfer.decider = decider.map(|place| place.code.clone());
        transfer.steps = steps(row, standing, viewer, now);
        self.mask(&mut transfer, row, viewer)?;
        Ok(transfer)
    }

    fn mask(
        &self,
        transfer: &mut Transfer,
        row: &TransferRow,
        viewer: Viewer<'_>,
    ) -> AppResult<()> {
        transfer.applicant = None;
        match viewer {
            Viewer::Owner => transfer.giver = None,
            Viewer::Receiver => transfer.receiver = None,
            Viewer::Reviewer(_) => {
                transfer.applicant = self.applicants.get(&stored(&row.learner_id)?).cloned();
            }
        }
        if !matches!(viewer, Viewer::Owner) {
            transfer.balances_after.clear();
        }
        if transfer.kind == TransferKind::Give {
            let (giver, receiver) = (transfer.giver.clone(), transfer.receiver.clone());
            let of_receiver = [TransferStatus::Settled, TransferStatus::Declined];
            for event in &mut transfer.history {
                let by_receiver = of_receiver.iter().any(|status| event.status == status.as_str());
                let other = match viewer {
                    Viewer::Owner if by_receiver => receiver.as_ref(),
                    Viewer::Receiver if !by_receiver && event.by != super::order::BANK => {
                        giver.as_ref()
                    }
                    _ => None,
                };
                if let Some(party) = other {
                    event.by.clone_from(&party.name);
                }
            }
        }
        Ok(())
    }
}

/// What somebody can do now.
fn steps(
    row: &TransferRow,
    standing: Standing,
    viewer: Viewer<'_>,
    now: DateTime<Utc>,
) -> Vec<TransferStep> {
    if let Viewer::Reviewer(reviewer) = viewer
        && reviewer.may_decide(row, standing, now).is_err()
    {
        return Vec::new();
    }
    standing.steps(viewer.side(), now)
}
