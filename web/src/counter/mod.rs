//! The counter: what clerks do.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | today | `/clerk` | `#count-…` by status, `#to-review`, `#uploads [data-row={status}]`, `#batches [data-row={standing,undone}]`, `#completions` |
//! | post a completion | `/clerk/post` | `#learner-card`, `#learner-found`, `#scan`, `#id-type`, `#id-number`, `#learner-name`, `#external-id`, `#course-code`, `#course-title`, `#ended-on`, `#hours`, `#grade`, `#declared-credits`, `#preview`, `#save`, `#result` |
//! | batch | `/clerk/batches/{id}`, `…/undo` | `#standing`, `#undo`, `#undone-at`, `#done`; `#reason`, `[data-reason={place}]`, `#continue`, `#check`, `#check-standing`, `#confirm-undo`, `#change` |
//! | upload | `/clerk/upload`, `/clerk/upload/{id}`, `…/undo` | `#template`, `#file`, `#send-file`; `#import[data-status]`, the columns' fields and `#match`, `#progress`, `#rows`, `#fit`, `#bad`, `#bad-rows`, `#bad-rows-chosen`, `#download-bad`, `#post-all`, `#post-good`, `#created`, `#undo`, `#another`; `#reason`, `#continue`, `#check-count`, `#confirm-undo` |
//! | completions | `/clerk/completions` | `#status`, `#course`, `#from`, `#to`, `#filter`, `#completions [data-row={status}]`, `#more` |
//! | completion | `/clerk/completions/{id}`, `…/amend`, `…/revoke` | `#status`, `#learner`, `#amend`, `#revoke`, `#past-decisions`, `#done`; `#started-on`, `#ended-on`, `#hours`, `#grade`, `#declared-credits`, `#reason`, `#continue`, `#check`, `#changes`, `#worth [data-credits]`, `#confirm-amend`; `#takes-back`, `#confirm-revoke` |
//! | person | `/clerk/counter/people/{id}` | `#person`, `#replace`, `#mend`, `#audit`, `#done`, `#changes` |
//! | lost card | `…/replace`, `…/replaced` | `#reason`, `#continue`, `#check-card`, `#confirm-replace`; `#replaced`, `#slip-card`, `#slip-old-card`, `#print` |
//! | details | `…/mend` | `#name`, `#born-on`, `#sex`, `#street`, `#phone`, `#id-type`, `#id-number`, `#reason`, `#continue`, `#check`, `#changes`, `#confirm-mend` |
//! | counter | `/clerk/counter`, `/clerk/counter/open`, `/clerk/counter/slip` | `#card-number`, `#find-card`, `#id-type`, `#id-number`, `#find-document`, `#found`, `#open-person`, `#confirm-person`; `#name`, `#street`, `#phone`, `#open-card`; `#activation-code`, `#slip-card` |

mod batches;
mod correct;
mod find;
mod kept;
mod mend;
mod open_card;
mod parts;
mod person;
mod place;
mod post_completion;
mod replace;

mod slip;
mod today;
mod upload;

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::counter::place::Place;
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
            Route::Clerk(path) => further(&path, session),
            _ => not_found(session.lang()),
        }
    }
}

fn further(path: &str, session: &Session) -> Html {
    let Some(place) = Place::of(path) else { return not_found(session.lang()) };
    match place {
        Place::Person(id) => screen!(person::use_person_page, of id),
        Place::Replace(id) => screen!(replace::use_replace_page, of id),
        Place::Replaced(id) => screen!(replace::use_replaced_page, of id),
        Place::Mend(id) => screen!(mend::use_mend_page, of id),
        Place::Kept => screen!(kept::use_kept),
        Place::Completion(id) => screen!(kept::use_completion_page, of id),
        Place::Amend(id) => screen!(correct::use_amend_page, of id),
        Place::Revoke(id) => screen!(correct::use_revoke_page, of id),
        Place::Batch(id) => screen!(batches::use_batch_page, of id),
        Place::Undo(id) => screen!(batches::use_undo_page, of id),
        Place::Upload => screen!(upload::use_upload_page),
        Place::Import(id) => screen!(upload::use_import_page, of id),
        Place::UndoImport(id) => screen!(upload::use_undo_upload_page, of id),
    }
}
