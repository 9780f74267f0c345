//! The panel that tries a rule: a completion as typed, taken from those recorded, or from a finding,
//! and what the draft makes of it.

use std::rc::Rc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::completions::Completion;
use shared::fault::{Fault, FaultKind};
use shared::fields::{Fields, Form, Line};
use shared::ids::SchemeCode;
use shared::institutions::InstitutionCode;
use shared::lang::Lang;
use shared::page::Page;
use shared::quantity::{Credits, Hours, Score};
use shared::rules::{
    CompletionFacts, Conversion, ConvertRefusal, Decision, Exchange, OneRule, RuleList, explain,
    sentence,
};
use shared::vocabulary::{CourseForm, InstitutionKind};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::browser;
use crate::components::amount::amount_of;
use crate::components::facts::{Fold, why};
use crate::components::field::select;
use crate::components::markup::{all, h2, maybe, p, strong};
use crate::desk::editor::bench::Bench;
use crate::desk::editor::body::{Edit, Typed, at};
use crate::desk::editor::kinds::{Options, beside, words_of};
use crate::desk::editor::sheet::{Kind, Sheet};
use crate::desk::editor::words::field_name;
use crate::desk::finding_text::TRY;
use crate::form::Slot;
use crate::format;
use crate::i18n::{common, editor as text};
use crate::json::parse;
use crate::load::{Load, Loaded, Task, use_load, use_task};
use crate::names::{Institutions, Schemes, use_schemes};
use crate::session::use_lang;

const TAKE: Slot = Slot::new("try-completion", "/completion", text::TRY_FROM);

/// A completion to try.
struct Trial {
    facts: CompletionFacts,
    counted: Option<Credits>,
}

/// A completion as it is typed, before its institution is looked up.
struct Asked {
    institution: Option<InstitutionCode>,
    institution_kind: Option<InstitutionKind>,
    facts: CompletionFacts,
    counted: Option<Credits>,
}

impl Form for Asked {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let words = |line: Option<Line<200>>| line.map(Line::into_string).unwrap_or_default();
        let institution = fields.optional("institution");
        let institution_kind = fields.optional("institution_kind");
        let course_code = fields.optional("course_code");
        let title = fields.optional("title");
        let category = fields.optional("category");
        let form = fields.required::<CourseForm>("form");
        let level = fields.optional::<Line<200>>("level");
        let hours = fields.required::<Hours>("hours");
        let score = fields.optional::<Score>("score");
        let declared_credits = fields.optional::<Credits>("declared_credits");
        let ended_on = fields.required("ended_on");
        let counted = fields.optional("counted");
        // What a conversion is tried with.
        fields.optional::<Line<64>>("amount")?;
        Some(Self {
            institution: institution?,
            institution_kind: institution_kind?,
            facts: CompletionFacts {
                institutions: Vec::new(),
                institution_kind: InstitutionKind::CommunityCollege,
                course_code: words(course_code?),
                title: words(title?),
                category: words(category?),
                form: form?,
                level: level?.map(Line::into_string),
                hours: hours?,
                score: score?,
                declared_credits: declared_credits?,
                ended_on: ended_on?,
            },
            counted: counted?,
        })
    }
}

impl Trial {
    fn read(body: &Value, institutions: &Institutions) -> Result<Self, Vec<Fault>> {
        let Asked { institution, institution_kind, mut facts, counted } = Asked::parse(body)?;
        match (institution, institution_kind) {
            (Some(code), _) => {
                facts.institutions =
                    institutions.upwards(&code).iter().map(ToString::to_string).collect();
                let found = institutions.find(&code);
                let unknown = || vec![Fault::new("/institution", FaultKind::Unknown)];
                facts.institution_kind = found.ok_or_else(unknown)?.kind;
            }
            (None, Some(kind)) => facts.institution_kind = kind,
            (None, None) => return Err(vec![Fault::new("/institution", FaultKind::Required)]),
        }
        Ok(Self { facts, counted })
    }
}

/// What stands in the panel at first: the example of a finding, or a completion that the rule is
/// meant for.
fn at_first(rule: &Value, from: NaiveDate) -> Value {
    if let Some(example) = browser::query(TRY).and_then(|text| parse(&text)) {
        return example;
    }
    let first = |list: &str| at(rule, &format!("/when/{list}/0"));
    let course = first("courses").as_str().map(|code| code.trim_end_matches('*'));
    let place = at(rule, "/when/institutions/0/code");
    let kind = first("institution_kinds").as_str().filter(|_| place.is_null());
    let kind =
        kind.or_else(|| place.is_null().then_some(InstitutionKind::CommunitySchool.as_str()));
    let form = first("forms").as_str().unwrap_or(CourseForm::Classroom.as_str());
    json!({
        "institution": place,
        "institution_kind": kind,
        "course_code": course,
        "category": first("categories"),
        "level": first("levels"),
        "form": form,
        "hours": "32",
        "score": "80",
        "ended_on": format::today().max(from),
        "amount": "10.00",
    })
}

fn taken(it: &Completion) -> Value {
    json!({
        "institution": it.institution,
        "course_code": it.course.code,
        "title": it.course.title,
        "category": it.course.category,
        "form": it.course.form,
        "level": it.course.level,
        "hours": it.hours,
        "score": it.score,
        "declared_credits": it.declared_credits,
        "ended_on": it.ended_on,
    })
}

/// The rule as typed, as a property: the same while it is the same reading.
#[derive(Clone)]
pub struct Read(pub Rc<Result<OneRule, Vec<Fault>>>);

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The rulebook around the rule, as a property.
#[derive(Clone)]
pub struct Around(pub Rc<Bench>, pub Institutions);

impl PartialEq for Around {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is tried, and within what.
pub struct Trying {
    pub list: RuleList,
    pub body: Rc<Value>,
    pub from: NaiveDate,
    pub rule: Read,
    pub around: Around,
}

#[hook]
pub fn use_try_it(props: &Trying) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let typed = use_reducer(|| Typed::new(at_first(&props.body, props.from)));
    let newest = use_load(String::new(), calls::newest);
    let task = use_task();
    // The name under which the browser's timeline says how long an answer to a keystroke took; the
    // first answer, for which the browser still compiles, has another.
    let first = use_mut_ref(|| true);
    let mark = if first.replace(false) { "try-it-first" } else { "try-it" };
    let Around(bench, institutions) = &props.around;
    let rule = props.rule.0.as_ref().as_ref().ok();
    let change = {
        let dispatcher = typed.dispatcher();
        Callback::from(move |edit: Edit| dispatcher.dispatch(edit))
    };
    let by_amount = rule.and_then(schemes_of);
    let of_completion = matches!(props.list, RuleList::Recognition | RuleList::Caps);
    let trial = of_completion.then(|| Trial::read(&typed.body, institutions));
    let faults: Vec<_> = match &trial {
        Some(Err(faults)) => faults.iter().map(|fault| fault.report(lang)).collect(),
        _ => Vec::new(),
    };
    let (body, round) = (&*typed.body, typed.round);
    let sheet = Sheet { body, round, prefix: "try-", faults: &[], change: &change, lang };
    let options = Options { schemes: &schemes, institutions };
    let inside = if let Some(trial) = &trial {
        let result = match trial {
            Ok(Trial { facts, counted }) => {
                let decided = browser::timed(mark, || bench.decide(rule, facts, *counted));
                decided.map_or_else(
                    |_| p("", text::TRY_OVERFLOW.get(lang)),
                    |decision| outcome(&decision, &schemes, lang),
                )
            }
            Err(_) => missing(&faults, lang),
        };
        let unread = rule.is_none().then(|| p("hint", text::TRY_UNREADABLE.get(lang)));
        // The result first: it stays in sight while what is below it is typed.
        all([
            maybe(unread, |unread| unread),
            html! { <div id="try-result" aria-live="polite">{ result }</div> },
            recorded(&newest, &task, &change, lang),
            completion(&sheet, &options),
        ])
    } else if let (Some((from, to)), Some(rule)) = (by_amount, rule) {
        let amount = typed.body.get("amount").and_then(Value::as_str).unwrap_or_default();
        let result = match amount.parse::<Credits>() {
            Ok(amount) => {
                let convert = || bench.convert(rule, &from, &to, amount);
                converted(browser::timed(mark, convert), &schemes.credits(&to, lang), lang)
            }
            Err(kind) => p("fault", kind.message().get(lang).to_owned()),
        };
        let result = html! { <div id="try-result" aria-live="polite">{ result }</div> };
        all([sheet.input("/amount", Kind::Decimal, None), result])
    } else {
        let words = match props.list {
            RuleList::Gifts => text::TRY_NO_GIFT,
            _ if rule.is_none() => text::TRY_UNREADABLE,
            _ => text::TRY_NO_OUTCOME,
        };
        p("hint", words.get(lang))
    };
    let about = p("hint", text::TRY_ABOUT.get(lang));
    html! { <section id="try-it" class="try">{ h2(text::TRY_TITLE.get(lang)) }{ about }{ inside }</section> }
}

fn completion(sheet: &Sheet<'_>, options: &Options<'_>) -> Html {
    let kind = if sheet.body.get("institution").is_none_or(Value::is_null) {
        let any = (String::new(), text::CHOOSE.get(sheet.lang).to_owned());
        let kinds = std::iter::once(any).chain(words_of!(InstitutionKind, sheet));
        sheet.choice("/institution_kind", kinds.collect())
    } else {
        Html::default()
    };
    let text = |pointer| sheet.input(pointer, Kind::Text, None);
    let number = |pointer| sheet.input(pointer, Kind::Decimal, None);
    all([
        sheet.choice("/institution", options.any_institution(sheet)),
        kind,
        beside([text("/course_code"), text("/category"), text("/level")]),
        beside([
            sheet.choice("/form", words_of!(CourseForm, sheet)),
            sheet.input("/ended_on", Kind::Day, None),
        ]),
        beside([
            number("/hours"),
            number("/score"),
            number("/declared_credits"),
            number("/counted"),
        ]),
    ])
}

fn missing(faults: &[shared::fault::FaultReport], lang: Lang) -> Html {
    html! {
        <>
            { p("", text::TRY_FILL.get(lang)) }
            <ul>
                { for faults.iter().map(|fault| html! {
                    <li>{ field_name(&fault.pointer, lang) }{ common::COLON.get(lang) }{ &fault.message }</li>
                }) }
            </ul>
        </>
    }
}

fn outcome(decision: &Decision, schemes: &Schemes, lang: Lang) -> Html {
    use shared::rules::Outcome as O;
    let class = match decision.outcome {
        O::Recognised => "verdict good",
        O::NeedsDecision => "verdict open",
        O::NotRecognised => "verdict bad",
    };
    let credits = decision.credits.map(|credits| credits.to_string());
    html! {
        <div id="try-outcome" {class} data-outcome={decision.outcome.as_str()}
            data-credits={credits} data-rules={decision.rules.join(" ")}>
            <p class="verdict-line">
                <span>{ decision.outcome.label(lang) }</span>
                if let (Some(credits), Some(scheme)) = (decision.credits, &decision.scheme) {
                    { strong(amount_of(credits, scheme, schemes, lang)) }
                }
            </p>
            { why(&explain(decision, lang), Fold::Open, lang) }
        </div>
    }
}

/// From which scheme to which a rule converts by amount.
fn schemes_of(rule: &OneRule) -> Option<(SchemeCode, SchemeCode)> {
    let OneRule::Equivalence(rule) = rule else { return None };
    match &rule.exchange {
        Exchange::ByAmount(by) => Some((by.from.clone(), by.to.clone())),
        Exchange::ByOutcome(_) => None,
    }
}

/// What an amount becomes, or why it cannot be converted.
fn converted(it: Result<Conversion, ConvertRefusal>, credits: &str, lang: Lang) -> Html {
    let it = match it {
        Ok(it) => it,
        Err(refusal) => {
            let (said, code) = (refusal.message().get(lang).to_owned(), refusal.code());
            return html! {
                <div class="verdict bad" id="try-outcome" data-outcome={code}>{ p("", said) }</div>
            };
        }
    };
    let lines: Vec<String> = it.trace.iter().map(|step| sentence(step, lang)).collect();
    let line = text::TRY_GIVES.fill(lang, &[&it.gives.to_string(), credits]);
    html! {
        <div id="try-outcome" class="verdict good" data-outcome="converted"
            data-credits={it.gives.to_string()} data-rules={it.rule.clone()}>
            { p("verdict-line", strong(line)) }
            { why(&lines, Fold::Open, lang) }
        </div>
    }
}

/// The newest completions, to take one of them.
fn recorded(
    newest: &Loaded<Page<Completion>>,
    task: &Task,
    change: &Callback<Edit>,
    lang: Lang,
) -> Html {
    let Load::Ready(newest) = &newest.load else { return Html::default() };
    let chosen = {
        let (newest, change) = (newest.clone(), change.clone());
        Callback::from(move |id: String| {
            if let Some(it) = newest.items.iter().find(|it| it.id.to_string() == id) {
                change.emit(Edit::Whole(taken(it)));
            }
        })
    };
    let typed = (String::new(), text::TRY_TYPED.get(lang).to_owned());
    let option = |it: &Completion| {
        let score = it.score.map(format::plain).unwrap_or_default();
        let hours = format::plain(it.hours);
        let name = format!("{} {} · {hours} · {score}", it.institution, it.course.title);
        (it.id.to_string(), name)
    };
    let options = std::iter::once(typed).chain(newest.items.iter().map(option)).collect();
    select(TAKE, options, task, lang, &chosen)
}
