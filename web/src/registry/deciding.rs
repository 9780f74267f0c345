//! Deciding on an application: approving or rejecting it, and the receipt.

use std::rc::Rc;

use serde_json::json;
use shared::ids::TransferId;
use shared::lang::Lang;
use shared::transfers::Transfer;
use shared::vocabulary::TransferStatus;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::actions::{print_button, send};
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::fact_at;
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, p, section};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{read_reason, reason_fact, reason_field};
use crate::components::states::view;
use crate::form::{Slot, Values};
use crate::i18n::{Words, review as text, staff};
use crate::load::{use_load, use_task};
use crate::names::use_schemes;
use crate::registry::application::{Found, effect, history, known, title, use_application};
use crate::registry::parts::{main_way, not_there, view_found, way};
use crate::registry::place::Place;
use crate::session::use_lang;
use crate::{browser, navigate};

const OPINION: Slot = Slot::new("opinion", "/reason", text::OPINION);
const REASONS: [Words; 4] =
    [text::REASON_CONTENT, text::REASON_LEVEL, text::REASON_EVIDENCE, text::REASON_OUTDATED];

#[hook]
pub fn use_approve_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let loaded = use_application(&props.id);
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    let lead = title(found, &schemes, lang);
    let inside = view(&loaded, |found| match found {
        Some(found) => all([
            open(found, lang),
            known(found, &schemes, lang),
            notice(Tone::Careful, effect(&found.it).get(lang), Html::default()),
            screen!(use_approve, found.it.id),
        ]),
        None => not_there(lang),
    });
    page(text::APPROVE_TITLE.get(lang), lead, Width::Column, inside)
}

/// Somebody else may have decided meanwhile.
fn open(found: &Found, lang: Lang) -> Html {
    if found.it.status == TransferStatus::InReview {
        return Html::default();
    }
    let status = p("", found.it.status.label(lang));
    notice(Tone::Know, text::DECIDED_ALREADY.get(lang), status)
}

#[hook]
fn use_approve(id: &TransferId) -> Html {
    let lang = use_lang();
    let task = use_task();
    let key = use_state(browser::random_key);
    let id = *id;
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let body = json!({ "reason": values.value(OPINION) });
            task.run(calls::approve(id, body, &key), move |_| decided(id));
        })
    };
    let fields = all([
        Field::new(OPINION, Kind::Text).optional().view(&task, lang),
        actions([
            send("confirm-approve", text::CONFIRM_APPROVE, &task, lang),
            way(&Place::Application(id.to_string()), staff::CHANGE, lang),
        ]),
    ]);
    form(&task, &[OPINION], onsend, "", fields)
}

fn decided(id: TransferId) {
    navigate::replace(&Place::Decided(id.to_string()).route());
}

#[hook]
pub fn use_reject_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let loaded = use_application(&props.id);
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    let who = title(found, &schemes, lang);
    let inside = view(&loaded, |found| match found {
        Some(found) => {
            let lead = if found.it.appealed { text::REJECT_FINAL } else { text::REJECT_LEAD };
            all([
                open(found, lang),
                p("", lead.get(lang)),
                screen!(use_errand, rejection(found.it.clone(), who.clone())),
            ])
        }
        None => not_there(lang),
    });
    let back = actions([way(&Place::Application(props.id.clone()), text::SEE_APPLICATION, lang)]);
    page(text::REJECT_TITLE.get(lang), who.clone(), Width::Column, all([inside, back]))
}

fn rejection(it: Rc<Transfer>, who: String) -> Errand {
    let (id, number) = (it.id, it.number.clone());
    Errand::new(
        &[crate::components::reason::REASON],
        |task, lang| reason_field(&REASONS, task, lang),
        read_reason,
        ("confirm-reject", text::CONFIRM_REJECT),
    )
    .review(move |body, lang| {
        facts([
            fact_at("check-who", staff::LEARNER, lang, who.clone()),
            fact_at("check-number", text::NUMBER, lang, number.clone()),
            reason_fact(body, lang),
        ])
    })
    .send(move |body, key| calls::reject(id, body, key), move |_| decided(id))
}

/// The receipt of a decision.
#[hook]
pub fn use_decided_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let loaded = {
        let id = props.id.clone();
        use_load(id.clone(), move || calls::application(&id))
    };
    let inside = view_found(&loaded, lang, |it| receipt(it, lang));
    page(text::RECEIPT.get(lang), "", Width::Column, inside)
}

fn receipt(it: &Rc<Transfer>, lang: Lang) -> Html {
    let (done, next) = match it.status {
        TransferStatus::Settled => (text::RECEIPT_APPROVED.get(lang), text::NEXT_APPROVED),
        TransferStatus::Rejected if it.appealed => {
            (text::RECEIPT_REJECTED.get(lang), text::NEXT_FINAL)
        }
        TransferStatus::Rejected => (text::RECEIPT_REJECTED.get(lang), text::NEXT_REJECTED),
        other => (other.label(lang), text::NONE_WAIT_DETAIL),
    };
    let who = it.applicant.as_ref().map_or("", |who| &who.name);
    let inside = facts([
        fact_at("receipt-number", text::NUMBER, lang, it.number.clone()),
        fact_at("receipt-who", staff::LEARNER, lang, who.to_owned()),
    ]);
    let told = notice(Tone::Done, done, inside);
    all([
        html! { <div id="receipt" data-status={it.status.as_str()}>{ told }</div> },
        section(text::NEXT.get(lang), p("", next.get(lang))),
        section(text::HISTORY.get(lang), history(it, lang)),
        actions([
            main_way("next", &Place::Queue("mine"), text::NEXT_ONE, lang),
            way(&Place::Application(it.id.to_string()), text::SEE_APPLICATION, lang),
            print_button(lang),
        ]),
    ])
}
