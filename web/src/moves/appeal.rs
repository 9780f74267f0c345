//! Appealing against a rejection, once.

use serde_json::json;
use shared::lang::Lang;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{Reasoned, Transfer};
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{go, other, send};
use crate::components::facts::fact;
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, maybe, p};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values, check};
use crate::i18n::{convert, follow as text};
use crate::load::{Task, use_task};
use crate::moves::follow::exempt;
use crate::moves::parts::{amounts_said, unit_name, use_key, use_transfer};
use crate::moves::stages::refusal;
use crate::names::{Schemes, use_schemes};
use crate::navigate;
use crate::routes::Route;
use crate::session::use_lang;

const REASON: Slot =
    Slot::new("reason", "/reason", text::APPEAL_REASON).hint(text::APPEAL_REASON_HINT);

#[hook]
pub fn use_appeal(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let key = use_key(&task);
    let transfer = use_transfer(&props.id);
    let inside = view(&transfer, |it: &Transfer| {
        if it.steps.contains(&TransferStep::Appeal) {
            ask(it, &task, key, &schemes, lang)
        } else {
            not_open(it, lang)
        }
    });
    page(text::APPEAL_TITLE.get(lang), text::APPEAL_LEAD.get(lang), Width::Column, inside)
}

fn ask(it: &Transfer, task: &Task, key: String, schemes: &Schemes, lang: Lang) -> Html {
    let id = it.id;
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let reason = values.value(REASON);
            match check::<Reasoned>(&json!({ "reason": reason })) {
                Ok(_) => {
                    task.run(calls::step(id, TransferStep::Appeal, &reason, &key), move |_| {
                        navigate::replace(&Route::transfer(id));
                    });
                }
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let holds = (!exempt(it)).then(|| {
        let amounts = amounts_said(&it.takes, &it.also_takes, schemes, lang);
        p("", text::APPEAL_HOLD.fill(lang, &[&amounts]))
    });
    let fields = all([
        Field::new(REASON, Kind::Text).view(task, lang),
        holds.unwrap_or_default(),
        actions([
            send("send-appeal", text::SEND_APPEAL, task, lang),
            other(Route::transfer(id), crate::i18n::common::BACK, lang),
        ]),
    ]);
    all([
        facts([
            fact(text::NUMBER, lang, it.number.clone()),
            maybe(it.program.as_ref(), |unit| fact(convert::UNIT, lang, unit_name(unit, lang))),
            maybe(refusal(it), |reason| fact(text::REASON, lang, reason.to_owned())),
        ]),
        form(task, &[REASON], onsend, "", fields),
    ])
}

/// The step does not fit where it stands.
pub fn not_open(it: &Transfer, lang: Lang) -> Html {
    let inside = all([
        p("", text::NOT_OPEN_DETAIL.fill(lang, &[it.status.label(lang)])),
        actions([go(Route::transfer(it.id), text::SEE_IT, lang)]),
    ]);
    notice(Tone::Know, text::NOT_OPEN.get(lang), inside)
}
