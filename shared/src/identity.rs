//! Numbers that identify people, organisations and cards, each with its check digit.
//!
//! Invariant: a number of these types passed its check; it cannot be built otherwise.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::names::words;
use crate::quantity::{is_scientific, serde_as_text};

words! {
    /// The kind of an identity document.
    pub enum IdType {
        ResidentId = "resident_id", "居民身份证", "Resident identity card";
        Passport = "passport", "护照", "Passport";
        HkMacauPermit = "hk_macau_permit", "港澳居民来往内地通行证", "Hong Kong and Macau permit";
        TaiwanPermit = "taiwan_permit", "台湾居民来往大陆通行证", "Taiwan permit";
        Other = "other", "其他证件", "Other document";
    }
}

words! {
    /// Sex, as a resident ID number tells it.
    pub enum Sex {
        Female = "female", "女", "Female";
        Male = "male", "男", "Male";
    }
}

/// A resident ID number: 17 digits and a check character (GB 11643-1999, ISO 7064 MOD 11-2).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId(String);

const RESIDENT_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl ResidentId {
    /// The number, 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date in the number.
    #[must_use]
    pub fn born_on(&self) -> NaiveDate {
        birth_date(&self.0).expect("checked when the number was built")
    }

    /// The sex in the number: the 17th digit is odd for men.
    #[must_use]
    pub fn sex(&self) -> Sex {
        let odd = self.0.chars().nth(16).and_then(|c| c.to_digit(10)).is_some_and(|d| d % 2 == 1);
        if odd { Sex::Male } else { Sex::Female }
    }

    /// Adds the check character to 17 digits.
    ///
    /// # Errors
    /// `BadFormat` when they are not 17 digits with a birth date inside.
    pub fn from_body(body: &str) -> Result<Self, FaultKind> {
        let check = resident_check(body).ok_or(FaultKind::BadFormat)?;
        format!("{body}{check}").parse()
    }
}

fn resident_check(body: &str) -> Option<char> {
    let digits: Vec<u32> = body.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    if digits.len() != RESIDENT_WEIGHTS.len() {
        return None;
    }
    let sum: u32 = digits.iter().zip(RESIDENT_WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    RESIDENT_CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}

fn birth_date(number: &str) -> Option<NaiveDate> {
    let part = |start, end| number.get(start..end)?.parse::<u32>().ok();
    let year = i32::try_from(part(6, 10)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(10, 12)?, part(12, 14)?)
}

impl FromStr for ResidentId {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let number = words.trim().to_ascii_uppercase();
        if is_scientific(&number) {
            return Err(FaultKind::ScientificNumber);
        }
        let body = number.get(..17).ok_or(FaultKind::BadFormat)?;
        let check = resident_check(body).ok_or(FaultKind::BadFormat)?;
        if number.len() != 18 || birth_date(&number).is_none() {
            return Err(FaultKind::BadFormat);
        }
        if number.ends_with(check) { Ok(Self(number)) } else { Err(FaultKind::BadCheckDigit) }
    }
}

/// Never the whole number: it identifies a person, and logs are read by many.
impl fmt::Debug for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResidentId(…)")
    }
}

/// An identity document: its kind and its normalised number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdDocument {
    id_type: IdType,
    number: String,
}

impl IdDocument {
    /// Checks a number against the rules of its kind: resident IDs by their check digit, others by
    /// form (4 to 32 letters and digits). Case, spaces and full-width forms are folded.
    ///
    /// # Errors
    /// `BadFormat`, `BadCheckDigit`, `ScientificNumber`.
    pub fn new(id_type: IdType, number: &str) -> Result<Self, FaultKind> {
        let folded: String = number.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        let folded = folded.to_ascii_uppercase();
        let number = if id_type == IdType::ResidentId {
            folded.parse::<ResidentId>()?.0
        } else {
            let fits = (4..=32).contains(&folded.len())
                && folded.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            if !fits {
                return Err(FaultKind::BadFormat);
            }
            folded
        };
        Ok(Self { id_type, number })
    }

    /// The kind.
    #[must_use]
    pub const fn id_type(&self) -> IdType {
        self.id_type
    }

    /// The normalised number. Never log it, never store it in clear.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The resident ID, when it is one.
    #[must_use]
    pub fn resident_id(&self) -> Option<ResidentId> {
        (self.id_type == IdType::ResidentId).then(|| ResidentId(self.number.clone()))
    }

    /// Reads `id_type` and `id_number` of an object.
    pub fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let id_type = fields.required::<IdType>("id_type");
        let number = fields.required::<Line<40>>("id_number");
        let (id_type, number) = (id_type?, number?);
        Self::new(id_type, number.as_str()).map_err(|kind| fields.fault("id_number", kind)).ok()
    }
}

impl Form for IdDocument {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        IdDocument::read(fields)
    }
}

impl fmt::Debug for IdDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdDocument({}, …)", self.id_type)
    }
}

/// A full-width form of an ASCII character as that character. By hand: the tables for all of
/// Unicode would be a quarter of the client in the browser.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// A unified social credit code: 17 characters and a check character (GB 32100-2015).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SocialCreditCode(String);

const SOCIAL_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const SOCIAL_WEIGHTS: [usize; 17] =
    [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

impl SocialCreditCode {
    /// The code, 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds the check character to 17 characters.
    ///
    /// # Errors
    /// `BadFormat`.
    pub fn from_body(body: &str) -> Result<Self, FaultKind> {
        let check = social_check(body).ok_or(FaultKind::BadFormat)?;
        Ok(Self(format!("{body}{check}")))
    }
}

fn social_check(body: &str) -> Option<char> {
    let values: Vec<usize> =
        body.chars().map(|c| SOCIAL_ALPHABET.find(c)).collect::<Option<_>>()?;
    if values.len() != SOCIAL_WEIGHTS.len() {
        return None;
    }
    let sum: usize = values.iter().zip(SOCIAL_WEIGHTS).map(|(value, weight)| value * weight).sum();
    SOCIAL_ALPHABET.chars().nth((31 - sum % 31) % 31)
}

impl FromStr for SocialCreditCode {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let code = words.trim().to_ascii_uppercase();
        let body = code.get(..17).ok_or(FaultKind::BadFormat)?;
        let check = social_check(body).ok_or(FaultKind::BadFormat)?;
        if code.len() != 18 {
            return Err(FaultKind::BadFormat);
        }
        if code.ends_with(check) { Ok(Self(code)) } else { Err(FaultKind::BadCheckDigit) }
    }
}

impl fmt::Display for SocialCreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field for SocialCreditCode {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(SocialCreditCode);

/// The number of a learning card: `6201`, eleven digits, and a Luhn check digit (ISO/IEC 7812-1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardNumber(String);

impl CardNumber {
    /// What every card of the bank begins with.
    pub const PREFIX: &'static str = "6201";
    /// Serials run below this.
    pub const SERIALS: u64 = 100_000_000_000;

    /// The card with this serial, modulo [`Self::SERIALS`].
    #[must_use]
    pub fn from_serial(serial: u64) -> Self {
        let body = format!("{}{:011}", Self::PREFIX, serial % Self::SERIALS);
        let check = (0..10)
            .map(|digit| format!("{body}{digit}"))
            .find(|number| luhn_sum(number).is_some_and(|sum| sum % 10 == 0))
            .expect("one of ten digits completes a Luhn sum");
        Self(check)
    }

    /// The number, 16 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as it is printed.
    #[must_use]
    pub fn grouped(&self) -> String {
        let digits: Vec<char> = self.0.chars().collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

fn luhn_sum(number: &str) -> Option<u32> {
    number
        .chars()
        .rev()
        .enumerate()
        .map(|(place, c)| {
            let digit = c.to_digit(10)?;
            let doubled = if place % 2 == 1 { digit * 2 } else { digit };
            Some(if doubled > 9 { doubled - 9 } else { doubled })
        })
        .sum()
}

impl FromStr for CardNumber {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let number: String = words.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if number.len() != 16 {
            return Err(FaultKind::BadFormat);
        }
        let sum = luhn_sum(&number).ok_or(FaultKind::BadFormat)?;
        if sum % 10 != 0 {
            return Err(FaultKind::BadCheckDigit);
        }
        if number.starts_with(Self::PREFIX) { Ok(Self(number)) } else { Err(FaultKind::BadFormat) }
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Field for CardNumber {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

serde_as_text!(CardNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resident_id_tells_birth_and_sex_and_a_mistyped_digit_is_found() {
        let id: ResidentId = "11010519491231002x".parse().unwrap();
        assert_eq!(id.born_on().to_string(), "1949-12-31");
        assert_eq!(id.sex(), Sex::Female);
        assert_eq!("110105194912310021".parse::<ResidentId>(), Err(FaultKind::BadCheckDigit));
        assert_eq!("11010519491331002X".parse::<ResidentId>(), Err(FaultKind::BadFormat));
        assert_eq!("1.10E+17".parse::<ResidentId>(), Err(FaultKind::ScientificNumber));
        assert_eq!("１1010519491231002Xé".parse::<ResidentId>(), Err(FaultKind::BadFormat));
        assert!(!format!("{id:?}").contains("1949"));
    }

    #[test]
    fn a_social_credit_code_is_checked() {
        assert!("91350100M000100Y43".parse::<SocialCreditCode>().is_ok());
        assert_eq!("91350100M000100Y44".parse::<SocialCreditCode>(), Err(FaultKind::BadCheckDigit));
        assert_eq!("9135".parse::<SocialCreditCode>(), Err(FaultKind::BadFormat));
    }

    #[test]
    fn a_card_number_ends_in_a_luhn_digit() {
        let card = CardNumber::from_serial(17);
        assert_eq!(card.grouped().parse::<CardNumber>(), Ok(card.clone()));
        let mut mistyped = card.as_str().to_owned();
        mistyped.replace_range(14..15, if &mistyped[14..15] == "1" { "2" } else { "1" });
        assert_eq!(mistyped.parse::<CardNumber>(), Err(FaultKind::BadCheckDigit));
    }
}
