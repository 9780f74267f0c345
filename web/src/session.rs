//! Who is signed in and how the screens look for them: the one state that all pages share.

use std::rc::Rc;

use serde_json::json;
use shared::accounts::{Preferences, SignedIn, User};
use shared::lang::Lang;
use shared::vocabulary::{Role, TextSize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{self, Listener};
use crate::http::Trouble;
use crate::look::Look;
use crate::{api, http, last_card};

/// The state behind [`Session`].
#[derive(Clone, PartialEq)]
pub struct State {
    opening: bool,
    /// Somebody is signed in on this device, and the bank cannot be asked who.
    away: bool,
    user: Option<Rc<User>>,
    look: Look,
    chosen: bool,
    unread: u64,
}

/// What changes the state.
pub enum Change {
    /// Someone signed in.
    In(Box<User>),
    /// Nobody is signed in.
    Out,
    /// The bank cannot be asked who is signed in.
    Away,
    /// Someone chose another look.
    Look(Look),
    /// So many notices are unread.
    Unread(u64),
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::In(user) => {
                // What was chosen just before signing in is meant; otherwise the profile counts.
                if !self.chosen {
                    next.look = Look::of_user(&user);
                }
                next.opening = false;
                next.away = false;
                next.chosen = false;
                next.user = Some(Rc::new(*user));
            }
            Change::Away => {
                next.opening = false;
                next.away = true;
            }
            Change::Out => {
                next.opening = false;
                next.away = false;
                next.user = None;
                next.unread = 0;
            }
            Change::Look(look) => {
                next.chosen = self.user.is_none();
                next.look = look;
            }
            Change::Unread(unread) => next.unread = unread,
        }
        next.look.apply();
        Rc::new(next)
    }
}

impl State {
    fn at_start() -> Self {
        let look = Look::of_device();
        look.apply();
        let opening = http::maybe_signed_in();
        Self { opening, away: false, user: None, look, chosen: false, unread: 0 }
    }
}

/// Who is signed in, and how it looks for them.
#[derive(Clone, PartialEq)]
pub struct Session(UseReducerHandle<State>);

impl Session {
    /// The language of everything.
    pub fn lang(&self) -> Lang {
        self.0.look.lang
    }

    /// How it looks.
    pub fn look(&self) -> &Look {
        &self.0.look
    }

    /// Whether it is not yet known who is signed in.
    pub fn opening(&self) -> bool {
        self.0.opening
    }

    /// Whether somebody is signed in on this device and the bank cannot be asked who.
    pub fn away(&self) -> bool {
        self.0.away
    }

    /// Asks the bank again who is signed in.
    pub fn reopen(&self) {
        open(self.0.dispatcher());
    }

    /// Whether everything is large and only what is needed most is shown.
    pub fn care(&self) -> bool {
        self.look().preferences.text_size == TextSize::Care
    }

    /// Shows everything large and only what is needed most, or as usual again.
    pub fn toggle_care(&self) {
        let text_size = if self.care() { TextSize::Normal } else { TextSize::Care };
        self.prefer(Preferences { text_size, ..self.look().preferences.clone() });
    }

    /// Who is signed in.
    pub fn user(&self) -> Option<&Rc<User>> {
        self.0.user.as_ref()
    }

    /// Whether someone is signed in who has one of these roles.
    pub fn is(&self, roles: &[Role]) -> bool {
        self.user().is_some_and(|user| user.roles.iter().any(|role| roles.contains(role)))
    }

    /// Whether someone is signed in who has a card to look at.
    pub fn has_card(&self) -> bool {
        self.is(&[Role::Resident]) && self.user().is_some_and(|user| user.confirmed)
    }

    /// How many of their notices are unread, as far as is known.
    pub fn unread(&self) -> u64 {
        self.0.unread
    }

    /// Notes how many of their notices are unread.
    pub fn note_unread(&self, unread: u64) {
        self.0.dispatch(Change::Unread(unread));
    }

    /// Asks how many notices are unread.
    pub fn count_unread(&self) {
        if !self.has_card() {
            return;
        }
        let state = self.0.clone();
        spawn_local(async move {
            // What could not be asked is asked on the next page.
            if let Ok(notices) = api::moves::unread().await {
                state.dispatch(Change::Unread(notices.unread));
            }
        });
    }

    /// Notes that someone signed in, and gives their profile the look that they chose just before.
    pub fn sign_in(&self, signed_in: &SignedIn) {
        // Whose card was seen here before is somebody else's by now.
        last_card::forget();
        http::sign_in(signed_in);
        if self.0.chosen {
            save(self.look());
        }
        self.0.dispatch(Change::In(Box::new(signed_in.user.clone())));
    }

    /// Ends the session here and at the bank.
    pub fn sign_out(&self) {
        let state = self.0.clone();
        spawn_local(async move {
            // Without a network the cookie stays until it lapses; this device forgets at once.
            let _ = api::logout().await;
            http::sign_out();
            // The look is kept again at once; other tabs see that the rest is gone.
            browser::forget_all();
            state.dispatch(Change::Out);
        });
    }

    /// Changes the language.
    pub fn speak(&self, lang: Lang) {
        self.show(Look { lang, preferences: self.look().preferences.clone() });
    }

    /// Changes size of text and colours.
    pub fn prefer(&self, preferences: Preferences) {
        self.show(Look { lang: self.lang(), preferences });
    }

    fn show(&self, look: Look) {
        if self.user().is_some() {
            save(&look);
        }
        self.0.dispatch(Change::Look(look));
    }
}

/// Keeps the look in the profile. Without a network it counts on this device only.
fn save(look: &Look) {
    let body = json!({
        "language": look.lang,
        "text_size": look.preferences.text_size,
        "contrast": look.preferences.contrast,
    });
    spawn_local(async move {
        let _ = api::patch_me(body).await;
    });
}

/// Starts the session of this visit: renews what the cookie still holds.
#[hook]
pub fn use_new_session() -> Session {
    let state = use_reducer_eq(State::at_start);
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let at_end = dispatcher.clone();
        http::at_end(Callback::from(move |()| {
            last_card::forget();
            at_end.dispatch(Change::Out);
        }));
        if http::maybe_signed_in() {
            open(dispatcher.clone());
        }
        let elsewhere = Callback::from(move |()| {
            if http::holds_token() && !http::maybe_signed_in() {
                http::sign_out();
                dispatcher.dispatch(Change::Out);
            }
        });
        // Whoever signs out in one tab is signed out in all.
        let listener = Listener::new("storage", elsewhere);
        move || drop(listener)
    });
    let away = state.away;
    let dispatcher = state.dispatcher();
    use_effect_with(away, move |away| {
        let back = Callback::from(move |()| open(dispatcher.clone()));
        let listener = away.then(|| Listener::new("online", back));
        move || drop(listener)
    });
    Session(state)
}

/// Renews what the cookie of this browser still holds.
fn open(state: UseReducerDispatcher<State>) {
    spawn_local(async move {
        match http::renew().await {
            Ok(signed_in) => state.dispatch(Change::In(Box::new(signed_in.user))),
            // Without a network nobody can tell.
            Err(Trouble::Offline) => state.dispatch(Change::Away),
            Err(_) => {
                http::sign_out();
                last_card::forget();
                state.dispatch(Change::Out);
            }
        }
    });
}

/// The session.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().expect("the application provides the session")
}

/// The language of everything.
#[hook]
pub fn use_lang() -> Lang {
    use_session().lang()
}
