//! One rulebook: where it stands, the way to its publication, and its four lists.

use std::rc::Rc;

use shared::lang::Lang;
use shared::rulebooks::{AcceptedRules, Publication, RulebookSummary};
use shared::rules::RuleList;
use shared::vocabulary::{RulebookStatus, Status};
use yew::prelude::*;

use crate::api::desk::Book;
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind};
use crate::components::markup::{
    Row, actions, all, facts, h2, maybe, p, rows, section, span, split,
};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::view;
use crate::desk::parts::{book_name, may_write, more_of, reader, status_tag, use_book, use_kept};
use crate::desk::place::Place;
use crate::desk::rulebook_actions::use_acts;
use crate::form::Slot;
use crate::format;
use crate::i18n::{Words, common, desk as text, rules as rules_text};
use crate::load::use_task;
use crate::names::use_schemes;
use crate::pages::rules::{Line, lists};
use crate::session::use_session;

const SEARCH: Slot = Slot::new("rule-search", "/q", rules_text::SEARCH_RULES);

/// How many rules of a list are shown before one asks for more.
const STEP: usize = 30;

#[hook]
pub fn use_rulebook_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = use_book(&props.id);
    // What is on the screen stays, with what was just said of it, while it is read anew.
    let book = use_kept(loaded);
    let title = book.ready().map_or_else(
        || rules_text::RULEBOOK.get(lang).to_owned(),
        |book| format!("{} · {}", rules_text::RULEBOOK.get(lang), book_name(&book.summary, lang)),
    );
    let (again, write) = (book.again.clone(), may_write(&session));
    let inside = view(&book, |_| match book.ready() {
        Some(book) => screen!(use_inside, Props { book: Known(book.clone()), again, write }),
        None => Html::default(),
    });
    page(title, "", Width::Wide, inside)
}

/// A rulebook as a property: the same when it is the same answer.
#[derive(Clone)]
pub struct Known(pub Rc<Book>);

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A rulebook, how to read it anew, and whether the person may write.
#[derive(Clone)]
pub struct Props {
    /// The rulebook.
    pub book: Known,
    /// Reads it anew.
    pub again: Callback<()>,
    /// Whether the person may write.
    pub write: bool,
}

#[hook]
fn use_inside(props: &Props) -> Html {
    let book = &props.book.0;
    let status = book.summary.status;
    let draft = status == RulebookStatus::Draft;
    let lang = use_session().lang();
    let path = steps(&book.summary, lang);
    let known = all([about(&book.summary, lang), path]);
    let acts = screen!(use_acts, props.clone());
    let write = props.write && draft;
    all([split(known, acts), screen!(use_lists, (props.book.clone(), write))])
}

fn about(it: &RulebookSummary, lang: Lang) -> Html {
    let moment = |at: Option<chrono::DateTime<chrono::Utc>>, name: Words| {
        maybe(at, |at| fact(name, lang, format::moment(at, lang)))
    };
    facts([
        fact_at("status", common::STATUS, lang, status_tag(it.status, lang)),
        fact(text::EFFECTIVE_FROM, lang, format::day(it.effective_from, lang)),
        maybe(Some(&it.note).filter(|note| !note.is_empty()), |note| {
            fact(text::NOTE, lang, note.clone())
        }),
        fact_at("author", text::AUTHOR, lang, it.author.clone()),
        moment(it.submitted_at, text::SUBMITTED_AT),
        maybe(it.published_by.clone(), |by| fact(text::PUBLISHED_BY, lang, by)),
        moment(it.published_at, text::PUBLISHED_AT),
        maybe(it.publication.as_ref(), |how| publication(how, lang)),
    ])
}

/// How it was published, as facts.
pub fn publication(how: &Publication, lang: Lang) -> Html {
    let accepted = how.accepted.iter().map(|it| {
        let which = match &it.rules {
            AcceptedRules::All(_) => text::ALL_OF_KIND.get(lang).to_owned(),
            AcceptedRules::These(codes) => codes.join(rules_text::LIST.get(lang)),
        };
        p("", format!("{} {which}{}{}", it.code.label(lang), common::COLON.get(lang), it.reason))
    });
    let accepted: Html = accepted.collect();
    let done = how.reevaluation.as_ref().map(|it| {
        let [done, total, changed] = [it.done, it.total, it.changed].map(|it| it.to_string());
        let words = text::RE_EVALUATED.fill(lang, &[&done, &total, &changed]);
        let words = html! {
            <span data-progress={it.status.as_str()}>
                { it.status.label(lang) }{ " · " }{ words }
            </span>
        };
        fact_at("re-evaluation", text::RE_EVALUATION, lang, words)
    });
    all([
        fact(text::MODE, lang, how.mode.label(lang)),
        fact(text::PUBLISH_NOTE, lang, how.note.clone()),
        maybe((!how.accepted.is_empty()).then_some(accepted), |accepted| {
            fact(text::ACCEPTED, lang, accepted)
        }),
        done.unwrap_or_default(),
    ])
}

/// The way from a draft to its publication, with where it is.
fn steps(it: &RulebookSummary, lang: Lang) -> Html {
    if matches!(it.status, RulebookStatus::Published | RulebookStatus::Retired) {
        return Html::default();
    }
    let id = it.id.to_string();
    let submitted = it.status == RulebookStatus::Submitted;
    let step = |name: Words, about: Option<Words>, place: Option<(&'static str, Place)>, now| {
        let title = match place {
            Some((at, place)) => html! { <a href={place.path()} id={at}>{ name.get(lang) }</a> },
            None => html! { <span>{ name.get(lang) }</span> },
        };
        html! {
            <li aria-current={Option::filter(Some("step"), |_| now)}>
                { title }{ maybe(about, |about| span("row-note", about.get(lang))) }
            </li>
        }
    };
    let inside = html! {
        <ol class="steps" id="steps">
            { step(text::STEP_DRAFT, None, None, !submitted) }
            { step(text::STEP_CHECK, Some(text::STEP_CHECK_ABOUT),
                Some(("check", Place::Findings(id.clone()))), false) }
            { step(text::STEP_IMPACT, Some(text::STEP_IMPACT_ABOUT),
                Some(("impact", Place::Impact(id.clone()))), false) }
            { step(text::STEP_SUBMIT, Some(text::STEP_SUBMIT_ABOUT), None, false) }
            { step(text::STEP_PUBLISH, Some(text::STEP_PUBLISH_ABOUT),
                submitted.then(|| ("to-publish", Place::Publish(id.clone()))), submitted) }
        </ol>
    };
    section(text::STEPS.get(lang), inside)
}

/// The four lists, each rule as its sentence.
#[hook]
fn use_lists(props: &(Known, bool)) -> Html {
    let (known_book, write) = props;
    let lang = use_session().lang();
    let schemes = use_schemes();
    let task = use_task();
    let wanted = use_state(String::new);
    let shown = use_state(|| STEP);
    let known = use_memo((known_book.clone(), schemes, lang), |(book, schemes, lang)| {
        lists(&book.0.rules, &reader(&book.0, schemes, *lang))
    });
    let oninput = {
        let (wanted, shown) = (wanted.clone(), shown.clone());
        Callback::from(move |words: String| {
            wanted.set(words.trim().to_ascii_lowercase());
            shown.set(STEP);
        })
    };
    let search = Field::new(SEARCH, Kind::Search).optional().on_input(oninput);
    let book = &known_book.0;
    let lists = known.iter().zip(RuleList::ALL).map(|((title, lines), list)| {
        let found: Vec<&Line> = lines.iter().filter(|line| line.has(&wanted)).collect();
        let count = span("count", found.len().to_string());
        let title = h2(all([title.get(lang).into(), " ".into(), count]));
        let lines = found.iter().take(*shown).map(|line| row(line, book, *list, lang));
        let add = write.then(|| {
            let place = Place::Rule(book.summary.id.to_string(), *list, String::new());
            let name = text::ADD_RULE.fill(lang, &[list.label(lang)]);
            let data = list.as_str();
            html! { <a href={place.path()} class="button" data-add={data}>{ name }</a> }
        });
        html! {
            <section id={list.as_str()}>
                { title }{ rows("", "rows rules", lines) }
                { more_of(&shown, STEP, found.len(), lang) }
                { maybe(add, |add| actions([add])) }
            </section>
        }
    });
    let lists: Html = lists.collect();
    all([search.view(&task, lang), lists])
}

fn row(line: &Line, book: &Book, list: RuleList, lang: Lang) -> Html {
    let title = all([span("rule-code", &line.code), " ".into(), Html::from(&line.name)]);
    let note = if line.status == Status::Inactive { line.status.label(lang) } else { "" };
    let place = Place::Rule(book.summary.id.to_string(), list, line.code.clone());
    let after = span("rule-sentence", &line.sentence);
    let row = Row { title, note: note.to_owned(), after, ..Row::default() };
    row.item(line.code.clone(), Some(place.path()), line.code.clone())
}
