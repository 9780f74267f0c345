//! The desk: rules, what they would change, and what they leave open, for administrators and, to
//! read, auditors.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|

mod acceptance;
mod calls;
mod decisions;
mod difference;
mod editor;
mod finding_text;
mod findings;
mod impact;
mod ledger;
mod parts;
mod place;
mod publish;
mod rulebook;
mod rulebook_actions;
mod rulebooks;
mod told;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::desk::place::Place;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for those who work on rules and decisions.
pub struct Desk;

impl Pages for Desk {
    fn page(route: Route, session: &Session) -> Html {
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Rulebooks => screen!(rulebooks::use_rulebooks),
            Place::Rulebook(id) => screen!(rulebook::use_rulebook_page, of id),
            Place::Findings(id) => screen!(findings::use_findings_page, of id),
            Place::Impact(id) => screen!(impact::use_impact_page, of id),
            Place::Difference(id, from) => {
                screen!(difference::use_difference_page, of format!("{id} {from}"))
            }
            Place::Publish(id) => screen!(publish::use_publish, of id),
            Place::Decisions => screen!(decisions::use_decisions),
            Place::Decide(id) => screen!(decisions::use_decide, of id),
            Place::Ledger => screen!(ledger::use_ledger),
            // The editor's page is on another program's page.
            Place::Rule(..) => not_found(session.lang()),
        }
    }
}

/// The program for those who change a rule.
pub struct Editor;

impl Pages for Editor {
    fn page(route: Route, session: &Session) -> Html {
        match Place::of(&route.path()) {
            Some(Place::Rule(id, list, code)) => {
                screen!(editor::use_editor_page, of format!("{id} {list} {code}"))
            }
            _ => not_found(session.lang()),
        }
    }
}
