//! Mending what is known of a person: both values are kept for the audit.

use serde_json::{Map, Value, json};
use shared::fault::{Fault, FaultKind};
use shared::fields::Form;
use shared::identity::{IdType, Sex};
use shared::lang::{Lang, Text};
use shared::learners::{Learner, MendLearner};
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api::staff::{self as calls, Tagged};
use crate::components::errand::{Errand, use_errand};
use crate::components::field::{Field, Kind, select};
use crate::components::markup::{all, p};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{REASON, reason_fact, reason_field, said};
use crate::components::states::view;
use crate::counter::person::{back, use_person};
use crate::counter::place::Place;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{Words, account, clerk as text, common, counter, staff};
use crate::load::Task;
use crate::pages::register::id_types;
use crate::session::use_session;
use crate::staff::done::{Change, Done, changes};

const NAME: Slot = Slot::new("name", "/name", common::NAME);
const BORN: Slot = Slot::new("born-on", "/born_on", counter::BORN_ON).hint(counter::ENDED_ON_HINT);
const SEX: Slot = Slot::new("sex", "/sex", counter::SEX);
const STREET: Slot = Slot::new("street", "/street", counter::STREET);
const PHONE: Slot = Slot::new("phone", "/phone", account::PHONE).hint(text::PHONE_KEPT);
const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE).hint(text::ID_KEPT);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);
const SLOTS: &[Slot] = &[NAME, BORN, SEX, STREET, PHONE, ID_TYPE, ID_NUMBER, REASON];
const REASONS: [Words; 3] = [text::REASON_TYPO, text::REASON_RENAMED, text::REASON_MOVED];

/// Whether the document can be mended too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Details,
    DocumentToo,
}

#[hook]
pub fn use_mend_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let person = use_person(&props.id);
    let name = person.ready().map(|it| it.value.name.clone()).unwrap_or_default();
    let reach = if session.is(&[Role::Admin]) { Reach::DocumentToo } else { Reach::Details };
    let inside = view(&person, |it| screen!(use_errand, mending(it, reach, lang)));
    let lead = p("", text::MEND_LEAD.get(lang));
    page(text::MEND.get(lang), name, Width::Column, all([lead, inside, back(&props.id, lang)]))
}

fn mending(it: &Tagged<Learner>, reach: Reach, lang: Lang) -> Errand {
    let (known, id, tag) = (it.value.clone(), it.value.id.to_string(), it.tag.clone());
    let (for_fields, for_review, for_done) = (known.clone(), known.clone(), known.clone());
    let place = Place::Person(id.clone());
    Errand::new(
        SLOTS,
        move |task, lang| fields(&for_fields, reach, task, lang),
        move |values| read(&known, values),
        ("confirm-mend", text::CONFIRM_MEND),
    )
    .review(move |body, lang| {
        all([changes(&differences(&for_review, body, lang), lang), reason_fact_list(body, lang)])
    })
    .send(
        move |body, _| calls::mend(&id, &tag, body),
        move |after| {
            let renamed = for_done.name != after.name;
            let detail = if renamed { text::MENDED_DETAIL.get(lang) } else { "" };
            let done = Done {
                title: text::MENDED.get(lang).to_owned(),
                changes: between(&for_done, &after, lang),
                detail: detail.to_owned(),
            };
            done.tell_on(&place.route());
        },
    )
}

fn reason_fact_list(body: &Value, lang: Lang) -> Html {
    html! { <dl class="facts">{ reason_fact(body, lang) }</dl> }
}

fn fields(it: &Learner, reach: Reach, task: &Task, lang: Lang) -> Html {
    let born = it.born_on.map(|born| born.to_string()).unwrap_or_default();
    let document = match reach {
        Reach::Details => p("hint", text::MEND_NUMBER.get(lang)),
        Reach::DocumentToo => {
            let keep = (String::new(), text::KEEP_TYPE.get(lang).to_owned());
            let types = std::iter::once(keep).chain(id_types(lang)).collect();
            all([
                select(ID_TYPE, types, task, lang, &Callback::noop()),
                Field::new(ID_NUMBER, Kind::Number).optional().view(task, lang),
            ])
        }
    };
    all([
        Field::new(NAME, Kind::Text).start(it.name.clone()).view(task, lang),
        Field::new(BORN, Kind::Day).optional().start(born).view(task, lang),
        select(SEX, sexes(it.sex, lang), task, lang, &Callback::noop()),
        Field::new(STREET, Kind::Text)
            .optional()
            .start(it.street.clone().unwrap_or_default())
            .view(task, lang),
        Field::new(PHONE, Kind::Phone).optional().view(task, lang),
        document,
        reason_field(&REASONS, task, lang),
    ])
}

/// The sexes, the recorded one first.
fn sexes(now: Option<Sex>, lang: Lang) -> Vec<(String, String)> {
    let none = (String::new(), counter::NOT_GIVEN.get(lang).to_owned());
    let others = Sex::ALL.iter().filter(|sex| Some(**sex) != now);
    let each = now.iter().chain(others);
    let mut options: Vec<(String, String)> =
        each.map(|sex| (sex.to_string(), sex.label(lang).to_owned())).collect();
    options.insert(usize::from(now.is_some()), none);
    options
}

/// What is typed, and nothing of what stays.
fn read(it: &Learner, values: &Values) -> Result<Value, Trouble> {
    let born = it.born_on.map(|born| born.to_string());
    let now = [
        (NAME, values.value(NAME), Value::from(it.name.clone())),
        (BORN, values.day(BORN), born.map_or(Value::Null, Value::from)),
        (SEX, values.value(SEX), it.sex.map_or(Value::Null, |sex| Value::from(sex.as_str()))),
        (STREET, values.value(STREET), it.street.clone().map_or(Value::Null, Value::from)),
        (PHONE, values.value(PHONE), Value::Null),
        (ID_TYPE, values.value(ID_TYPE), Value::Null),
        (ID_NUMBER, values.number(ID_NUMBER), Value::Null),
    ];
    let changed = now.into_iter().filter(|(_, typed, before)| typed != before);
    let mut body: Map<String, Value> = changed
        .map(|(slot, typed, _)| (slot.at.trim_start_matches('/').to_owned(), typed))
        .collect();
    if body.is_empty() {
        return Err(unchanged(NAME));
    }
    body.insert("reason".to_owned(), values.value(REASON));
    let body = Value::Object(body);
    let mut faults = MendLearner::parse(&body).err().unwrap_or_default();
    if said(&body, "reason").is_empty() {
        faults.push(Fault::new(REASON.at, FaultKind::Required));
    }
    if faults.is_empty() { Ok(body) } else { Err(Trouble::of_faults(&faults)) }
}

/// Nothing differs from what is recorded.
pub fn unchanged(slot: Slot) -> Trouble {
    let words = Text::new(
        [staff::UNCHANGED.get(Lang::Zh), "。", staff::UNCHANGED_DETAIL.get(Lang::Zh)].concat(),
        [staff::UNCHANGED.get(Lang::En), ". ", staff::UNCHANGED_DETAIL.get(Lang::En)].concat(),
    );
    Trouble::of_faults(&[Fault::new(slot.at, FaultKind::Finding("unchanged", words))])
}

/// What a body would change.
fn differences(it: &Learner, body: &Value, lang: Lang) -> Vec<Change> {
    let mut list = Vec::new();
    let mut add = |slot: Slot, before: String| {
        let name = slot.at.trim_start_matches('/');
        if body.get(name).is_some() {
            list.push(Change { name: slot.label, before, after: said(body, name).to_owned() });
        }
    };
    add(NAME, it.name.clone());
    add(BORN, it.born_on.map(|born| born.to_string()).unwrap_or_default());
    add(STREET, it.street.clone().unwrap_or_default());
    add(PHONE, text::PHONE_BEFORE.get(lang).to_owned());
    if body.get("sex").is_some() {
        let label = |sex: Option<Sex>| sex.map_or("", |sex| sex.label(lang)).to_owned();
        let after = label(said(body, "sex").parse().ok());
        list.push(Change { name: SEX.label, before: label(it.sex), after });
    }
    if body.get("id_number").is_some() {
        let kind = said(body, "id_type").parse::<IdType>();
        let kind = kind.map_or("", |kind| kind.label(lang));
        let before = format!("{} …{}", it.id_type.label(lang), it.id_last);
        let after = format!("{kind} {}", said(body, "id_number"));
        list.push(Change { name: common::ID_NUMBER, before, after });
    }
    list
}

/// What differs between two states of a record.
fn between(before: &Learner, after: &Learner, lang: Lang) -> Vec<Change> {
    let body = json!({
        "name": after.name,
        "born_on": after.born_on,
        "street": after.street,
        "sex": after.sex,
    });
    let mut list = differences(before, &body, lang);
    list.retain(|change| change.before != change.after);
    if (before.id_type, &before.id_last) != (after.id_type, &after.id_last) {
        let said = |it: &Learner| format!("{} …{}", it.id_type.label(lang), it.id_last);
        let (before, after) = (said(before), said(after));
        list.push(Change { name: common::ID_NUMBER, before, after });
    }
    list
}
