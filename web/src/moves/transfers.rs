//! My transfers and what others give me: what waits for me first, then all, newest first.

use shared::lang::Lang;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{Transfer, TransferParty};
use shared::vocabulary::{TransferKind, TransferStatus};
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::go;
use crate::components::markup::{Row, actions, all, p, rows, section, span};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::format;
use crate::i18n::{common, follow as text};
use crate::load::use_pages;
use crate::moves::follow::{exempt, received};
use crate::moves::parts::unit_name;
use crate::moves::stages::status_tag;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;

#[hook]
pub fn use_transfers() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let transfers = use_pages(String::new(), calls::my_transfers);
    let none = || empty(text::NONE.get(lang), p("", text::NONE_DETAIL.get(lang)));
    let waits = |it: &&Transfer| it.steps.contains(&TransferStep::Accept);
    let waiting = transfers.items().filter(waits);
    let waiting = rows("waiting", "rows stack", waiting.map(|it| row(it, &schemes, lang)));
    let all_of =
        rows("transfers", "rows stack", transfers.items().map(|it| row(it, &schemes, lang)));
    let found = if transfers.items().any(|it| waits(&it)) {
        all([section(text::WAITING.get(lang), waiting), section(text::ALL.get(lang), all_of)])
    } else {
        all_of
    };
    let again = actions([go(Route::hub(), common::NAV_HUB, lang)]);
    page(
        common::NAV_TRANSFERS.get(lang),
        text::LIST_LEAD.get(lang),
        Width::Column,
        all([found, end(&transfers, none), again]),
    )
}

fn row(it: &Transfer, schemes: &Schemes, lang: Lang) -> Html {
    let (takes, gives) = (&it.takes, &it.gives);
    let at = it.history.first().map(|event| format::moment(event.at, lang));
    let details = [Some(schemes.name(&takes.scheme, lang)), at];
    let details: Vec<String> = details.into_iter().flatten().collect();
    let outcome = it.program.as_ref().map(|unit| unit.outcome.label(lang));
    let amount = match (it.kind, outcome) {
        (_, Some(outcome)) if exempt(it) => outcome.to_owned(),
        // It is over and nothing has moved in the end.
        _ if returned(it) => takes.amount.to_string(),
        (TransferKind::Convert, _) => format!("−{} → +{}", takes.amount, gives.amount),
        (TransferKind::Give, _) if received(it) => format!("+{}", gives.amount),
        _ => format!("−{}", takes.amount),
    };
    let id = it.id.to_string();
    let path = Route::transfer(&id).path();
    Row {
        title: name(it, schemes, lang).into(),
        amount: span("figures", amount),
        note: details.join(" · "),
        after: span("row-after", status_tag(it, lang)),
    }
    .item(id, Some(path), it.status.as_str())
}

fn returned(it: &Transfer) -> bool {
    use TransferStatus as S;
    matches!(it.status, S::Rejected | S::Cancelled | S::TakenBack | S::Declined | S::Lapsed)
}

fn name(it: &Transfer, schemes: &Schemes, lang: Lang) -> String {
    let party =
        |of: &Option<TransferParty>| of.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    match (it.kind, &it.program) {
        (TransferKind::Apply, Some(unit)) => text::APPLIED_TO.fill(lang, &[&unit_name(unit, lang)]),
        (TransferKind::Give, _) if received(it) => text::GIFT_FROM.fill(lang, &[&party(&it.giver)]),
        (TransferKind::Give, _) => text::GIFT_TO.fill(lang, &[&party(&it.receiver)]),
        _ => {
            let [from, to] = [&it.takes.scheme, &it.gives.scheme];
            let (from, to) = (schemes.name(from, lang), schemes.name(to, lang));
            text::CONVERTED_FROM_TO.fill(lang, &[&from, &to])
        }
    }
}
