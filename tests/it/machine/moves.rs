//! What can happen in a story, drawn at random.

use proptest::prelude::*;

use super::model::{Actor, Kind};
use super::{PEOPLE, SCHEMES, STEPS};

/// One thing that happens. Places are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Move {
    Award {
        person: usize,
        gift: bool,
        amount: i64,
    },
    Request {
        kind: Kind,
        person: usize,
        other: usize,
        amount: i64,
    },
    Step {
        actor: Actor,
        place: usize,
        step: usize,
    },
    /// One of the steps that can be taken.
    Fitting {
        place: usize,
        pick: usize,
    },
    /// Whoever owns a settled transfer takes it back, or a rejected one appeals.
    Regret {
        place: usize,
    },
    Freeze {
        person: usize,
    },
    Unfreeze {
        person: usize,
    },
    Revoke {
        place: usize,
    },
    PassDue {
        place: usize,
    },
    PassTenMinutes {
        place: usize,
    },
    Expire {
        person: usize,
        scheme: usize,
    },
}

/// Any move.
pub fn any_move() -> impl Strategy<Value = Move> {
    let person = || 0..PEOPLE;
    let amount = || prop_oneof![3 => (1_i64..6).prop_map(|threes| threes * 300), 1 => 1_i64..900];
    let kind = prop_oneof![Just(Kind::Automatic), Just(Kind::Reviewed), Just(Kind::Gift)];
    let actor = prop_oneof![
        3 => person().prop_map(Actor::Person),
        2 => (0..2_usize).prop_map(Actor::Reviewer)
    ];
    prop_oneof![
        4 => (person(), any::<bool>(), amount())
            .prop_map(|(person, gift, amount)| Move::Award { person, gift, amount }),
        6 => (kind, person(), person(), amount())
            .prop_map(|(kind, person, other, amount)| Move::Request { kind, person, other, amount }),
        8 => (actor, any::<usize>(), 0..STEPS.len())
            .prop_map(|(actor, place, step)| Move::Step { actor, place, step }),
        10 => (any::<usize>(), any::<usize>())
            .prop_map(|(place, pick)| Move::Fitting { place, pick }),
        5 => any::<usize>().prop_map(|place| Move::Regret { place }),
        1 => person().prop_map(|person| Move::Freeze { person }),
        1 => person().prop_map(|person| Move::Unfreeze { person }),
        1 => any::<usize>().prop_map(|place| Move::Revoke { place }),
        3 => any::<usize>().prop_map(|place| Move::PassDue { place }),
        1 => any::<usize>().prop_map(|place| Move::PassTenMinutes { place }),
        1 => (person(), 0..SCHEMES.len())
            .prop_map(|(person, scheme)| Move::Expire { person, scheme }),
    ]
}
