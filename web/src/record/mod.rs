//! Showing a record to others: transcripts, shares, and checking what was issued.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | transcript | `/transcript` | `#issue`, `#share`, `#paper [data-row={completion}]`, `[data-scheme={scheme}]` with `[data-credits]`, `#issued [data-row={state}]`, `#shares [data-row={state}]` |
//! | issued | `/transcript/{id}` | `#paper`, `#verification-code`, `#print`, `#state` with `data-state` |
//! | sharing | `/shares/new`, `/shares/check`, `/shares/made` | `#reader`, `#shows-whole`, `#shows-some`, `[name=completion]`, `#until`, `#continue`; `#for`, `#what`, `#last-day`, `#confirm`; `#share-link`, `#copy`, `#copied` |
//! | a share | `/shares/{id}` | `#state` with `data-state`, `#readings [data-row={browser}]`, `#withdraw` then `#withdraw-sure` |
//! | shared | `/shared/{token}` | `#paper`, `#gone` |
//! | verify | `/verify`, `/verify/{code}` | `#code`, `#check`, `#verdict` with `data-valid` |

mod issued;
mod paper;
mod place;
mod share;
mod shared;
mod sharing;
mod transcript;
mod verify;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::i18n::{Words, common};
use crate::pages::away::away;
use crate::pages::not_found::not_found;
use crate::record::place::Place;
use crate::routes::Route;
use crate::session::Session;

/// The program for showing a record to others.
pub struct Record;

impl Pages for Record {
    const OFFLINE: Words = common::OFFLINE_BANNER;

    fn away(_route: &Route, session: &Session) -> Html {
        away(session)
    }

    fn opened(session: &Session) {
        session.count_unread();
    }

    fn page(route: Route, session: &Session) -> Html {
        match &route {
            Route::Verify => return screen!(verify::use_verify),
            Route::Verified(code) => return screen!(verify::use_verified, of code.clone()),
            _ => {}
        }
        let Some(place) = Place::of(&route.path()) else { return not_found(session.lang()) };
        match place {
            Place::Transcript => screen!(transcript::use_transcript),
            Place::Issued(id) => screen!(issued::use_issued, of id),
            Place::NewShare => screen!(sharing::use_new_share),
            Place::ShareCheck => screen!(sharing::use_share_check),
            Place::ShareMade => screen!(sharing::use_share_made),
            Place::Share(id) => screen!(share::use_share, of id),
            Place::Shared(token) => screen!(shared::use_shared, of token),
        }
    }
}
