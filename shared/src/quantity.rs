//! Amounts: credits, hours, ratios, roundings and scores, all exact.
//!
//! Invariant: amounts are whole hundredths; a third decimal is an error on the way in, and
//! arithmetic that does not fit is an error, never a wrap and never a panic.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, text};
use crate::fraction::Fraction;

/// Arithmetic went beyond what can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the amount is beyond what can be counted")
    }
}

impl std::error::Error for Overflow {}

fn parse_hundredths(words: &str) -> Result<i64, FaultKind> {
    let (sign, digits) = match words.strip_prefix('-') {
        Some(rest) => (-1_i128, rest),
        None => (1, words),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let numeric = |s: &str| !s.is_empty() && s.bytes().all(|byte| byte.is_ascii_digit());
    if !numeric(whole) || !numeric(part) {
        let scientific = is_scientific(words);
        return Err(if scientific { FaultKind::ScientificNumber } else { FaultKind::NotDecimal });
    }
    if part.len() > 2 {
        return Err(FaultKind::TooManyDecimals);
    }
    let whole: i64 = whole.parse().map_err(|_| FaultKind::OutOfRange)?;
    let part: i64 = format!("{part:0<2}").parse().map_err(|_| FaultKind::OutOfRange)?;
    let hundredths = sign * (i128::from(whole) * 100 + i128::from(part));
    i64::try_from(hundredths).map_err(|_| FaultKind::OutOfRange)
}

/// Whether a spreadsheet wrote this number, such as `3.10E+17`.
pub(crate) fn is_scientific(words: &str) -> bool {
    let number = |s: &str| {
        let digits = s.strip_prefix(['+', '-']).unwrap_or(s);
        let has_digit = digits.bytes().any(|byte| byte.is_ascii_digit());
        has_digit && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    words.split_once(['E', 'e']).is_some_and(|(size, power)| number(size) && number(power))
}

fn write_hundredths(hundredths: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    f.pad(&format!("{sign}{}.{:02}", size / 100, size % 100))
}

macro_rules! serde_as_text {
    ($name:ty) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let words = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
                words.parse().map_err(|_| {
                    serde::de::Error::custom(concat!("not a valid ", stringify!($name)))
                })
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                <String as utoipa::PartialSchema>::schema()
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use serde_as_text;

macro_rules! hundredths {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// From a count of hundredths.
            #[must_use]
            pub const fn from_hundredths(hundredths: i64) -> Self {
                Self(hundredths)
            }

            /// The count of hundredths.
            #[must_use]
            pub const fn hundredths(self) -> i64 {
                self.0
            }

            /// More than nothing.
            #[must_use]
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }

            /// Exactly nothing.
            #[must_use]
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// The sum.
            ///
            /// # Errors
            /// `Overflow`.
            pub fn plus(self, other: Self) -> Result<Self, Overflow> {
                self.0.checked_add(other.0).map(Self).ok_or(Overflow)
            }

            /// The difference.
            ///
            /// # Errors
            /// `Overflow`.
            pub fn minus(self, other: Self) -> Result<Self, Overflow> {
                self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
            }

            /// The same amount with the other sign.
            ///
            /// # Errors
            /// `Overflow`.
            pub fn negated(self) -> Result<Self, Overflow> {
                self.0.checked_neg().map(Self).ok_or(Overflow)
            }

            /// The sum of many.
            ///
            /// # Errors
            /// `Overflow`.
            pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
                amounts.into_iter().try_fold(Self::ZERO, Self::plus)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hundredths(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = FaultKind;

            fn from_str(words: &str) -> Result<Self, FaultKind> {
                parse_hundredths(words.trim()).map(Self)
            }
        }

        impl Field for $name {
            fn from_value(value: &Value) -> Result<Self, FaultKind> {
                text(value)?.parse()
            }
        }

        serde_as_text!($name);
    };
}

hundredths! {
    /// A signed number of credits, counted in hundredths. On the wire `"2.50"`.
    Credits
}
hundredths! {
    /// A number of learning hours (学时), counted in hundredths. On the wire `"32.00"`.
    Hours
}

/// A score from 0.00 to 100.00. On the wire `"60.00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(i64);

impl Score {
    /// What a plain pass means.
    pub const PASS: Self = Self(6_000);

    /// From a count of hundredths, 0 to 10,000.
    ///
    /// # Errors
    /// `OutOfRange`.
    pub fn from_hundredths(hundredths: i64) -> Result<Self, FaultKind> {
        if (0..=10_000).contains(&hundredths) {
            Ok(Self(hundredths))
        } else {
            Err(FaultKind::OutOfRange)
        }
    }

    /// The count of hundredths.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(self.0, f)
    }
}

impl FromStr for Score {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        parse_hundredths(words.trim()).and_then(Self::from_hundredths)
    }
}

impl Field for Score {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(Score);

/// A positive exact ratio. On the wire `"2/3"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: u32,
    denominator: u32,
}

impl Ratio {
    /// One to one.
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// `numerator / denominator`, kept as written.
    ///
    /// # Errors
    /// `NotPositive` when either is zero.
    pub const fn new(numerator: u32, denominator: u32) -> Result<Self, FaultKind> {
        if numerator == 0 || denominator == 0 {
            return Err(FaultKind::NotPositive);
        }
        Ok(Self { numerator, denominator })
    }

    /// The upper number.
    #[must_use]
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// The lower number.
    #[must_use]
    pub const fn denominator(self) -> u32 {
        self.denominator
    }
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ONE
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Ratio {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let (numerator, denominator) = words.split_once('/').ok_or(FaultKind::BadFormat)?;
        let number = |s: &str| s.trim().parse::<u32>().map_err(|_| FaultKind::BadFormat);
        Self::new(number(numerator)?, number(denominator)?)
    }
}

impl Field for Ratio {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(Ratio);

/// Which way a rounding goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// Toward zero.
    #[default]
    Down,
    /// To the nearest step, halves away from zero.
    HalfUp,
}

/// One rounding to a multiple of `step`; by default to 0.01, down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The step, above zero.
    pub step: Credits,
    /// The direction.
    #[serde(default)]
    pub mode: RoundingMode,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { step: Credits::from_hundredths(1), mode: RoundingMode::Down }
    }
}

impl Rounding {
    /// The multiple of the step that the exact amount is rounded to.
    ///
    /// # Errors
    /// `Overflow`, also when the step is not above zero.
    pub fn round(self, exact: Fraction) -> Result<Credits, Overflow> {
        let step = i128::from(self.step.hundredths());
        if step <= 0 {
            return Err(Overflow);
        }
        let (numerator, denominator) = exact.terms();
        let scaled = numerator.checked_abs().and_then(|n| n.checked_mul(100)).ok_or(Overflow)?;
        let unit = denominator.checked_mul(step).ok_or(Overflow)?;
        let (whole, rest) = (scaled / unit, scaled % unit);
        let up = self.mode == RoundingMode::HalfUp && rest >= unit - rest;
        let size = whole
            .checked_add(i128::from(up))
            .and_then(|steps| steps.checked_mul(step))
            .and_then(|hundredths| hundredths.checked_mul(numerator.signum()))
            .ok_or(Overflow)?;
        i64::try_from(size).map(Credits::from_hundredths).map_err(|_| Overflow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(words: &str) -> Credits {
        words.parse().unwrap()
    }

    #[test]
    fn credits_are_written_with_two_decimals_and_read_with_up_to_two() {
        assert_eq!(credits("2").to_string(), "2.00");
        assert_eq!(credits("2.5").to_string(), "2.50");
        assert_eq!(credits("-0.05").to_string(), "-0.05");
        assert_eq!("2.505".parse::<Credits>(), Err(FaultKind::TooManyDecimals));
        assert_eq!("2.".parse::<Credits>(), Err(FaultKind::NotDecimal));
        assert_eq!("".parse::<Credits>(), Err(FaultKind::NotDecimal));
        assert_eq!("+1".parse::<Credits>(), Err(FaultKind::NotDecimal));
        assert_eq!("3.10E+17".parse::<Credits>(), Err(FaultKind::ScientificNumber));
        assert_eq!("92233720368547758.08".parse::<Credits>(), Err(FaultKind::OutOfRange));
        for hundredths in [i64::MAX, i64::MIN] {
            let written = Credits::from_hundredths(hundredths).to_string();
            assert_eq!(written.parse(), Ok(Credits::from_hundredths(hundredths)));
        }
    }

    #[test]
    fn arithmetic_that_does_not_fit_is_an_error() {
        let most = Credits::from_hundredths(i64::MAX);
        assert_eq!(most.plus(Credits::from_hundredths(1)), Err(Overflow));
        assert_eq!(Credits::from_hundredths(i64::MIN).negated(), Err(Overflow));
    }

    #[test]
    fn rounding_goes_down_or_half_up_to_its_step() {
        let half = Rounding { step: credits("0.50"), mode: RoundingMode::Down };
        assert_eq!(half.round("39/16".parse().unwrap()), Ok(credits("2.00")));
        let cent = Rounding { step: credits("0.01"), mode: RoundingMode::HalfUp };
        assert_eq!(cent.round("5/6".parse().unwrap()), Ok(credits("0.83")));
        assert_eq!(cent.round("1/200".parse().unwrap()), Ok(credits("0.01")));
        assert_eq!(cent.round("-1/200".parse().unwrap()), Ok(credits("-0.01")));
    }
}
