//! Batches of completions that were posted together, and undoing one.

use std::rc::Rc;

use shared::batches::{Batch, Undone};
use shared::lang::Lang;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::actions::other;
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::{fact, fact_at};
use crate::components::markup::{Row, actions, all, facts, maybe, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{REASON, read_reason, reason_fact, reason_field};
use crate::components::states::view;
use crate::counter::parts::{way, way_at};
use crate::counter::place::Place;
use crate::format;
use crate::http::Coming;
use crate::i18n::{Words, clerk as text, common, staff};
use crate::load::{Loaded, use_load};
use crate::routes::Route;
use crate::session::use_lang;
use crate::staff::done::{Done, done_notice};

const REASONS: [Words; 3] = [text::REASON_FILE, text::REASON_COURSE, text::REASON_ROWS];

/// The newest batches, for the page of the day.
#[hook]
pub fn use_newest_batches() -> Html {
    let lang = use_lang();
    let newest = use_load(String::new(), calls::newest_batches);
    view(&newest, |page| {
        if page.items.is_empty() {
            return empty(text::NO_BATCHES.get(lang), Html::default());
        }
        rows("batches", "rows", page.items.iter().map(|it| row(it, lang)))
    })
}

fn row(it: &Batch, lang: Lang) -> Html {
    let undone = it.undone_at.is_some();
    let standing = text::BATCH_STANDING.fill(lang, &[&it.standing.to_string()]);
    let amount = if undone {
        span("tag bad", text::UNDONE_TAG.get(lang))
    } else {
        span("row-note", standing)
    };
    let row = Row {
        title: text::BATCH_COUNT.fill(lang, &[&it.completions.to_string()]).into(),
        amount,
        note: format!("{} · {}", format::moment(it.at, lang), it.by),
        after: Html::default(),
    };
    let id = it.id.to_string();
    let path = Place::Batch(id.clone()).path();
    row.item(id, Some(path), if undone { "undone" } else { "standing" })
}

#[hook]
fn use_batch(id: &str) -> Loaded<Option<Batch>> {
    let id = id.to_owned();
    use_load(id.clone(), move || Coming::of(calls::batch(id)))
}

#[hook]
pub fn use_batch_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let batch = use_batch(&props.id);
    let inside = view(&batch, |it| match it {
        Some(it) => {
            let open = it.undone_at.is_none() && it.standing > 0;
            let undo = open.then(|| {
                actions([way_at("undo", &Place::Undo(props.id.clone()), text::UNDO, lang)])
            });
            all([known(it, lang), undo.unwrap_or_default()])
        }
        None => nothing(lang),
    });
    let back = actions([other(Route::Today, text::TO_TODAY, lang)]);
    page(text::BATCH.get(lang), "", Width::Column, all([done_notice(lang), inside, back]))
}

fn nothing(lang: Lang) -> Html {
    empty(text::NO_BATCH.get(lang), p("", staff::NOT_THERE_DETAIL.get(lang)))
}

fn known(it: &Batch, lang: Lang) -> Html {
    let moment = |at| format::moment(at, lang);
    facts([
        fact(common::INSTITUTION, lang, it.institution.to_string()),
        fact(text::BATCH_AT, lang, moment(it.at)),
        fact(text::BATCH_BY, lang, it.by.clone()),
        fact_at("completions-count", text::BATCH_COMPLETIONS, lang, it.completions.to_string()),
        fact_at("standing", text::BATCH_STAND, lang, it.standing.to_string()),
        maybe(it.undone_at, |at| fact_at("undone-at", text::UNDONE_AT, lang, moment(at))),
        maybe(it.reason.clone(), |reason| fact(staff::REASON, lang, reason)),
    ])
}

#[hook]
pub fn use_undo_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let batch = use_batch(&props.id);
    let inside = view(&batch, |it| match it {
        Some(it) => all([known(it, lang), screen!(use_errand, undoing(it, lang))]),
        None => nothing(lang),
    });
    let lead = p("", text::UNDO_LEAD.get(lang));
    let back = actions([way(&Place::Batch(props.id.clone()), common::BACK, lang)]);
    page(text::UNDO_TITLE.get(lang), "", Width::Column, all([lead, inside, back]))
}

fn undoing(it: &Batch, lang: Lang) -> Errand {
    let (id, standing) = (it.id.to_string(), it.standing.to_string());
    let place = Place::Batch(id.clone());
    Errand::new(
        &[REASON],
        |task, lang| reason_field(&REASONS, task, lang),
        read_reason,
        ("confirm-undo", text::CONFIRM_UNDO),
    )
    .review(move |body, lang| {
        let count = text::BATCH_COUNT.fill(lang, &[&standing]);
        facts([fact_at("check-standing", text::UNDO_REVOKES, lang, count), reason_fact(body, lang)])
    })
    .send(
        move |body, _| calls::undo_batch(&id, body),
        move |undone: Rc<Undone>| {
            let counts = [undone.counts.revoked, undone.counts.already_revoked];
            let [revoked, before] = &counts.map(|count| count.to_string());
            let done = Done {
                title: text::UNDONE.get(lang).to_owned(),
                changes: Vec::new(),
                detail: text::UNDONE_DETAIL.fill(lang, &[revoked, before]),
            };
            done.tell_on(&place.route());
        },
    )
}
