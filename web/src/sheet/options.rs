//! What fields choose from, and how they stand together.

use yew::prelude::*;

use crate::components::markup::{all, h2};
use crate::i18n::{Words, editor as text};
use crate::names::{Institutions, Schemes};
use crate::sheet::inputs::Sheet;

/// What fields choose from.
pub struct Options<'a> {
    /// The schemes.
    pub schemes: &'a Schemes,
    /// The institutions.
    pub institutions: &'a Institutions,
}

impl Options<'_> {
    /// The schemes by code and name.
    pub fn schemes(&self, sheet: &Sheet<'_>) -> Vec<(String, String)> {
        let list = self.schemes.list().iter();
        list.map(|it| (it.code.to_string(), it.names.get(sheet.lang).to_owned())).collect()
    }

    /// The institutions by code, and code with name.
    pub fn institutions(&self, sheet: &Sheet<'_>) -> Vec<(String, String)> {
        let list = self.institutions.list().iter();
        let name = |it: &shared::institutions::Institution| {
            format!("{} {}", it.code, it.names.get(sheet.lang))
        };
        list.map(|it| (it.code.to_string(), name(it))).collect()
    }

    /// The institutions, or none.
    pub fn any_institution(&self, sheet: &Sheet<'_>) -> Vec<(String, String)> {
        let any = (String::new(), text::ANY.get(sheet.lang).to_owned());
        std::iter::once(any).chain(self.institutions(sheet)).collect()
    }
}

/// A closed list of words to choose from.
macro_rules! words_of {
    ($kind:ty, $sheet:expr) => {
        <$kind>::ALL
            .iter()
            .map(|it| (it.as_str().to_owned(), it.label($sheet.lang).to_owned()))
            .collect::<Vec<(String, String)>>()
    };
}
pub(crate) use words_of;

/// A group of fields under a heading.
pub fn group(sheet: &Sheet<'_>, title: Words, inside: Html) -> Html {
    html! { <section class="group">{ h2(title.get(sheet.lang)) }{ inside }</section> }
}

/// Short fields side by side.
pub fn beside<const N: usize>(fields: [Html; N]) -> Html {
    html! { <div class="pair">{ all(fields) }</div> }
}
