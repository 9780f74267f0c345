//! My notices: what changed, with both decisions and why.
//!
//! Invariant: what has been shown is noted as read; its mark stays until the page is left.

use shared::lang::Lang;
use shared::notices::{About, ChangedDecision, Notice, NoticeSubject};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::decision::{Mood, decision_view};
use crate::components::markup::{all, maybe, p, span, strong};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::format;
use crate::i18n::{common, resident as text};
use crate::load::use_pages;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_session;

#[hook]
pub fn use_notices() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let notices = use_pages(String::new(), calls::notices);
    let unread: Vec<_> =
        notices.items().filter(|it| it.read_at.is_none()).map(|it| it.id).collect();
    use_effect_with(unread, move |unread| {
        if unread.is_empty() {
            return;
        }
        let unread = unread.clone();
        spawn_local(async move {
            for id in unread {
                // One that stays unread is noted at the next visit.
                let _ = calls::read_notice(id).await;
            }
            session.count_unread();
        });
    });
    let none = || empty(text::NO_NOTICES.get(lang), p("", text::NO_NOTICES_DETAIL.get(lang)));
    let list: Html = notices.items().map(|it| one(it, &schemes, lang)).collect();
    let list = html! { <div id="notices">{ list }</div> };
    let inside = all([list, end(&notices, none)]);
    page(common::NAV_NOTICES.get(lang), text::NOTICES_LEAD.get(lang), Width::Wide, inside)
}

fn one(it: &Notice, schemes: &Schemes, lang: Lang) -> Html {
    let book = it.rulebook.map(|number| text::BY_RULEBOOK.fill(lang, &[&number.to_string()]));
    let when = format::moment(it.at, lang);
    let about = [Some(when), book].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let unread = it.read_at.is_none();
    html! {
        <section key={it.id.to_string()} class="notice" data-row={it.kind.as_str()}
            data-unread={unread.then_some("true")}>
            <p class="notice-title">
                { it.kind.label(lang) }{ " " }
                { maybe(unread.then_some(text::NEW), |new| span("tag open", new.get(lang))) }
            </p>
            { p("row-note", about) }
            { said(it.text.get(lang)) }
            { said(&it.note) }
            { maybe(it.about.as_ref(), |about| way(about, lang)) }
            { for it.changes.iter().map(|change| changed(change, schemes, lang)) }
        </section>
    }
}

fn said(words: &str) -> Html {
    if words.is_empty() { Html::default() } else { p("", words.to_owned()) }
}

/// The page of what a notice is about.
fn way(about: &About, lang: Lang) -> Html {
    let id = about.id.clone();
    let (to, name) = match about.kind {
        NoticeSubject::Completion => (Route::Completion(id), text::SEE_COMPLETION),
        NoticeSubject::Transfer => (Route::transfer(id), text::SEE_TRANSFER),
        NoticeSubject::Program => (Route::of_program(id), text::SEE_PROGRAM),
        NoticeSubject::Card => (Route::Card, text::SEE_CARD),
        NoticeSubject::Family => (Route::family(), text::SEE_FAMILY),
    };
    html! { <p><a class="notice-way tap" href={to.path()}>{ name.get(lang) }</a></p> }
}

/// One completion: what it counted for and counts for now, and behind it why.
fn changed(it: &ChangedDecision, schemes: &Schemes, lang: Lang) -> Html {
    let path = Route::Completion(it.completion_id.to_string()).path();
    let side = |name: &'static str, decision| {
        html! {
            <div>{ p("row-note", name) }{ decision_view(decision, Mood::Made, schemes, lang) }</div>
        }
    };
    let [before, after] = [&it.before, &it.after].map(|decision| match decision.credits {
        Some(credits) => format!("{credits} {}", common::CREDIT_UNIT.get(lang)),
        None => decision.outcome.label(lang).to_owned(),
    });
    let change = format!("{before} → {after}");
    html! {
        <details class="why changed" data-change={it.completion_id.to_string()}>
            <summary>
                <span>{ strong(&it.title) }{ " " }{ change }</span>
            </summary>
            <p><a href={path}>{ text::SEE_COMPLETION.get(lang) }</a>{ " " }
                { span("row-note", format::day(it.ended_on, lang)) }</p>
            <div class="compare">
                { side(text::BEFORE.get(lang), &it.before) }
                { side(text::AFTER.get(lang), &it.after) }
            </div>
        </details>
    }
}
