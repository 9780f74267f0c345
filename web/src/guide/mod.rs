//! The help for each of the three people, and in a demo the parts that pages are built of.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | contents | `/help` | `#search-help`, `#asked`, `#topics-resident`, `#topics-clerk`, `#topics-admin` with `[data-topic={slug}]` |
//! | article | `/help/{person}/{topic}` | `#steps`, `#trouble` |
//! | the article about a page | `/help/of/{its path}` | leads to the article |
//! | parts | `/ui`, in a demo | `#text-size-…`, `#contrast-…`, a section a part, `#states`, `#sample-name`, `#sample-send` |

mod article;
mod contents;
mod parts;
mod people;
mod place;
mod samples;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::guide::people::Helped;
use crate::guide::place::Place;
use crate::pages::not_found::not_found;
use crate::routes::Route;
use crate::session::Session;

/// The program for everyone who looks for help.
pub struct Guide;

impl Pages for Guide {
    fn opened(session: &Session) {
        session.count_unread();
    }

    fn page(route: Route, session: &Session) -> Html {
        let lang = session.lang();
        match (route, Place::of) {
            (Route::Parts, _) => screen!(parts::use_parts),
            (Route::Help(path), place) => match place(&path) {
                Some(Place::Contents) => screen!(contents::use_contents),
                Some(Place::Of(page)) => screen!(article::use_leading, of page),
                Some(Place::Article(helped, slug)) => Helped::of(&helped)
                    .and_then(|helped| Some((helped, helped.topic(&slug)?)))
                    .map_or_else(|| not_found(lang), |it| article::article(it.0, it.1, lang)),
                None => not_found(lang),
            },
            _ => not_found(lang),
        }
    }
}
