//! My transcript: what it says today, what was issued of it, and with whom it is shared.

use shared::lang::Lang;
use shared::shares::{Share, ShareState};
use shared::transcripts::{IssuedTranscript, TranscriptState};
use yew::prelude::*;

use crate::api::record as calls;
use crate::components::actions::run;
use crate::components::markup::{Row, actions, all, aside, p, rows, section, span, split};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::{end_at, task_trouble, view};
use crate::format;
use crate::i18n::record as text;
use crate::load::{use_load, use_pages, use_task};
use crate::navigate;
use crate::record::paper::paper;
use crate::record::place::Place;
use crate::session::use_lang;

#[hook]
pub fn use_transcript() -> Html {
    let lang = use_lang();
    let task = use_task();
    let transcript = use_load(String::new(), calls::transcript);
    let issued = use_pages(String::new(), calls::issued);
    let shares = use_pages(String::new(), calls::shares);
    let issue = {
        let task = task.clone();
        Callback::from(move |_: MouseEvent| {
            task.run(calls::issue(), |made| {
                navigate::go(&Place::Issued(made.id.to_string()).route());
            });
        })
    };
    let inside = view(&transcript, |it| {
        if it.schemes.is_empty() && it.awards.is_empty() {
            return empty(text::NOTHING_YET.get(lang), p("", text::NOTHING_YET_DETAIL.get(lang)));
        }
        let share = Place::NewShare.route().path();
        let ways = actions([
            run("issue", text::ISSUE, &task, lang, issue.clone()),
            html! { <a id="share" href={share} class="button">{ text::SHARE.get(lang) }</a> },
        ]);
        let none = |words: &'static str| move || p("hint", words);
        let before = all([
            rows("issued", "rows", issued.items().map(|it| issued_row(it, lang))),
            end_at("more-issued", &issued, none(text::ISSUED_NONE.get(lang))),
        ]);
        let shared = all([
            rows("shares", "rows", shares.items().map(|it| share_row(it, lang))),
            end_at("more-shares", &shares, none(text::SHARES_NONE.get(lang))),
        ]);
        let side = aside(all([
            section(text::ISSUED_BEFORE.get(lang), before),
            section(text::SHARES.get(lang), shared),
        ]));
        all([task_trouble(&task), ways, split(paper(it, None, lang), side)])
    });
    page(text::TRANSCRIPT.get(lang), text::TRANSCRIPT_LEAD.get(lang), Width::Wide, inside)
}

fn issued_row(it: &IssuedTranscript, lang: Lang) -> Html {
    let class = match it.state {
        TranscriptState::Current => "tag good",
        TranscriptState::Changed => "tag open",
    };
    let on = format::moment(it.issued_at, lang);
    Row {
        title: text::PRINT_AGAIN.fill(lang, &[&on]).into(),
        amount: span(class, it.state.label(lang)),
        note: it.verification_code.clone(),
        after: Html::default(),
    }
    .item(
        it.id.to_string(),
        Some(Place::Issued(it.id.to_string()).route().path()),
        it.state.as_str(),
    )
}

/// Where a share stands, as a tag.
pub fn share_tag(state: ShareState, lang: Lang) -> Html {
    let class = if state == ShareState::Open { "tag good" } else { "tag" };
    span(class, state.label(lang))
}

fn share_row(it: &Share, lang: Lang) -> Html {
    let looks = text::READ_TIMES.fill(lang, &[&it.readings.to_string()]);
    let until = format!("{} {}", text::LAST_DAY.get(lang), format::day(it.valid_until, lang));
    Row {
        title: Html::from(&it.reader),
        amount: share_tag(it.state, lang),
        note: [looks, until].join(" · "),
        after: Html::default(),
    }
    .item(
        it.id.to_string(),
        Some(Place::Share(it.id.to_string()).route().path()),
        it.state.as_str(),
    )
}
