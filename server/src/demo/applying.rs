//! Applications to programs: approved, undecided, rejected, appealed, overdue; and a certificate that
//! is proposed.

use anyhow::Context;
use chrono::Duration;
use diesel::prelude::*;
use shared::fields::Line;
use shared::ids::TransferId;
use shared::programs::{Case, in_hand};
use shared::transfers::QuoteRequest;
use shared::transfers::lifecycle::TransferStep;

use super::checked;
use super::steps::{Guest, came_due, made_yesterday, pass, request, take};
use crate::bank::Bank;
use crate::clock;
use crate::db::Conn;
use crate::db::schema::users;
use crate::error::AppResult;
use crate::programs::{hand, store};
use crate::transfers::{Actor, Reach, Reviewer};

/// Of those with an account, the second and so many after them apply for something.
const APPLICANTS: usize = 24;
/// The place among them of the one whose story is told up to a certificate.
const GRADUATE: usize = 1;
/// Applications that the story takes; the others make two at most.
const TO_A_CERTIFICATE: usize = 6;
const OTHERS_MOST: usize = 2;

/// What becomes of somebody's applications.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Approved,
    Undecided,
    Rejected,
    Appealed,
    Overdue,
}

/// In turn.
const FATES: [Fate; 5] =
    [Fate::Undecided, Fate::Approved, Fate::Rejected, Fate::Overdue, Fate::Appealed];

/// Applies, round after round, for what each has in hand, and decides.
pub(super) fn apply_all(bank: &Bank, guests: &[Guest<'_>]) -> anyhow::Result<()> {
    let (_, others) = guests.split_first().context("nobody has an account")?;
    let applicants: Vec<(Guest<'_>, usize)> =
        others.iter().copied().take(APPLICANTS).zip(0..).collect();
    for round in 0..TO_A_CERTIFICATE {
        let mut asks = Vec::new();
        let mut fates = Vec::new();
        for (guest, place) in &applicants {
            let most = if *place == GRADUATE { TO_A_CERTIFICATE } else { OTHERS_MOST };
            let fate = fate(*place, round);
            if round < most
                && let Some(ask) = next(bank, *guest)?
            {
                asks.push((*guest, ask));
                fates.push((*guest, fate));
            }
        }
        let made = request(bank, &asks)?;
        let made = fates.into_iter().zip(made);
        let made: Vec<Application<'_>> = made
            .filter_map(|((guest, fate), made)| Some(Application { guest, fate, id: made?.id }))
            .collect();
        decide(bank, &made)?;
    }
    Ok(())
}

fn fate(place: usize, round: usize) -> Fate {
    let turn = FATES.get(place % FATES.len()).copied().unwrap_or(Fate::Undecided);
    match turn {
        _ if place == GRADUATE => Fate::Approved,
        // Whoever was approved once waits for the second.
        Fate::Approved if round > 0 => Fate::Undecided,
        other => other,
    }
}

/// An application that was made, and what shall become of it.
struct Application<'a> {
    guest: Guest<'a>,
    fate: Fate,
    id: TransferId,
}

/// What somebody could apply for next: the first open unit of a program that their card fills.
fn next(bank: &Bank, guest: Guest<'_>) -> anyhow::Result<Option<QuoteRequest>> {
    let found = bank.db.read_blocking(|conn| {
        let today = clock::today();
        let rulebook = bank.rulebooks.in_force(conn, today)?;
        let hand = hand::of_learner(conn, guest.learner)?;
        let applied = store::applied(conn, &[guest.learner.to_string()])?;
        let applied = applied.get(&guest.learner).map(Vec::as_slice).unwrap_or_default();
        let offer = bank.programs.offer(conn)?;
        let found = rulebook.and_then(|rulebook| {
            offer.programs().iter().find_map(|program| {
                let (hand, rulebook) = (&hand, &*rulebook);
                let case = Case { program, applied, hand, rulebook, on: today };
                in_hand(&case).into_iter().next().map(|application| application.unit)
            })
        });
        Ok(found)
    })?;
    let Some(unit) = found else { return Ok(None) };
    Ok(Some(QuoteRequest::Apply {
        program_id: unit.program_id,
        unit: checked(Line::new(&unit.unit))?,
        completions: Vec::new(),
        amount: None,
    }))
}

fn decide(bank: &Bank, made: &[Application<'_>]) -> anyhow::Result<()> {
    let of = |fates: &[Fate]| -> Vec<TransferId> {
        made.iter().filter(|one| fates.contains(&one.fate)).map(|one| one.id).collect()
    };
    let admin = bank.db.read_blocking(administrator)?;
    let approved = of(&[Fate::Approved]);
    made_yesterday(bank, &approved)?;
    let approve = approved.iter().map(|id| (admin.clone(), *id, TransferStep::Approve, None));
    take(bank, approve.collect())?;
    let why = Some("所附学习成果与该单元要求不符，请补充相关课程后再申请");
    let rejected = of(&[Fate::Rejected, Fate::Appealed]);
    let reject = rejected.iter().map(|id| (admin.clone(), *id, TransferStep::Reject, why));
    take(bank, reject.collect())?;
    let plea = Some("该课程内容与单元要求一致，附上了课程大纲，请再审核一次");
    let appealed = made.iter().filter(|one| one.fate == Fate::Appealed);
    let appeals = appealed.map(|one| (one.guest.actor(), one.id, TransferStep::Appeal, plea));
    take(bank, appeals.collect())?;
    let overdue = of(&[Fate::Overdue]);
    came_due(bank, &overdue, Duration::days(1))?;
    pass(bank, &overdue)?;
    Ok(())
}

/// The second administrator, who decides in the demo, so that the first one can decide on appeals.
fn administrator(conn: &mut Conn) -> AppResult<Actor> {
    let (id, name): (String, String) = users::table
        .filter(users::username.eq("admin2"))
        .select((users::id, users::name))
        .first(conn)?;
    Ok(Actor::Reviewer(Box::new(Reviewer::new(&id, &name, Reach::All))))
}
