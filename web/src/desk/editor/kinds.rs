//! The forms of the four kinds of rules.

use serde_json::{Value, json};
use shared::rules::{DecidedBy, EquivalenceOutcome, Repeats, RuleList};
use shared::vocabulary::{CourseForm, InstitutionKind, Status};
use yew::prelude::*;

use crate::components::markup::{all, p};
use crate::desk::editor::blanks::{blank_amount, blank_outcome};
use crate::desk::editor::tree;
use crate::i18n::{Words, editor as text};
use crate::sheet::body::{Edit, at, items, with, without};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside, group, words_of};

/// The form of a rule.
pub fn fields(list: RuleList, sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let own = match list {
        RuleList::Recognition => recognition(sheet, options),
        RuleList::Equivalence => equivalence(sheet, options),
        RuleList::Caps => cap(sheet, options),
        RuleList::Gifts => gift(sheet, options),
    };
    let chosen = matches!(list, RuleList::Recognition | RuleList::Equivalence);
    all([head(sheet, chosen), own])
}

fn head(sheet: &Sheet<'_>, chosen: bool) -> Html {
    let priority = if chosen {
        sheet.input("/priority", Kind::Whole, Some(text::PRIORITY_HINT))
    } else {
        Html::default()
    };
    let status = if at(sheet.body, "/status").is_null() {
        sheet.select(
            "/status",
            Status::Active.as_str(),
            words_of!(Status, sheet),
            &setting(sheet, "/status"),
        )
    } else {
        sheet.choice("/status", words_of!(Status, sheet))
    };
    let inside = all([
        beside([sheet.input("/code", Kind::Text, None), priority]),
        sheet.input("/names/zh", Kind::Text, None),
        sheet.input("/names/en", Kind::Text, None),
        beside([
            sheet.input("/effective_from", Kind::Day, None),
            sheet.input("/effective_to", Kind::Day, None),
            status,
        ]),
        sheet.input("/ground", Kind::Text, None),
    ]);
    group(sheet, text::HEAD, inside)
}

fn setting(sheet: &Sheet<'_>, pointer: &'static str) -> Callback<String> {
    sheet.change.reform(move |value: String| Edit::Set(pointer.to_owned(), Value::from(value)))
}

fn recognition(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let when = all([
        p("hint", text::CONDITIONS_HINT.get(sheet.lang)),
        sheet.checks("/when/institution_kinds", words_of!(InstitutionKind, sheet)),
        places(sheet, options),
        sheet.input("/when/courses", Kind::Codes, Some(text::COURSES_HINT)),
        beside([
            sheet.input("/when/categories", Kind::Codes, Some(text::CODES_HINT)),
            sheet.input("/when/levels", Kind::Codes, Some(text::CODES_HINT)),
        ]),
        sheet.checks("/when/forms", words_of!(CourseForm, sheet)),
        beside([
            sheet.input("/when/min_hours", Kind::Decimal, None),
            sheet.input("/when/min_score", Kind::Decimal, None),
            sheet.input("/when/ended_from", Kind::Day, None),
            sheet.input("/when/ended_to", Kind::Day, None),
        ]),
    ]);
    let (method, amount) = method(sheet);
    let award = all([
        beside([sheet.choice("/award/scheme", options.schemes(sheet)), method, amount]),
        beside([
            sheet.input("/award/factor", Kind::Text, Some(text::FACTOR_HINT)),
            sheet.input("/award/max", Kind::Decimal, None),
        ]),
        rounding(sheet, "/award/rounding"),
        sheet.choice("/repeats", words_of!(Repeats, sheet)),
    ]);
    all([group(sheet, text::CONDITIONS, when), group(sheet, text::AWARD, award)])
}

/// The institutions of a condition, each with or without those below it.
fn places(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    const AT: &str = "/when/institutions";
    let place = |(index, _): (usize, &Value)| {
        let body = sheet.body.clone();
        html! {
            <div class="listed" key={format!("{index} {}", sheet.round)}>
                { sheet.choice(&format!("{AT}/{index}/code"), options.institutions(sheet)) }
                { sheet.flag(&format!("{AT}/{index}/below")) }
                { sheet.button(text::REMOVE, "remove", move || without(&body, AT, index)) }
            </div>
        }
    };
    let body = sheet.body.clone();
    let add = move || with(&body, AT, json!({ "code": null, "below": true }));
    html! {
        <div class="field">
            { for items(sheet.body, AT).iter().enumerate().map(place) }
            { sheet.button(text::ADD_PLACE, "add-institution", add) }
        </div>
    }
}

/// Where the amount of an award comes from: the choice, and its number.
fn method(sheet: &Sheet<'_>) -> (Html, Html) {
    const AT: &str = "/award/method";
    let now = at(sheet.body, AT);
    let (word, number) = if now.get("fixed").is_some() {
        ("fixed", sheet.input("/award/method/fixed", Kind::Decimal, None))
    } else if now.get("per_hours").is_some() {
        ("per_hours", sheet.input("/award/method/per_hours", Kind::Decimal, None))
    } else {
        ("declared", Html::default())
    };
    let options = [
        ("declared", text::METHOD_DECLARED),
        ("fixed", text::METHOD_FIXED),
        ("per_hours", text::METHOD_PER_HOURS),
    ];
    let chosen = sheet.change.reform(|word: String| {
        let value = match word.as_str() {
            "fixed" => json!({ "fixed": null }),
            "per_hours" => json!({ "per_hours": null }),
            _ => json!("declared"),
        };
        Edit::Shape(AT.to_owned(), value)
    });
    (sheet.select(AT, word, named(sheet, options), &chosen), number)
}

fn named<const N: usize>(
    sheet: &Sheet<'_>,
    options: [(&'static str, Words); N],
) -> Vec<(String, String)> {
    let named = |(word, name): (&str, Words)| (word.to_owned(), name.get(sheet.lang).to_owned());
    options.into_iter().map(named).collect()
}

fn rounding(sheet: &Sheet<'_>, pointer: &str) -> Html {
    let modes = [("down", text::ROUND_DOWN), ("half_up", text::ROUND_HALF_UP)];
    beside([
        sheet.input(&format!("{pointer}/step"), Kind::Decimal, None),
        sheet.choice(&format!("{pointer}/mode"), named(sheet, modes)),
    ])
}

fn equivalence(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let by_outcome = at(sheet.body, "/by_outcome").is_object();
    let chosen = {
        let change = sheet.change.clone();
        Callback::from(move |word: String| {
            let (amount, outcome) = match word.as_str() {
                "by_outcome" => (Value::Null, blank_outcome()),
                _ => (blank_amount(), Value::Null),
            };
            change.emit(Edit::Shape("/by_amount".to_owned(), amount));
            change.emit(Edit::Shape("/by_outcome".to_owned(), outcome));
        })
    };
    let ways = [("by_amount", text::BY_AMOUNT), ("by_outcome", text::BY_OUTCOME)];
    let way = if by_outcome { "by_outcome" } else { "by_amount" };
    let exchange = sheet.select("/exchange", way, named(sheet, ways), &chosen);
    let what = if by_outcome {
        tree::outcome(sheet, options)
    } else {
        all([
            beside([
                sheet.choice("/by_amount/from", options.schemes(sheet)),
                sheet.choice("/by_amount/to", options.schemes(sheet)),
                sheet.input("/by_amount/ratio", Kind::Text, Some(text::FACTOR_HINT)),
            ]),
            beside([
                sheet.input("/by_amount/smallest", Kind::Decimal, None),
                sheet.input("/by_amount/step", Kind::Decimal, None),
            ]),
            rounding(sheet, "/by_amount/rounding"),
        ])
    };
    let decided = beside([
        sheet.choice("/outcome", words_of!(EquivalenceOutcome, sheet)),
        sheet.choice("/decision", words_of!(DecidedBy, sheet)),
        sheet.choice("/receiver", options.any_institution(sheet)),
    ]);
    group(sheet, text::EXCHANGE, all([exchange, what, decided]))
}

fn cap(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let codes = |pointer| sheet.input(pointer, Kind::Codes, Some(text::CODES_HINT));
    let of = all([
        p("hint", text::CONDITIONS_HINT.get(sheet.lang)),
        sheet.checks("/schemes", options.schemes(sheet)),
        sheet.checks("/forms", words_of!(CourseForm, sheet)),
        codes("/institutions"),
        codes("/categories"),
        codes("/rules"),
    ]);
    let (limit, most) = limit(sheet);
    let (window, start) = window(sheet);
    let inside = all([beside([limit, most]), beside([window, start])]);
    all([group(sheet, text::LIMITS_OF, of), group(sheet, text::LIMIT, inside)])
}

fn limit(sheet: &Sheet<'_>) -> (Html, Html) {
    let items = at(sheet.body, "/limit").get("items").is_some();
    let (word, most) = if items {
        ("items", sheet.input("/limit/items", Kind::Whole, None))
    } else {
        ("credits", sheet.input("/limit/credits", Kind::Decimal, None))
    };
    let options = [("credits", text::LIMIT_CREDITS), ("items", text::LIMIT_ITEMS)];
    let chosen = sheet.change.reform(|word: String| {
        let value =
            if word == "items" { json!({ "items": null }) } else { json!({ "credits": null }) };
        Edit::Shape("/limit".to_owned(), value)
    });
    (sheet.select("/limit", word, named(sheet, options), &chosen), most)
}

fn window(sheet: &Sheet<'_>) -> (Html, Html) {
    let now = at(sheet.body, "/window");
    let (word, start) = if now.get("year_from").is_some() {
        let hint = Some(text::MONTH_DAY_HINT);
        ("year_from", sheet.input("/window/year_from", Kind::Text, hint))
    } else if now.get("semesters_from").is_some() {
        let hint = Some(text::MONTH_DAYS_HINT);
        ("semesters_from", sheet.input("/window/semesters_from", Kind::Codes, hint))
    } else {
        ("lifetime", Html::default())
    };
    let options = [
        ("year_from", text::WINDOW_YEAR),
        ("semesters_from", text::WINDOW_SEMESTERS),
        ("lifetime", text::WINDOW_LIFETIME),
    ];
    let chosen = sheet.change.reform(|word: String| {
        let value = match word.as_str() {
            "year_from" => json!({ "year_from": "01-01" }),
            "semesters_from" => json!({ "semesters_from": ["02-01", "09-01"] }),
            _ => json!("lifetime"),
        };
        Edit::Shape("/window".to_owned(), value)
    });
    (sheet.select("/window", word, named(sheet, options), &chosen), start)
}

fn gift(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let amount = |pointer| sheet.input(pointer, Kind::Decimal, None);
    let inside = all([
        sheet.checks("/schemes", options.schemes(sheet)),
        beside([amount("/smallest"), amount("/largest"), amount("/per_day"), amount("/per_year")]),
        sheet.input("/cooling_off_hours", Kind::Whole, None),
        sheet.flag("/family_only"),
    ]);
    group(sheet, text::AMOUNTS, inside)
}
