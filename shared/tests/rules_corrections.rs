//! What a mistake that is put right changes on a card: held against a model that knows no history,
//! only the live completions and the words of the domain.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::ids::CompletionId;
use shared::quantity::Credits;
use shared::rules::{
    Choice, CompletionFacts, Decision, History, IndexedRulebook, Outcome, PastCompletion, Step,
    amended, choose, decide, regrouped, replay, same_course_key,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use uuid::Uuid;

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

/// A credit for each hour, in steps of a credit; what attempts count for stands in the code.
fn book(cap: Option<i64>) -> Arc<IndexedRulebook> {
    let rule = |code: &str| {
        json!({"code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 10, "repeats": code,
            "when": {"courses": [format!("{}*", code.to_uppercase())]},
            "award": {"scheme": "senior", "method": {"per_hours": "1.00"}}})
    };
    let caps: Vec<Value> = cap
        .iter()
        .map(|most| {
            let most = Credits::from_hundredths(*most).to_string();
            json!({"code": "C1", "names": {"zh": "上限", "en": "Cap"},
                "limit": {"credits": most}, "window": "lifetime"})
        })
        .collect();
    let rules = ["once", "best", "every"].map(rule);
    let book =
        json!({"number": 1, "effective_from": "2020-01-01", "recognition": rules, "caps": caps});
    Arc::new(IndexedRulebook::new(serde_json::from_value(book).unwrap()))
}

fn facts(course: &str, credits: i64) -> CompletionFacts {
    CompletionFacts {
        institutions: vec!["HP-SC".into()],
        institution_kind: InstitutionKind::SeniorCollege,
        course_code: course.to_uppercase(),
        title: course.into(),
        category: "art".into(),
        form: CourseForm::Classroom,
        level: None,
        hours: Credits::from_hundredths(credits).to_string().parse().unwrap(),
        score: None,
        declared_credits: None,
        ended_on: day("2026-03-01"),
    }
}

/// A person's completions under one rulebook, as the bank keeps them.
struct Card {
    book: Arc<IndexedRulebook>,
    past: Vec<PastCompletion>,
}

impl Card {
    fn new(cap: Option<i64>) -> Self {
        Self { book: book(cap), past: Vec::new() }
    }

    fn record(&mut self, facts: CompletionFacts) {
        let mut history = History::default();
        for one in self.past.iter().filter(|one| one.live) {
            history.add(&one.facts, &one.title_key, one.completion, &one.decision);
        }
        let title_key = same_course_key(&facts.title);
        let earlier = history.attempts(&facts, &title_key);
        let decision = decide(&self.book, &facts, &earlier, history.counted()).unwrap();
        let number = u128::try_from(self.past.len()).unwrap() + 1;
        let completion = CompletionId(Uuid::from_u128(number));
        self.past.push(PastCompletion { completion, facts, title_key, decision, live: true });
    }

    fn amend(&mut self, place: usize, facts: CompletionFacts) {
        let ended_on = self.past[place].facts.ended_on;
        self.past[place].facts = facts;
        let decision = amended(&self.past, place, ended_on, Some(&self.book)).unwrap().unwrap();
        self.past[place].decision = decision;
        self.regroup(&[place]);
    }

    fn revoke(&mut self, place: usize) {
        self.past[place].live = false;
        self.regroup(&[place]);
    }

    fn regroup(&mut self, around: &[usize]) {
        let changes = regrouped(&self.past, around, &|_| Some(Arc::clone(&self.book))).unwrap();
        for (one, change) in self.past.iter_mut().zip(changes) {
            if let Some(decision) = change {
                assert!(one.live);
                one.decision = decision;
            }
        }
    }

    /// What stands for each; a dash for those that were revoked.
    fn stands(&self) -> Vec<String> {
        let credits = |one: &PastCompletion| one.decision.credits.unwrap().to_string();
        let words = |one: &PastCompletion| if one.live { credits(one) } else { "-".to_owned() };
        self.past.iter().map(words).collect()
    }
}

#[test]
fn what_a_revoked_attempt_counted_for_passes_to_the_later_ones() {
    let mut card = Card::new(None);
    for credits in [200, 300, 250] {
        card.record(facts("best", credits));
    }
    assert_eq!(card.stands(), ["2.00", "1.00", "0.00"]);
    card.revoke(0);
    assert_eq!(card.stands(), ["-", "3.00", "0.00"]);
    card.revoke(1);
    assert_eq!(card.stands(), ["-", "-", "2.50"]);
    assert!(!card.past[2].decision.trace.iter().any(|step| matches!(step, Step::Repeat { .. })));
}

#[test]
fn an_amended_attempt_takes_from_the_later_ones_or_makes_room_for_them() {
    let mut card = Card::new(None);
    for credits in [200, 300] {
        card.record(facts("best", credits));
    }
    card.amend(0, facts("best", 250));
    assert_eq!(card.stands(), ["2.50", "0.50"]);
    card.amend(0, facts("best", 400));
    assert_eq!(card.stands(), ["4.00", "0.00"]);
    card.amend(0, facts("best", 100));
    assert_eq!(card.stands(), ["1.00", "2.00"]);
}

#[test]
fn what_a_cap_cut_is_not_given_back_when_room_is_made() {
    let mut card = Card::new(Some(500));
    card.record(facts("every-1", 400));
    card.record(facts("every-2", 300));
    assert_eq!(card.stands(), ["4.00", "1.00"], "the cap cut 2.00");
    card.revoke(0);
    assert_eq!(card.stands(), ["-", "1.00"]);
    card.amend(1, facts("every-2", 350));
    assert_eq!(card.stands(), ["-", "1.50"], "only the difference");
    let Some(Step::Cap { cut, .. }) = card.past[1].decision.trace.last() else { panic!() };
    assert_eq!(cut.to_string(), "2.00");
    card.amend(1, facts("every-2", 250));
    assert_eq!(card.stands(), ["-", "0.50"]);
    let mut moved = facts("every-2", 250);
    moved.ended_on = day("2026-04-01");
    card.amend(1, moved);
    assert_eq!(card.stands(), ["-", "2.50"], "on another day it is decided like a new one");
}

#[test]
fn what_rises_passes_the_caps_and_never_takes_what_stands() {
    let mut card = Card::new(Some(500));
    card.record(facts("best", 300));
    card.record(facts("best", 400));
    card.record(facts("every", 100));
    assert_eq!(card.stands(), ["3.00", "1.00", "1.00"]);
    card.revoke(0);
    assert_eq!(card.stands(), ["-", "4.00", "1.00"]);
    card.amend(1, facts("best", 600));
    assert_eq!(card.stands(), ["-", "4.00", "1.00"], "the cap is full");
    assert_eq!(replay(&card.past[1].decision.trace).unwrap().to_string(), "4.00");
}

#[test]
fn attempts_of_two_records_meet_in_the_order_in_which_they_were_recorded() {
    let (mut one, mut other) = (Card::new(None), Card::new(None));
    one.record(facts("best", 200));
    other.record(facts("best", 300));
    other.record(facts("once", 200));
    one.record(facts("once", 400));
    let mut both = Card::new(None);
    for (mut past, order) in [&one, &other, &other, &one]
        .into_iter()
        .zip([0, 0, 1, 1])
        .map(|(card, place)| card.past[place].clone())
        .zip(1..)
    {
        past.completion = CompletionId(Uuid::from_u128(order));
        both.past.push(past);
    }
    assert_eq!(both.stands(), ["2.00", "3.00", "2.00", "4.00"]);
    both.regroup(&[1, 2]);
    assert_eq!(both.stands(), ["2.00", "1.00", "2.00", "0.00"]);
}

#[test]
fn a_choice_and_whose_it_is_stand_after_an_amendment() {
    let rule = |code: &str, per: &str| {
        json!({"code": code, "names": {"zh": "规则", "en": "Rule"}, "priority": 10,
            "repeats": "every", "award": {"scheme": "senior", "method": {"per_hours": per}}})
    };
    let rules = [rule("A", "1.00"), rule("B", "2.00")];
    let clash = json!({"number": 1, "effective_from": "2020-01-01", "recognition": rules});
    let clash = Arc::new(IndexedRulebook::new(serde_json::from_value(clash).unwrap()));
    let mut card = Card { book: Arc::clone(&clash), past: Vec::new() };
    card.record(facts("a", 400));
    assert_eq!(card.past[0].decision.outcome, Outcome::NeedsDecision);
    card.amend(0, facts("a", 600));
    assert_eq!(card.past[0].decision.outcome, Outcome::NeedsDecision, "nobody has chosen yet");
    let choice = Choice { rule: "B".into(), by: "admin".into(), reason: "核对".into() };
    let chosen = choose(&clash, &card.past[0].facts, &[], &[], choice).unwrap();
    card.past[0].decision = chosen.of_same_person("clerk", "同一人");
    card.amend(0, facts("a", 800));
    assert_eq!(card.stands(), ["4.00"]);
    assert_eq!(card.past[0].decision.identified(), Some(("clerk", "同一人")));
    let nameless = Decision::name_differs(Some(1));
    card.past[0].decision = nameless.clone();
    card.amend(0, facts("a", 1_000));
    assert_eq!(card.past[0].decision, nameless);
    let without = amended(&card.past, 0, day("2026-03-01"), None).unwrap();
    assert_eq!(without, Some(nameless), "first it must be settled whose it is");
    assert_eq!(amended(&card.past, 9, day("2026-03-01"), None), Ok(None));
}

/// A completion as the model knows it: its course, what it is worth, what its part was and what of
/// that stands.
#[derive(Clone, Debug)]
struct Modelled {
    course: String,
    worth: i64,
    live: bool,
    part: i64,
    stands: i64,
}

/// Said as the domain says it, from the live completions alone.
fn part(all: &[Modelled], place: usize) -> i64 {
    let this = &all[place];
    let earlier: Vec<i64> = all[..place]
        .iter()
        .filter(|one| one.live && one.course == this.course)
        .map(|one| one.worth)
        .collect();
    match (this.course.split('-').next().unwrap(), earlier.iter().max()) {
        ("every", _) | (_, None) => this.worth,
        ("once", Some(_)) => 0,
        ("best", Some(best)) => (this.worth - best).max(0),
        (other, _) => panic!("{other}"),
    }
}

fn total(all: &[Modelled]) -> i64 {
    all.iter().filter(|one| one.live).map(|one| one.stands).sum()
}

/// The difference in a part is posted: what rises as far as there is room, what falls always.
fn post(all: &mut [Modelled], place: usize, cap: Option<i64>) {
    let now = part(all, place);
    let rise = now - all[place].part;
    let room = cap.map_or(i64::MAX, |most| (most - total(all)).max(0));
    let this = &mut all[place];
    this.part = now;
    this.stands = (this.stands + rise.min(room)).max(0);
}

#[derive(Clone, Debug)]
enum Event {
    Record(&'static str, i64),
    Amend(usize, i64, bool),
    Revoke(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let course = select(vec!["once", "best", "best-2", "every"]);
    prop_oneof![
        4 => (course, 0_i64..500).prop_map(|(course, worth)| Event::Record(course, worth)),
        3 => (any::<usize>(), 0_i64..500, prop::bool::weighted(0.2))
            .prop_map(|(which, worth, moves)| Event::Amend(which, worth, moves)),
        2 => any::<usize>().prop_map(Event::Revoke),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn after_every_event_each_live_attempt_has_what_the_model_says(
        cap in prop::option::of(300_i64..1_500),
        events in prop::collection::vec(event(), 1..25),
    ) {
        let mut card = Card::new(cap);
        let mut model: Vec<Modelled> = Vec::new();
        for event in events {
            let live = |which: usize| {
                let live: Vec<usize> = (0..model.len()).filter(|at| model[*at].live).collect();
                live.get(which.checked_rem(live.len())?).copied()
            };
            let touched = match event {
                Event::Record(course, worth) => {
                    card.record(facts(course, worth));
                    let course = course.to_owned();
                    model.push(Modelled { course, worth, live: true, part: 0, stands: 0 });
                    let last = model.len() - 1;
                    post(&mut model, last, cap);
                    continue;
                }
                Event::Amend(which, worth, moves) => {
                    let Some(place) = live(which) else { continue };
                    let mut facts = facts(&model[place].course, worth);
                    facts.ended_on = card.past[place].facts.ended_on + Days::new(u64::from(moves));
                    card.amend(place, facts);
                    model[place].worth = worth;
                    if moves {
                        (model[place].part, model[place].stands) = (0, 0);
                    }
                    post(&mut model, place, cap);
                    place
                }
                Event::Revoke(which) => {
                    let Some(place) = live(which) else { continue };
                    card.revoke(place);
                    model[place].live = false;
                    place
                }
            };
            let course = model[touched].course.clone();
            for place in 0..model.len() {
                if model[place].live && model[place].course == course {
                    post(&mut model, place, cap);
                }
            }
            let stands: Vec<String> = model
                .iter()
                .map(|one| if one.live { Credits::from_hundredths(one.stands).to_string() } else { "-".into() })
                .collect();
            prop_assert_eq!(card.stands(), stands);
            prop_assert!(cap.is_none_or(|most| total(&model) <= most));
            for one in card.past.iter().filter(|one| one.live) {
                prop_assert_eq!(replay(&one.decision.trace).ok(), one.decision.credits);
            }
        }
    }
}
