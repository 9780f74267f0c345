//! Loading what a page shows, and sending what a page asks for, as hooks.
//!
//! Invariant: an answer that arrives after its question was replaced is dropped.
//!
//! What does the work knows nothing of what is loaded (`dyn Any`), so that it is compiled once and
//! not once for every page.

use std::any::Any;
use std::cell::Cell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;

use shared::page::Page;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::http::{Answer, Trouble};

type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;
type Thing = Rc<dyn Any>;

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
pub fn use_load<T, F, Fut>(key: String, fetch: F) -> Loaded<T>
where
    T: 'static,
    F: FnOnce() -> Fut + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let (answer, again) = use_answer(
        key,
        Box::new(move || {
            let answer = fetch();
            Box::pin(async move {
                let thing: Thing = Rc::new(answer.await?);
                Ok(thing)
            })
        }),
    );
    let load = match answer {
        None => Load::Waiting,
        Some(Err(trouble)) => Load::Failed(trouble),
        Some(Ok(thing)) => thing.downcast().map_or(Load::Waiting, Load::Ready),
    };
    Loaded { load, again }
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
    ((*answer).clone(), again)
}

/// A list that comes page by page.
pub struct Paged<T> {
    items: Rc<Vec<Thing>>,
    kind: PhantomData<T>,
    /// What is the matter with the newest request; `None` while it is under way.
    pub end: Option<Result<(), Trouble>>,
    /// Whether there is more.
    pub more: bool,
    /// Asks for the next page, or again for the one that failed.
    pub next: Callback<()>,
}

impl<T: 'static> Paged<T> {
    /// What has come so far.
    pub fn items(&self) -> impl Iterator<Item = &T> {
        self.items.iter().filter_map(|item| item.downcast_ref())
    }

    /// Whether nothing has come so far.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// Loads the first page, and again from the first whenever `key` changes.
#[hook]
pub fn use_pages<T, F, Fut>(key: String, fetch: F) -> Paged<T>
where
    T: 'static,
    F: Fn(String) -> Fut + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let (pages, next) = use_raw_pages(
        key,
        Rc::new(move |cursor| {
            let page = fetch(cursor);
            Box::pin(async move {
                let Page { items, next_cursor } = page.await?;
                let things = items.into_iter().map(|item| {
                    let thing: Thing = Rc::new(item);
                    thing
                });
                Ok(Page { items: things.collect(), next_cursor })
            })
        }),
    );
    let Pages { items, cursor, end } = (*pages).clone();
    Paged { items, kind: PhantomData, end, more: cursor.is_some(), next }
}

#[derive(Clone)]
struct Pages {
    items: Rc<Vec<Thing>>,
    cursor: Option<String>,
    end: Option<Result<(), Trouble>>,
}

type FetchPage = Rc<dyn Fn(String) -> Boxed<Answer<Page<Thing>>>>;

#[hook]
fn use_raw_pages(key: String, fetch: FetchPage) -> (UseStateHandle<Pages>, Callback<()>) {
    let pages = use_state(|| Pages { items: Rc::default(), cursor: None, end: None });
    let round = use_mut_ref(|| 0_u32);
    let ask = {
        let (setter, round) = (pages.setter(), round.clone());
        Rc::new(move |items: Rc<Vec<Thing>>, cursor: Option<String>| {
            let asked = *round.borrow();
            let coming = fetch(cursor.clone().unwrap_or_default());
            setter.set(Pages { items: items.clone(), cursor: cursor.clone(), end: None });
            let (setter, round) = (setter.clone(), round.clone());
            spawn_local(async move {
                let page = coming.await;
                if *round.borrow() != asked {
                    return;
                }
                setter.set(match page {
                    Ok(page) => Pages {
                        items: Rc::new(items.iter().cloned().chain(page.items).collect()),
                        cursor: page.next_cursor,
                        end: Some(Ok(())),
                    },
                    Err(trouble) => Pages { items, cursor, end: Some(Err(trouble)) },
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
        let pages = pages.clone();
        Callback::from(move |()| ask(pages.items.clone(), pages.cursor.clone()))
    };
    (pages, next)
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
        self.start(Box::pin(async move {
            let value = answer.await?;
            let done: Box<dyn FnOnce()> = Box::new(move || done(value));
            Ok(done)
        }));
    }

    fn start(&self, work: Boxed<Answer<Box<dyn FnOnce()>>>) {
        if self.state.busy {
            return;
        }
        let tries = self.state.tries;
        let state = self.state.setter();
        state.set(TaskState { busy: true, tries, trouble: None });
        spawn_local(async move {
            match work.await {
                Ok(done) => {
                    state.set(TaskState { busy: false, tries, trouble: None });
                    done();
                }
                Err(trouble) => {
                    state.set(TaskState { busy: false, tries: tries + 1, trouble: Some(trouble) });
                }
            }
        });
    }
}
