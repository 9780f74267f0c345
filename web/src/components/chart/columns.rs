//! Figures month after month, as columns.

use shared::lang::Lang;
use shared::month::Month;
use yew::prelude::*;

use super::steps::month;
use super::{Space, block, drawing, part, path, words};
use crate::i18n::chart as text;

/// Figures by month, in order; where none is given, a dash stands on the axis.
pub fn columns(
    name: &str,
    months: &[(Month, Option<i64>)],
    show: impl Fn(i64) -> String,
    space: Space,
    lang: Lang,
) -> Html {
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
        return Html::default();
    };
    let Space { width, em } = space;
    let largest = months.iter().filter_map(|(_, value)| *value).max().unwrap_or_default();
    let (top, high) = (em * 2, em * 10);
    let floor = top + high;
    let below = floor + em * 3 / 2;
    let count = i64::try_from(months.len()).unwrap_or(1);
    let highest = text::HIGHEST.fill(lang, &[&show(largest)]);
    let mut inside = vec![
        path("chart-grid", format!("M0 {top}H{width}")),
        path("chart-axis", format!("M0 {floor}H{width}")),
        words((0, em), "start", "chart-quiet", &highest),
        words((0, below), "start", "chart-quiet", &month(*first, lang)),
        words((width, below), "end", "chart-quiet", &month(*last, lang)),
    ];
    for (at, (_, value)) in months.iter().enumerate() {
        let at = i64::try_from(at).unwrap_or_default();
        let (left, right) = (at * width / count, (at + 1) * width / count);
        let wide = (right - left - 2).max(2);
        inside.push(match value {
            Some(value) => {
                let tall = part(*value, largest, high);
                block("chart-bar", (left + 1, floor - tall), (wide, tall))
            }
            None => path("chart-missing", format!("M{} {}h{wide}", left + 1, floor - em / 3)),
        });
    }
    let said =
        text::COLUMNS_SAID.fill(lang, &[&month(*first, lang), &month(*last, lang), &highest]);
    drawing(space, below + em / 2, (name.to_owned(), said), inside)
}
