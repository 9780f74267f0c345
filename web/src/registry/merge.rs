//! Two records of one person: finding both, comparing them side by side, and merging them.

use std::rc::Rc;

use serde_json::{Value, json};
use shared::fault::{Fault, FaultKind};
use shared::fields::Form;
use shared::lang::Lang;
use shared::learners::Learner;
use shared::transfers::Reasoned;
use yew::prelude::*;

use crate::api::staff::{self as calls, Tagged};
use crate::components::actions::print_button;
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::fact_at;
use crate::components::markup::{actions, all, facts, h2, maybe, p, strong};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{REASON, reason_fact, reason_field, said};
use crate::components::states::view;
use crate::form::{Slot, Values};
use crate::http::{Coming, Trouble, both};
use crate::i18n::{Words, registry as text};
use crate::load::{Task, use_load};
use crate::registry::parts::{main_way, may_write, way};
use crate::registry::place::Place;
use crate::routes::Route;
use crate::session::{use_lang, use_session};
use crate::staff::done::{Done, done_notice};
use crate::staff::finder::{Finder, ONE, OTHER, Places, Search, known, nobody, use_finder};

const KEEP: Slot = Slot::new("keep", "/keep", text::KEEP);
const REASONS: [Words; 3] = [text::REASON_TWO_DOCUMENTS, text::REASON_TYPO, text::REASON_RENEWED];

#[hook]
pub fn use_learners() -> Html {
    let session = use_session();
    let lang = session.lang();
    let (one, other) = (use_state(Search::default), use_state(Search::default));
    let side = |places: &'static Places, search: &UseStateHandle<Search>, title: Words| {
        let found = {
            let search = search.setter();
            Callback::from(move |found: Search| search.set(found))
        };
        let shown = match &**search {
            Some(Some(it)) => all([p("side-title", it.name.clone()), known(it, lang)]),
            other => nobody(other, lang),
        };
        let finder = Finder { places, found };
        let id = if std::ptr::eq(places, &ONE) { "one" } else { "other" };
        html! {
            <section class="side" {id}>
                { h2(title.get(lang)) }
                { screen!(use_finder, finder) }
                <div aria-live="polite">{ shown }</div>
            </section>
        }
    };
    let sides = html! {
        <div class="sides">
            { side(&ONE, &one, text::FIRST_RECORD) }
            { side(&OTHER, &other, text::OTHER_RECORD) }
        </div>
    };
    let next = maybe(one.iter().flatten().next().zip(other.iter().flatten().next()), |pair| {
        compare(pair.0, pair.1, lang)
    });
    page(
        text::LEARNERS.get(lang),
        text::LEARNERS_LEAD.get(lang),
        Width::Wide,
        all([sides, html! { <div role="status">{ next }</div> }]),
    )
}

fn compare(one: &Learner, other: &Learner, lang: Lang) -> Html {
    if one.id == other.id {
        let detail = p("", text::SAME_RECORD_DETAIL.get(lang));
        return notice(Tone::Careful, text::SAME_RECORD.get(lang), detail);
    }
    let place = Place::Merge(one.id.to_string(), other.id.to_string());
    actions([main_way("compare", &place, text::COMPARE, lang)])
}

type Pair = (Rc<Tagged<Learner>>, Rc<Tagged<Learner>>);

/// Two records by their ids, with a space between.
#[hook]
pub fn use_merge_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let (one, other) = props.id.split_once(' ').unwrap_or_default();
    let loaded = {
        let (one, other) = (one.to_owned(), other.to_owned());
        use_load(props.id.clone(), move || {
            Coming::of(async move { both(calls::learner(&one), calls::learner(&other)).await })
        })
    };
    let write = may_write(&session);
    let inside = view(&loaded, |(one, other): &Pair| {
        let pair = [one.value.clone(), other.value.clone()];
        if write { screen!(use_errand, merging(Rc::new(pair))) } else { sides(&pair, None, lang) }
    });
    let back = actions([way(&Place::Learners, text::MERGE_OTHERS, lang)]);
    page(text::MERGE_TITLE.get(lang), text::MERGE_LEAD.get(lang), Width::Wide, all([inside, back]))
}

/// Both records; with a task, each with the choice to keep it.
fn sides(pair: &[Learner; 2], task: Option<&Task>, lang: Lang) -> Html {
    let side = |it: &Learner| {
        let id = it.id.to_string();
        let choice = task.map(|_| {
            let choice = format!("keep-{id}");
            html! {
                <label class="radio" for={choice.clone()}>
                    <input type="radio" id={choice} name={KEEP.id} value={id.clone()} />
                    <span>{ text::KEEP_THIS.get(lang) }</span>
                </label>
            }
        });
        html! {
            <div class="side" data-learner={id.clone()}>
                { p("side-title", it.name.clone()) }
                { known(it, lang) }
                { choice.unwrap_or_default() }
            </div>
        }
    };
    let [one, other] = pair;
    let differ = (one.name != other.name).then(|| {
        let detail = p("", text::NAMES_DIFFER_DETAIL.get(lang));
        notice(Tone::Careful, text::NAMES_DIFFER.get(lang), detail)
    });
    let wrong = task.and_then(|task| task.fault_at(&KEEP)).map(|fault| fault.message.clone());
    let choice = html! {
        <fieldset id={KEEP.id} tabindex="-1">
            <legend>{ KEEP.label.get(lang) }</legend>
            { maybe(wrong, |wrong| p("fault", wrong)) }
            <div class="sides">{ for pair.iter().map(side) }</div>
        </fieldset>
    };
    all([differ.unwrap_or_default(), choice])
}

fn merging(pair: Rc<[Learner; 2]>) -> Errand {
    let (for_fields, for_read, for_review) = (pair.clone(), pair.clone(), pair);
    Errand::new(
        &[KEEP, REASON],
        move |task, lang| {
            all([sides(&for_fields, Some(task), lang), reason_field(&REASONS, task, lang)])
        },
        move |values| read(&for_read, values),
        ("confirm-merge", text::CONFIRM_MERGE),
    )
    .review(move |body, lang| {
        let line = |name: &str| {
            let it = for_review.iter().find(|it| it.id.to_string() == said(body, name));
            maybe(it, |it| strong(format!("{} · {}", it.name, it.card_number.grouped())))
        };
        facts([
            fact_at("check-keep", text::KEPT, lang, line("keep")),
            fact_at("check-merge", text::ABSORBED, lang, line("merge")),
            reason_fact(body, lang),
        ])
    })
    .send(calls::merge, |kept: Rc<Learner>| {
        let lang = crate::look::lang();
        let done = Done {
            title: text::MERGED.get(lang).to_owned(),
            changes: Vec::new(),
            detail: text::MERGED_DETAIL.get(lang).to_owned(),
        };
        done.tell_on(&Place::Merged(kept.id.to_string()).route());
    })
}

fn read(pair: &[Learner; 2], values: &Values) -> Result<Value, Trouble> {
    let keep = values.text(KEEP);
    let ids = pair.each_ref().map(|it| it.id.to_string());
    let merge = ids.iter().find(|id| **id != keep).filter(|_| ids.contains(&keep));
    let reason = values.value(REASON);
    let mut faults = Reasoned::parse(&json!({ "reason": reason })).err().unwrap_or_default();
    if merge.is_none() {
        faults.insert(0, Fault::new(KEEP.at, FaultKind::Required));
    }
    if faults.is_empty() {
        Ok(json!({ "keep": keep, "merge": merge, "reason": reason }))
    } else {
        Err(Trouble::of_faults(&faults))
    }
}

/// The record that is kept, after a merge.
#[hook]
pub fn use_merged_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let id = props.id.clone();
    let loaded = use_load(id.clone(), move || calls::learner(&id));
    let inside = view(&loaded, |it| {
        let it = &it.value;
        html! { <div id="merged">{ h2(&it.name) }{ known(it, lang) }</div> }
    });
    let person = Route::Clerk(format!("/clerk/counter/people/{}", props.id)).path();
    let ways = actions([
        html! { <a href={person} class="button">{ text::OPEN_RECORD.get(lang) }</a> },
        way(&Place::Audit(props.id.clone()), text::SEE_AUDIT, lang),
        way(&Place::Learners, text::MERGE_OTHERS, lang),
        print_button(lang),
    ]);
    page(text::MERGED.get(lang), "", Width::Column, all([done_notice(lang), inside, ways]))
}
