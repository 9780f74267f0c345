//! Trying rules by outcome: some completed courses, and what the typed rule and the draft give for
//! them.

use shared::fields::{Fields, Form, Line};
use shared::ids::CompletionId;
use shared::institutions::InstitutionCode;
use shared::lang::Lang;
use shared::quantity::Score;
use shared::rules::{
    Exchange, GrantWorth, HeldOutcome, OneRule, OutcomeAward, OutcomeWorth, fulfilment, sentence,
};
use yew::prelude::*;

use crate::components::facts::{Fold, why};
use crate::components::markup::{p, span};
use crate::desk::editor::blanks::blank_held;
use crate::i18n::{editor as text, rules as rules_text};
use crate::rule_text::Reader;
use crate::sheet::body::{items, with, without};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside};

/// Where the courses stand in what is typed.
const AT: &str = "/courses";

/// More than anybody would type.
const MOST: usize = 50;

/// The courses that are typed, each as a completion of its own.
pub struct HeldCourses(pub Vec<HeldOutcome>);

struct HeldCourse {
    institution: InstitutionCode,
    code: Line<64>,
    score: Option<Score>,
}

impl Form for HeldCourse {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let institution = fields.required("institution");
        let code = fields.required("code");
        let score = fields.optional("score");
        Some(Self { institution: institution?, code: code?, score: score? })
    }
}

impl Form for HeldCourses {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let courses = fields.forms::<HeldCourse>("courses", MOST)?;
        let held = courses.into_iter().enumerate().filter_map(|(place, it)| {
            Some(HeldOutcome {
                institution: it.institution.to_string(),
                code: it.code.into_string(),
                score: it.score,
                completion: id_of(place)?,
            })
        });
        Some(Self(held.collect()))
    }
}

/// An id for the course at a place: nothing of it is recorded anywhere.
fn id_of(place: usize) -> Option<CompletionId> {
    format!("00000000-0000-7000-8000-{place:012}").parse().ok()
}

/// The inputs of the courses.
pub fn fields(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let count = items(sheet.body, AT).len();
    let course = |index: usize| {
        let body = sheet.body.clone();
        let of = |field: &str| format!("{AT}/{index}/{field}");
        html! {
            <div class="node" key={format!("{index} {}", sheet.round)} data-course={index.to_string()}>
                { sheet.choice(&of("institution"), options.institutions(sheet)) }
                { beside([
                    sheet.input(&of("code"), Kind::Text, None),
                    sheet.input(&of("score"), Kind::Decimal, None),
                ]) }
                { sheet.button(text::REMOVE, "remove-held", move || without(&body, AT, index)) }
            </div>
        }
    };
    let body = sheet.body.clone();
    html! {
        <>
            <h3>{ text::TRY_COURSES.get(sheet.lang) }</h3>
            { for (0..count).map(course) }
            <p class="actions">
                { sheet.button(text::ADD_HELD, "add-held", move || with(&body, AT, blank_held())) }
            </p>
        </>
    }
}

/// What comes of the courses: by the typed rule alone, and by the draft with it.
pub fn view(
    rule: Option<&OneRule>,
    found: &[OutcomeWorth],
    held: &[HeldOutcome],
    reader: &Reader,
) -> Html {
    let own = rule.map(|rule| by_rule(rule, held, reader));
    let lang = reader.lang;
    let draft: Html = if found.is_empty() {
        p("", text::TRY_NOTHING.get(lang))
    } else {
        found.iter().map(|worth| worth_view(worth, held, reader)).collect()
    };
    html! {
        <>
            { own.unwrap_or_default() }
            <div id="try-draft"><h3>{ text::TRY_DRAFT.get(lang) }</h3>{ draft }</div>
        </>
    }
}

/// Whether the typed rule is fulfilled, and by which courses.
fn by_rule(rule: &OneRule, held: &[HeldOutcome], reader: &Reader) -> Html {
    let OneRule::Equivalence(rule) = rule else { return Html::default() };
    let Exchange::ByOutcome(by) = &rule.exchange else { return Html::default() };
    let used = fulfilment(&by.requires, held);
    let (class, outcome) = match used {
        Some(_) => ("verdict good", "fulfilled"),
        None => ("verdict bad", "not_fulfilled"),
    };
    let said = match &used {
        Some(used) => {
            text::TRY_FULFILLED.fill(reader.lang, &[&rule.code, &names(used, held, reader.lang)])
        }
        None => text::TRY_NOT_FULFILLED.fill(reader.lang, &[&rule.code]),
    };
    html! { <div id="try-outcome" {class} data-outcome={outcome}>{ p("", said) }</div> }
}

/// The courses with these ids.
fn names(used: &[CompletionId], held: &[HeldOutcome], lang: Lang) -> String {
    let used = held.iter().filter(|it| used.contains(&it.completion));
    let used: Vec<String> = used.map(|it| format!("{} {}", it.institution, it.code)).collect();
    used.join(rules_text::LIST.get(lang))
}

fn worth_view(worth: &OutcomeWorth, held: &[HeldOutcome], reader: &Reader) -> Html {
    match worth {
        OutcomeWorth::Given(award) => {
            html! { <div data-worth="given">{ award_view(award, held, reader) }</div> }
        }
        OutcomeWorth::NeedsDecision { candidates } => html! {
            <div class="verdict open" data-worth="needs_decision">
                { p("", text::TRY_CLASH.get(reader.lang)) }
                { for candidates.iter().map(|award| award_view(award, held, reader)) }
            </div>
        },
    }
}

/// What rules of one result give: for what, to whom, and each grant with why.
fn award_view(it: &OutcomeAward, held: &[HeldOutcome], reader: &Reader) -> Html {
    let lang = reader.lang;
    let receiver = it.receiver.as_ref().map(|code| reader.institution(code));
    let about = [Some(it.outcome.label(lang).to_owned()), receiver];
    let about: Vec<String> =
        about.into_iter().flatten().chain([it.decision.label(lang).to_owned()]).collect();
    let grant = |it: &GrantWorth| {
        let lines: Vec<String> = it.trace.iter().map(|step| sentence(step, lang)).collect();
        html! {
            <div data-credits={it.credits.to_string()}>
                { p("gives", reader.grant(&it.grant)) }
                { why(&lines, Fold::Open, lang) }
            </div>
        }
    };
    html! {
        <div class="side" data-rules={it.rules.join(" ")}>
            <p class="side-title">{ span("rule-code", it.rules.join(" · ")) }</p>
            { p("row-note", about.join(" · ")) }
            { p("", text::TRY_USED.fill(lang, &[&names(&it.used, held, lang)])) }
            { for it.grants.iter().map(grant) }
        </div>
    }
}
