//! The sums of a program as it is typed. What is not filled in yet, or not a number, is said to be open.

use serde_json::Value;
use shared::lang::Lang;
use shared::quantity::Credits;
use yew::prelude::*;

use crate::components::facts::fact_at;
use crate::components::markup::{all, facts, h2, p};
use crate::i18n::registry as text;
use crate::sheet::body::{at, items};

/// An amount as it is typed; nothing typed is `None`, and so is what is no amount.
fn amount(body: &Value, pointer: &str) -> Option<Credits> {
    at(body, pointer).as_str()?.trim().parse().ok()
}

/// The sums of a requirement.
struct GroupSum {
    units: Credits,
    least: Credits,
    counts: Credits,
}

fn sum_of(body: &Value, index: usize) -> Option<GroupSum> {
    let of = |field: &str| format!("/groups/{index}/{field}");
    let list = of("units");
    let mut units = Credits::ZERO;
    for place in 0..items(body, &list).len() {
        units = units.plus(amount(body, &format!("{list}/{place}/credits"))?).ok()?;
    }
    let typed = |field: &str| !at(body, &of(field)).is_null();
    let least = if typed("min") { amount(body, &of("min"))? } else { Credits::ZERO };
    let most = if typed("max") { amount(body, &of("max"))? } else { units };
    Some(GroupSum { units, least, counts: units.min(most) })
}

/// The sums of a requirement in a sentence.
pub fn group_sum(body: &Value, index: usize, lang: Lang) -> Html {
    let said = match sum_of(body, index) {
        Some(sum) => {
            let values = [sum.units, sum.least, sum.counts].map(|credits| credits.to_string());
            let [units, least, counts] = &values;
            text::SUM_GROUP.fill(lang, &[units, least, counts])
        }
        None => text::SUM_OPEN.get(lang).to_owned(),
    };
    html! { <p class="hint" data-sum={index.to_string()}>{ said }</p> }
}

/// The sums of the whole program, and whether its total can be reached.
pub fn sums(body: &Value, lang: Lang) -> Html {
    let title = h2(text::SUMS.get(lang));
    let Some(sum) = whole(body) else {
        let open = p("", text::SUM_OPEN.get(lang));
        return html! { <section class="read-back" id="sums">{ title }{ open }</section> };
    };
    let total = amount(body, "/total");
    let reached = total.is_some_and(|total| total <= sum.counts);
    let share = total.zip(at(body, "/transfer_percent_max").as_i64());
    let share = share.and_then(|(total, percent)| share_of(total, percent));
    let or_open = |amount: Option<Credits>| amount.map_or("–".to_owned(), |it| it.to_string());
    let known = facts([
        fact_at("sum-units", text::SUM_UNITS, lang, sum.units.to_string()),
        fact_at("sum-least", text::SUM_LEAST, lang, sum.least.to_string()),
        fact_at("sum-counts", text::SUM_COUNTS, lang, sum.counts.to_string()),
        fact_at("sum-total", text::SUM_TOTAL, lang, or_open(total)),
        fact_at("sum-share", text::SUM_SHARE, lang, or_open(share)),
    ]);
    let verdict = match (total, reached) {
        (None, _) => Html::default(),
        (Some(_), true) => {
            html! { <p class="verdict good">{ text::REACHABLE.get(lang) }</p> }
        }
        (Some(_), false) => {
            let words = text::UNREACHABLE.fill(lang, &[&sum.counts.to_string()]);
            html! { <p class="verdict bad">{ words }</p> }
        }
    };
    let inside = all([title, known, verdict]);
    html! { <section class="read-back" id="sums" data-reached={reached.to_string()}>{ inside }</section> }
}

fn whole(body: &Value) -> Option<GroupSum> {
    let mut whole = GroupSum { units: Credits::ZERO, least: Credits::ZERO, counts: Credits::ZERO };
    for index in 0..items(body, "/groups").len() {
        let sum = sum_of(body, index)?;
        whole.units = whole.units.plus(sum.units).ok()?;
        whole.least = whole.least.plus(sum.least).ok()?;
        whole.counts = whole.counts.plus(sum.counts).ok()?;
    }
    Some(whole)
}

/// So many percent of an amount.
fn share_of(total: Credits, percent: i64) -> Option<Credits> {
    let part = i128::from(total.hundredths()) * i128::from(percent) / 100;
    i64::try_from(part).ok().map(Credits::from_hundredths)
}
