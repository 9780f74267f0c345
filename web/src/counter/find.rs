//! The counter: find a person, and open their record.

use shared::lang::Lang;
use shared::learners::Learner;
use yew::prelude::*;

use crate::browser;
use crate::components::actions::go;
use crate::components::markup::{actions, all, h2, live_aside, split};
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::counter::parts::main_way;
use crate::counter::person::use_claim;
use crate::counter::place::Place;
use crate::i18n::{clerk, common, counter as text};
use crate::routes::Route;
use crate::session::use_lang;
use crate::staff::finder::{Finder, ONE, Search, known, nobody, use_finder};

#[hook]
pub fn use_counter() -> Html {
    let lang = use_lang();
    let search = use_state(Search::default);
    let found = {
        let search = search.setter();
        Callback::from(move |found: Search| search.set(found))
    };
    let somebody = search.iter().flatten().map(|it| it.id).next();
    use_effect_with(somebody, |somebody| {
        if somebody.is_some() {
            // Enter opens the record.
            browser::focus("open-person");
        }
    });
    let beside = live_aside(match &*search {
        Some(Some(learner)) => all([person(learner, lang), screen!(use_claim, learner.clone())]),
        other => nobody(other, lang),
    });
    page(
        common::NAV_COUNTER.get(lang),
        text::COUNTER_LEAD.get(lang),
        Width::Wide,
        all([
            actions([go(Route::OpenCard, text::OPEN_CARD, lang)]),
            split(screen!(use_finder, Finder { places: &ONE, found }), beside),
        ]),
    )
}

fn person(it: &Learner, lang: Lang) -> Html {
    let place = Place::Person(it.id.to_string());
    let open = actions([main_way("open-person", &place, clerk::OPEN_PERSON, lang)]);
    html! { <div id="found">{ h2(&it.name) }{ known(it, lang) }{ open }</div> }
}
