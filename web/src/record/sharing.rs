//! Sharing a record: with whom, what and until when; check; the link.
//!
//! Invariant: the link is shown once, on the page that follows its making, and kept nowhere.

use chrono::{Days, Months, NaiveDate};
use serde_json::{Value, json};
use shared::lang::Lang;
use shared::shares::{NewShare, PostShare};
use shared::transcripts::Transcript;
use yew::prelude::*;

use crate::api::record as calls;
use crate::browser;
use crate::components::actions::{act, other, run, send};
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, p, section, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::components::qr::qr;
use crate::components::states::{task_trouble, view};
use crate::form::{Slot, Values, check};
use crate::format;
use crate::i18n::record as text;
use crate::load::{Task, use_load, use_task};
use crate::navigate;
use crate::record::place::Place;
use crate::session::use_lang;

const READER: Slot = Slot::new("reader", "/reader", text::READER).hint(text::READER_HINT);
const UNTIL: Slot = Slot::new("until", "/valid_until", text::UNTIL);
const COMPLETIONS: Slot = Slot::new("completions", "/completions", text::WHICH);

/// What is to be shared, on the way to the page that checks it.
struct Asked(Value);

/// What a share shows: so many completions, or the whole transcript.
pub fn what(completions: Option<usize>, lang: Lang) -> String {
    match completions {
        Some(count) => text::SOME_OF.fill(lang, &[&count.to_string()]),
        None => text::WHOLE.get(lang).to_owned(),
    }
}

#[hook]
pub fn use_new_share() -> Html {
    let lang = use_lang();
    let task = use_task();
    let some = use_state(|| false);
    let transcript = use_load(String::new(), calls::transcript);
    let onsend = {
        let (task, some) = (task.clone(), *some);
        Callback::from(move |values: Values| {
            let completions = if some { json!(values.every("completion")) } else { Value::Null };
            let body = json!({
                "reader": values.value(READER), "completions": completions,
                "valid_until": values.value(UNTIL),
            });
            match check::<PostShare>(&body) {
                Ok(_) => {
                    navigate::go_with(&Place::ShareCheck.route(), std::rc::Rc::new(Asked(body)));
                }
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let choose = |wanted: bool| {
        let some = some.clone();
        Callback::from(move |_: Event| some.set(wanted))
    };
    let fields = view(&transcript, |it: &Transcript| {
        all([
            Field::new(READER, Kind::Text).view(&task, lang),
            html! {
                <fieldset>
                    <legend>{ text::WHAT.get(lang) }</legend>
                    { option("shows-whole", text::WHOLE.get(lang), !*some, choose(false)) }
                    { option("shows-some", text::SOME.get(lang), *some, choose(true)) }
                </fieldset>
            },
            if *some { completions(it, &task, lang) } else { Html::default() },
            select(UNTIL, periods(format::today(), lang), &task, lang, &Callback::noop()),
            actions([send("continue", crate::i18n::common::CONTINUE, &task, lang)]),
        ])
    });
    let inside = form(&task, &[READER, COMPLETIONS, UNTIL], onsend, "", fields);
    page(text::NEW_SHARE.get(lang), text::NEW_SHARE_LEAD.get(lang), Width::Column, inside)
}

fn option(id: &'static str, label: &'static str, checked: bool, onchange: Callback<Event>) -> Html {
    html! {
        <label class="radio wide" for={id}>
            <input type="radio" {id} name="shows" value={id} {checked} {onchange} />
            <span>{ label }</span>
        </label>
    }
}

fn completions(it: &Transcript, task: &Task, lang: Lang) -> Html {
    let wrong = task.fault_at(&COMPLETIONS).map(|fault| p("fault", fault.message.clone()));
    let each = it.completions().map(|line| {
        let id = format!("completion-{}", line.id);
        let place = line.institution_names.get(lang);
        let about = format!("{place} · {} · {}", format::day(line.ended_on, lang), line.credits);
        html! {
            <label class="radio wide" for={id.clone()}>
                <input type="checkbox" {id} name="completion" value={line.id.to_string()} />
                <span>{ &line.title }{ span("row-note", about) }</span>
            </label>
        }
    });
    html! {
        <fieldset id="completions" tabindex="-1">
            <legend>{ text::WHICH.get(lang) }</legend>
            { wrong.unwrap_or_default() }
            { for each }
        </fieldset>
    }
}

/// For how long, each by its last day.
fn periods(today: NaiveDate, lang: Lang) -> Vec<(String, String)> {
    let months = |count: u32| today.checked_add_months(Months::new(count)).unwrap_or(today);
    let days = [
        (text::MONTH, months(1)),
        (text::WEEK, today + Days::new(7)),
        (text::QUARTER, months(3)),
        (text::YEAR, PostShare::latest(today)),
    ];
    days.map(|(name, day)| (day.to_string(), name.fill(lang, &[&format::day(day, lang)]))).to_vec()
}

#[hook]
pub fn use_share_check() -> Html {
    let lang = use_lang();
    let task = use_task();
    let asked = navigate::carried::<Asked>();
    let Some((asked, ask)) =
        asked.and_then(|it| Some((it.clone(), check::<PostShare>(&it.0).ok()?)))
    else {
        return page(text::CHECK_TITLE.get(lang), "", Width::Column, start_again(lang));
    };
    let confirm = {
        let (task, body) = (task.clone(), asked.0.clone());
        Callback::from(move |_: MouseEvent| {
            task.run(calls::share(body.clone()), |made| {
                navigate::replace_with(&Place::ShareMade.route(), made);
            });
        })
    };
    let count = ask.completions.as_ref().map(Vec::len);
    let inside = all([
        task_trouble(&task),
        facts([
            fact_at("for", text::READER, lang, ask.reader.as_str().to_owned()),
            fact_at("what", text::WHAT, lang, what(count, lang)),
            fact_at("last-day", text::LAST_DAY, lang, format::day(ask.valid_until, lang)),
            fact(text::IS_SHOWN, lang, text::IS_SHOWN_VALUE.get(lang)),
            fact(text::NOT_SHOWN, lang, text::NOT_SHOWN_VALUE.get(lang)),
        ]),
        actions([
            run("confirm", text::CONFIRM, &task, lang, confirm),
            other(Place::NewShare.route(), text::CHANGE, lang),
        ]),
    ]);
    page(text::CHECK_TITLE.get(lang), text::CHECK_LEAD.get(lang), Width::Column, inside)
}

/// The page was loaded anew, and what was asked is gone.
fn start_again(lang: Lang) -> Html {
    let way = actions([other(Place::NewShare.route(), text::NEW_SHARE, lang)]);
    notice(Tone::Know, crate::i18n::convert::NO_QUOTE.get(lang), way)
}

#[hook]
pub fn use_share_made() -> Html {
    let lang = use_lang();
    let copied = use_state(|| None::<bool>);
    let Some(made) = navigate::carried::<NewShare>() else {
        let detail = all([
            p("", text::LINK_GONE_DETAIL.get(lang)),
            actions([other(Place::Transcript.route(), text::TO_TRANSCRIPT, lang)]),
        ]);
        let inside = notice(Tone::Know, text::LINK_GONE.get(lang), detail);
        return page(text::MADE_TITLE.get(lang), "", Width::Column, inside);
    };
    let link = format!("{}{}", browser::origin(), Place::Shared(made.token.clone()).route().path());
    let copy = {
        let (link, copied) = (link.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            let copied = copied.clone();
            browser::copy("share-link", &link, move |done| copied.set(Some(done)));
        })
    };
    let said = match *copied {
        None => "",
        Some(true) => text::COPIED.get(lang),
        Some(false) => text::COPY_BY_HAND.get(lang),
    };
    let until = format::day(made.share.valid_until, lang);
    let see = Place::Share(made.share.id.to_string()).route();
    let inside = all([
        html! {
            <div class="field">
                <label for="share-link">{ text::LINK.get(lang) }</label>
                <input id="share-link" class="full" readonly=true value={link.clone()} />
            </div>
        },
        actions([act("copy", text::COPY, lang, copy)]),
        html! { <p id="copied" role="status">{ said }</p> },
        qr(&link, text::LINK_QR.get(lang)),
        section(text::NEXT.get(lang), p("", text::MADE_NEXT.fill(lang, &[&until]))),
        actions([
            other(see, text::SEE_SHARE, lang),
            other(Place::Transcript.route(), text::TO_TRANSCRIPT, lang),
        ]),
    ]);
    page(text::MADE_TITLE.get(lang), text::MADE_LEAD.get(lang), Width::Column, inside)
}
