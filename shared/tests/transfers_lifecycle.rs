//! The life of a transfer: every state, side and step, at every hour.

// A test fails by panicking, wherever it stands.
#![allow(clippy::indexing_slicing)]

use chrono::{DateTime, Duration, TimeZone, Utc};
use proptest::prelude::*;
use shared::transfers::lifecycle::{
    Side, Standing, StepRefusal, TransferStep, approvable_from, due, first, take_back_until,
};
use shared::transfers::{RECEIVER_DAYS, REVIEW_DAYS, TAKE_BACK_MINUTES};
use shared::vocabulary::{TransferKind, TransferStatus};

use TransferKind::{Apply, Convert, Give};
use TransferStatus as S;
use TransferStep as T;

const SIDES: [Side; 3] = [Side::Owner, Side::Receiver, Side::Reviewer];

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 8, 0, 0).single().expect("an instant")
}

fn standing(kind: TransferKind, status: TransferStatus) -> Standing {
    Standing {
        kind,
        status,
        due_at: due(status, 24, now()),
        take_back_until: if status == S::Settled { take_back_until(kind, now()) } else { None },
        approvable_from: approvable_from(kind, now()),
        appealed: false,
    }
}

#[test]
fn each_step_fits_one_side_and_its_states_and_leads_to_one() {
    let table = [
        (T::Cancel, Side::Owner, S::InReview, S::Cancelled),
        (T::Cancel, Side::Owner, S::CoolingOff, S::Cancelled),
        (T::Cancel, Side::Owner, S::AwaitingReceiver, S::Cancelled),
        (T::TakeBack, Side::Owner, S::Settled, S::TakenBack),
        (T::Appeal, Side::Owner, S::Rejected, S::InReview),
        (T::Accept, Side::Receiver, S::AwaitingReceiver, S::Settled),
        (T::Decline, Side::Receiver, S::AwaitingReceiver, S::Declined),
        (T::Approve, Side::Reviewer, S::InReview, S::Settled),
        (T::Reject, Side::Reviewer, S::InReview, S::Rejected),
    ];
    for step in T::ALL.iter().copied() {
        for side in SIDES {
            for status in S::ALL.iter().copied() {
                let gift = [S::CoolingOff, S::AwaitingReceiver].contains(&status);
                let it = standing(if gift { Give } else { Convert }, status);
                let row = table.iter().find(|row| (row.0, row.1, row.2) == (step, side, status));
                let expected = row.map(|row| row.3).ok_or(StepRefusal::WrongState(status));
                assert_eq!(it.after(step, side, now()), expected, "{step} {side:?} {status}");
            }
        }
    }
}

#[test]
fn a_transfer_begins_where_its_kind_says() {
    assert_eq!(first(Convert, true, 0), S::Settled);
    assert_eq!(first(Convert, false, 0), S::InReview);
    assert_eq!(first(Apply, true, 0), S::InReview, "an application is never automatic");
    assert_eq!(first(Give, false, 24), S::CoolingOff);
    assert_eq!(first(Give, false, 0), S::AwaitingReceiver);
}

#[test]
fn what_is_redeemed_is_not_taken_back_and_can_be_cancelled_for_ten_minutes() {
    let settled = standing(Apply, S::Settled);
    assert_eq!(settled.after(T::TakeBack, Side::Owner, now()), Err(StepRefusal::TooLate));
    let it = standing(Apply, S::InReview);
    let at = |minutes: i64| now() + Duration::minutes(minutes);
    let approve = |at| it.after(T::Approve, Side::Reviewer, at);
    assert_eq!(approve(now()), Err(StepRefusal::TooEarly));
    assert_eq!(
        approve(at(TAKE_BACK_MINUTES) - Duration::microseconds(1)),
        Err(StepRefusal::TooEarly)
    );
    assert_eq!(approve(at(TAKE_BACK_MINUTES)), Ok(S::Settled));
    assert_eq!(it.after(T::Reject, Side::Reviewer, now()), Ok(S::Rejected));
    assert_eq!(it.after(T::Cancel, Side::Owner, at(60)), Ok(S::Cancelled));
}

#[test]
fn a_settlement_is_taken_back_up_to_the_tenth_minute() {
    for kind in [Convert, Give] {
        let it = standing(kind, S::Settled);
        let until = now() + Duration::minutes(TAKE_BACK_MINUTES);
        assert_eq!(it.after(T::TakeBack, Side::Owner, until), Ok(S::TakenBack));
        let late = it.after(T::TakeBack, Side::Owner, until + Duration::microseconds(1));
        assert_eq!(late, Err(StepRefusal::TooLate));
    }
}

#[test]
fn there_is_one_appeal() {
    let it = Standing { appealed: true, ..standing(Convert, S::Rejected) };
    let again = it.after(T::Appeal, Side::Owner, now());
    assert_eq!(again, Err(StepRefusal::AppealedAlready));
    assert_eq!(it.steps(Side::Owner, now()), []);
}

#[test]
fn a_gift_cools_off_waits_and_lapses_by_itself() {
    let it = standing(Give, S::CoolingOff);
    let waits = now() + Duration::hours(24);
    let lapses = waits + Duration::days(RECEIVER_DAYS);
    let moment = Duration::microseconds(1);
    assert_eq!(it.at(waits - moment).status, S::CoolingOff);
    assert_eq!((it.at(waits).status, it.at(waits).due_at), (S::AwaitingReceiver, Some(lapses)));
    assert_eq!(it.at(lapses - moment).status, S::AwaitingReceiver);
    assert_eq!((it.at(lapses).status, it.at(lapses).due_at), (S::Lapsed, None));
    assert_eq!(it.after(T::Accept, Side::Receiver, waits), Ok(S::Settled));
    let over = Err(StepRefusal::WrongState(S::Lapsed));
    assert_eq!(it.after(T::Accept, Side::Receiver, lapses), over);
    assert_eq!(it.after(T::Cancel, Side::Owner, lapses), over);
    let (at, next) = it.passes(lapses).expect("its time is over");
    assert_eq!((at, next.status), (waits, S::AwaitingReceiver));
    assert_eq!(next.passes(lapses).map(|(at, it)| (at, it.status)), Some((lapses, S::Lapsed)));
}

#[test]
fn what_nobody_decides_is_overdue_after_fourteen_days_and_stays_in_review() {
    let it = standing(Convert, S::InReview);
    let due = now() + Duration::days(REVIEW_DAYS);
    assert!(!it.overdue(due - Duration::microseconds(1)));
    assert!(it.overdue(due));
    assert_eq!(it.at(due), it);
    assert!(!standing(Give, S::CoolingOff).overdue(due));
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    (0..all.len()).prop_map(move |place| all[place])
}

fn any_standing() -> impl Strategy<Value = Standing> {
    let instant = || {
        prop::option::of(
            (-30_000_i64..30_000).prop_map(|minutes| now() + Duration::minutes(minutes)),
        )
    };
    (any_of(TransferKind::ALL), any_of(S::ALL), instant(), instant(), instant(), any::<bool>())
        .prop_map(|(kind, status, due_at, take_back_until, approvable_from, appealed)| Standing {
            kind,
            status,
            due_at,
            take_back_until,
            approvable_from,
            appealed,
        })
}

proptest! {
    #[test]
    fn steps_are_those_that_can_be_taken_and_time_only_goes_on(
        it in any_standing(),
        later in 0_i64..60_000,
    ) {
        let then = now() + Duration::minutes(later);
        // Looking twice, or once in between, makes no difference.
        prop_assert_eq!(it.at(now()).at(then), it.at(then));
        prop_assert_eq!(it.at(then).at(then), it.at(then));
        for side in SIDES {
            for step in T::ALL.iter().copied() {
                let taken = it.after(step, side, then);
                prop_assert_eq!(it.steps(side, then).contains(&step), taken.is_ok());
                prop_assert_eq!(taken, it.at(then).after(step, side, then));
                if let Err(StepRefusal::WrongState(named)) = taken {
                    prop_assert_eq!(named, it.at(then).status);
                }
            }
        }
    }

    #[test]
    fn what_has_ended_stays_ended(it in any_standing(), step in any_of(T::ALL), side in 0_usize..3) {
        let ended = [S::Cancelled, S::TakenBack, S::Declined, S::Lapsed];
        if ended.contains(&it.at(now()).status) {
            let refused = Err(StepRefusal::WrongState(it.at(now()).status));
            prop_assert_eq!(it.after(step, SIDES[side], now()), refused);
        }
    }
}
