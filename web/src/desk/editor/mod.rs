//! The editor of a rule: a form, the rule read back in both languages as it is typed, and the panel
//! that tries it.

pub mod bench;
pub mod blanks;
pub mod kinds;
pub mod outcome;
pub mod reading;
pub mod tree;
pub mod trial;
pub mod verdict;

use std::rc::Rc;

use serde_json::Value;
use shared::fault::{Fault, FaultReport};
use shared::lang::Lang;
use shared::rules::RuleList;
use shared::vocabulary::RulebookStatus;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::desk::{self as calls, Book};
use crate::components::actions::{act, send};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, h2, maybe, p};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::view;
use crate::desk::editor::bench::Bench;
use crate::desk::editor::blanks::blank;
use crate::desk::editor::kinds::fields;
use crate::desk::editor::reading::{read, sentence};
use crate::desk::editor::trial::{Around, Read, Trying, use_try_it};
use crate::desk::parts::{TwoSteps, may_write, use_book, way};
use crate::desk::place::Place;
use crate::desk::rulebook::Known;
use crate::form::Values;
use crate::http::Trouble;
use crate::i18n::desk;
use crate::i18n::editor::{self as text, FIELDS};
use crate::load::{Task, use_task};
use crate::names::{Codes, Institutions, Schemes, use_schemes};
use crate::rule_text::Reader;
use crate::session::{use_lang, use_session};
use crate::sheet::body::{Edit, Typed};
use crate::sheet::inputs::Sheet;
use crate::sheet::options::Options;
use crate::sheet::problem::{fault_link, problem, use_trouble_in_focus};
use crate::{browser, navigate};

/// The page of a rule's editor: of a rulebook's id, a list, and a code that may be empty, with spaces
/// between.
#[hook]
pub fn use_editor_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let mut parts = props.id.splitn(3, ' ');
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let (id, list, code) = (part(), part(), part());
    let list = list.parse().unwrap_or(RuleList::Recognition);
    let book = use_book(&id);
    let locked = !may_write(&session)
        || book.ready().is_some_and(|book| book.summary.status != RulebookStatus::Draft);
    let title = match (code.is_empty(), locked) {
        (true, _) => text::NEW_TITLE.fill(lang, &[list.label(lang)]),
        (_, true) => text::SEE_TITLE.fill(lang, &[list.label(lang), &code]),
        _ => text::EDIT_TITLE.fill(lang, &[list.label(lang), &code]),
    };
    let inside = view(&book, |_| match book.ready() {
        Some(book) if code.is_empty() || has(book, list, &code) => {
            let book = Known(book.clone());
            screen!(use_editor, Props { book, list, code: code.clone(), locked })
        }
        _ => empty(text::NO_RULE.get(lang), Html::default()),
    });
    let back = actions([
        way(&Place::Rulebook(id.clone()), desk::TO_BOOK.get(lang)),
        way(&Place::Findings(id), text::CHECK_NEXT.get(lang)),
    ]);
    page(title, "", Width::Wide, all([inside, back]))
}

fn has(book: &Book, list: RuleList, code: &str) -> bool {
    book.rule(code).is_some_and(|(found, _)| found == list)
}

/// Carried to the page of a rule that has just been saved.
struct JustSaved;

#[derive(Clone)]
struct Props {
    book: Known,
    list: RuleList,
    code: String,
    locked: bool,
}

#[hook]
fn use_editor(props: &Props) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let Props { list, code, .. } = props;
    let list = *list;
    let known = use_state(|| props.book.clone());
    let typed = use_reducer(|| {
        let raw = props.book.0.rule(code).map(|(_, rule)| rule.clone());
        Typed::new(raw.unwrap_or_else(|| blank(list)))
    });
    let (task, tried) = (use_task(), use_state(|| false));
    use_trouble_in_focus(&task);
    // The form box lists faults by slots; here each field follows from its pointer.
    let quiet = use_task();
    let saved = use_state(|| navigate::carried::<JustSaved>().is_some());
    let around = use_memo((*known).clone(), |book| {
        let rules = book.0.rules();
        let bench = rules.map(|rules| Rc::new(Bench::new(rules, list, code)));
        Around(bench, book.0.institutions.clone())
    });
    let rule = use_memo(typed.body.clone(), |body| Read(Rc::new(read(list, body))));
    let change = {
        let (dispatcher, saved) = (typed.dispatcher(), saved.setter());
        Callback::from(move |edit: Edit| {
            saved.set(false);
            dispatcher.dispatch(edit);
        })
    };
    let onsend = {
        let (props, task, typed, rule) = (props.clone(), task.clone(), typed.clone(), rule.clone());
        let (known, saved, tried) = (known.clone(), saved.setter(), tried.setter());
        Callback::from(move |_: Values| {
            tried.set(true);
            match &*rule.0 {
                Ok(_) => save(&props, &task, &typed.body, known.clone(), saved.clone()),
                Err(faults) => task.refuse(Trouble::of_faults(faults)),
            }
        })
    };
    let faults = reports(&rule, &task, *tried, lang);
    let institutions = &known.0.institutions;
    let (body, from) = (typed.body.clone(), known.0.summary.effective_from);
    let trying = Trying { list, body, from, rule: (*rule).clone(), around: (*around).clone() };
    let panel = html! {
        <aside class="split-side">
            { read_back(&rule, &schemes, institutions, lang) }
            { screen!(use_try_it, trying) }
        </aside>
    };
    let (body, round) = (&*typed.body, typed.round);
    let sheet =
        Sheet { body, round, prefix: "", faults: &faults, names: FIELDS, change: &change, lang };
    let options = Options { schemes: &schemes, institutions };
    let desk = all([
        html! { <div role="status">{ maybe(saved.then_some(()), |()| done(lang)) }</div> },
        stale(&task, &known, lang),
        if props.locked { p("hint", text::LOCKED.get(lang)) } else { Html::default() },
        problem(&task, "/rule", FIELDS, lang),
        desk_form(props, [&task, &quiet], &sheet, &options, onsend),
        screen!(use_removal, props.clone()),
    ]);
    html! { <div class="split editor"><div class="split-main">{ desk }</div>{ panel }</div> }
}

/// The form: what can be typed, and the button that saves it.
fn desk_form(
    props: &Props,
    [task, quiet]: [&Task; 2],
    sheet: &Sheet<'_>,
    options: &Options<'_>,
    onsend: Callback<Values>,
) -> Html {
    let fields = fields(props.list, sheet, options);
    let fields = html! { <fieldset disabled={props.locked}>{ fields }</fieldset> };
    let save =
        (!props.locked).then(|| actions([send("save-rule", text::SAVE_RULE, task, sheet.lang)]));
    let inside = all([fields, save.unwrap_or_default()]);
    form(quiet, &[], onsend, "editor-form", inside)
}

/// What is wrong: before the first try only what was typed wrongly, not what is still missing.
fn reports(rule: &Read, task: &Task, tried: bool, lang: Lang) -> Vec<FaultReport> {
    let mut found: Vec<FaultReport> = match &*rule.0 {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.report(lang)).collect(),
    };
    found.retain(|fault| tried || fault.code != "required");
    if let Some(trouble @ Trouble::Refused(_)) = task.trouble() {
        // The server's pointers start at the body, in which the rule stands.
        found.extend(trouble.faults().iter().map(|fault| FaultReport {
            pointer: fault.pointer.strip_prefix("/rule").unwrap_or(&fault.pointer).to_owned(),
            ..fault.clone()
        }));
    }
    found
}

/// The rule as a sentence in both languages, or what is still missing.
fn read_back(rule: &Read, schemes: &Schemes, institutions: &Institutions, lang: Lang) -> Html {
    let inside = match &*rule.0 {
        Ok(rule) => {
            let said = |lang: Lang, id: &'static str| {
                let (schemes, institutions) = (schemes.clone(), institutions.clone());
                // Whoever types codes reads back codes.
                let codes = Codes::default();
                let said = sentence(rule, &Reader { lang, schemes, institutions, codes });
                html! { <p class="sentence" {id} lang={lang.tag()}>{ said }</p> }
            };
            all([said(Lang::Zh, "sentence-zh"), said(Lang::En, "sentence-en")])
        }
        Err(faults) => not_yet(faults, lang),
    };
    html! {
        <section class="read-back" aria-live="polite">
            { h2(text::READ_BACK.get(lang)) }{ inside }
        </section>
    }
}

fn not_yet(faults: &[Fault], lang: Lang) -> Html {
    let line = |fault: &Fault| {
        let said = fault.kind.message();
        html! { <li>{ fault_link(FIELDS, &fault.pointer, said.get(lang), lang) }</li> }
    };
    html! {
        <div id="not-yet" data-faults={faults.len().to_string()}>
            { p("", text::NOT_YET.fill(lang, &[&faults.len().to_string()])) }
            <ul class="plain links">{ for faults.iter().map(line) }</ul>
        </div>
    }
}

fn done(lang: Lang) -> Html {
    html! { <div id="saved">{ notice(Tone::Done, text::RULE_SAVED.get(lang), Html::default()) }</div> }
}

fn save(
    props: &Props,
    task: &Task,
    body: &Rc<Value>,
    known: UseStateHandle<Known>,
    saved: UseStateSetter<bool>,
) {
    let id = known.0.summary.id.to_string();
    let typed = body.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    let old = if props.code.is_empty() { typed.clone() } else { props.code.clone() };
    let mut rule = (**body).clone();
    if let Some(fields) = rule.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    let (list, same) = (props.list, typed == props.code);
    task.run(calls::save_rule(&id, &known.0.tag, &old, list, &rule), move |_| {
        browser::scroll_to_top();
        if !same {
            let place = Place::Rule(id, list, typed);
            return navigate::go_with(&place.route(), Rc::new(JustSaved));
        }
        saved.set(true);
        spawn_local(refresh(id, known));
    });
}

/// Reads the rulebook anew; what is typed stays.
async fn refresh(id: String, known: UseStateHandle<Known>) {
    if let Ok(book) = calls::book(&id).await {
        known.set(Known(Rc::new(book)));
    }
}

/// Someone else changed the draft: what to do, with what was typed still there.
fn stale(task: &Task, known: &UseStateHandle<Known>, lang: Lang) -> Html {
    if !task.trouble().is_some_and(|trouble| trouble.is("stale_match")) {
        return Html::default();
    }
    let onclick = {
        let (task, known) = (task.clone(), known.clone());
        Callback::from(move |_: MouseEvent| {
            task.clear();
            spawn_local(refresh(known.0.summary.id.to_string(), known.clone()));
        })
    };
    let inside = all([
        p("", desk::CHANGED_MEANWHILE_DETAIL.get(lang)),
        actions([act("read-newest", desk::READ_NEWEST, lang, onclick)]),
    ]);
    let inside = notice(Tone::Careful, desk::CHANGED_MEANWHILE.get(lang), inside);
    html! { <div id="stale">{ inside }</div> }
}

/// Removing the rule, in two steps.
#[hook]
fn use_removal(props: &Props) -> Html {
    let lang = use_lang();
    let (task, asked) = (use_task(), use_state(|| false));
    if props.locked || props.code.is_empty() {
        return Html::default();
    }
    let onclick = {
        let (task, props) = (task.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            let id = props.book.0.summary.id.to_string();
            let code = props.code.clone();
            let work = Box::pin({
                let id = id.clone();
                async move {
                    // Whatever was saved since this page was opened.
                    let book = calls::book(&id).await?;
                    calls::remove_rule(&id, &book.tag, &code).await?;
                    Ok(())
                }
            });
            let done = move |_| navigate::go(&Place::Rulebook(id).route());
            task.run(crate::http::Coming::<()>::of(work), done);
        })
    };
    let steps = TwoSteps {
        id: "remove-rule",
        ask: text::REMOVE_RULE,
        warning: text::REMOVE_WARNING,
        sure_id: "remove-rule-sure",
        sure: text::REMOVE_SURE,
    };
    let trouble = crate::components::states::task_trouble(&task);
    steps.view(&asked, &task, lang, trouble, onclick)
}
