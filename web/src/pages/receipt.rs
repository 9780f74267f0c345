//! The receipt of a conversion, at an address of its own: what moved, why, what happens next.

use chrono::{DateTime, Utc};
use shared::lang::Lang;
use shared::rules::{Step, rule_line, sentence};
use shared::transfers::Transfer;
use shared::vocabulary::TransferStatus;
use yew::prelude::*;

use crate::components::actions::{Other, PrintButton};
use crate::components::amount::Amount;
use crate::components::facts::{Fact, Facts};
use crate::components::lots::Lots;
use crate::components::page::{Page, Width};
use crate::components::qr::Qr;
use crate::components::states::{TaskTrouble, view};
use crate::components::why::Why;
use crate::http::Trouble;
use crate::i18n::{common, convert as text, resident};
use crate::load::{use_load, use_task};
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser, format};

/// Why a conversion gives what it gives, line by line.
pub fn lines(rule: &str, rulebook: u32, trace: &[Step], lang: Lang) -> Vec<String> {
    let rule = rule_line(&[rule.to_owned()], Some(rulebook), lang);
    std::iter::once(rule).chain(trace.iter().map(|step| sentence(step, lang))).collect()
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: String,
}

#[component]
pub fn Receipt(props: &Props) -> Html {
    let lang = use_lang();
    let transfer = use_load(props.id.clone(), |id| async move {
        match id.parse() {
            Ok(id) => api::my_transfer(id).await,
            Err(_) => Err(Trouble::Unreadable),
        }
    });
    let again = transfer.again.clone();
    let title = match transfer.load.ready().map(|transfer| transfer.status) {
        Some(TransferStatus::Settled) => text::RECEIPT_DONE,
        Some(TransferStatus::InReview) => text::RECEIPT_IN_REVIEW,
        Some(TransferStatus::TakenBack) => text::RECEIPT_TAKEN_BACK,
        Some(TransferStatus::Cancelled) => text::RECEIPT_CANCELLED,
        #[allow(unreachable_patterns)]
        Some(_) | None => text::RECEIPT,
    };
    html! {
        <Page title={title.get(lang)} width={Width::Wide}>
            { view(&transfer, |transfer: &Transfer| html! {
                <Paper transfer={transfer.clone()} {again} />
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct PaperProps {
    transfer: Transfer,
    /// Reads the receipt again, after it was taken back.
    again: Callback<()>,
}

#[component]
fn Paper(props: &PaperProps) -> Html {
    let lang = use_lang();
    let it = &props.transfer;
    let code = &it.verification_code;
    html! {
        <div class="split receipt">
            <div class="split-main">
                <Moved transfer={it.clone()} />
                <Why lines={lines(&it.rule, it.rulebook, &it.trace, lang)} open=true />
                <section>
                    <h2>{ text::NEXT.get(lang) }</h2>
                    <p>{ next(it.status).get(lang) }</p>
                    <Undo transfer={it.clone()} again={props.again.clone()} />
                </section>
                <History transfer={it.clone()} />
                <p class="actions">
                    <PrintButton />
                    <Other to={Route::Card}>{ common::NAV_CARD.get(lang) }</Other>
                    <Other to={Route::Help}>{ common::HELP.get(lang) }</Other>
                </p>
            </div>
            <aside class="split-side proof">
                <h2>{ resident::PROOF.get(lang) }</h2>
                <p>{ resident::PROOF_DETAIL.get(lang) }</p>
                <Qr text={format!("{}/verify/{code}", browser::origin())} label={resident::PROOF_QR.get(lang)} />
                <p class="code" id="verification-code">{ code }</p>
            </aside>
        </div>
    }
}

fn next(status: TransferStatus) -> crate::i18n::Words {
    match status {
        TransferStatus::Settled => text::NEXT_SETTLED,
        TransferStatus::InReview => text::NEXT_IN_REVIEW,
        _ => text::NEXT_NOTHING,
    }
}

#[derive(Properties, PartialEq)]
struct TransferProps {
    transfer: Transfer,
}

#[component]
fn Moved(props: &TransferProps) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let it = &props.transfer;
    html! {
        <Facts>
            <Fact name={text::NUMBER.get(lang)} id="receipt-number">{ &it.number }</Fact>
            <Fact name={common::STATUS.get(lang)} id="receipt-status">
                <span data-status={it.status.as_str()}>{ it.status.label(lang) }</span>
            </Fact>
            <Fact name={text::TAKES.get(lang)} id="takes">
                <Amount of={it.takes.amount} />{ " " }{ schemes.name(&it.takes.scheme, lang) }
            </Fact>
            <Fact name={text::GIVES.get(lang)} id="gives">
                <Amount of={it.gives.amount} />{ " " }{ schemes.name(&it.gives.scheme, lang) }
            </Fact>
            if it.status == TransferStatus::Settled {
                <Fact name={text::VALIDITY.get(lang)}><Lots gives={it.gives.clone()} /></Fact>
            }
            { for it.balances_after.iter().map(|after| html! {
                <Fact name={text::AFTER.fill(lang, &[&schemes.name(&after.scheme, lang)])}
                    id={format!("after-{}", after.scheme)}>
                    <Amount of={after.available} />
                </Fact>
            }) }
        </Facts>
    }
}

#[component]
fn History(props: &TransferProps) -> Html {
    let lang = use_lang();
    let name = |status: &str| match status {
        "requested" => text::REQUESTED.get(lang).to_owned(),
        other => match other.parse::<TransferStatus>() {
            Ok(status) => status.label(lang).to_owned(),
            Err(_) => other.to_owned(),
        },
    };
    html! {
        <section>
            <h2>{ text::HISTORY.get(lang) }</h2>
            <ol class="history">
                { for props.transfer.history.iter().map(|event| html! {
                    <li><strong>{ name(&event.status) }</strong>{ " " }
                        <span>{ format::moment(event.at, lang) }</span>{ " " }
                        <span class="row-note">{ &event.by }</span></li>
                }) }
            </ol>
        </section>
    }
}

/// Taking back or cancelling, while that is possible.
#[component]
fn Undo(props: &PaperProps) -> Html {
    let lang = use_lang();
    let task = use_task();
    let key = use_memo((), |()| browser::random_key());
    let it = &props.transfer;
    let id = it.id;
    let done = {
        let again = props.again.clone();
        move |_: Transfer| again.emit(())
    };
    let take_back = it.take_back_until.filter(|until| open(it.status, *until));
    if let Some(until) = take_back {
        let minutes = minutes_left(until);
        let (this, key) = (task.clone(), key.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let key = key.clone();
            this.run(async move { api::take_back(id, &key).await }, done.clone());
        });
        return html! {
            <div class="undo">
                <p>{ text::TAKE_BACK_UNTIL.fill(lang, &[&format::moment(until, lang), &minutes.to_string()]) }</p>
                <TaskTrouble task={task.clone()} />
                <button type="button" id="take-back" class="button" {onclick}>{ text::TAKE_BACK.get(lang) }</button>
            </div>
        };
    }
    if it.status == TransferStatus::InReview {
        let (this, key) = (task.clone(), key.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            let key = key.clone();
            this.run(async move { api::cancel(id, &key).await }, done.clone());
        });
        return html! {
            <div class="undo">
                <TaskTrouble task={task.clone()} />
                <button type="button" id="cancel" class="button" {onclick}>{ text::CANCEL.get(lang) }</button>
            </div>
        };
    }
    Html::default()
}

/// Whether a settled conversion can still be taken back.
fn open(status: TransferStatus, until: DateTime<Utc>) -> bool {
    status == TransferStatus::Settled && browser::now() < until
}

/// Whole minutes that are left, at least one.
fn minutes_left(until: DateTime<Utc>) -> i64 {
    (until - browser::now()).num_minutes().max(1)
}
