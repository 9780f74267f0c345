//! Against every completion of a small world: a clash is found if and only if there is one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::quantity::{Credits, Hours, Score};
use shared::rules::{
    CompletionExample, CompletionFacts, FindingCode, IndexedRulebook, Rulebook, Worth, check, worth,
};
use shared::vocabulary::{CourseForm, InstitutionKind};

use crate::{book, day, district, rule, today, with};

/// Institutions of the district, and some that it does not know yet: of each kind that rules name,
/// and of another.
const INSTITUTIONS: [(&[&str], InstitutionKind); 7] = [
    (&["HP-CC"], InstitutionKind::CommunityCollege),
    (&["HP-CS1", "HP-CC"], InstitutionKind::CommunitySchool),
    (&["HP-SC"], InstitutionKind::SeniorCollege),
    (&["NEW-1"], InstitutionKind::CommunitySchool),
    (&["NEW-2"], InstitutionKind::SeniorCollege),
    (&["NEW-3"], InstitutionKind::University),
    (&["NEW-4"], InstitutionKind::Enterprise),
];
/// One of each kind that the patterns of the rules tell apart.
const CODES: [&str; 7] = ["0", "A", "A-", "A1", "A1-", "A2", "B"];
const PATTERNS: [&str; 5] = ["A", "A*", "A1", "A1*", "*"];
/// Both sides of each least number of hours, and the most.
const HOURS: [i64; 7] = [0, 1_499, 1_500, 1_600, 1_999, 2_000, 1_000_000];
const DAYS: [&str; 3] = ["2026-01-01", "2026-05-31", "2026-06-01"];

fn some_of<T: Clone + std::fmt::Debug + 'static>(
    all: &'static [T],
) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::sample::subsequence(all, 1..all.len()),
    ]
}

fn scopes() -> impl Strategy<Value = Vec<Value>> {
    let scope = (prop::sample::select(vec!["HP-CC", "HP-CS1", "HP-SC", "NOWHERE"]), any::<bool>())
        .prop_map(|(code, below)| json!({"code": code, "below": below}));
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(scope, 1..3)]
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![3 => Just(None), 1 => prop::sample::select(words).prop_map(Some)]
}

fn when() -> impl Strategy<Value = Value> {
    let place = (some_of(&["community_school", "senior_college", "university"]), scopes());
    let course =
        (some_of(&PATTERNS), one_of(&["art"]), some_of(&["classroom", "online"]), one_of(&["1"]));
    let least = (one_of(&["15", "16", "20"]), one_of(&["60"]));
    let ended = (one_of(&["2026-06-01"]), one_of(&["2026-05-31"]));
    (place, course, least, ended).prop_map(
        |((kinds, institutions), (courses, category, forms, level), (hours, score), ended)| {
            json!({"institution_kinds": kinds, "institutions": institutions, "courses": courses,
                "categories": category.into_iter().collect::<Vec<_>>(), "forms": forms,
                "levels": level.into_iter().collect::<Vec<_>>(), "min_hours": hours,
                "min_score": score, "ended_from": ended.0, "ended_to": ended.1})
        },
    )
}

fn award() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!({"method": {"fixed": "1.00"}}),
        json!({"method": {"fixed": "2.00"}}),
        json!({"method": {"per_hours": "16.00"}}),
        json!({"method": {"per_hours": "32.00"}, "factor": "2/1"}),
        json!({"method": {"per_hours": "16.00"}, "max": "1.00"}),
        json!({"method": {"per_hours": "16.00"}, "rounding": {"step": "0.50"}}),
        json!({"method": {"per_hours": "16.00"},
            "rounding": {"step": "0.50", "mode": "half_up"}}),
        json!({"method": "declared"}),
        json!({"method": "declared", "max": "1.00"}),
        json!({"scheme": "community", "method": {"fixed": "1.00"}}),
    ])
}

fn rules() -> impl Strategy<Value = Rulebook> {
    let one = (when(), award(), 1..4, one_of(&["2026-06-01"]), one_of(&["2026-05-31"]));
    prop::collection::vec(one, 2..7).prop_map(|rules| {
        let rules: Vec<Value> = rules
            .into_iter()
            .enumerate()
            .map(|(number, (when, award, priority, from, to))| {
                let change = json!({"priority": priority, "when": when, "effective_from": from,
                    "effective_to": to});
                let rule = rule(&format!("R{number}"), change);
                with(rule, json!({"award": award}))
            })
            .collect();
        book(json!({"recognition": rules}))
    })
}

fn every_completion(mut each: impl FnMut(&CompletionFacts)) {
    let days: Vec<NaiveDate> = DAYS.iter().map(|words| day(words)).collect();
    let scores = [None, Some(5_900), Some(6_000)];
    for (path, institution_kind) in INSTITUTIONS {
        let mut facts = CompletionFacts {
            institutions: path.iter().map(|code| (*code).to_owned()).collect(),
            institution_kind,
            course_code: String::new(),
            title: String::new(),
            category: String::new(),
            form: CourseForm::Classroom,
            level: None,
            hours: Hours::ZERO,
            score: None,
            declared_credits: None,
            ended_on: today(),
        };
        for code in CODES {
            code.clone_into(&mut facts.course_code);
            for category in ["art", "general"] {
                category.clone_into(&mut facts.category);
                for form in [CourseForm::Classroom, CourseForm::Online, CourseForm::Activity] {
                    facts.form = form;
                    for level in [None, Some("1")] {
                        facts.level = level.map(str::to_owned);
                        for score in scores {
                            facts.score = score.map(|score| Score::from_hundredths(score).unwrap());
                            for ended_on in &days {
                                facts.ended_on = *ended_on;
                                amounts(&mut facts, &mut each);
                            }
                        }
                    }
                }
            }
        }
    }
}

fn amounts(facts: &mut CompletionFacts, each: &mut impl FnMut(&CompletionFacts)) {
    for hours in HOURS {
        facts.hours = Hours::from_hundredths(hours);
        for declared in [None, Some(0), Some(200)] {
            facts.declared_credits = declared.map(Credits::from_hundredths);
            each(facts);
        }
    }
}

/// The pairs of rules that give different results at the top priority.
fn clashing(book: &IndexedRulebook, facts: &CompletionFacts) -> BTreeSet<[String; 2]> {
    let Worth::NeedsDecision { candidates } = worth(book, facts).unwrap() else {
        return BTreeSet::new();
    };
    let mut pairs = BTreeSet::new();
    for (place, one) in candidates.iter().enumerate() {
        for other in &candidates[place + 1..] {
            for rule in &one.rules {
                for another in &other.rules {
                    let mut pair = [rule.clone(), another.clone()];
                    pair.sort();
                    pairs.insert(pair);
                }
            }
        }
    }
    pairs
}

fn facts_of(example: &CompletionExample) -> CompletionFacts {
    let own = example.institution.clone().unwrap_or_else(|| "NEW".to_owned());
    let known = INSTITUTIONS.iter().find(|(path, _)| path[0] == own);
    let path = known.map(|(path, _)| path.iter().map(|code| (*code).to_owned()).collect());
    CompletionFacts {
        institutions: path.unwrap_or_else(|| vec![own]),
        institution_kind: example.institution_kind,
        course_code: example.course_code.clone(),
        title: String::new(),
        category: example.category.clone(),
        form: example.form,
        level: example.level.clone(),
        hours: example.hours,
        score: example.score,
        declared_credits: example.declared_credits,
        ended_on: example.ended_on,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_pair_is_reported_if_and_only_if_some_completion_clashes(book in rules()) {
        let indexed = IndexedRulebook::new(book.clone());
        let mut there_are = BTreeSet::new();
        every_completion(|facts| there_are.extend(clashing(&indexed, facts)));
        let mut reported = BTreeSet::new();
        for finding in check(&book, &district(), today()) {
            if finding.code == FindingCode::AmbiguousPair {
                let pair: [String; 2] = finding.rules.clone().try_into().unwrap();
                let completion = finding.example.unwrap().completion.unwrap();
                let clashes = clashing(&indexed, &facts_of(&completion));
                prop_assert!(clashes.contains(&pair), "{pair:?} {completion:?}");
                reported.insert(pair);
            }
        }
        prop_assert_eq!(reported, there_are);
    }

    #[test]
    fn a_rule_is_shadowed_if_and_only_if_it_never_is_at_the_top(book in rules()) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut matched: BTreeSet<String> = BTreeSet::new();
        let indexed = IndexedRulebook::new(book.clone());
        let alone: Vec<IndexedRulebook> = book
            .recognition
            .iter()
            .map(|rule| Rulebook { recognition: vec![rule.clone()], ..book.clone() })
            .map(IndexedRulebook::new)
            .collect();
        every_completion(|facts| {
            match worth(&indexed, facts).unwrap() {
                Worth::Recognised(award) => used.extend(award.rules),
                Worth::NeedsDecision { candidates } => {
                    used.extend(candidates.into_iter().flat_map(|award| award.rules));
                }
                Worth::NotRecognised { .. } => {}
            }
            for one in &alone {
                let code = &one.recognition[0].code;
                if !matched.contains(code)
                    && !matches!(worth(one, facts).unwrap(), Worth::NotRecognised { .. })
                {
                    matched.insert(code.clone());
                }
            }
        });
        let shadowed: BTreeSet<String> = check(&book, &district(), today())
            .into_iter()
            .filter(|finding| finding.code == FindingCode::Shadowed)
            .map(|finding| finding.rules[0].clone())
            .collect();
        let never: BTreeSet<String> = matched.difference(&used).cloned().collect();
        prop_assert_eq!(shadowed, never);
    }
}
