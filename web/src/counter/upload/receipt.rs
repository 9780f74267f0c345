//! What was posted, undoing it, and the last uploads.

use std::rc::Rc;

use shared::imports::{Import, ImportStatus};
use shared::lang::Lang;
use yew::prelude::*;

use super::preview::wrong_rows;
use super::watch::use_import;
use super::{rows, rows_fact, text, to_import};
use crate::api::imports as calls;
use crate::components::actions::print_button;
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::{fact, fact_at};
use crate::components::markup::{Row, actions, all, facts, maybe, p, rows as row_list, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{REASON, read_reason, reason_fact, reason_field};
use crate::components::states::view;
use crate::counter::parts::{main_way, way_at};
use crate::counter::place::Place;
use crate::format;
use crate::i18n::{Words, clerk, staff};
use crate::load::use_load;
use crate::navigate;
use crate::session::use_lang;

const REASONS: [Words; 3] = [clerk::REASON_FILE, clerk::REASON_COURSE, clerk::REASON_ROWS];

/// The receipt of an upload.
pub(super) fn receipt(it: &Import, lang: Lang) -> Html {
    let interrupted = maybe(it.problem.as_ref(), |_| {
        notice(Tone::Careful, text::UNDO_FAILED.get(lang), Html::default())
    });
    let done = notice(
        Tone::Done,
        text::POSTED.fill(lang, &[&format::thousands(it.counts.created)]),
        p("", text::POSTED_DETAIL.get(lang)),
    );
    let undo = maybe(it.batch_id, |_| {
        way_at("undo", &Place::UndoImport(it.id.to_string()), text::UNDO, lang)
    });
    let another = main_way("another", &Place::Upload, text::UPLOAD_ANOTHER, lang);
    let wrong = if it.counts.bad() > 0 { wrong_rows(it, lang) } else { Html::default() };
    all([interrupted, done, about(it, lang), actions([another, print_button(lang), undo]), wrong])
}

/// What is known of an upload.
pub(super) fn about(it: &Import, lang: Lang) -> Html {
    let counts = &it.counts;
    facts([
        fact(text::FILE_NAME, lang, format!("{} · {}", it.file, it.encoding)),
        fact(text::AT, lang, format::moment(it.at, lang)),
        fact(text::BY, lang, it.by.clone()),
        maybe(it.batch_id, |id| fact(text::RECEIPT_NUMBER, lang, id.to_string())),
        fact_at("created", text::CREATED, lang, rows(counts.created, lang)),
        rows_fact("recognised", text::RECOGNISED, counts.recognised, lang),
        rows_fact("needs-decision", text::NEED_DECISION, counts.needs_decision, lang),
        rows_fact("not-recognised", text::NOT_RECOGNISED, counts.not_recognised, lang),
        rows_fact("unchanged", text::KNOWN_ALREADY, counts.unchanged, lang),
        rows_fact("repeated", text::REPEATED, counts.repeated, lang),
        rows_fact("bad", text::BAD_ROWS, counts.bad(), lang),
    ])
}

#[hook]
pub fn use_undo_upload_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let watched = use_import(&props.id);
    let inside = view(&watched.loaded, |it| match it {
        Some(it) => all([about(it, lang), screen!(use_errand, undoing(it))]),
        None => empty(text::NO_IMPORT.get(lang), p("", staff::NOT_THERE_DETAIL.get(lang))),
    });
    let lead = p("", text::UNDO_LEAD.get(lang));
    let back = actions([to_import(&props.id, lang)]);
    page(text::UNDO.get(lang), "", Width::Column, all([lead, inside, back]))
}

fn undoing(it: &Import) -> Errand {
    let (id, count) = (it.id.to_string(), it.counts.created);
    let place = Place::Import(id.clone());
    Errand::new(
        &[REASON],
        |task, lang| reason_field(&REASONS, task, lang),
        read_reason,
        ("confirm-undo", clerk::CONFIRM_UNDO),
    )
    .review(move |body, lang| {
        let count = clerk::BATCH_COUNT.fill(lang, &[&format::thousands(count)]);
        facts([fact_at("check-count", clerk::UNDO_REVOKES, lang, count), reason_fact(body, lang)])
    })
    .send(
        move |body, _| calls::undo(&id, body),
        move |_: Rc<Import>| navigate::replace(&place.route()),
    )
}

/// The last uploads, for the page of the day.
#[hook]
pub fn use_last_uploads() -> Html {
    let lang = use_lang();
    let newest = use_load(String::new(), calls::newest);
    view(&newest, |page| {
        if page.items.is_empty() {
            return empty(text::NO_UPLOADS.get(lang), Html::default());
        }
        row_list("uploads", "rows", page.items.iter().map(|it| line(it, lang)))
    })
}

fn line(it: &Import, lang: Lang) -> Html {
    let tone = match it.status {
        ImportStatus::Posted => "tag good",
        ImportStatus::Undone | ImportStatus::Stopped => "tag bad",
        _ => "tag open",
    };
    let row = Row {
        title: it.file.clone().into(),
        amount: span(tone, it.status.label(lang)),
        note: format!("{} · {} · {}", format::moment(it.at, lang), it.by, rows(it.rows, lang)),
        after: Html::default(),
    };
    let id = it.id.to_string();
    row.item(id.clone(), Some(Place::Import(id).path()), it.status.as_str())
}
