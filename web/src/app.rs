//! The application: who is signed in, what is known everywhere, and which page is open.

use yew::prelude::*;

use crate::browser;
use crate::components::actions::go;
use crate::components::frame::{footer, header, offline_line, use_online};
use crate::components::page::Page;
use crate::components::states::waiting;
use crate::i18n::common as text;
use crate::names::{Schemes, use_all_schemes};
use crate::navigate::{self, use_here};
use crate::routes::{Audience, Route};
use crate::session::{Session, use_new_session, use_session};

/// The pages of a program.
pub trait Pages: 'static {
    /// The page of an address. Pages that differ only in what they show are keyed by it.
    fn page(route: Route, session: &Session) -> Html;

    /// What is asked for whenever a page is opened, whichever it is.
    fn opened(_session: &Session) {}
}

/// Mounts the application on the page that `index.html` is.
pub fn open<P: Pages>() {
    let root = browser::element("app").expect("index.html has an element `app`");
    yew::Renderer::<App<P>>::with_root(root).render();
}

#[component]
fn App<P: Pages>() -> Html {
    let session = use_new_session();
    let schemes = use_all_schemes();
    html! {
        <ContextProvider<Session> context={session}>
            <ContextProvider<Schemes> context={schemes}>
                <Open<P> />
            </ContextProvider<Schemes>>
        </ContextProvider<Session>>
    }
}

/// The page that is open, in its frame, for those whom it is for.
#[component]
fn Open<P: Pages>() -> Html {
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
    {
        let session = session.clone();
        let who = session.user().map(|user| user.id);
        use_effect_with((who, here.path()), move |_| P::opened(&session));
    }
    let inside = match here.audience() {
        Audience::Roles(roles) if session.is(roles) => P::page(here.clone(), &session),
        Audience::Anyone => P::page(here.clone(), &session),
        Audience::Roles(_) if session.user().is_some() => elsewhere(&session),
        Audience::Roles(_) => opening(),
    };
    html! {
        <div class="frame" onclick={Callback::from(navigate::follow)}>
            { header(&session, &here) }
            { offline_line(online, lang) }
            { inside }
            { footer(&here, lang) }
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
