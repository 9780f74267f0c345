//! Reads a JSON body into a checked value and reports *all* of its faults, not the first.
//!
//! Invariant: a [`Form`] that comes out is fit for the domain; what did not is named by pointers.

use serde_json::{Map, Value};

use crate::fault::{Fault, FaultKind, JsonType};

/// A value that stands in one field.
pub trait Field: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_value(value: &Value) -> Result<Self, FaultKind>;
}

/// A value that is an object of fields.
pub trait Form: Sized {
    /// Reads the fields; faults are collected in `fields`, and `None` says that there were some.
    fn read(fields: &mut Fields<'_>) -> Option<Self>;

    /// Reads a whole body.
    ///
    /// # Errors
    /// Every fault of the body.
    fn parse(body: &Value) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let form = read_form::<Self>(body, "", &mut faults);
        match form {
            Some(form) if faults.is_empty() => Ok(form),
            _ => Err(faults),
        }
    }
}

fn read_form<T: Form>(value: &Value, pointer: &str, faults: &mut Vec<Fault>) -> Option<T> {
    let Some(object) = value.as_object() else {
        faults.push(Fault::new(pointer, FaultKind::WrongType(JsonType::Object)));
        return None;
    };
    let mut fields = Fields { object, pointer: pointer.to_owned(), known: Vec::new(), faults };
    let form = T::read(&mut fields);
    fields.refuse_unknown();
    form
}

/// The fields of one object, and the faults found so far.
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    pointer: String,
    known: Vec<&'static str>,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// A field that must be there.
    pub fn required<T: Field>(&mut self, name: &'static str) -> Option<T> {
        if let Some(value) = self.peek(name) {
            return self.take(name, T::from_value(value));
        }
        self.fault(name, FaultKind::Required);
        None
    }

    /// A field that may be absent or null. The outer `None` says that it was there and wrong.
    // The two levels mean different things: absent is a value, wrong is a fault already noted.
    #[allow(clippy::option_option)]
    pub fn optional<T: Field>(&mut self, name: &'static str) -> Option<Option<T>> {
        match self.peek(name) {
            Some(value) => self.take(name, T::from_value(value)).map(Some),
            None => Some(None),
        }
    }

    /// A field that has a default when absent or null.
    pub fn or_default<T: Field + Default>(&mut self, name: &'static str) -> Option<T> {
        self.optional(name).map(Option::unwrap_or_default)
    }

    /// An object that must be there.
    pub fn form<T: Form>(&mut self, name: &'static str) -> Option<T> {
        let Some(value) = self.peek(name) else {
            self.fault(name, FaultKind::Required);
            return None;
        };
        let pointer = self.pointer_to(name);
        read_form(value, &pointer, self.faults)
    }

    /// An object that may be absent or null.
    #[allow(clippy::option_option)]
    pub fn optional_form<T: Form>(&mut self, name: &'static str) -> Option<Option<T>> {
        if self.peek(name).is_none() { Some(None) } else { self.form(name).map(Some) }
    }

    /// A list of objects, absent meaning empty, of at most `most`.
    pub fn forms<T: Form>(&mut self, name: &'static str, most: usize) -> Option<Vec<T>> {
        self.each_form(name, most)?.into_iter().collect()
    }

    /// As [`Self::forms`], with `None` in the place of each object that is wrong.
    pub fn each_form<T: Form>(
        &mut self,
        name: &'static str,
        most: usize,
    ) -> Option<Vec<Option<T>>> {
        let items = self.array(name, most)?;
        let pointer = self.pointer_to(name);
        let read = items
            .iter()
            .enumerate()
            .map(|(index, item)| read_form(item, &format!("{pointer}/{index}"), self.faults));
        Some(read.collect())
    }

    /// A list of plain values, absent meaning empty, of at most `most`.
    pub fn list<T: Field>(&mut self, name: &'static str, most: usize) -> Option<Vec<T>> {
        let items = self.array(name, most)?;
        let pointer = self.pointer_to(name);
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match T::from_value(item) {
                Ok(value) => read.push(value),
                Err(kind) => self.faults.push(Fault::new(format!("{pointer}/{index}"), kind)),
            }
        }
        (read.len() == items.len()).then_some(read)
    }

    /// The value of a field as it came, for what can be said in several ways; `None` when absent or
    /// null.
    pub fn peek(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        let object = self.object;
        object.get(name).filter(|value| !value.is_null())
    }

    /// Whether a field is there and null.
    #[must_use]
    pub fn is_null(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(Value::is_null)
    }

    /// Which one of the fields `"one, other, …"` is there; a fault of the object when it is none or
    /// more than one.
    pub fn one_of(&mut self, names: &'static str) -> Option<&'static str> {
        let there: Vec<&str> = names.split(", ").filter(|name| self.peek(name).is_some()).collect();
        if let [name] = there.as_slice() {
            return Some(name);
        }
        self.fault_at("", FaultKind::ExactlyOneOf(names));
        None
    }

    /// Notes a fault at a pointer within the object, `""` for the object itself.
    pub fn fault_at(&mut self, pointer: &str, kind: FaultKind) {
        let pointer = format!("{}{pointer}", self.pointer);
        self.faults.push(Fault::new(pointer, kind));
    }

    /// Notes a fault at a field, for checks that concern several fields.
    pub fn fault(&mut self, name: &str, kind: FaultKind) {
        let pointer = self.pointer_to(name);
        self.faults.push(Fault::new(pointer, kind));
    }

    /// Notes a fault at a field of an item of a list.
    pub fn fault_in(&mut self, list: &str, index: usize, name: &str, kind: FaultKind) {
        let pointer = format!("{}/{index}/{name}", self.pointer_to(list));
        self.faults.push(Fault::new(pointer, kind));
    }

    fn array(&mut self, name: &'static str, most: usize) -> Option<&'a [Value]> {
        match self.peek(name) {
            None => Some(&[]),
            Some(Value::Array(items)) if items.len() > most => {
                self.fault(name, FaultKind::TooMany(most));
                None
            }
            Some(Value::Array(items)) => Some(items),
            Some(_) => {
                self.fault(name, FaultKind::WrongType(JsonType::Array));
                None
            }
        }
    }

    fn take<T>(&mut self, name: &str, read: Result<T, FaultKind>) -> Option<T> {
        read.map_err(|kind| self.fault(name, kind)).ok()
    }

    fn pointer_to(&self, name: &str) -> String {
        format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
    }

    fn refuse_unknown(&mut self) {
        let unknown: Vec<String> = self
            .object
            .keys()
            .filter(|name| !self.known.contains(&name.as_str()))
            .cloned()
            .collect();
        for name in unknown {
            self.fault(&name, FaultKind::UnknownField);
        }
    }
}

/// Text of a field, as it came.
///
/// # Errors
/// `WrongType` when it is not a string.
pub fn text(value: &Value) -> Result<&str, FaultKind> {
    value.as_str().ok_or(FaultKind::WrongType(JsonType::String))
}

impl Field for bool {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        value.as_bool().ok_or(FaultKind::WrongType(JsonType::Boolean))
    }
}

impl Field for i32 {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        let number = value.as_i64().ok_or(FaultKind::WrongType(JsonType::Integer))?;
        Self::try_from(number).map_err(|_| FaultKind::OutOfRange)
    }
}

impl Field for u32 {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        let number = value.as_i64().ok_or(FaultKind::WrongType(JsonType::Integer))?;
        Self::try_from(number).map_err(|_| FaultKind::OutOfRange)
    }
}

impl Field for chrono::NaiveDate {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        parse_day(text(value)?)
    }
}

/// A day written `YYYY-MM-DD`, between 1900 and 2199.
///
/// # Errors
/// `NotADay`, `OutOfRange`.
pub fn parse_day(words: &str) -> Result<chrono::NaiveDate, FaultKind> {
    use chrono::Datelike;
    let fits = words.len() == 10 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = fits.then(|| words.parse::<chrono::NaiveDate>().ok()).flatten();
    let day = day.ok_or(FaultKind::NotADay)?;
    if (1900..2200).contains(&day.year()) { Ok(day) } else { Err(FaultKind::OutOfRange) }
}

/// One line of text of 1 to `MAX` characters, without surrounding space or control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// Trims and checks.
    ///
    /// # Errors
    /// `Required` when nothing is left, `TooLong`, `NotOneLine`.
    pub fn new(words: &str) -> Result<Self, FaultKind> {
        let words = words.trim();
        if words.is_empty() {
            return Err(FaultKind::Required);
        }
        if words.chars().any(char::is_control) {
            return Err(FaultKind::NotOneLine);
        }
        if words.chars().count() > MAX {
            return Err(FaultKind::TooLong(MAX));
        }
        Ok(Self(words.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> Field for Line<MAX> {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        Self::new(text(value)?)
    }
}

impl<const MAX: usize> std::fmt::Display for Line<MAX> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
