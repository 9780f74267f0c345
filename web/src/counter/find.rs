//! The counter: find a person, confirm who they are, open a card.

use std::rc::Rc;

use serde_json::json;
use shared::fault::{Fault, FaultKind};
use shared::identity::{CardNumber, IdDocument};
use shared::lang::Lang;
use shared::learners::Learner;
use yew::prelude::*;

use crate::api;
use crate::components::actions::{go, run, send};
use crate::components::facts::fact;
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, h2, live_aside, maybe, p, section, split};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{Width, page};
use crate::components::states::task_trouble;
use crate::form::{Slot, Values, check};
use crate::http::Trouble;
use crate::i18n::{common, counter as text};
use crate::load::{Task, use_task};
use crate::pages::register::id_types;
use crate::routes::Route;
use crate::session::use_lang;

const CARD: Slot =
    Slot::new("card-number", "/card_number", common::CARD_NUMBER).hint(text::CARD_HINT);
const ID_TYPE: Slot = Slot::new("id-type", "/id_type", common::ID_TYPE);
const ID_NUMBER: Slot = Slot::new("id-number", "/id_number", common::ID_NUMBER);

/// What a search came to: none yet, nobody, or a person.
type Search = Option<Option<Rc<Learner>>>;

#[hook]
pub fn use_counter() -> Html {
    let lang = use_lang();
    let search = use_state(|| None);
    let (by_card, by_document, confirming) = (use_task(), use_task(), use_task());
    let on_card = {
        let (task, found) = (by_card.clone(), search.setter());
        Callback::from(move |values: Values| find_by_card(&task, &values, found.clone()))
    };
    let on_document = {
        let (task, found) = (by_document.clone(), search.setter());
        Callback::from(move |values: Values| find_by_document(&task, &values, found.clone()))
    };
    let confirm = {
        let (task, search) = (confirming.clone(), search.clone());
        Callback::from(move |_: MouseEvent| {
            let found = search.setter();
            if let Some(Some(learner)) = &*search {
                let done = move |learner| found.set(Some(Some(learner)));
                task.run(api::confirm_learner(learner.id), done);
            }
        })
    };
    let searches =
        all([card_form(&by_card, on_card, lang), document_form(&by_document, on_document, lang)]);
    let beside = live_aside(result(&search, &confirming, confirm, lang));
    page(
        common::NAV_COUNTER.get(lang),
        text::COUNTER_LEAD.get(lang),
        Width::Wide,
        all([actions([go(Route::OpenCard, text::OPEN_CARD, lang)]), split(searches, beside)]),
    )
}

fn card_form(task: &Task, onsend: Callback<Values>, lang: Lang) -> Html {
    section(
        text::BY_CARD.get(lang),
        form(
            task,
            &[CARD],
            onsend,
            "",
            all([
                Field::new(CARD, Kind::Number).view(task, lang),
                actions([send("find-card", text::FIND, task, lang)]),
            ]),
        ),
    )
}

fn document_form(task: &Task, onsend: Callback<Values>, lang: Lang) -> Html {
    section(
        text::BY_DOCUMENT.get(lang),
        form(
            task,
            &[ID_TYPE, ID_NUMBER],
            onsend,
            "",
            all([
                select(ID_TYPE, id_types(lang), task, lang, &Callback::noop()),
                Field::new(ID_NUMBER, Kind::Number).view(task, lang),
                actions([send("find-document", text::FIND, task, lang)]),
            ]),
        ),
    )
}

fn find_by_card(task: &Task, values: &Values, found: UseStateSetter<Search>) {
    let number = values.number(CARD);
    let number = number.as_str().unwrap_or_default().to_owned();
    if let Err(kind) = number.parse::<CardNumber>() {
        let kind = if number.is_empty() { FaultKind::Required } else { kind };
        return task.refuse(Trouble::of_faults(&[Fault::new(CARD.at, kind)]));
    }
    task.run(api::learner_by_card(&number), move |found_one| {
        found.set(Some((*found_one).clone()));
    });
}

fn find_by_document(task: &Task, values: &Values, found: UseStateSetter<Search>) {
    let body = json!({ "id_type": values.value(ID_TYPE), "id_number": values.number(ID_NUMBER) });
    if let Err(trouble) = check::<IdDocument>(&body) {
        return task.refuse(trouble);
    }
    task.run(api::learner_by_document(body), move |found_one| {
        found.set(Some((*found_one).clone()));
    });
}

fn result(search: &Search, confirming: &Task, confirm: Callback<MouseEvent>, lang: Lang) -> Html {
    match search {
        None => p("hint", text::LOGGED.get(lang)),
        Some(None) => {
            let inside = p("", text::NOBODY_DETAIL.get(lang));
            empty(text::NOBODY.get(lang), inside)
        }
        Some(Some(learner)) => person(learner, confirming, confirm, lang),
    }
}

fn person(it: &Learner, confirming: &Task, confirm: Callback<MouseEvent>, lang: Lang) -> Html {
    let confirmed = if it.confirmed { text::CONFIRMED } else { text::NOT_CONFIRMED };
    let document = format!("{} …{}", it.id_type.label(lang), it.id_last);
    let claim = it.claim_waiting.then(|| {
        let inside = all([
            p("", text::CLAIM_DETAIL.get(lang)),
            task_trouble(confirming),
            actions([run("confirm-person", text::CONFIRM_PERSON, confirming, lang, confirm)]),
        ]);
        notice(Tone::Careful, text::CLAIM_WAITING.get(lang), inside)
    });
    let known = facts([
        fact(common::CARD_NUMBER, lang, it.card_number.grouped()),
        fact(text::CARD_STATUS, lang, it.card_status.label(lang)),
        fact(common::ID_NUMBER, lang, document),
        fact(text::ACCOUNT, lang, confirmed.get(lang)),
        maybe(it.street.clone(), |street| fact(text::STREET, lang, street)),
    ]);
    html! { <div id="found">{ h2(&it.name) }{ known }{ claim.unwrap_or_default() }</div> }
}
