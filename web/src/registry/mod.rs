//! The registry: what reviewers decide, and the records that administrators keep.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | queues | `/review`, `/review/escalated`, `/review/appeals` | `#tab-mine`, `#tab-escalated`, `#tab-appeals`, `#tab-awards`, `#queue [data-row={due,overdue}]`, `#more` |
//! | application | `/review/transfers/{id}` | `#applicant`, `#number`, `#status [data-status]`, `#takes`, `#gives`, `#share`, `#due`, `#too-early`, `#overdue`, `#appeal`, `#other-must`, `#counted [data-completion]`, `#history [data-event]`, `#approve`, `#reject` |
//! | approve | `/review/transfers/{id}/approve` | `#opinion`, `#confirm-approve` |
//! | reject | `/review/transfers/{id}/reject` | `#reason`, `[data-reason={place}]`, `#continue`; `#check`, `#check-reason`, `#confirm-reject`, `#change` |
//! | receipt | `/review/transfers/{id}/receipt` | `#receipt [data-status]`, `#receipt-number`, `#next` |
//! | certificates | `/review/awards`, `/review/awards/{id}`, `…/grant`, `…/decline` | `#award-status`, `#awards [data-row={status}]`; `[data-status]`, `#earned`, `#requirements tr[data-row={group}]`, `#grant`, `#decline`, `#certificate-number`, `#verification-code`; `#confirm-grant`; `#reason`, `#continue`, `#confirm-decline`; `#done` |

mod application;
mod awards;
mod deciding;
mod parts;
mod place;
mod queue;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::pages::not_found::not_found;
use crate::registry::place::Place;
use crate::routes::Route;
use crate::session::Session;

/// The program for reviewers and for administrators' records.
pub struct Registry;

impl Pages for Registry {
    fn page(route: Route, session: &Session) -> Html {
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Queue(queue) => screen!(queue::use_queue, of queue.to_owned()),
            Place::Application(id) => screen!(application::use_application_page, of id),
            Place::Approve(id) => screen!(deciding::use_approve_page, of id),
            Place::Reject(id) => screen!(deciding::use_reject_page, of id),
            Place::Decided(id) => screen!(deciding::use_decided_page, of id),
            Place::Awards => screen!(awards::use_awards),
            Place::Award(id) => screen!(awards::use_award_page, of id),
            Place::Grant(id) => screen!(awards::use_grant_page, of id),
            Place::Decline(id) => screen!(awards::use_decline_page, of id),
            _ => not_found(session.lang()),
        }
    }
}
