//! Exchanges by outcome: the tree of required courses, and what is granted for them.

use serde_json::Value;
use yew::prelude::*;

use crate::components::markup::{all, strong};
use crate::desk::editor::blanks::{blank_course, blank_grant};
use crate::i18n::editor as text;
use crate::sheet::body::{Edit, at, items, with, without};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside};

/// The two halves of an exchange by outcome.
pub fn outcome(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    html! {
        <>
            <h3>{ text::REQUIRES.get(sheet.lang) }</h3>
            { node(sheet, options, "/by_outcome/requires", None) }
            <h3>{ text::GIVES.get(sheet.lang) }</h3>
            { grants(sheet, options) }
        </>
    }
}

/// A node of the tree; the root has no place in a list from which it could be removed.
fn node(
    sheet: &Sheet<'_>,
    options: &Options<'_>,
    pointer: &str,
    place: Option<(&str, usize)>,
) -> Html {
    let now = at(sheet.body, pointer);
    let kind = ["all_of", "any_of"].into_iter().find(|kind| now.get(*kind).is_some());
    let word = kind.unwrap_or("course");
    let choice =
        sheet.select(&format!("{pointer}/node"), word, kinds(sheet), &reshaping(sheet, pointer));
    let inside = match kind {
        Some(kind) => children(sheet, options, &format!("{pointer}/{kind}")),
        None => course(sheet, options, pointer),
    };
    let remove = place.map(|(list, index)| {
        let (body, list) = (sheet.body.clone(), list.to_owned());
        sheet.button(text::REMOVE, "remove", move || without(&body, &list, index))
    });
    html! {
        <div class="node" key={format!("{pointer} {}", sheet.round)} data-node={word}>
            { sheet.group_fault(pointer) }
            <div class="listed">{ choice }{ remove.unwrap_or_default() }</div>
            { inside }
        </div>
    }
}

fn kinds(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    [("course", text::NODE_COURSE), ("all_of", text::NODE_ALL), ("any_of", text::NODE_ANY)]
        .into_iter()
        .map(|(word, name)| (word.to_owned(), name.get(sheet.lang).to_owned()))
        .collect()
}

/// Makes a node another kind: a group keeps its parts, a course becomes the first of a group.
fn reshaping(sheet: &Sheet<'_>, pointer: &str) -> Callback<String> {
    let (now, pointer) = (at(sheet.body, pointer).clone(), pointer.to_owned());
    sheet.change.reform(move |word: String| {
        let parts = ["all_of", "any_of"].iter().find_map(|kind| now.get(*kind));
        let value = match (word.as_str(), parts) {
            ("course", Some(parts)) => {
                let first = parts.get(0).filter(|part| part.get("course").is_some());
                first.cloned().unwrap_or_else(blank_course)
            }
            ("course", None) => now.clone(),
            (kind, parts) => {
                let parts = parts.cloned().unwrap_or_else(|| Value::Array(vec![now.clone()]));
                std::iter::once((kind.to_owned(), parts)).collect()
            }
        };
        Edit::Shape(pointer.clone(), value)
    })
}

fn children(sheet: &Sheet<'_>, options: &Options<'_>, list: &str) -> Html {
    let parts = 0..items(sheet.body, list).len();
    let add = |item: fn() -> Value| {
        let (body, list) = (sheet.body.clone(), list.to_owned());
        move || with(&body, &list, item())
    };
    html! {
        <div class="parts">
            { sheet.group_fault(list) }
            { for parts.map(|index| {
                node(sheet, options, &format!("{list}/{index}"), Some((list, index)))
            }) }
            <p class="actions">
                { sheet.button(text::ADD_COURSE, "add-course", add(blank_course)) }
                { sheet.button(text::ADD_GROUP, "add-group", add(blank_group)) }
            </p>
        </div>
    }
}

fn blank_group() -> Value {
    std::iter::once(("any_of".to_owned(), Value::Array(vec![blank_course()]))).collect()
}

fn course(sheet: &Sheet<'_>, options: &Options<'_>, pointer: &str) -> Html {
    all([
        course_ref(sheet, options, &format!("{pointer}/course")),
        beside([
            sheet.input(&format!("{pointer}/min_score"), Kind::Decimal, None),
            sheet.input(&format!("{pointer}/max_score"), Kind::Decimal, None),
        ]),
    ])
}

fn course_ref(sheet: &Sheet<'_>, options: &Options<'_>, pointer: &str) -> Html {
    beside([
        sheet.choice(&format!("{pointer}/institution"), options.institutions(sheet)),
        sheet.input(&format!("{pointer}/code"), Kind::Text, None),
    ])
}

fn grants(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    const AT: &str = "/by_outcome/gives";
    let count = items(sheet.body, AT).len();
    let body = sheet.body.clone();
    html! {
        <div class="parts">
            { sheet.group_fault(AT) }
            { for (0..count).map(|index| grant(sheet, options, AT, index)) }
            <p class="actions">
                { sheet.button(text::ADD_GRANT, "add-grant", move || with(&body, AT, blank_grant())) }
            </p>
        </div>
    }
}

fn grant(sheet: &Sheet<'_>, options: &Options<'_>, list: &'static str, index: usize) -> Html {
    let pointer = format!("{list}/{index}");
    let of_course = at(sheet.body, &format!("{pointer}/course")).is_object();
    let what = if of_course {
        course_ref(sheet, options, &format!("{pointer}/course"))
    } else {
        beside([
            sheet.input(&format!("{pointer}/program"), Kind::Text, None),
            sheet.input(&format!("{pointer}/unit"), Kind::Text, None),
        ])
    };
    let chosen = {
        let (now, pointer) = (at(sheet.body, &pointer).clone(), pointer.clone());
        sheet.change.reform(move |word: String| {
            let mut now = now.clone();
            if let Some(fields) = now.as_object_mut() {
                let course = if word == "course" {
                    at(&blank_course(), "/course").clone()
                } else {
                    Value::Null
                };
                for name in ["program", "unit"] {
                    fields.insert(name.to_owned(), Value::Null);
                }
                fields.insert("course".to_owned(), course);
            }
            Edit::Shape(pointer.clone(), now)
        })
    };
    let kinds = [("unit", text::GRANT_UNIT), ("course", text::GRANT_COURSE)]
        .map(|(word, name)| (word.to_owned(), name.get(sheet.lang).to_owned()));
    let word = if of_course { "course" } else { "unit" };
    let body = sheet.body.clone();
    html! {
        <div class="node" key={format!("{pointer} {}", sheet.round)} data-grant={index.to_string()}>
            <p class="side-title">
                { strong(text::GRANT.fill(sheet.lang, &[&(index + 1).to_string()])) }
            </p>
            { sheet.group_fault(&pointer) }
            <div class="listed">
                { sheet.select(&format!("{pointer}/grant"), word, kinds.to_vec(), &chosen) }
                { sheet.button(text::REMOVE, "remove", move || without(&body, list, index)) }
            </div>
            { what }
            { beside([
                sheet.choice(&format!("{pointer}/scheme"), options.schemes(sheet)),
                sheet.input(&format!("{pointer}/credits"), Kind::Decimal, None),
            ]) }
        </div>
    }
}
