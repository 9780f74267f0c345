//! An errand: something that is filled in, looked at once more, and then sent.
//!
//! Invariants: nothing is sent before it was looked at; what was typed is kept until the end; sent
//! again after a lost answer, it happens once.

use std::rc::Rc;

use serde_json::Value;
use shared::lang::Lang;
use yew::prelude::*;

use crate::browser;
use crate::components::actions::{act, run, send};
use crate::components::form_box::form;
use crate::components::markup::{actions, all};
use crate::components::states::task_trouble;
use crate::form::{Slot, Values};
use crate::http::{Answer, Boxed, Coming, Thing, Trouble};
use crate::i18n::{Words, common, staff as text};
use crate::load::{Task, use_task};
use crate::session::use_lang;

type Ask = dyn Fn(&Task, Lang) -> Html;
type Read = dyn Fn(&Values) -> Result<Value, Trouble>;
type Review = dyn Fn(&Value, Lang) -> Html;
type Send = dyn Fn(Value, &str) -> Boxed<Answer<Thing>>;

/// What is asked, how the answers are read back, and what happens with them.
#[derive(Clone)]
pub struct Errand {
    slots: &'static [Slot],
    fields: Rc<Ask>,
    read: Rc<Read>,
    review: Rc<Review>,
    sure: (&'static str, Words),
    send: Rc<Send>,
    done: Rc<dyn Fn(Thing)>,
}

impl Errand {
    /// A form by its places, its fields, and how it is read; `sure` is the id and the name of the
    /// button that sends what was looked at.
    pub fn new(
        slots: &'static [Slot],
        fields: impl Fn(&Task, Lang) -> Html + 'static,
        read: impl Fn(&Values) -> Result<Value, Trouble> + 'static,
        sure: (&'static str, Words),
    ) -> Self {
        Self {
            slots,
            fields: Rc::new(fields),
            read: Rc::new(read),
            review: Rc::new(|_, _| Html::default()),
            sure,
            send: Rc::new(|_, _| Coming::<()>::of(async { Err(Trouble::Unreadable) }).thing()),
            done: Rc::new(|_| ()),
        }
    }

    /// How the answers are read back before they are sent.
    pub fn review(self, review: impl Fn(&Value, Lang) -> Html + 'static) -> Self {
        Self { review: Rc::new(review), ..self }
    }

    /// What is sent, under a key of its own, and what happens then.
    pub fn send<T: 'static>(
        self,
        send: impl Fn(Value, &str) -> Coming<T> + 'static,
        done: impl Fn(Rc<T>) + 'static,
    ) -> Self {
        let done = move |thing: Thing| {
            if let Ok(value) = thing.downcast() {
                done(value);
            }
        };
        let send = move |body: Value, key: &str| send(body, key).thing();
        Self { send: Rc::new(send), done: Rc::new(done), ..self }
    }
}

/// What was read, and the key that it is sent under.
type Answers = Option<(Value, String)>;

/// The questions, and then the answers to look at.
#[hook]
pub fn use_errand(errand: &Errand) -> Html {
    let lang = use_lang();
    let task = use_task();
    let answers = use_state(Answers::default);
    let onsend = {
        let (task, answers, read) = (task.clone(), answers.clone(), errand.read.clone());
        Callback::from(move |values: Values| match read(&values) {
            Ok(body) => {
                task.clear();
                answers.set(Some((body, browser::random_key())));
                browser::focus("heading");
                browser::scroll_to_top();
            }
            Err(trouble) => task.refuse(trouble),
        })
    };
    // What the bank finds wrong with a value is mended where it was typed.
    let wrong = task.trouble().is_some_and(|trouble| !trouble.faults().is_empty());
    let looked_at = answers.as_ref().filter(|_| !wrong);
    let fields = all([
        (errand.fields)(&task, lang),
        actions([send("continue", common::CONTINUE, &task, lang)]),
    ]);
    let questions = form(&task, errand.slots, onsend, "", fields);
    html! {
        <>
            { looked_at.map(|it| review(errand, it, &answers, &task, lang)).unwrap_or_default() }
            <div hidden={looked_at.is_some()}>{ questions }</div>
        </>
    }
}

fn review(
    errand: &Errand,
    (body, key): &(Value, String),
    answers: &UseStateHandle<Answers>,
    task: &Task,
    lang: Lang,
) -> Html {
    let change = {
        let (answers, task) = (answers.clone(), task.clone());
        Callback::from(move |_: MouseEvent| {
            task.clear();
            answers.set(None);
        })
    };
    let sure = {
        let (errand, task) = (errand.clone(), task.clone());
        let (body, key) = (body.clone(), key.clone());
        Callback::from(move |_: MouseEvent| {
            let done = errand.done.clone();
            task.start((errand.send)(body.clone(), &key), Box::new(move |thing| done(thing)));
        })
    };
    let (id, name) = errand.sure;
    let buttons = actions([
        run(id, if task.busy() { common::SENDING } else { name }, task, lang, sure),
        act("change", text::CHANGE, lang, change),
    ]);
    html! {
        <section id="check">
            <h2>{ text::CHECK_ANSWERS.get(lang) }</h2>
            { (errand.review)(body, lang) }
            { task_trouble(task) }
            { buttons }
        </section>
    }
}
