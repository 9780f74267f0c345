//! What waits for a decision by a person, and deciding it.

use std::rc::Rc;

use serde_json::json;
use shared::completions::Completion;
use shared::decisions::{DecideRequest, OpenQuestion, Undecided};
use shared::lang::Lang;
use shared::rules::{Award, Reason, RecognitionRule, sentence};
use yew::prelude::*;

use crate::api::desk as calls;
use crate::components::actions::send;
use crate::components::decision::{Mood, decision_view};
use crate::components::facts::{Fold, fact, fact_at, why};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::markup::{Row, actions, all, facts, maybe, p, rows, section, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::past::past_decisions;
use crate::components::states::{end, view};
use crate::desk::parts::{may_write, way};
use crate::desk::place::Place;
use crate::form::{Slot, Values, check};
use crate::format;
use crate::http::{Answer, Coming};
use crate::i18n::{common, desk as text};
use crate::load::{Task, use_load, use_pages, use_task};
use crate::names::{Institutions, Schemes, institutions, use_codes, use_institutions, use_schemes};
use crate::rule_text::Reader;
use crate::session::{use_lang, use_session};

const QUESTION: Slot = Slot::new("question", "/reason", text::OPEN_QUESTION);
const RULE: Slot = Slot::new("rule", "/rule", text::CANDIDATES);
const REASON: Slot = Slot::new("reason", "/reason", text::REASON).hint(text::DECIDE_REASON_HINT);

#[hook]
pub fn use_decisions() -> Html {
    let lang = use_lang();
    let task = use_task();
    let institutions = use_institutions();
    let question = use_state(String::new);
    let waiting = {
        let question = (*question).clone();
        use_pages(question.clone(), move |cursor| calls::undecided(&question, cursor))
    };
    let onchange = {
        let question = question.clone();
        Callback::from(move |value: String| question.set(value))
    };
    let any = (String::new(), text::ANY_QUESTION.get(lang).to_owned());
    let each = OpenQuestion::ALL.iter().map(|it| (it.to_string(), it.label(lang).to_owned()));
    let options = std::iter::once(any).chain(each).collect();
    let none = || {
        let inside = p("", text::NONE_WAIT_DETAIL.get(lang));
        empty(text::NONE_WAIT.get(lang), inside)
    };
    let institutions = institutions.ready().map(|all| &**all);
    let list = rows("undecided", "rows", waiting.items().map(|it| row(it, institutions, lang)));
    let inside =
        all([select(QUESTION, options, &task, lang, &onchange), list, end(&waiting, none)]);
    page(common::NAV_DECISIONS.get(lang), text::DECISIONS_LEAD.get(lang), Width::Wide, inside)
}

fn row(it: &Undecided, institutions: Option<&Institutions>, lang: Lang) -> Html {
    let completion = &it.completion;
    let place = match institutions {
        Some(all) => all.name(&completion.institution, lang),
        None => completion.institution.to_string(),
    };
    let id = completion.id.to_string();
    let notes = [
        completion.learner_name.clone(),
        place,
        format::day(completion.ended_on, lang),
        completion.decision.rules.join(" · "),
    ];
    let notes: Vec<&str> = notes.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    let row = Row {
        title: Html::from(&completion.course.title),
        amount: span("tag open", it.question.label(lang)),
        note: notes.join(" · "),
        after: Html::default(),
    };
    row.item(id.clone(), Some(Place::Decide(id).path()), it.question.as_str())
}

struct Found {
    waiting: Option<Undecided>,
    institutions: Institutions,
}

async fn find(id: String) -> Answer<Found> {
    Ok(Found { waiting: calls::waiting(id).await?, institutions: institutions().await? })
}

/// Deciding on one completion.
#[hook]
pub fn use_decide(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let task = use_task();
    let decided = use_state(|| None::<Rc<Completion>>);
    let found = {
        let id = props.id.clone();
        use_load(id.clone(), move || Coming::of(find(id)))
    };
    let past = {
        let id = props.id.clone();
        let key = format!("{id} {}", decided.is_some());
        use_load(key, move || calls::past_decisions(&id))
    };
    let title = match (&*decided, found.ready().and_then(|found| found.waiting.as_ref())) {
        (Some(_), _) => text::DECIDED.get(lang).to_owned(),
        (None, Some(it)) => {
            [it.question.label(lang), common::COLON.get(lang), &it.completion.course.title].concat()
        }
        _ => text::DECIDE_TITLE.get(lang).to_owned(),
    };
    let onsend = {
        let (task, id, decided) = (task.clone(), props.id.clone(), decided.clone());
        let same = found
            .ready()
            .and_then(|found| found.waiting.as_ref())
            .is_some_and(|it| it.question == OpenQuestion::NameDiffers);
        Callback::from(move |values: Values| {
            let decided = decided.clone();
            let (same, rule) = (same.then_some(true), values.value(RULE));
            let reason = values.value(REASON);
            let body = json!({ "rule": rule, "same_person": same, "reason": reason });
            match check::<DecideRequest>(&body) {
                Ok(_) => task.run(calls::decide(&id, body), move |it| {
                    decided.set(Some(it));
                    crate::browser::focus("heading");
                    crate::browser::scroll_to_top();
                }),
                Err(trouble) => task.refuse(trouble),
            }
        })
    };
    let write = may_write(&session);
    let inside = match &*decided {
        Some(it) => {
            let made = decision_view(&it.decision, Mood::Made, &schemes, lang);
            html! { <div id="decided">{ made }</div> }
        }
        None => view(&found, |Found { waiting, institutions }| {
            let Some(it) = waiting else {
                let detail = p("", text::NOT_WAITING_DETAIL.get(lang));
                return notice(Tone::Know, text::NOT_WAITING.get(lang), detail);
            };
            let (schemes, institutions) = (schemes.clone(), institutions.clone());
            let codes = codes.clone();
            let reader = Reader { lang, schemes, institutions, codes };
            all([about(it, &reader), question(it, &reader, &task, write, onsend)])
        }),
    };
    let history = view(&past, |past| past_decisions(&past.items, &schemes, lang));
    let back = actions([way(&Place::Decisions, text::TO_QUEUE.get(lang))]);
    let inside = all([inside, section(text::HISTORY.get(lang), history), back]);
    page(title, "", Width::Wide, inside)
}

fn about(it: &Undecided, reader: &Reader) -> Html {
    let lang = reader.lang;
    let completion = &it.completion;
    facts([
        fact(text::LEARNER, lang, completion.learner_name.clone()),
        fact(common::INSTITUTION, lang, reader.institution(completion.institution.as_str())),
        fact(common::FORM, lang, completion.course.form.label(lang)),
        fact(common::HOURS, lang, format::plain(completion.hours)),
        maybe(completion.grade.clone(), |grade| fact(common::GRADE, lang, grade)),
        maybe(completion.declared_credits, |it| fact(common::DECLARED, lang, it.to_string())),
        fact(text::ENDED_ON, lang, format::day(completion.ended_on, lang)),
    ])
}

fn question(
    it: &Undecided,
    reader: &Reader,
    task: &Task,
    write: bool,
    onsend: Callback<Values>,
) -> Html {
    let lang = reader.lang;
    let shown = match (&it.completion.decision.reason, it.question) {
        (_, OpenQuestion::NameDiffers) => names(it, lang),
        (Some(Reason::Clash { candidates }), _) => clash(candidates, it, reader, task, write),
        _ => Html::default(),
    };
    if !write {
        return all([shown, p("hint", text::READ_ONLY.get(lang))]);
    }
    let name = match it.question {
        OpenQuestion::Clash => text::DECIDE,
        OpenQuestion::NameDiffers => text::SAME_PERSON,
    };
    let inside = all([
        shown,
        Field::new(REASON, Kind::Text).view(task, lang),
        actions([send("decide", name, task, lang)]),
    ]);
    form(task, &[RULE, REASON], onsend, "", inside)
}

fn names(it: &Undecided, lang: Lang) -> Html {
    let posted = it.posted_name.clone().unwrap_or_default();
    let known = facts([
        fact_at("posted-name", text::POSTED_NAME, lang, posted),
        fact_at("recorded-name", text::RECORDED_NAME, lang, it.completion.learner_name.clone()),
    ]);
    section(text::NAMES.get(lang), all([known, p("", text::NAMES_ABOUT.get(lang))]))
}

fn clash(candidates: &[Award], it: &Undecided, reader: &Reader, task: &Task, write: bool) -> Html {
    let lang = reader.lang;
    let wrong = task.fault_at(&RULE).map(|fault| fault.message.clone());
    html! {
        <fieldset id={RULE.id} tabindex="-1">
            <legend>{ RULE.label.get(lang) }</legend>
            { maybe(wrong, |wrong| p("fault", wrong)) }
            <div class="sides">
                { for candidates.iter().map(|award| candidate(award, &it.rules, reader, write)) }
            </div>
        </fieldset>
    }
}

/// A result with the rules that give it, their sentences and how it came about.
fn candidate(award: &Award, rules: &[RecognitionRule], reader: &Reader, write: bool) -> Html {
    let lang = reader.lang;
    let of = |code: &String| rules.iter().find(|rule| rule.code == *code);
    let sentences = award.rules.iter().filter_map(of).map(|rule| {
        let name = rule.names.get(lang).to_owned();
        html! {
            <>
                <p class="side-title">{ span("rule-code", &rule.code) }{ " " }{ name }</p>
                { p("", reader.recognition(rule)) }
            </>
        }
    });
    let code = award.rules.first().cloned().unwrap_or_default();
    let lines: Vec<String> = award.trace.iter().map(|step| sentence(step, lang)).collect();
    let gives = gives(award, &reader.schemes, lang);
    let id = format!("rule-{code}");
    let take = write.then(|| {
        html! {
            <label class="radio" for={id.clone()}>
                <input type="radio" id={id} name={RULE.id} value={code.clone()} />
                <span>{ text::TAKE_RULE.fill(lang, &[&code]) }</span>
            </label>
        }
    });
    html! {
        <div class="side" data-rule={code.clone()} data-credits={award.credits.to_string()}>
            { for sentences }
            { p("gives", gives) }
            { why(&lines, Fold::Open, lang) }
            { take.unwrap_or_default() }
        </div>
    }
}

fn gives(award: &Award, schemes: &Schemes, lang: Lang) -> String {
    let rules = award.rules.join(" · ");
    let (credits, scheme) = (award.credits.to_string(), schemes.credits(&award.scheme, lang));
    text::GIVES_LINE.fill(lang, &[&rules, &credits, &scheme])
}
