//! The pages, one module each.
//!
//! What a test or a script may look for stays as it is named here.
//!
//! | page | address | ids and attributes |
//! |---|---|---|
//! | every page | | `#heading` (the `h1`), `#language`, `#care`, `#who` (name of whoever is signed in), `#problem` (what is wrong with a form) |
//! | sign in | `/sign-in` | `#identifier`, `#password`, `#sign-in` |
//! | register | `/register` | `#name`, `#id-type`, `#id-number`, `#phone`, `#password`, `#activation-code`, `#register` |
//! | my card | `/card` | `#card-number`, `#card-status`, `#card-holder`, `[data-scheme=community] [data-available]`, `[data-held]`, `[data-owed]`, `#next-step` with `data-leads`, `#news`, `.new-tag`, `#history` with `#over-time`, `#flows` and `[data-save=csv]`, `#gifts`, `#stopped`, `#unread` with `data-unread`, `#entries`; on every page of somebody with a card `#bell` with `data-unread` |
//! | notices | `/notices` | `#notices`, `[data-row={kind}]`, `[data-unread]`, `[data-change={completion}]`, `.notice-way` |
//! | lost card | `/card/lost` | `#report-lost`, `#lost` |
//! | statement | `/statement` | `#scheme`, `#from`, `#to`, `#filter`, `#entries`, `#entries [data-row={amount}]`, `#more` |
//! | completions | `/completions`, `/completions/{id}` | `#completions`, `[data-outcome]`, `[data-credits]`, `.why li` |
//! | catalogue | `/courses`, `/courses/{id}` | `#q`, `#institution`, `#search`, `#courses`; `[data-outcome]`, `[data-credits]` |
//! | rules | `/rules`, `/rules/{book}`, `/rules/{book}/{code}` | `#rule-search`, `#recognition`, `#equivalence`, `#caps`, `#gifts`, `[data-row={code}]`, `#more-{list}`, `#editions`; `#sentence` |
//! | settings | `/settings` | `[name=text-size]`, `[name=contrast]`, `[name=language]`, `#old-password`, `#new-password`, `#change-password`, `#freeze`, `#unfreeze-password`, `#unfreeze`, `#to-lost`, `#sign-out` |

use yew::prelude::*;

use crate::app::Pages;
use crate::components::part::screen;
use crate::i18n::{Words, common};
use crate::routes::Route;
use crate::session::Session;

pub mod away;
pub mod card;
pub mod completions;
pub mod course;
pub mod courses;
pub mod home;
pub mod lost_card;
pub mod menu;
pub mod not_found;
pub mod notices;
pub mod register;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod sign_in;
pub mod statement;

/// The program for residents and everyone.
pub struct Bank;

impl Pages for Bank {
    const OFFLINE: Words = common::OFFLINE_BANNER;

    fn opened(session: &Session) {
        session.count_unread();
    }

    fn page(route: Route, session: &Session) -> Html {
        match route {
            Route::Home => home::home(session),
            Route::SignIn | Route::SignInFor(_) => screen!(sign_in::use_sign_in),
            Route::Register => screen!(register::use_register),
            Route::Menu => menu::menu(session),
            Route::Settings => screen!(settings::use_settings),
            Route::Card => screen!(card::use_card_page),
            Route::LostCard => screen!(lost_card::use_lost_card),
            Route::Statement => screen!(statement::use_statement),
            Route::Completions => screen!(completions::use_completions),
            Route::Completion(id) => screen!(completions::use_completion_page, of id),
            Route::Courses => screen!(courses::use_courses),
            Route::Course(id) => screen!(course::use_course_page, of id),
            Route::Rules => screen!(rules::use_rules, of String::new()),
            Route::Rulebook(book) => screen!(rules::use_rules, of book),
            Route::Rule(book, code) => screen!(rule::use_rule_page, of format!("{book} {code}")),
            Route::Notices => screen!(notices::use_notices),
            Route::NotFound | Route::Parts => not_found::not_found(session.lang()),
            // Another program's page: this one opens in its place when that cannot be loaded.
            _ => away::away(session),
        }
    }

    fn away(route: &Route, session: &Session) -> Html {
        match route {
            Route::Card => screen!(card::use_away),
            _ => away::away(session),
        }
    }
}
