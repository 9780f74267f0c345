//! What is typed in an editor, as the JSON that goes over the wire.
//!
//! Invariant: every input writes to one place of it; only [`Edit::Shape`] and [`Edit::Whole`] make
//! the inputs anew, so that nobody's typing is written over.

use std::rc::Rc;

use serde_json::{Map, Value};
use yew::prelude::*;

/// A change of what is typed.
pub enum Edit {
    /// The value at a pointer, as its input holds it.
    Set(String, Value),
    /// The value at a pointer, whose inputs change with it.
    Shape(String, Value),
    /// All of it.
    Whole(Value),
}

/// What is typed, and how often the inputs were made anew.
#[derive(Clone, PartialEq)]
pub struct Typed {
    /// The body.
    pub body: Rc<Value>,
    /// The round of the inputs.
    pub round: u32,
}

impl Typed {
    /// What stands there at first.
    pub fn new(body: Value) -> Self {
        Self { body: Rc::new(body), round: 0 }
    }
}

impl Reducible for Typed {
    type Action = Edit;

    fn reduce(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut body = (*self.body).clone();
        let round = match edit {
            Edit::Set(at, value) => {
                put(&mut body, &at, value);
                self.round
            }
            Edit::Shape(at, value) => {
                put(&mut body, &at, value);
                self.round + 1
            }
            Edit::Whole(value) => {
                body = value;
                self.round + 1
            }
        };
        Rc::new(Self { body: Rc::new(body), round })
    }
}

/// Puts a value at a pointer, with the objects on the way there.
fn put(body: &mut Value, at: &str, value: Value) {
    let mut place = body;
    for part in at.split('/').skip(1) {
        let inside = match (place, part.parse::<usize>()) {
            (Value::Array(items), Ok(index)) => items.get_mut(index),
            (other, _) => {
                if !other.is_object() {
                    *other = Value::Object(Map::new());
                }
                other.as_object_mut().map(|fields| fields.entry(part).or_insert(Value::Null))
            }
        };
        let Some(inside) = inside else { return };
        place = inside;
    }
    *place = value;
}

/// The value at a pointer; null when there is none.
pub fn at<'a>(body: &'a Value, pointer: &str) -> &'a Value {
    body.pointer(pointer).unwrap_or(&Value::Null)
}

/// The items of the list at a pointer.
pub fn items<'a>(body: &'a Value, pointer: &str) -> &'a [Value] {
    at(body, pointer).as_array().map_or(&[], Vec::as_slice)
}

/// The list at a pointer with one more item.
pub fn with(body: &Value, pointer: &str, item: Value) -> Edit {
    let mut list = items(body, pointer).to_vec();
    list.push(item);
    Edit::Shape(pointer.to_owned(), Value::Array(list))
}

/// The list at a pointer without the item at a place.
pub fn without(body: &Value, pointer: &str, place: usize) -> Edit {
    let list = items(body, pointer).iter().enumerate().filter(|(index, _)| *index != place);
    Edit::Shape(pointer.to_owned(), list.map(|(_, item)| item.clone()).collect())
}
