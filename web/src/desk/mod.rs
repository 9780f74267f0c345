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

use crate::app::{Pages, of, plain};
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
            Place::Rulebooks => plain::<rulebooks::Rulebooks>(),
            Place::Rulebook(id) => of::<rulebook::RulebookPage>(id),
            Place::Rule(id, list, code) => {
                of::<editor::EditorPage>(format!("{id} {list} {code}"))
            }
            Place::Findings(id) => of::<findings::FindingsPage>(id),
            Place::Impact(id) => of::<impact::ImpactPage>(id),
            Place::Difference(id, from) => {
                of::<difference::DifferencePage>(format!("{id} {from}"))
            }
            Place::Publish(id) => of::<publish::Publish>(id),
            Place::Decisions => plain::<decisions::Decisions>(),
            Place::Decide(id) => of::<decisions::Decide>(id),
            Place::Ledger => plain::<ledger::Ledger>(),
        }
    }
}
