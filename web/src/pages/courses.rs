//! The course catalogue, which needs no account.

use shared::courses::Course;
use shared::lang::Lang;
use yew::prelude::*;

use crate::api;
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::FormBox;
use crate::components::notice::empty;
use crate::components::page::{Page, Width};
use crate::components::states::end;
use crate::form::{Slot, Values};
use crate::format::plain;
use crate::i18n::{catalogue as text, common};
use crate::load::{use_pages, use_task};
use crate::names::{Institutions, use_institutions};
use crate::routes::Route;
use crate::session::use_lang;

const WORDS: Slot = Slot::new("q", "/q", text::SEARCH_WORDS).hint(text::SEARCH_HINT);
const INSTITUTION: Slot = Slot::new("institution", "/institution", common::INSTITUTION);

#[component]
pub fn Courses() -> Html {
    let lang = use_lang();
    let task = use_task();
    let institutions = use_institutions();
    let institutions = institutions.ready();
    let wanted = use_state(|| (String::new(), String::new()));
    let courses = {
        let (words, place) = (*wanted).clone();
        use_pages(format!("{place} {words}"), move |cursor| api::courses(&words, &place, cursor))
    };
    let onsend = {
        let wanted = wanted.clone();
        Callback::from(move |values: Values| {
            wanted.set((values.text(WORDS).trim().to_owned(), values.text(INSTITUTION)));
        })
    };
    let none = || {
        let inside = html! { <p>{ text::NO_COURSES_DETAIL.get(lang) }</p> };
        empty(text::NO_COURSES.get(lang), inside)
    };
    html! {
        <Page title={text::CATALOGUE.get(lang)} lead={text::CATALOGUE_LEAD.get(lang)} width={Width::Wide}>
            <FormBox task={task.clone()} slots={&[WORDS, INSTITUTION][..]} {onsend} class="search">
                { Field::new(WORDS, Kind::Search).view(&task, lang) }
                { select(INSTITUTION, options(institutions.map(|all| &**all), lang), &task, lang, &Callback::noop()) }
                <p class="actions">
                    <button type="submit" id="search" class="button main">{ common::SEARCH.get(lang) }</button>
                </p>
            </FormBox>
            if !courses.is_empty() {
                <ul class="rows tiles" id="courses">
                    { for courses.items().map(|it| row(it, institutions.map(|all| &**all), lang)) }
                </ul>
            }
            { end(&courses, none) }
        </Page>
    }
}

fn options(institutions: Option<&Institutions>, lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), text::ALL_INSTITUTIONS.get(lang).to_owned());
    let each = institutions.into_iter().flat_map(Institutions::list);
    let each = each.map(|it| (it.code.to_string(), it.names.get(lang).to_owned()));
    std::iter::once(all).chain(each).collect()
}

fn row(course: &Course, institutions: Option<&Institutions>, lang: Lang) -> Html {
    let place = match institutions {
        Some(institutions) => institutions.name(&course.institution, lang),
        None => course.institution.to_string(),
    };
    let hours = text::HOURS_OF.fill(lang, &[&plain(course.hours)]);
    html! {
        <li key={course.id.to_string()} data-course={course.code.clone()}>
            <a href={Route::Course(course.id.to_string()).path()} class="row">
                <span class="row-title">{ &course.title }</span>
                <span class="row-amount">{ hours }</span>
                <span class="row-note">
                    { [place.as_str(), course.form.label(lang), &course.code].join(" · ") }
                </span>
            </a>
        </li>
    }
}
