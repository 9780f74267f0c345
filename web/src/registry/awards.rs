//! Certificates: who has met all requirements of a program, and granting or declining them.

use std::rc::Rc;

use serde_json::Value;
use shared::awards::{Award, AwardStatus};
use shared::lang::Lang;
use shared::programs::Progress;
use shared::vocabulary::Role;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::actions::{print_button, run};
use crate::components::amount::amount_of;
use crate::components::errand::{Errand, use_errand};
use crate::components::facts::{fact, fact_at};
use crate::components::field::select;
use crate::components::markup::{Row, actions, all, facts, maybe, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::reason::{read_reason, reason_fact, reason_field};
use crate::components::states::{end, task_trouble, view};
use crate::form::Slot;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, common, review as text, staff};
use crate::load::{Loaded, use_load, use_pages, use_task};
use crate::names::{Institutions, Schemes, institutions, use_institutions, use_schemes};
use crate::registry::parts::{main_way, not_there, way, way_at};
use crate::registry::place::Place;
use crate::registry::queue::tabs;
use crate::registry::requirements::requirements;
use crate::session::{Session, use_lang, use_session};
use crate::staff::done::{Done, done_notice};
use crate::{browser, format};

const STATUS: Slot = Slot::new("award-status", "/status", common::STATUS);
const REASONS: [Words; 3] = [text::REASON_CHECK, text::REASON_IDENTITY, text::REASON_INTEGRITY];

#[hook]
pub fn use_awards() -> Html {
    let lang = use_lang();
    let task = use_task();
    let institutions = use_institutions();
    let status = use_state(|| AwardStatus::Proposed.to_string());
    let found = {
        let status = (*status).clone();
        use_pages(status.clone(), move |cursor| calls::awards(&status, cursor))
    };
    let onchange = {
        let status = status.clone();
        Callback::from(move |wanted: String| status.set(wanted))
    };
    let any = (String::new(), text::ANY_STATUS.get(lang).to_owned());
    let each = AwardStatus::ALL.iter().map(|it| (it.to_string(), it.label(lang).to_owned()));
    let options = each.chain([any]).collect();
    let none = || empty(text::NO_AWARDS.get(lang), p("", text::NO_AWARDS_DETAIL.get(lang)));
    let known = institutions.ready().map(|all| &**all);
    let list = rows("awards", "rows", found.items().map(|it| row(it, known, lang)));
    let inside = all([
        tabs(&Place::Awards, lang),
        select(STATUS, options, &task, lang, &onchange),
        list,
        end(&found, none),
    ]);
    page(text::AWARDS.get(lang), text::AWARDS_LEAD.get(lang), Width::Wide, inside)
}

fn title(it: &Award, lang: Lang) -> String {
    let who = it.applicant.as_ref().map_or("", |who| &who.name);
    text::AWARD_TITLE.fill(lang, &[who, it.program_names.get(lang)])
}

fn tag(status: AwardStatus, lang: Lang) -> Html {
    let tone = match status {
        AwardStatus::Proposed => "tag open",
        AwardStatus::Granted => "tag good",
        AwardStatus::Declined => "tag bad",
    };
    html! { <span class={tone} data-status={status.as_str()}>{ status.label(lang) }</span> }
}

fn row(it: &Award, institutions: Option<&Institutions>, lang: Lang) -> Html {
    let place = institutions.map(|all| all.name(&it.institution, lang));
    let proposed = format::day(format::day_of(it.proposed_at), lang);
    let notes = [place, Some(proposed), it.number.clone()];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let id = it.id.to_string();
    let row = Row {
        title: title(it, lang).into(),
        amount: tag(it.status, lang),
        note: notes.join(" · "),
        after: Html::default(),
    };
    let path = Place::Award(id.clone()).path();
    row.item(id, Some(path), it.status.as_str())
}

/// What a page about an award needs.
struct Found {
    it: Award,
    progress: Rc<Progress>,
    institutions: Institutions,
}

async fn find(id: String) -> Answer<Option<Found>> {
    let Some(it) = calls::award(id).await? else { return Ok(None) };
    let progress = calls::award_progress(&it.id.to_string()).await?;
    Ok(Some(Found { it, progress, institutions: institutions().await? }))
}

#[hook]
fn use_found(id: &str) -> Loaded<Option<Found>> {
    let id = id.to_owned();
    use_load(id.clone(), move || Coming::of(find(id)))
}

/// The page's title, once it is known whose certificate it is.
fn heading(loaded: &Loaded<Option<Found>>, otherwise: Words, lang: Lang) -> String {
    let found = loaded.ready().and_then(|it| it.as_ref().as_ref());
    found.map_or_else(|| otherwise.get(lang).to_owned(), |found| title(&found.it, lang))
}

#[hook]
pub fn use_award_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let loaded = use_found(&props.id);
    let heading = heading(&loaded, text::AWARDS, lang);
    let inside = view(&loaded, |found| match found {
        Some(found) => all([
            known(found, &schemes, lang),
            requirements(&found.progress, lang),
            decide(&found.it, &session),
        ]),
        None => not_there(lang),
    });
    let back = actions([way(&Place::Awards, text::TO_AWARDS, lang)]);
    page(heading, "", Width::Wide, all([done_notice(lang), inside, back]))
}

fn known(found: &Found, schemes: &Schemes, lang: Lang) -> Html {
    let Found { it, progress, institutions } = found;
    facts([
        fact(common::STATUS, lang, tag(it.status, lang)),
        maybe(it.applicant.as_ref(), |who| {
            fact(staff::LEARNER, lang, format!("{} · {}", who.name, who.card_number.grouped()))
        }),
        fact(text::PROGRAM, lang, format!("{} {}", it.program, it.program_names.get(lang))),
        fact(common::INSTITUTION, lang, institutions.name(&it.institution, lang)),
        fact_at("earned", text::EARNED, lang, amount_of(it.credits, &it.scheme, schemes, lang)),
        maybe(Some(it.waived).filter(|waived| !waived.is_zero()), |waived| {
            fact(text::WAIVED_CREDITS, lang, waived.to_string())
        }),
        fact(text::TOTAL, lang, progress.program.total.to_string()),
        fact(text::PROPOSED_AT, lang, format::moment(it.proposed_at, lang)),
        maybe(it.decided_at, |at| fact(text::DECIDED_AT, lang, format::moment(at, lang))),
        maybe(it.reason.clone(), |reason| fact(staff::REASON, lang, reason)),
        maybe(it.number.clone(), |number| {
            fact_at("certificate-number", text::CERTIFICATE, lang, number)
        }),
        maybe(it.verification_code.clone(), |code| {
            fact_at("verification-code", text::CODE, lang, span("code", code))
        }),
    ])
}

fn decide(it: &Award, session: &Session) -> Html {
    let lang = session.lang();
    if it.status == AwardStatus::Granted {
        return actions([print_button(lang)]);
    }
    if !session.is(&[Role::Reviewer, Role::Admin]) {
        return p("hint", staff::READ_ONLY.get(lang));
    }
    let id = it.id.to_string();
    let decline = (it.status == AwardStatus::Proposed)
        .then(|| way_at("decline", &Place::Decline(id.clone()), text::DECLINE, lang));
    actions([main_way("grant", &Place::Grant(id), text::GRANT, lang), decline.unwrap_or_default()])
}

#[hook]
pub fn use_grant_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let key = use_state(browser::random_key);
    let loaded = use_found(&props.id);
    let who = heading(&loaded, text::AWARDS, lang);
    let id = props.id.clone();
    let onclick = {
        let (task, id) = (task.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let place = Place::Award(id.clone());
            task.run(calls::grant(&id, &key), move |_| told(&place, text::GRANTED, lang));
        })
    };
    let inside = view(&loaded, |found| match found {
        Some(found) => all([
            known(found, &schemes, lang),
            requirements(&found.progress, lang),
            task_trouble(&task),
            actions([
                run("confirm-grant", text::CONFIRM_GRANT, &task, lang, onclick),
                way(&Place::Award(id), staff::CHANGE, lang),
            ]),
        ]),
        None => not_there(lang),
    });
    let lead = p("", text::GRANT_LEAD.get(lang));
    page(text::GRANT_TITLE.get(lang), who, Width::Column, all([lead, inside]))
}

fn told(place: &Place, title: Words, lang: Lang) {
    Done::new(title.get(lang).to_owned()).tell_on(&place.route());
}

#[hook]
pub fn use_decline_page(props: &PageOf) -> Html {
    let lang = use_lang();
    let loaded = use_found(&props.id);
    let who = heading(&loaded, text::AWARDS, lang);
    let errand = declining(props.id.clone(), who.clone(), lang);
    let inside = view(&loaded, |found| match found {
        Some(_) => screen!(use_errand, errand),
        None => not_there(lang),
    });
    let lead = p("", text::DECLINE_LEAD.get(lang));
    let back = actions([way(&Place::Award(props.id.clone()), common::BACK, lang)]);
    page(text::DECLINE_TITLE.get(lang), who, Width::Column, all([lead, inside, back]))
}

fn declining(id: String, who: String, lang: Lang) -> Errand {
    let place = Place::Award(id.clone());
    Errand::new(
        &[crate::components::reason::REASON],
        |task, lang| reason_field(&REASONS, task, lang),
        read_reason,
        ("confirm-decline", text::CONFIRM_DECLINE),
    )
    .review(move |body: &Value, lang| {
        facts([fact_at("check-who", staff::LEARNER, lang, who.clone()), reason_fact(body, lang)])
    })
    .send(
        move |body, key| calls::decline(&id, body, key),
        move |_| told(&place, text::DECLINED, lang),
    )
}
