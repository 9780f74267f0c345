//! Commands that stand or fall together: what is undone has never been.

use proptest::collection::vec;
use proptest::prelude::*;
use shared::ledger::{Action, Command, Outcome, Rejection, State, apply};
use uuid::Uuid;

use crate::story::{COLLEGE, HOLD, PAINTING, Story, WANG, credits, day, scheme};
use crate::world::{Dice, World};

/// A command with the ids that it was given the first time.
type Told = (Command, Vec<Uuid>);

fn tell(dice: &[Dice]) -> Vec<Told> {
    let (mut world, mut state) = (World::new(), State::new());
    let mut told = Vec::new();
    for dice in dice {
        let Some(command) = world.command(&mut state, *dice) else { continue };
        let mut ids = Vec::new();
        let outcome = apply(&mut state, &command, &mut || {
            let id = world.id();
            ids.push(id);
            id
        });
        if let Ok(Outcome::Applied(posting)) = outcome {
            world.remember(&command, &posting);
        }
        told.push((command, ids));
    }
    told
}

/// Carries out a command as it was told, or as it goes now: ids that it did not need then are its own.
fn repeat(state: &mut State, (command, ids): &Told) -> bool {
    let own = (1_u128..).map(|number| Uuid::from_u128((command.id.0.as_u128() << 64) + number));
    let mut ids = ids.iter().copied().chain(own);
    apply(state, command, &mut || ids.next().expect("there are always more")).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_undone_has_never_been(
        dice in vec(any::<Dice>(), 40),
        cuts in vec(1_usize..6, 40),
        inner in vec(any::<bool>(), 40),
    ) {
        let told = tell(&dice);
        let (mut state, mut plain) = (State::new(), State::new());
        let mut rest = told.as_slice();
        for (cut, inner) in cuts.into_iter().zip(inner) {
            let (chunk, later) = rest.split_at(cut.min(rest.len()));
            rest = later;
            // Tried, with a part of it undone within, and undone whole.
            let before = state.clone();
            let outer = state.save();
            for told in chunk {
                let between = state.clone();
                let within = state.save();
                repeat(&mut state, told);
                if inner {
                    state.undo(within);
                    prop_assert_eq!(&state, &between);
                    repeat(&mut state, told);
                } else {
                    state.keep(within);
                }
            }
            state.undo(outer);
            prop_assert!(state == before, "the state is not as it was");
            // Done, and kept: as if there had been no savepoint.
            let outer = state.save();
            for told in chunk {
                prop_assert_eq!(repeat(&mut state, told), repeat(&mut plain, told));
            }
            state.keep(outer);
            prop_assert!(state == plain, "a savepoint that is kept leaves something behind");
        }
    }
}

#[test]
fn of_two_holds_neither_stands_when_the_second_is_refused() {
    let mut story = Story::new();
    let award = |code: &str, amount: &str| Action::Award {
        learner: WANG,
        scheme: scheme(code),
        amount: credits(amount),
        institution: COLLEGE,
        completion: PAINTING,
        dated_on: day("2026-01-01"),
        expires_on: None,
    };
    story.does(award("community", "1.00"));
    story.does(award("senior", "1.00"));
    let hold = |code: &str, amount: &str| Action::Hold {
        learner: WANG,
        scheme: scheme(code),
        amount: credits(amount),
        hold: HOLD,
        of: Vec::new(),
    };
    let before = story.state.clone();
    let savepoint = story.state.save();
    story.does(hold("community", "1.00"));
    let refused = story.refuses(hold("senior", "2.00"));
    assert!(matches!(refused, Rejection::NotEnough { .. }), "{refused:?}");
    story.state.undo(savepoint);
    assert_eq!(story.state, before);
    story.does(hold("community", "1.00"));
}
