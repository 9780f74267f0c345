//! Posting a completion by keyboard alone: Enter leads from field to field, in the last one it shows
//! the decision, once more saves it, and the cursor stands in the first field for the next person,
//! with the course kept.

use std::rc::Rc;

use serde_json::{Value, json};
use shared::completions::{Completion, LearnerRef, PostCompletion as PostForm};
use shared::courses::Course;
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::identity::CardNumber;
use shared::institutions::InstitutionCode;
use shared::lang::Lang;
use shared::learners::Learner;
use shared::rules::Decision;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::components::actions::{run, submit};
use crate::components::completion_rows::tag;
use crate::components::decision::{Mood, decision_view};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::{form, values_around};
use crate::components::markup::{actions, all, h2, live_aside, maybe, p, split, strong};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::form::{Slot, Values, check};
use crate::format::plain;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{common, counter as text};
use crate::load::{Task, use_load, use_task};
use crate::names::{Schemes, institutions, use_schemes};
use crate::pages::register::id_types;
use crate::session::{use_lang, use_session};
use crate::staff::scan::{self, use_scanner};
use crate::{api, browser};

const CARD: Slot =
    Slot::new("learner-card", "/learner/card_number", common::CARD_NUMBER).hint(text::CARD_HINT);
const ID_TYPE: Slot = Slot::new("id-type", "/learner/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/learner/id_number", common::ID_NUMBER);
const NAME: Slot = Slot::new("learner-name", "/learner/name", common::NAME);
const NUMBER: Slot =
    Slot::new("external-id", "/external_id", text::EXTERNAL_ID).hint(text::EXTERNAL_ID_HINT);
const COURSE: Slot = Slot::new("course-code", "/course/code", text::COURSE_CODE);
const TITLE: Slot =
    Slot::new("course-title", "/course/title", text::COURSE_TITLE).hint(text::COURSE_TITLE_HINT);
const ENDED: Slot = Slot::new("ended-on", "/ended_on", text::ENDED_ON).hint(text::ENDED_ON_HINT);
const HOURS: Slot = Slot::new("hours", "/hours", common::HOURS);
const GRADE: Slot = Slot::new("grade", "/grade", common::GRADE);
const DECLARED: Slot = Slot::new("declared-credits", "/declared_credits", common::DECLARED);
const SLOTS: [Slot; 11] =
    [CARD, ID_TYPE, ID_NUMBER, NAME, COURSE, TITLE, ENDED, HOURS, GRADE, DECLARED, NUMBER];

#[hook]
pub fn use_post_completion() -> Html {
    let session = use_session();
    let lang = session.lang();
    let place = session.user().and_then(|user| user.institution.clone());
    let inside = if let Some(place) = place {
        screen!(use_desk, place.code)
    } else {
        let detail = p("", text::NO_PLACE_DETAIL.get(lang));
        notice(Tone::Careful, text::NO_PLACE.get(lang), detail)
    };
    page(text::POST_TITLE.get(lang), text::POST_LEAD.get(lang), Width::Wide, inside)
}

/// What the bank would make of the form, and whom and what it is about.
struct Preview {
    learner: Option<Rc<Learner>>,
    course: Option<Course>,
    decision: Rc<Decision>,
}

/// What stands beside the form.
enum Beside {
    Nothing,
    Preview(Rc<Preview>),
    Saved(Rc<Completion>),
}

#[hook]
fn use_desk(place: &InstitutionCode) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let beside = use_state(|| Beside::Nothing);
    let next_number = use_state(String::new);
    let under = use_state(|| Under::NotAsked);
    let holder = use_state(|| Holder::NotAsked);
    let holder_after = holder.setter();
    let suggestions = {
        let place = place.to_string();
        use_load(place.clone(), move || api::courses("", &place, ""))
    };
    let onpreview = {
        let (task, beside, place) = (task.clone(), beside.clone(), place.clone());
        Callback::from(move |values: Values| {
            let form = match check::<PostForm>(&body(&values)) {
                Ok(form) => form,
                Err(trouble) => return task.refuse(trouble),
            };
            let beside = beside.clone();
            task.run(Coming::of(preview(form, place.clone())), move |preview| {
                beside.set(Beside::Preview(preview));
                browser::focus("save");
            });
        })
    };
    let onsave = {
        let (task, beside, next_number) = (task.clone(), beside.clone(), next_number.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(values) = values_around(event.target()) else { return };
            let (beside, next_number) = (beside.clone(), next_number.clone());
            let holder = holder_after.clone();
            save(&task, body(&values), move |completion| {
                holder.set(Holder::NotAsked);
                next_number.set(following(&completion.external_id));
                beside.set(Beside::Saved(completion));
            });
        })
    };
    let look_up = {
        let (under, place) = (under.clone(), place.clone());
        Callback::from(move |code: String| look_up(code, place.clone(), under.setter()))
    };
    let codes = suggestions.ready().map_or(&[][..], |page| &page.items);
    let onkeydown = {
        let holder = holder.clone();
        Callback::from(move |event: KeyboardEvent| step_on(&event, holder.setter()))
    };
    let on_scan = {
        let holder = holder.clone();
        Callback::from(move |card: CardNumber| {
            browser::fill(CARD.id, card.as_str());
            browser::focus(COURSE.id);
            find_holder(card, holder.setter());
        })
    };
    let about = AboutCourse { codes, under: &under, next_number: &next_number, look_up };
    let preview_or_save = actions([
        submit("preview", "button", common::PREVIEW, lang),
        run("save", text::SAVE, &task, lang, onsave),
    ]);
    let scanner = screen!(use_scanner, on_scan);
    let learner = learner_fields(&holder, scanner, &task, lang);
    let fields = all([learner, course_fields(about, &task, lang)]);
    let fields = html! { <div {onkeydown}>{ fields }</div> };
    let desk = form(&task, &SLOTS, onpreview, "desk", all([fields, preview_or_save]));
    split(desk, live_aside(panel(&beside, &schemes, lang)))
}

/// Whose card it is.
enum Holder {
    NotAsked,
    Nobody,
    Somebody(Rc<Learner>),
}

fn learner_fields(holder: &Holder, scanner: Html, task: &Task, lang: Lang) -> Html {
    let found = match holder {
        Holder::NotAsked => Html::default(),
        Holder::Nobody => html! { <p id="learner-found">{ text::NO_SUCH_CARD.get(lang) }</p> },
        Holder::Somebody(it) => html! { <p class="found" id="learner-found">{ &it.name }</p> },
    };
    html! {
        <fieldset>
            <legend>{ text::LEARNER.get(lang) }</legend>
            { Field::new(CARD, Kind::Number).optional().view(task, lang) }
            <div aria-live="polite">{ found }</div>
            { scanner }
            { p("or", text::OR_BY_DOCUMENT.get(lang)) }
            <div class="pair">
                { select(ID_TYPE, id_types(lang), task, lang, &Callback::noop()) }
                { Field::new(ID_NUMBER, Kind::Number).optional().view(task, lang) }
            </div>
            { Field::new(NAME, Kind::Text).optional().view(task, lang) }
        </fieldset>
    }
}

/// What the fields of the course show beside what is typed.
struct AboutCourse<'a> {
    codes: &'a [Course],
    under: &'a Under,
    next_number: &'a str,
    look_up: Callback<String>,
}

fn course_fields(about: AboutCourse<'_>, task: &Task, lang: Lang) -> Html {
    let AboutCourse { codes, under, next_number, look_up } = about;
    let found = match under {
        Under::Course(course) => html! { <p class="found" id="course-found">{ &course.title }</p> },
        Under::Nothing => Field::new(TITLE, Kind::Text).view(task, lang),
        Under::NotAsked => Html::default(),
    };
    let code = Field::new(COURSE, Kind::Text).suggestions("course-codes").on_change(look_up);
    html! {
        <fieldset>
            <legend>{ text::COURSE.get(lang) }</legend>
            { code.view(task, lang) }
            <datalist id="course-codes">
                { for codes.iter().map(|course| html! {
                    <option value={course.code.clone()}>{ &course.title }</option>
                }) }
            </datalist>
            { found }
            <div class="pair">
                { Field::new(ENDED, Kind::Day).view(task, lang) }
                { Field::new(HOURS, Kind::Decimal).view(task, lang) }
                { Field::new(GRADE, Kind::Text).optional().view(task, lang) }
                { Field::new(DECLARED, Kind::Decimal).optional().view(task, lang) }
            </div>
            { Field::new(NUMBER, Kind::Text).start(next_number.to_owned()).view(task, lang) }
        </fieldset>
    }
}

/// What the catalogue has under the code.
enum Under {
    NotAsked,
    Nothing,
    Course(Course),
}

/// Looks a code up in the catalogue, and fills in the hours where none stand yet.
fn look_up(code: String, place: InstitutionCode, found: UseStateSetter<Under>) {
    spawn_local(async move {
        let code = code.trim();
        if code.is_empty() {
            return found.set(Under::NotAsked);
        }
        found.set(match api::course_by_code(place.as_str(), code).await {
            Ok(Some(course)) => {
                if browser::value(HOURS.id).is_empty() {
                    browser::fill(HOURS.id, &plain(course.hours));
                }
                Under::Course(course)
            }
            Ok(None) => Under::Nothing,
            // The fields stay as they are; saving says what is wrong.
            Err(_) => Under::NotAsked,
        });
    });
}

fn panel(beside: &Beside, schemes: &Schemes, lang: Lang) -> Html {
    match beside {
        Beside::Nothing => all([
            h2(text::HOW.get(lang)),
            p("", text::HOW_ENTER.get(lang)),
            p("", text::HOW_LAST.get(lang)),
            p("", text::HOW_SAVE.get(lang)),
            p("", text::HOW_BACK.get(lang)),
        ]),
        Beside::Preview(preview) => {
            let who = match &preview.learner {
                Some(it) => format!("{} · {}", it.name, it.card_number.grouped()),
                None => text::NEW_LEARNER.get(lang).to_owned(),
            };
            let course = maybe(preview.course.as_ref(), |course| p("", &course.title));
            let decision = decision_view(&preview.decision, Mood::Would, schemes, lang);
            let title = h2(common::PREVIEW.get(lang));
            html! { <div id="preview-result">{ title }{ p("", who) }{ course }{ decision }</div> }
        }
        Beside::Saved(it) => {
            let space = || Html::from(" ");
            let who = all([strong(&it.learner_name), space(), it.card_number.grouped().into()]);
            let what = all([Html::from(&it.course.title), space(), tag(it.status, lang)]);
            let number = format!("{} {}", common::NUMBER.get(lang), it.external_id);
            html! {
                <div id="result" data-status={it.status.as_str()}>
                    { h2(text::SAVED.get(lang)) }
                    { p("", who) }{ p("", what) }{ p("hint", number) }
                    { decision_view(&it.decision, Mood::Made, schemes, lang) }
                </div>
            }
        }
    }
}

/// Enter leads to the next field; from a card's number, which a scanner may have typed, to the
/// course. In the last field it sends the form.
fn step_on(event: &KeyboardEvent, holder: UseStateSetter<Holder>) {
    const IN_COMPOSITION: u32 = 229;
    let composing = event.is_composing() || event.key_code() == IN_COMPOSITION;
    if event.key() != "Enter" || composing {
        return;
    }
    let Some(field) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    let card = (field.id() == CARD.id).then(|| scan::tidy(CARD.id)).flatten();
    let next = match card {
        Some(card) => {
            find_holder(card, holder);
            Some(COURSE.id.to_owned())
        }
        None => browser::field_after(&field),
    };
    if let Some(next) = next {
        event.prevent_default();
        browser::focus(&next);
    }
}

fn find_holder(card: CardNumber, holder: UseStateSetter<Holder>) {
    spawn_local(async move {
        holder.set(match api::learner_by_card(card.as_str()).await.as_deref() {
            Ok(Some(learner)) => Holder::Somebody(learner.clone()),
            Ok(None) => Holder::Nobody,
            // Saving says what is wrong.
            Err(_) => Holder::NotAsked,
        });
    });
}

fn save(task: &Task, body: Value, done: impl FnOnce(Rc<Completion>) + 'static) {
    if let Err(trouble) = check::<PostForm>(&body) {
        return task.refuse(trouble);
    }
    let key = browser::random_key();
    task.run(api::post_completion(body, &key), move |completion| {
        for slot in [CARD, ID_NUMBER, NAME, GRADE, DECLARED] {
            browser::fill(slot.id, "");
        }
        browser::focus(CARD.id);
        done(completion);
    });
}

fn body(values: &Values) -> Value {
    let (card, number, name) = (values.number(CARD), values.number(ID_NUMBER), values.value(NAME));
    let document = !number.is_null() || !name.is_null();
    let learner = if document {
        json!({
            "card_number": card,
            "id_type": values.value(ID_TYPE),
            "id_number": number,
            "name": name,
        })
    } else {
        // Without either, the card's number is what is missing.
        json!({ "card_number": card.as_str().unwrap_or_default() })
    };
    json!({
        "external_id": values.value(NUMBER),
        "learner": learner,
        "course": { "code": values.value(COURSE), "title": values.value(TITLE) },
        "ended_on": values.day(ENDED),
        "hours": values.value(HOURS),
        "grade": values.value(GRADE),
        "declared_credits": values.value(DECLARED),
    })
}

/// Finds the person and the course, and asks what the bank would make of it.
async fn preview(form: PostForm, place: InstitutionCode) -> Answer<Preview> {
    let fault = |slot: Slot, kind| Trouble::of_faults(&[Fault::new(slot.at, kind)]);
    let learner = learner(&form.learner).await?;
    let course = api::course_by_code(place.as_str(), form.course.code.as_str()).await?;
    if course.is_none() && form.course.title.is_none() {
        return Err(fault(COURSE, FaultKind::Unknown));
    }
    let scales = institutions().await?;
    let score = match (&form.grade, scales.find(&place)) {
        (Some(grade), Some(it)) => {
            Some(it.grade_scale.score(grade.as_str()).map_err(|kind| fault(GRADE, kind))?)
        }
        _ => None,
    };
    let (id, title) = (course.as_ref().map(|course| course.id), form.course.title.as_ref());
    let question = json!({
        "course_id": id,
        "institution": id.is_none().then_some(&place),
        "title": title.filter(|_| id.is_none()).map(Line::as_str),
        "hours": form.hours,
        "score": score,
        "declared_credits": form.declared_credits,
        "ended_on": form.ended_on,
        "card_number": learner.as_ref().map(|learner| learner.card_number.clone()),
    });
    let decision = api::preview(question).await?;
    Ok(Preview { learner, course, decision })
}

/// The person: a card must be known, a document may be new.
async fn learner(asked: &LearnerRef) -> Answer<Option<Rc<Learner>>> {
    let document = match asked {
        LearnerRef::Card(number) => {
            let found = (*api::learner_by_card(number.as_str()).await?).clone();
            let unknown = || Trouble::of_faults(&[Fault::new(CARD.at, FaultKind::Unknown)]);
            return found.map(Some).ok_or_else(unknown);
        }
        LearnerRef::Document { document, .. } => document,
    };
    let body = json!({ "id_type": document.id_type(), "id_number": document.number() });
    Ok((*api::learner_by_document(body).await?).clone())
}

/// The number after this one, `2026-A-0018` after `2026-A-0017`; nothing when it ends in no digit.
fn following(number: &str) -> String {
    let stem = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = number.get(stem.len()..).unwrap_or_default();
    match digits.parse::<u64>() {
        Ok(count) if count < u64::MAX => {
            format!("{stem}{:0width$}", count + 1, width = digits.len())
        }
        _ => String::new(),
    }
}
