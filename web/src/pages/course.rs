//! A course, and what it would be worth: for a signed-in resident on their own card, for everyone
//! else by the published rules alone, computed here.

use std::rc::Rc;

use shared::courses::Course;
use shared::rules::{CompletionFacts, Decision, Rulebook, decide};
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api;
use crate::components::actions::Other;
use crate::components::decision::{DecisionView, Mood};
use crate::components::facts::{Fact, Facts};
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, view};
use crate::format::{self, plain};
use crate::http::{Answer, Trouble};
use crate::i18n::{catalogue as text, common};
use crate::load::{Load, use_load};
use crate::names::{Institutions, use_institutions};

use crate::routes::Route;
use crate::session::{use_lang, use_session};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub institution: String,
    pub code: String,
}

#[component]
pub fn CoursePage(props: &Props) -> Html {
    let lang = use_lang();
    let key = (props.institution.clone(), props.code.clone());
    let course =
        use_load(key, |(institution, code)| async move { api::course(&institution, &code).await });
    let institutions = use_institutions();
    let title = match &course.load {
        Load::Ready(found) => found.as_ref().as_ref().map(|course| course.title.clone()),
        _ => None,
    };
    let title = title.unwrap_or_else(|| text::COURSE.get(lang).to_owned());
    html! {
        <Page {title} width={Width::Wide}>
            { view(&course, |found: &Option<Course>| match found {
                Some(course) => html! {
                    <div class="split">
                        <div class="split-main">
                            <About course={course.clone()}
                                institutions={institutions.load.ready().map(|all| (**all).clone())} />
                        </div>
                        <section class="split-side">
                            <h2>{ text::WORTH.get(lang) }</h2>
                            { view(&institutions, |all: &Institutions| html! {
                                <Worth course={course.clone()} institutions={all.clone()} />
                            }) }
                        </section>
                    </div>
                },
                None => html! {
                    <Empty title={text::NO_COURSE.get(lang)}>
                        <p class="actions"><Other to={Route::Courses}>{ text::CATALOGUE.get(lang) }</Other></p>
                    </Empty>
                },
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct AboutProps {
    course: Course,
    institutions: Option<Institutions>,
}

#[component]
fn About(props: &AboutProps) -> Html {
    let lang = use_lang();
    let course = &props.course;
    let place = match &props.institutions {
        Some(all) => all.name(&course.institution, lang),
        None => course.institution.to_string(),
    };
    html! {
        <Facts>
            <Fact name={common::INSTITUTION.get(lang)}>{ place }</Fact>
            <Fact name={text::CODE.get(lang)}>{ &course.code }</Fact>
            <Fact name={common::FORM.get(lang)}>{ course.form.label(lang) }</Fact>
            <Fact name={common::HOURS.get(lang)}>{ plain(course.hours) }</Fact>
            if let Some(level) = &course.level {
                <Fact name={text::LEVEL.get(lang)}>{ level }</Fact>
            }
            if let Some(declared) = course.declared_credits {
                <Fact name={common::DECLARED.get(lang)}>{ declared.to_string() }</Fact>
            }
            <Fact name={common::STATUS.get(lang)}>{ course.status.label(lang) }</Fact>
        </Facts>
    }
}

#[derive(Properties, PartialEq)]
struct WorthProps {
    course: Course,
    institutions: Institutions,
}

/// What the course would be worth to whoever asks.
#[component]
fn Worth(props: &WorthProps) -> Html {
    let session = use_session();
    let lang = session.lang();
    let mine = session.is(&[Role::Resident]) && session.user().is_some_and(|user| user.confirmed);
    let (course, institutions) = (props.course.clone(), props.institutions.clone());
    let decision = use_load((course.id, mine), move |(id, mine)| async move {
        if mine {
            api::preview(api::worth_of(id)).await
        } else {
            by_the_rules(&course, &institutions).await
        }
    });
    html! {
        <>
            { view(&decision, |decision: &Decision| html! {
                <DecisionView decision={decision.clone()} mood={Mood::Would} />
            }) }
            <p class="hint">
                { if mine { text::WORTH_MINE.get(lang) } else { text::WORTH_ANYONE.get(lang) } }
            </p>
            if session.user().is_none() {
                <p class="actions"><Other to={Route::SignIn}>{ common::SIGN_IN.get(lang) }</Other></p>
            }
            <p class="actions"><Other to={Route::Rules}>{ common::NAV_RULES.get(lang) }</Other></p>
        </>
    }
}

thread_local! {
    static IN_FORCE: std::cell::RefCell<Option<Rc<Rulebook>>> = const { std::cell::RefCell::new(None) };
}

/// What the rulebook in force makes of the course with a passing score and nothing done before.
async fn by_the_rules(course: &Course, institutions: &Institutions) -> Answer<Decision> {
    let known = IN_FORCE.with_borrow(Clone::clone);
    let rulebook = if let Some(rulebook) = known {
        rulebook
    } else {
        let rulebook = Rc::new(api::rulebook(api::IN_FORCE).await?);
        IN_FORCE.set(Some(rulebook.clone()));
        rulebook
    };
    let facts = facts(course, institutions).ok_or(Trouble::Unreadable)?;
    decide(&rulebook, &facts, &[], &[]).map_err(|_| Trouble::Unreadable)
}

fn facts(course: &Course, institutions: &Institutions) -> Option<CompletionFacts> {
    const PASSING: i64 = 6_000;
    Some(CompletionFacts {
        institutions: institutions
            .upwards(&course.institution)
            .iter()
            .map(ToString::to_string)
            .collect(),
        institution_kind: institutions.find(&course.institution)?.kind,
        course_code: course.code.clone(),
        title: course.title.clone(),
        category: course.category.clone(),
        form: course.form,
        level: course.level.clone(),
        hours: course.hours,
        score: shared::quantity::Score::from_hundredths(PASSING).ok(),
        declared_credits: course.declared_credits,
        ended_on: format::today(),
    })
}
