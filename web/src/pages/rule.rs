//! One rule of a rulebook: its sentence, its ground, and everything that it says.

use shared::rules::Rulebook;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::components::actions::Other;
use crate::components::facts::{Fact, Facts};
use crate::components::page::Page;
use crate::components::states::{Empty, view};
use crate::i18n::{common, rules as text};
use crate::load::use_load;
use crate::pages::rules::use_reader;
use crate::routes::Route;
use crate::rule_text::Reader;
use crate::session::use_lang;
use crate::{api, format};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub book: String,
    pub code: String,
}

/// What every kind of rule has.
struct Told {
    name: String,
    sentence: String,
    kind: crate::i18n::Words,
    priority: Option<i32>,
    from: Option<chrono::NaiveDate>,
    to: Option<chrono::NaiveDate>,
    status: Status,
    ground: Option<String>,
}

#[component]
pub fn RulePage(props: &Props) -> Html {
    let lang = use_lang();
    let reader = use_reader();
    let rulebook = use_load(props.book.clone(), |book| async move { api::rulebook(&book).await });
    let back = if props.book == api::IN_FORCE {
        Route::Rules
    } else {
        Route::Rulebook { book: props.book.clone() }
    };
    html! {
        <Page title={format!("{} {}", text::RULE.get(lang), props.code)}>
            { view(&rulebook, |rulebook: &Rulebook| view(&reader, |reader: &Reader| {
                match tell(rulebook, &props.code, reader) {
                    Some(told) => show(&told, rulebook, lang),
                    None => html! { <Empty title={text::NO_RULE.get(lang)} /> },
                }
            })) }
            <p class="actions"><Other to={back}>{ text::ALL_RULES.get(lang) }</Other></p>
        </Page>
    }
}

fn show(told: &Told, rulebook: &Rulebook, lang: shared::lang::Lang) -> Html {
    let day = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(|| text::OPEN_END.get(lang).to_owned(), |day| format::day(day, lang))
    };
    let number = rulebook.number.map(|number| number.to_string()).unwrap_or_default();
    html! {
        <>
            <p class="lead">{ &told.name }</p>
            <p class="sentence" id="sentence">{ &told.sentence }</p>
            <Facts>
                <Fact name={text::KIND.get(lang)}>{ told.kind.get(lang) }</Fact>
                <Fact name={text::RULEBOOK.get(lang)}>{ number }</Fact>
                if let Some(priority) = told.priority {
                    <Fact name={text::PRIORITY.get(lang)}>{ priority }</Fact>
                }
                <Fact name={text::EFFECT.get(lang)}>{ format!("{} – {}", day(told.from), day(told.to)) }</Fact>
                <Fact name={common::STATUS.get(lang)}>{ told.status.label(lang) }</Fact>
                if let Some(ground) = &told.ground {
                    <Fact name={text::GROUND.get(lang)}>{ ground }</Fact>
                }
            </Facts>
        </>
    }
}

/// Finds the rule in the four lists.
fn tell(rulebook: &Rulebook, code: &str, reader: &Reader) -> Option<Told> {
    macro_rules! told {
        ($rule:ident, $kind:expr, $sentence:expr, $priority:expr) => {
            Told {
                name: $rule.names.get(reader.lang).to_owned(),
                sentence: $sentence,
                kind: $kind,
                priority: $priority,
                from: $rule.effective_from,
                to: $rule.effective_to,
                status: $rule.status,
                ground: $rule.ground.clone(),
            }
        };
    }
    let recognition = rulebook.recognition.iter().find(|rule| rule.code == code);
    let equivalence = rulebook.equivalence.iter().find(|rule| rule.code == code);
    let cap = rulebook.caps.iter().find(|cap| cap.code == code);
    let gift = rulebook.gifts.iter().find(|gift| gift.code == code);
    if let Some(rule) = recognition {
        let priority = Some(rule.priority);
        return Some(told!(rule, text::RECOGNITION, reader.recognition(rule), priority));
    }
    if let Some(rule) = equivalence {
        let priority = Some(rule.priority);
        return Some(told!(rule, text::EQUIVALENCE, reader.equivalence(rule), priority));
    }
    if let Some(cap) = cap {
        return Some(told!(cap, text::CAPS, reader.cap(cap), None));
    }
    gift.map(|gift| told!(gift, text::GIFTS, reader.gift(gift), None))
}
