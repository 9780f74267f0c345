//! Posting a completion by keyboard alone: Enter shows the decision, Enter again saves it, and the
//! cursor stands in the first field for the next person, with the course kept.

use serde_json::{Value, json};
use shared::completions::{Completion, LearnerRef, PostCompletion as PostForm};
use shared::courses::Course;
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::institutions::InstitutionCode;
use shared::learners::Learner;
use shared::rules::Decision;
use yew::prelude::*;

use crate::components::completion_rows::Tag;
use crate::components::decision::{DecisionView, Mood};
use crate::components::field::{Field, Kind, Need, Select};
use crate::components::form_box::{FormBox, values_around};
use crate::components::notice::{Notice, Tone};
use crate::components::page::{Page, Width};
use crate::form::{Slot, Values, check};
use crate::format::plain;
use crate::http::{Answer, Trouble};
use crate::i18n::{common, counter as text};
use crate::load::{Task, use_load, use_task};
use crate::names::{Institutions, use_institutions};
use crate::pages::register::id_types;
use crate::session::{use_lang, use_session};
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

#[component]
pub fn PostCompletion() -> Html {
    let session = use_session();
    let lang = session.lang();
    let place = session.user().and_then(|user| user.institution.clone());
    html! {
        <Page title={text::POST_TITLE.get(lang)} lead={text::POST_LEAD.get(lang)} width={Width::Wide}>
            if let Some(place) = place {
                <Desk place={place.code} />
            } else {
                <Notice tone={Tone::Careful} title={text::NO_PLACE.get(lang)}>
                    <p>{ text::NO_PLACE_DETAIL.get(lang) }</p>
                </Notice>
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    place: InstitutionCode,
}

/// What the bank would make of the form, and whom and what it is about.
#[derive(Clone, PartialEq)]
struct Preview {
    learner: Option<Learner>,
    course: Option<Course>,
    decision: Decision,
}

/// What stands beside the form.
#[derive(Clone, PartialEq)]
enum Beside {
    Nothing,
    Preview(Box<Preview>),
    Saved(Box<Completion>),
}

#[component]
fn Desk(props: &Props) -> Html {
    let task = use_task();
    let institutions = use_institutions();
    let beside = use_state(|| Beside::Nothing);
    let next_number = use_state(String::new);
    let onpreview = {
        let (task, beside, place) = (task.clone(), beside.clone(), props.place.clone());
        let known = institutions.load.ready().map(|all| (**all).clone());
        Callback::from(move |values: Values| {
            let body = body(&values);
            let form = match check::<PostForm>(&body) {
                Ok(form) => form,
                Err(trouble) => return task.refuse(trouble),
            };
            let beside = beside.clone();
            task.run(preview(form, place.clone(), known.clone()), move |preview| {
                beside.set(Beside::Preview(Box::new(preview)));
                browser::focus("save");
            });
        })
    };
    let onsave = {
        let (task, beside, next_number) = (task.clone(), beside.clone(), next_number.clone());
        Callback::from(move |event: MouseEvent| {
            let Some(values) = values_around(&event) else { return };
            let (beside, next_number) = (beside.clone(), next_number.clone());
            save(&task, body(&values), move |completion| {
                next_number.set(following(&completion.external_id));
                beside.set(Beside::Saved(Box::new(completion)));
            });
        })
    };
    html! {
        <div class="split">
            <div class="split-main">
                <FormBox task={task.clone()} slots={SLOTS.to_vec()} onsend={onpreview} class="desk">
                    <Fields place={props.place.clone()} next_number={(*next_number).clone()} />
                    <Buttons task={task.clone()} {onsave} />
                </FormBox>
            </div>
            <aside class="split-side" aria-live="polite">
                <Panel beside={(*beside).clone()} />
            </aside>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ButtonsProps {
    task: Task,
    onsave: Callback<MouseEvent>,
}

#[component]
fn Buttons(props: &ButtonsProps) -> Html {
    let lang = use_lang();
    let busy = props.task.busy().to_string();
    html! {
        <p class="actions">
            <button type="submit" id="preview" class="button" aria-disabled={busy.clone()}>
                { common::PREVIEW.get(lang) }
            </button>
            <button type="button" id="save" class="button main" onclick={props.onsave.clone()}
                aria-disabled={busy}>{ text::SAVE.get(lang) }</button>
        </p>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    place: InstitutionCode,
    next_number: String,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let lang = use_lang();
    let place = props.place.clone();
    // What the catalogue has under the code: not asked, nothing, or a course.
    let found = use_state(|| None::<Option<Course>>);
    let suggestions = use_load(place.clone(), |place| async move {
        api::courses(String::new(), place.to_string(), String::new()).await
    });
    let look_up = {
        let found = found.clone();
        Callback::from(move |code: String| {
            let (found, place) = (found.clone(), place.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // A failed look-up leaves the field as it is; saving says what is wrong.
                let course = api::course(place.as_str(), code.trim()).await.ok();
                if let Some(Some(course)) = &course
                    && browser::value(HOURS.id).is_empty()
                {
                    browser::fill(HOURS.id, &plain(course.hours));
                }
                found.set(course.filter(|_| !code.trim().is_empty()));
            });
        })
    };
    let codes = suggestions.load.ready().map(|page| page.items.clone()).unwrap_or_default();
    html! {
        <>
            <fieldset>
                <legend>{ text::LEARNER.get(lang) }</legend>
                <Field slot={CARD} kind={Kind::Number} need={Need::Optional} autocomplete="off" />
                <p class="or">{ text::OR_BY_DOCUMENT.get(lang) }</p>
                <div class="pair">
                    <Select slot={ID_TYPE} options={id_types(lang)} />
                    <Field slot={ID_NUMBER} kind={Kind::Number} need={Need::Optional} autocomplete="off" />
                </div>
                <Field slot={NAME} need={Need::Optional} autocomplete="off" />
            </fieldset>
            <fieldset>
                <legend>{ text::COURSE.get(lang) }</legend>
                <Field slot={COURSE} autocomplete="off" list="course-codes" onchange={look_up} />
                <datalist id="course-codes">
                    { for codes.iter().map(|course| html! {
                        <option value={course.code.clone()}>{ &course.title }</option>
                    }) }
                </datalist>
                { match &*found {
                    Some(Some(course)) => html! { <p class="found" id="course-found">{ &course.title }</p> },
                    Some(None) => html! { <Field slot={TITLE} autocomplete="off" /> },
                    None => Html::default(),
                } }
                <div class="pair">
                    <Field slot={ENDED} kind={Kind::Day} autocomplete="off" />
                    <Field slot={HOURS} kind={Kind::Decimal} autocomplete="off" />
                    <Field slot={GRADE} need={Need::Optional} autocomplete="off" />
                    <Field slot={DECLARED} kind={Kind::Decimal} need={Need::Optional} autocomplete="off" />
                </div>
                <Field slot={NUMBER} autocomplete="off" start={props.next_number.clone()} />
            </fieldset>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PanelProps {
    beside: Beside,
}

#[component]
fn Panel(props: &PanelProps) -> Html {
    let lang = use_lang();
    match &props.beside {
        Beside::Nothing => html! {
            <>
                <h2>{ text::HOW.get(lang) }</h2>
                <p>{ text::HOW_DETAIL.get(lang) }</p>
            </>
        },
        Beside::Preview(preview) => html! {
            <div id="preview-result">
                <h2>{ common::PREVIEW.get(lang) }</h2>
                <p>{ match &preview.learner {
                    Some(learner) => format!("{} · {}", learner.name, learner.card_number.grouped()),
                    None => text::NEW_LEARNER.get(lang).to_owned(),
                } }</p>
                if let Some(course) = &preview.course { <p>{ &course.title }</p> }
                <DecisionView decision={preview.decision.clone()} mood={Mood::Would} />
            </div>
        },
        Beside::Saved(completion) => html! {
            <div id="result" data-status={completion.status.as_str()}>
                <h2>{ text::SAVED.get(lang) }</h2>
                <p><strong>{ &completion.learner_name }</strong>{ " " }{ completion.card_number.grouped() }</p>
                <p>{ &completion.course.title }{ " " }<Tag status={completion.status} /></p>
                <p class="hint">{ format!("{} {}", common::NUMBER.get(lang), completion.external_id) }</p>
                <DecisionView decision={completion.decision.clone()} mood={Mood::Made} />
            </div>
        },
    }
}

fn save(task: &Task, body: Value, done: impl FnOnce(Completion) + 'static) {
    if let Err(trouble) = check::<PostForm>(&body) {
        return task.refuse(trouble);
    }
    let key = browser::random_key();
    task.run(async move { api::post_completion(body, &key).await }, move |completion| {
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
            "card_number": card, "id_type": values.value(ID_TYPE), "id_number": number, "name": name,
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
async fn preview(
    form: PostForm,
    place: InstitutionCode,
    institutions: Option<Institutions>,
) -> Answer<Preview> {
    let fault = |slot: Slot, kind| Trouble::of_faults(&[Fault::new(slot.at, kind)]);
    let learner = learner(&form.learner).await?;
    let course = api::course(place.as_str(), form.course.code.as_str()).await?;
    if course.is_none() && form.course.title.is_none() {
        return Err(fault(COURSE, FaultKind::Unknown));
    }
    let scale = institutions.and_then(|all| all.find(&place).map(|it| it.grade_scale.clone()));
    let score = match (&form.grade, scale) {
        (Some(grade), Some(scale)) => {
            Some(scale.score(grade.as_str()).map_err(|kind| fault(GRADE, kind))?)
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
async fn learner(asked: &LearnerRef) -> Answer<Option<Learner>> {
    let document = match asked {
        LearnerRef::Card(number) => {
            let found = api::learner_by_card(number.as_str()).await?;
            let unknown = || Trouble::of_faults(&[Fault::new(CARD.at, FaultKind::Unknown)]);
            return found.map(Some).ok_or_else(unknown);
        }
        LearnerRef::Document { document, .. } => document,
    };
    api::learner_by_document(json!({
        "id_type": document.id_type(), "id_number": document.number(),
    }))
    .await
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
