//! The panel that tries a rule: a completion as typed, taken from those recorded, or from a finding,
//! and what the draft makes of it.

use std::rc::Rc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use shared::completions::Completion;
use shared::fault::{Fault, FaultKind, FaultReport};
use shared::fields::{Fields, Form, Line};
use shared::ids::SchemeCode;
use shared::institutions::InstitutionCode;
use shared::lang::Lang;
use shared::page::Page;
use shared::quantity::{Credits, Hours, Score};
use shared::rules::{CompletionFacts, Exchange, OneRule, RuleList};
use shared::vocabulary::{CourseForm, InstitutionKind};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::browser;
use crate::components::field::select;
use crate::components::markup::{all, h2, maybe, p};
use crate::desk::editor::bench::{Bench, gift};
use crate::desk::editor::outcome::{self, HeldCourses};
use crate::desk::editor::verdict::{converted, decided_view, given};
use crate::desk::finding_text::TRY;
use crate::form::Slot;
use crate::format;
use crate::i18n::common;
use crate::i18n::editor::{self as text, FIELDS};
use crate::json::parse;
use crate::load::{Load, Loaded, Task, use_load, use_task};
use crate::names::{Codes, Institutions, use_schemes};
use crate::rule_text::Reader;
use crate::session::use_lang;
use crate::sheet::body::{Edit, Typed, at};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside, words_of};
use crate::sheet::words::field_name;

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
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            // What rules of other kinds are tried with.
            fields.retain(|name, _| !["amount", "scheme", "courses"].contains(&name.as_str()));
        }
        let Asked { institution, institution_kind, mut facts, counted } = Asked::parse(&body)?;
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
    let example = browser::query(TRY).and_then(|text| parse(&text));
    let first = |list: &str| at(rule, &format!("/when/{list}/0"));
    let course = first("courses").as_str().map(|code| code.trim_end_matches('*'));
    let place = at(rule, "/when/institutions/0/code");
    let kind = first("institution_kinds").as_str().filter(|_| place.is_null());
    let kind =
        kind.or_else(|| place.is_null().then_some(InstitutionKind::CommunitySchool.as_str()));
    let form = first("forms").as_str().unwrap_or(CourseForm::Classroom.as_str());
    let mut first = json!({
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
        "scheme": at(rule, "/schemes/0"),
        "courses": wanted(at(rule, "/by_outcome/requires")),
    });
    // The example of a finding says a part of all this.
    if let (Some(fields), Some(Value::Object(example))) = (first.as_object_mut(), example) {
        fields.extend(example);
    }
    first
}

/// Courses that fulfil a requirement as it is typed.
fn wanted(requirement: &Value) -> Vec<Value> {
    let parts = |kind: &str| requirement.get(kind).and_then(Value::as_array);
    if let Some(parts) = parts("all_of") {
        return parts.iter().flat_map(wanted).collect();
    }
    if let Some(parts) = parts("any_of") {
        return parts.first().map(wanted).unwrap_or_default();
    }
    let mut score =
        ["min_score", "max_score"].iter().map(|bound| at(requirement, &format!("/{bound}")));
    let score = score.find_map(Value::as_str).unwrap_or("80");
    let (institution, code) =
        (at(requirement, "/course/institution"), at(requirement, "/course/code"));
    vec![json!({ "institution": institution, "code": code, "score": score })]
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
pub struct Around(pub Option<Rc<Bench>>, pub Institutions);

impl PartialEq for Around {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
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
    let (body, round) = (&*typed.body, typed.round);
    let trial = Trial::read(body, institutions);
    let courses = HeldCourses::parse(&json!({ "courses": at(body, "/courses") }));
    let faults = faults_of(props, &trial, &courses, lang);
    let sheet = Sheet {
        body,
        round,
        prefix: "try-",
        faults: &faults,
        names: FIELDS,
        change: &change,
        lang,
    };
    let options = Options { schemes: &schemes, institutions };
    let by_outcome = at(&props.body, "/by_outcome").is_object();
    let inside = match (bench, props.list, rule) {
        (None, _, _) => p("fault", common::UNREADABLE_TITLE.get(lang)),
        (Some(bench), RuleList::Recognition | RuleList::Caps, _) => {
            let result = match &trial {
                Ok(Trial { facts, counted }) => {
                    let decided = browser::timed(mark, || bench.decide(rule, facts, *counted));
                    decided.map_or_else(
                        |_| p("", text::TRY_OVERFLOW.get(lang)),
                        |decision| decided_view(&decision, &schemes, lang),
                    )
                }
                Err(_) => missing(&faults, lang),
            };
            let fields = completion(&sheet, &options);
            let newest = recorded(&newest, &task, &change, lang);
            all([answer(rule, result, lang), newest, fields])
        }
        (Some(bench), RuleList::Equivalence, _) if by_outcome => {
            let result = match &courses {
                Ok(HeldCourses(held)) => {
                    let on = format::today().max(props.from);
                    let found = browser::timed(mark, || bench.outcomes(rule, held, on));
                    let (schemes, institutions) = (schemes.clone(), institutions.clone());
                    let codes = Codes::default();
                    let reader = Reader { lang, schemes, institutions, codes };
                    outcome::view(rule, &found, held, &reader)
                }
                Err(_) => missing(&faults, lang),
            };
            all([answer(rule, result, lang), outcome::fields(&sheet, &options)])
        }
        (Some(bench), RuleList::Equivalence, Some(rule)) => {
            let amount = sheet.input("/amount", Kind::Decimal, None);
            let result = maybe(schemes_of(rule), |(from, to)| match amount_in(body) {
                Ok(amount) => {
                    let convert = || bench.convert(rule, &from, &to, amount);
                    converted(browser::timed(mark, convert), &schemes.credits(&to, lang), lang)
                }
                Err(kind) => p("fault", kind.message().get(lang).to_owned()),
            });
            all([answer(Some(rule), result, lang), amount])
        }
        (_, RuleList::Gifts, Some(OneRule::Gift(policy))) => {
            let scheme = at(body, "/scheme").as_str().and_then(|code| code.parse().ok());
            let result = match (scheme, amount_in(body)) {
                (None, _) => p("", text::TRY_CHOOSE_SCHEME.get(lang)),
                (_, Err(kind)) => p("fault", kind.message().get(lang).to_owned()),
                (Some(scheme), Ok(amount)) => {
                    given(gift(policy, &scheme, amount, format::today().max(props.from)), lang)
                }
            };
            let fields = beside([
                sheet.choice("/scheme", options.schemes(&sheet)),
                sheet.input("/amount", Kind::Decimal, None),
            ]);
            all([answer(rule, result, lang), fields])
        }
        _ => p("hint", text::TRY_NOT_YET.get(lang)),
    };
    let about = p("hint", text::TRY_ABOUT.get(lang));
    html! { <section id="try-it" class="try">{ h2(text::TRY_TITLE.get(lang)) }{ about }{ inside }</section> }
}

/// What came out. It stands first: it stays in sight while what is below it is typed.
fn answer(rule: Option<&OneRule>, result: Html, lang: Lang) -> Html {
    let unread = rule.is_none().then(|| p("hint", text::TRY_UNREADABLE.get(lang)));
    all([
        unread.unwrap_or_default(),
        html! { <div id="try-result" aria-live="polite">{ result }</div> },
    ])
}

/// What is wrong with what is tried, for the kind of rule that it is.
fn faults_of(
    props: &Trying,
    trial: &Result<Trial, Vec<Fault>>,
    courses: &Result<HeldCourses, Vec<Fault>>,
    lang: Lang,
) -> Vec<FaultReport> {
    let faults = match props.list {
        RuleList::Recognition | RuleList::Caps => trial.as_ref().err(),
        RuleList::Equivalence => courses.as_ref().err(),
        RuleList::Gifts => None,
    };
    faults.into_iter().flatten().map(|fault| fault.report(lang)).collect()
}

/// The amount that is typed.
fn amount_in(body: &Value) -> Result<Credits, FaultKind> {
    at(body, "/amount").as_str().unwrap_or_default().parse()
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

fn missing(faults: &[FaultReport], lang: Lang) -> Html {
    html! {
        <>
            { p("", text::TRY_FILL.get(lang)) }
            <ul>
                { for faults.iter().map(|fault| html! {
                    <li>{ field_name(FIELDS, &fault.pointer, lang) }{ common::COLON.get(lang) }{ &fault.message }</li>
                }) }
            </ul>
        </>
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
