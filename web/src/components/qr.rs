//! QR codes, drawn as one path of an SVG.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};
use yew::prelude::*;

/// White modules around the code, as the standard asks.
const QUIET: usize = 4;

/// A code that a scanner reads as `text`; `label` says what it is to those who do not see it.
pub fn qr(text: &str, label: &'static str) -> Html {
    let Some((side, path)) = draw(text) else { return Html::default() };
    html! {
        <svg class="qr" viewBox={format!("0 0 {side} {side}")} role="img" aria-label={label}
            shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    }
}

/// The side of the square in modules, and a path over all dark ones, a run at a time.
fn draw(text: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|a, b| a.value() == b.value()) {
            if run.first().is_some_and(|module| module.value()) {
                let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                // Writing into a String cannot fail.
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            column += run.len();
        }
    }
    Some((code.size + 2 * QUIET, path))
}
