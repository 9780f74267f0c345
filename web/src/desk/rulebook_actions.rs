//! What can be done with a rulebook, by where it stands.

use serde_json::Value;
use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use shared::rulebooks::RulebookSummary;
use shared::vocabulary::RulebookStatus;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::actions::{act, run, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, aside, maybe, p};
use crate::components::notice::{Tone, notice};
use crate::components::part::screen;
use crate::components::states::task_trouble;
use crate::desk::parts::{TwoSteps, way_at};
use crate::desk::place::Place;
use crate::desk::rulebook::Props;
use crate::desk::rulebooks::start;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{desk as text, rules as rules_text};
use crate::load::{Task, use_task};
use crate::session::{Session, use_session};
use crate::{browser, navigate};

const FROM: Slot = Slot::new("effective-from", "/effective_from", text::EFFECTIVE_FROM);
const NOTE: Slot = Slot::new("note", "/note", text::NOTE);
const REASON: Slot = Slot::new("reason", "/reason", text::REASON);

#[hook]
pub fn use_acts(props: &Props) -> Html {
    let session = use_session();
    let lang = session.lang();
    let (task, copying) = (use_task(), use_task());
    let asked = use_state(|| false);
    let summary = &props.book.0.summary;
    let id = summary.id.to_string();
    let inside = if props.write {
        match summary.status {
            RulebookStatus::Draft => all([
                screen!(use_head, props.clone()),
                submit(props, &task, lang),
                discard(props, &asked, &task, lang),
            ]),
            RulebookStatus::Submitted => submitted(props, &session, &task),
            RulebookStatus::Published => retire(props, &asked, &task, lang),
            RulebookStatus::Retired => Html::default(),
        }
    } else {
        p("hint", text::READ_ONLY.get(lang))
    };
    let copy = {
        let (copying, id) = (copying.clone(), id.clone());
        Callback::from(move |_: MouseEvent| start(&copying, calls::copy(&id)))
    };
    let copy = props.write.then(|| act("copy", text::NEW_COPY, lang, copy));
    let download = {
        let (id, task) = (id.clone(), copying.clone());
        Callback::from(move |_: MouseEvent| download(id.clone(), task.clone()))
    };
    let also = actions([
        way_at("differences", &Place::Difference(id, String::new()), text::DIFFERENCES, lang),
        act("download", text::DOWNLOAD, lang, download),
        maybe(copy, |copy| copy),
    ]);
    aside(all([inside, task_trouble(&copying), also]))
}

fn download(id: String, task: Task) {
    spawn_local(async move {
        match calls::csv(&id).await {
            Ok(content) => browser::save_as(&format!("rules-{id}.csv"), &content),
            Err(trouble) => task.refuse(trouble),
        }
    });
}

/// The day and the note of a draft.
#[hook]
fn use_head(props: &Props) -> Html {
    let lang = use_session().lang();
    let task = use_task();
    let done = use_state(|| false);
    let onsend = {
        let (props, task, done) = (props.clone(), task.clone(), done.clone());
        Callback::from(move |values: Values| {
            let (from, note) = (values.day(FROM), Value::from(values.text(NOTE).trim()));
            let (again, done) = (props.again.clone(), done.clone());
            task.run(calls::save_head(&props.book.0, from, note), move |_| {
                done.set(true);
                again.emit(());
            });
        })
    };
    let summary = &props.book.0.summary;
    let fields = all([
        Field::new(FROM, Kind::Day).start(summary.effective_from.to_string()).view(&task, lang),
        Field::new(NOTE, Kind::Text).optional().start(summary.note.clone()).view(&task, lang),
        actions([send("save-head", text::SAVE_HEAD, &task, lang)]),
    ]);
    let saved = done.then(|| notice(Tone::Done, text::SAVED.get(lang), Html::default()));
    all([
        html! { <div role="status">{ saved.unwrap_or_default() }</div> },
        form(&task, &[FROM, NOTE], onsend, "", fields),
    ])
}

/// A callback that takes a step of the rulebook's life and reads it anew.
fn stepping(props: &Props, step: &'static str, task: &Task) -> Callback<MouseEvent> {
    let (id, again, task) =
        (props.book.0.summary.id.to_string(), props.again.clone(), task.clone());
    Callback::from(move |_: MouseEvent| {
        let again = again.clone();
        task.run(calls::step(&id, step), move |_| again.emit(()));
    })
}

fn submit(props: &Props, task: &Task, lang: Lang) -> Html {
    let onclick = stepping(props, "submit", task);
    all([task_trouble(task), actions([run("submit", text::SUBMIT, task, lang, onclick)])])
}

fn submitted(props: &Props, session: &Session, task: &Task) -> Html {
    let lang = session.lang();
    let id = props.book.0.summary.id.to_string();
    let summary = &props.book.0.summary;
    let publish = if is_own(session, summary) {
        let detail = text::OWN_WORK_DETAIL.fill(lang, &[&writers(summary, lang)]);
        notice(Tone::Know, text::OWN_WORK.get(lang), p("", detail))
    } else {
        let place = Place::Publish(id);
        let name = text::TO_PUBLISH.get(lang);
        actions([html! { <a href={place.path()} id="go-publish" class="button main">{ name }</a> }])
    };
    let onclick = stepping(props, "withdraw", task);
    let withdraw = actions([act("withdraw", text::WITHDRAW, lang, onclick)]);
    all([publish, task_trouble(task), withdraw])
}

/// Whether the person at the desk wrote some of the rulebook.
pub fn is_own(session: &Session, it: &RulebookSummary) -> bool {
    let is_it = |writer: &String| {
        session.user().is_some_and(|user| user.name == *writer || user.username == *writer)
    };
    is_it(&it.author) || it.editors.iter().any(is_it)
}

/// Everybody who wrote some of the rulebook.
pub fn writers(it: &RulebookSummary, lang: Lang) -> String {
    let writers: Vec<&str> =
        std::iter::once(&it.author).chain(&it.editors).map(String::as_str).collect();
    writers.join(rules_text::LIST.get(lang))
}

fn discard(props: &Props, asked: &UseStateHandle<bool>, task: &Task, lang: Lang) -> Html {
    let (book, work) = (props.book.clone(), task.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        let done = |_| navigate::go(&Place::Rulebooks.route());
        work.run(calls::discard(&book.0), done);
    });
    let steps = TwoSteps {
        id: "discard",
        ask: text::DISCARD,
        warning: text::DISCARD_WARNING,
        sure_id: "discard-sure",
        sure: text::DISCARD_SURE,
    };
    steps.view(asked, task, lang, Html::default(), onclick)
}

fn retire(props: &Props, asked: &UseStateHandle<bool>, task: &Task, lang: Lang) -> Html {
    let (id, again) = (props.book.0.summary.id.to_string(), props.again.clone());
    let work = task.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let reason = browser::value(REASON.id);
        if reason.trim().is_empty() {
            let missing = Fault::new(REASON.at, FaultKind::Required);
            return work.refuse(Trouble::of_faults(&[missing]));
        }
        let again = again.clone();
        work.run(calls::retire(&id, Value::from(reason.trim())), move |_| again.emit(()));
    });
    let steps = TwoSteps {
        id: "retire",
        ask: text::RETIRE,
        warning: text::RETIRE_WARNING,
        sure_id: "retire-sure",
        sure: text::RETIRE_SURE,
    };
    let reason = Field::new(REASON, Kind::Text).view(task, lang);
    let trouble =
        if task.fault_at(&REASON).is_some() { Html::default() } else { task_trouble(task) };
    steps.view(asked, task, lang, all([trouble, reason]), onclick)
}
