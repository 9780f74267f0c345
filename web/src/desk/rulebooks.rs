//! All rulebooks: versions and drafts, and ways to make a new draft.

use serde_json::json;
use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use shared::rulebooks::RulebookSummary;
use yew::prelude::*;

use crate::api::Items;
use crate::api::desk as calls;
use crate::components::actions::{run, send};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, p, rows, section};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::{task_trouble, view};
use crate::desk::parts::{book_name, may_write, status_tag};
use crate::desk::place::Place;
use crate::form::{Slot, Values};
use crate::http::{Coming, Trouble};
use crate::i18n::{common, desk as text};
use crate::load::{Task, use_load, use_task};
use crate::session::use_session;
use crate::{browser, format, navigate};

const FILE: Slot = Slot::new("rules-file", "", text::CHOOSE_FILE).hint(text::UPLOAD_HINT);

#[hook]
pub fn use_rulebooks() -> Html {
    let session = use_session();
    let lang = session.lang();
    let books = use_load(String::new(), calls::rulebooks);
    let (making, uploading) = (use_task(), use_task());
    let make = {
        let making = making.clone();
        Callback::from(move |_: MouseEvent| {
            let body = json!({ "effective_from": format::today(), "note": "" });
            start(&making, calls::new_draft(body));
        })
    };
    let onsend = {
        let uploading = uploading.clone();
        Callback::from(move |_: Values| {
            if let Some(file) = browser::chosen_file(FILE.id) {
                return start(&uploading, calls::upload(file.into()));
            }
            let missing = Fault::new(FILE.at, FaultKind::Required);
            uploading.refuse(Trouble::of_faults(&[missing]));
        })
    };
    let list = view(&books, |books: &Items<RulebookSummary>| {
        if books.items.is_empty() {
            let inside = p("", text::NO_BOOKS_DETAIL.get(lang));
            return empty(text::NO_BOOKS.get(lang), inside);
        }
        rows("rulebooks", "rows", books.items.iter().map(|book| row(book, lang)))
    });
    let new = if may_write(&session) {
        all([
            task_trouble(&making),
            actions([run("new-draft", text::NEW_EMPTY, &making, lang, make)]),
            section(text::UPLOAD.get(lang), upload_form(&uploading, onsend, lang)),
        ])
    } else {
        p("hint", text::READ_ONLY.get(lang))
    };
    let inside = all([list, new]);
    page(common::NAV_RULEBOOKS.get(lang), text::BOOKS_LEAD.get(lang), Width::Wide, inside)
}

fn upload_form(task: &Task, onsend: Callback<Values>, lang: Lang) -> Html {
    let wrong = task.fault_at(&FILE).map(|fault| fault.message.clone());
    let inside = html! {
        <div class={if wrong.is_some() { "field wrong" } else { "field" }}>
            <label for={FILE.id}>{ FILE.label.get(lang) }</label>
            { p("hint", text::UPLOAD_HINT.get(lang)) }
            if let Some(wrong) = wrong { { p("fault", wrong) } }
            <input type="file" id={FILE.id} class="file" accept=".csv,text/csv" />
        </div>
    };
    let inside = all([inside, actions([send("upload", text::UPLOAD_SEND, task, lang)])]);
    form(task, &[FILE], onsend, "", inside)
}

/// Makes a draft and opens it.
pub fn start(task: &Task, draft: Coming<RulebookSummary>) {
    task.run(draft, |made| navigate::go(&Place::Rulebook(made.id.to_string()).route()));
}

fn row(book: &RulebookSummary, lang: Lang) -> Html {
    let from = text::FROM_ON.fill(lang, &[&format::day(book.effective_from, lang)]);
    let by = text::BY_AUTHOR.fill(lang, &[&book.author]);
    // What has no number yet is known by its note.
    let (name, note) = match book.number {
        None if !book.note.is_empty() => (book.note.clone(), String::new()),
        _ => (book_name(book, lang), book.note.clone()),
    };
    let notes = [from, by, note];
    let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    let id = book.id.to_string();
    let path = Place::Rulebook(id.clone()).path();
    let row = Row {
        title: name.into(),
        amount: status_tag(book.status, lang),
        note: notes.join(" · "),
        after: Html::default(),
    };
    row.item(id.clone(), Some(path), id)
}
