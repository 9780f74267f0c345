//! One batch: load what it touches, carry out each work in memory, write in bulk. A work that is
//! refused has moved nothing, however many commands it takes.

use std::collections::BTreeSet;

use shared::ids::LearnerId;
use shared::problem::Refusal;

use super::books::Books;
use super::{Done, Mode, Work, jobs};
use crate::clock;
use crate::completions::Intake;
use crate::db::{Conn, Fate};
use crate::decisions::Panel;
use crate::error::AppResult;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::transfers::Desk;

/// Carries out works in order, within the transaction of the caller. The outer error is the
/// database's, and then nothing stands; an inner one is a refusal of one work.
pub(super) fn run(
    conn: &mut Conn,
    works: &[Work],
    mode: Mode,
) -> AppResult<Fate<Vec<AppResult<Done>>>> {
    let mut intake = Intake::open(conn, works)?;
    let mut learners: BTreeSet<LearnerId> = intake.learners().collect();
    for work in works {
        match work {
            Work::Completion(_) => {}
            Work::Transfer(order) => {
                learners.extend(order.learners());
            }
            Work::Decision(order) => {
                learners.extend(order.learners());
            }
            Work::Expire(past) => {
                learners.insert(past.learner);
            }
        }
    }
    let at = match mode {
        Mode::Dated(at) => at,
        Mode::Each | Mode::AllOrNothing | Mode::Rehearse => clock::now(),
    };
    let mut books = Books::open(conn, &learners, at)?;
    let mut desk = Desk::open(conn, &mut books, works)?;
    let mut panel = Panel::open(conn, &books, works)?;
    intake.load(conn, &books)?;
    let keys: Vec<&IdempotencyKey> = works.iter().filter_map(Work::key).collect();
    let answered = idempotency::answered(conn, &keys)?;
    let answers: Vec<AppResult<Done>> = works
        .iter()
        .map(|work| match work {
            _ if work.key().is_some_and(|key| answered.contains(&key.pair())) => {
                Err(Refusal::KeyInUse.into())
            }
            work => books.together(|books| match work {
                Work::Completion(prepared) => intake
                    .record(books, prepared)
                    .map(|recorded| Done::Completion(Box::new(recorded))),
                Work::Transfer(order) => {
                    desk.carry_out(books, order).map(|moved| Done::Transfer(Box::new(moved)))
                }
                Work::Decision(order) => {
                    panel.carry_out(books, order).map(|ruled| Done::Decision(Box::new(ruled)))
                }
                Work::Expire(past) => {
                    let lot = jobs::expire(books, past)?;
                    lot.iter().try_for_each(|lot| panel.write_off(lot))?;
                    Ok(Done::Expired)
                }
            }),
        })
        .collect();
    let stands = match mode {
        Mode::Each | Mode::Dated(_) => true,
        Mode::AllOrNothing => answers.iter().all(Result::is_ok),
        Mode::Rehearse => false,
    };
    if !stands {
        return Ok(Fate::RollBack(answers));
    }
    books.write(conn)?;
    intake.write(conn)?;
    panel.write(conn)?;
    desk.write(conn)?;
    Ok(Fate::Commit(answers))
}
