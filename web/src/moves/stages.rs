//! The stages of a transfer: what happened, where it stands, what comes after.

use shared::lang::Lang;
use shared::transfers::{Transfer, TransferEvent};
use shared::vocabulary::{TransferKind, TransferStatus};
use yew::prelude::*;

use crate::components::markup::{maybe, span, strong};
use crate::format;
use crate::i18n::{Words, follow as text};

/// A stage: what it is called, when, and by whom.
struct Stage {
    name: String,
    when: String,
    by: String,
    reason: Option<String>,
}

/// All stages, oldest first; the marks say in words too which of them are over.
pub fn stages(it: &Transfer, decider: &str, lang: Lang) -> Html {
    let now = now(it, decider, lang);
    // What began the stage that it is in is said by that stage.
    let began = |event: &&TransferEvent| now.is_some() && event.status == it.status.as_str();
    let over = match it.history.split_last() {
        Some((last, before)) if began(&last) => before,
        _ => &it.history,
    };
    let done = over.iter().map(|event| past(event, it, lang));
    let later = later(it).iter().map(|name| Stage {
        name: name.get(lang).to_owned(),
        when: String::new(),
        by: String::new(),
        reason: None,
    });
    html! {
        <ol class="stages" id="stages">
            { for done.map(|stage| line("done", text::STAGE_DONE, stage, lang)) }
            { maybe(now, |stage| line("now", text::STAGE_NOW, stage, lang)) }
            { for later.map(|stage| line("later", text::STAGE_LATER, stage, lang)) }
        </ol>
    }
}

fn line(kind: &'static str, mark: Words, stage: Stage, lang: Lang) -> Html {
    let Stage { name, when, by, reason } = stage;
    html! {
        <li class={kind} data-stage={kind} aria-current={(kind == "now").then_some("step")}>
            { span("hidden-text", mark.get(lang)) }
            { strong(name) }{ " " }{ when }{ " " }
            if !by.is_empty() { { span("row-note", by) } }
            { maybe(reason, |reason| span("stage-reason", reason)) }
        </li>
    }
}

fn past(event: &TransferEvent, it: &Transfer, lang: Lang) -> Stage {
    let by = match event.by.as_str() {
        "bank" => text::BY_BANK.get(lang).to_owned(),
        rule if rule == it.rule => text::BY_RULE.fill(lang, &[rule]),
        name => name.to_owned(),
    };
    Stage {
        name: event_name(&event.status, it, lang),
        when: format::moment(event.at, lang),
        by,
        reason: event.reason.clone(),
    }
}

/// What an event is called; one that this client does not know is shown as it came.
fn event_name(status: &str, it: &Transfer, lang: Lang) -> String {
    let known = match status {
        "requested" => Some(text::REQUESTED.get(lang)),
        "appealed" => Some(text::APPEALED.get(lang)),
        "escalated" => Some(text::ESCALATED.get(lang)),
        "handed_over" => Some(text::HANDED_OVER.get(lang)),
        other => other.parse().ok().map(|status| status_name(status, it, lang)),
    };
    known.unwrap_or(status).to_owned()
}

/// The stage that it is in, while it is not over.
fn now(it: &Transfer, decider: &str, lang: Lang) -> Option<Stage> {
    let by = match it.status {
        TransferStatus::InReview => decider.to_owned(),
        TransferStatus::AwaitingReceiver => {
            it.receiver.as_ref().map(|it| it.name.clone()).unwrap_or_default()
        }
        TransferStatus::CoolingOff => String::new(),
        _ => return None,
    };
    let due = it.due_at.filter(|_| !it.escalated);
    let when = due.map(|due| text::UNTIL.fill(lang, &[&format::moment(due, lang)]));
    let name = status_name(it.status, it, lang).to_owned();
    Some(Stage { name, when: when.unwrap_or_default(), by, reason: None })
}

/// What comes after.
fn later(it: &Transfer) -> &'static [Words] {
    match (it.kind, it.status) {
        (_, TransferStatus::InReview) => &[text::THEN_DECIDED],
        (TransferKind::Give, TransferStatus::CoolingOff) => {
            &[text::THEN_AWAITING, text::THEN_ACCEPTED]
        }
        (TransferKind::Give, TransferStatus::AwaitingReceiver) if it.giver.is_some() => {
            &[text::THEN_YOU_ACCEPT]
        }
        (TransferKind::Give, TransferStatus::AwaitingReceiver) => &[text::THEN_ACCEPTED],
        _ => &[],
    }
}

/// What a state is called, for whoever looks: the receiver of a gift stands at its other end.
pub fn status_name(status: TransferStatus, it: &Transfer, lang: Lang) -> &'static str {
    let words = match status {
        TransferStatus::AwaitingReceiver => text::WAITS_FOR_YOU,
        TransferStatus::Declined => text::YOU_DECLINED,
        TransferStatus::Cancelled => text::GIVER_CANCELLED,
        TransferStatus::TakenBack => text::GIVER_TOOK_BACK,
        other => return other.label(lang),
    };
    if it.giver.is_some() { words.get(lang) } else { status.label(lang) }
}

/// Where it stands, as a label.
pub fn status_tag(it: &Transfer, lang: Lang) -> Html {
    use TransferStatus as S;
    let tone = match it.status {
        S::Settled => "tag good",
        S::InReview | S::CoolingOff | S::AwaitingReceiver => "tag open",
        S::Rejected | S::Cancelled | S::TakenBack | S::Declined | S::Lapsed => "tag bad",
    };
    span(tone, status_name(it.status, it, lang))
}

/// Why it was rejected or declined the last time, where that was said.
pub fn refusal(it: &Transfer) -> Option<&str> {
    let last = it.history.iter().rev().find(|event| {
        let rejected = TransferStatus::Rejected.as_str();
        event.status == rejected || event.status == TransferStatus::Declined.as_str()
    });
    last.and_then(|event| event.reason.as_deref())
}
