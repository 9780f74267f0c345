//! What several pages of the desk share.

use shared::lang::Lang;
use shared::rulebooks::RulebookSummary;
use shared::vocabulary::{Role, RulebookStatus};
use yew::prelude::*;

use crate::api::desk::{self as calls, Book};
use crate::components::actions::{act, run};
use crate::components::markup::{actions, all, p, span};
use crate::components::notice::{Tone, notice};
use crate::desk::place::Place;
use crate::http::Coming;
use crate::i18n::{Words, desk as text};
pub use crate::load::use_kept;
use crate::load::{Loaded, Task, use_load};
use crate::names::{Codes, Schemes};
use crate::rule_text::Reader;
use crate::session::Session;
use crate::{browser, format};

/// How long to wait before asking again how far some work is, in milliseconds.
const POLL_MS: i32 = 1_000;

/// Loads a rulebook.
#[hook]
pub fn use_book(id: &str) -> Loaded<Book> {
    let id = id.to_owned();
    use_load(id.clone(), move || Coming::of(async move { calls::book(&id).await }))
}

/// Asks again after a while, as long as some work runs.
#[hook]
pub fn use_polling(running: bool, round: String, again: Callback<()>) {
    use_effect_with((running, round), move |(running, _)| {
        let timer = running.then(|| browser::after(POLL_MS, move || again.emit(())));
        move || drop(timer)
    });
}

/// Whether the person at the desk may change rules.
pub fn may_write(session: &Session) -> bool {
    session.is(&[Role::Admin])
}

/// What the rules of a book are read back with.
pub fn reader(book: &Book, schemes: &Schemes, codes: &Codes, lang: Lang) -> Reader {
    let (schemes, institutions) = (schemes.clone(), book.institutions.clone());
    Reader { lang, schemes, institutions, codes: codes.clone() }
}

/// The name of a rulebook: its number, or where it stands without one.
pub fn book_name(summary: &RulebookSummary, lang: Lang) -> String {
    match summary.number {
        Some(number) => text::BOOK_NUMBERED.fill(lang, &[&number.to_string()]),
        None => summary.status.label(lang).to_owned(),
    }
}

/// Where a rulebook stands, as a label.
pub fn status_tag(status: RulebookStatus, lang: Lang) -> Html {
    let tone = match status {
        RulebookStatus::Draft | RulebookStatus::Submitted => "tag open",
        RulebookStatus::Published => "tag good",
        RulebookStatus::Retired => "tag bad",
    };
    html! { <span class={tone} data-status={status.as_str()}>{ status.label(lang) }</span> }
}

/// Number, day and status of a rulebook in one line.
pub fn book_line(summary: &RulebookSummary, lang: Lang) -> Html {
    let from = text::FROM_ON.fill(lang, &[&format::day(summary.effective_from, lang)]);
    all([
        book_name(summary, lang).into(),
        " · ".into(),
        from.into(),
        " ".into(),
        status_tag(summary.status, lang),
    ])
}

/// A link to another page of the desk.
pub fn way(place: &Place, name: impl Into<Html>) -> Html {
    html! { <a href={place.path()} class="button">{ name.into() }</a> }
}

/// A link to another page of the desk that a script may look for.
pub fn way_at(id: &'static str, place: &Place, name: Words, lang: Lang) -> Html {
    html! { <a href={place.path()} {id} class="button">{ name.get(lang) }</a> }
}

/// Something that cannot be undone: a button, and behind it what it does and another button.
pub struct TwoSteps {
    /// The first button's id.
    pub id: &'static str,
    /// The first button.
    pub ask: Words,
    /// What it would do.
    pub warning: Words,
    /// The second button's id.
    pub sure_id: &'static str,
    /// The second button.
    pub sure: Words,
}

impl TwoSteps {
    /// The step that it is at; `inside` stands above the second button.
    pub fn view(
        &self,
        asked: &UseStateHandle<bool>,
        task: &Task,
        lang: Lang,
        inside: Html,
        onclick: Callback<MouseEvent>,
    ) -> Html {
        let ask = |wanted: bool| {
            let asked = asked.clone();
            Callback::from(move |_: MouseEvent| asked.set(wanted))
        };
        if !**asked {
            return act(self.id, self.ask, lang, ask(true));
        }
        let buttons = actions([
            run(self.sure_id, self.sure, task, lang, onclick),
            act("keep", text::KEEP, lang, ask(false)),
        ]);
        let inside = all([p("", self.warning.get(lang)), inside, buttons]);
        notice(Tone::Careful, self.ask.get(lang), inside)
    }
}

/// A list's end: a button for more, when there is more.
pub fn more_of(shown: &UseStateHandle<usize>, step: usize, count: usize, lang: Lang) -> Html {
    more_at("more", shown, step, count, lang)
}

/// The same for one of several lists on a page, with an id for its button.
pub fn more_at(
    id: impl Into<AttrValue>,
    shown: &UseStateHandle<usize>,
    step: usize,
    count: usize,
    lang: Lang,
) -> Html {
    if count <= **shown {
        return Html::default();
    }
    let onclick = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + step))
    };
    let id = id.into();
    html! {
        <button type="button" {id} class="button block" {onclick}>
            { crate::i18n::common::LOAD_MORE.get(lang) }{ " " }
            { span("count", format!("{} / {count}", **shown)) }
        </button>
    }
}
