//! Using credits: converting, applying, giving, what becomes of each, programs, families.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | hub | `/transfer` | `#opportunities [data-row={rule}]` with `[data-leads]`, `#do-convert`, `#do-apply`, `#do-give` |
//! | convert | `/convert`, `/convert/check` | `#pair`, `#amount`, `#preview-gives`, `#continue`; `#takes`, `#gives`, `#password`, `#confirm`, `#newer`, `#ask-again` |
//! | apply | `/transfer/apply`, `/transfer/apply/{program}/{unit}`, `/transfer/apply/check` | `#units [data-row={unit}]`; `#way-…`, `#completions [name=completion]`, `#continue`; `#unit`, `#outcome` with `data-outcome`, `#takes`, `#completions`, `#share`, `#password`, `#confirm` |
//! | give | `/transfer/give`, `/transfer/give/to`, `/transfer/give/check` | `#scheme`, `#amount`, `#allowance`, `#left-today`, `#left-this-year`, `#preview`, `#continue`; `#to-card`, `#continue`; `#receiver`, `#takes`, `#password`, `#confirm` |
//! | my transfers | `/transfers` | `#waiting [data-row={id}]`, `#transfers [data-row={status}]` |
//! | follow-up, receipt | `/transfers/{id}` | `#receipt-number`, `#receipt-status [data-status]`, `#stages [data-stage]`, `#rejection`, `#takes`, `#gives`, `#after-{scheme}`, `#verification-code`, `#print`, `#take-back`, `#cancel`, `#to-appeal`, `#to-accept`, `#to-decline` |
//! | its steps | `/transfers/{id}/appeal`, `…/accept`, `…/decline` | `#reason`, `#send-appeal`; `#giver`, `#sure-accept`; `#reason`, `#sure-decline` |
//! | programs | `/programs` | `#mine [data-row={code}]`, `#q`, `#institution`, `#search`, `#programs [data-row={code}]` |
//! | program | `/programs/{id}`, `/programs/{id}/certificate` | `#progress` with `data-state`, `[data-done]` and the like, `[data-group={code}]` with `data-met`, `[data-unit={code}]` with `data-state`, `#apply-{unit}`, `#suggestions-{group} [data-row={course}]`, `#award` with `data-state`; `#certificate-number`, `#verification-code` |
//! | family | `/family` | `#family-name`, `#found`, `#members [data-row={standing}]`, `#invite-card`, `#invite`, `#leave` then `#leave-sure`, `#invitations`, `#join-{id}`, `#refuse-{id}` |

mod allowance;
mod answer;
mod answers;
mod appeal;
mod apply;
mod certificate;
mod check;
mod convert;
mod family;
mod follow;
mod give;
mod give_to;
mod hub;
mod parts;
mod place;
mod program;
mod programs;
mod progress;
pub mod stages;
mod transfers;

use shared::transfers::lifecycle::TransferStep;
use shared::vocabulary::TransferKind;
use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::moves::place::Place;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for residents who use their credits.
pub struct Moves;

impl Pages for Moves {
    fn opened(session: &Session) {
        session.count_unread();
    }

    fn page(route: Route, session: &Session) -> Html {
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Hub => screen!(hub::use_hub),
            Place::Convert => screen!(convert::use_convert),
            Place::ConvertCheck => check(TransferKind::Convert),
            Place::Apply => screen!(apply::use_units),
            Place::ApplyUnit(program, unit) => {
                screen!(apply::use_apply, of format!("{program} {unit}"))
            }
            Place::ApplyCheck => check(TransferKind::Apply),
            Place::Give => screen!(give::use_give),
            Place::GiveTo => screen!(give_to::use_give_to),
            Place::GiveCheck => check(TransferKind::Give),
            Place::Transfers => screen!(transfers::use_transfers),
            Place::Transfer(id) => screen!(follow::use_follow, of id),
            Place::Appeal(id) => screen!(appeal::use_appeal, of id),
            Place::Accept(id) => answer(TransferStep::Accept, &id),
            Place::Decline(id) => answer(TransferStep::Decline, &id),
            Place::Programs => screen!(programs::use_programs),
            Place::Program(id) => screen!(program::use_program, of id),
            Place::Certificate(id) => screen!(certificate::use_certificate, of id),
            Place::Family => screen!(family::use_family),
        }
    }
}

fn check(kind: TransferKind) -> Html {
    screen!(check::use_check, of kind.to_string())
}

fn answer(step: TransferStep, id: &str) -> Html {
    screen!(answer::use_answer, of format!("{step} {id}"))
}
