//! Completions as rows: the course, when it ended, and what the bank made of it.

use shared::completions::Completion;
use shared::lang::Lang;
use shared::vocabulary::CompletionStatus;
use yew::prelude::*;

use crate::components::amount::signed;
use crate::format;
use crate::names::Schemes;
use crate::routes::Route;

/// Who looks at the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The learner: each row leads to its page.
    Learner,
    /// The school: each row names the learner.
    School,
}

/// Completions as rows.
pub fn completion_rows<'a>(
    completions: impl Iterator<Item = &'a Completion>,
    reader: Reader,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    html! {
        <ul class="rows" id="completions">
            { for completions.map(|completion| row(completion, reader, schemes, lang)) }
        </ul>
    }
}

fn row(completion: &Completion, reader: Reader, schemes: &Schemes, lang: Lang) -> Html {
    let mut notes = match reader {
        Reader::Learner => Vec::new(),
        Reader::School => vec![completion.learner_name.clone(), completion.external_id.clone()],
    };
    notes.push(format::day(completion.ended_on, lang));
    notes.extend(completion.decision.scheme.as_ref().map(|scheme| schemes.name(scheme, lang)));
    let result = match completion.decision.credits.filter(|_| counts(completion)) {
        Some(credits) => signed(credits, lang),
        None => tag(completion.status, lang),
    };
    let inside = html! {
        <>
            <span class="row-title">{ &completion.course.title }</span>
            <span class="row-amount">{ result }</span>
            <span class="row-note">{ notes.join(" · ") }</span>
        </>
    };
    html! {
        <li key={completion.id.to_string()} data-status={completion.status.as_str()}>
            if reader == Reader::Learner {
                <a href={Route::Completion(completion.id.to_string()).path()} class="row">{ inside }</a>
            } else {
                <div class="row">{ inside }</div>
            }
        </li>
    }
}

/// Whether its credits stand on the card.
fn counts(completion: &Completion) -> bool {
    matches!(completion.status, CompletionStatus::Recognised | CompletionStatus::Amended)
}

/// Where a completion stands, as a label.
pub fn tag(status: CompletionStatus, lang: Lang) -> Html {
    let tone = match status {
        CompletionStatus::Recognised | CompletionStatus::Amended => "tag good",
        CompletionStatus::Recorded | CompletionStatus::NeedsDecision => "tag open",
        CompletionStatus::NotRecognised | CompletionStatus::Revoked => "tag bad",
    };
    html! { <span class={tone}>{ status.label(lang) }</span> }
}
