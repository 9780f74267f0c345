//! How the screens look on this device: language, size of text, colours.
//!
//! Invariant: what is shown stands on `<html>` and is kept under [`KEPT`], where `boot.js` finds it
//! before the client has loaded, so that nothing flashes.

use std::cell::Cell;

use shared::accounts::{Preferences, User};
use shared::lang::Lang;

use crate::browser;

/// The name under which the look is kept as three words: language, size, colours.
const KEPT: &str = "look";

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// Language, size of text and colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language of everything.
    pub lang: Lang,
    /// Size of text and colours.
    pub preferences: Preferences,
}

impl Look {
    /// The look kept on this device, or the browser's language with everything as usual.
    pub fn of_device() -> Self {
        let kept = browser::kept(KEPT).and_then(|words| Self::from_words(&words));
        kept.unwrap_or_else(|| {
            let tag = browser::window().navigator().language().unwrap_or_default();
            Self { lang: language(&tag), preferences: Preferences::default() }
        })
    }

    /// The look in a person's profile.
    pub fn of_user(user: &User) -> Self {
        Self { lang: user.language, preferences: user.preferences.clone() }
    }

    /// Shows it and keeps it on this device.
    pub fn apply(&self) {
        LANG.set(self.lang);
        let Preferences { text_size, contrast } = &self.preferences;
        let (tag, size, contrast) = (self.lang.tag(), text_size.as_str(), contrast.as_str());
        let root = browser::root();
        for (name, value) in [("lang", tag), ("data-size", size), ("data-contrast", contrast)] {
            let _ = root.set_attribute(name, value);
        }
        browser::keep(KEPT, &format!("{tag} {size} {contrast}"));
    }

    fn from_words(words: &str) -> Option<Self> {
        let mut words = words.split(' ');
        let lang = language(words.next()?);
        let (text_size, contrast) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        Some(Self { lang, preferences: Preferences { text_size, contrast } })
    }
}

/// The language that is shown now.
pub fn lang() -> Lang {
    LANG.get()
}

fn language(tag: &str) -> Lang {
    if tag.starts_with("en") { Lang::En } else { Lang::Zh }
}
