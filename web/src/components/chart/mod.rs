//! Charts: small drawings as SVG, each in a [`figure`] with its table and its file.
//!
//! Invariants: a chart is drawn for the width that there is, and its words are as large as those
//! around it; what it shows is told by lengths, shapes and words, never by colour alone; amounts are
//! whole hundredths, and what a table says was never a floating-point number.

mod bars;
mod columns;
mod figure;
mod flow;
mod steps;

use shared::vocabulary::TextSize;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::browser;
use crate::session::use_session;

pub use bars::{Bar, bars};
pub use columns::columns;
pub use figure::{Table, figure};
pub use flow::{Band, flow};
pub use steps::steps;

/// The room that a chart has, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Its width.
    pub width: i64,
    /// The size of its letters.
    pub em: i64,
}

/// What a page has on both sides of what it shows.
const MARGINS: i64 = 48;
const LEAST: i64 = 240;

/// The room for a chart that is this wide at most, also when the window changes.
#[hook]
pub fn use_space(most: i64) -> Space {
    let em = match use_session().look().preferences.text_size {
        TextSize::Normal => 15,
        TextSize::Large => 18,
        TextSize::Care => 21,
        TextSize::Largest => 25,
    };
    let width = use_state_eq(browser::width);
    let setter = width.setter();
    use_effect_with((), move |()| {
        let work = move || setter.set(browser::width());
        let listener = Closure::<dyn FnMut()>::new(work);
        let hear = listener.as_ref().unchecked_ref();
        let _ = browser::window().add_event_listener_with_callback("resize", hear);
        move || {
            let hear = listener.as_ref().unchecked_ref();
            let _ = browser::window().remove_event_listener_with_callback("resize", hear);
        }
    });
    Space { width: (*width - MARGINS).clamp(LEAST, most), em }
}

/// A drawing of this height, with what it says to those who do not see it.
fn drawing(space: Space, height: i64, (title, desc): (String, String), inside: Vec<Html>) -> Html {
    let Space { width, em } = space;
    html! {
        <svg class="chart" role="img" width={width.to_string()} height={height.to_string()}
            viewBox={format!("0 0 {width} {height}")} font-size={em.to_string()}>
            <title>{ title }</title>
            <desc>{ desc }</desc>
            { for inside }
        </svg>
    }
}

/// Words at a place; `anchor` is `start`, `middle` or `end`.
fn words(at: (i64, i64), anchor: &'static str, class: &'static str, said: &str) -> Html {
    let (x, y) = (at.0.to_string(), at.1.to_string());
    html! { <text {x} {y} text-anchor={anchor} {class}>{ said.to_owned() }</text> }
}

fn block(class: &'static str, (x, y): (i64, i64), (width, height): (i64, i64)) -> Html {
    html! {
        <rect {class} x={x.to_string()} y={y.to_string()} width={width.to_string()}
            height={height.to_string()} />
    }
}

fn path(class: &'static str, d: String) -> Html {
    html! { <path {class} {d} /> }
}

/// The part of `span` that a value is of the largest.
fn part(value: i64, largest: i64, span: i64) -> i64 {
    let exact = i128::from(value.max(0)) * i128::from(span) / i128::from(largest.max(1));
    i64::try_from(exact).unwrap_or(span)
}

/// About how wide a letter is, in hundredths of the size of letters.
fn breadth(letter: char) -> i64 {
    if letter.is_ascii() || matches!(letter, '–' | '·') { 56 } else { 100 }
}

/// About how wide words are.
fn length(said: &str, em: i64) -> i64 {
    said.chars().map(breadth).sum::<i64>() * em / 100
}

/// Words in lines of about this width: broken at spaces, or between characters that need none.
fn lines(said: &str, width: i64, em: i64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in said.split_inclusive(|c: char| c == ' ' || !c.is_ascii()) {
        let line = lines.last().map_or("", String::as_str);
        let full = length(line, em) + length(word.trim_end(), em) > width;
        match lines.last_mut() {
            Some(line) if line.is_empty() || !full => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
