//! One rule of a rulebook: its sentence, its ground, and everything that it says.

use chrono::NaiveDate;
use shared::lang::Lang;
use shared::rules::Rulebook;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::components::actions::other;
use crate::components::facts::fact;
use crate::components::markup::{actions, all, facts, maybe, p};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::http::Coming;
use crate::i18n::{Words, common, rules as text};
use crate::load::use_load;
use crate::names::use_schemes;
use crate::pages::rules::{Book, book};
use crate::routes::Route;
use crate::rule_text::Reader;
use crate::session::use_lang;
use crate::{api, format};

/// The page of a rule: of a rulebook's id and the rule's code, with a space between.
#[hook]
pub fn use_rule_page(props: &PageOf) -> Html {
    let (of_book, code) = props.id.split_once(' ').unwrap_or_default();
    let lang = use_lang();
    let schemes = use_schemes();
    let loaded = {
        let id = of_book.to_owned();
        use_load(id.clone(), move || Coming::of(book(id)))
    };
    let back =
        if of_book == api::IN_FORCE { Route::Rules } else { Route::Rulebook(of_book.to_owned()) };
    page(
        format!("{} {}", text::RULE.get(lang), code),
        "",
        Width::Column,
        all([
            view(&loaded, |Book { rulebook, institutions }: &Book| {
                let (schemes, institutions) = (schemes.clone(), institutions.clone());
                match tell(rulebook, code, &Reader { lang, schemes, institutions }) {
                    Some(told) => show(&told, rulebook, lang),
                    None => empty(text::NO_RULE.get(lang), Html::default()),
                }
            }),
            actions([other(back, text::ALL_RULES, lang)]),
        ]),
    )
}

/// What every kind of rule has.
struct Told {
    name: String,
    sentence: String,
    kind: Words,
    priority: Option<i32>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    status: Status,
    ground: Option<String>,
}

fn show(told: &Told, rulebook: &Rulebook, lang: Lang) -> Html {
    let day = |day: Option<NaiveDate>| {
        day.map_or_else(|| text::OPEN_END.get(lang).to_owned(), |day| format::day(day, lang))
    };
    let number = rulebook.number.map(|number| number.to_string()).unwrap_or_default();
    let effect = format!("{} – {}", day(told.from), day(told.to));
    let sentence = html! { <p class="sentence" id="sentence">{ &told.sentence }</p> };
    let known = facts([
        fact(text::KIND, lang, told.kind.get(lang)),
        fact(text::RULEBOOK, lang, number),
        maybe(told.priority, |priority| fact(text::PRIORITY, lang, priority.to_string())),
        fact(text::EFFECT, lang, effect),
        fact(common::STATUS, lang, told.status.label(lang)),
        maybe(told.ground.clone(), |ground| fact(text::GROUND, lang, ground)),
    ]);
    all([p("lead", &told.name), sentence, known])
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
