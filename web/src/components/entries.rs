//! Entries of the statement as rows: what it was, when, and how much came or went.

use shared::ledger::AccountKind;
use shared::statement::StatementEntry;
use yew::prelude::*;

use crate::components::amount::Signed;
use crate::components::link::To;
use crate::format;
use crate::i18n::resident as text;
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::use_lang;

/// How much an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What, when, how much.
    Short,
    /// Also the kind, the account and the balance after it.
    Full,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub entries: Vec<StatementEntry>,
    pub detail: Detail,
}

#[component]
pub fn Entries(props: &Props) -> Html {
    html! {
        <ul class="rows entries" id="entries">
            { for props.entries.iter().map(|entry| html! {
                <Row key={entry.id.to_string()} entry={entry.clone()} detail={props.detail} />
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    entry: StatementEntry,
    detail: Detail,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let entry = &props.entry;
    let full = props.detail == Detail::Full;
    let scheme = schemes.name(&entry.scheme, lang);
    let when = if full {
        format::moment(entry.at, lang)
    } else {
        format::day(format::day_of(entry.at), lang)
    };
    let mut notes = vec![when, scheme, entry.kind.label(lang).to_owned()];
    if entry.account != AccountKind::Available {
        notes.push(entry.account.label(lang).to_owned());
    }
    let inside = html! {
        <>
            <span class="row-title">{ entry.title.get(lang) }</span>
            <span class="row-amount"><Signed of={entry.amount} /></span>
            <span class="row-note">{ notes.join(" · ") }</span>
            if full {
                <span class="row-after">{ text::BALANCE_AFTER.get(lang) }{ " " }
                    <span class="figures">{ entry.balance.to_string() }</span></span>
            }
        </>
    };
    let to = cause(entry);
    html! {
        <li data-scheme={entry.scheme.to_string()} data-amount={entry.amount.to_string()}>
            if let Some(to) = to {
                <To {to} class="row">{ inside }</To>
            } else {
                <div class="row">{ inside }</div>
            }
        </li>
    }
}

/// The page of what caused an entry.
fn cause(entry: &StatementEntry) -> Option<Route> {
    let completion = entry.reason.completion_id.map(|id| Route::Completion { id: id.to_string() });
    let transfer = entry.reason.transfer_id.map(|id| Route::Transfer { id: id.to_string() });
    completion.or(transfer)
}
