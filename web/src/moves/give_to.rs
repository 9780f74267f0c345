//! Giving, second screen: to whom.

use std::rc::Rc;

use serde_json::Value;
use shared::lang::Lang;
use shared::transfers::QuoteRequest;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{other, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, p};
use crate::components::page::{Width, page};
use crate::form::{Slot, Values, check};
use crate::http::Trouble;
use crate::i18n::{common, convert as text};
use crate::load::{Task, use_task};
use crate::moves::give::{Draft, draft, keep};
use crate::moves::parts::{Asked, start_again};
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::navigate;
use crate::session::use_lang;

const TO: Slot = Slot::new("to-card", "/to_card_number", text::TO_CARD).hint(text::TO_CARD_HINT);

#[hook]
pub fn use_give_to() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    {
        // What is wrong with the amount is mended where it was typed.
        let trouble = task.trouble().filter(|trouble| elsewhere(trouble)).cloned();
        use_effect_with(trouble.is_some(), move |_| {
            if let Some(trouble) = trouble {
                navigate::go_with(&Place::Give.route(), Rc::new(trouble));
            }
        });
    }
    let inside = match draft() {
        Some(draft) => ask(&draft, &task, &schemes, lang),
        None => start_again(Place::Give.route(), lang),
    };
    page(text::TO_TITLE.get(lang), text::TO_LEAD.get(lang), Width::Column, inside)
}

/// Whether the trouble is with what stands on the screen before.
fn elsewhere(trouble: &Trouble) -> bool {
    trouble.faults().iter().any(|fault| !TO.covers(&fault.pointer))
}

fn ask(draft: &Draft, task: &Task, schemes: &Schemes, lang: Lang) -> Html {
    let what = schemes.credits(&draft.scheme, lang);
    let onsend = {
        let (task, draft) = (task.clone(), draft.clone());
        Callback::from(move |values: Values| {
            keep(Draft { to: values.text(TO), ..draft.clone() });
            quote(&task, &draft, &values.number(TO));
        })
    };
    let to = Field::new(TO, Kind::Number).start(draft.to.clone());
    let fields = all([
        to.view(task, lang),
        actions([
            send("continue", common::CONTINUE, task, lang),
            other(Place::Give.route(), common::BACK, lang),
        ]),
    ]);
    all([
        p("", text::YOU_GIVE.fill(lang, &[&draft.amount, &what])),
        form(task, &[TO], onsend, "", fields),
    ])
}

fn quote(task: &Task, draft: &Draft, to: &Value) {
    let body = calls::gift(&draft.scheme, &draft.amount, to);
    match check::<QuoteRequest>(&body) {
        Ok(_) => task.run(calls::quote(body.clone()), |quote| {
            navigate::go_with(&Place::GiveCheck.route(), Rc::new(Asked { body, quote }));
        }),
        Err(trouble) => task.refuse(trouble),
    }
}
