//! How the screens look on this device: language, size of text, colours.
//!
//! Invariant: what is shown stands on `<html>` and is kept under [`KEPT`], where `boot.js` finds it
//! before the client has loaded, so that nothing flashes.

use std::cell::Cell;

use serde::{Deserialize, Serialize};
use shared::accounts::{Preferences, User};
use shared::lang::Lang;

use crate::browser;

/// The name under which the look is kept; `boot.js` reads it too.
const KEPT: &str = "look";

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// Language, size of text and colours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The language of everything.
    pub lang: Lang,
    /// Size of text and colours.
    #[serde(flatten)]
    pub preferences: Preferences,
}

impl Look {
    /// The look kept on this device, or the browser's language with everything as usual.
    pub fn of_device() -> Self {
        browser::kept(KEPT).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| {
            Self { lang: browser_language(), preferences: Preferences::default() }
        })
    }

    /// The look in a person's profile.
    pub fn of_user(user: &User) -> Self {
        Self { lang: user.language, preferences: user.preferences.clone() }
    }

    /// Shows it and keeps it on this device.
    pub fn apply(&self) {
        LANG.set(self.lang);
        let root = browser::root();
        let set = |name, value| {
            let _ = root.set_attribute(name, value);
        };
        set("lang", self.lang.tag());
        set("data-size", self.preferences.text_size.as_str());
        set("data-contrast", self.preferences.contrast.as_str());
        if let Ok(text) = serde_json::to_string(self) {
            browser::keep(KEPT, &text);
        }
    }
}

/// The language that is shown now.
pub fn lang() -> Lang {
    LANG.get()
}

fn browser_language() -> Lang {
    let tags = browser::window().navigator().languages();
    let tags: Vec<String> = tags.iter().filter_map(|tag| tag.as_string()).collect();
    Lang::from_accept_language(&tags.join(","))
}
