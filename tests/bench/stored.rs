//! Simulating over stored completions, on SQLite.

use std::time::Instant;

use harness::{Backend, Person, Value, World, json, usual_rules, with};
use server::completions::Authority;
use server::completions::service::{self, Manner};
use server::ledger::Mode;
use server::rulebooks::simulation;
use shared::completions::PostCompletion;
use shared::fields::Form;
use shared::lang::Lang;
use shared::rules::Rulebook;

const COMPLETIONS: u64 = 100_000;
const PEOPLE: u64 = 10_000;
/// Completions that are posted at a time.
const BATCH: u64 = 10_000;

/// Seconds that simulating a draft over 100,000 stored completions takes.
pub fn simulate_100000_s() -> f64 {
    let world = World::start(Backend::Sqlite);
    let _district = world.district_with_rules();
    fill(&world);
    let mut rules = usual_rules();
    rules["recognition"][1]["award"]["factor"] = json!("3/4");
    let rules: Rulebook = serde_json::from_value(rules).expect("a rulebook of the contract");
    let since = "2020-01-01".parse().expect("a day");
    let started = Instant::now();
    let impact = simulation::measure(&world.bank().db, rules, since, |_| Ok(true));
    let seconds = started.elapsed().as_secs_f64();
    let impact = impact.expect("the bank can be read").expect("nobody stops it");
    assert_eq!(impact.completions, COMPLETIONS, "every completion was decided again");
    assert!(impact.changed > 0, "the draft changes something");
    seconds
}

fn fill(world: &World) {
    let people: Vec<Value> = (0..PEOPLE).map(|number| Person::nth(number).learner()).collect();
    for start in (0..COMPLETIONS).step_by(usize::try_from(BATCH).expect("a batch is small")) {
        let rows = (start..start + BATCH).map(|number| {
            let person = usize::try_from(number % PEOPLE).expect("people fit in memory");
            PostCompletion::parse(&completion(number, &people[person]))
        });
        let posted = service::post_batch_blocking(
            world.bank(),
            &Authority::Operator,
            rows.collect(),
            &Manner { batch: None, mode: Mode::Each, lang: Lang::En },
        );
        let counts = posted.expect("the bank is there").counts;
        assert_eq!(counts.created, usize::try_from(BATCH).expect("a batch is small"));
    }
}

fn completion(number: u64, learner: &Value) -> Value {
    let schools = ["HP-CS1", "HP-CS2", "HP-SC", "HP-VS1"];
    let schemes = ["community", "senior", "vocational"];
    let pick = |list: &[&str], by: u64| {
        let place = usize::try_from(by).expect("a small number") % list.len();
        list[place].to_owned()
    };
    let course = number % 400;
    let month = number % 12 + 1;
    let year = 2023 + number % 3;
    with(
        json!({"learner": learner, "hours": "16", "grade": "合格"}),
        &json!({
            "external_id": format!("B-{number}"),
            "institution": pick(&schools, course),
            "course": {"code": format!("C-{course}"), "title": format!("课程 {course}"),
                "category": pick(&schemes, course)},
            "ended_on": format!("{year}-{month:02}-15"),
            "declared_credits": format!("{}.50", number % 5),
        }),
    )
}
