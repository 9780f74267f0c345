//! One rule of a rulebook: its sentence, its ground, and everything that it says.

use std::rc::Rc;

use chrono::NaiveDate;
use shared::lang::Lang;
use shared::rulebooks::ListedRule;
use yew::prelude::*;

use crate::api;
use crate::components::actions::other;
use crate::components::facts::fact;
use crate::components::markup::{actions, all, facts, maybe, p};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, rules as text};
use crate::load::use_load;
use crate::names::{Institutions, institutions, use_codes, use_schemes};
use crate::pages::rules::title_of;
use crate::routes::Route;
use crate::rule_text::{Reader, Told};
use crate::session::use_lang;

/// A rule with what it is read back with.
struct Found {
    listed: Option<Rc<ListedRule>>,
    number: Option<u32>,
    institutions: Institutions,
}

async fn find(book: String, code: String) -> Answer<Found> {
    let listed = (*api::rule(&book, &code).await?).clone();
    let number = (*api::standing(&book).await?).as_ref().and_then(|it| it.number);
    Ok(Found { listed, number, institutions: institutions().await? })
}

/// The page of a rule: of a rulebook's id and the rule's code, with a space between.
#[hook]
pub fn use_rule_page(props: &PageOf) -> Html {
    let (book, code) = props.id.split_once(' ').unwrap_or_default();
    let lang = use_lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let found = {
        let (book, code) = (book.to_owned(), code.to_owned());
        use_load(props.id.clone(), move || Coming::of(find(book, code)))
    };
    let back = if book == api::IN_FORCE { Route::Rules } else { Route::Rulebook(book.to_owned()) };
    let inside = view(&found, |Found { listed, number, institutions }| {
        let reader = Reader { lang, schemes, institutions: institutions.clone(), codes };
        let told = listed
            .as_ref()
            .and_then(|it| Some((title_of(it.list), reader.told(it.list, &it.rule)?)));
        match told {
            Some((kind, told)) => show(kind, &told, *number, lang),
            None => empty(text::NO_RULE.get(lang), Html::default()),
        }
    });
    let inside = all([inside, actions([other(back, text::ALL_RULES, lang)])]);
    page(format!("{} {code}", text::RULE.get(lang)), "", Width::Column, inside)
}

fn show(kind: Words, told: &Told, number: Option<u32>, lang: Lang) -> Html {
    let day = |day: Option<NaiveDate>| {
        day.map_or_else(|| text::OPEN_END.get(lang).to_owned(), |day| format::day(day, lang))
    };
    let effect = match (told.from, told.to) {
        (None, None) => text::OPEN_END.get(lang).to_owned(),
        (from, to) => format!("{} – {}", day(from), day(to)),
    };
    let sentence = html! { <p class="sentence" id="sentence">{ &told.sentence }</p> };
    let known = facts([
        fact(text::KIND, lang, kind.get(lang)),
        maybe(number, |number| {
            let name = text::EDITION_NUMBER.fill(lang, &[&number.to_string()]);
            fact(text::RULEBOOK, lang, name)
        }),
        maybe(told.priority, |priority| fact(text::PRIORITY, lang, priority.to_string())),
        fact(text::EFFECT, lang, effect),
        fact(common::STATUS, lang, told.status.label(lang)),
        maybe(told.ground.clone(), |ground| fact(text::GROUND, lang, ground)),
    ]);
    all([p("lead", &told.name), sentence, known])
}
