//! All programs, and those in which some words stand.

use shared::lang::Lang;
use shared::programs::Program;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::field::{Field, Kind};
use crate::components::markup::{Row, actions, all, p, rows};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::form::Slot;
use crate::i18n::registry as text;
use crate::load::{use_pages, use_task, use_words};
use crate::names::{Institutions, Schemes, use_institutions, use_schemes};
use crate::registry::parts::{main_way, may_write};
use crate::registry::place::Place;
use crate::session::use_session;

const WORDS: Slot = Slot::new("program-search", "/q", text::FIND_PROGRAM);

#[hook]
pub fn use_programs() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let task = use_task();
    let (words, oninput) = use_words();
    let found = use_pages(words.clone(), move |cursor| calls::programs(&words, cursor));
    let none = || empty(text::NO_PROGRAMS.get(lang), p("", text::NO_PROGRAMS_DETAIL.get(lang)));
    let known = institutions.ready().map(|all| &**all);
    let list = rows("programs", "rows", found.items().map(|it| row(it, known, &schemes, lang)));
    let new = may_write(&session).then(|| {
        let place = Place::Program(String::new());
        actions([main_way("new-program", &place, text::NEW_PROGRAM, lang)])
    });
    let inside = all([
        new.unwrap_or_default(),
        Field::new(WORDS, Kind::Search).on_input(oninput).view(&task, lang),
        list,
        end(&found, none),
    ]);
    page(text::PROGRAMS.get(lang), text::PROGRAMS_LEAD.get(lang), Width::Wide, inside)
}

/// Whether something is in use, as a label.
pub fn status_tag(status: Status, lang: Lang) -> Html {
    let tone = if status == Status::Active { "tag good" } else { "tag bad" };
    html! { <span class={tone} data-status={status.as_str()}>{ status.label(lang) }</span> }
}

fn row(it: &Program, all: Option<&Institutions>, schemes: &Schemes, lang: Lang) -> Html {
    let place = all.map(|all| all.name(&it.institution, lang));
    let total = text::TOTAL_OF.fill(lang, &[&it.total.to_string()]);
    let notes = [Some(it.code.clone()), place, Some(schemes.name(&it.scheme, lang)), Some(total)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let row = Row {
        title: it.names.get(lang).into(),
        amount: status_tag(it.status, lang),
        note: notes.join(" · "),
        after: Html::default(),
    };
    let id = it.id.to_string();
    row.item(id.clone(), Some(Place::Program(id).path()), it.code.clone())
}
