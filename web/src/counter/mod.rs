//! The counter: what clerks do.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | today | `/clerk` | `#count-…` by status, `#completions` |
//! | post a completion | `/clerk/post` | `#learner-card`, `#id-type`, `#id-number`, `#learner-name`, `#external-id`, `#course-code`, `#course-title`, `#ended-on`, `#hours`, `#grade`, `#declared-credits`, `#preview`, `#save`, `#result` |
//! | counter | `/clerk/counter`, `/clerk/counter/open`, `/clerk/counter/slip` | `#card-number`, `#find-card`, `#id-type`, `#id-number`, `#find-document`, `#found`, `#confirm-person`; `#name`, `#street`, `#phone`, `#open-card`; `#activation-code`, `#slip-card` |

mod find;
mod open_card;
mod post_completion;
mod slip;
mod today;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for clerks.
pub struct Counter;

impl Pages for Counter {
    fn page(route: Route, session: &Session) -> Html {
        match route {
            Route::Today => screen!(today::use_today),
            Route::PostCompletion => screen!(post_completion::use_post_completion),
            Route::Counter => screen!(find::use_counter),
            Route::OpenCard => screen!(open_card::use_open_card),
            Route::Slip => screen!(slip::use_slip),
            _ => not_found(session.lang()),
        }
    }
}
