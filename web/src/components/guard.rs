//! Lets a page be seen by those whom it is for, and leads the others where they can go on.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::browser;
use crate::components::actions::Go;
use crate::components::page::Page;
use crate::components::states::Waiting;
use crate::i18n::common as text;
use crate::pages::sign_in::Next;
use crate::routes::{Audience, Route};
use crate::session::use_session;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub audience: Audience,
    pub children: Html,
}

#[component]
pub fn Guard(props: &Props) -> Html {
    let session = use_session();
    match props.audience {
        Audience::Anyone => props.children.clone(),
        Audience::Roles(roles) if session.is(roles) => props.children.clone(),
        Audience::Roles(_) if session.opening() => html! { <Opening /> },
        Audience::Roles(_) if session.user().is_some() => html! { <Elsewhere /> },
        Audience::Roles(_) => html! { <ToSignIn /> },
    }
}

#[component]
fn Opening() -> Html {
    html! { <main id="main" class="page"><Waiting /></main> }
}

#[component]
fn Elsewhere() -> Html {
    let session = use_session();
    let lang = session.lang();
    let start = session.user().map_or(Route::Home, |user| Route::start(&user.roles));
    html! {
        <Page title={text::NOT_FOR_YOU_TITLE.get(lang)} lead={text::NOT_FOR_YOU.get(lang)}>
            <Go to={start}>{ text::TO_MY_START.get(lang) }</Go>
        </Page>
    }
}

#[component]
fn ToSignIn() -> Html {
    let navigator = use_navigator();
    use_effect_with((), move |()| {
        let next = browser::window().location().pathname().ok();
        if let Some(navigator) = navigator {
            let _ = navigator.replace_with_query(&Route::SignIn, Next { next });
        }
    });
    html! { <Opening /> }
}
