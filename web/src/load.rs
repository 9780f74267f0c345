//! Loading what a page shows, and sending what a page asks for, as hooks.
//!
//! Invariant: an answer that arrives after its question was replaced is dropped.

use std::any::Any;
use std::cell::Cell;
use std::marker::PhantomData;
use std::rc::Rc;

use shared::fault::FaultReport;
use shared::page::Page;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{self, Timer};
use crate::form::Slot;
use crate::http::{Answer, Boxed, Coming, Thing, Trouble};

/// Something on its way from the bank.
pub enum Load<T> {
    /// Not here yet.
    Waiting,
    /// It will not come.
    Failed(Trouble),
    /// Here.
    Ready(Rc<T>),
}

/// What is loaded, and how to ask again.
pub struct Loaded<T> {
    /// What has come so far.
    pub load: Load<T>,
    /// Asks again.
    pub again: Callback<()>,
}

impl<T> Loaded<T> {
    /// What has arrived.
    pub fn ready(&self) -> Option<&Rc<T>> {
        match &self.load {
            Load::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// Loads once, and again whenever `key` changes.
#[hook]
pub fn use_load<T: 'static>(key: String, fetch: impl FnOnce() -> Coming<T> + 'static) -> Loaded<T> {
    let (answer, again) = use_answer(key, Box::new(move || fetch().thing()));
    let load = match answer {
        None => Load::Waiting,
        Some(Err(trouble)) => Load::Failed(trouble),
        Some(Ok(thing)) => thing.downcast().map_or(Load::Waiting, Load::Ready),
    };
    Loaded { load, again }
}

/// What was loaded last, while it is loaded again.
#[hook]
pub fn use_kept<T: 'static>(loaded: Loaded<T>) -> Loaded<T> {
    let last = use_mut_ref(|| None::<Rc<T>>);
    if let Load::Ready(value) = &loaded.load {
        last.replace(Some(value.clone()));
    }
    match (&loaded.load, last.borrow().as_ref()) {
        (Load::Waiting, Some(value)) => {
            Loaded { load: Load::Ready(value.clone()), again: loaded.again }
        }
        _ => Loaded { load: loaded.load, again: loaded.again },
    }
}

#[hook]
fn use_answer(
    key: String,
    fetch: Box<dyn FnOnce() -> Boxed<Answer<Thing>>>,
) -> (Option<Answer<Thing>>, Callback<()>) {
    let answer = use_state(|| None);
    let round = use_state(|| 0_u32);
    let setter = answer.setter();
    use_effect_with((key, *round), move |_| {
        let current = Rc::new(Cell::new(true));
        setter.set(None);
        let (still, coming) = (current.clone(), fetch());
        spawn_local(async move {
            let answer = coming.await;
            if still.get() {
                setter.set(Some(answer));
            }
        });
        move || current.set(false)
    });
    let again = Callback::from(move |()| round.set(*round + 1));
    let lost = matches!(&*answer, Some(Err(Trouble::Offline)));
    {
        let again = again.clone();
        use_effect_with(lost, move |lost| {
            let listener = lost.then(|| browser::Listener::new("online", again));
            move || drop(listener)
        });
    }
    ((*answer).clone(), again)
}

/// A list that comes page by page.
pub struct Paged<T> {
    parts: Rc<Vec<Thing>>,
    kind: PhantomData<T>,
    /// What is the matter with the newest request; `None` while it is under way.
    pub end: Option<Result<(), Trouble>>,
    /// Whether there is more.
    pub more: bool,
    /// Asks for the next page, or again for the one that failed.
    pub next: Callback<()>,
}

impl<T: 'static> Paged<T> {
    /// The pages that have come so far.
    pub fn pages(&self) -> impl Iterator<Item = Rc<Page<T>>> {
        self.parts.iter().filter_map(|page| page.clone().downcast().ok())
    }

    /// What has come so far.
    pub fn items(&self) -> impl Iterator<Item = &T> {
        let pages = self.parts.iter().filter_map(|page| page.downcast_ref::<Page<T>>());
        pages.flat_map(|page| &page.items)
    }

    /// Whether nothing has come so far.
    pub fn is_empty(&self) -> bool {
        self.items().next().is_none()
    }
}

/// Loads the first page, and again from the first whenever `key` changes.
#[hook]
pub fn use_pages<T: 'static>(
    key: String,
    fetch: impl Fn(&str) -> Coming<Page<T>> + 'static,
) -> Paged<T> {
    let fetch: FetchPage = Rc::new(move |cursor| fetch(cursor).thing());
    let (state, next) = use_raw_pages(key, fetch, cursor_of::<T>);
    let Pages { parts, cursor, end } = (*state).clone();
    Paged { parts, kind: PhantomData, end, more: cursor.is_some(), next }
}

fn cursor_of<T: 'static>(page: &dyn Any) -> Option<String> {
    page.downcast_ref::<Page<T>>()?.next_cursor.clone()
}

#[derive(Clone)]
struct Pages {
    parts: Rc<Vec<Thing>>,
    cursor: Option<String>,
    end: Option<Result<(), Trouble>>,
}

type FetchPage = Rc<dyn Fn(&str) -> Boxed<Answer<Thing>>>;

#[hook]
fn use_raw_pages(
    key: String,
    fetch: FetchPage,
    cursor_of: fn(&dyn Any) -> Option<String>,
) -> (UseStateHandle<Pages>, Callback<()>) {
    let state = use_state(|| Pages { parts: Rc::default(), cursor: None, end: None });
    let round = use_mut_ref(|| 0_u32);
    let ask = {
        let (setter, round) = (state.setter(), round.clone());
        Rc::new(move |parts: Rc<Vec<Thing>>, cursor: Option<String>| {
            let asked = *round.borrow();
            let coming = fetch(cursor.as_deref().unwrap_or_default());
            setter.set(Pages { parts: parts.clone(), cursor: cursor.clone(), end: None });
            let (setter, round) = (setter.clone(), round.clone());
            spawn_local(async move {
                let page = coming.await;
                if *round.borrow() != asked {
                    return;
                }
                setter.set(match page {
                    Ok(page) => Pages {
                        cursor: cursor_of(&*page),
                        parts: Rc::new(parts.iter().cloned().chain([page]).collect()),
                        end: Some(Ok(())),
                    },
                    Err(trouble) => Pages { parts, cursor, end: Some(Err(trouble)) },
                });
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with(key, move |_| {
            *round.borrow_mut() += 1;
            ask(Rc::default(), None);
            move || *round.borrow_mut() += 1
        });
    }
    let next = {
        let state = state.clone();
        Callback::from(move |()| ask(state.parts.clone(), state.cursor.clone()))
    };
    (state, next)
}

/// Asks for the next page whenever the button with this id, which does the same, comes near the
/// screen.
#[hook]
pub fn use_scrolling<T: 'static>(id: &'static str, paged: &Paged<T>) {
    let ready = paged.more && paged.end == Some(Ok(()));
    let next = paged.next.clone();
    use_effect_with((paged.parts.len(), ready), move |(_, ready)| {
        let watch = ready.then(|| browser::Watch::new(id, move || next.emit(())));
        move || drop(watch)
    });
}

/// How long typing rests before what was typed is asked for, in milliseconds.
const REST_MS: i32 = 300;

/// Words to look for, once the typing rests, and what hears the typing.
#[hook]
pub fn use_words() -> (String, Callback<String>) {
    let words = use_state(String::new);
    let timer = use_mut_ref(|| None::<Timer>);
    let setter = words.setter();
    let oninput = Callback::from(move |typed: String| {
        let setter = setter.clone();
        let rested = move || setter.set(typed.trim().to_owned());
        timer.replace(Some(browser::after(REST_MS, rested)));
    });
    ((*words).clone(), oninput)
}

/// Something that a person asks the bank to do, one at a time.
#[derive(Clone, PartialEq)]
pub struct Task {
    state: UseStateHandle<TaskState>,
}

#[derive(Clone, PartialEq, Default)]
struct TaskState {
    busy: bool,
    tries: u32,
    trouble: Option<Trouble>,
}

/// A task that has not begun.
#[hook]
pub fn use_task() -> Task {
    Task { state: use_state(TaskState::default) }
}

impl Task {
    /// Whether it is under way.
    pub fn busy(&self) -> bool {
        self.state.busy
    }

    /// How often it went wrong: each time the summary of faults takes the focus.
    pub fn tries(&self) -> u32 {
        self.state.tries
    }

    /// What went wrong the last time.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.state.trouble.as_ref()
    }

    /// What is wrong with the value at a place.
    pub fn fault_at(&self, slot: &Slot) -> Option<&FaultReport> {
        self.trouble()?.faults().iter().find(|fault| slot.covers(&fault.pointer))
    }

    /// Notes what is wrong without asking the bank.
    pub fn refuse(&self, trouble: Trouble) {
        let tries = self.state.tries + 1;
        self.state.set(TaskState { busy: false, tries, trouble: Some(trouble) });
    }

    /// Forgets what went wrong.
    pub fn clear(&self) {
        self.state.set(TaskState { trouble: None, ..(*self.state).clone() });
    }

    /// Asks the bank; while an answer is awaited, asking again does nothing.
    pub fn run<T: 'static>(&self, answer: Coming<T>, done: impl FnOnce(Rc<T>) + 'static) {
        let done = move |thing: Thing| {
            if let Ok(value) = thing.downcast() {
                done(value);
            }
        };
        self.start(answer.thing(), Box::new(done));
    }

    /// The same for an answer of whatever kind.
    pub fn start(&self, work: Boxed<Answer<Thing>>, done: Box<dyn FnOnce(Thing)>) {
        if self.state.busy {
            return;
        }
        if !browser::online() {
            // Nothing is sent that could go through unseen.
            self.refuse(Trouble::Offline);
            return;
        }
        let tries = self.state.tries;
        let state = self.state.setter();
        state.set(TaskState { busy: true, tries, trouble: None });
        spawn_local(async move {
            match work.await {
                Ok(thing) => {
                    state.set(TaskState { busy: false, tries, trouble: None });
                    done(thing);
                }
                Err(trouble) => {
                    state.set(TaskState { busy: false, tries: tries + 1, trouble: Some(trouble) });
                }
            }
        });
    }
}
