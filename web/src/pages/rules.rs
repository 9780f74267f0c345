//! The published rules, each read back as a plain sentence; they need no account.

use shared::rules::Rulebook;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::{self, RulebookLine};
use crate::components::field::{Field, Kind, Need};
use crate::components::link::To;
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, view};
use crate::form::Slot;
use crate::format;
use crate::i18n::{Words, common, rules as text};
use crate::load::{Loaded, use_load};
use crate::names::{Institutions, use_institutions, use_schemes};
use crate::routes::Route;
use crate::rule_text::Reader;
use crate::session::use_lang;

const SEARCH: Slot = Slot::new("rule-search", "/q", text::SEARCH_RULES);

/// How many rules of a list are shown before one asks for more.
const STEP: usize = 40;

/// The rules in force today.
#[component]
pub fn Rules() -> Html {
    let lang = use_lang();
    html! {
        <Page title={text::RULES_TITLE.get(lang)} lead={text::RULES_LEAD.get(lang)} width={Width::Wide}>
            <Book book={api::IN_FORCE.to_owned()} />
            <Editions />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub book: String,
}

/// The rules of another edition.
#[component]
pub fn RulebookPage(props: &Props) -> Html {
    let lang = use_lang();
    html! {
        <Page title={text::RULEBOOK.get(lang)} width={Width::Wide}>
            <Book book={props.book.clone()} />
            <Editions />
        </Page>
    }
}

/// What rules are read back with, once the names of institutions have come.
#[hook]
pub fn use_reader() -> Loaded<Reader> {
    let lang = use_lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let load = match institutions.load {
        crate::load::Load::Ready(all) => {
            let institutions: Institutions = (*all).clone();
            crate::load::Load::Ready(std::rc::Rc::new(Reader { lang, schemes, institutions }))
        }
        crate::load::Load::Waiting => crate::load::Load::Waiting,
        crate::load::Load::Failed(trouble) => crate::load::Load::Failed(trouble),
    };
    Loaded { load, again: institutions.again }
}

#[component]
fn Book(props: &Props) -> Html {
    let reader = use_reader();
    let rulebook = use_load(props.book.clone(), |book| async move { api::rulebook(&book).await });
    let book = props.book.clone();
    view(&rulebook, |rulebook: &Rulebook| {
        view(&reader, |reader: &Reader| {
            html! { <Lists {book} rulebook={rulebook.clone()} reader={reader.clone()} /> }
        })
    })
}

#[derive(Properties, PartialEq)]
struct ListsProps {
    book: String,
    rulebook: Rulebook,
    reader: Reader,
}

/// A rule as a line: code, name, sentence.
#[derive(Clone, PartialEq)]
struct Line {
    code: String,
    name: String,
    sentence: String,
    status: Status,
}

impl Line {
    fn has(&self, words: &str) -> bool {
        [&self.code, &self.name, &self.sentence]
            .iter()
            .any(|text| text.to_lowercase().contains(words))
    }
}

#[component]
fn Lists(props: &ListsProps) -> Html {
    let lang = use_lang();
    let wanted = use_state(String::new);
    let (rulebook, reader) = (&props.rulebook, &props.reader);
    let number = rulebook.number.map(|number| number.to_string()).unwrap_or_default();
    let from = format::day(rulebook.effective_from, lang);
    let line = |code: &str, names: &shared::lang::Text, sentence: String, status: Status| Line {
        code: code.to_owned(),
        name: names.get(lang).to_owned(),
        sentence,
        status,
    };
    let recognition = rulebook.recognition.iter();
    let recognition = recognition
        .map(|rule| line(&rule.code, &rule.names, reader.recognition(rule), rule.status));
    let equivalence = rulebook.equivalence.iter();
    let equivalence = equivalence
        .map(|rule| line(&rule.code, &rule.names, reader.equivalence(rule), rule.status));
    let caps = rulebook.caps.iter();
    let caps = caps.map(|cap| line(&cap.code, &cap.names, reader.cap(cap), cap.status));
    let gifts = rulebook.gifts.iter();
    let gifts = gifts.map(|gift| line(&gift.code, &gift.names, reader.gift(gift), gift.status));
    let lists: [(Words, Vec<Line>); 4] = [
        (text::RECOGNITION, recognition.collect()),
        (text::EQUIVALENCE, equivalence.collect()),
        (text::CAPS, caps.collect()),
        (text::GIFTS, gifts.collect()),
    ];
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |words: String| wanted.set(words.trim().to_lowercase()))
    };
    html! {
        <>
            <p class="edition">{ text::EDITION.fill(lang, &[&number, &from]) }</p>
            if !rulebook.note.is_empty() { <p>{ &rulebook.note }</p> }
            <Field slot={SEARCH} kind={Kind::Search} need={Need::Optional} {oninput} />
            { for lists.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| html! {
                <List {title} book={props.book.clone()}
                    lines={lines.into_iter().filter(|line| line.has(&wanted)).collect::<Vec<_>>()} />
            }) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ListProps {
    title: Words,
    book: String,
    lines: Vec<Line>,
}

#[component]
fn List(props: &ListProps) -> Html {
    let lang = use_lang();
    let shown = use_state(|| STEP);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + STEP))
    };
    let all = props.lines.len();
    html! {
        <section>
            <h2>{ props.title.get(lang) }{ " " }<span class="count">{ all }</span></h2>
            if all == 0 { <Empty title={text::NO_RULES.get(lang)} /> }
            <ul class="rows rules">
                { for props.lines.iter().take(*shown).map(|line| html! {
                    <li key={line.code.clone()} data-rule={line.code.clone()}>
                        <To to={Route::Rule { book: props.book.clone(), code: line.code.clone() }} class="row">
                            <span class="row-title"><span class="rule-code">{ &line.code }</span>
                                { " " }{ &line.name }</span>
                            <span class="rule-sentence">{ &line.sentence }</span>
                            if line.status == Status::Inactive {
                                <span class="row-note">{ line.status.label(lang) }</span>
                            }
                        </To>
                    </li>
                }) }
            </ul>
            if all > *shown {
                <button type="button" class="button block" onclick={more}>{ common::LOAD_MORE.get(lang) }</button>
            }
        </section>
    }
}

/// All published editions.
#[component]
fn Editions() -> Html {
    let lang = use_lang();
    let editions = use_load((), |()| api::rulebooks());
    let line = |edition: &RulebookLine| {
        let number = edition.number.map(|number| number.to_string()).unwrap_or_default();
        let from = format::day(edition.effective_from, lang);
        html! {
            <li key={edition.id.clone()}>
                <To to={Route::Rulebook { book: edition.id.clone() }} class="row">
                    <span class="row-title">{ text::EDITION.fill(lang, &[&number, &from]) }</span>
                    <span class="row-note">
                        { edition.status.label(lang) }{ " " }{ &edition.note }
                    </span>
                </To>
            </li>
        }
    };
    html! {
        <section>
            <h2>{ text::EDITIONS.get(lang) }</h2>
            { view(&editions, |list: &Vec<RulebookLine>| html! {
                <ul class="rows" id="editions">{ for list.iter().map(line) }</ul>
            }) }
        </section>
    }
}
