//! What can be done with credits: what leads furthest first, then all kinds.

use shared::cards::Card;
use shared::lang::Lang;
use shared::transfers::Opportunity;
use shared::vocabulary::CardStatus;
use yew::prelude::*;

use crate::api::{self, moves as calls};
use crate::components::actions::other;
use crate::components::icon::{Drawing, icon};
use crate::components::markup::{actions, all, p, section, span, strong};
use crate::components::notice::empty;
use crate::components::opportunity::{sentence, way};
use crate::components::page::{Width, page};
use crate::components::states::view;
use crate::http::both;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, convert as text, resident};
use crate::load::use_load;
use crate::moves::parts::stopped;
use crate::moves::place::Place;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;

/// So many opportunities stand on the page, and so many of them of one program; further ones stand
/// behind the kinds.
const MOST: usize = 6;
const MOST_OF_ONE: usize = 2;

type Ground = (std::rc::Rc<Card>, std::rc::Rc<api::Items<Opportunity>>);

async fn ground() -> Answer<Ground> {
    both(api::card(), calls::opportunities()).await
}

#[hook]
pub fn use_hub() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let loaded = use_load(String::new(), || Coming::of(ground()));
    let now = view(&loaded, |(card, ways)| {
        if card.status == CardStatus::Active {
            opportunities(&ways.items, &schemes, lang)
        } else {
            stopped(lang)
        }
    });
    let kinds = [
        ("do-convert", Place::Convert, Drawing::SWAP, text::DO_CONVERT, text::DO_CONVERT_ABOUT),
        ("do-apply", Place::Apply, Drawing::FLAG, text::DO_APPLY, text::DO_APPLY_ABOUT),
        ("do-give", Place::Give, Drawing::GIFT, text::DO_GIVE, text::DO_GIVE_ABOUT),
    ];
    let kinds = kinds.into_iter().map(|(id, to, drawing, name, about)| {
        let inside = all([icon(drawing), strong(name.get(lang)), span("", about.get(lang))]);
        html! { <li><a {id} href={to.path()} class="entrance">{ inside }</a></li> }
    });
    let kinds = html! { <ul class="entrances">{ for kinds }</ul> };
    let records = actions([
        other(Route::transfers(), text::MY_RECORDS, lang),
        other(Route::programs(), common::NAV_PROGRAMS, lang),
    ]);
    let inside = all([
        section(text::CAN_DO_NOW.get(lang), now),
        section(text::ALL_KINDS.get(lang), all([kinds, records])),
    ]);
    page(common::NAV_HUB.get(lang), text::HUB_LEAD.get(lang), Width::Wide, inside)
}

fn opportunities(items: &[Opportunity], schemes: &Schemes, lang: Lang) -> Html {
    if items.is_empty() {
        let inside = all([
            p("", text::CAN_DO_NOTHING_DETAIL.get(lang)),
            actions([other(Route::Courses, resident::LOOK_AT_COURSES, lang)]),
        ]);
        return empty(text::CAN_DO_NOTHING.get(lang), inside);
    }
    let mut named = Vec::new();
    let varied = items.iter().filter(|it| {
        let program = it.program.as_ref().map(|unit| unit.program_id);
        let before = named.iter().filter(|known| **known == program).count();
        named.push(program);
        program.is_none() || before < MOST_OF_ONE
    });
    let rows: Vec<&Opportunity> = varied.take(MOST).collect();
    html! {
        <ol class="ranked" id="opportunities">
            { for rows.into_iter().enumerate().map(|(place, it)| one(it, place == 0, schemes, lang)) }
        </ol>
    }
}

fn one(it: &Opportunity, first: bool, schemes: &Schemes, lang: Lang) -> Html {
    let (to, name): (Route, Words) = way(it);
    let class = if first { "button main" } else { "button" };
    html! {
        <li data-row={it.rule.clone()} data-leads={it.leads_to.as_str()}>
            { span("tag good", it.leads_to.label(lang)) }
            { p("", sentence(it, schemes, lang)) }
            <a href={to.path()} {class}>{ name.get(lang) }</a>
        </li>
    }
}
