//! My notices: what changed, with both decisions and why.
//!
//! Invariant: what has been shown is noted as read; its mark stays until the page is left.

use shared::lang::Lang;
use shared::notices::{ChangedDecision, Notice};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::decision::{Mood, decision_view};
use crate::components::markup::{all, maybe, p, span, strong};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::i18n::{common, resident as text};
use crate::load::use_pages;
use crate::names::{Schemes, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format};

#[hook]
pub fn use_notices() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let notices = use_pages(String::new(), api::notices);
    let unread: Vec<_> =
        notices.items().filter(|it| it.read_at.is_none()).map(|it| it.id).collect();
    use_effect_with(unread, |unread| {
        for id in unread.iter().copied() {
            spawn_local(async move {
                // One that stays unread is noted at the next visit.
                let _ = api::read_notice(id).await;
            });
        }
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
            { p("", &it.note) }
            { for it.changes.iter().map(|change| changed(change, schemes, lang)) }
        </section>
    }
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
