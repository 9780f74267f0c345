//! My completions, and one of them with its decision and why.

use shared::completions::Completion;
use shared::decisions::PastDecision;
use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::{other, print_button};
use crate::components::completion_rows::{Reader, completion_rows, tag};
use crate::components::decision::{Mood, decision_view};
use crate::components::facts::fact;
use crate::components::markup::{actions, all, facts, h2, maybe, p, split};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::past::past_decisions;
use crate::components::qr::qr;
use crate::components::states::{end, view};
use crate::http::{Coming, Trouble};
use crate::i18n::{common, resident as text};
use crate::load::{use_load, use_pages};
use crate::names::{Schemes, use_institutions, use_schemes};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser, format};

#[hook]
pub fn use_completions() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let completions = use_pages(String::new(), api::my_completions);
    let none = || {
        let inside = all([
            p("", text::NO_COMPLETIONS_DETAIL.get(lang)),
            actions([other(Route::Courses, text::LOOK_AT_COURSES, lang)]),
        ]);
        empty(text::NO_COMPLETIONS.get(lang), inside)
    };
    let found = completion_rows(completions.items(), Reader::Learner, &schemes, lang);
    page(
        common::NAV_COMPLETIONS.get(lang),
        text::COMPLETIONS_LEAD.get(lang),
        Width::Column,
        all([found, end(&completions, none)]),
    )
}

#[hook]
pub fn use_completion_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let completion = {
        let id = props.id.clone();
        use_load(id.clone(), move || match id.parse() {
            Ok(id) => api::my_completion(id),
            Err(_) => Coming::of(async { Err(Trouble::Unreadable) }),
        })
    };
    let past = {
        let id = props.id.clone();
        use_load(id.clone(), move || api::my_past_decisions(&id))
    };
    let title = completion.ready().map(|completion| completion.course.title.clone());
    let title = title.unwrap_or_else(|| text::COMPLETION.get(lang).to_owned());
    let school = |it: &Completion| match institutions.ready() {
        Some(all) => all.name(&it.institution, lang),
        None => it.institution.to_string(),
    };
    page(
        title,
        "",
        Width::Wide,
        view(&completion, |it: &Completion| {
            split(
                all([
                    decision_view(&it.decision, Mood::Made, &schemes, lang),
                    maybe(past.ready(), |past| earlier(&past.items, &schemes, lang)),
                    detail(it, school(it), lang),
                ]),
                proof(&it.verification_code, lang),
            )
        }),
    )
}

/// The decisions before the one that stands, one tap away.
fn earlier(past: &[PastDecision], schemes: &Schemes, lang: Lang) -> Html {
    let earlier = past.get(1..).filter(|earlier| !earlier.is_empty());
    maybe(earlier, |earlier| {
        let count = text::EARLIER.fill(lang, &[&earlier.len().to_string()]);
        html! {
            <details class="why" id="earlier">
                <summary>{ count }</summary>
                { past_decisions(earlier, schemes, lang) }
            </details>
        }
    })
}

fn detail(it: &Completion, school: String, lang: Lang) -> Html {
    facts([
        fact(common::STATUS, lang, tag(it.status, lang)),
        fact(common::INSTITUTION, lang, school),
        fact(common::FORM, lang, it.course.form.label(lang)),
        fact(text::PERIOD, lang, period(it, lang)),
        fact(common::HOURS, lang, format::plain(it.hours)),
        maybe(it.grade.clone(), |grade| fact(common::GRADE, lang, grade)),
        maybe(it.declared_credits, |it| fact(common::DECLARED, lang, it.to_string())),
        fact(text::SCHOOL_NUMBER, lang, it.external_id.clone()),
        fact(text::RECORDED_AT, lang, format::moment(it.recorded_at, lang)),
    ])
}

/// The code by which anyone can check it.
pub fn proof(code: &str, lang: Lang) -> Html {
    let address = format!("{}{}", browser::origin(), Route::Verified(code.to_owned()).path());
    html! {
        <aside class="split-side proof">
            { h2(text::PROOF.get(lang)) }
            { p("", text::PROOF_DETAIL.get(lang)) }
            { qr(&address, text::PROOF_QR.get(lang)) }
            <p class="code" id="verification-code">{ code }</p>
            { actions([print_button(lang)]) }
        </aside>
    }
}

fn period(completion: &Completion, lang: Lang) -> String {
    let ended = format::day(completion.ended_on, lang);
    match completion.started_on {
        Some(started) => format!("{} – {ended}", format::day(started, lang)),
        None => ended,
    }
}
