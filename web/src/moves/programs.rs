//! The programs: mine, as far as I am, and all of them, which need no account.

use shared::lang::Lang;
use shared::programs::{Program, Progress, ProgressState};
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::submit;
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, h2, p, rows, section, span};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{end, end_at};
use crate::form::{Slot, Values};
use crate::i18n::{catalogue, common, programs as text};
use crate::load::{use_pages, use_task};
use crate::moves::progress::{Portions, patterns};
use crate::names::{Institutions, use_institutions};
use crate::routes::Route;
use crate::session::{use_lang, use_session};

const WORDS: Slot = Slot::new("q", "/q", text::SEARCH_WORDS);
const INSTITUTION: Slot = Slot::new("institution", "/institution", common::INSTITUTION);

#[hook]
pub fn use_programs() -> Html {
    let session = use_session();
    let lang = session.lang();
    let mine = if session.has_card() { screen!(use_mine) } else { Html::default() };
    let inside = all([mine, screen!(use_every)]);
    page(common::NAV_PROGRAMS.get(lang), text::LEAD.get(lang), Width::Wide, inside)
}

/// Those that I have begun.
#[hook]
fn use_mine() -> Html {
    let lang = use_lang();
    let mine = use_pages(String::new(), calls::my_programs);
    let none = || empty(text::MINE_NONE.get(lang), p("", text::MINE_NONE_DETAIL.get(lang)));
    let cards = mine.items().map(|it| begun(it, lang));
    let list = if mine.is_empty() {
        Html::default()
    } else {
        html! { <ul class="cards" id="mine">{ for cards }</ul> }
    };
    section(text::MINE.get(lang), all([patterns(), list, end_at("more-mine", &mine, none)]))
}

fn begun(it: &Progress, lang: Lang) -> Html {
    let program = &it.program;
    let tone = match it.state {
        ProgressState::Open => "tag open",
        ProgressState::Complete | ProgressState::Proposed | ProgressState::Granted => "tag good",
    };
    let name = program.names.get(lang);
    html! {
        <li key={program.id.to_string()} data-row={program.code.clone()}>
            <p class="card-line">
                <a href={Route::of_program(program.id).path()}>{ name }</a>
                { span(tone, it.state.label(lang)) }
            </p>
            { Portions::of(it).bar(name, program.total, lang) }
        </li>
    }
}

/// All of them.
#[hook]
fn use_every() -> Html {
    let lang = use_lang();
    let task = use_task();
    let institutions = use_institutions();
    let institutions = institutions.ready();
    let known = institutions.map(|all| &**all);
    let wanted = use_state(|| (String::new(), String::new()));
    let programs = {
        let (words, place) = (*wanted).clone();
        use_pages(format!("{place} {words}"), move |cursor| calls::programs(&words, &place, cursor))
    };
    let onsend = {
        let wanted = wanted.clone();
        Callback::from(move |values: Values| {
            wanted.set((values.text(WORDS).trim().to_owned(), values.text(INSTITUTION)));
        })
    };
    let none = || empty(text::NONE.get(lang), p("", text::NONE_DETAIL.get(lang)));
    let fields = all([
        Field::new(WORDS, Kind::Search).view(&task, lang),
        select(INSTITUTION, options(known, lang), &task, lang, &Callback::noop()),
        actions([submit("search", "button main", common::SEARCH, lang)]),
    ]);
    all([
        h2(text::EVERY.get(lang)),
        form(&task, &[WORDS, INSTITUTION], onsend, "search", fields),
        rows("programs", "rows tiles", programs.items().map(|it| row(it, known, lang))),
        end(&programs, none),
    ])
}

fn options(institutions: Option<&Institutions>, lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), catalogue::ALL_INSTITUTIONS.get(lang).to_owned());
    let each = institutions.into_iter().flat_map(Institutions::list);
    let each = each.map(|it| (it.code.to_string(), it.names.get(lang).to_owned()));
    std::iter::once(all).chain(each).collect()
}

fn row(it: &Program, institutions: Option<&Institutions>, lang: Lang) -> Html {
    let place = match institutions {
        Some(institutions) => institutions.name(&it.institution, lang),
        None => it.institution.to_string(),
    };
    Row {
        title: it.names.get(lang).into(),
        amount: text::TOTAL.fill(lang, &[&it.total.to_string()]).into(),
        note: [place.as_str(), &it.code].join(" · "),
        after: Html::default(),
    }
    .item(it.id.to_string(), Some(Route::of_program(it.id).path()), it.code.clone())
}
