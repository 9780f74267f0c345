//! The frame of every page: its title, its heading, and where the focus goes.

use yew::prelude::*;

use crate::browser;
use crate::i18n::common::BANK;
use crate::session::use_lang;

/// How much room a page takes on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One column to read or to fill in.
    Column,
    /// The whole width, for two columns or a table.
    Wide,
}

/// What a page is of, such as the id of a receipt.
pub struct PageOf {
    pub id: String,
}

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The heading, and the first part of the window's title.
    pub title: AttrValue,
    /// A sentence below the heading.
    #[prop_or_default]
    pub lead: AttrValue,
    #[prop_or(Width::Column)]
    pub width: Width,
    pub children: Html,
}

#[component]
pub fn Page(props: &Props) -> Html {
    let lang = use_lang();
    use_effect_with((props.title.clone(), lang), |(title, lang)| {
        browser::set_title(&format!("{title} - {}", BANK.get(*lang)));
    });
    use_effect_with((), |()| {
        // After the first page the browser no longer says that there is a new one; the heading
        // does.
        if browser::visited_before() {
            browser::scroll_to_top();
            browser::focus("heading");
        }
    });
    let class = match props.width {
        Width::Column => "page",
        Width::Wide => "page wide",
    };
    html! {
        <main id="main" {class}>
            <h1 id="heading" tabindex="-1">{ props.title.clone() }</h1>
            if !props.lead.is_empty() {
                <p class="lead">{ props.lead.clone() }</p>
            }
            { props.children.clone() }
        </main>
    }
}

/// A page with a heading, a sentence below it that may be empty, and what is inside.
pub fn page(
    title: impl Into<AttrValue>,
    lead: impl Into<AttrValue>,
    width: Width,
    inside: Html,
) -> Html {
    sheet(title.into(), lead.into(), width, inside)
}

fn sheet(title: AttrValue, lead: AttrValue, width: Width, inside: Html) -> Html {
    html! { <Page {title} {lead} {width}>{ inside }</Page> }
}
