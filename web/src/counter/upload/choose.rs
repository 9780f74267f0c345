//! The template, and choosing a file.

use js_sys::Array;
use shared::fault::{Fault, FaultKind};
use shared::imports::{COMPLETION_COLUMNS, Import};
use shared::lang::Lang;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, Element, HtmlInputElement};
use yew::prelude::*;

use crate::api::imports as calls;
use crate::browser;
use crate::components::actions::{act, other, send};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, p, section};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::counter::place::Place;
use crate::form::{Slot, Values};
use crate::http::{Coming, Trouble};
use crate::i18n::{clerk, counter, upload as text};
use crate::load::{Task, use_task};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_session;

const FILE: Slot = Slot::new("file", "/file", text::FILE).hint(text::FILE_HINT);

#[hook]
pub fn use_upload_page() -> Html {
    let session = use_session();
    let lang = session.lang();
    let task = use_task();
    let sent = use_state(|| 0_u32);
    let institution = session.user().and_then(|user| user.institution.clone());
    let Some(institution) = institution else {
        let detail = p("", counter::NO_PLACE_DETAIL.get(lang));
        let inside = notice(Tone::Careful, counter::NO_PLACE.get(lang), detail);
        return page(text::UPLOAD.get(lang), "", Width::Column, inside);
    };
    let onsend = {
        let (task, sent, code) = (task.clone(), sent.clone(), institution.code.to_string());
        Callback::from(move |_: Values| {
            let Some(file) = browser::chosen_file(FILE.id) else {
                let fault = Fault::new(FILE.at, FaultKind::Required);
                return task.refuse(Trouble::of_faults(&[fault]));
            };
            sent.set(0);
            let setter = sent.setter();
            let coming = Coming::of(calls::upload(file, code.clone(), move |now| setter.set(now)));
            task.run(coming, |import: std::rc::Rc<Import>| {
                navigate::go(&Place::Import(import.id.to_string()).route());
            });
        })
    };
    let template = all([
        p("", text::TEMPLATE_DETAIL.get(lang)),
        p("hint", text::TEXT_COLUMN.get(lang)),
        actions([act("template", text::TEMPLATE, lang, Callback::from(move |_| template(lang)))]),
    ]);
    let fields = all([
        drop_zone(&task, lang),
        p("hint", text::CHECK_FIRST.get(lang)),
        progress(&task, *sent, lang),
        actions([send("send-file", text::SEND_FILE, &task, lang)]),
    ]);
    let inside = all([
        section(text::TEMPLATE_TITLE.get(lang), template),
        section(text::FILE_TITLE.get(lang), form(&task, &[FILE], onsend, "", fields)),
        actions([other(Route::Today, clerk::TO_TODAY, lang)]),
    ]);
    page(text::UPLOAD.get(lang), text::UPLOAD_LEAD.get(lang), Width::Column, inside)
}

/// An empty table with the columns that the bank reads.
fn template(lang: Lang) {
    let spoken = |all: &'static [&'static str]| match lang {
        Lang::Zh => all.get(1).or(all.first()),
        Lang::En => all.first(),
    };
    let names = COMPLETION_COLUMNS.iter().filter_map(|column| spoken(column.names).copied());
    let line = format!("\u{FEFF}{}\r\n", names.collect::<Vec<_>>().join(","));
    let kind = BlobPropertyBag::new();
    kind.set_type("text/csv;charset=utf-8");
    let parts = Array::of1(&line.into());
    if let Ok(content) = Blob::new_with_str_sequence_and_options(&parts, &kind) {
        browser::save_as(text::TEMPLATE_FILE.get(lang), &content);
    }
}

/// A plain input, into which a file can be dropped, too.
fn drop_zone(task: &Task, lang: Lang) -> Html {
    let fault = task.fault_at(&FILE).map(|fault| fault.message.clone());
    let mark = |event: &DragEvent, over: bool| {
        event.prevent_default();
        let zone = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(zone) = zone {
            zone.set_class_name(if over { "drop over" } else { "drop" });
        }
    };
    let ondragover = Callback::from(move |event: DragEvent| mark(&event, true));
    let ondragleave = Callback::from(move |event: DragEvent| mark(&event, false));
    let ondrop = Callback::from(move |event: DragEvent| {
        mark(&event, false);
        let files = event.data_transfer().and_then(|dropped| dropped.files());
        let input = browser::element(FILE.id).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let (Some(files), Some(input)) = (files, input) {
            input.set_files(Some(&files));
        }
    });
    let described = if fault.is_some() { "file-hint file-fault" } else { "file-hint" };
    html! {
        <div class="drop" {ondragover} {ondragleave} {ondrop}>
            <div class={if fault.is_some() { "field wrong" } else { "field" }}>
                <label for={FILE.id}>{ FILE.label.get(lang) }</label>
                <p class="hint" id="file-hint">{ text::FILE_HINT.get(lang) }</p>
                if let Some(fault) = &fault { <p class="fault" id="file-fault">{ fault }</p> }
                <input type="file" id={FILE.id} name={FILE.id} class="file"
                    accept=".csv,.txt,.xlsx,.xls" aria-describedby={described}
                    aria-invalid={fault.is_some().then_some("true")} />
            </div>
        </div>
    }
}

/// How much of the file is sent.
fn progress(task: &Task, sent: u32, lang: Lang) -> Html {
    if !task.busy() {
        return Html::default();
    }
    let said = match sent {
        100.. => text::UNPACKING.get(lang).to_owned(),
        sent => text::SENDING_FILE.fill(lang, &[&sent.to_string()]),
    };
    html! {
        <div class="way">
            <progress max="100" value={sent.to_string()} aria-label={said.clone()} />
            <p role="status">{ said }</p>
        </div>
    }
}
