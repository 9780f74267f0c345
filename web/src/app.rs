//! The application: who is signed in, what is known everywhere, and which page is open.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

use crate::components::actions::go;
use crate::components::frame::{footer, header, offline_line, use_online};
use crate::components::page::{Page, PageOf};
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
    let (title, lead) = (text::NOT_FOR_YOU_TITLE.get(lang), text::NOT_FOR_YOU.get(lang));
    html! { <Page key="elsewhere" {title} {lead}>{ go(start, text::TO_MY_START, lang) }</Page> }
}

/// The page of an address. Pages that differ only in what they show are keyed by it.
fn page(route: Route, session: &Session) -> Html {
    use pages as p;
    match route {
        Route::Home => p::home::home(session),
        Route::SignIn | Route::SignInFor(_) => plain::<p::sign_in::SignIn>(),
        Route::Register => plain::<p::register::Register>(),
        Route::Menu => p::menu::menu(session),
        Route::Help => p::help::help(session.lang()),
        Route::Settings => plain::<p::settings::Settings>(),
        Route::Card => plain::<p::card::CardPage>(),
        Route::Statement => plain::<p::statement::Statement>(),
        Route::Completions => plain::<p::completions::Completions>(),
        Route::Completion(id) => of::<p::completions::CompletionPage>(id),
        Route::Convert => plain::<p::convert::Convert>(),
        Route::ConvertCheck => plain::<p::convert_check::ConvertCheck>(),
        Route::Transfers => plain::<p::transfers::Transfers>(),
        Route::Transfer(id) => of::<p::receipt::Receipt>(id),
        Route::Courses => plain::<p::courses::Courses>(),
        Route::Course(id) => of::<p::course::CoursePage>(id),
        Route::Rules => of::<p::rules::Rules>(String::new()),
        Route::Rulebook(book) => of::<p::rules::Rules>(book),
        Route::Rule(book, code) => of::<p::rule::RulePage>(format!("{book} {code}")),
        Route::Verify => plain::<p::verify::Verify>(),
        Route::Verified(code) => of::<p::verify::Verified>(code),
        Route::Today => plain::<p::today::Today>(),
        Route::PostCompletion => plain::<p::post_completion::PostCompletion>(),
        Route::Counter => plain::<p::counter::Counter>(),
        Route::OpenCard => plain::<p::open_card::OpenCard>(),
        Route::Slip => plain::<p::slip::Slip>(),
        Route::Ledger => plain::<p::ledger::Ledger>(),
        Route::NotFound => p::not_found::not_found(session.lang()),
    }
}

/// A page of which there is one.
fn plain<C: BaseComponent<Properties = ()>>() -> Html {
    VComp::new::<C>(Rc::new(()), None).into()
}

/// A page of something with an id, and keyed by it.
fn of<C: BaseComponent<Properties = PageOf>>(id: String) -> Html {
    let key = Key::from(id.as_str());
    VComp::new::<C>(Rc::new(PageOf { id }), Some(key)).into()
}
