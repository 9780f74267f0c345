//! The application: who is signed in, what is known everywhere, and which page is open.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::banner::OfflineBanner;
use crate::components::footer::Footer;
use crate::components::guard::Guard;
use crate::components::header::Header;
use crate::names::{Schemes, use_all_schemes};
use crate::pages;
use crate::routes::Route;
use crate::session::{Session, use_new_session};

#[component]
pub fn App() -> Html {
    let session = use_new_session();
    let schemes = use_all_schemes();
    html! {
        <ContextProvider<Session> context={session}>
            <ContextProvider<Schemes> context={schemes}>
                <BrowserRouter>
                    <Header />
                    <OfflineBanner />
                    <Switch<Route> render={|route: Route| html! {
                        <Guard audience={route.audience()}>{ page(route) }</Guard>
                    }} />
                    <Footer />
                </BrowserRouter>
            </ContextProvider<Schemes>>
        </ContextProvider<Session>>
    }
}

/// The page of an address. Pages that differ only in what they show are keyed by it.
fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <pages::home::Home /> },
        Route::SignIn => html! { <pages::sign_in::SignIn /> },
        Route::Register => html! { <pages::register::Register /> },
        Route::Menu => html! { <pages::menu::Menu /> },
        Route::Help => html! { <pages::help::Help /> },
        Route::Settings => html! { <pages::settings::Settings /> },
        Route::Card => html! { <pages::card::CardPage /> },
        Route::Statement => html! { <pages::statement::Statement /> },
        Route::Completions => html! { <pages::completions::Completions /> },
        Route::Completion { id } => {
            html! { <pages::completions::CompletionPage key={id.clone()} id={id.clone()} /> }
        }
        Route::Convert => html! { <pages::convert::Convert /> },
        Route::ConvertCheck => html! { <pages::convert_check::ConvertCheck /> },
        Route::Transfers => html! { <pages::transfers::Transfers /> },
        Route::Transfer { id } => {
            html! { <pages::receipt::Receipt key={id.clone()} id={id.clone()} /> }
        }
        Route::Courses => html! { <pages::courses::Courses /> },
        Route::Course { institution, code } => html! {
            <pages::course::CoursePage key={format!("{institution}/{code}")} institution={institution.clone()} code={code.clone()} />
        },
        Route::Rules => html! { <pages::rules::Rules /> },
        Route::Rulebook { book } => {
            html! { <pages::rules::RulebookPage key={book.clone()} book={book.clone()} /> }
        }
        Route::Rule { book, code } => {
            html! { <pages::rule::RulePage key={format!("{book}/{code}")} book={book.clone()} code={code.clone()} /> }
        }
        Route::Verify => html! { <pages::verify::Verify /> },
        Route::Verified { code } => {
            html! { <pages::verify::Verified key={code.clone()} code={code.clone()} /> }
        }
        Route::Today => html! { <pages::today::Today /> },
        Route::PostCompletion => html! { <pages::post_completion::PostCompletion /> },
        Route::Counter => html! { <pages::counter::Counter /> },
        Route::OpenCard => html! { <pages::open_card::OpenCard /> },
        Route::Slip => html! { <pages::open_card::Slip /> },
        Route::Ledger => html! { <pages::ledger::Ledger /> },
        Route::NotFound => html! { <pages::not_found::NotFound /> },
    }
}
