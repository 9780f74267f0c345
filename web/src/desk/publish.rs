//! Publishing a rulebook: how it takes effect and why, what is accepted, a check of the answers,
//! and the page of what came of it.

use std::rc::Rc;

use serde_json::{Value, json};
use shared::lang::Lang;
use shared::rulebooks::{Findings, Progress, PublishMode, PublishRequest, RulebookSummary};
use shared::rules::{FindingCode, FindingReport, Severity};
use shared::vocabulary::RulebookStatus;
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::actions::{act, run, send};
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, maybe, p, section};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::desk::acceptance::{Accept, accept_fields};
use crate::desk::parts::{may_write, use_kept, use_polling, way};
use crate::desk::place::Place;
use crate::desk::rulebook::publication;
use crate::desk::rulebook_actions::{is_own, writers};
use crate::form::{Slot, Values, check};
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, desk as text};
use crate::load::{Task, use_load, use_task};
use crate::session::{Session, use_lang, use_session};

const MODE: Slot = Slot::new("mode", "/mode", text::MODE);
const NOTE: Slot = Slot::new("note", "/note", text::PUBLISH_NOTE).hint(text::PUBLISH_NOTE_HINT);
/// Where the reason for all findings together, or the first of several, is typed.
pub const ACCEPT: Slot = Slot::new("accept-reason", "/accept", text::ACCEPT_REASON);
const SLOTS: &[Slot] = &[MODE, NOTE, ACCEPT];

/// Where a rulebook stands, and when that is now the question, what a check found in it.
struct Asked {
    summary: Rc<RulebookSummary>,
    found: Option<Rc<Findings>>,
}

async fn ask(id: String) -> Answer<Option<Asked>> {
    let Some(summary) = (*calls::summary(&id).await?).clone() else { return Ok(None) };
    let found = match summary.status {
        RulebookStatus::Submitted => Some(calls::check(&id).await?),
        _ => None,
    };
    Ok(Some(Asked { summary, found }))
}

#[hook]
pub fn use_publish(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = {
        let id = props.id.clone();
        use_load(format!("{id} {}", lang.tag()), move || Coming::of(ask(id)))
    };
    let loaded = use_kept(loaded);
    let summary = loaded.ready().and_then(|it| it.as_ref().as_ref()).map(|it| &*it.summary);
    let published = summary
        .is_some_and(|it| matches!(it.status, RulebookStatus::Published | RulebookStatus::Retired));
    let running = summary.is_some_and(works);
    use_polling(
        running,
        format!("{}", crate::browser::now().timestamp_millis()),
        loaded.again.clone(),
    );
    let title = if published { text::PUBLISHED_TITLE } else { text::PUBLISH_TITLE };
    let again = loaded.again.clone();
    let inside = view(&loaded, |it| {
        let Some(Asked { summary, found }) = it else {
            return empty(text::NO_BOOK.get(lang), Html::default());
        };
        match summary.status {
            RulebookStatus::Published | RulebookStatus::Retired => done(summary, lang),
            RulebookStatus::Draft => {
                let detail = p("", text::NOT_SUBMITTED_DETAIL.get(lang));
                notice(Tone::Know, text::NOT_SUBMITTED.get(lang), detail)
            }
            RulebookStatus::Submitted => {
                maybe(found.as_ref(), |found| submitted(summary, found, &session, again.clone()))
            }
        }
    });
    let back = actions([way(&Place::Rulebook(props.id.clone()), text::TO_BOOK.get(lang))]);
    page(title.get(lang), "", Width::Column, all([inside, back]))
}

fn works(summary: &RulebookSummary) -> bool {
    let work = summary.publication.as_ref().and_then(|how| how.reevaluation.as_ref());
    work.is_some_and(|work| work.status == Progress::Running)
}

/// What came of it.
fn done(summary: &RulebookSummary, lang: Lang) -> Html {
    let number = summary.number.map(|number| number.to_string()).unwrap_or_default();
    let from = format::day(summary.effective_from, lang);
    let title = text::PUBLISHED_NUMBER.fill(lang, &[&number, &from]);
    let how = maybe(summary.publication.as_ref(), |how| publication(how, lang));
    let known = facts([
        fact(text::AUTHOR, lang, writers(summary, lang)),
        maybe(summary.published_by.clone(), |by| fact(text::PUBLISHED_BY, lang, by)),
        how,
    ]);
    let tone = if works(summary) { Tone::Know } else { Tone::Done };
    html! { <div id="published" data-number={number}>{ notice(tone, title, known) }</div> }
}

fn submitted(
    it: &Rc<RulebookSummary>,
    found: &Rc<Findings>,
    session: &Session,
    again: Callback<()>,
) -> Html {
    let lang = session.lang();
    if !may_write(session) {
        return p("hint", text::READ_ONLY.get(lang));
    }
    if is_own(session, it) {
        let detail = p("", text::OWN_WORK_DETAIL.fill(lang, &[&writers(it, lang)]));
        return notice(Tone::Know, text::OWN_WORK.get(lang), detail);
    }
    let blocking = |it: &&FindingReport| {
        it.severity == Severity::Error && it.code != FindingCode::AmbiguousPair
    };
    let blocking: Vec<&FindingReport> = found.findings.iter().filter(blocking).collect();
    if !blocking.is_empty() {
        let lines = blocking.iter().take(20).map(|it| {
            html! { <li>{ format!("{} {} · {}", it.code.label(lang), it.rules.join(" "), it.message) }</li> }
        });
        let inside = html! { <>{ p("", text::BLOCKED_DETAIL.get(lang)) }<ul>{ for lines }</ul></> };
        let inside = notice(Tone::Careful, text::BLOCKED.get(lang), inside);
        return html! { <div id="blocked">{ inside }</div> };
    }
    screen!(use_ask, Props { summary: it.clone(), found: found.clone(), again })
}

struct Props {
    summary: Rc<RulebookSummary>,
    found: Rc<Findings>,
    again: Callback<()>,
}

/// The questions, and then the answers to check.
#[hook]
fn use_ask(props: &Props) -> Html {
    let lang = use_lang();
    let task = use_task();
    let how = use_state(|| Accept::All);
    let answers = use_state(|| None::<Value>);
    let clashes: Vec<Vec<String>> = props
        .found
        .findings
        .iter()
        .filter(|it| it.code == FindingCode::AmbiguousPair)
        .map(|it| it.rules.clone())
        .collect();
    let onsend = {
        let (task, answers, how, clashes) =
            (task.clone(), answers.clone(), how.clone(), clashes.clone());
        Callback::from(move |values: Values| {
            let body = body(&values, *how, &clashes);
            match check::<PublishRequest>(&body) {
                Ok(_) => {
                    task.clear();
                    answers.set(Some(body));
                    crate::browser::focus("heading");
                    crate::browser::scroll_to_top();
                }
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let from = format::day(props.summary.effective_from, lang);
    let fields = all([
        about(&props.summary, lang),
        modes(&task, &from, lang),
        Field::new(NOTE, Kind::Text).view(&task, lang),
        accept_fields(&clashes, &how, &task, lang),
        actions([send("continue", common::CONTINUE, &task, lang)]),
    ]);
    let shown = answers.as_ref().map(|body| review(body, props, &answers, &task, lang));
    // The questions stay in the page while the answers are checked: what was typed is kept.
    let questions = form(&task, SLOTS, onsend, "", fields);
    html! {
        <>
            { shown.unwrap_or_default() }
            <div hidden={answers.is_some()}>
                { p("lead", text::PUBLISH_LEAD.get(lang)) }
                { questions }
            </div>
        </>
    }
}

/// What is about to be published, and the ways to what was found out about it.
fn about(it: &RulebookSummary, lang: Lang) -> Html {
    let id = it.id.to_string();
    let known = facts([
        fact(text::EFFECTIVE_FROM, lang, format::day(it.effective_from, lang)),
        maybe(Some(&it.note).filter(|note| !note.is_empty()), |note| {
            fact(text::NOTE, lang, note.clone())
        }),
        fact(text::AUTHOR, lang, writers(it, lang)),
    ]);
    let ways = actions([
        way(&Place::Findings(id.clone()), text::FINDINGS_TITLE.get(lang)),
        way(&Place::Impact(id.clone()), text::IMPACT_TITLE.get(lang)),
        way(&Place::Difference(id, String::new()), text::DIFFERENCES.get(lang)),
    ]);
    all([known, ways])
}

fn modes(task: &Task, from: &str, lang: Lang) -> Html {
    let option = |mode: PublishMode, about: Words| {
        let id = format!("mode-{mode}");
        html! {
            <label class="radio tall" for={id.clone()}>
                <input type="radio" {id} name={MODE.id} value={mode.as_str()} />
                <span><b>{ mode.label(lang) }</b><br />{ about.fill(lang, &[from]) }</span>
            </label>
        }
    };
    let wrong = task.fault_at(&MODE).map(|fault| fault.message.clone());
    html! {
        <fieldset class="choice" id={MODE.id} tabindex="-1">
            <legend>{ MODE.label.get(lang) }</legend>
            { maybe(wrong, |wrong| p("fault", wrong)) }
            { option(PublishMode::FromNow, text::FROM_NOW_ABOUT) }
            { option(PublishMode::ReEvaluate, text::RE_EVALUATE_ABOUT) }
        </fieldset>
    }
}

fn body(values: &Values, how: Accept, clashes: &[Vec<String>]) -> Value {
    let code = FindingCode::AmbiguousPair.as_str();
    let accept: Vec<Value> = match how {
        Accept::All if clashes.is_empty() => Vec::new(),
        Accept::All => {
            vec![json!({ "code": code, "rules": "all", "reason": values.value(ACCEPT) })]
        }
        Accept::Each => {
            let each = clashes.iter().enumerate();
            each.map(|(place, rules)| {
                let reason = values.named(&Accept::name(place));
                json!({ "code": code, "rules": rules, "reason": reason })
            })
            .collect()
        }
    };
    json!({ "mode": values.value(MODE), "note": values.value(NOTE), "accept": accept })
}

/// The answers, to check before anything happens.
fn review(
    body: &Value,
    props: &Props,
    answers: &UseStateHandle<Option<Value>>,
    task: &Task,
    lang: Lang,
) -> Html {
    let said = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let mode = said("mode").parse::<PublishMode>();
    let from = format::day(props.summary.effective_from, lang);
    let (name, about) = match mode {
        Ok(PublishMode::ReEvaluate) => {
            (PublishMode::ReEvaluate, text::RE_EVALUATE_ABOUT.fill(lang, &[&from]))
        }
        _ => (PublishMode::FromNow, text::FROM_NOW_ABOUT.get(lang).to_owned()),
    };
    let accepted = body.get("accept").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let accepted = accepted.iter().map(|it| {
        let rules = match it.get("rules") {
            Some(Value::Array(codes)) => {
                codes.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" · ")
            }
            _ => text::ALL_OF_KIND.get(lang).to_owned(),
        };
        let reason = it.get("reason").and_then(Value::as_str).unwrap_or_default();
        p("", [&rules, common::COLON.get(lang), reason].concat())
    });
    let accepted: Vec<Html> = accepted.collect();
    let known = facts([
        fact_at(
            "check-mode",
            text::MODE,
            lang,
            [name.label(lang), common::COLON.get(lang), &about].concat(),
        ),
        fact(text::PUBLISH_NOTE, lang, said("note").to_owned()),
        maybe((!accepted.is_empty()).then_some(accepted), |accepted| {
            fact(text::ACCEPTED, lang, accepted.into_iter().collect::<Html>())
        }),
    ]);
    let change = {
        let answers = answers.clone();
        Callback::from(move |_: MouseEvent| answers.set(None))
    };
    let publish = {
        let (task, body, again) = (task.clone(), body.clone(), props.again.clone());
        let id = props.summary.id.to_string();
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(calls::publish(&id, body.clone()), move |_| again.emit(()));
        })
    };
    let buttons = actions([
        run("publish", text::PUBLISH, task, lang, publish),
        act("change", text::CHANGE, lang, change),
    ]);
    let inside = all([p("lead", text::CHECK_LEAD.get(lang)), known, task_trouble(task), buttons]);
    section(text::CHECK_ANSWERS.get(lang), inside)
}
