//! What the bank says of itself while a page is open: server-sent events, or, where they do not get
//! through, a look now and then.
//!
//! Invariant: while the window is hidden for long or has no network, nothing is asked; when it is
//! back, what was missed is found out at once.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect, Uint8Array};
use shared::ids::EntryId;
use shared::live::Mark;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ReadableStreamDefaultReader;
use yew::prelude::*;

use crate::http::Answer;
use crate::json::read;
use crate::session::use_session;
use crate::{api, browser};

/// Without a heartbeat for this long a stream is dead; the bank's comes every 15 seconds.
const SILENCE_MS: i32 = 25_000;

/// The first mark must come within this time, or something on the way holds the stream up.
const FIRST_MS: i32 = 4_000;

/// Looks after a stream that failed, before the next one is tried.
const LOOKS: u32 = 6;

/// The shortest pause between looks; it grows by itself up to the longest.
const PAUSE_MS: i32 = 2_000;
const PAUSE_MOST_MS: i32 = 10_000;

/// Seconds for which a hidden window goes on listening.
const HIDDEN_MOST: i64 = 60;

/// What is known of the card.
pub struct Live {
    mark: Option<Mark>,
    round: UseStateHandle<u32>,
}

impl Live {
    /// Grows whenever there is something new to load.
    pub fn round(&self) -> u32 {
        *self.round
    }
}

/// Listens while the page is open.
#[hook]
pub fn use_live() -> Live {
    let mark = use_state_eq(|| None::<Mark>);
    let round = use_state(|| 0);
    let setter = mark.setter();
    use_effect_with((), move |()| {
        let line = Rc::new(Line::default());
        let open = line.clone();
        spawn_local(async move { open.run(&|mark| setter.set(Some(mark))).await });
        move || line.close()
    });
    Live { mark: *mark, round }
}

/// The newest entry that a page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newest {
    /// Its entries are not loaded yet.
    #[default]
    Unknown,
    /// They are; `None` says that there is none.
    Known(Option<EntryId>),
}

/// Compares what is known with what is shown. A difference begins a new round.
#[hook]
pub fn use_news(live: &Live, newest: Newest) {
    let session = use_session();
    let told = use_mut_ref(|| None::<Mark>);
    let round = live.round.clone();
    use_effect_with((live.mark, newest), move |(mark, newest)| {
        let (Some(mark), Newest::Known(newest)) = (mark, newest) else { return };
        let before = told.replace(Some(*mark));
        let posted = mark.entry > *newest && before.is_none_or(|it| it.entry != mark.entry);
        let said = before.is_some_and(|it| it.notice != mark.notice);
        session.note_unread(mark.unread);
        if posted || said {
            round.set(*round + 1);
        }
    });
}

/// A connection that is tried again and again.
#[derive(Default)]
struct Line {
    closed: Cell<bool>,
    reader: RefCell<Option<ReadableStreamDefaultReader>>,
}

impl Line {
    fn close(&self) {
        self.closed.set(true);
        self.hang_up();
    }

    fn hang_up(&self) {
        if let Some(reader) = self.reader.take() {
            // Whether the other side hears it changes nothing here.
            let _ = reader.cancel();
        }
    }

    async fn run(&self, hear: &dyn Fn(Mark)) {
        let mut failures = 0;
        while !self.closed.get() {
            if browser::hidden() || !browser::online() {
                pause(PAUSE_MS / 2).await;
                continue;
            }
            if failures % LOOKS == 0 {
                if self.listen(hear).await {
                    failures = 0;
                    pause(PAUSE_MS / 4).await;
                    continue;
                }
            } else if let Ok(mark) = api::moves::mark().await
                && !self.closed.get()
            {
                hear(*mark);
            }
            failures += 1;
            let longer = PAUSE_MS.saturating_mul(i32::try_from(failures).unwrap_or(i32::MAX));
            pause(longer.min(PAUSE_MOST_MS)).await;
        }
    }

    /// Listens until the stream ends. Answers whether anything was heard.
    async fn listen(&self, hear: &dyn Fn(Mark)) -> bool {
        let Ok(Some(reader)) = open().await else { return false };
        self.reader.replace(Some(reader.clone()));
        let (mut heard, mut text) = (false, String::new());
        let mut hidden_since = None;
        while !self.closed.get() {
            let patience = if heard { SILENCE_MS } else { FIRST_MS };
            let Some(piece) = next(&reader, patience).await else { break };
            text.push_str(&piece);
            while let Some((event, rest)) = text.split_once("\n\n") {
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                if let Some(mark) = data.and_then(read) {
                    heard = true;
                    hear(mark);
                }
                text = rest.to_owned();
            }
            // The heartbeat gives the occasion to look.
            let now = browser::now().timestamp();
            hidden_since = browser::hidden().then(|| hidden_since.unwrap_or(now));
            if hidden_since.is_some_and(|since| now - since > HIDDEN_MOST) {
                break;
            }
        }
        self.hang_up();
        heard
    }
}

async fn open() -> Answer<Option<ReadableStreamDefaultReader>> {
    let body = api::moves::events().await?.body();
    Ok(body.and_then(|stream| stream.get_reader().dyn_into().ok()))
}

/// What the stream says next; `None` at its end, or when it has been silent for too long.
async fn next(reader: &ReadableStreamDefaultReader, patience: i32) -> Option<String> {
    let race = Array::of2(&reader.read(), &silence(patience));
    let said = JsFuture::from(Promise::race(&race)).await.ok()?;
    let value = Reflect::get(&said, &JsValue::from_str("value")).ok()?;
    let bytes: Uint8Array = value.dyn_into().ok()?;
    // Marks and heartbeats are ASCII, so that a piece never ends within a character.
    String::from_utf8(bytes.to_vec()).ok()
}

/// Comes true after so many milliseconds.
fn silence(millis: i32) -> Promise {
    Promise::new(&mut |resolve, _| {
        let set = browser::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        // Without timers there is nothing to wait for.
        let _ = set;
    })
}

async fn pause(millis: i32) {
    let _ = JsFuture::from(silence(millis)).await;
}
