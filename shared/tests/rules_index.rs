//! What the index finds is what a walk over all rules finds.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};
use shared::quantity::{Hours, Score};
use shared::rules::{
    CompletionFacts, IndexedRulebook, RecognitionRule, Rulebook, When, Worth, worth,
};
use shared::vocabulary::{CourseForm, InstitutionKind};

fn some(words: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![Just(Vec::new()), subsequence(words, 0..=2)]
}

fn when() -> impl Strategy<Value = Value> {
    let places = prop::collection::vec((select(vec!["A", "A1", "B", "B1"]), any::<bool>()), 0..3)
        .prop_map(|places| {
            let scope = |(code, below)| json!({"code": code, "below": below});
            places.into_iter().map(scope).collect::<Vec<Value>>()
        });
    (
        places,
        some(&["*", "书*", "书法1", "C*", "CA*", "CALL", "CALL-1", "IT-1", "D-1"]),
        some(&["art", "it"]),
        some(&["classroom", "online"]),
        some(&["B1", "B2"]),
        some(&["senior_college", "enterprise"]),
        prop::option::of(select(vec!["10.00", "20.00"])),
        prop::option::of(select(vec!["50.00", "90.00"])),
        prop::option::of(Just("2026-05-01")),
    )
        .prop_map(
            |(institutions, courses, categories, forms, levels, kinds, hours, score, from)| {
                json!({"institutions": institutions, "courses": courses, "categories": categories,
                "forms": forms, "levels": levels, "institution_kinds": kinds, "min_hours": hours,
                "min_score": score, "ended_from": from})
            },
        )
}

fn rulebook() -> impl Strategy<Value = Rulebook> {
    let rule = (when(), 0..4, 1_u32..4, select(vec!["once", "every"]), any::<bool>(), 0..6)
        .prop_map(|(when, priority, fixed, repeats, declared, retired)| {
            let method =
                if declared { json!("declared") } else { json!({"fixed": fixed.to_string()}) };
            json!({"names": {"zh": "规则", "en": "Rule"}, "priority": priority, "when": when,
                "award": {"scheme": "senior", "method": method}, "repeats": repeats,
                "effective_to": (retired == 0).then_some("2026-01-31")})
        });
    prop::collection::vec(rule, 0..25).prop_map(|mut rules| {
        for (number, rule) in rules.iter_mut().enumerate() {
            rule["code"] = json!(format!("R{number}"));
        }
        serde_json::from_value(json!({"effective_from": "2026-01-01", "recognition": rules}))
            .unwrap()
    })
}

fn facts() -> impl Strategy<Value = CompletionFacts> {
    (
        select(vec![vec!["A"], vec!["A1", "A"], vec!["B1", "B"], vec!["Z"]]),
        select(vec!["CALL-1", "CALL", "C-9", "IT-1", "书法1", "X"]),
        select(vec!["art", "it", "law"]),
        select(vec![CourseForm::Classroom, CourseForm::Online, CourseForm::Activity]),
        prop::option::of(select(vec!["B1", "B2"])),
        select(vec![InstitutionKind::SeniorCollege, InstitutionKind::Enterprise]),
        select(vec![500, 1_500, 2_500]),
        prop::option::of(select(vec![4_000, 6_000, 9_500])),
        prop::option::of(Just("2.00".parse().unwrap())),
        select(vec!["2026-01-15", "2026-06-20"]),
    )
        .prop_map(
            |(places, code, category, form, level, kind, hours, score, declared, ended)| {
                CompletionFacts {
                    institutions: places.into_iter().map(str::to_owned).collect(),
                    institution_kind: kind,
                    course_code: code.to_owned(),
                    title: "书法".into(),
                    category: category.to_owned(),
                    form,
                    level: level.map(str::to_owned),
                    hours: Hours::from_hundredths(hours),
                    score: score.map(|score| Score::from_hundredths(score).unwrap()),
                    declared_credits: declared,
                    ended_on: ended.parse::<NaiveDate>().unwrap(),
                }
            },
        )
}

/// How many conditions fail, counted in the plainest way.
fn failed(rule: &RecognitionRule, facts: &CompletionFacts) -> usize {
    let When { institution_kinds, institutions, courses, categories, forms, levels, .. } =
        &rule.when;
    let when = &rule.when;
    let declared = rule.award.method == shared::rules::Method::Declared;
    [
        !institution_kinds.is_empty() && !institution_kinds.contains(&facts.institution_kind),
        !institutions.is_empty()
            && !institutions.iter().any(|scope| {
                let places =
                    &facts.institutions[..if scope.below { facts.institutions.len() } else { 1 }];
                places.contains(&scope.code)
            }),
        !courses.is_empty()
            && !courses.iter().any(|wanted| match wanted.strip_suffix('*') {
                Some(prefix) => facts.course_code.starts_with(prefix),
                None => facts.course_code == *wanted,
            }),
        !categories.is_empty() && !categories.contains(&facts.category),
        !forms.is_empty() && !forms.contains(&facts.form),
        !levels.is_empty() && !facts.level.as_ref().is_some_and(|level| levels.contains(level)),
        when.min_hours.is_some_and(|least| facts.hours < least),
        when.min_score.is_some_and(|least| facts.score < Some(least)),
        when.ended_from.is_some_and(|from| facts.ended_on < from),
        when.ended_to.is_some_and(|to| facts.ended_on > to),
        declared && facts.declared_credits.is_none(),
    ]
    .into_iter()
    .filter(|failed| *failed)
    .count()
}

/// The codes of the best matching rules, or the nearest one with what failed, by a walk over all.
fn walk(book: &Rulebook, facts: &CompletionFacts) -> (Vec<String>, Option<(String, usize)>) {
    let effective = || book.recognition.iter().filter(|rule| rule.effective_on(facts.ended_on));
    let matching = || effective().filter(|rule| failed(rule, facts) == 0);
    let top = matching().map(|rule| rule.priority).max();
    let best = matching().filter(|rule| Some(rule.priority) == top).map(|rule| rule.code.clone());
    let nearest = effective()
        .min_by_key(|rule| (failed(rule, facts), std::cmp::Reverse(rule.priority)))
        .map(|rule| (rule.code.clone(), failed(rule, facts)));
    (best.collect(), nearest)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_index_finds_what_a_walk_over_all_rules_finds(book in rulebook(), facts in facts()) {
        let (best, nearest) = walk(&book, &facts);
        let number = |code: &String| code[1..].parse::<usize>().unwrap();
        match worth(&IndexedRulebook::new(book), &facts).unwrap() {
            Worth::Recognised(award) => prop_assert_eq!(award.rules, best),
            Worth::NeedsDecision { candidates } => {
                let mut rules: Vec<String> =
                    candidates.iter().flat_map(|award| award.rules.clone()).collect();
                let firsts: Vec<usize> =
                    candidates.iter().map(|award| number(&award.rules[0])).collect();
                prop_assert!(firsts.is_sorted());
                rules.sort_by_key(number);
                prop_assert_eq!(rules, best);
            }
            Worth::NotRecognised { nearest: found } => {
                prop_assert!(best.is_empty());
                prop_assert_eq!(found.map(|near| (near.rule, near.failed.len())), nearest);
            }
        }
    }
}
