//! The property: whatever is commanded, the books stay in order.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use shared::ledger::{
    Action, Command, Outcome, Posting, PostingKind, Rejection, Reversal, Settlement, State, apply,
};

use crate::books::Books;
use crate::conduct::Conduct;
use crate::world::{Dice, World};

const SEQUENCES: u32 = 10_000;
/// Two to spare: a step that is no command is one in 65,536.
const STEPS: usize = 52;
const COMMANDS: usize = 50;

/// How often each thing happened, so that the property is known to have been tried.
#[derive(Default)]
struct Coverage(BTreeMap<String, u32>);

impl Coverage {
    fn count(&mut self, name: impl Into<String>) {
        *self.0.entry(name.into()).or_default() += 1;
    }

    fn of(&self, name: &str) -> u32 {
        self.0.get(name).copied().unwrap_or_default()
    }

    fn applied(&mut self, command: &Command, posting: &Posting) {
        self.count(posting.kind.as_str());
        match &command.action {
            Action::Settle { into: Settlement::Convert { .. }, .. } => self.count("settle convert"),
            Action::Settle { into: Settlement::Redeem { .. }, .. } => self.count("settle redeem"),
            Action::Settle { into: Settlement::Give { .. }, .. } => self.count("settle give"),
            Action::Reverse(Reversal::Award { .. }) => self.count("reverse award"),
            Action::Reverse(Reversal::Expired { .. }) => self.count("reverse expired"),
            Action::Reverse(Reversal::Transaction { .. }) => self.count("take back"),
            Action::Merge { .. } => {
                for kind in ["held", "owed"] {
                    if posting.entries.iter().any(|entry| entry.account.kind.as_str() == kind) {
                        self.count(format!("merge {kind}"));
                    }
                }
            }
            _ => {}
        }
        let owed = posting.entries.iter().find(|entry| entry.account.kind.as_str() == "owed");
        match owed {
            Some(entry) if entry.amount.is_positive() => self.count("debt paid"),
            Some(_) => self.count("debt made"),
            None => {}
        }
        if posting.kind == PostingKind::Convert && posting.entries.len() > 4 {
            self.count("convert lots");
        }
    }
}

#[test]
fn the_books_stay_in_order_whatever_is_commanded() {
    let coverage = RefCell::new(Coverage::default());
    let config = Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() };
    let steps = vec(any::<Dice>(), STEPS);
    let result = TestRunner::new(config).run(&steps, |dice| play(&dice, &coverage));
    match result {
        Ok(()) => {}
        // The reason lists the commands, which say more than the dice.
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
    let coverage = coverage.into_inner();
    let mut expected: Vec<&str> = PostingKind::ALL.iter().map(|kind| kind.as_str()).collect();
    expected.extend(["settle convert", "settle redeem", "settle give", "reverse award"]);
    expected.extend([
        "reverse expired",
        "take back",
        "debt paid",
        "debt made",
        "convert lots",
        "merge held",
        "merge owed",
        "replayed",
    ]);
    expected.extend(["command_reused", "frozen", "not_enough", "hold_in_use", "already_spent"]);
    expected.extend(["not_expired", "expired", "nothing_to_do", "gives_expired"]);
    for name in expected {
        assert!(coverage.of(name) >= SEQUENCES / 100, "{name} is too rare: {:#?}", coverage.0);
    }
    assert_eq!(coverage.of("short"), 0);
    assert!(coverage.of("refused") < coverage.of("commands") / 5);
}

fn play(dice: &[Dice], coverage: &RefCell<Coverage>) -> Result<(), TestCaseError> {
    let mut coverage = coverage.borrow_mut();
    let mut world = World::new();
    let mut state = State::new();
    let mut books = Books::default();
    let mut commands = Vec::new();
    for dice in dice {
        let Some(command) = world.command(&mut state, *dice) else { continue };
        commands.push(command.clone());
        let told = step(&mut world, &mut state, &mut books, &command, &mut coverage);
        if let Err(failure) = told {
            let list: Vec<String> = commands.iter().map(|command| format!("{command:?}")).collect();
            return Err(TestCaseError::fail(format!("{failure}\nafter\n{}", list.join("\n"))));
        }
    }
    if commands.len() < COMMANDS {
        coverage.count("short");
    }
    Ok(())
}

/// One command, and everything that must hold after it.
fn step(
    world: &mut World,
    state: &mut State,
    books: &mut Books,
    command: &Command,
    coverage: &mut Coverage,
) -> Result<(), TestCaseError> {
    coverage.count("commands");
    let before = state.clone();
    let first = before.applied(command.id).cloned();
    match (apply(state, command, &mut || world.id()), first) {
        (Ok(Outcome::Applied(posting)), None) => {
            books.enter(&posting)?;
            Conduct { before: &before, after: state, command, posting: &posting }.check()?;
            prop_assert_eq!(posting.command, command.id);
            coverage.applied(command, &posting);
            world.remember(command, &posting);
        }
        (Ok(Outcome::Replayed(posting)), Some((same, answer))) => {
            prop_assert_eq!(&command.action, &same.action);
            prop_assert_eq!(posting, answer);
            prop_assert!(*state == before, "a replay changed the state");
            coverage.count("replayed");
        }
        (Err(refusal), first) => {
            let other = first.is_some_and(|(first, _)| first.action != command.action);
            prop_assert_eq!(other, refusal == Rejection::CommandReused);
            prop_assert!(*state == before, "a refusal changed the state");
            prop_assert!(refusal != Rejection::OutOfBalance, "the ledger doubts its own books");
            coverage.count("refused");
            coverage.count(refusal.code());
        }
        (Ok(outcome), _) => prop_assert!(false, "applied twice or never: {:?}", outcome),
    }
    books.check(state)
}
