//! Rules by amount against each other: pairs that clash, and rules that never get their turn.
//!
//! Only the rules of the highest priority that lead from one scheme to another on a day are asked,
//! whatever the amount; so a pair can clash on a day that belongs to no rule above it. Two such rules
//! clash when they differ for an amount that one of them converts. Amounts are looked at from the
//! least one on, then in doubling ones: a difference of steps, of smallest amounts or of ratios shows
//! there. Two rules with the same ratio and different roundings that agree for [`MOST_AMOUNTS`]
//! steps are taken as equal.

use std::collections::BTreeMap;

use super::clashes::Clashes;
use super::finding::{AmountExample, Example, ExampleResult, Finding};
use super::ranges::Ranges;
use super::rates::{Conversion, first};
use super::world::World;
use crate::ids::SchemeCode;
use crate::lang::{Lang, Text};
use crate::quantity::Credits;
use crate::rules::equivalence::{ByAmount, EquivalenceOutcome, EquivalenceRule, Exchange};
use crate::rules::rulebook::Rulebook;
use crate::vocabulary::Status;

/// Steps of each rule at which two are compared.
const MOST_AMOUNTS: usize = 1_000;

/// An active rule by amount, on days on which it can be used.
pub(super) struct AmountRule<'a> {
    pub(super) rule: &'a EquivalenceRule,
    pub(super) by: &'a ByAmount,
    pub(super) days: Ranges<i64>,
}

/// The rules by amount that can be used today or later, from scheme to scheme.
pub(super) struct AmountRules<'a>(BTreeMap<(&'a SchemeCode, &'a SchemeCode), Vec<AmountRule<'a>>>);

impl<'a> AmountRules<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, world: &World<'_>) -> Self {
        let mut roads: BTreeMap<_, Vec<AmountRule<'a>>> = BTreeMap::new();
        for rule in &rulebook.equivalence {
            let Exchange::ByAmount(by) = &rule.exchange else { continue };
            let days = world.days_to_come(rule.effective_from, rule.effective_to);
            // An exemption earns nothing that could stand on a card.
            let used = rule.outcome != EquivalenceOutcome::Exemption;
            if used && rule.status == Status::Active && !days.is_empty() {
                roads.entry((&by.from, &by.to)).or_default().push(AmountRule { rule, by, days });
            }
        }
        Self(roads)
    }

    /// The rules of each road, and the schemes that it joins.
    pub(super) fn roads(
        &self,
    ) -> impl Iterator<Item = (&'a SchemeCode, &'a SchemeCode, &[AmountRule<'a>])> {
        self.0.iter().map(|((from, to), rules)| (*from, *to, rules.as_slice()))
    }

    pub(super) fn clashes(&self, clashes: &mut Clashes) {
        for rules in self.0.values() {
            for (place, one) in rules.iter().enumerate() {
                for other in rules.iter().skip(place + 1) {
                    if clashes.is_full() {
                        clashes.leave(1);
                    } else if let Some(amount) = clash(one, other, rules) {
                        say([one, other], amount, clashes);
                    }
                }
            }
        }
    }

    /// Rules on whose every day a rule of higher priority leads the same way.
    pub(super) fn shadowed(&self) -> Vec<Finding> {
        let hidden = |rules: &[AmountRule<'a>]| -> Vec<Finding> {
            let hidden = rules
                .iter()
                .filter(|one| days_left(one.days.clone(), one.rule.priority, rules).is_empty());
            hidden
                .map(|one| {
                    let above = above(one.rule.priority, rules);
                    let above = above.filter(|other| other.days.meets(&one.days));
                    Finding::shadowed(&one.rule.code, above.map(|other| other.rule.code.as_str()))
                })
                .collect()
        };
        self.0.values().flat_map(|rules| hidden(rules)).collect()
    }
}

fn above<'r, 'a>(
    priority: i32,
    rules: &'r [AmountRule<'a>],
) -> impl Iterator<Item = &'r AmountRule<'a>> {
    rules.iter().filter(move |other| other.rule.priority > priority)
}

fn days_left(days: Ranges<i64>, priority: i32, rules: &[AmountRule<'_>]) -> Ranges<i64> {
    above(priority, rules).fold(days, |left, other| left.minus(&other.days))
}

/// An amount for which the two clash, if there is one.
fn clash(
    one: &AmountRule<'_>,
    other: &AmountRule<'_>,
    rules: &[AmountRule<'_>],
) -> Option<Credits> {
    let same_way = same_way(one.rule, other.rule);
    if one.rule.priority != other.rule.priority || same_way && one.by == other.by {
        return None;
    }
    if days_left(one.days.and(&other.days), one.rule.priority, rules).is_empty() {
        return None;
    }
    let mut amounts: Vec<Credits> = [one, other].iter().flat_map(|rule| amounts(rule.by)).collect();
    amounts.sort_unstable();
    amounts.into_iter().find(|amount| {
        let [one, other] = [one, other].map(|rule| Conversion::of(rule.by, *amount));
        one != other || one.is_some() && !same_way
    })
}

/// Whether the same ones decide and receive.
pub(super) fn same_way(one: &EquivalenceRule, other: &EquivalenceRule) -> bool {
    (one.decision, &one.receiver) == (other.decision, &other.receiver)
}

/// Amounts that the rule converts: the least ones, step by step, then doubling.
pub(super) fn amounts(by: &ByAmount) -> impl Iterator<Item = Credits> {
    let least = first(by).map(|conversion| conversion.takes.hundredths());
    let next = |amount: &i64| amount.checked_add(by.step.hundredths());
    let steps = std::iter::successors(least, next).take(MOST_AMOUNTS);
    let doubling = std::iter::successors(least, |amount| amount.checked_mul(2));
    steps.chain(doubling).map(Credits::from_hundredths)
}

fn say(pair: [&AmountRule<'_>; 2], amount: Credits, clashes: &mut Clashes) {
    let results = pair.map(|AmountRule { rule, by, .. }| {
        let text = Conversion::of(by, amount).map_or_else(
            || Text::new("不能转换这个数额", "does not convert this amount"),
            |conversion| gives(rule, conversion.gives),
        );
        ExampleResult { rule: rule.code.clone(), text }
    });
    let [one, other] = pair;
    let (by, priority) = (one.by, one.rule.priority);
    let (from, to) = (&by.from, &by.to);
    let [first, second] = pair.map(|rule| rule.rule.code.as_str());
    let said = |lang: Lang| results.each_ref().map(|result| result.text.get(lang).to_owned());
    let message = Text::new(
        format!(
            "规则 {first} 与 {second} 优先级同为 {priority}，将 {amount} 学分由 {from} 转换为 {to} \
             时结果不同：{}。请调整优先级或有效日期；也可说明理由后接受，此类转换将被拒绝，\
             直至管理员处理。",
            said(Lang::Zh).join("；")
        ),
        format!(
            "Rules {first} and {second} both have priority {priority} and differ when {amount} \
             credits of {from} become {to}: {}. Change a priority or the days of effect, or accept \
             this with a reason: such conversions are then refused until an administrator acts.",
            said(Lang::En).join(" against ")
        ),
    );
    let amount = Some(AmountExample { from: other.by.from.clone(), to: to.clone(), amount });
    let example = Example { amount, results: results.into(), ..Example::default() };
    clashes.add([first, second], message, example);
}

fn gives(rule: &EquivalenceRule, credits: Credits) -> Text {
    let receiver = rule.receiver.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
    let decides = |lang: Lang| rule.decision.label(lang).to_lowercase();
    Text::new(
        format!("得 {credits} 学分（{}{receiver}）", decides(Lang::Zh)),
        format!("gives {credits} credits ({}{receiver})", decides(Lang::En)),
    )
}
