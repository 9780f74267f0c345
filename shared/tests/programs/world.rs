//! A program, a card and a few rules to tell stories with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::ids::{CompletionId, LearnerId, LotId, TransferId};
use shared::ledger::Lot;
use shared::programs::{
    Application, Applied, ApplyRefusal, Ask, Case, Hand, Program, Progress, Source, UnitState,
    plan_application, progress,
};
use shared::quantity::Credits;
use shared::rules::{EquivalenceOutcome, IndexedRulebook, Rulebook};
use uuid::Uuid;

pub fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

pub fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

pub fn id(number: u128) -> CompletionId {
    CompletionId(Uuid::from_u128(number))
}

/// A group of units `CODE-1`, `CODE-2`, … of these credits, each exemptible.
pub fn group(
    code: &str,
    least: &str,
    most: Option<&str>,
    units: &[&str],
    accepts: &Value,
) -> Value {
    let names = json!({"zh": code, "en": code});
    let units: Vec<Value> = (1..)
        .zip(units)
        .map(|(number, credits)| {
            json!({"code": format!("{code}-{number}"), "names": names, "credits": credits,
                "exemptible": true})
        })
        .collect();
    json!({"code": code, "names": names, "min": least, "max": most, "units": units,
        "accepts": accepts})
}

/// A program of `HP-VS1` that counts in `vocational`.
pub fn program(total: &str, percent: u32, groups: &[Value]) -> Program {
    serde_json::from_value(json!({
        "id": Uuid::from_u128(900), "code": "ECOM-CERT", "institution": "HP-VS1",
        "names": {"zh": "电子商务", "en": "E-commerce"}, "scheme": "vocational", "total": total,
        "transfer_percent_max": percent, "groups": groups, "status": "active",
    }))
    .unwrap()
}

pub fn vocational() -> Value {
    json!({"schemes": ["vocational"]})
}

/// An outcome rule of `HP-VS1` for courses of `HP-CS1`.
pub fn rule(code: &str, outcome: &str, courses: &[&str], units: &[(&str, &str)]) -> Value {
    let course = |code: &&str| json!({"course": {"institution": "HP-CS1", "code": code}});
    let requires: Vec<Value> = courses.iter().map(course).collect();
    let gives: Vec<Value> = units
        .iter()
        .map(|(unit, credits)| {
            json!({"program": "ECOM-CERT", "unit": unit, "scheme": "vocational",
                "credits": credits})
        })
        .collect();
    json!({"code": code, "names": {"zh": "互认", "en": "Equivalence"}, "priority": 10,
        "outcome": outcome, "decision": "institution", "receiver": "HP-VS1",
        "by_outcome": {"requires": {"all_of": requires}, "gives": gives}})
}

/// A person, the program that they are after, and the rules.
pub struct Story {
    pub program: Program,
    pub rulebook: IndexedRulebook,
    pub hand: Hand,
    pub applied: Vec<Applied>,
}

impl Story {
    pub fn new(program: Program, rules: &[Value]) -> Self {
        let book = json!({"effective_from": "2020-01-01", "equivalence": rules});
        let book: Rulebook = serde_json::from_value(book).unwrap();
        assert_eq!(book.faults(), []);
        let hand = Hand { lots: Vec::new(), sources: BTreeMap::new() };
        Self { program, rulebook: book.into(), hand, applied: Vec::new() }
    }

    /// Completion `number`, `C<number>` at an institution, and the lot that it put on the card.
    pub fn learn(&mut self, number: u128, at: &str, scheme: &str, amount: &str) -> &mut Self {
        let source = Source {
            institutions: vec![at.to_owned()],
            course_code: format!("C{number}"),
            category: "it".to_owned(),
            score: None,
            scheme: scheme.parse().unwrap(),
            credits: credits(amount),
        };
        self.hand.sources.insert(id(number), source);
        if credits(amount).is_positive() {
            self.lot(number, scheme, amount, None, &[number]);
        }
        self
    }

    pub fn lot(
        &mut self,
        number: u128,
        scheme: &str,
        amount: &str,
        expires_on: Option<&str>,
        sources: &[u128],
    ) -> &mut Self {
        self.hand.lots.push(Lot {
            id: LotId(Uuid::from_u128(number)),
            learner: LearnerId(Uuid::from_u128(1)),
            scheme: scheme.parse().unwrap(),
            sources: sources.iter().map(|source| id(*source)).collect(),
            dated_on: day("2026-01-01"),
            expires_on: expires_on.map(day),
            order: u64::try_from(number).unwrap(),
            available: credits(amount),
            held: BTreeMap::new(),
        });
        self
    }

    pub fn expiring(&mut self, number: u128, on: &str) -> &mut Self {
        let lot = self.hand.lots.iter_mut().find(|lot| lot.id.0 == Uuid::from_u128(number));
        lot.unwrap().expires_on = Some(day(on));
        self
    }

    pub fn case(&self) -> Case<'_> {
        Case {
            program: &self.program,
            applied: &self.applied,
            hand: &self.hand,
            rulebook: &self.rulebook,
            on: day("2026-11-24"),
        }
    }

    pub fn plan(&self, unit: &str) -> Result<Application, ApplyRefusal> {
        self.plan_with(unit, &[])
    }

    pub fn plan_with(&self, unit: &str, named: &[u128]) -> Result<Application, ApplyRefusal> {
        let completions: Vec<CompletionId> = named.iter().map(|number| id(*number)).collect();
        let ask = Ask { unit, completions: &completions, amount: None };
        plan_application(&self.case(), &ask)
    }

    /// Makes the application and, where it is to stand in another state than in review, decides it.
    pub fn make(&mut self, application: &Application, state: UnitState) {
        let number = 1_000 + self.applied.len();
        let transfer = TransferId(Uuid::from_u128(u128::try_from(number).unwrap()));
        for taking in &application.takings {
            let mut rest = taking.amount;
            let mut lots: Vec<&mut Lot> = self
                .hand
                .lots
                .iter_mut()
                .filter(|lot| lot.scheme == taking.scheme && lot.usable_on(day("2026-11-24")))
                .filter(|lot| lot.sources.iter().any(|one| taking.of.contains(one)))
                .collect();
            lots.sort_by_key(|lot| lot.spending_order());
            for lot in lots {
                let part = rest.min(lot.available);
                lot.available = lot.available.minus(part).unwrap();
                rest = rest.minus(part).unwrap();
            }
            assert!(rest.is_zero(), "the card has what was planned");
        }
        self.applied.push(Applied { state, ..application.applied(transfer) });
    }

    /// Applies and is approved.
    #[track_caller]
    pub fn fill(&mut self, unit: &str) -> Application {
        let application = self.plan(unit).unwrap();
        let waives = application.unit.outcome == EquivalenceOutcome::Exemption;
        self.make(&application, if waives { UnitState::Waived } else { UnitState::Filled });
        application
    }

    pub fn progress(&self) -> Progress {
        progress(&self.case(), None).unwrap()
    }
}
