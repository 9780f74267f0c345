//! The head of every page: the bank's name, language and text size, and the way to the other pages.

use shared::accounts::Preferences;
use shared::lang::Lang;
use shared::vocabulary::{Role, TextSize};
use yew::prelude::*;
use yew_router::hooks::use_route;

use crate::browser;
use crate::components::icon::{Drawing, Icon, Rings};
use crate::components::link::To;
use crate::i18n::{Words, common as text};
use crate::routes::Route;
use crate::session::{Session, use_session};

/// A way to a page.
#[derive(Clone, PartialEq)]
pub struct Way {
    /// The page.
    pub to: Route,
    /// What it is called.
    pub name: Words,
    /// What stands beside its name.
    pub drawing: Drawing,
    /// Whether it stands in the bar on a small screen too.
    pub first: bool,
}

const fn first(to: Route, name: Words, drawing: Drawing) -> Way {
    Way { to, name, drawing, first: true }
}

const fn further(to: Route, name: Words, drawing: Drawing) -> Way {
    Way { to, name, drawing, first: false }
}

/// The ways that are open to whoever is signed in, the most used first.
pub fn ways(session: &Session) -> Vec<Way> {
    let mut ways = Vec::new();
    if session.user().is_none() {
        ways.push(first(Route::Home, text::NAV_HOME, Drawing::Home));
    }
    if session.is(&[Role::Resident]) {
        ways.push(first(Route::Card, text::NAV_CARD, Drawing::Card));
        ways.push(first(Route::Statement, text::NAV_STATEMENT, Drawing::List));
        ways.push(first(Route::Convert, text::NAV_CONVERT, Drawing::Swap));
        ways.push(further(Route::Completions, text::NAV_COMPLETIONS, Drawing::Medal));
        ways.push(further(Route::Transfers, text::NAV_TRANSFERS, Drawing::Swap));
    }
    if session.is(&[Role::Clerk]) {
        ways.push(first(Route::Today, text::NAV_TODAY, Drawing::List));
        ways.push(first(Route::PostCompletion, text::NAV_POST, Drawing::Pen));
        ways.push(first(Route::Counter, text::NAV_COUNTER, Drawing::Desk));
    }
    let staff = session.is(&[Role::Admin, Role::Auditor]);
    let rules = if staff || session.user().is_none() { first } else { further };
    if staff {
        ways.push(rules(Route::Rules, text::NAV_RULES, Drawing::Rules));
        ways.push(first(Route::Ledger, text::NAV_LEDGER, Drawing::Scales));
    }
    ways.push(first(Route::Courses, text::NAV_COURSES, Drawing::Book));
    if !staff {
        ways.push(rules(Route::Rules, text::NAV_RULES, Drawing::Rules));
    }
    let verify = if session.user().is_none() { first } else { further };
    ways.push(verify(Route::Verify, text::NAV_VERIFY, Drawing::Shield));
    ways
}

#[component]
pub fn Header() -> Html {
    let session = use_session();
    let lang = session.lang();
    let skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        browser::focus("heading");
    });
    let home = session.user().map_or(Route::Home, |user| Route::start(&user.roles));
    html! {
        <header class="top">
            <a class="skip" href="#main" onclick={skip}>{ text::SKIP.get(lang) }</a>
            <div class="top-row">
                <To to={home} class="brand"><Rings /><span>{ text::BANK.get(lang) }</span></To>
                <Tools />
            </div>
            <Nav />
        </header>
    }
}

/// Language, text size, and signing in or out.
#[component]
fn Tools() -> Html {
    let session = use_session();
    let lang = session.lang();
    let (other, other_name) = match lang {
        Lang::Zh => (Lang::En, "English"),
        Lang::En => (Lang::Zh, "中文"),
    };
    let speak = {
        let session = session.clone();
        move |_: MouseEvent| session.speak(other)
    };
    let preferences = session.look().preferences.clone();
    let care = preferences.text_size == TextSize::Care;
    let enlarge = {
        let session = session.clone();
        move |_: MouseEvent| {
            let text_size = if care { TextSize::Normal } else { TextSize::Care };
            session.prefer(Preferences { text_size, ..preferences.clone() });
        }
    };
    html! {
        <div class="tools">
            <button type="button" id="language" class="tool" lang={other.tag()} onclick={speak}>
                { other_name }
            </button>
            <button type="button" id="care" class="tool" aria-pressed={care.to_string()} onclick={enlarge}>
                { text::CARE.get(lang) }
            </button>
            <Who />
        </div>
    }
}

#[component]
fn Who() -> Html {
    let session = use_session();
    let lang = session.lang();
    if session.opening() {
        return Html::default();
    }
    let Some(user) = session.user() else {
        return html! {
            <To to={Route::SignIn} class="tool">{ text::SIGN_IN.get(lang) }</To>
        };
    };
    html! {
        <To to={Route::Settings} class="tool who">
            <Icon of={Drawing::Person} /><span id="who">{ &user.name }</span>
        </To>
    }
}

#[component]
fn Nav() -> Html {
    let session = use_session();
    let lang = session.lang();
    let here = use_route::<Route>();
    let item = |way: Way| {
        let current = (here.as_ref() == Some(&way.to)).then_some("page");
        html! {
            <li class={(!way.first).then_some("further")}>
                <To to={way.to} {current}>
                    <Icon of={way.drawing} /><span>{ way.name.get(lang) }</span>
                </To>
            </li>
        }
    };
    let menu = (here == Some(Route::Menu)).then_some("page");
    html! {
        <nav class="ways" aria-label={text::NAV_LABEL.get(lang)}>
            <ul>
                { for ways(&session).into_iter().map(item) }
                <li class="menu-way">
                    <To to={Route::Menu} current={menu}>
                        <Icon of={Drawing::More} /><span>{ text::NAV_MENU.get(lang) }</span>
                    </To>
                </li>
            </ul>
        </nav>
    }
}
