//! Accepting or declining a gift: who gives what, and what the answer does.

use shared::lang::Lang;
use shared::transfers::Transfer;
use shared::transfers::lifecycle::TransferStep;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{other, send};
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, maybe};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values};
use crate::format;
use crate::i18n::{common, convert, follow as text};
use crate::load::{Task, use_task};
use crate::moves::appeal::not_open;
use crate::moves::parts::{lots, outgoing, party, use_key, use_transfer};
use crate::names::{Schemes, use_schemes};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_lang;

const REASON: Slot = Slot::new("reason", "/reason", text::DECLINE_REASON);

#[hook]
pub fn use_answer(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let key = use_key(&task);
    let (step, id) = props.id.split_once(' ').unwrap_or_default();
    let step = step.parse().unwrap_or(TransferStep::Decline);
    let transfer = use_transfer(id);
    let inside = view(&transfer, |it: &Transfer| {
        if it.steps.contains(&step) {
            all([gift(it, &schemes, lang), ask(it, step, &task, key, lang)])
        } else {
            not_open(it, lang)
        }
    });
    let (title, lead) = match step {
        TransferStep::Accept => (text::ACCEPT_TITLE, text::ACCEPT_LEAD),
        _ => (text::DECLINE_TITLE, text::DECLINE_LEAD),
    };
    page(title.get(lang), lead.get(lang), Width::Column, inside)
}

fn gift(it: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let due = it.due_at.map(|due| format::moment(due, lang));
    facts([
        maybe(it.giver.as_ref(), |giver| {
            fact_at("giver", convert::GIVER, lang, party(giver, lang))
        }),
        fact_at("gives", text::GIFT, lang, outgoing(&it.takes, &it.also_takes, schemes, lang)),
        fact(convert::VALIDITY, lang, lots(&it.gives.lots, lang)),
        fact(text::NUMBER, lang, it.number.clone()),
        maybe(due, |due| fact(text::ANSWER_BY, lang, due)),
    ])
}

fn ask(it: &Transfer, step: TransferStep, task: &Task, key: String, lang: Lang) -> Html {
    let id = it.id;
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            task.run(calls::step(id, step, &values.value(REASON), &key), move |_| {
                navigate::replace(&Route::transfer(id));
            });
        })
    };
    let (reason, button) = match step {
        TransferStep::Accept => {
            (Html::default(), send("sure-accept", text::SURE_ACCEPT, task, lang))
        }
        _ => (
            Field::new(REASON, Kind::Text).optional().view(task, lang),
            send("sure-decline", text::SURE_DECLINE, task, lang),
        ),
    };
    let back = other(Route::transfer(id), common::BACK, lang);
    form(task, &[REASON], onsend, "", all([reason, actions([button, back])]))
}
