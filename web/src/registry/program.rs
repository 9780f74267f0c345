//! The editor of a program: its requirements, their units and what they take, with the sums as they
//! are typed and each fault at its field.

use std::rc::Rc;

use serde_json::Value;
use shared::fault::{Fault, FaultReport};
use shared::fields::Form;
use shared::lang::Lang;
use shared::programs::{PostProgram, Program};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::staff::{self as calls, Tagged};
use crate::components::actions::{act, send};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, p};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::view;
use crate::form::Values;
use crate::http::{Answer, Coming, Trouble};
use crate::i18n::registry::{self as text, PROGRAM_FIELDS};
use crate::i18n::staff;
use crate::load::{Task, use_load, use_task};
use crate::names::{Institutions, institutions, use_schemes};
use crate::registry::parts::{may_write, way, without_id};
use crate::registry::place::Place;
use crate::registry::program_fields::{Named, blank, fields};
use crate::registry::sums::sums;
use crate::session::{use_lang, use_session};
use crate::sheet::body::{Edit, Typed};
use crate::sheet::inputs::Sheet;
use crate::sheet::options::Options;
use crate::sheet::problem::{problem, use_trouble_in_focus};
use crate::{browser, navigate};

/// A program as it came, for the editor.
#[derive(Clone)]
struct Found {
    id: String,
    body: Rc<Value>,
    tag: String,
    institutions: Institutions,
}

async fn find(id: String) -> Answer<Found> {
    let institutions = institutions().await?;
    if id.is_empty() {
        let (body, tag) = (Rc::new(blank()), String::new());
        return Ok(Found { id, body, tag, institutions });
    }
    let Tagged { mut value, tag } =
        calls::raw(format!("/programs/{}", browser::encode(&id))).await?;
    without_id(&mut value);
    Ok(Found { id, body: Rc::new(value), tag, institutions })
}

/// Carried to the page of a program that has just been saved.
struct JustSaved;

#[hook]
pub fn use_program_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = {
        let id = props.id.clone();
        use_load(id.clone(), move || Coming::of(find(id)))
    };
    let name = loaded.ready().and_then(|it| it.body.pointer("/code")?.as_str().map(str::to_owned));
    let title = match name {
        Some(name) => text::SEE_PROGRAM.fill(lang, &[&name]),
        None => text::NEW_PROGRAM.get(lang).to_owned(),
    };
    let write = may_write(&session);
    let inside = view(&loaded, |found| {
        let write = if write { Write::May } else { Write::Not };
        screen!(use_editor, Props { found: found.clone(), write })
    });
    let back = actions([way(&Place::Programs, text::TO_PROGRAMS, lang)]);
    page(title, "", Width::Wide, all([inside, back]))
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
    let tag = use_state(|| found.tag.clone());
    let typed = use_reducer(|| Typed::new((*found.body).clone()));
    let (task, quiet) = (use_task(), use_task());
    let (tried, saved) =
        (use_state(|| false), use_state(|| navigate::carried::<JustSaved>().is_some()));
    use_trouble_in_focus(&task);
    let change = {
        let (dispatcher, saved) = (typed.dispatcher(), saved.setter());
        Callback::from(move |edit: Edit| {
            saved.set(false);
            dispatcher.dispatch(edit);
        })
    };
    let read = PostProgram::parse(&typed.body);
    let onsend = {
        let (task, tried, saved) = (task.clone(), tried.setter(), saved.setter());
        let (id, body, tag) = (found.id.clone(), typed.body.clone(), tag.clone());
        Callback::from(move |_: Values| {
            tried.set(true);
            match PostProgram::parse(&body) {
                Ok(_) => save(&id, &body, &tag, &task, saved.clone()),
                Err(faults) => task.refuse(Trouble::of_faults(&faults)),
            }
        })
    };
    let faults = reports(read.as_ref().err(), &task, *tried, lang);
    let (body, round) = (&*typed.body, typed.round);
    let names = PROGRAM_FIELDS;
    let sheet = Sheet { body, round, prefix: "", faults: &faults, names, change: &change, lang };
    let options = Options { schemes: &schemes, institutions: &found.institutions };
    let locked = props.write == Write::Not;
    let named = if found.id.is_empty() { Named::Now } else { Named::Before };
    let inputs = fields(&sheet, &options, named);
    let save = (!locked).then(|| actions([send("save-program", text::SAVE_PROGRAM, &task, lang)]));
    let inside = html! {
        <>
            <fieldset disabled={locked}>{ inputs }</fieldset>
            { save.unwrap_or_default() }
        </>
    };
    let desk = all([
        html! { <div role="status">{ if *saved { done(lang) } else { Html::default() } }</div> },
        stale(&task, &found.id, &tag, lang),
        if locked { p("hint", staff::READ_ONLY.get(lang)) } else { Html::default() },
        if stale_now(&task) { Html::default() } else { problem(&task, "", names, lang) },
        form(&quiet, &[], onsend, "editor-form", inside),
    ]);
    html! {
        <div class="split editor">
            <div class="split-main">{ desk }</div>
            <aside class="split-side" aria-live="polite">{ sums(body, lang) }</aside>
        </div>
    }
}

fn done(lang: Lang) -> Html {
    let inside = notice(Tone::Done, text::PROGRAM_SAVED.get(lang), Html::default());
    html! { <div id="saved">{ inside }</div> }
}

/// What is wrong: before the first try only what was typed wrongly, not what is still missing.
fn reports(faults: Option<&Vec<Fault>>, task: &Task, tried: bool, lang: Lang) -> Vec<FaultReport> {
    let mut found: Vec<FaultReport> =
        faults.into_iter().flatten().map(|fault| fault.report(lang)).collect();
    found.retain(|fault| tried || fault.code != "required");
    if let Some(trouble @ Trouble::Refused(_)) = task.trouble() {
        found.extend(trouble.faults().iter().cloned());
    }
    found
}

fn save(
    id: &str,
    body: &Rc<Value>,
    tag: &UseStateHandle<String>,
    task: &Task,
    saved: UseStateSetter<bool>,
) {
    let known = (!id.is_empty()).then(|| (id.to_owned(), (**tag).clone()));
    let pair = known.as_ref().map(|(id, tag)| (id.as_str(), tag.as_str()));
    let tag = tag.clone();
    task.run(calls::save_program(pair, (**body).clone()), move |program: Rc<Program>| {
        browser::scroll_to_top();
        if known.is_none() {
            let place = Place::Program(program.id.to_string());
            return navigate::replace_with(&place.route(), Rc::new(JustSaved));
        }
        saved.set(true);
        refresh(program.id.to_string(), tag);
    });
}

/// Learns the newest version; what is typed stays.
fn refresh(id: String, tag: UseStateHandle<String>) {
    spawn_local(async move {
        if let Ok(newest) = calls::raw(format!("/programs/{}", browser::encode(&id))).await {
            tag.set(newest.tag);
        }
    });
}

fn stale_now(task: &Task) -> bool {
    task.trouble().is_some_and(|trouble| trouble.is("stale_match"))
}

/// Somebody else changed it: what to do, with what was typed still there.
fn stale(task: &Task, id: &str, tag: &UseStateHandle<String>, lang: Lang) -> Html {
    if !stale_now(task) {
        return Html::default();
    }
    let onclick = {
        let (task, id, tag) = (task.clone(), id.to_owned(), tag.clone());
        Callback::from(move |_: MouseEvent| {
            task.clear();
            refresh(id.clone(), tag.clone());
        })
    };
    let inside = all([
        p("", text::CHANGED_MEANWHILE_DETAIL.get(lang)),
        actions([act("read-newest", text::READ_NEWEST, lang, onclick)]),
    ]);
    let inside = notice(Tone::Careful, text::CHANGED_MEANWHILE.get(lang), inside);
    html! { <div id="stale">{ inside }</div> }
}
