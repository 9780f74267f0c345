//! The answers to check before something is requested, by its kind.

use shared::lang::Lang;
use shared::quantity::Credits;
use shared::rules::EquivalenceOutcome;
use shared::transfers::{
    GiftAllowance, ProgramUnit, Quote, RECEIVER_DAYS, REVIEW_DAYS, TAKE_BACK_MINUTES,
};
use shared::vocabulary::TransferKind;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::amount::{amount, amount_of};
use crate::components::decision::lines;
use crate::components::facts::{Fold, fact, fact_at, why};
use crate::components::markup::{all, facts, maybe, section};
use crate::format;
use crate::http::Coming;
use crate::i18n::{Words, convert as text};
use crate::load::use_load;
use crate::moves::parts::{less, lots, outgoing, party, place_name, use_titles};
use crate::names::{Schemes, use_institutions, use_schemes};
use crate::session::use_lang;

/// What is looked at once more.
#[hook]
pub fn use_answers(quote: Option<&Quote>) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let completions = use_titles(quote.map_or(&[], |quote| &quote.completions));
    let share = {
        let program = quote.and_then(|quote| Some(quote.program.as_ref()?.program_id));
        let key = program.map(|id| id.to_string()).unwrap_or_default();
        use_load(key, move || match program {
            Some(id) => calls::progress(id),
            None => Coming::of(async { Ok(None) }),
        })
    };
    let Some(quote) = quote else { return Html::default() };
    let own = match quote.kind {
        TransferKind::Convert => converting(quote, &schemes, lang),
        TransferKind::Give => giving(quote, &schemes, lang),
        TransferKind::Apply => {
            let named = completions.iter().flat_map(|known| known.iter());
            let named: Vec<&str> = named.map(|(_, title)| title.as_str()).collect();
            let share = share.ready().and_then(|known| (**known).clone());
            let share = share.map(|it| (it.transferred, it.transfer_most));
            applying(quote, &named, share, &schemes, lang)
        }
    };
    let decides = match &quote.decider {
        _ if quote.kind == TransferKind::Give => text::RECEIVED.get(lang).to_owned(),
        _ if quote.automatic => text::AUTOMATIC.get(lang).to_owned(),
        Some(code) => text::REVIEWED_BY.fill(lang, &[&place_name(&institutions, code, lang)]),
        None => text::REVIEWED_BY_ADMIN.get(lang).to_owned(),
    };
    let rule = text::RULE_NAMED.fill(lang, &[&quote.rule, quote.rule_names.get(lang)]);
    let known = facts([
        own,
        fact(text::RULE, lang, rule),
        fact(text::DECIDES, lang, decides),
        fact(text::VALID_UNTIL, lang, format::moment(quote.valid_until, lang)),
    ]);
    let lines = lines(&quote.rule, quote.rulebook, &quote.trace, lang);
    all([known, why(&lines, Fold::Closed, lang), afterwards(quote, lang)])
}

fn leaves(quote: &Quote, schemes: &Schemes, lang: Lang) -> Html {
    let outgoing = outgoing(&quote.takes, &quote.also_takes, schemes, lang);
    fact_at("takes", text::TAKES, lang, outgoing)
}

fn converting(quote: &Quote, schemes: &Schemes, lang: Lang) -> Html {
    let gives = &quote.gives;
    let incoming = amount_of(gives.amount, &gives.scheme, schemes, lang);
    all([
        leaves(quote, schemes, lang),
        fact_at("gives", text::GIVES, lang, incoming),
        fact(text::VALIDITY, lang, lots(&gives.lots, lang)),
    ])
}

fn giving(quote: &Quote, schemes: &Schemes, lang: Lang) -> Html {
    let receiver = quote.receiver.as_ref();
    all([
        maybe(receiver, |it| fact_at("receiver", text::RECEIVER, lang, party(it, lang))),
        leaves(quote, schemes, lang),
        fact(text::VALIDITY, lang, lots(&quote.gives.lots, lang)),
        maybe(quote.allowance.as_ref(), |it| left(it, quote.takes.amount, lang)),
    ])
}

/// What may be given after this gift.
fn left(allowance: &GiftAllowance, gift: Credits, lang: Lang) -> Html {
    let after = |name: Words, limit: Option<Credits>| {
        maybe(limit, |limit| fact(name, lang, amount(less(limit, gift), lang)))
    };
    all([
        after(text::LEFT_TODAY_AFTER, allowance.today),
        after(text::LEFT_THIS_YEAR_AFTER, allowance.this_year),
    ])
}

fn applying(
    quote: &Quote,
    named: &[&str],
    share: Option<(Credits, Credits)>,
    schemes: &Schemes,
    lang: Lang,
) -> Html {
    let Some(unit) = &quote.program else { return Html::default() };
    let completions = if named.is_empty() {
        text::FROM_CHOICE.get(lang).into()
    } else {
        html! { <ul class="plain">{ for named.iter().map(|name| html! { <li>{ *name }</li> }) }</ul> }
    };
    let outcome = html! {
        <span data-outcome={unit.outcome.as_str()}>{ unit.outcome.label(lang) }</span>
    };
    let earned = (unit.outcome != EquivalenceOutcome::Exemption).then_some(&quote.gives);
    let used = Some(&quote.uses).filter(|uses| !uses.is_empty());
    all([
        fact(text::PROGRAM, lang, unit.program_names.get(lang).to_owned()),
        fact_at("unit", text::UNIT, lang, unit.unit_names.get(lang).to_owned()),
        fact_at("outcome", text::OUTCOME, lang, outcome),
        leaves(quote, schemes, lang),
        maybe(used, |uses| fact(text::USES, lang, lots(uses, lang))),
        maybe(earned, |gives| {
            let counts = amount_of(gives.amount, &gives.scheme, schemes, lang);
            fact_at("gives", text::COUNTS_AS, lang, counts)
        }),
        fact_at("completions", text::FROM_COMPLETIONS, lang, completions),
        maybe(share.filter(|_| !unit.transferred.is_zero()), |share| {
            fact_at("share", text::SHARE, lang, in_all(unit, share, lang))
        }),
    ])
}

/// What comes from other institutions with this, and how much may.
fn in_all(unit: &ProgramUnit, (before, most): (Credits, Credits), lang: Lang) -> String {
    let after = before.plus(unit.transferred).unwrap_or(before);
    let [this, after, most] = [unit.transferred, after, most].map(|it| it.to_string());
    text::SHARE_OF.fill(lang, &[&this, &after, &most])
}

/// What happens after it is sent, where that is not at once.
fn afterwards(quote: &Quote, lang: Lang) -> Html {
    let minutes = TAKE_BACK_MINUTES.to_string();
    let (title, said) = match quote.kind {
        TransferKind::Convert => return Html::default(),
        TransferKind::Give => {
            let hours = quote.allowance.as_ref().map_or(0, |it| it.cooling_off_hours);
            let first = match hours {
                0 => text::GIFT_NO_COOLING.get(lang).to_owned(),
                hours => text::GIFT_COOLING.fill(lang, &[&hours.to_string()]),
            };
            let waits = text::GIFT_WAITS.fill(lang, &[&RECEIVER_DAYS.to_string()]);
            (text::ABOUT_GIFT, vec![first, waits, text::GIFT_UNDO.fill(lang, &[&minutes])])
        }
        TransferKind::Apply => {
            let exempt = quote.takes.amount.is_zero() && quote.also_takes.is_empty();
            let last = if exempt { text::APPLY_FREE } else { text::APPLY_FINAL };
            let days = text::APPLY_DAYS.fill(lang, &[&REVIEW_DAYS.to_string()]);
            let cancel = text::APPLY_CANCEL.fill(lang, &[&minutes]);
            (text::ABOUT_APPLY, vec![cancel, days, last.get(lang).to_owned()])
        }
    };
    let list = html! { <ul>{ for said.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul> };
    section(title.get(lang), list)
}
