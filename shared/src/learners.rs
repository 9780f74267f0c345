//! Learners 学习者: the person behind a card, as the counter sees them.

mod correction;
pub mod messages;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::identity::{CardNumber, IdDocument, IdType, ResidentId, Sex};
use crate::ids::LearnerId;
use crate::vocabulary::CardStatus;

pub use correction::{LearnerField, Mend, MendLearner, MergeLearners};

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
    /// The record that this one was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<LearnerId>,
}

/// A card opened at the counter. Birth date and sex are what a resident ID number tells, if it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCard {
    /// The document.
    pub document: IdDocument,
    /// The name on it.
    pub name: Line<64>,
    /// Birth date.
    pub born_on: Option<NaiveDate>,
    /// Sex.
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
        let told = document.as_ref().and_then(IdDocument::resident_id);
        let told_birth = told.as_ref().map(ResidentId::born_on);
        let told_sex = told.as_ref().map(ResidentId::sex);
        let born_on = agreed(fields, "born_on", told_birth, born_on);
        let sex = agreed(fields, "sex", told_sex, sex);
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

/// What a document tells; what is written beside it may be absent but must not contradict it.
// As in `Fields::optional`: the outer `None` says that there is a fault, noted already.
#[allow(clippy::option_option)]
fn agreed<T: PartialEq>(
    fields: &mut Fields<'_>,
    name: &'static str,
    told: Option<T>,
    written: Option<Option<T>>,
) -> Option<Option<T>> {
    match (told, written?) {
        (Some(told), Some(written)) if told != written => {
            fields.fault(name, FaultKind::Contradicts("id_number"));
            None
        }
        (told, written) => Some(told.or(written)),
    }
}

/// Confirming at the counter that the account which claims to be a person is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmClaim {
    /// The phone of the account, where several claim to be this person.
    pub phone: Option<Phone>,
}

impl Form for ConfirmClaim {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let phone = fields.optional("phone");
        Some(Self { phone: phone? })
    }
}

/// The code on the slip that a counter prints: ten letters and digits that cannot be mistaken for
/// each other when read aloud or copied (no `I`, `O`, `0`, `1`), shown as `XXXXX-XXXXX`.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(String);

const ACTIVATION_ALPHABET: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const ACTIVATION_LENGTH: usize = 10;

impl ActivationCode {
    /// The code of ten random bytes, five bits of each: 50 bits.
    #[must_use]
    pub fn from_random(bytes: [u8; ACTIVATION_LENGTH]) -> Self {
        let letter = |byte: u8| ACTIVATION_ALPHABET.chars().nth(usize::from(byte % 32));
        Self(bytes.into_iter().filter_map(letter).collect())
    }

    /// Ten characters without a hyphen: what is hashed. Never log it.
    #[must_use]
    pub fn normalised(&self) -> &str {
        &self.0
    }

    /// As it is printed.
    #[must_use]
    pub fn grouped(&self) -> String {
        let (front, back) = self.0.split_at(ACTIVATION_LENGTH / 2);
        format!("{front}-{back}")
    }
}

impl std::fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ActivationCode(…)")
    }
}

impl std::str::FromStr for ActivationCode {
    type Err = FaultKind;

    /// Case, spaces and hyphens do not matter.
    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let kept = |c: &char| !c.is_whitespace() && *c != '-';
        let code: String = words.chars().filter(kept).collect::<String>().to_ascii_uppercase();
        let fits = code.chars().count() == ACTIVATION_LENGTH
            && code.chars().all(|c| ACTIVATION_ALPHABET.contains(c));
        if fits { Ok(Self(code)) } else { Err(FaultKind::BadFormat) }
    }
}

/// Whether two names are one: spaces, case, width and the dots in transliterated names do not
/// matter, so `Anna  Li` is `anna li`.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let fold = |name: &str| -> String {
        name.nfkc()
            .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '・' | '.'))
            .flat_map(char::to_lowercase)
            .collect()
    };
    fold(one) == fold(other)
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
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let number: String = words.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let digits = number.strip_prefix('+').unwrap_or(&number);
        let fits = (5..=20).contains(&number.len()) && digits.chars().all(|c| c.is_ascii_digit());
        if fits { Ok(Self(number)) } else { Err(FaultKind::BadFormat) }
    }
}

impl Field for Phone {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fault::Fault;

    #[test]
    fn a_resident_id_tells_birth_and_sex_and_is_not_contradicted() {
        let mut body = json!({
            "id_type": "resident_id", "id_number": "11010519491231002X", "name": "王秀兰",
        });
        let card = OpenCard::parse(&body).unwrap();
        assert_eq!(card.born_on, NaiveDate::from_ymd_opt(1949, 12, 31));
        assert_eq!(card.sex, Some(Sex::Female));
        body["born_on"] = json!("1949-12-31");
        assert_eq!(OpenCard::parse(&body).unwrap().born_on, card.born_on);
        body["born_on"] = json!("1950-12-31");
        body["sex"] = json!("male");
        let contradicts = |at| Fault::new(at, FaultKind::Contradicts("id_number"));
        let faults = OpenCard::parse(&body).unwrap_err();
        assert_eq!(faults, [contradicts("/born_on"), contradicts("/sex")]);
    }

    #[test]
    fn other_documents_leave_birth_and_sex_to_what_is_written() {
        let body = json!({
            "id_type": "passport", "id_number": "E12345678", "name": "Ana", "sex": "female",
        });
        let card = OpenCard::parse(&body).unwrap();
        assert_eq!((card.born_on, card.sex), (None, Some(Sex::Female)));
    }

    #[test]
    fn an_activation_code_is_read_as_it_is_written_by_hand() {
        let code = ActivationCode::from_random([0, 1, 2, 3, 4, 31, 32, 255, 8, 9]);
        assert_eq!(code.grouped(), "23456-Z2ZAB");
        assert_eq!("23456z2zab".parse(), Ok(code.clone()));
        assert_eq!(" 23456 - Z2ZAB ".parse(), Ok(code));
        assert_eq!("23456-Z2ZA0".parse::<ActivationCode>(), Err(FaultKind::BadFormat));
        assert_eq!("23456-Z2ZA".parse::<ActivationCode>(), Err(FaultKind::BadFormat));
    }

    #[test]
    fn a_name_written_with_other_dots_or_spaces_is_the_same_name() {
        assert!(same_name("王秀兰", "王 秀兰"));
        assert!(same_name("阿依古丽·买买提", "阿依古丽•买买提"));
        assert!(same_name("Li Wei", "ＬＩ WEI"));
        assert!(!same_name("王秀兰", "王秀英"));
    }
}
