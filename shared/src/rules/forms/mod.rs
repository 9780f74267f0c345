//! Rulebooks as a person or a program says them: what cannot be a rulebook is refused, all of it at
//! once, each fault at its place.
//!
//! Invariant: a rulebook that is read here has no faults.

mod equivalence;
mod limits;
mod recognition;

use chrono::NaiveDate;
use serde_json::Value;

use super::difference::RuleList;
use super::one_rule::OneRule;
use super::rulebook::Rulebook;
use crate::fault::{Fault, FaultKind};
use crate::fields::{Field, Fields, Form, Line, text};
use crate::lang::Text;
use crate::vocabulary::Status;

/// The most rules of one list.
const MOST_RULES: usize = 25_000;

/// The most items of a list within a rule.
const MOST_ITEMS: usize = 1_000;

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// Every fault: of what was said, and of the rules that can be read.
    pub fn parse(body: &Value) -> Result<Self, Vec<Fault>> {
        <Self as Form>::parse(body)
    }
}

impl Form for Rulebook {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let number = fields.optional("number");
        let effective_from = fields.required("effective_from");
        let note = fields.or_default::<Words<1_000>>("note");
        let (recognition, of_recognition) = readable(fields.each_form("recognition", MOST_RULES));
        let (equivalence, of_equivalence) = readable(fields.each_form("equivalence", MOST_RULES));
        let (caps, of_caps) = readable(fields.each_form("caps", MOST_RULES));
        let (gifts, of_gifts) = readable(fields.each_form("gifts", MOST_RULES));
        let rulebook = Self {
            number: number.flatten(),
            effective_from: effective_from.unwrap_or(NaiveDate::MIN),
            note: note.clone().unwrap_or_default().0,
            recognition,
            equivalence,
            caps,
            gifts,
        };
        for fault in rulebook.faults() {
            let (list, index, rest) = place(&fault.pointer);
            let places = match list {
                "recognition" => &of_recognition,
                "equivalence" => &of_equivalence,
                "caps" => &of_caps,
                _ => &of_gifts,
            };
            let said = index.and_then(|index| places.get(index));
            let pointer = said.map(|said| format!("/{list}/{said}{rest}"));
            fields.fault_at(&pointer.unwrap_or(fault.pointer), fault.kind);
        }
        // What is missing in it was noted as a fault.
        (number.is_some() && effective_from.is_some() && note.is_some()).then_some(rulebook)
    }
}

/// The rules that could be read, and the places where they were said.
fn readable<T>(read: Option<Vec<Option<T>>>) -> (Vec<T>, Vec<usize>) {
    let rules = read.unwrap_or_default().into_iter().enumerate();
    rules.filter_map(|(place, rule)| Some((rule?, place))).unzip()
}

/// List, index, and what follows, of a pointer to `/list/index/…`.
fn place(pointer: &str) -> (&str, Option<usize>, &str) {
    let pointer = pointer.trim_start_matches('/');
    let (list, within) = pointer.split_once('/').unwrap_or((pointer, ""));
    let end = within.find('/').unwrap_or(within.len());
    let (index, rest) = within.split_at(end);
    (list, index.parse().ok(), rest)
}

impl Form for OneRule {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let list = fields.required("list");
        fields.peek("rule");
        let rule = match list? {
            RuleList::Recognition => Self::Recognition(fields.form("rule")?),
            RuleList::Equivalence => Self::Equivalence(fields.form("rule")?),
            RuleList::Caps => Self::Cap(fields.form("rule")?),
            RuleList::Gifts => Self::Gift(fields.form("rule")?),
        };
        for fault in rule.faults() {
            let (_, _, rest) = place(&fault.pointer);
            fields.fault_at(&format!("/rule{rest}"), fault.kind);
        }
        Some(rule)
    }
}

/// What every kind of rule begins with.
struct Head {
    code: String,
    names: Text,
    effective_from: Option<NaiveDate>,
    effective_to: Option<NaiveDate>,
    status: Status,
    ground: Option<String>,
}

impl Head {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let code = fields.required::<Word>("code");
        let names = fields.form::<Names>("names");
        let effective_from = fields.optional("effective_from");
        let effective_to = fields.optional("effective_to");
        let status = fields.optional("status");
        let ground = fields.or_default::<Words<1_000>>("ground");
        Some(Self {
            code: code?.into_string(),
            names: names?.0,
            effective_from: effective_from?,
            effective_to: effective_to?,
            status: status?.unwrap_or(Status::Active),
            ground: Some(ground?.0).filter(|ground| !ground.is_empty()),
        })
    }
}

/// Names of a rule: those of an equivalence tell both courses with their titles.
struct Names(Text);

impl Form for Names {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let zh = fields.required::<Line<500>>("zh");
        let en = fields.required::<Line<500>>("en");
        Some(Self(Text { zh: zh?.into_string(), en: en?.into_string() }))
    }
}

/// A code, a category or a level.
type Word = Line<64>;

/// A list of codes, categories or levels.
fn words(fields: &mut Fields<'_>, name: &'static str) -> Option<Vec<String>> {
    let words = fields.list::<Word>(name, MOST_ITEMS)?;
    Some(words.into_iter().map(Line::into_string).collect())
}

/// A code that may be absent.
#[allow(clippy::option_option)] // As `Fields::optional`.
fn optional_word(fields: &mut Fields<'_>, name: &'static str) -> Option<Option<String>> {
    Some(fields.optional::<Word>(name)?.map(Line::into_string))
}

/// A field that can only be this word.
fn plain(fields: &mut Fields<'_>, name: &'static str, word: &'static str) -> Option<()> {
    let said = fields.required::<Word>(name)?;
    if said.as_str() != word {
        fields.fault(name, FaultKind::NotOneOf(vec![word]));
        return None;
    }
    Some(())
}

/// A line of at most `MAX` characters that may be empty.
#[derive(Clone, Default)]
struct Words<const MAX: usize>(String);

impl<const MAX: usize> Field for Words<MAX> {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        match Line::<MAX>::new(text(value)?) {
            Ok(line) => Ok(Self(line.into_string())),
            Err(FaultKind::Required) => Ok(Self::default()),
            Err(other) => Err(other),
        }
    }
}
