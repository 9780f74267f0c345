//! What waits for a review, oldest due first.

use shared::lang::Lang;
use shared::transfers::Transfer;
use shared::vocabulary::TransferKind;
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::markup::{Row, all, p, rows, span};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::end;
use crate::i18n::{Words, review as text, staff};
use crate::load::use_pages;
use crate::names::{Institutions, Schemes, use_institutions, use_schemes};
use crate::registry::place::Place;
use crate::session::use_lang;
use crate::staff::due::due_tag;
use crate::{browser, format};

/// The queues and the awards, side by side.
pub fn tabs(here: &Place, lang: Lang) -> Html {
    let tabs = [
        (Place::Queue("mine"), "tab-mine", text::MINE),
        (Place::Queue("escalated"), "tab-escalated", text::ESCALATED),
        (Place::Queue("appeals"), "tab-appeals", text::APPEALS),
        (Place::Awards, "tab-awards", text::AWARDS),
    ];
    let tab = |(place, id, name): (Place, &'static str, Words)| {
        let current = (place == *here).then_some("page");
        html! {
            <li><a href={place.path()} {id} aria-current={current}>{ name.get(lang) }</a></li>
        }
    };
    html! {
        <nav class="tabs" aria-label={text::QUEUES.get(lang)}>
            <ul>{ for tabs.into_iter().map(tab) }</ul>
        </nav>
    }
}

/// A queue by its name.
#[hook]
pub fn use_queue(props: &PageOf) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let institutions = use_institutions();
    let waiting = {
        let name = props.id.clone();
        use_pages(name.clone(), move |cursor| calls::queue(&name, cursor))
    };
    let here = [Place::Queue("escalated"), Place::Queue("appeals")];
    let here = here.into_iter().find(|place| place.path().ends_with(&props.id));
    let here = here.unwrap_or(Place::Queue("mine"));
    let none = || empty(text::NONE_WAIT.get(lang), p("", text::NONE_WAIT_DETAIL.get(lang)));
    let known = institutions.ready().map(|all| &**all);
    let list = rows("queue", "rows", waiting.items().map(|it| row(it, &schemes, known, lang)));
    page(
        text::REVIEW_TITLE.get(lang),
        text::REVIEW_LEAD.get(lang),
        Width::Wide,
        all([tabs(&here, lang), list, end(&waiting, none)]),
    )
}

/// What is applied for, in a few words.
pub fn subject(it: &Transfer, schemes: &Schemes, lang: Lang) -> String {
    match (&it.program, it.kind) {
        (Some(unit), _) => {
            format!("{} {}", unit.program_names.get(lang), unit.unit_names.get(lang))
        }
        (None, TransferKind::Give) => it.kind.label(lang).to_owned(),
        (None, _) => {
            let name = |code| schemes.name(code, lang);
            format!("{} → {}", name(&it.takes.scheme), name(&it.gives.scheme))
        }
    }
}

/// What leaves the card for what is given, in a few words.
pub fn exchange(it: &Transfer, lang: Lang) -> String {
    if it.takes.amount.is_zero() {
        return text::WAIVED.get(lang).to_owned();
    }
    let also = it.also_takes.iter().map(|takes| format!(" −{}", takes.amount));
    format!("−{}{} → +{}", it.takes.amount, also.collect::<String>(), it.gives.amount)
}

fn row(it: &Transfer, schemes: &Schemes, institutions: Option<&Institutions>, lang: Lang) -> Html {
    let who = it.applicant.as_ref().map(|who| who.name.clone()).unwrap_or_default();
    let title = text::APPLICATION_OF.fill(lang, &[&who, &subject(it, schemes, lang)]);
    let place = it.decider.as_ref().and_then(|code| Some(institutions?.name(code, lang)));
    let requested = it.history.first().map(|event| format::moment(event.at, lang));
    let notes = [Some(exchange(it, lang)), place, requested, Some(it.number.clone())];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    let appeal = it.appealed.then(|| span("tag open", text::APPEAL_TAG.get(lang)));
    let overdue = it.escalated || it.due_at.is_some_and(|due| due <= browser::now());
    // Who decides instead has no date any more.
    let due = match it.due_at {
        Some(due) => due_tag(due, lang),
        None if overdue => span("tag bad", staff::OVERDUE_TODAY.get(lang)),
        None => Html::default(),
    };
    let row = Row {
        title: all([title.into(), " ".into(), appeal.unwrap_or_default()]),
        amount: due,
        note: notes.join(" · "),
        after: Html::default(),
    };
    let id = it.id.to_string();
    let path = Place::Application(id.clone()).path();
    row.item(id, Some(path), if overdue { "overdue" } else { "due" })
}
