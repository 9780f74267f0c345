//! The frame around every page: the bank's name, language and text size, the ways to the pages that
//! are open to whoever is signed in, and help at the foot.

use shared::lang::Lang;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::browser::{self, Listener};
use crate::components::icon::{Drawing, icon, rings};
use crate::components::markup::{all, p, span};
use crate::i18n::{Words, common as text, staff as staff_text};
use crate::routes::Route;
use crate::session::Session;

/// A way to a page.
pub struct Way {
    /// The page.
    pub to: Route,
    /// What it is called.
    pub name: Words,
    /// What stands beside its name.
    pub drawing: Drawing,
    /// Where there is room for few, only the first stand.
    rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    First,
    Further,
    /// In the list of all ways alone.
    Last,
}

/// The records that administrators keep and auditors read.
const RECORDS: [(&str, Words, Drawing, Rank); 7] = [
    ("programs", staff_text::NAV_PROGRAMS, Drawing::MEDAL, Rank::Further),
    ("institutions", staff_text::NAV_INSTITUTIONS, Drawing::HOME, Rank::Further),
    ("learners", staff_text::NAV_LEARNERS, Drawing::PERSON, Rank::Further),
    ("schemes", staff_text::NAV_SCHEMES, Drawing::SCALES, Rank::Last),
    ("codes", staff_text::NAV_CODES, Drawing::LIST, Rank::Last),
    ("users", staff_text::NAV_USERS, Drawing::PERSON, Rank::Last),
    ("audit", staff_text::NAV_AUDIT, Drawing::SHIELD, Rank::Last),
];

/// The ways that are open to whoever is signed in, the most used first.
pub fn ways(session: &Session) -> Vec<Way> {
    use Drawing as D;
    use Rank::{First, Further, Last};
    let way = |to, name, drawing, rank| Way { to, name, drawing, rank };
    let mut ways = Vec::new();
    let visitor = session.user().is_none();
    if session.care() && visitor {
        ways.push(way(Route::Home, text::NAV_HOME, D::HOME, First));
        ways.push(way(Route::Courses, text::NAV_COURSES, D::BOOK, First));
        return ways;
    }
    if session.care() && session.is(&[Role::Resident]) {
        // What is needed most, and no more.
        ways.push(way(Route::Card, text::NAV_CARD, D::CARD, First));
        ways.push(way(Route::Completions, text::NAV_COMPLETIONS, D::MEDAL, First));
        ways.push(way(Route::Courses, text::NAV_COURSES, D::BOOK, Last));
        ways.push(way(Route::Statement, text::NAV_STATEMENT, D::LIST, Last));
        ways.push(way(Route::hub(), text::NAV_HUB, D::SWAP, Last));
        ways.push(way(Route::Notices, text::NAV_NOTICES, D::BELL, Last));
        return ways;
    }
    if visitor {
        ways.push(way(Route::Home, text::NAV_HOME, D::HOME, First));
    }
    if session.is(&[Role::Resident]) {
        ways.push(way(Route::Card, text::NAV_CARD, D::CARD, First));
        ways.push(way(Route::Statement, text::NAV_STATEMENT, D::LIST, First));
        ways.push(way(Route::hub(), text::NAV_HUB, D::SWAP, First));
        ways.push(way(Route::programs(), text::NAV_PROGRAMS, D::FLAG, First));
        ways.push(way(Route::Completions, text::NAV_COMPLETIONS, D::MEDAL, Further));
        ways.push(way(Route::transfers(), text::NAV_TRANSFERS, D::RECEIPT, Further));
        ways.push(way(Route::transcript(), text::NAV_TRANSCRIPT, D::SHIELD, Last));
        ways.push(way(Route::Notices, text::NAV_NOTICES, D::BELL, Last));
        ways.push(way(Route::family(), text::NAV_FAMILY, D::FAMILY, Last));
    }
    if session.is(&[Role::Clerk]) {
        ways.push(way(Route::Today, text::NAV_TODAY, D::LIST, First));
        ways.push(way(Route::PostCompletion, text::NAV_POST, D::PEN, First));
        ways.push(way(Route::Counter, text::NAV_COUNTER, D::DESK, First));
        ways.push(way(Route::kept(), staff_text::NAV_KEPT, D::MEDAL, Further));
    }
    let staff = session.is(&[Role::Admin, Role::Auditor]);
    if session.is(&[Role::Reviewer]) && !staff {
        ways.push(way(Route::review(), staff_text::NAV_REVIEW, D::RULES, First));
    }
    if staff {
        ways.push(way(Route::rulebooks(), text::NAV_RULEBOOKS, D::PEN, First));
        ways.push(way(Route::decisions(), text::NAV_DECISIONS, D::PERSON, First));
        ways.push(way(Route::review(), staff_text::NAV_REVIEW, D::RULES, First));
        ways.push(way(Route::statistics(), staff_text::NAV_STATISTICS, D::LIST, Further));
        for (page, name, drawing, rank) in RECORDS {
            ways.push(way(Route::registry(page), name, drawing, rank));
        }
    }
    if staff {
        ways.push(way(Route::ledger(), text::NAV_LEDGER, D::SHIELD, Last));
    }
    if session.is(&[Role::Admin]) && !session.is(&[Role::Clerk]) {
        ways.push(way(Route::Counter, text::NAV_COUNTER, D::DESK, Last));
    }
    let resident = session.is(&[Role::Resident]);
    let seldom = if staff { Last } else { Further };
    let rank = if staff || resident { seldom } else { First };
    ways.push(way(Route::Courses, text::NAV_COURSES, D::BOOK, rank));
    if !resident {
        ways.push(way(Route::programs(), text::NAV_PROGRAMS, D::FLAG, seldom));
    }
    let (rules, verify) = if visitor { (First, First) } else { (seldom, Last) };
    ways.push(way(Route::Rules, text::NAV_RULES, D::RULES, rules));
    ways.push(way(Route::Verify, text::NAV_VERIFY, D::SHIELD, verify));
    ways
}

/// The head of every page.
pub fn header(session: &Session, here: &Route) -> Html {
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
                <a href={home.path()} class="brand">
                    { rings() }{ span("", text::BANK.get(lang)) }
                </a>
                { tools(session) }
            </div>
            { nav(session, here) }
        </header>
    }
}

/// Language, text size, and signing in or out.
fn tools(session: &Session) -> Html {
    let lang = session.lang();
    let (other, other_name) = match lang {
        Lang::Zh => (Lang::En, "English"),
        Lang::En => (Lang::Zh, "中文"),
    };
    let speak = {
        let session = session.clone();
        move |_: MouseEvent| session.speak(other)
    };
    let care = session.care();
    let enlarge = {
        let session = session.clone();
        move |_: MouseEvent| session.toggle_care()
    };
    html! {
        <div class="tools">
            <button type="button" id="language" class="tool" lang={other.tag()} onclick={speak}>
                { other_name }
            </button>
            <button type="button" id="care" class="tool" aria-pressed={care.to_string()}
                onclick={enlarge}>{ text::CARE.get(lang) }</button>
            { bell(session) }
            { who(session) }
        </div>
    }
}

/// Whether there are notices to read, and how many.
fn bell(session: &Session) -> Html {
    if !session.has_card() {
        return Html::default();
    }
    let count = session.unread();
    let name = match count {
        0 => text::NAV_NOTICES.get(session.lang()).to_owned(),
        some => text::UNREAD.fill(session.lang(), &[&some.to_string()]),
    };
    html! {
        <a href={Route::Notices.path()} id="bell" class="tool" data-unread={count.to_string()}>
            { icon(Drawing::BELL) }
            { span("hidden-text", name) }
            if count > 0 {
                <span class="bell-count figures" aria-hidden="true">{ count.to_string() }</span>
            }
        </a>
    }
}

fn who(session: &Session) -> Html {
    match session.user() {
        _ if session.opening() => Html::default(),
        Some(user) => html! {
            <a href={Route::Settings.path()} class="tool who">
                { icon(Drawing::PERSON) }<span id="who">{ &user.name }</span>
            </a>
        },
        None => html! {
            <a href={Route::SignIn.path()} class="tool">{ text::SIGN_IN.get(session.lang()) }</a>
        },
    }
}

fn nav(session: &Session, here: &Route) -> Html {
    let lang = session.lang();
    let link = |to: Route, name: Words, drawing: Drawing| {
        let current = to.leads_to(here).then_some("page");
        let inside = all([icon(drawing), span("", name.get(lang))]);
        html! { <a href={to.path()} aria-current={current}>{ inside }</a> }
    };
    html! {
        <nav class="ways" aria-label={text::NAV_LABEL.get(lang)}>
            <ul>
                { for ways(session).into_iter().filter(|way| way.rank != Rank::Last).map(|way| html! {
                    <li class={(way.rank == Rank::Further).then_some("further")}>
                        { link(way.to, way.name, way.drawing) }
                    </li>
                }) }
                <li class="menu-way">{ link(Route::Menu, text::NAV_MENU, Drawing::MORE) }</li>
            </ul>
        </nav>
    }
}

/// The foot of every page: help about it is always here.
pub fn footer(here: &Route, lang: Lang) -> Html {
    let link =
        |to: Route, name: Words| html! { <li><a href={to.path()}>{ name.get(lang) }</a></li> };
    html! {
        <footer class="foot">
            <div class="foot-row">
                { p("", text::FOOT_LINE.get(lang)) }
                <ul>
                    { link(Route::help_of(&here.path()), text::HELP) }
                    { link(Route::Rules, text::NAV_RULES) }
                    { link(Route::Verify, text::NAV_VERIFY) }
                </ul>
            </div>
        </footer>
    }
}

/// The line above every page while there is no network.
pub fn offline_line(online: bool, words: &'static str) -> Html {
    html! { <div role="status">if !online { { p("offline", words) } }</div> }
}

/// Whether the browser has a network, as it changes.
#[hook]
pub fn use_online() -> bool {
    let online = use_state(browser::online);
    let setter = online.setter();
    use_effect_with((), move |()| {
        let look = Callback::from(move |()| setter.set(browser::online()));
        let listeners = ["online", "offline"].map(|event| Listener::new(event, look.clone()));
        move || drop(listeners)
    });
    *online
}
