//! Completions as rows: the course, when it ended, and what the bank made of it.

use shared::completions::Completion;
use shared::lang::Lang;
use shared::vocabulary::CompletionStatus;
use yew::prelude::*;

use crate::components::amount::signed;
use crate::components::markup::{Row, rows};
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
    /// The same, where each row leads to where it can be put right.
    Keeper,
}

/// Completions as rows.
pub fn completion_rows<'a>(
    completions: impl Iterator<Item = &'a Completion>,
    reader: Reader,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    rows("completions", "rows", completions.map(|it| row(it, reader, schemes, lang)))
}

fn row(completion: &Completion, reader: Reader, schemes: &Schemes, lang: Lang) -> Html {
    let id = completion.id.to_string();
    let (mut notes, path) = match reader {
        Reader::Learner => (Vec::new(), Some(Route::Completion(id.clone()).path())),
        Reader::School | Reader::Keeper => {
            let path = (reader == Reader::Keeper).then(|| format!("/clerk/completions/{id}"));
            (vec![completion.learner_name.clone(), completion.external_id.clone()], path)
        }
    };
    notes.push(format::day(completion.ended_on, lang));
    notes.extend(completion.decision.scheme.as_ref().map(|scheme| schemes.name(scheme, lang)));
    let amount = match completion.decision.credits.filter(|_| counts(completion)) {
        Some(credits) => signed(credits, lang),
        None => tag(completion.status, lang),
    };
    let title = Html::from(&completion.course.title);
    let row = Row { title, amount, note: notes.join(" · "), after: Html::default() };
    row.item(id, path, completion.status.as_str())
}

/// Whether its credits stand on the card.
pub fn counts(completion: &Completion) -> bool {
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
