//! An application: who wants what for what, why it comes out so, and what has happened so far.

use std::rc::Rc;

use shared::completions::Completion;
use shared::lang::Lang;
use shared::rules::EquivalenceOutcome;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{ReviewCase, Takes, Transfer, TransferEvent};
use shared::vocabulary::{TransferKind, TransferStatus};
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::amount::amount_of;
use crate::components::decision::lines;
use crate::components::decision::{Mood, decision_view};
use crate::components::facts::{Fold, fact, fact_at, why};
use crate::components::markup::{actions, all, facts, h2, maybe, p, section, span, split, strong};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::http::{Answer, Coming};
use crate::i18n::{common, review as text, staff};
use crate::load::{Loaded, use_load};
use crate::names::{Institutions, Schemes, institutions, use_schemes};
use crate::registry::parts::{main_way, not_there, way, way_at};
use crate::registry::place::Place;
use crate::registry::queue::subject;
use crate::registry::requirements::requirements;
use crate::session::{Session, use_session};
use crate::staff::due::due_fact;
use crate::{browser, format};

/// What a page about an application needs.
pub struct Found {
    /// The application.
    pub it: Rc<Transfer>,
    /// What it is decided on.
    pub case: Rc<ReviewCase>,
    /// All institutions.
    pub institutions: Institutions,
}

async fn find(id: String) -> Answer<Option<Found>> {
    let Some(it) = (*calls::application(&id).await?).clone() else { return Ok(None) };
    let case = calls::case(it.id).await?;
    Ok(Some(Found { it, case, institutions: institutions().await? }))
}

/// Loads an application.
#[hook]
pub fn use_application(id: &str) -> Loaded<Option<Found>> {
    let id = id.to_owned();
    use_load(id.clone(), move || Coming::of(find(id)))
}

/// Who wants what, in one line.
pub fn title(found: Option<&Found>, schemes: &Schemes, lang: Lang) -> String {
    let Some(Found { it, .. }) = found else { return text::REVIEW_TITLE.get(lang).to_owned() };
    let who = it.applicant.as_ref().map_or("", |who| &who.name);
    text::APPLICATION_OF.fill(lang, &[who, &subject(it, schemes, lang)])
}

#[hook]
pub fn use_application_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let loaded = use_application(&props.id);
    use_ripening(&loaded);
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    let title = title(found, &schemes, lang);
    let inside = view(&loaded, |found| {
        let Some(found) = found else { return not_there(lang) };
        let it = &found.it;
        let main = all([
            standing(it, lang),
            known(found, &schemes, lang),
            why(&lines(&it.rule, it.rulebook, &it.trace, lang), Fold::Open, lang),
        ]);
        let side = html! {
            <div class="split-side">
                { h2(text::HISTORY.get(lang)) }{ history(it, lang) }
            </div>
        };
        let progress = maybe(found.case.progress.as_ref(), |it| requirements(it, lang));
        let decide = decide(it, &session);
        all([split(main, side), counted(found, &schemes, lang), progress, decide])
    });
    let back = actions([way(&Place::Queue("mine"), text::TO_QUEUE, lang)]);
    page(title, "", Width::Wide, all([inside, back]))
}

/// Reads it anew once its ten minutes are over.
#[hook]
fn use_ripening(loaded: &Loaded<Option<Found>>) {
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    let from = found.and_then(|found| found.it.approvable_from);
    let again = loaded.again.clone();
    use_effect_with(from, move |from| {
        let left = from.map(|from| (from - browser::now()).num_milliseconds());
        let left = left.filter(|left| *left > 0).and_then(|left| i32::try_from(left).ok());
        // A second more, so that the bank's clock has come there too.
        let timer = left.map(|left| browser::after(left + 1_000, move || again.emit(())));
        move || drop(timer)
    });
}

/// What is to be known before deciding.
fn standing(it: &Transfer, lang: Lang) -> Html {
    if it.status != TransferStatus::InReview {
        let title = [text::DECIDED_ALREADY.get(lang), common::COLON.get(lang)].concat();
        return notice(Tone::Know, title + it.status.label(lang), Html::default());
    }
    all([appeal(it, lang), early(it, lang), overdue(it, lang)])
}

fn early(it: &Transfer, lang: Lang) -> Html {
    let early = it.approvable_from.filter(|from| browser::now() < *from);
    maybe(early, |from| {
        let detail = text::TOO_EARLY_DETAIL.fill(lang, &[&format::moment(from, lang)]);
        let inside = notice(Tone::Careful, text::TOO_EARLY.get(lang), p("", detail));
        html! { <div id="too-early">{ inside }</div> }
    })
}

fn overdue(it: &Transfer, lang: Lang) -> Html {
    let overdue = it.escalated || it.due_at.is_some_and(|due| due <= browser::now());
    maybe(overdue.then_some(()), |()| {
        let detail = p("", text::OVERDUE_DETAIL.get(lang));
        let inside = notice(Tone::Careful, text::OVERDUE.get(lang), detail);
        html! { <div id="overdue">{ inside }</div> }
    })
}

/// An appeal is read with what it is against.
fn appeal(it: &Transfer, lang: Lang) -> Html {
    if !it.appealed {
        return Html::default();
    }
    let last = |status: &str| it.history.iter().rev().find(|event| event.status == status);
    let rejected = maybe(last(TransferStatus::Rejected.as_str()), |event| {
        let reason = event.reason.as_deref().unwrap_or_default();
        let values = [&*event.by, &format::moment(event.at, lang), reason];
        p("", text::IS_APPEAL_DETAIL.fill(lang, &values))
    });
    let says = maybe(last("appealed").and_then(|event| event.reason.as_deref()), |reason| {
        p("", text::APPEAL_SAYS.fill(lang, &[reason]))
    });
    let inside = notice(Tone::Know, text::IS_APPEAL.get(lang), all([rejected, says]));
    html! { <div id="appeal">{ inside }</div> }
}

/// Amounts of several schemes.
fn amounts(takes: &[&Takes], schemes: &Schemes, lang: Lang) -> Html {
    let one = |takes: &&Takes| p("", amount_of(takes.amount, &takes.scheme, schemes, lang));
    takes.iter().map(one).collect()
}

/// Who wants what for what.
pub fn known(found: &Found, schemes: &Schemes, lang: Lang) -> Html {
    let Found { it, institutions, .. } = found;
    let outgoing: Vec<&Takes> = std::iter::once(&it.takes).chain(&it.also_takes).collect();
    let outgoing = if it.takes.amount.is_zero() {
        Html::from(text::TAKES_NOTHING.get(lang))
    } else {
        amounts(&outgoing, schemes, lang)
    };
    let incoming = if it.gives.amount.is_zero() {
        Html::from(text::WAIVED.get(lang))
    } else {
        amount_of(it.gives.amount, &it.gives.scheme, schemes, lang)
    };
    let decider = match &it.decider {
        Some(code) => institutions.name(code, lang),
        None => text::ADMINISTRATORS.get(lang).to_owned(),
    };
    let status = html! {
        <span data-status={it.status.as_str()}>{ it.status.label(lang) }</span>
    };
    facts([
        maybe(it.applicant.as_ref(), |who| {
            let card = who.card_number.grouped();
            fact_at("applicant", staff::LEARNER, lang, format!("{} · {card}", who.name))
        }),
        fact_at("number", text::NUMBER, lang, it.number.clone()),
        fact_at("status", common::STATUS, lang, status),
        unit(found, lang),
        fact_at("takes", text::TAKES, lang, outgoing),
        fact_at("gives", text::GIVES, lang, incoming),
        fact(text::RULE, lang, text::RULE_NAMED.fill(lang, &[&it.rule, it.rule_names.get(lang)])),
        maybe(it.history.first(), |event| {
            fact(text::REQUESTED_AT, lang, format::moment(event.at, lang))
        }),
        maybe(it.due_at, |due| fact_at("due", text::DUE, lang, due_fact(due, lang))),
        fact(text::DECIDER, lang, decider),
    ])
}

/// The program's side of it: the unit, and how much may come from elsewhere.
fn unit(found: &Found, lang: Lang) -> Html {
    let Some(unit) = &found.it.program else { return Html::default() };
    let outcome = match unit.outcome {
        EquivalenceOutcome::Exemption => text::WAIVED.get(lang),
        other => other.label(lang),
    };
    let share = text::SHARE_OF.fill(lang, &[&unit.transferred.to_string()]);
    let school = found.institutions.name(&unit.institution, lang);
    all([
        fact(text::PROGRAM, lang, format!("{} · {school}", unit.program_names.get(lang))),
        fact(text::UNIT, lang, format!("{} {}", unit.unit, unit.unit_names.get(lang))),
        fact(text::OUTCOME, lang, outcome),
        fact_at("share", text::SHARE, lang, share),
    ])
}

/// The ways to decide, for who may.
fn decide(it: &Transfer, session: &Session) -> Html {
    let lang = session.lang();
    if it.status != TransferStatus::InReview {
        return Html::default();
    }
    let may = |step| it.steps.contains(&step);
    if !may(TransferStep::Approve) && !may(TransferStep::Reject) {
        if it.appealed && !session.is(&[shared::vocabulary::Role::Auditor]) {
            let detail = p("", text::OTHER_MUST_DETAIL.get(lang));
            let inside = notice(Tone::Know, text::OTHER_MUST.get(lang), detail);
            return html! { <div id="other-must">{ inside }</div> };
        }
        return p("hint", staff::READ_ONLY.get(lang));
    }
    let id = it.id.to_string();
    let approve = may(TransferStep::Approve)
        .then(|| main_way("approve", &Place::Approve(id.clone()), text::APPROVE, lang));
    actions([approve.unwrap_or_default(), way_at("reject", &Place::Reject(id), text::REJECT, lang)])
}

/// What happened, oldest first, with the reasons.
pub fn history(it: &Transfer, lang: Lang) -> Html {
    let name = |status: &str| match status {
        "requested" => text::REQUESTED.get(lang).to_owned(),
        "appealed" => text::APPEALED.get(lang).to_owned(),
        "escalated" => text::ESCALATED_EVENT.get(lang).to_owned(),
        "handed_over" => text::HANDED_OVER.get(lang).to_owned(),
        other => match other.parse::<TransferStatus>() {
            Ok(status) => status.label(lang).to_owned(),
            Err(_) => other.to_owned(),
        },
    };
    let by = |event: &TransferEvent| match &*event.by {
        "rule" => text::BY_RULE.get(lang).to_owned(),
        "bank" => text::BY_BANK.get(lang).to_owned(),
        name => name.to_owned(),
    };
    html! {
        <ol class="history" id="history">
            { for it.history.iter().map(|event| html! {
                <li data-event={event.status.clone()}>
                    { strong(name(&event.status)) }{ " " }{ format::moment(event.at, lang) }
                    { " " }{ span("row-note", by(event)) }
                    { maybe(event.reason.clone(), |reason| p("", reason)) }
                </li>
            }) }
        </ol>
    }
}

/// The completions that count, each with its decision.
fn counted(found: &Found, schemes: &Schemes, lang: Lang) -> Html {
    let list = &found.case.completions;
    let inside = if list.is_empty() {
        p("", text::NO_COUNTED.get(lang))
    } else {
        let one = |it: &Completion| completion(it, &found.institutions, schemes, lang);
        html! { <ul class="sides plain" id="counted">{ for list.iter().map(one) }</ul> }
    };
    section(text::COUNTED.get(lang), inside)
}

fn completion(it: &Completion, all: &Institutions, schemes: &Schemes, lang: Lang) -> Html {
    let hours = format!("{} {}", format::plain(it.hours), common::HOURS.get(lang));
    let grade = it.grade.clone().map(|grade| format!("{} {grade}", common::GRADE.get(lang)));
    let notes = [
        Some(all.name(&it.institution, lang)),
        Some(it.course.form.label(lang).to_owned()),
        Some(format::day(it.ended_on, lang)),
        Some(hours),
        grade,
        Some(it.status.label(lang).to_owned()),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    html! {
        <li class="side" data-completion={it.id.to_string()}>
            { p("side-title", format!("{} {}", it.course.code, it.course.title)) }
            { p("row-note", notes.join(" · ")) }
            { decision_view(&it.decision, Mood::Made, schemes, lang) }
        </li>
    }
}

/// What approving does, in a sentence.
pub fn effect(it: &Transfer) -> crate::i18n::Words {
    match (it.kind, it.takes.amount.is_zero()) {
        (TransferKind::Apply, true) => text::APPROVE_WAIVES,
        (TransferKind::Apply, false) => text::APPROVE_REDEEMS,
        _ => text::APPROVE_CONVERTS,
    }
}
