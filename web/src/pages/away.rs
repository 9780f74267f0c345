//! What stands in the place of a page that needs the bank while the bank cannot be reached.

use yew::prelude::*;

use crate::components::actions::{act, other};
use crate::components::markup::{actions, all, p};
use crate::components::page::{Width, page};
use crate::components::states::sentence;
use crate::http::Trouble;
use crate::i18n::common::{HELP, NAV_CARD, TRY_AGAIN};
use crate::routes::Route;
use crate::session::Session;

/// What is the matter, trying again, and what can be read meanwhile.
pub fn away(session: &Session) -> Html {
    let lang = session.lang();
    let (title, detail) = sentence(&Trouble::Offline, lang);
    let again = {
        let session = session.clone();
        Callback::from(move |_: MouseEvent| {
            if session.away() {
                session.reopen();
            } else {
                crate::browser::reload();
            }
        })
    };
    let ways = actions([
        act("try-again", TRY_AGAIN, lang, again),
        other(Route::Card, NAV_CARD, lang),
        other(Route::help(), HELP, lang),
    ]);
    page(title, "", Width::Column, all([p("", detail), ways]))
}
