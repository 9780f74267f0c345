//! Small drawings beside words; never without the words.

use yew::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    Book,
    Card,
    Desk,
    Home,
    List,
    Medal,
    More,
    Pen,
    Person,
    Rules,
    Scales,
    Shield,
    Sliders,
    Swap,
}

impl Drawing {
    fn path(self) -> &'static str {
        match self {
            Self::Book => "M4 5c3-1 6-1 8 1v13c-2-2-5-2-8-1zM20 5c-3-1-6-1-8 1v13c2-2 5-2 8-1z",
            Self::Card => "M3 6h18v12H3zM3 10h18M6 15h5",
            Self::Desk => "M3 11h18M5 11v8M19 11v8M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
            Self::Home => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
            Self::List => "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
            Self::Medal => {
                "M12 15a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM9 14.5L8 21l4-2 4 2-1-6.5"
            }
            Self::More => "M4 7h16M4 12h16M4 17h16",
            Self::Pen => "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
            Self::Person => "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-7 8-7s8 3 8 7",
            Self::Rules => "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
            Self::Scales => "M12 4v16M7 20h10M5 7h14M5 7l-3 6h6zM19 7l-3 6h6z",
            Self::Shield => "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5",
            Self::Sliders => "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5v-5M9 19.5v-5",
            Self::Swap => "M4 9h14l-4-4M20 15H6l4 4",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub of: Drawing,
}

#[component]
pub fn Icon(props: &Props) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none"
            stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"
            aria-hidden="true" focusable="false">
            <path d={props.of.path()} />
        </svg>
    }
}

/// The bank's mark: the rings of a tree, one more for each year of learning.
#[component]
pub fn Rings() -> Html {
    let ring = |cx: &'static str, cy: &'static str, rx: &'static str, ry: &'static str| {
        html! { <ellipse {cx} {cy} {rx} {ry} /> }
    };
    html! {
        <svg class="rings" viewBox="0 0 100 100" fill="none" stroke="currentColor"
            aria-hidden="true" focusable="false">
            { ring("55", "54", "4", "3.6") }
            { ring("54", "53", "11", "10") }
            { ring("53", "52", "18", "17") }
            { ring("52", "51", "26", "25") }
            { ring("51", "50.5", "34", "33") }
            { ring("50", "50", "44", "43") }
        </svg>
    }
}
