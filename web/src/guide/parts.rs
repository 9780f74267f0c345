//! Every part that pages are built of, with when to use it: the reference for whoever comes later.
//!
//! Invariant: a part is shown as pages show it, by the same function; nothing is drawn for this page.

use serde_json::{Value, json};
use shared::cards::Card;
use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use shared::rules::Decision;
use shared::statement::StatementEntry;
use shared::transfers::Transfer;
use shared::vocabulary::CompletionStatus;
use yew::prelude::*;

use crate::components::actions::{go, other, send};
use crate::components::card_face::{balances, card_face};
use crate::components::completion_rows::tag;
use crate::components::decision::{Mood, decision_view};
use crate::components::entries::{Detail, entries};
use crate::components::facts::{Fold, fact, why};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::fresh::Fresh;
use crate::components::icon::{Drawing, icon};
use crate::components::markup::{actions, all, facts, maybe, p, section, span, strong};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{Width, page};
use crate::components::states::{failed, waiting};
use crate::form::{Slot, Values};
use crate::guide::samples;
use crate::http::Trouble;
use crate::i18n::{Words, common, parts as text};
use crate::json::read;
use crate::load::{Task, use_task};
use crate::moves::stages::stages;
use crate::names::{Schemes, use_schemes};
use crate::pages::settings::appearance;
use crate::routes::Route;
use crate::session::use_session;

const NAME: Slot =
    Slot::new("sample-name", "/name", text::SAMPLE_NAME).hint(text::SAMPLE_NAME_HINT);
const AMOUNT: Slot = Slot::new("sample-amount", "/amount", text::SAMPLE_AMOUNT);
const DAY: Slot = Slot::new("sample-day", "/day", text::SAMPLE_DAY).hint(text::SAMPLE_DAY_HINT);
const PASSWORD: Slot = Slot::new("sample-password", "/password", text::SAMPLE_PASSWORD);
const LIST: Slot = Slot::new("sample-list", "/list", text::SAMPLE_LIST);

#[hook]
pub fn use_parts() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let task = use_task();
    let shown = |name: Words, when: Words, inside: Html| {
        section(name.get(lang), all([p("hint", when.get(lang)), inside]))
    };
    let inside = all([
        appearance(&session),
        shown(text::TEXTS, text::TEXTS_WHEN, texts(lang)),
        shown(text::ACTIONS, text::ACTIONS_WHEN, buttons(lang)),
        shown(text::FIELDS, text::FIELDS_WHEN, fields(&task, lang)),
        shown(text::NOTICES, text::NOTICES_WHEN, notices(lang)),
        shown(text::STATES, text::STATES_WHEN, states()),
        shown(text::CARD, text::CARD_WHEN, card(&schemes, lang)),
        shown(text::DECISION, text::DECISION_WHEN, decisions(&schemes, lang)),
        shown(text::ROWS, text::ROWS_WHEN, lines(&schemes, lang)),
        shown(text::TAGS, text::TAGS_WHEN, tags(lang)),
        shown(text::FACTS, text::FACTS_WHEN, pairs(lang)),
        shown(text::EXCHANGE, text::EXCHANGE_WHEN, exchange(lang)),
        shown(text::STAGES, text::STAGES_WHEN, follow(lang)),
        shown(text::TABLES, text::TABLES_WHEN, table(lang)),
        shown(text::ICONS, text::ICONS_WHEN, drawings(lang)),
    ]);
    page(text::TITLE.get(lang), text::LEAD.get(lang), Width::Wide, inside)
}

fn texts(lang: Lang) -> Html {
    let line = all([
        text::SAMPLE_TEXT.get(lang).into(),
        " ".into(),
        strong(text::SAMPLE_STRONG.get(lang)),
    ]);
    all([
        p("lead", text::SAMPLE_LEAD.get(lang)),
        p("", line),
        p("hint", text::SAMPLE_HINT.get(lang)),
        p("", span("code", "EAVUJ-NLDYB")),
    ])
}

fn buttons(lang: Lang) -> Html {
    actions([go(Route::Parts, text::MAIN, lang), other(Route::Parts, text::OTHER, lang)])
}

fn fields(task: &Task, lang: Lang) -> Html {
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let body = json!({
                "/name": values.value(NAME), "/amount": values.value(AMOUNT),
                "/day": values.day(DAY), "/password": values.value(PASSWORD),
            });
            let empty = |(at, value): (&String, &Value)| value.is_null().then(|| at.clone());
            let missing: Vec<String> =
                body.as_object().into_iter().flatten().filter_map(empty).collect();
            let faults: Vec<Fault> =
                missing.iter().map(|at| Fault::new(at.as_str(), FaultKind::Required)).collect();
            task.refuse(Trouble::of_faults(&faults));
        })
    };
    let options = [("1", text::SAMPLE_FIRST), ("2", text::SAMPLE_SECOND)]
        .map(|(value, name)| (value.to_owned(), name.get(lang).to_owned()));
    let inside = all([
        Field::new(NAME, Kind::Text).view(task, lang),
        Field::new(AMOUNT, Kind::Decimal).view(task, lang),
        Field::new(DAY, Kind::Day).optional().view(task, lang),
        Field::new(PASSWORD, Kind::Password).view(task, lang),
        select(LIST, options.to_vec(), task, lang, &Callback::noop()),
        actions([send("sample-send", text::SAMPLE_SEND, task, lang)]),
    ]);
    form(task, &[NAME, AMOUNT, DAY, PASSWORD, LIST], onsend, "", inside)
}

fn notices(lang: Lang) -> Html {
    let detail = || p("", text::DETAIL.get(lang));
    all([
        notice(Tone::Done, text::DONE.get(lang), detail()),
        notice(Tone::Know, text::KNOW.get(lang), detail()),
        notice(Tone::Careful, text::CAREFUL.get(lang), detail()),
        empty(text::NONE.get(lang), detail()),
    ])
}

fn states() -> Html {
    let again = Callback::noop();
    let each =
        all([waiting(), failed(&Trouble::Offline, &again), failed(&Trouble::Unreadable, &again)]);
    html! { <div id="states">{ each }</div> }
}

fn card(schemes: &Schemes, lang: Lang) -> Html {
    maybe(read::<Card>(samples::CARD), |card| {
        all([card_face(&card, lang), balances(&card.balances, schemes, lang)])
    })
}

fn decisions(schemes: &Schemes, lang: Lang) -> Html {
    let shown = |sample| {
        let decision = read::<Decision>(sample);
        maybe(decision, |decision| decision_view(&decision, Mood::Made, schemes, lang))
    };
    all(samples::DECISIONS.map(shown))
}

fn lines(schemes: &Schemes, lang: Lang) -> Html {
    let read = samples::ENTRIES.map(read::<StatementEntry>);
    entries(read.iter().flatten(), Detail::Full, &Fresh::default(), schemes, lang)
}

fn tags(lang: Lang) -> Html {
    let [good, open, bad] = [
        CompletionStatus::Recognised,
        CompletionStatus::NeedsDecision,
        CompletionStatus::NotRecognised,
    ]
    .map(|status| tag(status, lang));
    p("actions", all([good, open, bad]))
}

fn pairs(lang: Lang) -> Html {
    facts([
        fact(common::NAME, lang, "王秀兰"),
        fact(common::HOURS, lang, "32.00"),
        fact(common::GRADE, lang, "合格"),
    ])
}

fn exchange(lang: Lang) -> Html {
    let line = html! {
        <p class="exchange">
            { span("", text::EXCHANGE_TAKES.get(lang)) }
            <span class="arrow" aria-hidden="true">{ "↓" }</span>
            { strong(text::EXCHANGE_GIVES.get(lang)) }
        </p>
    };
    let lines = [String::from("9.00 × 2/3 = 6.00")];
    html! { <div class="preview">{ line }{ why(&lines, Fold::Open, lang) }</div> }
}

fn follow(lang: Lang) -> Html {
    maybe(read::<Transfer>(samples::TRANSFER), |it| stages(&it, "开放大学", lang))
}

fn table(lang: Lang) -> Html {
    let head = [text::COLUMN_SCHOOL, text::COLUMN_COUNT, text::COLUMN_CREDITS];
    let body = [["HP-CS1", "1,204", "2,410.50"], ["HP-SC", "860", "1,720.00"]];
    html! {
        <div class="scroll-box" tabindex="0" role="region" aria-label={text::TABLES.get(lang)}>
            <table>
                <thead><tr>
                    { for head.map(|name| html! { <th scope="col">{ name.get(lang) }</th> }) }
                </tr></thead>
                <tbody>
                    { for body.map(|[school, count, credits]| html! {
                        <tr>
                            <th scope="row">{ school }</th>
                            <td class="figures">{ count }</td>
                            <td class="figures">{ credits }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn drawings(lang: Lang) -> Html {
    let drawn = [
        (Drawing::CARD, common::NAV_CARD),
        (Drawing::LIST, common::NAV_STATEMENT),
        (Drawing::SWAP, common::NAV_HUB),
        (Drawing::BELL, common::NAV_NOTICES),
        (Drawing::SHIELD, common::NAV_VERIFY),
    ];
    let one = |(drawing, name): (Drawing, Words)| {
        html! { <li>{ icon(drawing) }{ " " }{ name.get(lang) }</li> }
    };
    html! { <ul class="plain drawings">{ for drawn.map(one) }</ul> }
}
