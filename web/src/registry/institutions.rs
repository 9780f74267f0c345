//! The institutions as a tree, one of them, and closing it.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;
use shared::institutions::{Institution, InstitutionCode};
use shared::lang::Lang;
use shared::vocabulary::Status;
use yew::prelude::*;

use crate::api::staff::{self as calls, Tagged};
use crate::browser;
use crate::components::actions::run;
use crate::components::facts::{fact, fact_at};
use crate::components::markup::{actions, all, facts, maybe, p, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, registry as text};
use crate::load::{use_load, use_task};
use crate::names::{Institutions, use_institutions};
use crate::registry::parts::{main_way, may_write, not_there, way, way_at, without_id};
use crate::registry::place::Place;
use crate::registry::programs::status_tag;
use crate::session::{use_lang, use_session};
use crate::staff::done::{Done, done_notice};

#[hook]
pub fn use_institutions_page() -> Html {
    let lang = use_lang();
    let loaded = use_institutions();
    let inside = view(&loaded, |all| {
        let mut below: BTreeMap<Option<&InstitutionCode>, Vec<&Institution>> = BTreeMap::new();
        for it in all.list() {
            // What lies below something unknown stands at the top.
            let parent = it.parent.as_ref().filter(|parent| all.find(parent).is_some());
            below.entry(parent).or_default().push(it);
        }
        html! { <div id="institutions" class="tree">{ branch(None, &below, lang) }</div> }
    });
    page(text::INSTITUTIONS.get(lang), text::INSTITUTIONS_LEAD.get(lang), Width::Wide, inside)
}

type Below<'a> = BTreeMap<Option<&'a InstitutionCode>, Vec<&'a Institution>>;

fn branch(parent: Option<&InstitutionCode>, below: &Below<'_>, lang: Lang) -> Html {
    let Some(list) = below.get(&parent) else { return Html::default() };
    let one = |it: &&Institution| {
        let path = Place::Institution(it.code.to_string()).path();
        let closed = (it.status == Status::Inactive).then(|| status_tag(it.status, lang));
        html! {
            <li data-code={it.code.to_string()} data-status={it.status.as_str()}>
                <a href={path}>{ it.names.get(lang) }</a>
                { " " }{ span("row-note", format!("{} · {}", it.code, it.kind.label(lang))) }
                { " " }{ closed.unwrap_or_default() }
                { branch(Some(&it.code), below, lang) }
            </li>
        }
    };
    html! { <ul>{ for list.iter().map(one) }</ul> }
}

/// An institution as it came, and all of them.
struct Found {
    it: Institution,
    raw: Tagged<Value>,
    all: Institutions,
}

async fn find(code: String) -> Answer<Option<Found>> {
    // Anew, and not what this visit has kept: its status may just have been changed.
    let all = Institutions::anew().await?;
    let raw = calls::raw(format!("/institutions/{}", browser::encode(&code))).await?;
    let it = all.list().iter().find(|it| it.code.as_str() == code).cloned();
    Ok(it.map(|it| Found { it, raw, all }))
}

#[hook]
pub fn use_institution_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = {
        let code = props.id.clone();
        use_load(code.clone(), move || Coming::of(find(code)))
    };
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    let title = found.map_or_else(
        || text::INSTITUTIONS.get(lang).to_owned(),
        |found| found.it.names.get(lang).to_owned(),
    );
    let inside = view(&loaded, |found| {
        let Some(found) = found else { return not_there(lang) };
        let code = found.it.code.to_string();
        let change = match found.it.status {
            Status::Active => way_at("close", &Place::Close(code), text::CLOSE, lang),
            Status::Inactive => main_way("reopen", &Place::Reopen(code), text::REOPEN, lang),
        };
        let change = may_write(&session).then(|| actions([change]));
        all([known(found, lang), change.unwrap_or_default()])
    });
    let back = actions([way(&Place::Institutions, text::TO_INSTITUTIONS, lang)]);
    page(title, "", Width::Column, all([done_notice(lang), inside, back]))
}

fn known(found: &Found, lang: Lang) -> Html {
    let Found { it, all, .. } = found;
    let parent = match &it.parent {
        Some(parent) => all.name(parent, lang),
        None => text::NO_PARENT.get(lang).to_owned(),
    };
    facts([
        fact_at("status", common::STATUS, lang, status_tag(it.status, lang)),
        fact(text::CODE, lang, it.code.to_string()),
        fact(text::KIND, lang, it.kind.label(lang)),
        fact(text::PARENT, lang, parent),
        maybe(below(found, lang), |below| fact(text::BELOW, lang, below)),
        maybe(it.credit_code.clone(), |code| fact(text::CREDIT_CODE, lang, code.to_string())),
    ])
}

/// The names of those right below it.
fn below(found: &Found, lang: Lang) -> Option<String> {
    let below = found.all.list().iter().filter(|it| it.parent.as_ref() == Some(&found.it.code));
    let names: Vec<&str> = below.map(|it| it.names.get(lang)).collect();
    (!names.is_empty()).then(|| names.join(crate::i18n::rules::LIST.get(lang)))
}

/// What a change of status does, and the words around it.
struct Turn {
    status: Status,
    title: Words,
    lead: Words,
    sure: (&'static str, Words),
    told: Words,
}

const CLOSING: Turn = Turn {
    status: Status::Inactive,
    title: text::CLOSE,
    lead: text::CLOSE_LEAD,
    sure: ("confirm-close", text::CONFIRM_CLOSE),
    told: text::CLOSED,
};

const REOPENING: Turn = Turn {
    status: Status::Active,
    title: text::REOPEN,
    lead: text::REOPEN_LEAD,
    sure: ("confirm-reopen", text::CONFIRM_REOPEN),
    told: text::REOPENED,
};

#[hook]
pub fn use_close_page(props: &PageOf) -> Html {
    turning(&CLOSING, props.id.clone())
}

#[hook]
pub fn use_reopen_page(props: &PageOf) -> Html {
    turning(&REOPENING, props.id.clone())
}

fn turning(turn: &'static Turn, code: String) -> Html {
    screen!(use_turn, Turning { turn, code })
}

struct Turning {
    turn: &'static Turn,
    code: String,
}

#[hook]
fn use_turn(props: &Turning) -> Html {
    let lang = use_lang();
    let Turning { turn, code } = props;
    let task = use_task();
    let loaded = {
        let code = code.clone();
        use_load(code.clone(), move || Coming::of(find(code)))
    };
    let found = loaded.ready().cloned();
    let onclick = {
        let (task, code, turn) = (task.clone(), code.clone(), *turn);
        Callback::from(move |_: MouseEvent| {
            let Some(Some(Found { raw, .. })) = found.as_deref() else { return };
            let mut body = raw.value.clone();
            without_id(&mut body);
            if let Some(fields) = body.as_object_mut() {
                fields.insert("status".to_owned(), Value::from(turn.status.as_str()));
            }
            let place = Place::Institution(code.clone());
            let told = move |_: Rc<()>| {
                Done::new(turn.told.get(lang).to_owned()).tell_on(&place.route());
            };
            task.run(calls::save_institution(&code, &raw.tag, body), told);
        })
    };
    let inside = view(&loaded, |found| {
        let Some(found) = found else { return not_there(lang) };
        let (id, name) = turn.sure;
        all([
            known(found, lang),
            maybe((turn.status == Status::Inactive).then_some(()), |()| handing_over(found, lang)),
            task_trouble(&task),
            actions([
                run(id, name, &task, lang, onclick),
                way(&Place::Institution(code.clone()), common::BACK, lang),
            ]),
        ])
    });
    page(turn.title.get(lang), turn.lead.get(lang), Width::Column, inside)
}

/// To whom its queue goes: the nearest above it that is in use.
fn handing_over(found: &Found, lang: Lang) -> Html {
    let above = found.all.upwards(&found.it.code);
    let above = above.iter().skip(1).filter_map(|code| found.all.find(code));
    let heir = above.into_iter().find(|it| it.status == Status::Active);
    let words = match heir {
        Some(heir) => text::QUEUE_TO_PARENT.fill(lang, &[heir.names.get(lang)]),
        None => text::QUEUE_TO_ADMIN.get(lang).to_owned(),
    };
    let below = below(found, lang).map(|names| {
        let words = [&names, common::COLON.get(lang), text::BELOW_STAY.get(lang)].concat();
        p("", words)
    });
    let heir = heir.map_or("", |heir| heir.code.as_str()).to_owned();
    let inside =
        all([html! { <p id="queue-to" data-heir={heir}>{ words }</p> }, below.unwrap_or_default()]);
    notice(Tone::Careful, text::QUEUE_TO.get(lang), inside)
}
