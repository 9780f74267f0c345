//! The course catalogue, which needs no account.

use shared::courses::{Course, CourseWorth};
use shared::lang::Lang;
use shared::rules::Outcome;
use yew::prelude::*;

use crate::api;
use crate::components::actions::submit;
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, maybe, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::form::{Slot, Values};
use crate::format::plain;
use crate::i18n::{catalogue as text, common};
use crate::load::{use_pages, use_task};
use crate::names::{Institutions, Schemes, use_institutions, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;

const WORDS: Slot = Slot::new("q", "/q", text::SEARCH_WORDS).hint(text::SEARCH_HINT);
const INSTITUTION: Slot = Slot::new("institution", "/institution", common::INSTITUTION);

#[hook]
pub fn use_courses() -> Html {
    let lang = use_lang();
    let task = use_task();
    let schemes = use_schemes();
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
        let inside = p("", text::NO_COURSES_DETAIL.get(lang));
        empty(text::NO_COURSES.get(lang), inside)
    };
    let all_institutions = institutions.map(|all| &**all);
    let fields = all([
        Field::new(WORDS, Kind::Search).view(&task, lang),
        select(INSTITUTION, options(all_institutions, lang), &task, lang, &Callback::noop()),
        actions([submit("search", "button main", common::SEARCH, lang)]),
    ]);
    let found = courses.items().map(|it| row(it, all_institutions, &schemes, lang));
    page(
        text::CATALOGUE.get(lang),
        text::CATALOGUE_LEAD.get(lang),
        Width::Wide,
        all([
            form(&task, &[WORDS, INSTITUTION], onsend, "search", fields),
            rows("courses", "rows tiles", found),
            end(&courses, none),
        ]),
    )
}

fn options(institutions: Option<&Institutions>, lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), text::ALL_INSTITUTIONS.get(lang).to_owned());
    let each = institutions.into_iter().flat_map(Institutions::list);
    let each = each.map(|it| (it.code.to_string(), it.names.get(lang).to_owned()));
    std::iter::once(all).chain(each).collect()
}

/// What it would be worth, in words.
fn said(worth: &CourseWorth, schemes: &Schemes, lang: Lang) -> String {
    match (worth.outcome, &worth.scheme, worth.credits) {
        (Outcome::Recognised, Some(scheme), Some(credits)) => {
            text::WORTH_OF.fill(lang, &[&credits.to_string(), &schemes.credits(scheme, lang)])
        }
        (Outcome::NeedsDecision, ..) => common::WOULD_NEED_DECISION.get(lang).to_owned(),
        _ => common::WOULD_NOT_BE_RECOGNISED.get(lang).to_owned(),
    }
}

fn row(
    course: &Course,
    institutions: Option<&Institutions>,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    let place = match institutions {
        Some(institutions) => institutions.name(&course.institution, lang),
        None => course.institution.to_string(),
    };
    let note = [place.as_str(), course.form.label(lang), &course.code].join(" · ");
    let id = course.id.to_string();
    let path = Route::Course(id.clone()).path();
    Row {
        title: Html::from(&course.title),
        amount: text::HOURS_OF.fill(lang, &[&plain(course.hours)]).into(),
        note,
        after: maybe(course.worth.as_ref(), |worth| span("row-after", said(worth, schemes, lang))),
    }
    .item(id, Some(path), course.code.clone())
}
