//! Any rulebook without faults, as JSON.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::quantity::Credits;

/// A line that spreadsheets and separators may trip over.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        select(vec![
            "规则", "A; B", "=1+1", "'=1", "''", "-5", "+A", "@x", "[1]", "a,b", "\"q\"", "["
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z书法'\";,=+@\\[\\]{}-]{1,12}",
    ]
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 0..4)
}

fn amount() -> impl Strategy<Value = String> {
    (0_i64..1_000_000).prop_map(|hundredths| Credits::from_hundredths(hundredths).to_string())
}

fn positive() -> impl Strategy<Value = String> {
    (1_i64..1_000_000).prop_map(|hundredths| Credits::from_hundredths(hundredths).to_string())
}

fn score() -> impl Strategy<Value = Option<String>> {
    prop::option::of(select(vec!["0.00", "60.00", "100.00"]).prop_map(str::to_owned))
}

fn day() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(select(vec!["1900-01-01", "2026-02-28", "2199-12-31"]))
}

fn rounding() -> impl Strategy<Value = Value> {
    (positive(), select(vec!["down", "half_up"]))
        .prop_map(|(step, mode)| json!({"step": step, "mode": mode}))
}

fn ratio() -> impl Strategy<Value = String> {
    (1_u32.., 1_u32..).prop_map(|(up, down)| format!("{up}/{down}"))
}

fn forms() -> impl Strategy<Value = Value> {
    select(vec![json!([]), json!(["online"]), json!(["classroom", "self_study"])])
}

/// What every rule has; the code is set where the rulebook is put together.
fn head() -> impl Strategy<Value = Value> {
    (line(), line(), day(), day(), any::<bool>(), prop::option::of(line()), any::<i32>()).prop_map(
        |(zh, en, from, to, active, ground, priority)| {
            json!({"code": null, "names": {"zh": zh, "en": en}, "priority": priority,
                "effective_from": from, "effective_to": to, "ground": ground,
                "status": if active { "active" } else { "inactive" }})
        },
    )
}

fn join(mut one: Value, other: &Value) -> Value {
    for (name, value) in other.as_object().unwrap() {
        one[name] = value.clone();
    }
    one
}

fn recognition() -> impl Strategy<Value = Value> {
    let method = prop_oneof![
        Just(json!("declared")),
        amount().prop_map(|fixed| json!({"fixed": fixed})),
        positive().prop_map(|hours| json!({"per_hours": hours})),
    ];
    let award = (method, ratio(), rounding(), prop::option::of(amount()))
        .prop_map(|(method, factor, rounding, max)| {
            json!({"scheme": "senior", "method": method, "factor": factor, "rounding": rounding, "max": max})
        });
    let scope =
        (line(), any::<bool>()).prop_map(|(code, below)| json!({"code": code, "below": below}));
    let when = (
        select(vec![json!([]), json!(["senior_college", "enterprise"])]),
        prop::collection::vec(scope, 0..3),
        (words(), words(), words()),
        forms(),
        prop::option::of(amount()),
        score(),
        (day(), day()),
    )
        .prop_map(
            |(kinds, places, (courses, categories, levels), forms, hours, score, (from, to))| {
                json!({"institution_kinds": kinds, "institutions": places, "courses": courses,
                "categories": categories, "levels": levels, "forms": forms, "min_hours": hours,
                "min_score": score, "ended_from": from, "ended_to": to})
            },
        );
    (head(), when, award, select(vec!["once", "best", "every"])).prop_map(
        |(head, when, award, repeats)| {
            join(head, &json!({"when": when, "award": award, "repeats": repeats}))
        },
    )
}

fn course() -> impl Strategy<Value = Value> {
    (line(), line())
        .prop_map(|(institution, code)| json!({"institution": institution, "code": code}))
}

fn requirement() -> impl Strategy<Value = Value> {
    let one = (course(), score()).prop_map(
        |(course, score)| json!({"course": course, "min_score": score, "max_score": score}),
    );
    one.prop_recursive(4, 12, 3, |part| {
        let list = select(vec!["all_of", "any_of"]);
        (list, prop::collection::vec(part, 1..3)).prop_map(|(list, parts)| json!({list: parts}))
    })
}

fn equivalence() -> impl Strategy<Value = Value> {
    let by_amount = (ratio(), prop::option::of(amount()), positive(), rounding()).prop_map(
        |(ratio, smallest, step, rounding)| {
            json!({"by_amount": {"from": "community", "to": "vocational", "ratio": ratio,
                "smallest": smallest, "step": step, "rounding": rounding}})
        },
    );
    let grant = (
        prop_oneof![
            (line(), line()).prop_map(|(program, unit)| json!({"program": program, "unit": unit})),
            course().prop_map(|course| json!({"course": course})),
        ],
        amount(),
    )
        .prop_map(|(what, credits)| {
            join(what, &json!({"scheme": "vocational", "credits": credits}))
        });
    let by_outcome = (requirement(), prop::collection::vec(grant, 1..3)).prop_map(
        |(requires, gives)| json!({"by_outcome": {"requires": requires, "gives": gives}}),
    );
    (
        head(),
        select(vec!["credit", "exemption", "elective"]),
        select(vec!["automatic", "institution"]),
        line(),
        prop_oneof![by_amount, by_outcome],
    )
        .prop_map(|(head, outcome, decision, receiver, exchange)| {
            let more = json!({"outcome": outcome, "decision": decision, "receiver": receiver});
            join(join(head, &more), &exchange)
        })
}

fn cap() -> impl Strategy<Value = Value> {
    let limit = prop_oneof![
        amount().prop_map(|most| json!({"credits": most})),
        (0_u32..1_000).prop_map(|most| json!({"items": most})),
    ];
    let window = select(vec![
        json!("lifetime"),
        json!({"year_from": "02-29"}),
        json!({"semesters_from": ["02-15", "09-01"]}),
    ]);
    (head(), (words(), words(), words()), forms(), limit, window).prop_map(
        |(mut head, (institutions, categories, rules), forms, limit, window)| {
            head.as_object_mut().unwrap().remove("priority");
            join(
                head,
                &json!({"schemes": ["senior"], "institutions": institutions, "forms": forms,
                "categories": categories, "rules": rules, "limit": limit, "window": window}),
            )
        },
    )
}

fn gift() -> impl Strategy<Value = Value> {
    let most = || prop::option::of(amount());
    (head(), most(), most(), most(), 0_u32..1_000, any::<bool>()).prop_map(
        |(mut head, largest, per_day, per_year, hours, family)| {
            head.as_object_mut().unwrap().remove("priority");
            join(
                head,
                &json!({"schemes": ["activity"], "smallest": null, "largest": largest,
                "per_day": per_day, "per_year": per_year, "cooling_off_hours": hours,
                "family_only": family}),
            )
        },
    )
}

/// Any rulebook without faults.
pub fn any_rulebook() -> impl Strategy<Value = Value> {
    let many = |rule: BoxedStrategy<Value>| prop::collection::vec(rule, 0..4);
    (
        prop_oneof![Just(String::new()), line()],
        many(recognition().boxed()),
        many(equivalence().boxed()),
        many(cap().boxed()),
        many(gift().boxed()),
    )
        .prop_map(|(note, recognition, equivalence, caps, gifts)| {
            let mut book = json!({"effective_from": "2026-01-01", "note": note,
                "recognition": recognition, "equivalence": equivalence, "caps": caps, "gifts": gifts});
            let signs = ["R", "=E", "'C", "-G"];
            for (list, sign) in ["recognition", "equivalence", "caps", "gifts"].iter().zip(signs) {
                for (number, rule) in book[list].as_array_mut().unwrap().iter_mut().enumerate() {
                    rule["code"] = json!(format!("{sign}{number}"));
                }
            }
            book
        })
}
