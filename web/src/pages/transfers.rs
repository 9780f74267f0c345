//! My conversions, newest first.

use shared::lang::Lang;
use shared::transfers::Transfer;
use yew::prelude::*;

use crate::components::actions::go;
use crate::components::markup::{Row, actions, all, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::i18n::{common, convert as text};
use crate::load::use_pages;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format};

#[hook]
pub fn use_transfers() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let transfers = use_pages(String::new(), api::my_transfers);
    let none = || {
        let inside = p("", text::NO_TRANSFERS_DETAIL.get(lang));
        empty(text::NO_TRANSFERS.get(lang), inside)
    };
    let found = rows("transfers", "rows", transfers.items().map(|it| row(it, &schemes, lang)));
    let again = actions([go(Route::Convert, common::NAV_CONVERT, lang)]);
    page(
        common::NAV_TRANSFERS.get(lang),
        text::TRANSFERS_LEAD.get(lang),
        Width::Column,
        all([found, end(&transfers, none), again]),
    )
}

fn row(transfer: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let (takes, gives) = (&transfer.takes, &transfer.gives);
    let (from, to) = (schemes.name(&takes.scheme, lang), schemes.name(&gives.scheme, lang));
    let at = transfer.history.first().map(|event| format::moment(event.at, lang));
    let details = [Some(transfer.status.label(lang)), at.as_deref(), Some(&transfer.number)];
    let details: Vec<&str> = details.into_iter().flatten().collect();
    let id = transfer.id.to_string();
    let path = Route::Transfer(id.clone()).path();
    Row {
        title: text::FROM_TO.fill(lang, &[&from, &to]).into(),
        amount: span("figures", format!("−{} → +{}", takes.amount, gives.amount)),
        note: details.join(" · "),
        after: Html::default(),
    }
    .item(id, Some(path), transfer.status.as_str())
}
