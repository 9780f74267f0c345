//! Writes a rulebook as a table.

use serde::Serialize;
use serde_json::{Value, json};

use super::{COLUMNS, LIST, RULEBOOK, Shape};
use crate::rules::difference::RuleList;
use crate::rules::rulebook::Rulebook;

/// Writes a rulebook: a header, a row about the whole, and a row for each rule.
#[must_use]
pub fn to_table(rulebook: &Rulebook) -> Vec<Vec<String>> {
    fn rows<T: Serialize>(list: RuleList, rules: &[T]) -> impl Iterator<Item = Vec<String>> {
        rules.iter().map(move |rule| row(list.as_str(), rule))
    }
    let names = COLUMNS.iter().map(|(name, _)| (*name).to_owned());
    let header = std::iter::once(LIST.to_owned()).chain(names).collect();
    let about = json!({"effective_from": rulebook.effective_from, "note": rulebook.note});
    [header, row(RULEBOOK, &about)]
        .into_iter()
        .chain(rows(RuleList::Recognition, &rulebook.recognition))
        .chain(rows(RuleList::Equivalence, &rulebook.equivalence))
        .chain(rows(RuleList::Caps, &rulebook.caps))
        .chain(rows(RuleList::Gifts, &rulebook.gifts))
        .collect()
}

fn row(list: &str, rule: &impl Serialize) -> Vec<String> {
    let rule = serde_json::to_value(rule).expect("a rule has a form in JSON");
    let cells = COLUMNS.iter().map(|(path, shape)| {
        let value = path.split('.').try_fold(&rule, |value, name| value.get(name));
        guarded(value.map(|value| cell(value, *shape)).unwrap_or_default())
    });
    std::iter::once(list.to_owned()).chain(cells).collect()
}

fn cell(value: &Value, shape: Shape) -> String {
    match (value, shape) {
        (Value::Array(items), _) if items.is_empty() => String::new(),
        (Value::Array(items), Shape::Words) => {
            let words: Option<Vec<&str>> = items.iter().map(plain).collect();
            words.map_or_else(|| value.to_string(), |words| words.join("; "))
        }
        (Value::String(text), _) => text.clone(),
        // The parts of such an object have columns of their own.
        (Value::Null, _) | (Value::Object(_), Shape::Text) => String::new(),
        _ => value.to_string(),
    }
}

/// A word that can stand in a list without quotes.
fn plain(item: &Value) -> Option<&str> {
    item.as_str().filter(|word| !word.contains(';') && !word.starts_with('['))
}

fn guarded(cell: String) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if risky { format!("'{cell}") } else { cell }
}
