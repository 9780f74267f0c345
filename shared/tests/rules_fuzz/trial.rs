//! Everything that the rules do with one input.

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::fields::Form;
use shared::ids::{CompletionId, SchemeCode};
use shared::lang::Lang;
use shared::quantity::{Credits, Hours, Score};
use shared::rules::{
    Catalogue, CatalogueCourse, CatalogueInstitution, Choice, CompletionFacts, Decision,
    EquivalenceRule, Exchange, HeldOutcome, History, IndexedRulebook, OneRule, Outcome,
    OutcomeWorth, Reason, Requirement, Rulebook, check, choose, convert, decide, difference,
    explain, from_table, outcomes, replay, same_course_key, to_table,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use uuid::Uuid;

use super::mutation::Random;

/// Reads the text in every way, and computes with what can be read.
pub fn run(text: &str, before: &Value, random: &mut Random) {
    // Text that is nested too deeply is no JSON for the bank.
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    let said = Rulebook::parse(&value);
    for fault in said.as_ref().err().into_iter().flatten() {
        assert!(!fault.report(Lang::Zh).message.is_empty());
        assert!(fault.pointer.is_empty() || fault.pointer.starts_with('/'));
    }
    one_by_one(&value);
    if let Ok(book) = &said {
        is_fit(book);
    }
    // What is stored may be less fit than what is said.
    let stored = serde_json::from_value::<Rulebook>(value).ok();
    let Some(book) = stored.or(said.ok()) else { return };
    reads_tables(&book, random);
    let before: Option<Rulebook> = serde_json::from_value(before.clone()).ok();
    for change in before.iter().flat_map(|before| difference(before, &book)) {
        assert!(change.before != change.after || !change.fields.is_empty());
    }
    for finding in check(&book, &catalogue(&book), day("2026-06-20")) {
        assert!(!serde_json::to_string(&finding.report(Lang::En)).unwrap().is_empty());
    }
    let book = IndexedRulebook::new(book);
    decides(&book, is_true);
    converts(&book);
    gives(&book);
}

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

fn one_by_one(value: &Value) {
    for list in ["recognition", "equivalence", "caps", "gifts"] {
        for rule in value.get(list).and_then(Value::as_array).into_iter().flatten() {
            if let Ok(rule) = OneRule::parse(&json!({"list": list, "rule": rule})) {
                assert_eq!(rule.list().as_str(), list);
                assert!(!rule.to_json().unwrap().is_empty() && !rule.code().is_empty());
            }
        }
    }
}

/// What was read without a fault is written and read again without one.
fn is_fit(book: &Rulebook) {
    assert_eq!(book.faults(), []);
    let written = serde_json::to_value(book).unwrap();
    assert_eq!(serde_json::from_value::<Rulebook>(written.clone()).as_ref().ok(), Some(book));
    assert_eq!(Rulebook::parse(&written).as_ref(), Ok(book));
    let unnumbered = Rulebook { number: None, ..book.clone() };
    assert_eq!(from_table(&to_table(book)), Ok(unnumbered.clone()));
    assert_eq!(difference(book, &unnumbered), []);
    decides(&IndexedRulebook::new(book.clone()), |decision| {
        let written = serde_json::to_string(decision).unwrap();
        assert_eq!(serde_json::from_str::<Decision>(&written).as_ref().ok(), Some(decision));
    });
}

fn reads_tables(book: &Rulebook, random: &mut Random) {
    let mut table = to_table(book);
    for _ in 0..4 {
        let row = random.below(table.len());
        let cells = table[row].len();
        let cell = &mut table[row][random.below(cells)];
        *cell = (*random
            .of(&["", "'", "=1", "[", "[1]", "{}", "x", "caps", "-1", "; ;", "null", "书"]))
        .into();
    }
    if let Err(faults) = from_table(&table) {
        assert!(!faults.is_empty());
    }
}

/// Completions of every size that the rules can be asked about, some made to fit them.
fn completions(book: &Rulebook) -> Vec<CompletionFacts> {
    let base = CompletionFacts {
        institutions: vec!["HP-SC".into(), "HP".into()],
        institution_kind: InstitutionKind::SeniorCollege,
        course_code: "CALL-1".into(),
        title: "书法基础".into(),
        category: "art".into(),
        form: CourseForm::Classroom,
        level: Some("B1".into()),
        hours: Hours::from_hundredths(3_900),
        score: Score::from_hundredths(8_000).ok(),
        declared_credits: Some(Credits::from_hundredths(150)),
        ended_on: day("2026-06-20"),
    };
    let sized = [0, -1, 1, i64::MAX, i64::MIN].map(|size| CompletionFacts {
        hours: Hours::from_hundredths(size),
        declared_credits: Some(Credits::from_hundredths(size)),
        ended_on: day(if size < 0 { "1900-01-01" } else { "2199-12-31" }),
        ..base.clone()
    });
    let fitting = book.recognition.iter().take(8).map(|rule| {
        let when = &rule.when;
        let first = |words: &[String]| words.first().cloned();
        CompletionFacts {
            institutions: when.institutions.iter().map(|scope| scope.code.clone()).collect(),
            institution_kind: *when.institution_kinds.first().unwrap_or(&base.institution_kind),
            course_code: first(&when.courses).unwrap_or_default(),
            category: first(&when.categories).unwrap_or_default(),
            form: *when.forms.first().unwrap_or(&CourseForm::Online),
            level: first(&when.levels),
            hours: when.min_hours.unwrap_or(base.hours),
            score: when.min_score,
            ended_on: when.ended_from.or(rule.effective_from).unwrap_or(base.ended_on),
            ..base.clone()
        }
    });
    std::iter::once(base.clone()).chain(fitting).chain(sized).collect()
}

fn decides(book: &IndexedRulebook, judge: fn(&Decision)) {
    let mut history = History::default();
    for (number, facts) in (0..).zip(completions(book)) {
        let key = same_course_key(&facts.title);
        let earlier = history.attempts(&facts, &key);
        let Ok(decision) = decide(book, &facts, &earlier, history.counted()) else { continue };
        judge(&decision);
        if let Some(Reason::Clash { candidates }) = &decision.reason {
            for award in candidates {
                assert_eq!(replay(&award.trace), Ok(award.credits));
                let (rule, by, reason) = (award.rules[0].clone(), "admin".into(), "核对".into());
                let choice = Choice { rule, by, reason };
                let chosen = choose(book, &facts, &earlier, history.counted(), choice);
                chosen.iter().for_each(judge);
            }
        }
        history.add(&facts, &key, CompletionId(Uuid::from_u128(number)), &decision);
    }
}

fn is_true(decision: &Decision) {
    if decision.outcome == Outcome::Recognised {
        assert_eq!(replay(&decision.trace).ok(), decision.credits);
    }
    for lang in [Lang::Zh, Lang::En] {
        assert!(!explain(decision, lang).is_empty());
    }
}

fn converts(book: &IndexedRulebook) {
    let schemes: Vec<SchemeCode> =
        ["community", "vocational", "senior"].map(|code| code.parse().unwrap()).into();
    let amounts = [i64::MIN, -1, 0, 1, 300, 900, i64::MAX].map(Credits::from_hundredths);
    for (from, to) in schemes.iter().flat_map(|from| schemes.iter().map(move |to| (from, to))) {
        for amount in amounts {
            let available = Credits::from_hundredths(amount.hundredths().max(1_000));
            match convert(book, from, to, amount, day("2026-06-20"), available) {
                Ok(conversion) => assert_eq!(replay(&conversion.trace), Ok(conversion.gives)),
                Err(refusal) => assert!(!refusal.message().zh.is_empty()),
            }
        }
    }
}

fn asked_for(requirement: &Requirement, held: &mut Vec<HeldOutcome>) {
    match requirement {
        Requirement::All { all_of: parts } | Requirement::Any { any_of: parts } => {
            for part in parts {
                asked_for(part, held);
            }
        }
        Requirement::Course(course) => held.push(HeldOutcome {
            institution: course.course.institution.clone(),
            code: course.course.code.clone(),
            score: course.min_score.or(course.max_score),
            completion: CompletionId(Uuid::from_u128(u128::try_from(held.len()).unwrap())),
        }),
    }
}

fn gives(book: &IndexedRulebook) {
    let mut held = Vec::new();
    for rule in book.equivalence.iter().take(20) {
        if let EquivalenceRule { exchange: Exchange::ByOutcome(by), .. } = rule {
            asked_for(&by.requires, &mut held);
        }
    }
    held.truncate(60);
    for worth in outcomes(book, &held, day("2026-06-20")) {
        let awards = match worth {
            OutcomeWorth::Given(award) => vec![award],
            OutcomeWorth::NeedsDecision { candidates } => {
                assert!(candidates.len() > 1);
                candidates
            }
        };
        for grant in awards.iter().flat_map(|award| &award.grants) {
            assert_eq!(replay(&grant.trace), Ok(grant.credits));
        }
    }
}

/// What some of the rules refer to.
fn catalogue(book: &Rulebook) -> Catalogue {
    let institution = |code: &str| CatalogueInstitution {
        path: vec![code.into(), "HP".into()],
        kind: InstitutionKind::SeniorCollege,
        active: code != "HP-VS1",
    };
    let course = |facts: CompletionFacts| CatalogueCourse {
        institution: facts.course_code.len() % 3,
        code: facts.course_code,
        title: facts.title,
        category: facts.category,
        form: facts.form,
        level: facts.level,
        hours: facts.hours,
        declared_credits: facts.declared_credits,
        active: true,
    };
    Catalogue {
        institutions: ["HP-SC", "HP-CS1", "HP-VS1"].map(institution).into(),
        courses: completions(book).into_iter().map(course).collect(),
        schemes: vec!["senior".parse().unwrap(), "community".parse().unwrap()],
        programs: Vec::new(),
    }
}
