//! How a transfer stands, at an address of its own: what moves, its stages, what happens next, what
//! can be done about it; and in the end its receipt.

use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::lang::Lang;
use shared::rules::EquivalenceOutcome;
use shared::transfers::Transfer;
use shared::transfers::lifecycle::TransferStep;
use shared::vocabulary::{TransferKind, TransferStatus};
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::{act, other};
use crate::components::amount::{amount, amount_of};
use crate::components::decision::lines;
use crate::components::facts::{Fold, fact, fact_at, named, why};
use crate::components::markup::{actions, all, facts, maybe, p, section, split};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::{task_trouble, view};
use crate::i18n::{Words, common, convert, follow as text};
use crate::load::{Task, use_task};
use crate::moves::parts::{lots, outgoing, party, place_name, use_clock, use_key, use_transfer};
use crate::moves::place::Place;
use crate::moves::stages::{refusal, stages, status_name};
use crate::names::{Schemes, use_institutions, use_schemes};
use crate::pages::completions::proof;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{browser, format};

#[hook]
pub fn use_follow(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let transfer = use_transfer(&props.id);
    let task = use_task();
    let key = use_key(&task);
    use_clock(transfer.ready().is_some_and(|it| open_until(it).is_some()));
    let take = {
        let (task, again) = (task.clone(), transfer.again.clone());
        let id = transfer.ready().map(|it| it.id);
        move |step: TransferStep| {
            let (task, again, key) = (task.clone(), again.clone(), key.clone());
            Callback::from(move |_: MouseEvent| {
                let Some(id) = id else { return };
                let again = again.clone();
                let key = format!("{key}-{step}");
                task.run(calls::step(id, step, &Value::Null, &key), move |_| {
                    // The button is gone with the step; the heading says where it stands now.
                    browser::focus("heading");
                    again.emit(());
                });
            })
        }
    };
    let title = transfer.ready().map_or(text::RECEIPT, |it| title(it));
    let paper = view(&transfer, |it: &Transfer| {
        let decider = match &it.decider {
            Some(code) if !it.escalated => place_name(&institutions, code, lang),
            _ => text::ADMINISTRATORS.get(lang).to_owned(),
        };
        let next = next(it, &decider, lang).into_iter().map(|line| p("", line));
        let main = all([
            maybe(refusal(it), |reason| refused(it, reason, lang)),
            moved(it, &decider, &schemes, lang),
            why(&lines(&it.rule, it.rulebook, &it.trace, lang), Fold::Closed, lang),
            section(text::NEXT.get(lang), all([next.collect(), steps(it, &task, &take, lang)])),
            section(text::STAGES.get(lang), stages(it, &decider, lang)),
            actions([
                other(Route::transfers(), common::NAV_TRANSFERS, lang),
                other(Route::Card, common::NAV_CARD, lang),
                other(Route::help_of("/transfers/-"), common::HELP, lang),
            ]),
        ]);
        split(main, proof(&it.verification_code, lang))
    });
    page(title.get(lang), "", Width::Wide, paper)
}

/// Whether whoever looks is to receive it.
pub fn received(it: &Transfer) -> bool {
    it.giver.is_some()
}

fn title(it: &Transfer) -> Words {
    use TransferStatus as S;
    match (it.status, received(it)) {
        (S::AwaitingReceiver, true) => text::GIFT_FOR_YOU,
        (S::Settled, true) => text::RECEIVED,
        (S::Declined, true) => text::YOU_DECLINED,
        (S::Lapsed, true) => text::YOU_LAPSED,
        (S::Cancelled, true) => text::GIVER_CANCELLED,
        (S::TakenBack, true) => text::GIVER_TOOK_BACK,
        (S::Settled, false) => match it.kind {
            TransferKind::Convert => text::CONVERTED,
            TransferKind::Apply => text::APPROVED,
            TransferKind::Give => text::GIVEN,
        },
        (S::InReview, _) => text::IN_REVIEW,
        (S::CoolingOff, _) => text::COOLING_OFF,
        (S::AwaitingReceiver, false) => text::AWAITING,
        (S::Rejected, _) => text::REJECTED,
        (S::Cancelled, false) => text::CANCELLED,
        (S::TakenBack, false) => text::TAKEN_BACK,
        (S::Declined, false) => text::DECLINED,
        (S::Lapsed, false) => text::LAPSED,
    }
}

/// Why the institution, or the receiver, did not want it.
fn refused(it: &Transfer, reason: &str, lang: Lang) -> Html {
    let title = match it.status {
        TransferStatus::Rejected => text::REASON,
        TransferStatus::Declined => text::REASON_DECLINED,
        _ => return Html::default(),
    };
    let inside = notice(Tone::Careful, title.get(lang), p("", reason.to_owned()));
    html! { <div id="rejection">{ inside }</div> }
}

fn moved(it: &Transfer, decider: &str, schemes: &Schemes, lang: Lang) -> Html {
    let gives = &it.gives;
    let status = html! {
        <span data-status={it.status.as_str()}>{ status_name(it.status, it, lang) }</span>
    };
    let leaves = outgoing(&it.takes, &it.also_takes, schemes, lang);
    let (leaves_as, enters_as) = match it.kind {
        TransferKind::Apply => (convert::TAKES, convert::COUNTS_AS),
        TransferKind::Give if received(it) => (text::GIFT, convert::GIVES),
        TransferKind::Convert | TransferKind::Give => (convert::TAKES, convert::GIVES),
    };
    let exempt = exempt(it);
    // What leaves one card enters the other: it is said once.
    let enters = (it.kind != TransferKind::Give && !exempt)
        .then(|| amount_of(gives.amount, &gives.scheme, schemes, lang));
    let usable = it.status == TransferStatus::Settled || it.kind == TransferKind::Give;
    let usable = usable && !gives.lots.is_empty();
    let after = it.balances_after.iter().map(|after| {
        let name = text::AFTER.fill(lang, &[&schemes.name(&after.scheme, lang)]);
        let id = AttrValue::from(format!("after-{}", after.scheme));
        named(name, Some(id), amount(after.available, lang))
    });
    facts([
        fact_at("receipt-number", text::NUMBER, lang, it.number.clone()),
        fact(text::KIND, lang, it.kind.label(lang)),
        fact_at("receipt-status", common::STATUS, lang, status),
        about(it, decider, lang),
        fact_at("takes", leaves_as, lang, leaves),
        maybe(enters, |enters| fact_at("gives", enters_as, lang, enters)),
        maybe(usable.then_some(()), |()| fact(convert::VALIDITY, lang, lots(&gives.lots, lang))),
        after.collect(),
    ])
}

/// The unit that it is about, or the other person.
fn about(it: &Transfer, decider: &str, lang: Lang) -> Html {
    all([
        maybe(it.giver.as_ref(), |it| fact_at("giver", convert::GIVER, lang, party(it, lang))),
        maybe(it.receiver.as_ref(), |it| {
            fact_at("receiver", convert::RECEIVER, lang, party(it, lang))
        }),
        maybe(it.program.as_ref(), |unit| {
            let to = Route::of_program(unit.program_id).path();
            let program = html! { <a class="tap" href={to}>{ unit.program_names.get(lang) }</a> };
            all([
                fact(convert::PROGRAM, lang, program),
                fact_at("unit", convert::UNIT, lang, unit.unit_names.get(lang).to_owned()),
                fact(convert::OUTCOME, lang, unit.outcome.label(lang)),
                fact(text::DECIDER, lang, decider.to_owned()),
            ])
        }),
    ])
}

/// Whether nothing leaves the card for it.
pub fn exempt(it: &Transfer) -> bool {
    it.program.as_ref().is_some_and(|unit| unit.outcome == EquivalenceOutcome::Exemption)
}

/// What happens next, and when.
fn next(it: &Transfer, decider: &str, lang: Lang) -> Vec<String> {
    use TransferStatus as S;
    let due = it.due_at.map(|due| format::moment(due, lang)).unwrap_or_default();
    let receiver = it.receiver.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    let plain = |words: Words| vec![words.get(lang).to_owned()];
    match (it.status, it.kind) {
        (S::InReview, _) => in_review(it, decider, &due, lang),
        (S::Settled, TransferKind::Convert) => plain(text::NEXT_CONVERTED),
        (S::Settled, TransferKind::Apply) if exempt(it) => plain(text::NEXT_EXEMPTED),
        (S::Settled, TransferKind::Apply) => plain(text::NEXT_APPROVED),
        (S::Settled, TransferKind::Give) if received(it) => plain(text::NEXT_RECEIVED),
        (S::Settled, TransferKind::Give) => plain(text::NEXT_GIVEN),
        (S::CoolingOff, _) => vec![text::NEXT_COOLING.fill(lang, &[&due, &receiver])],
        (S::AwaitingReceiver, _) if received(it) => vec![text::NEXT_FOR_YOU.fill(lang, &[&due])],
        (S::AwaitingReceiver, _) => vec![text::NEXT_AWAITING.fill(lang, &[&due, &receiver])],
        (S::Rejected, _) => {
            let appeal = it.steps.contains(&TransferStep::Appeal);
            let then = match (appeal, it.appealed) {
                (true, _) => Some(text::NEXT_APPEAL),
                (false, true) => Some(text::NEXT_APPEAL_REJECTED),
                (false, false) => None,
            };
            let free = (!exempt(it)).then_some(text::NEXT_REJECTED);
            [free, then].into_iter().flatten().map(|words| words.get(lang).to_owned()).collect()
        }
        _ if received(it) || exempt(it) => plain(text::NEXT_OVER),
        _ => plain(text::NEXT_RETURNED),
    }
}

fn in_review(it: &Transfer, decider: &str, due: &str, lang: Lang) -> Vec<String> {
    let waits = if it.escalated {
        text::NEXT_ESCALATED.get(lang).to_owned()
    } else {
        text::NEXT_IN_REVIEW.fill(lang, &[decider, due])
    };
    let appeal = it.appealed.then(|| text::NEXT_APPEALED.get(lang).to_owned());
    let early = it.approvable_from.filter(|from| browser::now() < *from);
    let early = early.map(|from| text::NOT_BEFORE.fill(lang, &[&format::moment(from, lang)]));
    [Some(waits), appeal, early].into_iter().flatten().collect()
}

/// What whoever looks can do now.
fn steps(
    it: &Transfer,
    task: &Task,
    take: &impl Fn(TransferStep) -> Callback<MouseEvent>,
    lang: Lang,
) -> Html {
    let can = |step: TransferStep| it.steps.contains(&step);
    let id = || it.id.to_string();
    let to = |name: &'static str, class: &'static str, place: Place, words: Words| {
        html! { <a id={name} href={place.path()} {class}>{ words.get(lang) }</a> }
    };
    let mut parts = Vec::new();
    if can(TransferStep::Accept) {
        parts.push(to("to-accept", "button main", Place::Accept(id()), text::ACCEPT));
    }
    if can(TransferStep::Decline) {
        parts.push(to("to-decline", "button", Place::Decline(id()), text::DECLINE));
    }
    if can(TransferStep::Appeal) {
        parts.push(to("to-appeal", "button", Place::Appeal(id()), text::APPEAL));
    }
    let ways = (!parts.is_empty()).then(|| html! { <p class="actions">{ for parts }</p> });
    let undo = match open_until(it).filter(|_| can(TransferStep::TakeBack)) {
        Some(until) => Some((
            take_back_until(until, lang),
            act("take-back", text::TAKE_BACK, lang, take(TransferStep::TakeBack)),
        )),
        None => can(TransferStep::Cancel).then(|| {
            let about =
                if exempt(it) { String::new() } else { text::CANCEL_ABOUT.get(lang).into() };
            (about, act("cancel", text::CANCEL, lang, take(TransferStep::Cancel)))
        }),
    };
    all([
        ways.unwrap_or_default(),
        task_trouble(task),
        maybe(undo, |(about, button)| {
            html! {
                <div class="undo">
                    if !about.is_empty() { { p("", about) } }
                    { button }
                </div>
            }
        }),
    ])
}

/// Until when a settled one can be taken back, while it can.
fn open_until(it: &Transfer) -> Option<DateTime<Utc>> {
    let settled = it.status == TransferStatus::Settled;
    it.take_back_until.filter(|until| settled && browser::now() < *until)
}

/// Until when it can be taken back, and how many minutes that is, at least one.
fn take_back_until(until: DateTime<Utc>, lang: Lang) -> String {
    let minutes = (until - browser::now()).num_minutes().max(1);
    text::TAKE_BACK_UNTIL.fill(lang, &[&format::moment(until, lang), &minutes.to_string()])
}
