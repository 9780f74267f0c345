//! The desk: rules, what they would change, and what they leave open, for administrators and, to
//! read, auditors.

use yew::prelude::*;

use crate::app::Pages;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for those who work on rules and decisions.
pub struct Desk;

impl Pages for Desk {
    fn page(_route: Route, session: &Session) -> Html {
        not_found(session.lang())
    }
}
