//! Entries of the statement as rows: what it was, when, and how much came or went.

use std::rc::Rc;

use shared::lang::Lang;
use shared::ledger::AccountKind;
use shared::page::Page;
use shared::statement::StatementEntry;
use yew::prelude::*;

use crate::components::amount::signed;
use crate::components::fresh::Fresh;
use crate::components::markup::{Row, all, rows, span};
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
    fresh: &Fresh,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    rows("entries", "rows", entries.map(|entry| row(entry, detail, fresh, schemes, lang)))
}

/// A page of a long statement: once it is here it is not drawn again, and costs nothing out of sight.
pub fn leaf(key: usize, page: Rc<Page<StatementEntry>>, schemes: Schemes, lang: Lang) -> Html {
    html! { <Leaf {key} {page} {schemes} {lang} /> }
}

#[derive(Properties)]
struct LeafProps {
    page: Rc<Page<StatementEntry>>,
    schemes: Schemes,
    lang: Lang,
}

impl PartialEq for LeafProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.page, &other.page)
            && self.schemes == other.schemes
            && self.lang == other.lang
    }
}

#[component]
fn Leaf(props: &LeafProps) -> Html {
    let LeafProps { page, schemes, lang } = props;
    let fresh = Fresh::default();
    let rows = page.items.iter().map(|entry| row(entry, Detail::Full, &fresh, schemes, *lang));
    html! { <div class="leaf"><ul class="rows">{ for rows }</ul></div> }
}

fn row(
    entry: &StatementEntry,
    detail: Detail,
    fresh: &Fresh,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    let when = match detail {
        Detail::Short => format::day(format::day_of(entry.at), lang),
        Detail::Full => format::moment(entry.at, lang),
    };
    let kind = entry.kind.label(lang).to_owned();
    let mut notes = vec![when, schemes.name(&entry.scheme, lang), kind];
    if entry.account != AccountKind::Available {
        notes.push(entry.account.label(lang).to_owned());
    }
    let after = if detail == Detail::Full {
        let balance = span("figures", entry.balance.to_string());
        span("row-after", all([text::BALANCE_AFTER.get(lang).into(), " ".into(), balance]))
    } else {
        Html::default()
    };
    let title = entry.title.get(lang);
    let title = if fresh.is(entry) {
        all([span("new-tag", text::NEW.get(lang)), " ".into(), title.into()])
    } else {
        title.into()
    };
    Row { title, amount: signed(entry.amount, lang), note: notes.join(" · "), after }.item(
        entry.id.to_string(),
        cause(entry),
        entry.amount.to_string(),
    )
}

/// The page of what caused an entry.
fn cause(entry: &StatementEntry) -> Option<String> {
    let completion = entry.reason.completion_id.map(|id| Route::Completion(id.to_string()));
    let transfer = entry.reason.transfer_id.map(Route::transfer);
    completion.or(transfer).map(|route| route.path())
}
