//! Entries of the statement as rows: what it was, when, and how much came or went.

use shared::lang::Lang;
use shared::ledger::AccountKind;
use shared::statement::StatementEntry;
use yew::prelude::*;

use crate::components::amount::signed;
use crate::format;
use crate::i18n::resident as text;
use crate::names::Schemes;
use crate::routes::Route;

/// How much an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What, when, how much.
    Short,
    /// Also the minute, and the balance after it.
    Full,
}

/// Entries as rows.
pub fn entries<'a>(
    entries: impl Iterator<Item = &'a StatementEntry>,
    detail: Detail,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    html! {
        <ul class="rows entries" id="entries">
            { for entries.map(|entry| row(entry, detail, schemes, lang)) }
        </ul>
    }
}

fn row(entry: &StatementEntry, detail: Detail, schemes: &Schemes, lang: Lang) -> Html {
    let when = match detail {
        Detail::Short => format::day(format::day_of(entry.at), lang),
        Detail::Full => format::moment(entry.at, lang),
    };
    let kind = entry.kind.label(lang).to_owned();
    let mut notes = vec![when, schemes.name(&entry.scheme, lang), kind];
    if entry.account != AccountKind::Available {
        notes.push(entry.account.label(lang).to_owned());
    }
    let inside = html! {
        <>
            <span class="row-title">{ entry.title.get(lang) }</span>
            <span class="row-amount">{ signed(entry.amount, lang) }</span>
            <span class="row-note">{ notes.join(" · ") }</span>
            if detail == Detail::Full {
                <span class="row-after">{ text::BALANCE_AFTER.get(lang) }{ " " }
                    <span class="figures">{ entry.balance.to_string() }</span></span>
            }
        </>
    };
    html! {
        <li key={entry.id.to_string()} data-scheme={entry.scheme.to_string()}
            data-amount={entry.amount.to_string()}>
            if let Some(to) = cause(entry) {
                <a href={to.path()} class="row">{ inside }</a>
            } else {
                <div class="row">{ inside }</div>
            }
        </li>
    }
}

/// The page of what caused an entry.
fn cause(entry: &StatementEntry) -> Option<Route> {
    let completion = entry.reason.completion_id.map(|id| Route::Completion(id.to_string()));
    completion.or_else(|| entry.reason.transfer_id.map(|id| Route::Transfer(id.to_string())))
}
