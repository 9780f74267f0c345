//! Checking the whole ledger: every balance and every invariant computed again.

use std::rc::Rc;

use shared::lang::Lang;
use shared::verification::LedgerCheck;
use yew::prelude::*;

use crate::api;
use crate::components::facts::fact;
use crate::components::page::Page;
use crate::components::states::{task_trouble, waiting};
use crate::i18n::{common, rules as text};
use crate::load::use_task;
use crate::session::use_lang;

#[component]
pub fn Ledger() -> Html {
    let lang = use_lang();
    let task = use_task();
    let found = use_state(|| None::<Rc<LedgerCheck>>);
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
            if task.busy() { { waiting() } }
            { task_trouble(&task) }
            <div aria-live="polite">
                { found.as_ref().map_or_else(Html::default, |check| result(check, lang)) }
            </div>
        </Page>
    }
}

fn result(check: &LedgerCheck, lang: Lang) -> Html {
    let faults = check.faults.len().to_string();
    let (class, verdict) = if check.faults.is_empty() {
        ("verdict good", text::LEDGER_SOUND.get(lang).to_owned())
    } else {
        ("verdict bad", text::LEDGER_FAULTS.fill(lang, &[&faults]))
    };
    html! {
        <>
            <div id="ledger-verdict" data-faults={faults} {class}>
                <p class="verdict-line"><strong>{ verdict }</strong></p>
            </div>
            <dl class="facts">
                { fact(text::TRANSACTIONS, lang, check.transactions.to_string()) }
                { fact(text::ENTRIES, lang, check.entries.to_string()) }
                { fact(text::ACCOUNTS, lang, check.accounts.to_string()) }
                { fact(text::LOTS, lang, check.lots.to_string()) }
                { fact(text::DECISIONS, lang, check.decisions.to_string()) }
            </dl>
            <ul class="rows">
                { for check.faults.iter().map(|fault| html! {
                    <li><div class="row">
                        <span class="row-title">{ &fault.detail }</span>
                        <span class="row-note">{ format!("{} · {}", fault.code, fault.subject) }</span>
                    </div></li>
                }) }
            </ul>
        </>
    }
}
