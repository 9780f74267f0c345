//! Checking the whole ledger: every balance and every invariant computed again.

use shared::verification::LedgerCheck;
use yew::prelude::*;

use crate::api;
use crate::components::facts::{Fact, Facts};
use crate::components::page::Page;
use crate::components::states::{TaskTrouble, Waiting};
use crate::i18n::{common, rules as text};
use crate::load::use_task;
use crate::session::use_lang;

#[component]
pub fn Ledger() -> Html {
    let lang = use_lang();
    let task = use_task();
    let found = use_state(|| None::<LedgerCheck>);
    let onclick = {
        let (task, found) = (task.clone(), found.clone());
        Callback::from(move |_: MouseEvent| {
            let found = found.clone();
            task.run(api::check_ledger(), move |check| found.set(Some(check)));
        })
    };
    html! {
        <Page title={common::NAV_LEDGER.get(lang)} lead={text::LEDGER_LEAD.get(lang)}>
            <p class="actions">
                <button type="button" id="run" class="button main" {onclick}
                    aria-disabled={task.busy().to_string()}>{ text::RUN_CHECK.get(lang) }</button>
            </p>
            if task.busy() { <Waiting /> }
            <TaskTrouble task={task.clone()} />
            if let Some(check) = (*found).clone() { <Found {check} /> }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    check: LedgerCheck,
}

#[component]
fn Found(props: &Props) -> Html {
    let lang = use_lang();
    let check = &props.check;
    let sound = check.faults.is_empty();
    let verdict = if sound {
        text::LEDGER_SOUND.get(lang).to_owned()
    } else {
        text::LEDGER_FAULTS.fill(lang, &[&check.faults.len().to_string()])
    };
    html! {
        <section aria-live="polite">
            <div id="ledger-verdict" data-faults={check.faults.len().to_string()}
                class={if sound { "verdict good" } else { "verdict bad" }}>
                <p class="verdict-line"><strong>{ verdict }</strong></p>
            </div>
            <Facts>
                <Fact name={text::TRANSACTIONS.get(lang)}>{ check.transactions }</Fact>
                <Fact name={text::ENTRIES.get(lang)}>{ check.entries }</Fact>
                <Fact name={text::ACCOUNTS.get(lang)}>{ check.accounts }</Fact>
                <Fact name={text::LOTS.get(lang)}>{ check.lots }</Fact>
                <Fact name={text::DECISIONS.get(lang)}>{ check.decisions }</Fact>
            </Facts>
            <ul class="rows">
                { for check.faults.iter().map(|fault| html! {
                    <li><div class="row">
                        <span class="row-title">{ &fault.detail }</span>
                        <span class="row-note">{ format!("{} · {}", fault.code, fault.subject) }</span>
                    </div></li>
                }) }
            </ul>
        </section>
    }
}
