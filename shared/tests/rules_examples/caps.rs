//! Caps: what they cut, and in which window.

use super::*;

fn year_cap() -> IndexedRulebook {
    let award = json!({"scheme": "senior", "method": {"fixed": "3.00"}});
    rulebook(
        &[rule("SC-03", &json!({"award": award}))],
        &json!([{"code": "C1", "names": {"zh": "年度上限", "en": "Year cap"},
            "schemes": ["senior"], "institutions": ["HP"], "limit": {"credits": "42.00"},
            "window": {"year_from": "03-01"}}]),
    )
}

fn counted(ended_on: &str, amount: &str) -> Counted {
    Counted {
        scheme: scheme("senior"),
        institutions: facts().institutions,
        category: "art".into(),
        form: CourseForm::Classroom,
        rules: vec!["SC-03".into()],
        ended_on: day(ended_on),
        credits: credits(amount),
    }
}

#[test]
fn a_year_cap_cuts_what_goes_beyond_it_and_says_so() {
    let history = [counted("2026-03-01", "25.00"), counted("2027-02-28", "15.00")];
    let decision = decide(&year_cap(), &facts(), &[], &history).unwrap();
    assert_eq!(amount(&decision), "2.00");
    assert_eq!(
        serde_json::to_value(decision.trace.last()).unwrap(),
        json!({"step": "cap", "cap": "C1", "limit": {"credits": "42.00"},
            "window": {"year_from": "03-01"}, "before": "3.00", "by": "2.00", "cut": "1.00",
            "after": "2.00"})
    );
    let zh = explain(&decision, Lang::Zh);
    assert_eq!(zh.last().unwrap(), "上限 C1（每年 42.00）扣减 1.00，计 2.00 学分");
    let en = explain(&decision, Lang::En);
    assert_eq!(en.last().unwrap(), "Cap C1 (42.00 a year) cut 1.00, leaving 2.00 credits");
}

#[test]
fn a_course_that_ended_on_the_day_before_the_window_counts_in_the_window_before() {
    let history = [counted("2026-03-01", "40.00")];
    let facts = CompletionFacts { ended_on: day("2026-02-28"), ..facts() };
    assert_eq!(amount(&decide(&year_cap(), &facts, &[], &history).unwrap()), "3.00");
    let history = [counted("2026-02-28", "40.00"), counted("2025-02-28", "40.00")];
    assert_eq!(amount(&decide(&year_cap(), &facts, &[], &history).unwrap()), "2.00");
}

#[test]
fn a_cap_by_items_counts_the_completions_of_a_semester_that_gave_credits() {
    let cap = |most: u32| {
        json!([{"code": "C2", "names": {"zh": "项数", "en": "Items"}, "limit": {"items": most},
            "window": {"semesters_from": ["09-01", "02-15"]}}])
    };
    let history = [
        counted("2026-02-15", "1.00"),
        counted("2026-08-31", "0.00"),
        counted("2026-09-01", "1.00"),
    ];
    let rules = [rule("R", &json!({}))];
    let one = decide(&rulebook(&rules, &cap(1)), &facts(), &[], &history).unwrap();
    assert_eq!(amount(&one), "0.00");
    let two = decide(&rulebook(&rules, &cap(2)), &facts(), &[], &history).unwrap();
    assert_eq!(amount(&two), "2.00");
    // In January the autumn semester, which began the year before, still runs.
    let january = CompletionFacts { ended_on: day("2027-01-10"), ..facts() };
    let one = decide(&rulebook(&rules, &cap(1)), &january, &[], &history).unwrap();
    assert_eq!(amount(&one), "0.00");
}

#[test]
fn caps_that_do_not_concern_a_completion_leave_it_alone() {
    for filter in [
        json!({"schemes": ["community"]}),
        json!({"institutions": ["XH"]}),
        json!({"categories": ["sport"]}),
        json!({"forms": ["online"]}),
        json!({"rules": ["OTHER"]}),
        json!({"status": "inactive"}),
        json!({"effective_to": "2026-06-19"}),
    ] {
        let mut cap = json!({"code": "C", "names": {"zh": "上限", "en": "Cap"},
            "limit": {"credits": "0.00"}, "window": "lifetime"});
        for (name, value) in filter.as_object().unwrap() {
            cap[name] = value.clone();
        }
        let book = rulebook(&[rule("R", &json!({}))], &json!([cap]));
        assert_eq!(amount(&decided(&book, &facts())), "2.00", "{filter}");
    }
}
