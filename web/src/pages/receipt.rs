//! The receipt of a conversion, at an address of its own: what moved, why, what happens next.

use chrono::{DateTime, Utc};
use shared::lang::Lang;
use shared::rules::{Step, rule_line, sentence};
use shared::transfers::Transfer;
use shared::vocabulary::TransferStatus;
use yew::prelude::*;

use crate::components::actions::{act, other};
use crate::components::amount::{amount, amount_of};
use crate::components::facts::{Fold, fact, fact_at, named, why};
use crate::components::markup::{actions, all, facts, maybe, p, section, span, split, strong};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::{task_trouble, view};
use crate::http::{Coming, Trouble};
use crate::i18n::{common, convert as text};
use crate::load::{Task, use_load, use_task};
use crate::names::{Schemes, use_schemes};
use crate::pages::completions::proof;
use crate::pages::convert_check::lots;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser, format};

/// Why a conversion gives what it gives, line by line.
pub fn lines(rule: &str, rulebook: u32, trace: &[Step], lang: Lang) -> Vec<String> {
    let rule = rule_line(&[rule.to_owned()], Some(rulebook), lang);
    std::iter::once(rule).chain(trace.iter().map(|step| sentence(step, lang))).collect()
}

#[hook]
pub fn use_receipt(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let transfer = {
        let id = props.id.clone();
        use_load(id.clone(), move || match id.parse() {
            Ok(id) => api::my_transfer(id),
            Err(_) => Coming::of(async { Err(Trouble::Unreadable) }),
        })
    };
    let task = use_task();
    let key = use_state(browser::random_key);
    let take_back = {
        let (task, again) = (task.clone(), transfer.again.clone());
        let it = transfer.ready().map(|it| (it.id, it.status));
        Callback::from(move |_: MouseEvent| {
            let Some((id, status)) = it else { return };
            let again = again.clone();
            let answer = if status == TransferStatus::Settled {
                api::take_back(id, &key)
            } else {
                api::cancel(id, &key)
            };
            task.run(answer, move |_| again.emit(()));
        })
    };
    let title = match transfer.ready().map(|transfer| transfer.status) {
        Some(TransferStatus::Settled) => text::RECEIPT_DONE,
        Some(TransferStatus::InReview) => text::RECEIPT_IN_REVIEW,
        Some(TransferStatus::TakenBack) => text::RECEIPT_TAKEN_BACK,
        Some(TransferStatus::Cancelled) => text::RECEIPT_CANCELLED,
        Some(_) | None => text::RECEIPT,
    };
    let paper = view(&transfer, |it: &Transfer| {
        let next = p("", next(it.status).get(lang));
        let main = all([
            moved(it, &schemes, lang),
            why(&lines(&it.rule, it.rulebook, &it.trace, lang), Fold::Open, lang),
            section(text::NEXT.get(lang), all([next, undo(it, &task, take_back, lang)])),
            section(text::HISTORY.get(lang), history(it, lang)),
            actions([
                other(Route::Card, common::NAV_CARD, lang),
                other(Route::Help, common::HELP, lang),
            ]),
        ]);
        split(main, proof(&it.verification_code, lang))
    });
    page(title.get(lang), "", Width::Wide, paper)
}

fn next(status: TransferStatus) -> crate::i18n::Words {
    match status {
        TransferStatus::Settled => text::NEXT_SETTLED,
        TransferStatus::InReview => text::NEXT_IN_REVIEW,
        _ => text::NEXT_NOTHING,
    }
}

fn moved(it: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let (takes, gives) = (&it.takes, &it.gives);
    let status = html! {
        <span data-status={it.status.as_str()}>{ it.status.label(lang) }</span>
    };
    let outgoing = amount_of(takes.amount, &takes.scheme, schemes, lang);
    let incoming = amount_of(gives.amount, &gives.scheme, schemes, lang);
    let settled = (it.status == TransferStatus::Settled).then_some(gives);
    let after = it.balances_after.iter().map(|after| {
        let name = text::AFTER.fill(lang, &[&schemes.name(&after.scheme, lang)]);
        let id = AttrValue::from(format!("after-{}", after.scheme));
        named(name, Some(id), amount(after.available, lang))
    });
    facts([
        fact_at("receipt-number", text::NUMBER, lang, it.number.clone()),
        fact_at("receipt-status", common::STATUS, lang, status),
        fact_at("takes", text::TAKES, lang, outgoing),
        fact_at("gives", text::GIVES, lang, incoming),
        maybe(settled, |gives| fact(text::VALIDITY, lang, lots(gives, lang))),
        after.collect(),
    ])
}

fn history(it: &Transfer, lang: Lang) -> Html {
    let name = |status: &str| match status {
        "requested" => text::REQUESTED.get(lang).to_owned(),
        other => match other.parse::<TransferStatus>() {
            Ok(status) => status.label(lang).to_owned(),
            Err(_) => other.to_owned(),
        },
    };
    html! {
        <ol class="history">
            { for it.history.iter().map(|event| html! {
                <li>{ strong(name(&event.status)) }{ " " }{ format::moment(event.at, lang) }
                    { " " }{ span("row-note", &event.by) }</li>
            }) }
        </ol>
    }
}

/// Taking back or cancelling, while that is possible.
fn undo(it: &Transfer, task: &Task, onclick: Callback<MouseEvent>, lang: Lang) -> Html {
    let (name, words) = if it.status == TransferStatus::Settled {
        let Some(until) = open_until(it) else { return Html::default() };
        (text::TAKE_BACK, take_back_until(until, lang))
    } else if it.status == TransferStatus::InReview {
        (text::CANCEL, String::new())
    } else {
        return Html::default();
    };
    html! {
        <div class="undo">
            if !words.is_empty() { { p("", words) } }
            { task_trouble(task) }
            { act("take-back", name, lang, onclick) }
        </div>
    }
}

/// Until when a settled conversion can be taken back, while it can.
fn open_until(it: &Transfer) -> Option<DateTime<Utc>> {
    it.take_back_until.filter(|until| browser::now() < *until)
}

/// Until when it can be taken back, and how many minutes that is, at least one.
fn take_back_until(until: DateTime<Utc>, lang: Lang) -> String {
    let minutes = (until - browser::now()).num_minutes().max(1);
    text::TAKE_BACK_UNTIL.fill(lang, &[&format::moment(until, lang), &minutes.to_string()])
}
