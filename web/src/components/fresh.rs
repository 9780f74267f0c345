//! Entries that came while the page was open: said aloud, and marked.

use shared::ids::EntryId;
use shared::lang::Lang;
use shared::ledger::AccountKind;
use shared::quantity::Credits;
use shared::statement::StatementEntry;
use yew::prelude::*;

use crate::format;
use crate::i18n::resident as text;
use crate::live::{Live, Newest, use_news};
use crate::names::Schemes;

/// Which entries came while the page was open.
#[derive(Default)]
pub struct Fresh {
    /// The newest when it was opened.
    first: Newest,
    /// Those that the last news was about, newest first.
    last: Vec<StatementEntry>,
}

impl Fresh {
    /// Whether an entry came while the page was open.
    pub fn is(&self, entry: &StatementEntry) -> bool {
        matches!(self.first, Newest::Known(first) if Some(entry.id) > first)
    }
}

/// What is new among the newest entries of a page, newest first; `None` while they are not loaded.
#[hook]
pub fn use_fresh(live: &Live, shown: Option<&[StatementEntry]>) -> Fresh {
    let newest = shown.map(|entries| entries.first().map(|entry| entry.id));
    use_news(live, newest.map_or(Newest::Unknown, Newest::Known));
    let first = use_mut_ref(Newest::default);
    let said = use_mut_ref(|| (None::<EntryId>, Vec::<StatementEntry>::new()));
    if let (Some(shown), Some(newest)) = (shown, newest) {
        let mut first = first.borrow_mut();
        let before = match *first {
            Newest::Known(before) => before,
            Newest::Unknown => newest,
        };
        *first = Newest::Known(before);
        let mut said = said.borrow_mut();
        let since = said.0.or(before);
        if newest > since {
            said.1 = shown.iter().filter(|entry| Some(entry.id) > since).cloned().collect();
            said.0 = newest;
        }
    }
    let last = said.borrow().1.clone();
    Fresh { first: *first.borrow(), last }
}

/// A line that says what was just posted; a screen reader says it as soon as it is there.
pub fn news(fresh: &Fresh, schemes: &Schemes, lang: Lang) -> Html {
    let said = match fresh.last.as_slice() {
        [] => String::new(),
        [one] => sentence(one, schemes, lang),
        many => text::MANY_POSTED.fill(lang, &[&many.len().to_string()]),
    };
    html! { <p class="news" id="news" role="status">{ said }</p> }
}

fn sentence(entry: &StatementEntry, schemes: &Schemes, lang: Lang) -> String {
    let words = match entry.account {
        AccountKind::Available if entry.amount > Credits::ZERO => text::POSTED_IN,
        AccountKind::Available => text::POSTED_OUT,
        _ => text::POSTED_OTHER,
    };
    let amount = format::signed(entry.amount);
    words.fill(lang, &[&amount, &schemes.credits(&entry.scheme, lang), entry.title.get(lang)])
}
