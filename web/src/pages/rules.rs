//! The published rules, each read back as a plain sentence; they need no account.
//!
//! Invariant: a rulebook may have many thousands of rules; the bank searches them and sends a page.

use shared::lang::Lang;
use shared::rulebooks::ListedRule;
use shared::rules::RuleList;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::{self, RulebookLine};
use crate::components::field::{Field, Kind};
use crate::components::markup::{Row, all, h2, p, rows, section, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::{end_at, view};
use crate::form::Slot;
use crate::format;
use crate::i18n::{Words, rules as text};
use crate::load::{Paged, use_load, use_pages, use_task, use_words};
use crate::names::{use_codes, use_institutions, use_schemes};
use crate::routes::Route;
use crate::rule_text::{Reader, Told};
use crate::session::use_lang;

const SEARCH: Slot = Slot::new("rule-search", "/q", text::SEARCH_RULES).hint(text::SEARCH_HINT);

/// What a list of rules is called.
pub const fn title_of(list: RuleList) -> Words {
    match list {
        RuleList::Recognition => text::RECOGNITION,
        RuleList::Equivalence => text::EQUIVALENCE,
        RuleList::Caps => text::CAPS,
        RuleList::Gifts => text::GIFTS,
    }
}

/// The rules of a rulebook; without an id, of the one in force today.
#[hook]
pub fn use_rules(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let institutions = use_institutions();
    let task = use_task();
    let (words, oninput) = use_words();
    let book = if props.id.is_empty() { api::IN_FORCE } else { &props.id };
    let recognition = use_list(book, RuleList::Recognition, &words);
    let equivalence = use_list(book, RuleList::Equivalence, &words);
    let caps = use_list(book, RuleList::Caps, &words);
    let gifts = use_list(book, RuleList::Gifts, &words);
    let editions = use_load(String::new(), api::rulebooks);
    let (title, lead) = if props.id.is_empty() {
        (text::RULES_TITLE, text::RULES_LEAD.get(lang))
    } else {
        (text::RULEBOOK, "")
    };
    let standing = {
        let book = book.to_owned();
        use_load(book.clone(), move || api::standing(&book))
    };
    let about = standing.ready().and_then(|it| (**it).clone());
    let about = about.map(|it| all([p("edition", edition_name(&it, lang)), p("", &it.note)]));
    let search = Field::new(SEARCH, Kind::Search).on_input(oninput);
    let rules = view(&institutions, |institutions| {
        let reader = Reader { lang, schemes, institutions: institutions.clone(), codes };
        let lists = [&recognition, &equivalence, &caps, &gifts];
        if lists.iter().all(|list| list.is_empty() && list.end == Some(Ok(()))) {
            return empty(text::NO_RULES.get(lang), Html::default());
        }
        let lists = RuleList::ALL.iter().zip(lists);
        lists.map(|(list, rules)| section_of(*list, rules, book, &reader)).collect()
    });
    let editions = view(&editions, |editions| {
        // Administrators are told of drafts too; those are at the desk.
        let published = editions.items.iter().filter(|edition| edition.number.is_some());
        rows("editions", "rows", published.map(|edition| edition_row(edition, lang)))
    });
    let inside = all([
        about.unwrap_or_default(),
        search.view(&task, lang),
        rules,
        section(text::EDITIONS.get(lang), editions),
    ]);
    page(title.get(lang), lead, Width::Wide, inside)
}

#[hook]
fn use_list(book: &str, list: RuleList, words: &str) -> Paged<ListedRule> {
    let (book, words) = (book.to_owned(), words.to_owned());
    use_pages(format!("{book} {words}"), move |cursor| api::rules(&book, list, &words, cursor))
}

fn edition_name(it: &RulebookLine, lang: Lang) -> String {
    let number = it.number.map(|number| number.to_string()).unwrap_or_default();
    text::EDITION.fill(lang, &[&number, &format::day(it.effective_from, lang)])
}

fn edition_row(edition: &RulebookLine, lang: Lang) -> Html {
    let note = format!("{} {}", edition.status.label(lang), edition.note);
    let title = edition_name(edition, lang).into();
    let path = Route::Rulebook(edition.id.clone()).path();
    Row { title, note, ..Row::default() }.item(edition.id.clone(), Some(path), edition.id.clone())
}

fn section_of(list: RuleList, rules: &Paged<ListedRule>, book: &str, reader: &Reader) -> Html {
    if rules.is_empty() && rules.end == Some(Ok(())) {
        return Html::default();
    }
    let told = rules.items().filter_map(|it| reader.told(it.list, &it.rule));
    let shown = told.map(|told| {
        let path = Route::Rule(book.to_owned(), told.code.clone()).path();
        row(&told, path, reader.lang)
    });
    let below = end_at(format!("more-{list}"), rules, Html::default);
    html! {
        <section key={list.as_str()} id={list.as_str()}>
            { h2(title_of(list).get(reader.lang)) }{ rows("", "rows rules", shown) }{ below }
        </section>
    }
}

/// A rule as a row that leads to its page.
pub fn row(told: &Told, path: String, lang: Lang) -> Html {
    let code = span("rule-code", &told.code);
    let title = all([code, " ".into(), Html::from(&told.name)]);
    let note = if told.status == Status::Inactive { told.status.label(lang) } else { "" };
    let after = span("rule-sentence", &told.sentence);
    Row { title, note: note.to_owned(), after, ..Row::default() }.item(
        told.code.clone(),
        Some(path),
        told.code.clone(),
    )
}
