//! What differs between two rulebooks, rule by rule: the sentence before and after, and the fields.

use serde_json::Value;
use shared::lang::Lang;
use shared::rulebooks::Difference;
use shared::rules::{Change, ChangeKind, FieldChange};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::field::select;
use crate::components::markup::{actions, all, maybe, p, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::desk::parts::{book_line, book_name, more_of, way};
use crate::desk::place::Place;
use crate::form::Slot;
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::editor::FIELDS;
use crate::i18n::{common, desk as text, rules as rules_text};
use crate::load::{use_load, use_task};
use crate::names::{Institutions, institutions, use_codes, use_schemes};
use crate::navigate;
use crate::rule_text::Reader;
use crate::session::use_session;
use crate::sheet::words::field_name;

const WITH: Slot = Slot::new("compare-with", "/from", text::COMPARE_WITH);

/// How many rules are shown before one asks for more.
const STEP: usize = 50;

struct Found {
    difference: std::rc::Rc<Difference>,
    institutions: Institutions,
}

async fn find(id: String, from: String) -> Answer<Option<Found>> {
    if from.is_empty() {
        return Ok(None);
    }
    let difference = calls::difference(&id, &from).await?;
    Ok(Some(Found { difference, institutions: institutions().await? }))
}

/// The page of a difference: of two rulebooks' ids with a space between; the second may be empty.
#[hook]
pub fn use_difference_page(props: &PageOf) -> Html {
    let (id, from) = props.id.split_once(' ').unwrap_or_default();
    let lang = use_session().lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let task = use_task();
    let shown = use_state(|| STEP);
    let books = use_load(String::new(), calls::rulebooks);
    let found = {
        let (id, from) = (id.to_owned(), from.to_owned());
        use_load(props.id.clone(), move || Coming::of(find(id, from)))
    };
    let choose = {
        let id = id.to_owned();
        Callback::from(move |from: String| {
            navigate::go(&Place::Difference(id.clone(), from).route());
        })
    };
    let choice = view(&books, |books| {
        let others = books.items.iter().filter(|book| book.id.to_string() != id);
        let option = |book: &shared::rulebooks::RulebookSummary| {
            let from = format::day(book.effective_from, lang);
            let name = format!("{} · {from} · {}", book_name(book, lang), book.note);
            (book.id.to_string(), name)
        };
        let mut options: Vec<(String, String)> = others.map(option).collect();
        options.insert(0, (String::new(), text::CHOOSE.get(lang).to_owned()));
        // The one that is chosen stands first, where a select starts.
        if let Some(place) = options.iter().position(|(book, _)| book == from) {
            options.swap(0, place);
        }
        select(WITH, options, &task, lang, &choose)
    });
    let result = view(&found, |found| {
        maybe(found.as_ref(), |found| {
            let (schemes, institutions) = (schemes.clone(), found.institutions.clone());
            let codes = codes.clone();
            show(&found.difference, &Reader { lang, schemes, institutions, codes }, &shown)
        })
    });
    let back = actions([way(&Place::Rulebook(id.to_owned()), text::TO_BOOK.get(lang))]);
    page(text::DIFFERENCE_TITLE.get(lang), "", Width::Wide, all([choice, result, back]))
}

fn show(it: &Difference, reader: &Reader, shown: &UseStateHandle<usize>) -> Html {
    let lang = reader.lang;
    let line = |name: &'static str, book| html! { <p>{ name }{ common::COLON.get(lang) }{ book_line(book, lang) }</p> };
    let books = all([line(text::WAS.get(lang), &it.from), line(text::IS.get(lang), &it.to)]);
    let day = (it.from.effective_from != it.to.effective_from).then(|| {
        let days = [it.from.effective_from, it.to.effective_from].map(|day| format::day(day, lang));
        p("", text::DAY_DIFFERS.fill(lang, &[&days[0], &days[1]]))
    });
    let head = all([books, day.unwrap_or_default()]);
    if it.changes.is_empty() {
        return all([head, notice(Tone::Know, text::SAME.get(lang), Html::default())]);
    }
    let count = |kind| it.changes.iter().filter(|change| change.change == kind).count().to_string();
    let counts = [ChangeKind::Added, ChangeKind::Changed, ChangeKind::Removed].map(count);
    let counts = text::DIFFERS_COUNT.fill(lang, &[&counts[0], &counts[1], &counts[2]]);
    let changes = it.changes.iter().take(**shown).map(|change| one(change, reader));
    let list = html! { <ol class="findings" id="changes">{ for changes }</ol> };
    all([head, p("edition", counts), list, more_of(shown, STEP, it.changes.len(), lang)])
}

fn one(it: &Change, reader: &Reader) -> Html {
    let lang = reader.lang;
    let tone = match it.change {
        ChangeKind::Added => "tag good",
        ChangeKind::Changed => "tag open",
        ChangeKind::Removed => "tag bad",
    };
    let side = |name: &'static str, rule: &Option<Value>| {
        let told = rule.as_ref().and_then(|rule| reader.told(it.list, rule));
        maybe(told, |told| {
            html! {
                <div class="side"><p class="side-title">{ name }</p>{ p("", told.sentence) }</div>
            }
        })
    };
    let fields = it.fields.iter().map(|field| html! { <li>{ field_line(field, lang) }</li> });
    let fields = maybe((!it.fields.is_empty()).then_some(fields), |fields| {
        html! { <ul class="fields">{ for fields }</ul> }
    });
    html! {
        <li key={format!("{} {}", it.list, it.code)} class="finding" data-change={it.change.as_str()}
            data-rule={it.code.clone()}>
            <p class="finding-title">
                <span class={tone}>{ it.change.label(lang) }</span>{ " " }
                <strong class="rule-code">{ &it.code }</strong>{ " " }
                { span("row-note", it.list.label(lang)) }
            </p>
            <div class="sides">
                { side(text::WAS.get(lang), &it.before) }{ side(text::IS.get(lang), &it.after) }
            </div>
            { fields }
        </li>
    }
}

fn field_line(it: &FieldChange, lang: Lang) -> String {
    let name = field_name(FIELDS, &it.pointer, lang);
    let [before, after] = [&it.before, &it.after].map(|value| said(value.as_ref(), lang));
    format!("{name}{}{before} → {after}", common::COLON.get(lang))
}

/// A value as a person reads it.
fn said(value: Option<&Value>, lang: Lang) -> String {
    match value {
        None | Some(Value::Null) => text::NOTHING.get(lang).to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) if items.is_empty() => text::NOTHING.get(lang).to_owned(),
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| said(Some(item), lang)).collect();
            items.join(rules_text::LIST.get(lang))
        }
        Some(Value::Object(fields)) => {
            let fields = fields.iter().filter(|(_, value)| !value.is_null());
            let fields: Vec<String> = fields.map(|(_, value)| said(Some(value), lang)).collect();
            fields.join(" ")
        }
        Some(other) => crate::json::write(other),
    }
}
