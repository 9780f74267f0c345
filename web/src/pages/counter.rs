//! The counter: find a person, confirm who they are, open a card.

use serde_json::json;
use shared::learners::Learner;
use yew::prelude::*;

use crate::api;
use crate::components::actions::{Go, Send};
use crate::components::facts::{Fact, Facts};
use crate::components::field::{Field, Kind, Select};
use crate::components::form_box::FormBox;
use crate::components::notice::{Notice, Tone};
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, TaskTrouble};
use crate::form::{Slot, Values};
use crate::http::{Answer, Trouble};
use crate::i18n::{common, counter as text};
use crate::load::{Task, use_task};
use crate::pages::register::id_types;
use crate::routes::Route;
use crate::session::use_lang;

const CARD: Slot =
    Slot::new("card-number", "/card_number", common::CARD_NUMBER).hint(text::CARD_HINT);
const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);

/// What a search came to.
#[derive(Clone, PartialEq)]
enum Search {
    NotYet,
    Nobody,
    Person(Box<Learner>),
}

#[component]
pub fn Counter() -> Html {
    let lang = use_lang();
    let search = use_state(|| Search::NotYet);
    let found = {
        let search = search.clone();
        Callback::from(move |found: Search| search.set(found))
    };
    html! {
        <Page title={common::NAV_COUNTER.get(lang)} lead={text::COUNTER_LEAD.get(lang)} width={Width::Wide}>
            <p class="actions"><Go to={Route::OpenCard}>{ text::OPEN_CARD.get(lang) }</Go></p>
            <div class="split">
                <div class="split-main">
                    <ByCard found={found.clone()} />
                    <ByDocument found={found.clone()} />
                </div>
                <aside class="split-side" aria-live="polite">
                    { match &*search {
                        Search::NotYet => html! { <p class="hint">{ text::LOGGED.get(lang) }</p> },
                        Search::Nobody => html! {
                            <Empty title={text::NOBODY.get(lang)}>
                                <p>{ text::NOBODY_DETAIL.get(lang) }</p>
                            </Empty>
                        },
                        Search::Person(learner) => html! {
                            <Person key={learner.id.to_string()} learner={(**learner).clone()} {found} />
                        },
                    } }
                </aside>
            </div>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct FindProps {
    found: Callback<Search>,
}

#[component]
fn ByCard(props: &FindProps) -> Html {
    let lang = use_lang();
    let task = use_task();
    let onsend = {
        let (task, found) = (task.clone(), props.found.clone());
        Callback::from(move |values: Values| {
            use shared::fault::{Fault, FaultKind};
            use shared::identity::CardNumber;
            let number = values.number(CARD);
            let number = number.as_str().unwrap_or_default().to_owned();
            if let Err(kind) = number.parse::<CardNumber>() {
                let kind = if number.is_empty() { FaultKind::Required } else { kind };
                return task.refuse(Trouble::of_faults(&[Fault::new(CARD.at, kind)]));
            }
            find(&task, async move { api::learner_by_card(&number).await }, found.clone());
        })
    };
    html! {
        <section>
            <h2>{ text::BY_CARD.get(lang) }</h2>
            <FormBox task={task.clone()} slots={vec![CARD]} {onsend}>
                <Field slot={CARD} kind={Kind::Number} autocomplete="off" />
                <p class="actions"><Send id="find-card" task={task.clone()} label={text::FIND.get(lang)} /></p>
            </FormBox>
        </section>
    }
}

#[component]
fn ByDocument(props: &FindProps) -> Html {
    let lang = use_lang();
    let task = use_task();
    let onsend = {
        let (task, found) = (task.clone(), props.found.clone());
        Callback::from(move |values: Values| {
            let body =
                json!({ "id_type": values.value(ID_TYPE), "id_number": values.number(ID_NUMBER) });
            if let Err(trouble) = crate::form::check::<Document>(&body) {
                return task.refuse(trouble);
            }
            find(&task, api::learner_by_document(body), found.clone());
        })
    };
    html! {
        <section>
            <h2>{ text::BY_DOCUMENT.get(lang) }</h2>
            <FormBox task={task.clone()} slots={vec![ID_TYPE, ID_NUMBER]} {onsend}>
                <Select slot={ID_TYPE} options={id_types(lang)} />
                <Field slot={ID_NUMBER} kind={Kind::Number} autocomplete="off" />
                <p class="actions"><Send id="find-document" task={task.clone()} label={text::FIND.get(lang)} /></p>
            </FormBox>
        </section>
    }
}

/// A document by itself, as the search takes it.
struct Document;

impl shared::fields::Form for Document {
    fn read(fields: &mut shared::fields::Fields<'_>) -> Option<Self> {
        shared::identity::IdDocument::read(fields).map(|_| Self)
    }
}

fn find(
    task: &Task,
    answer: impl Future<Output = Answer<Option<Learner>>> + 'static,
    found: Callback<Search>,
) {
    task.run(answer, move |learner| {
        found.emit(match learner {
            Some(learner) => Search::Person(Box::new(learner)),
            None => Search::Nobody,
        });
    });
}

#[derive(Properties, PartialEq)]
struct PersonProps {
    learner: Learner,
    found: Callback<Search>,
}

#[component]
fn Person(props: &PersonProps) -> Html {
    let lang = use_lang();
    let task = use_task();
    let it = &props.learner;
    let onclick = {
        let (task, found, id) = (task.clone(), props.found.clone(), it.id);
        Callback::from(move |_: MouseEvent| {
            let found = found.clone();
            task.run(api::confirm_learner(id), move |learner| {
                found.emit(Search::Person(Box::new(learner)));
            });
        })
    };
    let confirmed = if it.confirmed { text::CONFIRMED } else { text::NOT_CONFIRMED };
    html! {
        <div id="found">
            <h2>{ &it.name }</h2>
            <Facts>
                <Fact name={common::CARD_NUMBER.get(lang)}>{ it.card_number.grouped() }</Fact>
                <Fact name={text::CARD_STATUS.get(lang)}>{ it.card_status.label(lang) }</Fact>
                <Fact name={it.id_type.label(lang)}>{ format!("…{}", it.id_last) }</Fact>
                <Fact name={text::ACCOUNT.get(lang)}>{ confirmed.get(lang) }</Fact>
                if let Some(street) = &it.street {
                    <Fact name={text::STREET.get(lang)}>{ street }</Fact>
                }
            </Facts>
            if it.claim_waiting {
                <Notice tone={Tone::Careful} title={text::CLAIM_WAITING.get(lang)}>
                    <p>{ text::CLAIM_DETAIL.get(lang) }</p>
                    <TaskTrouble task={task.clone()} />
                    <p class="actions">
                        <button type="button" id="confirm-person" class="button main" {onclick}
                            aria-disabled={task.busy().to_string()}>{ text::CONFIRM_PERSON.get(lang) }</button>
                    </p>
                </Notice>
            }
        </div>
    }
}
