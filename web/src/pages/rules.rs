//! The published rules, each read back as a plain sentence; they need no account.

use shared::lang::{Lang, Text};
use shared::rules::Rulebook;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::{self, RulebookLine};
use crate::components::field::{Field, Kind};
use crate::components::markup::{Row, all, h2, p, rows, section, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::form::Slot;
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, rules as text};
use crate::load::{use_load, use_task};
use crate::names::{Institutions, institutions, use_schemes};
use crate::routes::Route;
use crate::rule_text::Reader;
use crate::session::use_lang;

const SEARCH: Slot = Slot::new("rule-search", "/q", text::SEARCH_RULES);

/// How many rules of each list are shown before one asks for more.
const STEP: usize = 40;

/// A rulebook, and what its rules are read back with.
pub struct Book {
    /// The rulebook.
    pub rulebook: Rulebook,
    /// The institutions that it names.
    pub institutions: Institutions,
}

/// Loads the rulebook with this id, or the one in force.
pub async fn book(id: String) -> Answer<Book> {
    let id = if id.is_empty() { api::IN_FORCE } else { &id };
    Ok(Book { rulebook: api::rulebook(id).await?, institutions: institutions().await? })
}

/// The rules of a rulebook; without an id, of the one in force today.
#[hook]
pub fn use_rules(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let wanted = use_state(String::new);
    let shown = use_state(|| STEP);
    let loaded = {
        let id = props.id.clone();
        use_load(id.clone(), move || Coming::of(book(id)))
    };
    let editions = use_load(String::new(), api::rulebooks);
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |words: String| wanted.set(words.trim().to_ascii_lowercase()))
    };
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + STEP))
    };
    let (title, lead) = if props.id.is_empty() {
        (text::RULES_TITLE, text::RULES_LEAD.get(lang))
    } else {
        (text::RULEBOOK, "")
    };
    let rules = view(&loaded, |Book { rulebook, institutions }: &Book| {
        let (schemes, institutions) = (schemes.clone(), institutions.clone());
        let reader = Reader { lang, schemes, institutions };
        let search = Field::new(SEARCH, Kind::Search).optional().on_input(oninput);
        let part = Part { id: &props.id, wanted: &wanted, shown: *shown, more: &more };
        let lists = lists(rulebook, &reader).map(|(title, lines)| list(title, lines, &part, lang));
        all([about(rulebook, lang), search.view(&task, lang), all(lists)])
    });
    let editions = view(&editions, |editions| {
        // Administrators are told of drafts too; those are at the desk.
        let published = editions.items.iter().filter(|edition| edition.number.is_some());
        rows("editions", "rows", published.map(|edition| edition_row(edition, lang)))
    });
    let inside = all([rules, section(text::EDITIONS.get(lang), editions)]);
    page(title.get(lang), lead, Width::Wide, inside)
}

fn edition_name(number: Option<u32>, from: chrono::NaiveDate, lang: Lang) -> String {
    let number = number.map(|number| number.to_string()).unwrap_or_default();
    text::EDITION.fill(lang, &[&number, &format::day(from, lang)])
}

fn about(rulebook: &Rulebook, lang: Lang) -> Html {
    let name = edition_name(rulebook.number, rulebook.effective_from, lang);
    all([p("edition", name), p("", &rulebook.note)])
}

fn edition_row(edition: &RulebookLine, lang: Lang) -> Html {
    let note = format!("{} {}", edition.status.label(lang), edition.note);
    let title = edition_name(edition.number, edition.effective_from, lang).into();
    let path = Route::Rulebook(edition.id.clone()).path();
    Row { title, note, ..Row::default() }.item(edition.id.clone(), Some(path), edition.id.clone())
}

/// A rule as a line: code, name, sentence.
pub struct Line {
    /// The rule's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it says.
    pub sentence: String,
    /// Whether it is in use.
    pub status: Status,
}

impl Line {
    /// Whether these words, in small letters, stand in it.
    pub fn has(&self, words: &str) -> bool {
        let texts = [&self.code, &self.name, &self.sentence];
        texts.iter().any(|text| text.to_ascii_lowercase().contains(words))
    }
}

/// The four lists of a rulebook.
pub fn lists(rulebook: &Rulebook, reader: &Reader) -> [(Words, Vec<Line>); 4] {
    let line = |code: &str, names: &Text, sentence: String, status: Status| Line {
        code: code.to_owned(),
        name: names.get(reader.lang).to_owned(),
        sentence,
        status,
    };
    let recognition = rulebook.recognition.iter();
    let recognition =
        recognition.map(|it| line(&it.code, &it.names, reader.recognition(it), it.status));
    let equivalence = rulebook.equivalence.iter();
    let equivalence =
        equivalence.map(|it| line(&it.code, &it.names, reader.equivalence(it), it.status));
    let caps = rulebook.caps.iter();
    let caps = caps.map(|it| line(&it.code, &it.names, reader.cap(it), it.status));
    let gifts = rulebook.gifts.iter();
    let gifts = gifts.map(|it| line(&it.code, &it.names, reader.gift(it), it.status));
    [
        (text::RECOGNITION, recognition.collect()),
        (text::EQUIVALENCE, equivalence.collect()),
        (text::CAPS, caps.collect()),
        (text::GIFTS, gifts.collect()),
    ]
}

/// Which part of a list is shown.
struct Part<'a> {
    id: &'a str,
    wanted: &'a str,
    shown: usize,
    more: &'a Callback<MouseEvent>,
}

fn list(title: Words, mut lines: Vec<Line>, part: &Part<'_>, lang: Lang) -> Html {
    if lines.is_empty() {
        return Html::default();
    }
    lines.retain(|line| line.has(part.wanted));
    let book = if part.id.is_empty() { api::IN_FORCE } else { part.id };
    let shown = lines.iter().take(part.shown).map(|line| row(line, book, lang));
    let below = if lines.is_empty() {
        empty(text::NO_RULES.get(lang), Html::default())
    } else if lines.len() > part.shown {
        more(part.more, lang)
    } else {
        Html::default()
    };
    let count = span("count", lines.len().to_string());
    let title = h2(all([title.get(lang).into(), " ".into(), count]));
    html! { <section>{ title }{ rows("", "rows rules", shown) }{ below }</section> }
}

fn more(onclick: &Callback<MouseEvent>, lang: Lang) -> Html {
    html! {
        <button type="button" class="button block" {onclick}>
            { common::LOAD_MORE.get(lang) }
        </button>
    }
}

fn row(line: &Line, book: &str, lang: Lang) -> Html {
    let code = span("rule-code", &line.code);
    let title = all([code, " ".into(), Html::from(&line.name)]);
    let note = if line.status == Status::Inactive { line.status.label(lang) } else { "" };
    let path = Route::Rule(book.to_owned(), line.code.clone()).path();
    let after = span("rule-sentence", &line.sentence);
    Row { title, note: note.to_owned(), after, ..Row::default() }.item(
        line.code.clone(),
        Some(path),
        line.code.clone(),
    )
}
