//! Bodies without what differs from run to run.

use serde_json::Value;

/// The value with the members of these names, at any depth, replaced by `[name]`; null stays null.
#[must_use]
pub fn redacted(mut value: Value, names: &[&str]) -> Value {
    redact(&mut value, names);
    value
}

fn redact(value: &mut Value, names: &[&str]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, names)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if names.contains(&name.as_str()) && !member.is_null() {
                    *member = Value::String(format!("[{name}]"));
                } else {
                    redact(member, names);
                }
            }
        }
        _ => {}
    }
}
