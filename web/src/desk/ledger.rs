//! Checking the whole ledger: every balance and every invariant computed again.

use std::rc::Rc;

use shared::lang::Lang;
use shared::verification::LedgerCheck;
use yew::prelude::*;

use crate::api;
use crate::components::actions::run;
use crate::components::facts::fact;
use crate::components::markup::{Row, actions, all, facts, maybe, p, rows, strong};
use crate::components::page::{Width, page};
use crate::components::states::{task_trouble, waiting};
use crate::i18n::{common, rules as text};
use crate::load::use_task;
use crate::session::use_lang;

#[hook]
pub fn use_ledger() -> Html {
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
    let busy = if task.busy() { waiting() } else { Html::default() };
    let found = maybe(found.as_ref(), |check| result(check, lang));
    let found = html! { <div aria-live="polite">{ found }</div> };
    let start = actions([run("run", text::RUN_CHECK, &task, lang, onclick)]);
    page(
        common::NAV_LEDGER.get(lang),
        text::LEDGER_LEAD.get(lang),
        Width::Column,
        all([start, busy, task_trouble(&task), found]),
    )
}

fn result(check: &LedgerCheck, lang: Lang) -> Html {
    let count = check.faults.len().to_string();
    let (class, verdict) = if check.faults.is_empty() {
        ("verdict good", text::LEDGER_SOUND.get(lang).to_owned())
    } else {
        ("verdict bad", text::LEDGER_FAULTS.fill(lang, &[&count]))
    };
    let verdict = html! {
        <div id="ledger-verdict" data-faults={count} {class}>
            { p("verdict-line", strong(verdict)) }
        </div>
    };
    let counted = facts([
        fact(text::TRANSACTIONS, lang, check.transactions.to_string()),
        fact(text::ENTRIES, lang, check.entries.to_string()),
        fact(text::ACCOUNTS, lang, check.accounts.to_string()),
        fact(text::LOTS, lang, check.lots.to_string()),
        fact(text::DECISIONS, lang, check.decisions.to_string()),
    ]);
    let faults = check.faults.iter().map(|fault| {
        let note = format!("{} · {}", fault.code, fault.subject);
        let row = Row { title: Html::from(&fault.detail), note, ..Row::default() };
        row.item(fault.subject.clone(), None, fault.code.clone())
    });
    all([verdict, counted, rows("", "rows", faults)])
}
