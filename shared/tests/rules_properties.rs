//! What holds for every rulebook and every completion.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::ids::{CompletionId, SchemeCode};
use shared::quantity::{Credits, Hours, Score};
use shared::rules::{
    Attempt, CompletionFacts, ConvertRefusal, Counted, Decision, IndexedRulebook, Limit, Outcome,
    Reason, Repeats, ReplayFault, Rulebook, Step, Worth, after_repeats, convert, decide, regroup,
    replay, worth,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use uuid::Uuid;

fn amount(hundredths: i64) -> String {
    Credits::from_hundredths(hundredths).to_string()
}

fn credits() -> impl Strategy<Value = i64> {
    prop_oneof![0_i64..2_000, 0_i64..1_000_000]
}

fn method() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("declared")),
        credits().prop_map(|fixed| json!({"fixed": amount(fixed)})),
        (1_i64..5_000).prop_map(|hours| json!({"per_hours": amount(hours)})),
    ]
}

fn rounding() -> impl Strategy<Value = Value> {
    (prop::sample::select(vec![1_i64, 5, 25, 50, 100, 300]), any::<bool>()).prop_map(
        |(step, down)| json!({"step": amount(step), "mode": if down { "down" } else { "half_up" }}),
    )
}

fn rule() -> impl Strategy<Value = Value> {
    let award = (
        method(),
        (1_u32..20, 1_u32..20),
        rounding(),
        prop::option::of(credits().prop_map(amount)),
        prop::sample::select(vec!["senior", "community"]),
    )
        .prop_map(|(method, (up, down), rounding, max, scheme)| {
            json!({"scheme": scheme, "method": method, "factor": format!("{up}/{down}"),
                "rounding": rounding, "max": max})
        });
    let when = (prop::option::of(0_i64..6_000), prop::option::of(0_i64..10_000)).prop_map(
        |(hours, score)| json!({"min_hours": hours.map(amount), "min_score": score.map(amount)}),
    );
    (award, when, 0..3, prop::sample::select(vec!["once", "best", "every"])).prop_map(
        |(award, when, priority, repeats)| {
            json!({"code": "R", "names": {"zh": "规则", "en": "Rule"}, "priority": priority,
                "when": when, "award": award, "repeats": repeats})
        },
    )
}

fn cap() -> impl Strategy<Value = Value> {
    let limit = prop_oneof![
        (0_i64..6_000).prop_map(|most| json!({"credits": amount(most)})),
        (0_u32..6).prop_map(|most| json!({"items": most})),
    ];
    let window = prop::sample::select(vec![
        json!({"year_from": "03-01"}),
        json!({"semesters_from": ["09-01", "02-15"]}),
        json!("lifetime"),
    ]);
    let schemes = prop::sample::select(vec![json!([]), json!(["senior"])]);
    let forms = prop::sample::select(vec![json!([]), json!(["online"])]);
    (limit, window, schemes, forms).prop_map(|(limit, window, schemes, forms)| {
        json!({"code": "C", "names": {"zh": "上限", "en": "Cap"}, "schemes": schemes,
            "forms": forms, "limit": limit, "window": window})
    })
}

fn numbered(mut items: Vec<Value>) -> Vec<Value> {
    for (number, item) in items.iter_mut().enumerate() {
        item["code"] = json!(format!("{}{number}", item["code"].as_str().unwrap()));
    }
    items
}

fn rulebook() -> impl Strategy<Value = IndexedRulebook> {
    (prop::collection::vec(rule(), 1..5), prop::collection::vec(cap(), 0..4)).prop_map(
        |(rules, caps)| {
            let book: Rulebook = serde_json::from_value(json!({
                "number": 1, "effective_from": "2020-01-01",
                "recognition": numbered(rules), "caps": numbered(caps),
            }))
            .unwrap();
            assert_eq!(book.faults(), []);
            book.into()
        },
    )
}

fn facts() -> impl Strategy<Value = CompletionFacts> {
    let score = prop::option::of((0_i64..=10_000).prop_map(|s| Score::from_hundredths(s).unwrap()));
    let declared = prop::option::of(credits().prop_map(Credits::from_hundredths));
    (0_i64..20_000, score, declared, 0_u64..1_200, any::<bool>()).prop_map(
        |(hours, score, declared_credits, days, online)| CompletionFacts {
            institutions: vec!["HP-SC".into(), "HP".into()],
            institution_kind: InstitutionKind::SeniorCollege,
            course_code: "CALL-1".into(),
            title: "书法".into(),
            category: "art".into(),
            form: if online { CourseForm::Online } else { CourseForm::Classroom },
            level: None,
            hours: Hours::from_hundredths(hours),
            score,
            declared_credits,
            ended_on: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(days),
        },
    )
}

fn stands(facts: &CompletionFacts, decision: &Decision) -> Option<Counted> {
    Some(Counted {
        scheme: decision.scheme.clone()?,
        institutions: facts.institutions.clone(),
        category: facts.category.clone(),
        form: facts.form,
        rules: decision.rules.clone(),
        ended_on: facts.ended_on,
        credits: decision.credits?,
    })
}

fn holds(book: &Rulebook, history: &[Counted]) {
    for cap in &book.caps {
        for day in history.iter().map(|item| item.ended_on) {
            let inside: Vec<&Counted> = history
                .iter()
                .filter(|item| cap.schemes.is_empty() || cap.schemes.contains(&item.scheme))
                .filter(|item| cap.forms.is_empty() || cap.forms.contains(&item.form))
                .filter(|item| cap.window.joins(item.ended_on, day))
                .collect();
            match cap.limit {
                Limit::Credits(most) => {
                    let used = Credits::total(inside.iter().map(|item| item.credits)).unwrap();
                    assert!(used <= most, "{} holds {used}", cap.code);
                }
                Limit::Items(most) => {
                    let used = inside.iter().filter(|item| item.credits.is_positive()).count();
                    assert!(used <= usize::try_from(most).unwrap(), "{} holds {used}", cap.code);
                }
            }
        }
    }
}

fn attempt(order: u64, worth: i64) -> Attempt {
    Attempt {
        completion: CompletionId(Uuid::from_u128(u128::from(order))),
        order,
        scheme: "senior".parse().unwrap(),
        score: None,
        ended_on: NaiveDate::from_ymd_opt(2026, 6, 20).unwrap(),
        credits: Credits::from_hundredths(worth),
        posted: Credits::ZERO,
    }
}

#[derive(Clone, Debug)]
enum Event {
    Record(i64),
    Amend(usize, i64),
    Revoke(usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0_i64..500).prop_map(Event::Record),
        1 => (any::<usize>(), 0_i64..500).prop_map(|(which, worth)| Event::Amend(which, worth)),
        1 => any::<usize>().prop_map(Event::Revoke),
    ]
}

fn due(repeats: Repeats, group: &[Attempt]) -> Credits {
    let worths = group.iter().map(|attempt| attempt.credits);
    match repeats {
        Repeats::Once => group
            .iter()
            .min_by_key(|attempt| attempt.order)
            .map_or(Credits::ZERO, |first| first.credits),
        Repeats::Best => worths.max().unwrap_or_default(),
        Repeats::Every => Credits::total(worths).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_trace_run_again_gives_the_credits_of_its_decision(
        book in rulebook(),
        facts in facts(),
        worths in prop::collection::vec(0_i64..2_000, 0..4),
        others in prop::collection::vec((0_i64..3_000, 0_u64..1_200), 0..4),
    ) {
        let earlier: Vec<Attempt> =
            worths.iter().zip(1..).map(|(worth, order)| attempt(order, *worth)).collect();
        let history: Vec<Counted> = others
            .iter()
            .map(|(credits, days)| Counted {
                scheme: "senior".parse().unwrap(),
                institutions: facts.institutions.clone(),
                category: "art".into(),
                form: CourseForm::Online,
                rules: vec!["R0".into()],
                ended_on: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(*days),
                credits: Credits::from_hundredths(*credits),
            })
            .collect();
        let decision = decide(&book, &facts, &earlier, &history).unwrap();
        match decision.outcome {
            Outcome::Recognised => {
                let credits = decision.credits.unwrap();
                prop_assert!(credits >= Credits::ZERO);
                prop_assert_eq!(replay(&decision.trace), Ok(credits));
                let Worth::Recognised(award) = worth(&book, &facts).unwrap() else { panic!() };
                prop_assert_eq!(decision.worth(), Some(award.credits));
                let this = Attempt { scheme: award.scheme, ..attempt(9, award.credits.hundredths()) };
                let added = after_repeats(award.repeats, &earlier, &this).unwrap().0;
                prop_assert_eq!(decision.before_caps(), Some(added));
            }
            Outcome::NeedsDecision => {
                let Some(Reason::Clash { candidates }) = &decision.reason else { panic!() };
                prop_assert!(candidates.len() > 1);
                for award in candidates {
                    prop_assert_eq!(replay(&award.trace), Ok(award.credits));
                }
            }
            Outcome::NotRecognised => prop_assert_eq!(replay(&decision.trace), Err(ReplayFault::Empty)),
        }
        let written = serde_json::to_string(&decision).unwrap();
        prop_assert_eq!(serde_json::from_str::<Decision>(&written).unwrap(), decision);
    }

    #[test]
    fn a_trace_that_was_tampered_with_does_not_run(
        book in rulebook(),
        facts in facts(),
        place in any::<prop::sample::Index>(),
        more in 1_i64..1_000,
    ) {
        let Worth::Recognised(award) = worth(&book, &facts).unwrap() else { return Ok(()) };
        let mut trace = award.trace;
        let place = place.index(trace.len());
        let more = Credits::from_hundredths(more);
        let last = place + 1 == trace.len();
        match &mut trace[place] {
            Step::Round { after, .. } | Step::Max { after, .. } => *after = after.plus(more).unwrap(),
            Step::Declared { after } | Step::Fixed { after } if !last => {
                *after = after.plus(more).unwrap();
            }
            _ => return Ok(()),
        }
        prop_assert!(matches!(replay(&trace), Err(ReplayFault::Broken(_))));
    }

    #[test]
    fn no_sequence_of_completions_goes_beyond_a_cap(
        book in rulebook(),
        completions in prop::collection::vec(facts(), 1..25),
    ) {
        let mut history: Vec<Counted> = Vec::new();
        for facts in &completions {
            let decision = decide(&book, facts, &[], &history).unwrap();
            history.extend(stands(facts, &decision));
            holds(&book, &history);
        }
    }

    #[test]
    fn attempts_add_up_to_their_policy_after_every_record_amendment_and_revocation(
        repeats in prop::sample::select(vec![Repeats::Once, Repeats::Best, Repeats::Every]),
        events in prop::collection::vec(event(), 1..20),
    ) {
        let mut group: Vec<Attempt> = Vec::new();
        for (event, order) in events.into_iter().zip(1..) {
            match event {
                Event::Record(worth) => group.push(attempt(order, worth)),
                Event::Amend(which, worth) if !group.is_empty() => {
                    let which = which % group.len();
                    group[which].credits = Credits::from_hundredths(worth);
                }
                // The reversal takes back all that was posted for it.
                Event::Revoke(which) if !group.is_empty() => {
                    group.swap_remove(which % group.len());
                }
                Event::Amend(..) | Event::Revoke(_) => {}
            }
            let shares = regroup(repeats, &group).unwrap();
            for (attempt, share) in group.iter_mut().zip(shares) {
                attempt.posted = attempt.posted.plus(share.difference).unwrap();
                prop_assert!(attempt.posted >= Credits::ZERO);
                prop_assert_eq!(attempt.posted, share.credits);
            }
            let posted = Credits::total(group.iter().map(|attempt| attempt.posted)).unwrap();
            prop_assert_eq!(posted, due(repeats, &group));
        }
    }

    #[test]
    fn in_any_order_the_best_attempt_is_what_all_of_them_count_for(
        worths in prop::collection::vec(0_i64..500, 1..8).prop_shuffle(),
    ) {
        let mut earlier: Vec<Attempt> = Vec::new();
        for (worth, order) in worths.iter().zip(1..) {
            let mut this = attempt(order, *worth);
            let (adds, step) =
                after_repeats(Repeats::Best, &earlier, &this).unwrap();
            prop_assert!(adds >= Credits::ZERO);
            prop_assert_eq!(step.is_some(), !earlier.is_empty());
            this.posted = adds;
            earlier.push(this);
        }
        let posted = Credits::total(earlier.iter().map(|attempt| attempt.posted)).unwrap();
        prop_assert_eq!(Some(posted.hundredths()), worths.iter().max().copied());
    }

    #[test]
    fn a_conversion_takes_only_what_the_rule_allows_and_names_what_it_would(
        ratio in (1_u32..10, 1_u32..10),
        smallest in prop::option::of(0_i64..500),
        step in 1_i64..400,
        rounding in rounding(),
        asked in -100_i64..3_000,
        available in 0_i64..3_000,
    ) {
        let book: Rulebook = serde_json::from_value(json!({
            "number": 1, "effective_from": "2026-01-01", "equivalence": [{
                "code": "EQ", "names": {"zh": "转换", "en": "Convert"}, "priority": 1,
                "outcome": "credit", "decision": "automatic", "by_amount": {
                    "from": "a", "to": "b", "ratio": format!("{}/{}", ratio.0, ratio.1),
                    "smallest": smallest.map(amount), "step": amount(step), "rounding": rounding,
            }}],
        })).unwrap();
        let on = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let (from, to): (SchemeCode, SchemeCode) = ("a".parse().unwrap(), "b".parse().unwrap());
        let least = smallest.unwrap_or(0);
        let allowed = |amount: i64| amount > 0 && amount % step == 0 && amount >= least;
        let (asked, available) =
            (Credits::from_hundredths(asked), Credits::from_hundredths(available));
        let most = |bound: Credits| (1..=bound.hundredths()).rev().find(|amount| allowed(*amount));
        let plain = convert(&book, &from, &to, asked, on, available);
        let indexed = IndexedRulebook::new(book);
        prop_assert_eq!(&indexed.convert(&from, &to, asked, on, available), &plain);
        match plain {
            Ok(conversion) => {
                prop_assert!(allowed(asked.hundredths()) && asked <= available);
                prop_assert_eq!(replay(&conversion.trace), Ok(conversion.gives));
                prop_assert!(conversion.gives.is_positive());
            }
            Err(ConvertRefusal::BelowSmallest { smallest }) => {
                prop_assert!(asked < smallest);
                prop_assert_eq!((1..1_000).find(|amount| allowed(*amount)), Some(smallest.hundredths()));
            }
            Err(ConvertRefusal::NotAStep { most_that_fits }) => {
                prop_assert!(!allowed(asked.hundredths()));
                prop_assert_eq!(most(asked.min(available)), Some(most_that_fits.hundredths()));
            }
            Err(ConvertRefusal::NotEnough { most_that_fits, .. }) => {
                prop_assert!(asked > available);
                prop_assert_eq!(most(available), most_that_fits.map(Credits::hundredths));
            }
            Err(ConvertRefusal::NothingGained) => prop_assert!(allowed(asked.hundredths())),
            Err(other) => panic!("{other}"),
        }
    }
}
