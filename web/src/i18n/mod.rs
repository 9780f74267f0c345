//! Every sentence of the screens, in both languages, a table an area.
//!
//! Invariant: a text without one of its languages does not compile.

use shared::lang::Lang;

pub mod account;
pub mod catalogue;
pub mod chart;
pub mod clerk;
pub mod common;
pub mod convert;
pub mod counter;
pub mod desk;
pub mod editor;
pub mod follow;
pub mod help;
pub mod opportunity;
pub mod parts;
pub mod programs;
pub mod record;
pub mod registry;
pub mod resident;
pub mod review;
pub mod rules;
pub mod staff;
pub mod statistics;
pub mod upload;
pub mod verify;

/// A text in both languages; `{0}`, `{1}` stand where values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Words {
    /// Both languages at once.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The text of one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The text of one language with values in their places.
    pub fn fill(self, lang: Lang, values: &[&str]) -> String {
        let mut text = self.get(lang).to_owned();
        for (place, value) in values.iter().enumerate() {
            text = text.replace(&format!("{{{place}}}"), value);
        }
        text
    }
}

/// Declares texts: a name, the Chinese, the English.
macro_rules! texts {
    ($( $name:ident = $zh:literal, $en:literal; )+) => {
        $( pub const $name: $crate::i18n::Words = $crate::i18n::Words::new($zh, $en); )+
    };
}
pub(crate) use texts;
