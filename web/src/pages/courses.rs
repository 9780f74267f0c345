//! The course catalogue, which needs no account.

use shared::courses::Course;
use yew::prelude::*;

use crate::api;
use crate::components::field::{Field, Kind, Need, Select};
use crate::components::form_box::FormBox;
use crate::components::link::To;
use crate::components::more::end;
use crate::components::page::{Page, Width};
use crate::components::states::Empty;
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
    let institutions = institutions.load.ready().cloned();
    let wanted = use_state(|| (String::new(), String::new()));
    let courses =
        use_pages((*wanted).clone(), |(words, place), cursor| api::courses(words, place, cursor));
    let mut options = vec![(String::new(), text::ALL_INSTITUTIONS.get(lang).to_owned())];
    if let Some(institutions) = &institutions {
        options.extend(institutions.list().iter().map(|institution| {
            (institution.code.to_string(), institution.names.get(lang).to_owned())
        }));
    }
    let onsend = {
        let wanted = wanted.clone();
        Callback::from(move |values: Values| {
            wanted.set((values.text(WORDS).trim().to_owned(), values.text(INSTITUTION)));
        })
    };
    html! {
        <Page title={text::CATALOGUE.get(lang)} lead={text::CATALOGUE_LEAD.get(lang)} width={Width::Wide}>
            <FormBox {task} slots={vec![WORDS, INSTITUTION]} {onsend} class="search">
                <Field slot={WORDS} kind={Kind::Search} need={Need::Required} autocomplete="off" />
                <Select slot={INSTITUTION} {options} />
                <p class="actions">
                    <button type="submit" id="search" class="button main">{ common::SEARCH.get(lang) }</button>
                </p>
            </FormBox>
            if !courses.items.is_empty() {
                <ul class="rows tiles" id="courses">
                    { for courses.items.iter().map(|course| html! {
                        <Row key={course.id.to_string()} course={course.clone()}
                            institutions={institutions.as_deref().cloned()} />
                    }) }
                </ul>
            }
            { end(&courses, || html! {
                <Empty title={text::NO_COURSES.get(lang)}>
                    <p>{ text::NO_COURSES_DETAIL.get(lang) }</p>
                </Empty>
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    course: Course,
    institutions: Option<Institutions>,
}

#[component]
fn Row(props: &Props) -> Html {
    let lang = use_lang();
    let course = &props.course;
    let to =
        Route::Course { institution: course.institution.to_string(), code: course.code.clone() };
    let place = match &props.institutions {
        Some(institutions) => institutions.name(&course.institution, lang),
        None => course.institution.to_string(),
    };
    let hours = text::HOURS_OF.fill(lang, &[&plain(course.hours)]);
    html! {
        <li data-course={course.code.clone()}>
            <To {to} class="row">
                <span class="row-title">{ &course.title }</span>
                <span class="row-amount">{ hours }</span>
                <span class="row-note">
                    { [place.as_str(), course.form.label(lang), &course.code].join(" · ") }
                </span>
            </To>
        </li>
    }
}
