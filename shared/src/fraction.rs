//! Exact fractions: what a rule computes before its one rounding.
//!
//! Invariant: always in lowest terms with a positive denominator; nothing overflows silently.

use std::fmt;
use std::str::FromStr;

use crate::quantity::{Credits, Hours, Overflow, Ratio, serde_as_text};

/// An exact number of credits or hours: `39/16`, or `2.50` when it is a whole number of hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// `numerator / denominator` in lowest terms.
    ///
    /// # Errors
    /// `Overflow` when the denominator is zero or the terms cannot be counted.
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, Overflow> {
        if denominator == 0 {
            return Err(Overflow);
        }
        let divisor = gcd(numerator, denominator).ok_or(Overflow)?;
        let sign = denominator.signum();
        Ok(Self {
            numerator: (numerator / divisor).checked_mul(sign).ok_or(Overflow)?,
            denominator: (denominator / divisor).checked_mul(sign).ok_or(Overflow)?,
        })
    }

    /// Numerator and denominator.
    #[must_use]
    pub const fn terms(self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    /// Times a ratio.
    ///
    /// # Errors
    /// `Overflow`.
    pub fn times(self, ratio: Ratio) -> Result<Self, Overflow> {
        Self::new(
            self.numerator.checked_mul(i128::from(ratio.numerator())).ok_or(Overflow)?,
            self.denominator.checked_mul(i128::from(ratio.denominator())).ok_or(Overflow)?,
        )
    }

    /// Divided by a number of hours, as `per_hours` does.
    ///
    /// # Errors
    /// `Overflow`, also when `hours` is zero.
    pub fn per(self, hours: Hours) -> Result<Self, Overflow> {
        Self::new(
            self.numerator.checked_mul(100).ok_or(Overflow)?,
            self.denominator.checked_mul(i128::from(hours.hundredths())).ok_or(Overflow)?,
        )
    }

    fn hundredths(self) -> Option<i64> {
        let scaled = self.numerator.checked_mul(100)?;
        (scaled % self.denominator == 0).then(|| i64::try_from(scaled / self.denominator).ok())?
    }
}

fn gcd(a: i128, b: i128) -> Option<i128> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Some(a)
}

impl From<Credits> for Fraction {
    fn from(credits: Credits) -> Self {
        Self::new(i128::from(credits.hundredths()), 100).expect("100 is not zero and i64 fits i128")
    }
}

impl From<Hours> for Fraction {
    fn from(hours: Hours) -> Self {
        Self::new(i128::from(hours.hundredths()), 100).expect("100 is not zero and i64 fits i128")
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hundredths() {
            Some(hundredths) => write!(f, "{}", Credits::from_hundredths(hundredths)),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

impl FromStr for Fraction {
    type Err = Overflow;

    fn from_str(words: &str) -> Result<Self, Overflow> {
        match words.split_once('/') {
            Some((numerator, denominator)) => Self::new(
                numerator.parse().map_err(|_| Overflow)?,
                denominator.parse().map_err(|_| Overflow)?,
            ),
            None => words.parse::<Credits>().map(Self::from).map_err(|_| Overflow),
        }
    }
}

serde_as_text!(Fraction);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_reads_back_as_it_was_written() {
        for words in ["39/16", "2.50", "5/6", "-1/3", "0.00"] {
            assert_eq!(words.parse::<Fraction>().unwrap().to_string(), words);
        }
    }
}
