//! The audit: of one subject, or of everything, newest first.

use serde_json::Value;
use shared::accounts::User;
use shared::audit::AuditEntry;
use shared::fault::{Fault, FaultKind};
use shared::identity::CardNumber;
use shared::lang::Lang;
use shared::learners::LearnerField;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api::{self, staff as calls};
use crate::components::actions::send;
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, maybe, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::end;
use crate::form::{Slot, Values};
use crate::format;
use crate::http::Trouble;
use crate::i18n::registry::{self as text, ACTIONS};
use crate::i18n::{common, staff};
use crate::json::write;
use crate::load::{use_load, use_pages, use_task};
use crate::navigate;
use crate::registry::place::Place;
use crate::session::use_lang;

const SUBJECT: Slot = Slot::new("subject", "/subject", text::SUBJECT).hint(text::SUBJECT_HINT);

#[hook]
pub fn use_audit(props: &PageOf) -> Html {
    let lang = use_lang();
    let task = use_task();
    let found = {
        let subject = props.id.clone();
        use_pages(subject.clone(), move |cursor| calls::audit(&subject, cursor))
    };
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let typed: String = values.text(SUBJECT).split_whitespace().collect();
            let go = |subject: String| navigate::go(&Place::Audit(subject).route());
            if typed.parse::<CardNumber>().is_err() {
                return go(typed);
            }
            let refusing = task.clone();
            task.run(api::learner_by_card(&typed), move |found| {
                if let Some(it) = found.as_ref() {
                    return go(it.id.to_string());
                }
                let fault = Fault::new(SUBJECT.at, FaultKind::Unknown);
                refusing.refuse(Trouble::of_faults(&[fault]));
            });
        })
    };
    let fields = all([
        Field::new(SUBJECT, Kind::Text).optional().start(props.id.clone()).view(&task, lang),
        actions([send("show", text::SHOW, &task, lang)]),
    ]);
    let none = || empty(text::NO_AUDIT.get(lang), Html::default());
    let users = use_load(String::new(), calls::users);
    let users = users.ready().map_or(&[][..], |page| &page.items);
    let list = rows("audit", "rows", found.items().map(|it| row(it, users, lang)));
    let inside = all([form(&task, &[SUBJECT], onsend, "search", fields), list, end(&found, none)]);
    page(text::AUDIT.get(lang), text::AUDIT_LEAD.get(lang), Width::Wide, inside)
}

/// What was done, in words where there are any.
fn action(code: &str, lang: Lang) -> String {
    let known = ACTIONS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.to_owned(), |(_, words)| words.get(lang).to_owned())
}

fn row(it: &AuditEntry, users: &[User], lang: Lang) -> Html {
    let who = users.iter().find(|user| user.id.to_string() == it.actor);
    let who = who.map_or_else(|| it.actor.clone(), |user| user.name.clone());
    let role = it
        .role
        .parse::<Role>()
        .map_or_else(|_| it.role.clone(), |role| role.label(lang).to_owned());
    let from = text::FROM_ADDRESS.fill(lang, &[&it.address]);
    let from = Some(from).filter(|_| !it.address.is_empty());
    let notes = [Some(who), Some(role), from, Some(it.subject.clone())];
    let notes: Vec<String> = notes.into_iter().flatten().filter(|note| !note.is_empty()).collect();
    let row = Row {
        title: action(&it.action, lang).into(),
        amount: span("row-note", format::moment(it.at, lang)),
        note: notes.join(" · "),
        after: maybe(it.detail.as_ref(), |detail| span("row-change", changed(detail, lang))),
    };
    row.item(it.id.clone(), None, it.action.clone())
}

/// What a part of a detail is called.
fn field(name: &str, lang: Lang) -> String {
    match (name.parse::<LearnerField>(), name) {
        (Ok(field), _) => field.label(lang).to_owned(),
        (Err(_), "reason") => staff::REASON.get(lang).to_owned(),
        (Err(_), "keep") => text::KEPT.get(lang).to_owned(),
        (Err(_), "merge") => text::ABSORBED.get(lang).to_owned(),
        (Err(_), other) => other.to_owned(),
    }
}

/// What changed, in words where it is before and after.
fn changed(detail: &Value, lang: Lang) -> Html {
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null => staff::NOTHING.get(lang).to_owned(),
        other => write(other),
    };
    let Some(fields) = detail.as_object() else { return plain(detail).into() };
    let line = |(name, value): (&String, &Value)| {
        let words = match (value.get("before"), value.get("after")) {
            (Some(before), Some(after)) => {
                staff::BEFORE_AFTER.fill(lang, &[&plain(before), &plain(after)])
            }
            _ => plain(value),
        };
        p("", [&field(name, lang), common::COLON.get(lang), &words].concat())
    };
    fields.iter().map(line).collect()
}
