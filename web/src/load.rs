//! Loading what a page shows, and sending what a page asks for, as hooks.
//!
//! Invariant: an answer that arrives after its question was replaced is dropped.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use shared::page::Page;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::http::{Answer, Trouble};

/// Something on its way from the bank.
#[derive(PartialEq)]
pub enum Load<T> {
    /// Not here yet.
    Waiting,
    /// It will not come.
    Failed(Trouble),
    /// Here.
    Ready(Rc<T>),
}

// By hand: the value is behind an `Rc` and need not be `Clone` itself.
impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Failed(trouble) => Self::Failed(trouble.clone()),
            Self::Ready(value) => Self::Ready(value.clone()),
        }
    }
}

impl<T> Load<T> {
    /// What has arrived.
    pub fn ready(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// What is loaded, and how to ask again.
pub struct Loaded<T: 'static> {
    /// What has come so far.
    pub load: Load<T>,
    /// Asks again.
    pub again: Callback<()>,
}

/// Loads once, and again whenever `deps` change.
#[hook]
pub fn use_load<D, T, F, Fut>(deps: D, fetch: F) -> Loaded<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
    F: FnOnce(D) -> Fut + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let load = use_state(|| Load::Waiting);
    let tick = use_state(|| 0_u32);
    {
        let load = load.clone();
        use_effect_with((deps, *tick), move |(deps, _)| {
            let current = Rc::new(Cell::new(true));
            load.set(Load::Waiting);
            let still = current.clone();
            let answer = fetch(deps.clone());
            spawn_local(async move {
                let answer = answer.await;
                if still.get() {
                    load.set(match answer {
                        Ok(value) => Load::Ready(Rc::new(value)),
                        Err(trouble) => Load::Failed(trouble),
                    });
                }
            });
            move || current.set(false)
        });
    }
    let again = Callback::from(move |()| tick.set(*tick + 1));
    Loaded { load: (*load).clone(), again }
}

/// A list that comes page by page.
pub struct Paged<T: 'static> {
    /// What has come so far.
    pub items: Rc<Vec<T>>,
    /// How the newest request stands.
    pub load: Load<()>,
    /// Whether there is more.
    pub more: bool,
    /// Asks for the next page, or again for the one that failed.
    pub next: Callback<()>,
}

struct Pages<T> {
    items: Rc<Vec<T>>,
    cursor: Option<String>,
    load: Load<()>,
}

impl<T> Pages<T> {
    fn waiting(items: Rc<Vec<T>>, cursor: Option<String>) -> Self {
        Self { items, cursor, load: Load::Waiting }
    }

    fn after(items: Rc<Vec<T>>, cursor: Option<String>, answer: Answer<Page<T>>) -> Self
    where
        T: Clone,
    {
        match answer {
            Ok(page) => {
                let all = items.iter().cloned().chain(page.items).collect();
                Self {
                    items: Rc::new(all),
                    cursor: page.next_cursor,
                    load: Load::Ready(Rc::new(())),
                }
            }
            Err(trouble) => Self { items, cursor, load: Load::Failed(trouble) },
        }
    }
}

/// Loads the first page, and again from the first whenever `deps` change.
#[hook]
pub fn use_pages<D, T, F, Fut>(deps: D, fetch: F) -> Paged<T>
where
    D: PartialEq + Clone + 'static,
    T: Clone + 'static,
    F: Fn(D, String) -> Fut + Clone + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let pages = use_state(|| Pages::waiting(Rc::new(Vec::new()), None));
    let round = use_mut_ref(|| 0_u32);
    let ask = {
        let (pages, round, fetch) = (pages.setter(), round.clone(), fetch.clone());
        move |deps: D, items: Rc<Vec<T>>, cursor: Option<String>| {
            let asked = *round.borrow();
            let answer = fetch(deps, cursor.clone().unwrap_or_default());
            pages.set(Pages::waiting(items.clone(), cursor.clone()));
            let (pages, round) = (pages.clone(), round.clone());
            spawn_local(async move {
                let answer = answer.await;
                if *round.borrow() == asked {
                    pages.set(Pages::after(items, cursor, answer));
                }
            });
        }
    };
    {
        let (ask, round) = (ask.clone(), round.clone());
        use_effect_with(deps.clone(), move |deps| {
            *round.borrow_mut() += 1;
            ask(deps.clone(), Rc::new(Vec::new()), None);
            move || *round.borrow_mut() += 1
        });
    }
    Paged {
        items: pages.items.clone(),
        load: pages.load.clone(),
        more: pages.cursor.is_some(),
        next: Callback::from(move |()| {
            ask(deps.clone(), pages.items.clone(), pages.cursor.clone());
        }),
    }
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

    /// How often it went wrong: a new summary of faults takes the focus each time.
    pub fn tries(&self) -> u32 {
        self.state.tries
    }

    /// What went wrong the last time.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.state.trouble.as_ref()
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
    pub fn run<T: 'static>(
        &self,
        answer: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.state.busy {
            return;
        }
        let tries = self.state.tries;
        let state = self.state.setter();
        state.set(TaskState { busy: true, tries, trouble: None });
        spawn_local(async move {
            match answer.await {
                Ok(value) => {
                    state.set(TaskState { busy: false, tries, trouble: None });
                    done(value);
                }
                Err(trouble) => {
                    state.set(TaskState { busy: false, tries: tries + 1, trouble: Some(trouble) });
                }
            }
        });
    }
}
