//! What posting a file would come to, the rows that are wrong, and posting it.

use std::rc::Rc;

use serde_json::json;
use shared::imports::{FailedRow, Import, RowsToPost};
use shared::lang::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{mapping_form_of, rows, rows_fact, text};
use crate::api::imports as calls;
use crate::browser;
use crate::components::actions::act;
use crate::components::facts::{fact, fact_at, named};
use crate::components::markup::{actions, all, facts, p, section, span};
use crate::components::notice::{Tone, notice};
use crate::components::part::screen;
use crate::components::states::task_trouble;
use crate::components::virtual_list::{VirtualList, use_virtual_list};
use crate::counter::parts::way;
use crate::counter::place::Place;
use crate::format;
use crate::load::use_task;
use crate::look;
use crate::session::use_lang;

/// The preview of an upload; what hears how it stands then.
#[hook]
pub fn use_preview(props: &(Import, Callback<Import>)) -> Html {
    let lang = use_lang();
    let task = use_task();
    let matching = use_state(|| false);
    let (it, set) = props;
    let post = |wanted: RowsToPost| {
        let (task, set, id) = (task.clone(), set.clone(), it.id.to_string());
        Callback::from(move |_: MouseEvent| {
            let set = set.clone();
            let body = json!({ "rows": wanted });
            task.run(calls::commit(&id, body), move |it: Rc<Import>| set.emit((*it).clone()));
        })
    };
    let (fit, bad) = (it.counts.would_create, it.counts.bad());
    let number = format::thousands(fit);
    let post = match (fit, bad) {
        (0, _) => notice(Tone::Know, text::NOTHING_TO_POST.get(lang), Html::default()),
        (_, 0) => {
            post_button("post-all", text::POST_ALL.fill(lang, &[&number]), post(RowsToPost::All))
        }
        _ => {
            post_button("post-good", text::POST_GOOD.fill(lang, &[&number]), post(RowsToPost::Good))
        }
    };
    let wrong = if bad > 0 { wrong_rows(it, lang) } else { Html::default() };
    let rematch = {
        let matching = matching.clone();
        act("rematch", text::MATCH_AGAIN, lang, Callback::from(move |_| matching.set(!*matching)))
    };
    let form = if *matching { mapping_form_of(it, set) } else { Html::default() };
    all([
        summary(it, lang),
        task_trouble(&task),
        post,
        wrong,
        actions([way(&Place::Upload, text::UPLOAD_ANOTHER, lang), rematch]),
        form,
    ])
}

fn post_button(id: &'static str, name: String, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <p class="actions">
            <button type="button" {id} class="button main" {onclick}>{ name }</button>
        </p>
    }
}

fn summary(it: &Import, lang: Lang) -> Html {
    let counts = &it.counts;
    let remembered =
        if it.remembered { p("hint", text::REMEMBERED.get(lang)) } else { Html::default() };
    let unread = if it.unread.is_empty() {
        Html::default()
    } else {
        fact(text::NOT_KEPT, lang, it.unread.join("、"))
    };
    all([
        remembered,
        facts([
            fact(text::FILE_NAME, lang, format!("{} · {}", it.file, it.encoding)),
            fact_at("rows", text::ROWS_READ, lang, rows(it.rows, lang)),
            fact_at("fit", text::WOULD_POST, lang, rows(counts.would_create, lang)),
            rows_fact("recognised", text::RECOGNISED, counts.recognised, lang),
            rows_fact("needs-decision", text::NEED_DECISION, counts.needs_decision, lang),
            rows_fact("not-recognised", text::NOT_RECOGNISED, counts.not_recognised, lang),
            rows_fact("unchanged", text::KNOWN_ALREADY, counts.unchanged, lang),
            rows_fact("repeated", text::REPEATED, counts.repeated, lang),
            rows_fact("bad", text::BAD_ROWS, counts.bad(), lang),
            unread,
        ]),
    ])
}

/// The rows that are wrong, to look through and to download.
pub(super) fn wrong_rows(it: &Import, lang: Lang) -> Html {
    let list = VirtualList {
        id: "bad-rows",
        label: text::BAD_TITLE.get(lang),
        key: it.id.to_string(),
        count: usize::try_from(it.counts.bad()).unwrap_or(usize::MAX),
        fetch: calls::failed_rows,
        row,
        whole,
        more: it.header.join("\u{1F}"),
    };
    let id = it.id.to_string();
    let download = Callback::from(move |_: MouseEvent| {
        let id = id.clone();
        spawn_local(async move {
            if let Ok(content) = calls::errors_csv(id).await {
                browser::save_as(text::ERRORS_FILE.get(look::lang()), &content);
            }
        });
    });
    let inside = all([
        actions([act("download-bad", text::DOWNLOAD_BAD, lang, download)]),
        p("hint", text::MEND_HELP.get(lang)),
        p("hint", text::BAD_HELP.get(lang)),
        screen!(use_virtual_list::<FailedRow>, list),
    ]);
    section(text::BAD_TITLE.get(lang), inside)
}

fn row(row: &FailedRow) -> Html {
    let line = text::LINE.fill(look::lang(), &[&row.line.to_string()]);
    let cells = row.cells.iter().filter(|cell| !cell.trim().is_empty()).cloned();
    all([
        span("row-title", format!("{line} · {}", row.reason)),
        span("row-note", cells.collect::<Vec<_>>().join(" · ")),
    ])
}

fn whole(row: &FailedRow, header: &str) -> Html {
    let lang = look::lang();
    let cells = header.split('\u{1F}').zip(&row.cells);
    html! {
        <dl class="facts">
            { fact(text::REASON, lang, format!("{} · {}", text::LINE.fill(lang, &[&row.line.to_string()]), row.reason)) }
            { for cells.map(|(name, cell)| named(name.to_owned(), None, cell.clone())) }
        </dl>
    }
}
