//! Small drawings beside words; never without the words.

use yew::prelude::*;

/// What is drawn, as the path of a line on a square of 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing(&'static str);

impl Drawing {
    pub const BELL: Self = Self("M6 17h12l-2-3v-4a4 4 0 0 0-8 0v4zM10 20h4");
    pub const BOOK: Self =
        Self("M4 5c3-1 6-1 8 1v13c-2-2-5-2-8-1zM20 5c-3-1-6-1-8 1v13c2-2 5-2 8-1z");
    pub const CARD: Self = Self("M3 6h18v12H3zM3 10h18M6 15h5");
    pub const DESK: Self =
        Self("M3 11h18M5 11v8M19 11v8M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z");
    pub const FAMILY: Self = Self(
        "M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM17 12a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM2 20c0-4 3-6 6-6s6 2 6 6M15 15c3 0 6 1 6 5",
    );
    pub const FLAG: Self = Self("M5 21V4M5 4h13l-3 4.5L18 13H5");
    pub const GIFT: Self =
        Self("M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7c-2-4-6-4-6-1.5S9 7 12 7s6 1 6-1.5S14 3 12 7z");
    pub const HOME: Self = Self("M4 11l8-7 8 7v9h-5v-6H9v6H4z");
    pub const LIST: Self = Self("M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01");
    pub const MEDAL: Self =
        Self("M12 15a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM9 14.5L8 21l4-2 4 2-1-6.5");
    pub const MORE: Self = Self("M4 7h16M4 12h16M4 17h16");
    pub const PEN: Self = Self("M4 20l1-5L16 4l4 4L9 19zM14 6l4 4");
    pub const PERSON: Self = Self("M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-7 8-7s8 3 8 7");
    pub const RECEIPT: Self = Self("M6 3h12v18l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5L6 21zM9 8h6M9 12h6");
    pub const RULES: Self = Self("M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7");
    pub const SCALES: Self = Self("M12 4v16M7 20h10M5 7h14M5 7l-3 6h6zM19 7l-3 6h6z");
    pub const SHIELD: Self = Self("M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5");
    pub const SLIDERS: Self = Self("M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5v-5M9 19.5v-5");
    pub const SWAP: Self = Self("M4 9h14l-4-4M20 15H6l4 4");
}

/// A drawing in the colour of the words beside it.
pub fn icon(of: Drawing) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none"
            stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"
            aria-hidden="true" focusable="false">
            <path d={of.0} />
        </svg>
    }
}

/// The bank's mark: the rings of a tree, one more for each year of learning.
pub fn rings() -> Html {
    let ring = |x: u32, y: u32, r: u32| {
        let [cx, cy, rx, ry] = [x, y, r + 1, r].map(|number| number.to_string());
        html! { <ellipse {cx} {cy} {rx} {ry} /> }
    };
    let rings = [(55, 54, 3), (54, 53, 10), (53, 52, 17), (52, 51, 25), (51, 50, 33), (50, 50, 43)];
    html! {
        <svg class="rings" viewBox="0 0 100 100" fill="none" stroke="currentColor"
            aria-hidden="true" focusable="false">
            { for rings.into_iter().map(|(x, y, r)| ring(x, y, r)) }
        </svg>
    }
}
