//! The editor of a record that administrators keep: its fields, each fault at its field, and saving
//! over the version that was read.

use std::rc::Rc;

use serde_json::Value;
use shared::fault::{Fault, FaultReport};
use shared::lang::Lang;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::staff::{self as calls, Tagged};
use crate::components::actions::{act, send};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, live_aside, p};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::view;
use crate::form::Values;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::{Words, registry as text, staff};
use crate::load::{Task, use_load, use_task};
use crate::names::{Institutions, institutions, use_schemes};
use crate::registry::parts::{may_write, way, without_id};
use crate::registry::place::Place;
use crate::session::{use_lang, use_session};
use crate::sheet::body::{Edit, Typed};
use crate::sheet::inputs::Sheet;
use crate::sheet::options::Options;
use crate::sheet::problem::{problem, use_trouble_in_focus};
use crate::sheet::words::Names;
use crate::{browser, navigate};

/// A kind of record, and what is special about it.
pub struct Kind {
    /// Where the records stand in the API.
    pub path: &'static str,
    /// The pages of the records: of all, and of the one that was just saved.
    pub all: Place,
    pub one: fn(&Value) -> Place,
    /// What its fields are called.
    pub names: Names,
    /// One of which nothing has been typed yet.
    pub blank: fn() -> Value,
    /// What is wrong with one.
    pub faults: fn(&Value) -> Vec<Fault>,
    /// Its inputs.
    pub inputs: fn(&Sheet<'_>, &Options<'_>, Named) -> Html,
    /// What stands beside the inputs; nothing, and they take the whole width.
    pub beside: Option<fn(&Value, Lang) -> Html>,
    /// The heading of one by its body, and the heading of a new one.
    pub title: fn(&Value, Lang) -> String,
    pub new: Words,
    /// The way back to all, the button that saves, and what is said then.
    pub back: Words,
    pub save: Words,
    pub saved: Words,
}

/// Whether it has its code already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// It gets its code now.
    Now,
    /// It has been saved under a code, which stays.
    Before,
}

/// A record as it came, for the editor.
#[derive(Clone)]
struct Found {
    kind: &'static Kind,
    id: String,
    body: Rc<Value>,
    tag: String,
    institutions: Institutions,
}

async fn find(kind: &'static Kind, id: String) -> Answer<Found> {
    let institutions = institutions().await?;
    if id.is_empty() {
        let (body, tag) = (Rc::new((kind.blank)()), String::new());
        return Ok(Found { kind, id, body, tag, institutions });
    }
    let Tagged { mut value, tag } =
        calls::raw(format!("{}/{}", kind.path, browser::encode(&id))).await?;
    without_id(&mut value);
    Ok(Found { kind, id, body: Rc::new(value), tag, institutions })
}

/// Carried to the page of a record that has just been saved.
struct JustSaved;

/// Whether the page before has just saved a new record.
pub fn just_saved() -> bool {
    navigate::carried::<JustSaved>().is_some()
}

/// The page of a record; an empty id is a new one.
#[hook]
pub fn use_record_page(kind: &'static Kind, props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = {
        let id = props.id.clone();
        use_load(id.clone(), move || Coming::of(find(kind, id)))
    };
    let known = loaded.ready().filter(|it| !it.id.is_empty());
    let title =
        known.map_or_else(|| kind.new.get(lang).to_owned(), |it| (kind.title)(&it.body, lang));
    let write = may_write(&session);
    let inside = view(&loaded, |found| {
        let write = if write { Write::May } else { Write::Not };
        screen!(use_editor, Props { found: found.clone(), write })
    });
    let back = actions([way(&kind.all, kind.back, lang)]);
    let width = if kind.beside.is_some() { Width::Wide } else { Width::Column };
    page(title, "", width, all([inside, back]))
}

/// Whether it can be changed by who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Write {
    May,
    Not,
}

struct Props {
    found: Found,
    write: Write,
}

#[hook]
fn use_editor(props: &Props) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let found = &props.found;
    let kind = found.kind;
    let tag = use_state(|| found.tag.clone());
    let typed = use_reducer(|| Typed::new((*found.body).clone()));
    let (task, quiet) = (use_task(), use_task());
    let (tried, saved) = (use_state(|| false), use_state(just_saved));
    use_trouble_in_focus(&task);
    let change = {
        let (dispatcher, saved) = (typed.dispatcher(), saved.setter());
        Callback::from(move |edit: Edit| {
            saved.set(false);
            dispatcher.dispatch(edit);
        })
    };
    let wrong = (kind.faults)(&typed.body);
    let onsend = {
        let (task, tried, saved) = (task.clone(), tried.setter(), saved.setter());
        let (found, body, tag) = (found.clone(), typed.body.clone(), tag.clone());
        Callback::from(move |_: Values| {
            tried.set(true);
            match (kind.faults)(&body).as_slice() {
                [] => save(&found, &body, &tag, &task, saved.clone()),
                faults => task.refuse(Trouble::of_faults(faults)),
            }
        })
    };
    let faults = reports(&wrong, &task, *tried, lang);
    let (body, round, names) = (&*typed.body, typed.round, kind.names);
    let sheet = Sheet { body, round, prefix: "", faults: &faults, names, change: &change, lang };
    let options = Options { schemes: &schemes, institutions: &found.institutions };
    let locked = props.write == Write::Not;
    let named = if found.id.is_empty() { Named::Now } else { Named::Before };
    let inputs = (kind.inputs)(&sheet, &options, named);
    let save = (!locked).then(|| actions([send("save", kind.save, &task, lang)]));
    let inside = html! {
        <>
            <fieldset disabled={locked}>{ inputs }</fieldset>
            { save.unwrap_or_default() }
        </>
    };
    let desk = all([
        html! { <div role="status">{ if *saved { done(kind, lang) } else { Html::default() } }</div> },
        stale(&task, found, &tag, lang),
        if locked { p("hint", staff::READ_ONLY.get(lang)) } else { Html::default() },
        if stale_now(&task) { Html::default() } else { problem(&task, "", names, lang) },
        form(&quiet, &[], onsend, "editor-form", inside),
    ]);
    let Some(beside) = kind.beside else { return desk };
    let beside = live_aside(beside(body, lang));
    html! { <div class="split editor"><div class="split-main">{ desk }</div>{ beside }</div> }
}

/// That it was saved.
pub fn done(kind: &Kind, lang: Lang) -> Html {
    let inside = notice(Tone::Done, kind.saved.get(lang), Html::default());
    html! { <div id="saved">{ inside }</div> }
}

/// What is wrong: before the first try only what was typed wrongly, not what is still missing.
fn reports(wrong: &[Fault], task: &Task, tried: bool, lang: Lang) -> Vec<FaultReport> {
    let mut found: Vec<FaultReport> = wrong.iter().map(|fault| fault.report(lang)).collect();
    found.retain(|fault| tried || fault.code != "required");
    if let Some(trouble @ Trouble::Refused(_)) = task.trouble() {
        found.extend(trouble.faults().iter().cloned());
    }
    found
}

fn save(
    found: &Found,
    body: &Rc<Value>,
    tag: &UseStateHandle<String>,
    task: &Task,
    saved: UseStateSetter<bool>,
) {
    let (kind, new, tag) = (found.kind, found.id.is_empty(), tag.clone());
    let known = (!new).then_some((found.id.as_str(), tag.as_str()));
    task.run(calls::save_record(kind.path, known, (**body).clone()), move |now| {
        browser::scroll_to_top();
        if new {
            return navigate::replace_with(&(kind.one)(&now.value).route(), Rc::new(JustSaved));
        }
        saved.set(true);
        tag.set(now.tag.clone());
    });
}

fn stale_now(task: &Task) -> bool {
    task.trouble().is_some_and(|trouble| trouble.is("stale_match"))
}

/// Somebody else changed it: what to do, with what was typed still there.
fn stale(task: &Task, found: &Found, tag: &UseStateHandle<String>, lang: Lang) -> Html {
    if !stale_now(task) {
        return Html::default();
    }
    let onclick = {
        let (task, tag) = (task.clone(), tag.clone());
        let path = format!("{}/{}", found.kind.path, browser::encode(&found.id));
        Callback::from(move |_: MouseEvent| {
            task.clear();
            let (path, tag) = (path.clone(), tag.clone());
            spawn_local(async move {
                // The newest version is learnt; what is typed stays.
                if let Ok(newest) = calls::raw(path).await {
                    tag.set(newest.tag);
                }
            });
        })
    };
    let inside = all([
        p("", text::CHANGED_MEANWHILE_DETAIL.get(lang)),
        actions([act("read-newest", text::READ_NEWEST, lang, onclick)]),
    ]);
    let inside = notice(Tone::Careful, text::CHANGED_MEANWHILE.get(lang), inside);
    html! { <div id="stale">{ inside }</div> }
}
