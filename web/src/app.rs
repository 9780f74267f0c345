//! The application: who is signed in, what is known everywhere, and which page is open.

use yew::prelude::*;

use crate::components::actions::go;
use crate::components::frame::{footer, header, offline_line, use_online};
use crate::components::page::Page;
use crate::components::states::waiting;
use crate::i18n::common as text;
use crate::names::{Schemes, use_all_schemes};
use crate::navigate::{self, use_here};
use crate::pages;
use crate::routes::{Audience, Route};
use crate::session::{Session, use_new_session, use_session};

#[component]
pub fn App() -> Html {
    let session = use_new_session();
    let schemes = use_all_schemes();
    html! {
        <ContextProvider<Session> context={session}>
            <ContextProvider<Schemes> context={schemes}>
                <Open />
            </ContextProvider<Schemes>>
        </ContextProvider<Session>>
    }
}

/// The page that is open, in its frame, for those whom it is for.
#[component]
fn Open() -> Html {
    let session = use_session();
    let lang = session.lang();
    let online = use_online();
    let here = use_here();
    let must_sign_in = matches!(here.audience(), Audience::Roles(_))
        && session.user().is_none()
        && !session.opening();
    use_effect_with((must_sign_in, here.path()), |(must_sign_in, path)| {
        if *must_sign_in {
            navigate::replace(&Route::SignInFor(path.clone()));
        }
    });
    let inside = match here.audience() {
        Audience::Roles(roles) if session.is(roles) => page(here.clone(), &session),
        Audience::Anyone => page(here.clone(), &session),
        Audience::Roles(_) if session.user().is_some() => elsewhere(&session),
        Audience::Roles(_) => opening(),
    };
    html! {
        <div class="frame" onclick={Callback::from(navigate::follow)}>
            { header(&session, &here) }
            { offline_line(online, lang) }
            { inside }
            { footer(lang) }
        </div>
    }
}

fn opening() -> Html {
    html! { <main id="main" class="page">{ waiting() }</main> }
}

/// The page is for other roles.
fn elsewhere(session: &Session) -> Html {
    let lang = session.lang();
    let start = session.user().map_or(Route::Home, |user| Route::start(&user.roles));
    html! {
        <Page key="elsewhere" title={text::NOT_FOR_YOU_TITLE.get(lang)} lead={text::NOT_FOR_YOU.get(lang)}>
            { go(start, text::TO_MY_START, lang) }
        </Page>
    }
}

/// The page of an address. Pages that differ only in what they show are keyed by it.
fn page(route: Route, session: &Session) -> Html {
    use pages as p;
    match route {
        Route::Home => p::home::home(session),
        Route::SignIn | Route::SignInFor(_) => html! { <p::sign_in::SignIn /> },
        Route::Register => html! { <p::register::Register /> },
        Route::Menu => p::menu::menu(session),
        Route::Help => p::help::help(session.lang()),
        Route::Settings => html! { <p::settings::Settings /> },
        Route::Card => html! { <p::card::CardPage /> },
        Route::Statement => html! { <p::statement::Statement /> },
        Route::Completions => html! { <p::completions::Completions /> },
        Route::Completion(id) => {
            html! { <p::completions::CompletionPage key={id.clone()} id={id.clone()} /> }
        }
        Route::Convert => html! { <p::convert::Convert /> },
        Route::ConvertCheck => html! { <p::convert_check::ConvertCheck /> },
        Route::Transfers => html! { <p::transfers::Transfers /> },
        Route::Transfer(id) => html! { <p::receipt::Receipt key={id.clone()} id={id.clone()} /> },
        Route::Courses => html! { <p::courses::Courses /> },
        Route::Course(id) => html! { <p::course::CoursePage key={id.clone()} id={id.clone()} /> },
        Route::Rules => html! { <p::rules::Rules key="" book="" /> },
        Route::Rulebook(book) => {
            html! { <p::rules::Rules key={book.clone()} book={book.clone()} /> }
        }
        Route::Rule(book, code) => {
            html! { <p::rule::RulePage key={format!("{book}/{code}")} book={book.clone()} code={code.clone()} /> }
        }
        Route::Verify => html! { <p::verify::Verify /> },
        Route::Verified(code) => {
            html! { <p::verify::Verified key={code.clone()} code={code.clone()} /> }
        }
        Route::Today => html! { <p::today::Today /> },
        Route::PostCompletion => html! { <p::post_completion::PostCompletion /> },
        Route::Counter => html! { <p::counter::Counter /> },
        Route::OpenCard => html! { <p::open_card::OpenCard /> },
        Route::Slip => html! { <p::slip::Slip /> },
        Route::Ledger => html! { <p::ledger::Ledger /> },
        Route::NotFound => p::not_found::not_found(session.lang()),
    }
}
