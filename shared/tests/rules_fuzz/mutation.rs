//! Makes one JSON value from others: replaces, removes, repeats, wraps and moves its parts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shared::quantity::Credits;

/// The same numbers for the same seed (`SplitMix64`).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let wide = u64::try_from(end.max(1)).unwrap();
        usize::try_from((mixed ^ (mixed >> 31)) % wide).unwrap()
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const STRINGS: [&str; 44] = [
    "",
    " ",
    "0",
    "0.00",
    "0.01",
    "-0.01",
    "1.00",
    "2.5",
    "100.00",
    "100.01",
    "1.005",
    "1e9",
    "92233720368547758.07",
    "92233720368547758.08",
    "-92233720368547758.08",
    "46116860184273879.03",
    "1/1",
    "0/1",
    "1/0",
    "1/4294967295",
    "4294967295/1",
    "4294967296/1",
    "-1/2",
    "2026-06-20",
    "2026-02-30",
    "1900-01-01",
    "2199-12-31",
    "9999-12-31",
    "-262143-01-01",
    "02-29",
    "12-31",
    "*",
    "CALL*",
    "书*",
    "HP-SC",
    "senior",
    "community",
    "declared",
    "lifetime",
    "best",
    "=1+1",
    "'",
    "A; B",
    "\u{0}\u{202E}\u{FEFF}",
];

const AMOUNTS: [&str; 12] = [
    "0.00",
    "0.01",
    "0.02",
    "0.50",
    "1.00",
    "1.10",
    "2.00",
    "3.00",
    "16.00",
    "60.00",
    "100.00",
    "92233720368547758.07",
];

const NAMES: [&str; 16] = [
    "code",
    "names",
    "priority",
    "when",
    "award",
    "method",
    "fixed",
    "per_hours",
    "rounding",
    "by_amount",
    "by_outcome",
    "all_of",
    "any_of",
    "course",
    "status",
    "x/y~z",
];

fn leaf(random: &mut Random) -> Value {
    let numbers = [
        json!(0),
        json!(-1),
        json!(1),
        json!(7),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(i32::MAX),
        json!(i32::MIN),
        json!(u32::MAX),
        json!(0.5),
        json!(1e308),
    ];
    match random.below(10) {
        0..=5 => json!(random.of(&STRINGS)),
        6..=7 => random.of(&numbers).clone(),
        8 => json!("长".repeat(random.below(2_000))),
        _ => random.of(&[json!(null), json!(true), json!(false), json!([]), json!({})]).clone(),
    }
}

/// The inputs that others are made from.
pub struct Corpus {
    pub inputs: Vec<Value>,
    /// Whatever stands under each name somewhere.
    fields: BTreeMap<String, Vec<Value>>,
}

impl Corpus {
    pub fn new(inputs: Vec<Value>) -> Self {
        let mut fields = BTreeMap::new();
        inputs.iter().for_each(|input| gather(input, &mut fields));
        Self { inputs, fields }
    }

    /// An input with up to eight changes: half of them keep to what can be read, as a rule.
    pub fn mutated(&self, random: &mut Random) -> Value {
        let mut value = random.of(&self.inputs).clone();
        let tame = random.below(2) == 0;
        for _ in 0..=random.below(8) {
            let place = random.below(parts(&value));
            let part = part_mut(&mut value, &mut { place }).expect("within the value");
            if tame {
                self.vary(part, random);
            } else {
                change(part, random.of(&self.inputs), random);
            }
        }
        value
    }

    /// Says something else of the same kind.
    fn vary(&self, part: &mut Value, random: &mut Random) {
        match part {
            Value::String(text) if text.parse::<Credits>().is_ok() => {
                *part = json!(random.of(&AMOUNTS));
            }
            Value::Array(items) if !items.is_empty() => {
                let mut again = random.of(items).clone();
                if let Some(code) = again.get_mut("code") {
                    *code = json!(format!("R{}", random.below(50)));
                }
                let place = random.below(items.len());
                items.insert(place, again);
            }
            Value::Object(fields) if !fields.is_empty() => {
                let place = random.below(fields.len());
                let (name, value) = fields.iter_mut().nth(place).expect("within the object");
                if name != "code" {
                    *value = random.of(&self.fields[name]).clone();
                }
            }
            _ => {}
        }
    }
}

fn gather(value: &Value, fields: &mut BTreeMap<String, Vec<Value>>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        fields.entry(name.clone()).or_default().push(value.clone());
    }
    children(value).into_iter().for_each(|child| gather(child, fields));
}

/// Breaks something.
fn change(part: &mut Value, donor: &Value, random: &mut Random) {
    match random.below(8) {
        0..=2 => *part = leaf(random),
        3 => *part = part_of(donor, random).clone(),
        4 => remove(part, random),
        5 => insert(part, donor, random),
        6 => wrap(part, random),
        _ => respell(part, random),
    }
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    }
}

fn parts(value: &Value) -> usize {
    1 + children(value).into_iter().map(parts).sum::<usize>()
}

/// The part at a place, counted from the top.
fn part_mut<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    let children: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    children.into_iter().find_map(|child| part_mut(child, place))
}

fn part_of<'a>(value: &'a Value, random: &mut Random) -> &'a Value {
    let mut part = value;
    loop {
        let children = children(part);
        if children.is_empty() || random.below(4) == 0 {
            return part;
        }
        part = children[random.below(children.len())];
    }
}

fn remove(part: &mut Value, random: &mut Random) {
    match part {
        Value::Array(items) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(random.below(fields.len())).cloned().unwrap();
            fields.remove(&name);
        }
        _ => *part = Value::Null,
    }
}

fn insert(part: &mut Value, donor: &Value, random: &mut Random) {
    match part {
        Value::Array(items) if items.is_empty() => items.push(part_of(donor, random).clone()),
        Value::Array(items) => {
            let again = random.of(items).clone();
            items.extend(vec![again; 1 + random.below(3)]);
        }
        Value::Object(fields) => {
            let value =
                if random.below(2) == 0 { leaf(random) } else { part_of(donor, random).clone() };
            fields.insert((*random.of(&NAMES)).to_owned(), value);
        }
        _ => *part = leaf(random),
    }
}

fn wrap(part: &mut Value, random: &mut Random) {
    let levels = *random.of(&[1, 2, 3, 8, 9, 100]);
    for _ in 0..levels {
        let inner = part.take();
        *part = match random.below(3) {
            0 => json!([inner]),
            1 => json!({"all_of": [inner]}),
            _ => json!({"any_of": [inner]}),
        };
    }
}

/// Changes the letters of a text, or the order of a list.
fn respell(part: &mut Value, random: &mut Random) {
    match part {
        Value::String(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            if letters.is_empty() || random.below(3) == 0 {
                letters.push(*random.of(&['0', '9', '*', '-', '.', '/', ';', '\'', '书', ' ']));
            } else {
                let place = random.below(letters.len());
                if random.below(2) == 0 {
                    letters.remove(place);
                } else {
                    letters[place] = *random.of(&['0', '5', '9', '-', 'A', 'z', '一']);
                }
            }
            *text = letters.into_iter().collect();
        }
        Value::Array(items) => items.reverse(),
        Value::Object(fields) => {
            let turned: Map<String, Value> =
                fields.keys().cloned().zip(fields.values().rev().cloned()).collect();
            *fields = turned;
        }
        other => *other = leaf(random),
    }
}
