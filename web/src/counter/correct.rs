//! Putting a school's own completion right: amending or revoking it.

use std::rc::Rc;

use serde_json::{Map, Value, json};
use shared::completions::Completion;
use shared::corrections::AmendCompletion;
use shared::institutions::GradeScale;
use shared::lang::Lang;
use shared::quantity::Score;
use shared::rules::Decision;
use yew::prelude::*;

use crate::api::{self, staff as calls};
use crate::components::completion_rows::counts;
use crate::components::decision::{Mood, decision_view};
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind};
use crate::components::markup::{actions, all, facts, h2, p};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{REASON, read_reason, reason_fact, reason_field, said};
use crate::components::states::view;
use crate::counter::kept::{known, nothing, use_completion};
use crate::counter::mend::unchanged;
use crate::counter::parts::way;
use crate::counter::place::Place;
use crate::form::{Slot, Values, check};
use crate::format::plain;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{Words, clerk as text, common, counter};
use crate::load::{Loaded, Task, use_load};
use crate::names::{Schemes, institutions, use_schemes};
use crate::session::use_lang;
use crate::staff::done::{Change, Done, changes};

const STARTED: Slot =
    Slot::new("started-on", "/started_on", text::STARTED_ON).hint(counter::ENDED_ON_HINT);
const ENDED: Slot =
    Slot::new("ended-on", "/ended_on", counter::ENDED_ON).hint(counter::ENDED_ON_HINT);
const HOURS: Slot = Slot::new("hours", "/hours", common::HOURS);
const GRADE: Slot = Slot::new("grade", "/grade", common::GRADE);
const DECLARED: Slot = Slot::new("declared-credits", "/declared_credits", common::DECLARED);
const SLOTS: &[Slot] = &[STARTED, ENDED, HOURS, GRADE, DECLARED, REASON];
const AMEND_REASONS: [Words; 3] = [text::REASON_GRADE, text::REASON_HOURS, text::REASON_DATES];
const REVOKE_REASONS: [Words; 4] =
    [text::REASON_WRONG_PERSON, text::REASON_TWICE, text::REASON_NOT_FINISHED, text::REASON_FRAUD];

/// The fields of a completion that can be amended, each as it is typed.
fn now(it: &Completion) -> [(Slot, String); 5] {
    let started = it.started_on.map(|day| day.to_string()).unwrap_or_default();
    let declared = it.declared_credits.map(plain).unwrap_or_default();
    [
        (STARTED, started),
        (ENDED, it.ended_on.to_string()),
        (HOURS, plain(it.hours)),
        (GRADE, it.grade.clone().unwrap_or_default()),
        (DECLARED, declared),
    ]
}

#[hook]
pub fn use_amend_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let completion = use_completion(&props.id);
    let inside = view(&completion, |it| match it {
        Some(it) => screen!(use_errand, amending(it, &schemes, lang)),
        None => nothing(lang),
    });
    let lead = p("", text::AMEND_LEAD.get(lang));
    let title = title(&completion);
    page(
        text::AMEND_TITLE.get(lang),
        title,
        Width::Wide,
        all([lead, inside, back(&props.id, lang)]),
    )
}

fn title(it: &Loaded<Option<Rc<Completion>>>) -> String {
    let it = it.ready().and_then(|it| it.as_ref().as_ref());
    it.map(|it| format!("{} · {}", it.learner_name, it.course.title)).unwrap_or_default()
}

fn back(id: &str, lang: Lang) -> Html {
    actions([way(&Place::Completion(id.to_owned()), text::SEE_COMPLETION, lang)])
}

fn amending(it: &Rc<Completion>, schemes: &Schemes, lang: Lang) -> Errand {
    let id = it.id.to_string();
    let place = Place::Completion(id.clone());
    let (for_fields, for_read, for_review, for_done) =
        (it.clone(), it.clone(), it.clone(), it.clone());
    let schemes = schemes.clone();
    Errand::new(
        SLOTS,
        move |task, lang| fields(&for_fields, task, lang),
        move |values| read(&for_read, values),
        ("confirm-amend", text::CONFIRM_AMEND),
    )
    .review(move |body, lang| review(&for_review, body, lang))
    .send(
        move |body, key| calls::amend(&id, body, key),
        move |after: Rc<Completion>| {
            let worth = |it: &Completion| worth(it, &schemes, lang);
            let change =
                Change { name: text::DECISION, before: worth(&for_done), after: worth(&after) };
            let done = Done {
                title: text::AMENDED.get(lang).to_owned(),
                changes: vec![change],
                detail: String::new(),
            };
            done.tell_on(&place.route());
        },
    )
}

/// What a completion comes to, in a few words.
fn worth(it: &Completion, schemes: &Schemes, lang: Lang) -> String {
    match (it.decision.credits.filter(|_| counts(it)), &it.decision.scheme) {
        (Some(credits), Some(scheme)) => format!("{credits} {}", schemes.credits(scheme, lang)),
        _ => it.status.label(lang).to_owned(),
    }
}

fn fields(it: &Completion, task: &Task, lang: Lang) -> Html {
    let field = |(slot, start): (Slot, String)| {
        let kind = match slot {
            STARTED | ENDED => Kind::Day,
            HOURS | DECLARED => Kind::Decimal,
            _ => Kind::Text,
        };
        Field::new(slot, kind).optional().start(start).view(task, lang)
    };
    let fields: Html = now(it).into_iter().map(field).collect();
    all([
        known(it, lang),
        html! { <div class="pair">{ fields }</div> },
        reason_field(&AMEND_REASONS, task, lang),
    ])
}

/// The fields that were typed otherwise than they stand. What is emptied stays as it is.
fn read(it: &Completion, values: &Values) -> Result<Value, Trouble> {
    let mut body = Map::new();
    for (slot, before) in now(it) {
        let typed = match slot {
            STARTED | ENDED => values.day(slot),
            _ => values.value(slot),
        };
        if typed.as_str().is_some_and(|typed| typed != before) {
            body.insert(slot.at.trim_start_matches('/').to_owned(), typed);
        }
    }
    if body.is_empty() {
        return Err(unchanged(ENDED));
    }
    body.insert("reason".to_owned(), values.value(REASON));
    let body = Value::Object(body);
    check::<AmendCompletion>(&body).map(|_| body)
}

fn review(it: &Rc<Completion>, body: &Value, lang: Lang) -> Html {
    let change = |(slot, before): (Slot, String)| {
        let name = slot.at.trim_start_matches('/');
        body.get(name)?;
        Some(Change { name: slot.label, before, after: said(body, name).to_owned() })
    };
    let list: Vec<Change> = now(it).into_iter().filter_map(change).collect();
    let asked = Asked { it: it.clone(), body: body.clone() };
    all([changes(&list, lang), facts([reason_fact(body, lang)]), screen!(use_worth, asked)])
}

struct Asked {
    it: Rc<Completion>,
    body: Value,
}

/// What the rules make of it as it stands and as amended, side by side.
#[hook]
fn use_worth(asked: &Asked) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let would = {
        let (it, body) = (asked.it.clone(), asked.body.clone());
        use_load(crate::json::write(&body), move || Coming::of(preview(it, body)))
    };
    html! {
        <div class="compare" id="worth">
            <div>
                { h2(text::NOW_IS.get(lang)) }
                { decision_view(&asked.it.decision, Mood::Made, &schemes, lang) }
            </div>
            <div>
                { h2(text::WOULD_BE.get(lang)) }
                { view(&would, |would: &Rc<Decision>| {
                    decision_view(would, Mood::Would, &schemes, lang)
                }) }
                { p("hint", text::ALONE.get(lang)) }
            </div>
        </div>
    }
}

/// Asks what the rules would make of it. Without the card: there the completion itself counts already.
async fn preview(it: Rc<Completion>, body: Value) -> Answer<Rc<Decision>> {
    let course = api::course_by_code(it.institution.as_str(), &it.course.code).await?;
    let scales = institutions().await?;
    let scale = scales.find(&it.institution).map(|place| &place.grade_scale);
    let typed = |name: &str, before: Value| body.get(name).cloned().unwrap_or(before);
    let id = course.as_ref().map(|course| course.id);
    let free = |value: Value| if id.is_some() { Value::Null } else { value };
    let question = json!({
        "course_id": id,
        "institution": free(json!(it.institution)),
        "title": free(json!(it.course.title)),
        "category": free(json!(it.course.category)),
        "form": free(json!(it.course.form)),
        "level": free(json!(it.course.level)),
        "hours": typed("hours", json!(it.hours)),
        "score": score(&it, &body, scale),
        "declared_credits": typed("declared_credits", json!(it.declared_credits)),
        "ended_on": typed("ended_on", json!(it.ended_on)),
    });
    api::preview(question).await
}

/// The score of the grade that is typed, or that stands.
fn score(it: &Completion, body: &Value, scale: Option<&GradeScale>) -> Option<Score> {
    match body.get("grade").and_then(Value::as_str) {
        Some(grade) => scale?.score(grade).ok(),
        None => it.score,
    }
}

#[hook]
pub fn use_revoke_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let completion = use_completion(&props.id);
    let inside = view(&completion, |it| match it {
        Some(it) => all([known(it, lang), screen!(use_errand, revoking(it, &schemes, lang))]),
        None => nothing(lang),
    });
    let lead = p("", text::REVOKE_LEAD.get(lang));
    let title = title(&completion);
    page(
        text::REVOKE_TITLE.get(lang),
        title,
        Width::Column,
        all([lead, inside, back(&props.id, lang)]),
    )
}

fn revoking(it: &Rc<Completion>, schemes: &Schemes, lang: Lang) -> Errand {
    let id = it.id.to_string();
    let place = Place::Completion(id.clone());
    let takes = if it.decision.credits.is_some() && counts(it) {
        worth(it, schemes, lang)
    } else {
        text::TAKES_BACK_NOTHING.get(lang).to_owned()
    };
    Errand::new(
        &[REASON],
        |task, lang| reason_field(&REVOKE_REASONS, task, lang),
        read_reason,
        ("confirm-revoke", text::CONFIRM_REVOKE),
    )
    .review(move |body, lang| {
        facts([
            fact_at("takes-back", text::TAKES_BACK, lang, takes.clone()),
            fact(text::OWED, lang, text::OWED_RULE.get(lang)),
            reason_fact(body, lang),
        ])
    })
    .send(
        move |body, key| calls::revoke(&id, body, key),
        move |_| Done::new(text::REVOKED.get(lang).to_owned()).tell_on(&place.route()),
    )
}
