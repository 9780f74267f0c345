//! My conversions, newest first.

use shared::transfers::Transfer;
use yew::prelude::*;

use crate::components::actions::Go;
use crate::components::link::To;
use crate::components::more::end;
use crate::components::page::Page;
use crate::components::states::Empty;
use crate::i18n::{common, convert as text};
use crate::load::use_pages;
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format};

#[component]
pub fn Transfers() -> Html {
    let lang = use_lang();
    let transfers = use_pages((), |(), cursor| api::my_transfers(cursor));
    html! {
        <Page title={common::NAV_TRANSFERS.get(lang)} lead={text::TRANSFERS_LEAD.get(lang)}>
            if !transfers.items.is_empty() {
                <ul class="rows" id="transfers">
                    { for transfers.items.iter().map(|transfer| html! {
                        <Row key={transfer.id.to_string()} transfer={transfer.clone()} />
                    }) }
                </ul>
            }
            { end(&transfers, || html! {
                <Empty title={text::NO_TRANSFERS.get(lang)}>
                    <p>{ text::NO_TRANSFERS_DETAIL.get(lang) }</p>
                </Empty>
            }) }
            <p class="actions"><Go to={Route::Convert}>{ common::NAV_CONVERT.get(lang) }</Go></p>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    transfer: Transfer,
}

#[component]
fn Row(props: &Props) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let transfer = &props.transfer;
    let (takes, gives) = (&transfer.takes, &transfer.gives);
    let title = text::FROM_TO
        .fill(lang, &[&schemes.name(&takes.scheme, lang), &schemes.name(&gives.scheme, lang)]);
    let at = transfer.history.first().map(|event| format::moment(event.at, lang));
    let note = [Some(transfer.status.label(lang).to_owned()), at, Some(transfer.number.clone())];
    let note: Vec<String> = note.into_iter().flatten().collect();
    html! {
        <li data-status={transfer.status.as_str()}>
            <To to={Route::Transfer { id: transfer.id.to_string() }} class="row">
                <span class="row-title">{ title }</span>
                <span class="row-amount figures">
                    { format!("−{} → +{}", takes.amount, gives.amount) }
                </span>
                <span class="row-note">{ note.join(" · ") }</span>
            </To>
        </li>
    }
}
