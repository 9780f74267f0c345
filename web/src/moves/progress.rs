//! How far somebody is, as a bar and in words: what is done, waived, in review, in hand, missing.
//!
//! Invariant: each part has a pattern and a line of words of its own; colour is never the only sign.

use shared::lang::Lang;
use shared::programs::{GroupProgress, Progress};
use shared::quantity::Credits;
use yew::prelude::*;

use crate::components::markup::span;
use crate::i18n::{Words, programs as text};

/// The parts of a bar.
pub struct Portions {
    done: Credits,
    waived: Credits,
    in_review: Credits,
    in_hand: Credits,
    missing: Credits,
}

impl Portions {
    /// Of a whole program.
    pub fn of(it: &Progress) -> Self {
        let Progress { done, waived, in_review, in_hand, missing, .. } = *it;
        Self { done, waived, in_review, in_hand, missing }
    }

    /// Of a group.
    pub fn of_group(it: &GroupProgress) -> Self {
        let GroupProgress { done, waived, in_review, in_hand, missing, .. } = *it;
        Self { done, waived, in_review, in_hand, missing }
    }

    /// In the order in which they stand.
    fn parts(&self) -> [(&'static str, Words, Credits); 5] {
        [
            ("done", text::DONE, self.done),
            ("waived", text::WAIVED, self.waived),
            ("in-review", text::IN_REVIEW, self.in_review),
            ("in-hand", text::IN_HAND, self.in_hand),
            ("missing", text::MISSING, self.missing),
        ]
    }

    fn said(&self, lang: Lang) -> String {
        let parts = self.parts().into_iter().filter(|(_, _, amount)| !amount.is_zero());
        let parts = parts.map(|(_, name, amount)| key(name, amount, lang));
        parts.collect::<Vec<_>>().join(if lang == Lang::Zh { "，" } else { ", " })
    }

    /// The bar with its words; `name` is what it measures, `of` what would fill it.
    pub fn bar(&self, name: &str, of: Credits, lang: Lang) -> Html {
        let label = text::BAR.fill(lang, &[name, &self.said(lang)]);
        let sum = self.parts().iter().map(|(_, _, amount)| amount.hundredths()).sum();
        let whole = of.hundredths().max(sum).max(1);
        let mut at = 0;
        let mut drawn = Vec::new();
        for (class, _, amount) in self.parts() {
            let size = amount.hundredths();
            if size > 0 && class != "missing" {
                drawn.push(part(class, percent(at, whole), percent(size, whole)));
            }
            at += size;
        }
        let shown = self
            .parts()
            .into_iter()
            .filter(|(class, _, amount)| !amount.is_zero() || matches!(*class, "done" | "missing"));
        html! {
            <div class="progress" data-done={self.done.to_string()}
                data-waived={self.waived.to_string()} data-in-review={self.in_review.to_string()}
                data-in-hand={self.in_hand.to_string()} data-missing={self.missing.to_string()}>
                <svg class="bar" width="100%" height="20" role="img" aria-label={label}>
                    <rect class="bar-missing" width="100%" height="100%" />
                    { for drawn }
                </svg>
                <ul class="bar-keys">
                    { for shown.map(|(class, name, amount)| html! {
                        <li>
                            <svg class="bar-key" width="16" height="16" aria-hidden="true">
                                { part(class, "0".to_owned(), "100%".to_owned()) }
                            </svg>
                            { span("", key(name, amount, lang)) }
                        </li>
                    }) }
                </ul>
            </div>
        }
    }
}

fn key(name: Words, amount: Credits, lang: Lang) -> String {
    format!("{} {amount}", name.get(lang))
}

fn part(class: &str, x: String, width: String) -> Html {
    let fill = match class {
        "waived" => Some("url(#bar-waived)"),
        "in-review" => Some("url(#bar-in-review)"),
        _ => None,
    };
    html! { <rect class={format!("bar-{class}")} {x} {width} height="100%" {fill} /> }
}

/// A share in percent, to a tenth.
fn percent(part: i64, whole: i64) -> String {
    let tenths = part.saturating_mul(1_000) / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The patterns that the bars of a page are filled with.
pub fn patterns() -> Html {
    html! {
        <svg class="hidden-text" width="0" height="0" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="bar-waived" width="8" height="8" patternUnits="userSpaceOnUse"
                    patternTransform="rotate(45)">
                    <rect class="bar-ground" width="8" height="8" />
                    <rect class="bar-stroke" width="4" height="8" />
                </pattern>
                <pattern id="bar-in-review" width="7" height="7" patternUnits="userSpaceOnUse">
                    <rect class="bar-ground" width="7" height="7" />
                    <circle class="bar-stroke" cx="3.5" cy="3.5" r="2" />
                </pattern>
            </defs>
        </svg>
    }
}
