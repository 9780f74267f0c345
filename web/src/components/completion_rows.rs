//! Completions as rows: the course, when it ended, and what the bank made of it.

use shared::completions::Completion;
use shared::vocabulary::CompletionStatus;
use yew::prelude::*;

use crate::components::amount::Signed;
use crate::components::link::To;
use crate::format;
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::use_lang;

/// Who looks at the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The learner: each row leads to its page.
    Learner,
    /// The school: each row names the learner.
    School,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub completions: Vec<Completion>,
    pub reader: Reader,
}

#[component]
pub fn CompletionRows(props: &Props) -> Html {
    html! {
        <ul class="rows" id="completions">
            { for props.completions.iter().map(|completion| html! {
                <Row key={completion.id.to_string()} completion={completion.clone()}
                    reader={props.reader} />
            }) }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    completion: Completion,
    reader: Reader,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let completion = &props.completion;
    let mut notes = match props.reader {
        Reader::Learner => Vec::new(),
        Reader::School => vec![completion.learner_name.clone(), completion.external_id.clone()],
    };
    notes.push(format::day(completion.ended_on, lang));
    notes.extend(completion.decision.scheme.as_ref().map(|scheme| schemes.name(scheme, lang)));
    let inside = html! {
        <>
            <span class="row-title">{ &completion.course.title }</span>
            <span class="row-amount">
                if let Some(credits) = completion.decision.credits.filter(|_| counts(completion)) {
                    <Signed of={credits} />
                } else {
                    <Tag status={completion.status} />
                }
            </span>
            <span class="row-note">{ notes.join(" · ") }</span>
        </>
    };
    html! {
        <li data-status={completion.status.as_str()}>
            if props.reader == Reader::Learner {
                <To to={Route::Completion { id: completion.id.to_string() }}
                    class="row">{ inside }</To>
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

#[derive(Properties, PartialEq)]
pub struct TagProps {
    pub status: CompletionStatus,
}

/// Where a completion stands, as a label.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    let lang = use_lang();
    let tone = match props.status {
        CompletionStatus::Recognised | CompletionStatus::Amended => "good",
        CompletionStatus::Recorded | CompletionStatus::NeedsDecision => "open",
        CompletionStatus::NotRecognised | CompletionStatus::Revoked => "bad",
    };
    html! { <span class={classes!("tag", tone)}>{ props.status.label(lang) }</span> }
}
