//! Conversion by amount: credits of one scheme for credits of another.
//!
//! Invariant: what is taken is a multiple of the rule's step, not less than its smallest amount and
//! not more than there is; what is given is rounded once and more than nothing.

use std::collections::HashMap;
use std::fmt;

use chrono::NaiveDate;

use super::equivalence::{ByAmount, DecidedBy, EquivalenceOutcome, EquivalenceRule, Exchange};
use super::index::IndexedRulebook;
use super::rulebook::Rulebook;
use super::trace::Step;
use crate::fraction::Fraction;
use crate::ids::SchemeCode;
use crate::lang::Text;
use crate::quantity::{Credits, Overflow, Ratio, Rounding};

/// A conversion that a rule allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The rule's code.
    pub rule: String,
    /// The rule's names.
    pub names: Text,
    /// Codes of further rules of the same priority that give the same.
    pub same_result: Vec<String>,
    /// Who decides.
    pub decision: DecidedBy,
    /// The code of the institution that receives, when one does.
    pub receiver: Option<String>,
    /// What leaves the paying scheme.
    pub takes: Credits,
    /// What enters the receiving scheme.
    pub gives: Credits,
    /// What one credit becomes.
    pub ratio: Ratio,
    /// The one rounding.
    pub rounding: Rounding,
    /// How the amount came about.
    pub trace: Vec<Step>,
}

/// Why an amount cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertRefusal {
    /// No rule leads from the one scheme to the other on that day.
    NoRule,
    /// Rules of the same priority give different results.
    Clash {
        /// Their codes.
        rules: Vec<String>,
    },
    /// Less than the least amount that the rule converts.
    BelowSmallest {
        /// That amount.
        smallest: Credits,
    },
    /// Not a multiple of the rule's step.
    NotAStep {
        /// The largest amount that the rule converts within what was asked and what is available.
        most_that_fits: Credits,
    },
    /// More than there is.
    NotEnough {
        /// The largest amount that the rule converts of what is available, when there is one.
        most_that_fits: Option<Credits>,
        /// What is available.
        available: Credits,
    },
    /// So little that it would round to nothing.
    NothingGained,
    /// Arithmetic went beyond what can be counted.
    Overflow,
}

impl From<Overflow> for ConvertRefusal {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}

impl ConvertRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRule => "no_rule",
            Self::Clash { .. } => "rules_clash",
            Self::BelowSmallest { .. } => "below_smallest",
            Self::NotAStep { .. } => "not_a_step",
            Self::NotEnough { .. } => "not_enough_credits",
            Self::NothingGained => "nothing_gained",
            Self::Overflow => "out_of_range",
        }
    }

    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::NoRule => Text::new(
                "目前没有规则可以这样转换，请选择其他学分类型",
                "No rule converts these credits now; choose another scheme",
            ),
            Self::Clash { rules } => Text::new(
                format!("规则 {} 结果不同，须由管理员处理", rules.join("、")),
                format!(
                    "Rules {} give different results; an administrator must settle this",
                    rules.join(", ")
                ),
            ),
            Self::BelowSmallest { smallest } => Text::new(
                format!("每次至少转换 {smallest} 学分"),
                format!("At least {smallest} credits are converted at a time"),
            ),
            Self::NotAStep { most_that_fits: most } => Text::new(
                format!("规则不能转换这个数额，最多可转换 {most} 学分"),
                format!("The rule does not convert this amount; the most that fits is {most}"),
            ),
            Self::NotEnough { most_that_fits: Some(most), available } => Text::new(
                format!("可用学分只有 {available}，最多可转换 {most} 学分"),
                format!("Only {available} credits are available; the most that fits is {most}"),
            ),
            Self::NotEnough { most_that_fits: None, available } => Text::new(
                format!("可用学分只有 {available}，还不够转换一次"),
                format!("Only {available} credits are available, too few to convert"),
            ),
            Self::NothingGained => Text::new(
                "这个数额取整后为 0，请转换更多学分",
                "This amount would round to nothing; convert more",
            ),
            Self::Overflow => Text::new("数额超出范围", "The amount is out of range"),
        }
    }
}

impl fmt::Display for ConvertRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for ConvertRefusal {}

/// The rules by which credits become credits on a day, in the rulebook's order.
pub fn conversions(
    rulebook: &Rulebook,
    on: NaiveDate,
) -> impl Iterator<Item = (&EquivalenceRule, &ByAmount)> {
    rulebook.equivalence.iter().filter_map(move |rule| by_amount_on(rule, on))
}

fn by_amount_on(rule: &EquivalenceRule, on: NaiveDate) -> Option<(&EquivalenceRule, &ByAmount)> {
    match &rule.exchange {
        // An exemption earns nothing that could stand on a card.
        Exchange::ByAmount(by) if rule.outcome != EquivalenceOutcome::Exemption => {
            rule.effective_on(on).then_some((rule, by))
        }
        Exchange::ByAmount(_) | Exchange::ByOutcome(_) => None,
    }
}

/// The rules by amount, under the scheme whose credits they take.
#[derive(Clone, Debug, Default)]
pub(super) struct ConversionIndex(HashMap<SchemeCode, Vec<usize>>);

impl ConversionIndex {
    pub(super) fn new(rules: &[EquivalenceRule]) -> Self {
        let mut index = Self::default();
        for (place, rule) in rules.iter().enumerate() {
            if let Exchange::ByAmount(by) = &rule.exchange {
                index.0.entry(by.from.clone()).or_default().push(place);
            }
        }
        index
    }

    /// The places of the rules that take credits of a scheme.
    pub(super) fn places(&self, from: &SchemeCode) -> &[usize] {
        self.0.get(from).map_or(&[], Vec::as_slice)
    }
}

/// The largest amount that the rule converts of what is available, when there is one.
#[must_use]
pub fn most_that_fits(by: &ByAmount, available: Credits) -> Option<Credits> {
    let step = by.step.hundredths();
    let steps = available.hundredths().checked_div(step)?;
    let most = Credits::from_hundredths(steps.checked_mul(step)?);
    (most.is_positive() && most >= least(by).ok()?).then_some(most)
}

/// Chooses the rule for a conversion and computes it: the highest priority wins, and different
/// results there are never decided silently.
///
/// # Errors
/// Why the amount cannot be converted; with the most that fits where another amount would do.
pub fn convert(
    rulebook: &Rulebook,
    from: &SchemeCode,
    to: &SchemeCode,
    amount: Credits,
    on: NaiveDate,
    available: Credits,
) -> Result<Conversion, ConvertRefusal> {
    let leading = conversions(rulebook, on).filter(|(_, by)| by.from == *from && by.to == *to);
    choose(leading.collect(), amount, available)
}

impl IndexedRulebook {
    /// The rules by which credits of a scheme become others on a day, in the rulebook's order,
    /// without a walk over the other rules.
    pub fn conversions_from(
        &self,
        from: &SchemeCode,
        on: NaiveDate,
    ) -> impl Iterator<Item = (&EquivalenceRule, &ByAmount)> {
        let rules = self.conversions_of(from);
        rules.filter_map(move |rule| by_amount_on(rule, on))
    }

    /// [`convert`], without a walk over the rules for other schemes.
    ///
    /// # Errors
    /// As [`convert`].
    pub fn convert(
        &self,
        from: &SchemeCode,
        to: &SchemeCode,
        amount: Credits,
        on: NaiveDate,
        available: Credits,
    ) -> Result<Conversion, ConvertRefusal> {
        let leading = self.conversions_from(from, on).filter(|(_, by)| by.to == *to);
        choose(leading.collect(), amount, available)
    }
}

fn choose(
    leading: Vec<(&EquivalenceRule, &ByAmount)>,
    amount: Credits,
    available: Credits,
) -> Result<Conversion, ConvertRefusal> {
    let top = leading.iter().map(|(rule, _)| rule.priority).max();
    let top: Vec<_> = leading.into_iter().filter(|(rule, _)| Some(rule.priority) == top).collect();
    let result = |(rule, by): &(&EquivalenceRule, &ByAmount)| {
        let gives = compute(by, amount, available).map(|(gives, _)| gives);
        (gives, rule.decision, rule.receiver.clone())
    };
    let [(rule, by), others @ ..] = top.as_slice() else { return Err(ConvertRefusal::NoRule) };
    let first = result(&(rule, by));
    if others.iter().any(|other| result(other) != first) {
        let rules = top.iter().map(|(rule, _)| rule.code.clone()).collect();
        return Err(ConvertRefusal::Clash { rules });
    }
    let (gives, trace) = compute(by, amount, available)?;
    Ok(Conversion {
        rule: rule.code.clone(),
        names: rule.names.clone(),
        same_result: others.iter().map(|(other, _)| other.code.clone()).collect(),
        decision: rule.decision,
        receiver: rule.receiver.clone(),
        takes: amount,
        gives,
        ratio: by.ratio,
        rounding: by.rounding,
        trace,
    })
}

pub(super) fn compute(
    by: &ByAmount,
    amount: Credits,
    available: Credits,
) -> Result<(Credits, Vec<Step>), ConvertRefusal> {
    let smallest = least(by)?;
    if amount < smallest {
        return Err(ConvertRefusal::BelowSmallest { smallest });
    }
    let within = most_that_fits(by, amount.min(available));
    if most_that_fits(by, amount) != Some(amount)
        && let Some(most_that_fits) = within
    {
        return Err(ConvertRefusal::NotAStep { most_that_fits });
    }
    if amount > available {
        return Err(ConvertRefusal::NotEnough { most_that_fits: within, available });
    }
    let before = Fraction::from(amount);
    let exact = before.times(by.ratio)?;
    let gives = by.rounding.round(exact)?;
    if !gives.is_positive() {
        return Err(ConvertRefusal::NothingGained);
    }
    let ratio = Step::Ratio { before, by: by.ratio, after: exact };
    Ok((gives, vec![ratio, Step::rounded(exact, by.rounding, gives)]))
}

/// The least amount that the rule converts: the first multiple of the step, above zero, that is not
/// below the smallest amount.
pub(super) fn least(by: &ByAmount) -> Result<Credits, Overflow> {
    let step = by.step.hundredths();
    let smallest = by.smallest.unwrap_or_default().hundredths().max(1);
    if step <= 0 {
        return Err(Overflow);
    }
    let steps = smallest / step + i64::from(smallest % step != 0);
    steps.checked_mul(step).map(Credits::from_hundredths).ok_or(Overflow)
}
