//! The completions that the clerk's school recorded, and one of them.

use shared::completions::Completion;
use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use shared::vocabulary::CompletionStatus;
use std::rc::Rc;
use yew::prelude::*;

use crate::api::desk;
use crate::api::staff::{self as calls, CompletionFilter};
use crate::components::actions::submit;
use crate::components::completion_rows::{Reader, completion_rows, tag};
use crate::components::decision::{Mood, decision_view};
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, aside, facts, maybe, p, section};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::past::past_decisions;
use crate::components::states::{end, view};
use crate::counter::parts::{way, way_at};
use crate::counter::place::Place;
use crate::counter::today::statuses;
use crate::form::{Slot, Values};
use crate::format;
use crate::http::Trouble;
use crate::i18n::{clerk as text, common, resident, staff};
use crate::load::{Loaded, Task, use_load, use_pages, use_task};
use crate::names::use_schemes;
use crate::session::use_lang;
use crate::staff::done::done_notice;

const STATUS: Slot = Slot::new("status", "/status", common::STATUS);
const COURSE: Slot = Slot::new("course", "/course", text::COURSE_CODE);
const FROM: Slot = Slot::new("from", "/from", text::ENDED_FROM);
const TO: Slot = Slot::new("to", "/to", text::ENDED_TO);

#[hook]
pub fn use_kept() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let filter = use_state(CompletionFilter::default);
    let found = {
        let wanted = (*filter).clone();
        let key = [&*wanted.status, &wanted.course, &wanted.from, &wanted.to].join(" ");
        use_pages(key, move |cursor| calls::completions(&wanted, cursor))
    };
    let onsend = {
        let (task, filter) = (task.clone(), filter.clone());
        Callback::from(move |values: Values| {
            if let Some(narrowed) = read(&values, &task) {
                filter.set(narrowed);
            }
        })
    };
    let fields = all([
        select(STATUS, statuses(lang), &task, lang, &Callback::noop()),
        Field::new(COURSE, Kind::Text).optional().view(&task, lang),
        Field::new(FROM, Kind::Calendar).optional().view(&task, lang),
        Field::new(TO, Kind::Calendar).optional().view(&task, lang),
        actions([submit("filter", "button", resident::FILTER, lang)]),
    ]);
    let filter_form = form(&task, &[STATUS, COURSE, FROM, TO], onsend, "filter", fields);
    let none = || empty(text::NO_MATCH.get(lang), p("", text::NO_MATCH_DETAIL.get(lang)));
    let inside = html! {
        <div class="split reversed">
            { aside(filter_form) }
            <div class="split-main">
                { completion_rows(found.items(), Reader::Keeper, &schemes, lang) }
                { end(&found, none) }
            </div>
        </div>
    };
    page(staff::NAV_KEPT.get(lang), text::KEPT_LEAD.get(lang), Width::Wide, inside)
}

/// Reads the filter; a last day before the first is a fault.
fn read(values: &Values, task: &Task) -> Option<CompletionFilter> {
    let (from, to) = (values.text(FROM), values.text(TO));
    if !from.is_empty() && !to.is_empty() && to < from {
        task.refuse(Trouble::of_faults(&[Fault::new(TO.at, FaultKind::EndBeforeStart)]));
        return None;
    }
    task.clear();
    let course = values.text(COURSE).trim().to_owned();
    Some(CompletionFilter { status: values.text(STATUS), course, from, to })
}

/// Loads a completion.
#[hook]
pub fn use_completion(id: &str) -> Loaded<Option<Rc<Completion>>> {
    let id = id.to_owned();
    use_load(id.clone(), move || calls::completion(&id))
}

#[hook]
pub fn use_completion_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let completion = use_completion(&props.id);
    let past = {
        let id = props.id.clone();
        use_load(id.clone(), move || desk::past_decisions(&id))
    };
    let title = completion.ready().and_then(|it| Some(it.as_ref().as_ref()?.course.title.clone()));
    let title = title.unwrap_or_else(|| text::COMPLETION.get(lang).to_owned());
    let inside = view(&completion, |it| match it {
        Some(it) => all([
            decision_view(&it.decision, Mood::Made, &schemes, lang),
            known(it, lang),
            doings(it, lang),
            section(
                text::HISTORY.get(lang),
                view(&past, |past| past_decisions(&past.items, &schemes, lang)),
            ),
        ]),
        None => nothing(lang),
    });
    let back = actions([way(&Place::Kept, text::TO_KEPT, lang)]);
    page(title, "", Width::Column, all([done_notice(lang), inside, back]))
}

/// No such completion, or another school's.
pub fn nothing(lang: Lang) -> Html {
    empty(text::NO_COMPLETION.get(lang), p("", staff::NOT_THERE_DETAIL.get(lang)))
}

/// What is recorded of a completion.
pub fn known(it: &Completion, lang: Lang) -> Html {
    let ended = format::day(it.ended_on, lang);
    let period = match it.started_on {
        Some(started) => format!("{} – {ended}", format::day(started, lang)),
        None => ended,
    };
    let who = format!("{} · {}", it.learner_name, it.card_number.grouped());
    facts([
        fact_at("status", common::STATUS, lang, tag(it.status, lang)),
        fact_at("learner", staff::LEARNER, lang, who),
        fact(text::SCHOOL_NUMBER, lang, it.external_id.clone()),
        fact(text::COURSE_CODE, lang, format!("{} {}", it.course.code, it.course.title)),
        fact(text::PERIOD, lang, period),
        fact(common::HOURS, lang, format::plain(it.hours)),
        maybe(it.grade.clone(), |grade| fact(common::GRADE, lang, grade)),
        maybe(it.declared_credits, |it| fact(common::DECLARED, lang, it.to_string())),
        fact(text::RECORDED_AT, lang, format::moment(it.recorded_at, lang)),
    ])
}

fn doings(it: &Completion, lang: Lang) -> Html {
    if it.status == CompletionStatus::Revoked {
        let detail = p("", text::IS_REVOKED_DETAIL.get(lang));
        return notice(Tone::Know, text::IS_REVOKED.get(lang), detail);
    }
    let id = it.id.to_string();
    actions([
        way_at("amend", &Place::Amend(id.clone()), text::AMEND, lang),
        way_at("revoke", &Place::Revoke(id), text::REVOKE, lang),
    ])
}
