//! Figures of several things, as bars with their names.

use yew::prelude::*;

use super::{Space, block, drawing, length, lines, part, words};

/// From this width on, names stand beside their bars.
const BESIDE: i64 = 560;

/// A bar.
pub struct Bar {
    /// What it is about.
    pub name: String,
    /// How long it is; `None` when it is not given.
    pub value: Option<i64>,
    /// What stands at its end.
    pub said: String,
}

/// Bars in the order given.
pub fn bars(name: &str, said: String, bars: &[Bar], space: Space) -> Html {
    let Space { width, em } = space;
    let largest = bars.iter().filter_map(|bar| bar.value).max().unwrap_or_default();
    let beside = width >= BESIDE;
    let column = if beside { width * 2 / 5 } else { width };
    let left = if beside { column + em } else { 0 };
    let ends = bars.iter().map(|bar| length(&bar.said, em)).max().unwrap_or_default() + em;
    let room = (width - left - ends).max(em);
    let line = em * 13 / 10;
    let mut inside = Vec::with_capacity(bars.len() * 3);
    let mut y = 0;
    for bar in bars {
        let named = lines(&bar.name, column - em, em);
        for (at, said) in named.iter().enumerate() {
            let down = i64::try_from(at).unwrap_or_default() * line;
            inside.push(words((0, y + em + down), "start", "", said.trim_end()));
        }
        let tall = i64::try_from(named.len()).unwrap_or(1) * line;
        let top = if beside { y } else { y + tall + em / 6 };
        let long = bar.value.map_or(0, |value| part(value, largest, room));
        inside.push(block("chart-bar", (left, top + em / 10), (long.max(2), em)));
        inside.push(words((left + long + em / 2, top + em), "start", "chart-strong", &bar.said));
        y = (top + line).max(y + tall) + em / 2;
    }
    drawing(space, y, (name.to_owned(), said), inside)
}
