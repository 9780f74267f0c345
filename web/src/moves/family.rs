//! My learning family: founding one, inviting by card, accepting, declining, leaving.

use serde_json::json;
use shared::families::{
    FAMILY_MOST, Family, FamilyMember, FamilyStanding, FoundFamily, InviteToFamily, MyFamily,
};
use shared::ids::FamilyId;
use shared::lang::Lang;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::browser;
use crate::components::actions::{act, run, send};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, p, rows, section, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::form::{Slot, Values, check};
use crate::http::Coming;
use crate::i18n::{common, programs as text};
use crate::load::{use_kept, use_load, use_task};
use crate::session::use_lang;

const NAME: Slot =
    Slot::new("family-name", "/name", text::FAMILY_NAME).hint(text::FAMILY_NAME_HINT);
const CARD: Slot =
    Slot::new("invite-card", "/card_number", text::INVITE_CARD).hint(text::INVITE_CARD_HINT);

#[hook]
pub fn use_family() -> Html {
    let lang = use_lang();
    let loaded = use_load(String::new(), calls::family);
    let loaded = use_kept(loaded);
    // What was pressed may be gone with the change; the heading stays.
    let again = loaded.again.reform(|()| browser::focus("heading"));
    let inside = view(&loaded, |it: &MyFamily| match &it.family {
        Some(family) => mine(family, &again, lang),
        None => none(&it.invitations, &again, lang),
    });
    page(common::NAV_FAMILY.get(lang), text::FAMILY_LEAD.get(lang), Width::Column, inside)
}

/// I belong to none: who invites me, and founding one.
fn none(invitations: &[Family], again: &Callback<()>, lang: Lang) -> Html {
    let invited = if invitations.is_empty() {
        empty(text::FAMILY_NONE.get(lang), p("", text::FAMILY_NONE_DETAIL.get(lang)))
    } else {
        let asked = (invitations.to_vec(), again.clone());
        section(text::INVITED_YOU.get(lang), screen!(use_invitations, asked))
    };
    let found = section(text::FOUND.get(lang), screen!(use_founding, again.clone()));
    all([invited, found])
}

#[hook]
fn use_invitations(asked: &(Vec<Family>, Callback<()>)) -> Html {
    let (families, again) = asked;
    let lang = use_lang();
    let task = use_task();
    let answer = |call: fn(FamilyId) -> Coming<MyFamily>, id: FamilyId| {
        let (task, again) = (task.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(call(id), move |_| again.emit(()));
        })
    };
    let one = |family: &Family| {
        let id = family.id;
        let names: Vec<&str> = family.members.iter().map(|it| it.person.name.as_str()).collect();
        let join = answer(calls::join_family, id);
        let refuse = answer(calls::decline_family, id);
        html! {
            <li key={id.to_string()} data-row={id.to_string()}>
                <div class="row">
                    { span("row-title", family.name.clone()) }
                    { span("row-note", names.join(if lang == Lang::Zh { "、" } else { ", " })) }
                </div>
                <p class="actions inside">
                    <button type="button" id={format!("join-{id}")} class="button main"
                        onclick={join}>{ text::JOIN.get(lang) }</button>
                    <button type="button" id={format!("refuse-{id}")} class="button"
                        onclick={refuse}>{ text::REFUSE.get(lang) }</button>
                </p>
            </li>
        }
    };
    let list = families.iter().map(one);
    all([task_trouble(&task), html! { <ul class="rows" id="invitations">{ for list }</ul> }])
}

#[hook]
fn use_founding(again: &Callback<()>) -> Html {
    let lang = use_lang();
    let task = use_task();
    let onsend = {
        let (task, again) = (task.clone(), again.clone());
        Callback::from(move |values: Values| {
            let body = json!({ "name": values.value(NAME) });
            let again = again.clone();
            match check::<FoundFamily>(&body) {
                Ok(_) => task.run(calls::found_family(body), move |_| again.emit(())),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let fields = all([
        Field::new(NAME, Kind::Text).view(&task, lang),
        actions([send("found", text::FOUND, &task, lang)]),
    ]);
    form(&task, &[NAME], onsend, "", fields)
}

/// I belong to one: who else does, inviting, leaving.
fn mine(family: &Family, again: &Callback<()>, lang: Lang) -> Html {
    let members = rows("members", "rows", family.members.iter().map(|it| member(it, lang)));
    let invite = if family.members.len() < FAMILY_MOST {
        screen!(use_inviting, again.clone())
    } else {
        p("", text::FULL.fill(lang, &[&FAMILY_MOST.to_string()]))
    };
    all([
        html! { <h2 id="family-title">{ &family.name }</h2> },
        members,
        section(text::INVITE.get(lang), invite),
        section(text::LEAVE.get(lang), screen!(use_leaving, again.clone())),
    ])
}

fn member(it: &FamilyMember, lang: Lang) -> Html {
    let standing = match (it.me, it.standing) {
        (true, _) => span("tag good", text::ME.get(lang)),
        (false, FamilyStanding::Member) => Html::default(),
        (false, FamilyStanding::Invited) => span("tag open", it.standing.label(lang)),
    };
    let person = &it.person;
    Row {
        title: Html::from(&person.name),
        amount: standing,
        note: person.card_number.clone(),
        after: Html::default(),
    }
    .item(person.card_number.clone(), None, it.standing.as_str())
}

#[hook]
fn use_inviting(again: &Callback<()>) -> Html {
    let lang = use_lang();
    let task = use_task();
    let sent = use_state(|| false);
    let onsend = {
        let (task, again, sent) = (task.clone(), again.clone(), sent.clone());
        Callback::from(move |values: Values| {
            let body = json!({ "card_number": values.number(CARD) });
            let (again, sent) = (again.clone(), sent.clone());
            match check::<InviteToFamily>(&body) {
                Ok(_) => task.run(calls::invite(body), move |_| {
                    browser::fill(CARD.id, "");
                    sent.set(true);
                    again.emit(());
                }),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let done = if *sent && task.trouble().is_none() {
        notice(Tone::Done, text::INVITATION_SENT.get(lang), Html::default())
    } else {
        Html::default()
    };
    let fields = all([
        Field::new(CARD, Kind::Number).view(&task, lang),
        actions([send("invite", text::SEND_INVITATION, &task, lang)]),
    ]);
    all([html! { <div role="status">{ done }</div> }, form(&task, &[CARD], onsend, "", fields)])
}

#[hook]
fn use_leaving(again: &Callback<()>) -> Html {
    let lang = use_lang();
    let task = use_task();
    let asked = use_state(|| false);
    let ask = |wanted: bool| {
        let asked = asked.clone();
        Callback::from(move |_: MouseEvent| asked.set(wanted))
    };
    if !*asked {
        return actions([act("leave", text::LEAVE, lang, ask(true))]);
    }
    let leave = {
        let (task, again) = (task.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            let again = again.clone();
            task.run(calls::leave_family(), move |_| again.emit(()));
        })
    };
    let inside = all([
        p("", text::LEAVE_DETAIL.get(lang)),
        task_trouble(&task),
        actions([
            run("leave-sure", text::LEAVE_SURE, &task, lang, leave),
            act("stay", text::STAY, lang, ask(false)),
        ]),
    ]);
    notice(Tone::Careful, text::LEAVE.get(lang), inside)
}
