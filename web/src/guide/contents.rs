//! All of the help: what people ask, and every article, with a filter over their words.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::field::{Field, Kind};
use crate::components::markup::{all, p, section};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::form::Slot;
use crate::guide::people::Helped;
use crate::i18n::Words;
use crate::i18n::help::{self as text, Topic};
use crate::load::use_task;
use crate::session::use_session;

const SEARCH: Slot = Slot::new("search-help", "/q", text::SEARCH).hint(text::SEARCH_HINT);

#[hook]
pub fn use_contents() -> Html {
    let session = use_session();
    let lang = session.lang();
    let task = use_task();
    let sought = use_state(String::new);
    let seek = {
        let sought = sought.setter();
        Callback::from(move |typed: String| sought.set(typed.trim().to_lowercase()))
    };
    let asked: Vec<_> = text::ASKED
        .into_iter()
        .filter(|(ask, answer)| has(&[*ask, *answer], &sought, lang))
        .collect();
    let people = Helped::for_whom(&session).map(|helped| {
        let fits = |topic: &&Topic| sought.is_empty() || fits(topic, &sought, lang);
        (helped, helped.topics().filter(fits).collect::<Vec<_>>())
    });
    let nothing = asked.is_empty() && people.iter().all(|(_, topics)| topics.is_empty());
    let found = html! {
        <div aria-live="polite">
            if nothing {
                { empty(text::NOTHING.get(lang), p("", text::NOTHING_DETAIL.get(lang))) }
            }
            if !asked.is_empty() { { questions(&asked, lang) } }
            { for people.into_iter().enumerate().map(|(place, (helped, topics))| {
                list(helped, &topics, place == 0, !sought.is_empty(), lang)
            }) }
        </div>
    };
    let field = Field::new(SEARCH, Kind::Search).on_input(seek).view(&task, lang);
    let search = html! { <div role="search" class="help-search">{ field }</div> };
    page(text::TITLE.get(lang), text::LEAD.get(lang), Width::Wide, all([search, found]))
}

fn questions(asked: &[(Words, Words)], lang: Lang) -> Html {
    let question = |(ask, answer): &(Words, Words)| {
        html! {
            <details>
                <summary>{ ask.get(lang) }</summary>
                { p("", answer.get(lang)) }
            </details>
        }
    };
    let inside = html! { <div id="asked" class="asked">{ for asked.iter().map(question) }</div> };
    section(text::QUESTIONS.get(lang), inside)
}

/// The articles for one of the three people: their own in sight, those of others one tap away until
/// something is sought.
fn list(helped: Helped, topics: &[&Topic], own: bool, sought: bool, lang: Lang) -> Html {
    if topics.is_empty() {
        return Html::default();
    }
    let item = |topic: &&Topic| {
        html! {
            <li data-topic={topic.slug}>
                <a href={helped.way(topic).path()} class="help-way">
                    <strong>{ topic.title.get(lang) }</strong>
                    <span>{ topic.purpose.get(lang) }</span>
                </a>
            </li>
        }
    };
    let id = format!("topics-{}", helped.name());
    let inside = html! { <ul {id} class="plain help-ways">{ for topics.iter().map(item) }</ul> };
    let title = helped.title().get(lang);
    if own {
        return section(title, inside);
    }
    html! {
        <details class="help-others" open={sought}>
            <summary>{ title }</summary>
            { inside }
        </details>
    }
}

fn fits(topic: &Topic, sought: &str, lang: Lang) -> bool {
    has(&[topic.title, topic.purpose], sought, lang)
        || has(topic.steps, sought, lang)
        || has(topic.trouble, sought, lang)
}

/// Whether one of the texts has what is sought.
fn has(texts: &[Words], sought: &str, lang: Lang) -> bool {
    texts.iter().any(|text| text.get(lang).to_lowercase().contains(sought))
}
