//! A course, and what it would be worth: for a signed-in resident on their own card, for everyone
//! else by the published rules alone, computed here.

use std::cell::RefCell;
use std::rc::Rc;

use shared::courses::Course;
use shared::lang::Lang;
use shared::quantity::Score;
use shared::rules::{CompletionFacts, Decision, IndexedRulebook, decide};
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
use crate::format::{self, plain};
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{catalogue as text, common};
use crate::load::use_load;
use crate::names::{Institutions, institutions, use_schemes};
use crate::routes::Route;
use crate::session::use_session;

/// A passing score, for those who ask without having one.
const PASSING_HUNDREDTHS: i64 = 6_000;

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
    let mine = session.is(&[Role::Resident]) && session.user().is_some_and(|user| user.confirmed);
    let found = {
        let id = props.id.clone();
        use_load(format!("{id} {mine} {}", lang.tag()), move || Coming::of(find(id, mine, lang)))
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
            split(about(course, place, lang), aside(side))
        }
        None => empty(
            text::NO_COURSE.get(lang),
            actions([other(Route::Courses, text::CATALOGUE, lang)]),
        ),
    });
    page(title, "", Width::Wide, inside)
}

fn about(course: &Course, place: &str, lang: Lang) -> Html {
    facts([
        fact(common::INSTITUTION, lang, place.to_owned()),
        fact(text::CODE, lang, course.code.clone()),
        fact(common::FORM, lang, course.form.label(lang)),
        fact(common::HOURS, lang, plain(course.hours)),
        maybe(course.level.clone(), |level| fact(text::LEVEL, lang, level)),
        maybe(course.declared_credits, |it| fact(common::DECLARED, lang, it.to_string())),
        fact(common::STATUS, lang, course.status.label(lang)),
    ])
}

async fn find(id: String, mine: bool, lang: Lang) -> Answer<Option<Found>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let Some(course) = &*api::course(id).await? else { return Ok(None) };
    let institutions = institutions().await?;
    let worth = if mine {
        api::preview(api::worth_of(id)).await
    } else {
        by_the_rules(course, &institutions).await.map(Rc::new)
    };
    let place = institutions.name(&course.institution, lang);
    Ok(Some(Found { course: course.clone(), place, worth }))
}

thread_local! {
    static IN_FORCE: RefCell<Option<Rc<IndexedRulebook>>> = const { RefCell::new(None) };
}

/// What the rulebook in force makes of the course with a passing score and nothing done before.
async fn by_the_rules(course: &Course, institutions: &Institutions) -> Answer<Decision> {
    let known = IN_FORCE.with_borrow(Clone::clone);
    let rulebook = if let Some(rulebook) = known {
        rulebook
    } else {
        let rulebook = Rc::new(IndexedRulebook::new(api::rulebook(api::IN_FORCE).await?));
        IN_FORCE.set(Some(rulebook.clone()));
        rulebook
    };
    let facts = facts_of(course, institutions).ok_or(Trouble::Unreadable)?;
    decide(&rulebook, &facts, &[], &[]).map_err(|_| Trouble::Unreadable)
}

fn facts_of(course: &Course, institutions: &Institutions) -> Option<CompletionFacts> {
    let upwards = institutions.upwards(&course.institution);
    Some(CompletionFacts {
        institutions: upwards.iter().map(ToString::to_string).collect(),
        institution_kind: institutions.find(&course.institution)?.kind,
        course_code: course.code.clone(),
        title: course.title.clone(),
        category: course.category.clone(),
        form: course.form,
        level: course.level.clone(),
        hours: course.hours,
        score: Score::from_hundredths(PASSING_HUNDREDTHS).ok(),
        declared_credits: course.declared_credits,
        ended_on: format::today(),
    })
}
