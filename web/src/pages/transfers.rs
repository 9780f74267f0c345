//! My conversions, newest first.

use shared::lang::Lang;
use shared::transfers::Transfer;
use yew::prelude::*;

use crate::components::actions::go;
use crate::components::notice::empty;
use crate::components::page::Page;
use crate::components::states::end;
use crate::i18n::{common, convert as text};
use crate::load::use_pages;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format};

#[component]
pub fn Transfers() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let transfers = use_pages(String::new(), api::my_transfers);
    let none = || {
        let inside = html! { <p>{ text::NO_TRANSFERS_DETAIL.get(lang) }</p> };
        empty(text::NO_TRANSFERS.get(lang), inside)
    };
    html! {
        <Page title={common::NAV_TRANSFERS.get(lang)} lead={text::TRANSFERS_LEAD.get(lang)}>
            if !transfers.is_empty() {
                <ul class="rows" id="transfers">
                    { for transfers.items().map(|transfer| row(transfer, &schemes, lang)) }
                </ul>
            }
            { end(&transfers, none) }
            <p class="actions">{ go(Route::Convert, common::NAV_CONVERT, lang) }</p>
        </Page>
    }
}

fn row(transfer: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let (takes, gives) = (&transfer.takes, &transfer.gives);
    let title = text::FROM_TO
        .fill(lang, &[&schemes.name(&takes.scheme, lang), &schemes.name(&gives.scheme, lang)]);
    let at = transfer.history.first().map(|event| format::moment(event.at, lang));
    let details = [Some(transfer.status.label(lang).to_owned()), at, Some(transfer.number.clone())];
    let details: Vec<String> = details.into_iter().flatten().collect();
    html! {
        <li key={transfer.id.to_string()} data-status={transfer.status.as_str()}>
            <a href={Route::Transfer(transfer.id.to_string()).path()} class="row">
                <span class="row-title">{ title }</span>
                <span class="row-amount figures">
                    { format!("−{} → +{}", takes.amount, gives.amount) }
                </span>
                <span class="row-note">{ details.join(" · ") }</span>
            </a>
        </li>
    }
}
