//! Whatever is given to the rules, none of them panics, and every trace gives its amount again.
//!
//! Cases are made from the small corpus in `tests/corpus/rules` by structural mutation. The normal run
//! tries a fixed number of them; `cargo xtask fuzz rules` tries them for as long as it is told:
//! `CREDIT_BANK_FUZZ_SECONDS`, from `CREDIT_BANK_FUZZ_SEED`. An input that fails is printed; make it a
//! file of the corpus.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

mod mutation;
mod trial;

use mutation::{Corpus, Random};

/// As many cases as take about two seconds.
const CASES: u64 = 1_500;

fn corpus() -> Corpus {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/rules");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    Corpus::new(files.into_iter().map(read).collect())
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().expect("a whole number"))
}

fn survives(input: &Value, before: &Value, random: &mut Random) {
    let text = input.to_string();
    let trial = AssertUnwindSafe(|| trial::run(&text, before, random));
    if let Err(cause) = catch_unwind(trial) {
        println!("this input failed:\n{text}");
        std::panic::resume_unwind(cause);
    }
}

#[test]
fn no_input_makes_the_rules_panic_or_a_trace_lie() {
    let corpus = corpus();
    for (number, input) in corpus.inputs.iter().enumerate() {
        survives(input, &corpus.inputs[0], &mut Random::new(u64::try_from(number).unwrap()));
    }
    let seed = variable("CREDIT_BANK_FUZZ_SEED").unwrap_or(1);
    let until = variable("CREDIT_BANK_FUZZ_SECONDS")
        .map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let goes_on = |case| until.map_or(case < CASES, |until| Instant::now() < until);
    let mut case = 0;
    while goes_on(case) {
        let mut random = Random::new(seed.wrapping_add(case));
        let input = corpus.mutated(&mut random);
        let before = random.of(&corpus.inputs).clone();
        survives(&input, &before, &mut random);
        case += 1;
    }
    println!("{case} cases from seed {seed}");
}
