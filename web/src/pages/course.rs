//! A course, and what it would be worth with a score that passes: for a signed-in resident on their
//! own card, for everyone else by the published rules alone.

use std::rc::Rc;

use shared::courses::Course;
use shared::lang::Lang;
use shared::rules::Decision;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api;
use crate::components::actions::other;
use crate::components::decision::{Mood, decision_view};
use crate::components::facts::fact;
use crate::components::markup::{actions, all, aside, facts, maybe, p, section, split};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format::plain;
use crate::http::{Answer, Coming};
use crate::i18n::{catalogue as text, common};
use crate::load::use_load;
use crate::names::{Codes, institutions, use_codes, use_schemes};
use crate::routes::Route;
use crate::session::use_session;

/// A course with where it is taught and what it would be worth.
struct Found {
    course: Rc<Course>,
    place: String,
    worth: Answer<Rc<Decision>>,
}

#[hook]
pub fn use_course_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let mine = session.is(&[Role::Resident]) && session.user().is_some_and(|user| user.confirmed);
    let found = {
        let id = props.id.clone();
        use_load(format!("{id} {mine} {}", lang.tag()), move || Coming::of(find(id, lang)))
    };
    let title = match found.ready().map(|found| &**found) {
        Some(Some(found)) => found.course.title.clone(),
        _ => text::COURSE.get(lang).to_owned(),
    };
    let hint = if mine { text::WORTH_MINE } else { text::WORTH_ANYONE };
    let visitor = session.user().is_none();
    let inside = view(&found, |found| match found {
        Some(Found { course, place, worth }) => {
            let worth = match worth {
                Ok(it) => decision_view(it, Mood::Would, &schemes, lang),
                Err(_) => p("", text::WORTH_UNKNOWN.get(lang)),
            };
            let sign_in = visitor.then(|| other(Route::SignIn, common::SIGN_IN, lang));
            let rules = other(Route::Rules, common::NAV_RULES, lang);
            let side = all([
                worth,
                p("hint", hint.get(lang)),
                actions([sign_in.unwrap_or_default(), rules]),
            ]);
            let side = section(text::WORTH.get(lang), side);
            split(about(course, place, &codes, lang), aside(side))
        }
        None => empty(
            text::NO_COURSE.get(lang),
            actions([other(Route::Courses, text::CATALOGUE, lang)]),
        ),
    });
    page(title, "", Width::Wide, inside)
}

fn about(course: &Course, place: &str, codes: &Codes, lang: Lang) -> Html {
    facts([
        fact(common::INSTITUTION, lang, place.to_owned()),
        fact(text::CODE, lang, course.code.clone()),
        fact(text::CATEGORY, lang, codes.category(&course.category, lang)),
        fact(common::FORM, lang, course.form.label(lang)),
        fact(common::HOURS, lang, plain(course.hours)),
        maybe(course.level.clone(), |level| fact(text::LEVEL, lang, level)),
        maybe(course.declared_credits, |it| fact(common::DECLARED, lang, it.to_string())),
        fact(common::STATUS, lang, course.status.label(lang)),
    ])
}

async fn find(id: String, lang: Lang) -> Answer<Option<Found>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let Some(course) = &*api::course(id).await? else { return Ok(None) };
    let worth = api::preview(api::worth_of(id)).await;
    let place = institutions().await?.name(&course.institution, lang);
    Ok(Some(Found { course: course.clone(), place, worth }))
}
