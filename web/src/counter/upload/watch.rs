//! Keeping an upload's stand true while the bank is at work on it: by events, and by asking now and
//! then where those do not get through.

use std::cell::Cell;
use std::rc::Rc;

use shared::imports::Import;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::imports as calls;
use crate::browser;
use crate::http::Trouble;
use crate::load::{Load, Loaded};

/// The pause between two questions.
const PAUSE_MS: i32 = 1_500;

/// An upload, and what sets it.
pub struct Watched {
    /// The upload; nothing when there is none.
    pub loaded: Loaded<Option<Import>>,
    /// What hears how it stands after a step.
    pub set: Callback<Import>,
}

/// What is known of an upload.
#[derive(Clone, PartialEq)]
enum Stand {
    Waiting,
    Failed(Trouble),
    Known(Rc<Option<Import>>),
}

/// Loads an upload, and follows it while it moves.
#[hook]
pub fn use_import(id: &str) -> Watched {
    let stand = use_state_eq(|| Stand::Waiting);
    let round = use_state(|| 0_u32);
    let setter = stand.setter();
    let moving = match &*stand {
        Stand::Known(it) => it.as_ref().as_ref().is_some_and(|it| it.status.is_moving()),
        _ => false,
    };
    let id = id.to_owned();
    use_effect_with((id, *round, moving), move |(id, _, moving)| {
        let open = Rc::new(Cell::new(true));
        let (id, moving, still) = (id.clone(), *moving, open.clone());
        spawn_local(async move { follow(&id, moving, &still, &setter).await });
        move || open.set(false)
    });
    let load = match &*stand {
        Stand::Waiting => Load::Waiting,
        Stand::Failed(trouble) => Load::Failed(trouble.clone()),
        Stand::Known(it) => Load::Ready(it.clone()),
    };
    let set = {
        let stand = stand.clone();
        Callback::from(move |it: Import| stand.set(Stand::Known(Rc::new(Some(it)))))
    };
    let again = Callback::from(move |()| round.set(*round + 1));
    Watched { loaded: Loaded { load, again }, set }
}

async fn follow(id: &str, moving: bool, open: &Cell<bool>, stand: &UseStateSetter<Stand>) {
    let known = |it: Option<Import>| {
        let moves = it.as_ref().is_some_and(|it| it.status.is_moving());
        stand.set(Stand::Known(Rc::new(it)));
        moves
    };
    if moving && let Some(mut events) = calls::Events::of(id).await {
        while let Some(it) = events.next().await {
            if !open.get() || !known(Some(it)) {
                return;
            }
        }
    }
    while open.get() {
        let answer = calls::import(id).await;
        if !open.get() {
            return;
        }
        match answer {
            Ok(it) => {
                let moves = known(it.as_ref().as_ref().map(|it| (**it).clone()));
                // What moves begins a round of its own, which listens.
                if !moves || !moving {
                    return;
                }
            }
            // While it moves, a network that is away for a moment is no trouble.
            Err(Trouble::Offline) if moving => {}
            Err(trouble) => return stand.set(Stand::Failed(trouble)),
        }
        browser::pause(PAUSE_MS).await;
    }
}
