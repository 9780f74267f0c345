//! Learners 学习者: the person behind a card, as the counter sees them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::fields::{Fields, Form, Line};
use crate::identity::{CardNumber, IdDocument, IdType, Sex};
use crate::ids::LearnerId;
use crate::vocabulary::CardStatus;

/// A learner as the counter sees them; the identity number only by its last four characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Learner {
    /// Their id.
    pub id: LearnerId,
    /// Their name as recorded.
    pub name: String,
    /// The kind of their document.
    pub id_type: IdType,
    /// The last four characters of their document's number.
    pub id_last: String,
    /// Their birth date.
    pub born_on: Option<NaiveDate>,
    /// Their sex.
    pub sex: Option<Sex>,
    /// Their street or community.
    pub street: Option<String>,
    /// The number of their card.
    pub card_number: CardNumber,
    /// The status of their card.
    pub card_status: CardStatus,
    /// Whether an account signs in as this person, confirmed at a counter or by activation code.
    pub confirmed: bool,
    /// Whether an account claims to be this person and waits for a counter to confirm it.
    pub claim_waiting: bool,
    /// For the activation slip; shown once, when the card is opened.
    pub activation_code: Option<String>,
}

/// A card opened at the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCard {
    /// The document.
    pub document: IdDocument,
    /// The name on it.
    pub name: Line<64>,
    /// Birth date, for documents that do not tell it.
    pub born_on: Option<NaiveDate>,
    /// Sex, for documents that do not tell it.
    pub sex: Option<Sex>,
    /// Street or community.
    pub street: Option<Line<64>>,
    /// Phone.
    pub phone: Option<Phone>,
}

impl Form for OpenCard {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let document = IdDocument::read(fields);
        let name = fields.required("name");
        let born_on = fields.optional("born_on");
        let sex = fields.optional("sex");
        let street = fields.optional("street");
        let phone = fields.optional("phone");
        Some(Self {
            document: document?,
            name: name?,
            born_on: born_on?,
            sex: sex?,
            street: street?,
            phone: phone?,
        })
    }
}

/// A phone number: digits with an optional leading `+`, 5 to 20 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// The number, without spaces and hyphens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Phone {
    type Err = crate::fault::FaultKind;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let number: String = words.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let fits = (5..=20).contains(&number.len()) && digits.chars().all(|c| c.is_ascii_digit());
        if fits { Ok(Self(number)) } else { Err(crate::fault::FaultKind::BadFormat) }
    }
}

impl crate::fields::Field for Phone {
    fn from_value(value: &serde_json::Value) -> Result<Self, crate::fault::FaultKind> {
        crate::fields::text(value)?.parse()
    }
}
