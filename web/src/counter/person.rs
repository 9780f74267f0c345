//! A person at the counter: what is known of them, and what can be done.

use std::rc::Rc;

use shared::lang::Lang;
use shared::learners::Learner;
use shared::vocabulary::{CardStatus, Role};
use yew::prelude::*;

use crate::api;
use crate::api::staff::{self as calls, Tagged};
use crate::components::actions::{other, run};
use crate::components::markup::{actions, all, maybe, p, section};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::counter::parts::{way, way_at};
use crate::counter::place::Place;
use crate::i18n::{clerk as text, counter};
use crate::load::{Loaded, use_load, use_task};
use crate::routes::Route;
use crate::session::{Session, use_lang, use_session};
use crate::staff::done::done_notice;
use crate::staff::finder::known;

/// Loads a person.
#[hook]
pub fn use_person(id: &str) -> Loaded<Tagged<Learner>> {
    let id = id.to_owned();
    use_load(id.clone(), move || calls::learner(&id))
}

#[hook]
pub fn use_person_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let person = use_person(&props.id);
    let title = person.ready().map(|it| it.value.name.clone());
    let title = title.unwrap_or_else(|| text::PERSON.get(lang).to_owned());
    let inside = view(&person, |it| {
        let it = Rc::new(it.value.clone());
        let lost = (it.card_status == CardStatus::Lost).then(|| {
            let detail = p("", text::CARD_LOST_DETAIL.get(lang));
            notice(Tone::Careful, text::CARD_LOST.get(lang), detail)
        });
        let merged = maybe(it.merged_into, |kept| {
            let place = Place::Person(kept.to_string());
            let open = actions([way(&place, text::OPEN_KEPT, lang)]);
            notice(Tone::Careful, text::MERGED.get(lang), open)
        });
        all([
            merged,
            maybe(lost, |lost| lost),
            html! { <div id="person">{ known(&it, lang) }</div> },
            screen!(use_claim, it.clone()),
            section(text::ACTIONS.get(lang), doings(&it, &session)),
        ])
    });
    page(title, "", Width::Column, all([done_notice(lang), inside]))
}

fn doings(it: &Learner, session: &Session) -> Html {
    let lang = session.lang();
    let id = it.id.to_string();
    if it.merged_into.is_some() {
        return actions([other(Route::Counter, text::TO_COUNTER, lang)]);
    }
    let audit = session.is(&[Role::Admin]).then(|| {
        let path = Route::registry(&format!("audit/{id}")).path();
        html! { <a href={path} id="audit" class="button">{ text::AUDIT.get(lang) }</a> }
    });
    let closed = matches!(it.card_status, CardStatus::Closed | CardStatus::Replaced);
    let replace =
        (!closed).then(|| way_at("replace", &Place::Replace(id.clone()), text::REPLACE, lang));
    actions([
        replace.unwrap_or_default(),
        way_at("mend", &Place::Mend(id), text::MEND, lang),
        audit.unwrap_or_default(),
        other(Route::Counter, text::TO_COUNTER, lang),
    ])
}

/// An account that claims to be this person, to confirm or not.
#[hook]
pub fn use_claim(it: &Rc<Learner>) -> Html {
    let lang = use_lang();
    let task = use_task();
    let confirmed = use_state(|| None);
    if *confirmed == Some(it.id) {
        return done(lang);
    }
    if !it.claim_waiting {
        return Html::default();
    }
    let onclick = {
        let (task, id, confirmed) = (task.clone(), it.id, confirmed.setter());
        Callback::from(move |_: MouseEvent| {
            let confirmed = confirmed.clone();
            task.run(api::confirm_learner(id), move |_: Rc<Learner>| confirmed.set(Some(id)));
        })
    };
    let inside = all([
        p("", counter::CLAIM_DETAIL.get(lang)),
        task_trouble(&task),
        actions([run("confirm-person", counter::CONFIRM_PERSON, &task, lang, onclick)]),
    ]);
    notice(Tone::Careful, counter::CLAIM_WAITING.get(lang), inside)
}

fn done(lang: Lang) -> Html {
    let inside = notice(Tone::Done, counter::CONFIRMED.get(lang), Html::default());
    html! { <div role="status" id="confirmed">{ inside }</div> }
}

/// The way back to a person.
pub fn back(id: &str, lang: Lang) -> Html {
    actions([way(&Place::Person(id.to_owned()), text::TO_PERSON, lang)])
}
