//! The fields of a program: its head, its requirements, their units, and what they take without a
//! rule.

use serde_json::{Value, json};
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::components::markup::{all, p};
use crate::i18n::registry as text;
use crate::registry::record::Named;
use crate::registry::sums::group_sum;
use crate::sheet::body::{items, with, without};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside, group, words_of};

/// A program of which nothing has been typed yet.
pub fn blank() -> Value {
    json!({
        "code": null,
        "institution": null,
        "names": { "zh": null, "en": null },
        "scheme": null,
        "total": null,
        "transfer_percent_max": 100,
        "groups": [blank_group()],
        "status": Status::Active.as_str(),
    })
}

fn blank_group() -> Value {
    json!({
        "code": null,
        "names": { "zh": null, "en": null },
        "min": null,
        "max": null,
        "units": [blank_unit()],
        "accepts": { "schemes": [], "categories": [], "courses": [] },
    })
}

fn blank_unit() -> Value {
    json!({
        "code": null,
        "names": { "zh": null, "en": null },
        "credits": null,
        "exemptible": false,
    })
}

fn blank_course() -> Value {
    json!({ "institution": null, "code": null })
}

/// All fields of a program.
pub fn fields(sheet: &Sheet<'_>, options: &Options<'_>, named: Named) -> Html {
    const AT: &str = "/groups";
    let body = sheet.body.clone();
    let groups = (0..items(sheet.body, AT).len()).map(|index| requirement(sheet, options, index));
    html! {
        <>
            { head(sheet, options, named) }
            { sheet.group_fault(AT) }
            { for groups }
            <p class="actions">
                { sheet.button(text::ADD_GROUP, "add-group", move || {
                    with(&body, AT, blank_group())
                }) }
            </p>
        </>
    }
}

fn head(sheet: &Sheet<'_>, options: &Options<'_>, named: Named) -> Html {
    let code = match named {
        Named::Now => sheet.input("/code", Kind::Text, Some(text::CODE_STAYS)),
        Named::Before => Html::default(),
    };
    let inside = all([
        beside([code, sheet.choice("/institution", options.institutions(sheet))]),
        sheet.input("/names/zh", Kind::Text, None),
        sheet.input("/names/en", Kind::Text, None),
        beside([
            sheet.choice("/scheme", options.schemes(sheet)),
            sheet.input("/total", Kind::Decimal, None),
            sheet.input("/transfer_percent_max", Kind::Whole, Some(text::PERCENT_HINT)),
            sheet.choice("/status", words_of!(Status, sheet)),
        ]),
    ]);
    group(sheet, text::PROGRAM_HEAD, inside)
}

/// A requirement: how much of it, its units, and what it takes.
fn requirement(sheet: &Sheet<'_>, options: &Options<'_>, index: usize) -> Html {
    let of = |field: &str| format!("/groups/{index}{field}");
    let body = sheet.body.clone();
    let title = text::GROUP_TITLE.fill(sheet.lang, &[&(index + 1).to_string()]);
    html! {
        <section class="group" key={format!("{index} {}", sheet.round)} data-group={index.to_string()}>
            <h2>{ title }</h2>
            { beside([
                sheet.input(&of("/code"), Kind::Text, None),
                sheet.input(&of("/min"), Kind::Decimal, None),
                sheet.input(&of("/max"), Kind::Decimal, None),
            ]) }
            { beside([
                sheet.input(&of("/names/zh"), Kind::Text, None),
                sheet.input(&of("/names/en"), Kind::Text, None),
            ]) }
            { group_sum(sheet.body, index, sheet.lang) }
            { units(sheet, &of("/units")) }
            { accepts(sheet, options, &of("/accepts")) }
            <p class="actions">
                { sheet.button(text::REMOVE_GROUP, "remove-group", move || {
                    without(&body, "/groups", index)
                }) }
            </p>
        </section>
    }
}

fn units(sheet: &Sheet<'_>, list: &str) -> Html {
    let unit = |index: usize| {
        let of = |field: &str| format!("{list}/{index}{field}");
        let (body, place) = (sheet.body.clone(), list.to_owned());
        html! {
            <div class="node" key={format!("{index} {}", sheet.round)} data-unit={index.to_string()}>
                { beside([
                    sheet.input(&of("/code"), Kind::Text, None),
                    sheet.input(&of("/credits"), Kind::Decimal, None),
                ]) }
                { beside([
                    sheet.input(&of("/names/zh"), Kind::Text, None),
                    sheet.input(&of("/names/en"), Kind::Text, None),
                ]) }
                <div class="listed">
                    { sheet.flag(&of("/exemptible")) }
                    { sheet.button(text::REMOVE, "remove-unit", move || {
                        without(&body, &place, index)
                    }) }
                </div>
            </div>
        }
    };
    let (body, place) = (sheet.body.clone(), list.to_owned());
    html! {
        <>
            <h3>{ text::UNITS.get(sheet.lang) }</h3>
            { sheet.group_fault(list) }
            { for (0..items(sheet.body, list).len()).map(unit) }
            <p class="actions">
                { sheet.button(text::ADD_UNIT, "add-unit", move || {
                    with(&body, &place, blank_unit())
                }) }
            </p>
        </>
    }
}

/// What a requirement takes without a rule.
fn accepts(sheet: &Sheet<'_>, options: &Options<'_>, at: &str) -> Html {
    let list = format!("{at}/courses");
    let course = |index: usize| {
        let of = |field: &str| format!("{list}/{index}/{field}");
        let (body, place) = (sheet.body.clone(), list.clone());
        html! {
            <div class="listed" key={format!("{index} {}", sheet.round)}>
                { sheet.choice(&of("institution"), options.institutions(sheet)) }
                { sheet.input(&of("code"), Kind::Text, None) }
                { sheet.button(text::REMOVE, "remove-course", move || {
                    without(&body, &place, index)
                }) }
            </div>
        }
    };
    let (body, place) = (sheet.body.clone(), list.clone());
    html! {
        <>
            <h3>{ text::ACCEPTS.get(sheet.lang) }</h3>
            { p("hint", text::ACCEPTS_HINT.get(sheet.lang)) }
            { sheet.checks(&format!("{at}/schemes"), options.schemes(sheet)) }
            { sheet.input(&format!("{at}/categories"), Kind::Codes, Some(text::CODES_HINT)) }
            { for (0..items(sheet.body, &list).len()).map(course) }
            <p class="actions">
                { sheet.button(text::ADD_COURSE, "add-course", move || {
                    with(&body, &place, blank_course())
                }) }
            </p>
        </>
    }
}
