//! How much there was, month after month: an area with steps.

use shared::lang::Lang;
use shared::month::Month;
use shared::quantity::Credits;
use yew::prelude::*;

use super::{Space, drawing, part, path, words};
use crate::i18n::chart as text;

/// The amounts at the end of each month, in order; the last one stands at its end in words.
pub fn steps(name: &str, ends: &[(Month, Credits)], space: Space, lang: Lang) -> Html {
    let (Some((first, _)), Some((last, now))) = (ends.first(), ends.last()) else {
        return Html::default();
    };
    let Space { width, em } = space;
    let largest = ends.iter().map(|(_, it)| *it).max().unwrap_or_default().max(Credits::ZERO);
    let (top, high) = (em * 2, em * 5);
    let floor = top + high;
    let count = i64::try_from(ends.len()).unwrap_or(1);
    let mut line = format!("M0 {floor}");
    for (at, (_, amount)) in ends.iter().enumerate() {
        let at = i64::try_from(at).unwrap_or_default();
        let y = floor - part(amount.hundredths(), largest.hundredths(), high);
        let (left, right) = (at * width / count, (at + 1) * width / count);
        line = format!("{line}L{left} {y}L{right} {y}");
    }
    let area = format!("{line}L{width} {floor}Z");
    let highest = text::HIGHEST.fill(lang, &[&largest.to_string()]);
    let now = text::NOW.fill(lang, &[&now.to_string()]);
    let below = floor + em * 3 / 2;
    let said =
        text::STEPS_SAID.fill(lang, &[&month(*first, lang), &month(*last, lang), &highest, &now]);
    drawing(
        space,
        below + em / 2,
        (name.to_owned(), said),
        vec![
            path("chart-area", area),
            path("chart-line", line),
            path("chart-axis", format!("M0 {floor}H{width}")),
            words((0, em), "start", "chart-quiet", &highest),
            words((width, em), "end", "chart-strong", &now),
            words((0, below), "start", "chart-quiet", &month(*first, lang)),
            words((width, below), "end", "chart-quiet", &month(*last, lang)),
        ],
    )
}

/// A month: 2026年3月, 3/2026.
pub fn month(month: Month, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月", month.year(), month.number()),
        Lang::En => format!("{}/{}", month.number(), month.year()),
    }
}
