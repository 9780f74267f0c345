//! One rulebook: where it stands, the way to its publication, and its four lists.

use std::rc::Rc;

use shared::lang::Lang;
use shared::rulebooks::{AcceptedRules, Publication, RulebookSummary};
use shared::rules::RuleList;
use shared::vocabulary::{RulebookStatus, Status};
use yew::prelude::*;

use crate::api::desk::{self as calls, Book};
use crate::browser;
use crate::components::facts::{fact, fact_at};
use crate::components::field::{Field, Kind};
use crate::components::markup::{
    Row, actions, all, facts, h2, maybe, p, rows, section, span, split,
};
use crate::components::page::{PageOf, Width, page};
use crate::components::part::screen;
use crate::components::states::{task_trouble, view};
use crate::desk::parts::{book_name, may_write, more_at, reader, status_tag, use_book, use_kept};
use crate::desk::place::Place;
use crate::desk::rulebook_actions::{use_acts, writers};
use crate::form::Slot;
use crate::format;
use crate::i18n::{Words, common, desk as text, rules as rules_text};
use crate::load::{Task, use_task, use_words};
use crate::names::{use_codes, use_schemes};
use crate::pages::rules::title_of;
use crate::rule_text::Told;
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
    all([split(known, acts), screen!(use_lists, Props { write, ..props.clone() })])
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
        fact_at("author", text::AUTHOR, lang, writers(it, lang)),
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
///
/// Only what is on the screen is read back, until somebody looks for words: those may stand in any
/// sentence.
#[hook]
fn use_lists(props: &Props) -> Html {
    let Props { book: known, write, .. } = props;
    let lang = use_session().lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let (task, moving) = (use_task(), use_task());
    let (words, oninput) = use_words();
    let words = words.to_ascii_lowercase();
    let shown = use_state(|| STEP);
    let book = &known.0;
    let moved = use_state(|| None::<Moved>);
    let button = moved.as_ref().map(|it| it.button.clone());
    use_effect_with((known.clone(), button), |(_, button)| {
        // The browser forgets the focus when what has it is moved.
        if let Some(button) = button {
            browser::focus(button);
        }
    });
    let looking = !words.is_empty();
    let all_told = use_memo(
        (known.clone(), schemes.clone(), codes.clone(), lang, looking),
        |(known, schemes, codes, lang, looking)| {
            let reader = reader(&known.0, schemes, codes, *lang);
            let rules = |list: &RuleList| known.0.list(*list).iter();
            let told = |list: &RuleList| -> Vec<Told> {
                rules(list).filter_map(|rule| reader.told(*list, rule)).collect()
            };
            looking.then(|| RuleList::ALL.iter().map(told).collect::<Vec<_>>())
        },
    );
    let reader = reader(book, &schemes, &codes, lang);
    let search = Field::new(SEARCH, Kind::Search).on_input(oninput);
    let lists = RuleList::ALL.iter().enumerate().map(|(place, list)| {
        let list = *list;
        let told = all_told.as_ref().as_ref().and_then(|all| all.get(place));
        let found: Option<Vec<&Told>> =
            told.map(|told| told.iter().filter(|it| has(it, &words)).collect());
        let count = found.as_ref().map_or_else(|| book.list(list).len(), Vec::len);
        let ordered = *write && list == RuleList::Caps && !looking && count > 1;
        let row = |told: &Told| {
            let beside = ordered.then(|| arrows(props, &moving, &moved, &told.code, lang));
            row(told, book, list, beside.unwrap_or_default(), lang)
        };
        let lines: Vec<Html> = if let Some(found) = &found {
            found.iter().take(*shown).map(|told| row(told)).collect()
        } else {
            let rules = book.list(list).iter().take(*shown);
            rules.filter_map(|rule| reader.told(list, rule)).map(|told| row(&told)).collect()
        };
        let number = span("count", count.to_string());
        let title = h2(all([title_of(list).get(lang).into(), " ".into(), number]));
        let about = (list == RuleList::Caps && count > 1)
            .then(|| all([p("hint", text::CAPS_ORDER.get(lang)), task_trouble(&moving)]));
        let add = write.then(|| {
            let place = Place::Rule(book.summary.id.to_string(), list, String::new());
            let name = text::ADD_RULE.fill(lang, &[list.label(lang)]);
            let data = list.as_str();
            html! { <a href={place.path()} class="button" data-add={data}>{ name }</a> }
        });
        html! {
            <section id={list.as_str()}>
                { title }{ about.unwrap_or_default() }
                { rows("", if ordered { "rows rules ordered" } else { "rows rules" }, lines.into_iter()) }
                { more_at(format!("more-{list}"), &shown, STEP, count, lang) }
                { maybe(add, |add| actions([add])) }
            </section>
        }
    });
    let lists: Html = lists.collect();
    let said = moved.as_ref().map(|it| {
        let place =
            place_of(book, &it.code).map_or_else(String::new, |place| (place + 1).to_string());
        text::MOVED.fill(lang, &[&it.code, &place])
    });
    let said = html! { <p id="moved" role="status" class="hidden-text">{ said }</p> };
    all([search.view(&task, lang), lists, said])
}

/// A cap that was moved, and the button that did it.
#[derive(Clone)]
struct Moved {
    code: String,
    button: String,
}

/// Where a cap stands among the caps.
fn place_of(book: &Book, code: &str) -> Option<usize> {
    let mut caps = book.list(RuleList::Caps).iter();
    caps.position(|cap| cap.get("code").is_some_and(|it| it == code))
}

/// Whether these words, in small letters, stand in a rule.
fn has(told: &Told, words: &str) -> bool {
    let texts = [&told.code, &told.name, &told.sentence];
    texts.iter().any(|text| text.to_ascii_lowercase().contains(words))
}

fn row(told: &Told, book: &Book, list: RuleList, beside: Html, lang: Lang) -> Html {
    let title = all([span("rule-code", &told.code), " ".into(), Html::from(&told.name)]);
    let note = if told.status == Status::Inactive { told.status.label(lang) } else { "" };
    let place = Place::Rule(book.summary.id.to_string(), list, told.code.clone());
    let after = span("rule-sentence", &told.sentence);
    let row = Row { title, note: note.to_owned(), after, ..Row::default() };
    row.item_beside(told.code.clone(), Some(place.path()), told.code.clone(), beside)
}

/// The buttons that move a cap before its neighbours.
fn arrows(
    props: &Props,
    task: &Task,
    moved: &UseStateHandle<Option<Moved>>,
    code: &str,
    lang: Lang,
) -> Html {
    let place = place_of(&props.book.0, code);
    let last = props.book.0.list(RuleList::Caps).len().checked_sub(1);
    let (first, last) = (place == Some(0), place == last);
    let arrow = |up: bool, end: bool| {
        let (name, label, sign) =
            if up { ("up", text::MOVE_UP, "↑") } else { ("down", text::MOVE_DOWN, "↓") };
        let id = format!("{name}-{code}");
        let onclick = {
            let (book, again, task) = (props.book.clone(), props.again.clone(), task.clone());
            let moved = moved.clone();
            let this = Moved { code: code.to_owned(), button: id.clone() };
            Callback::from(move |_: MouseEvent| {
                if end {
                    return;
                }
                let (again, moved, this) = (again.clone(), moved.clone(), this.clone());
                task.run(calls::move_cap(&book.0, &this.code.clone(), up), move |_| {
                    moved.set(Some(this));
                    again.emit(());
                });
            })
        };
        let disabled = (end || task.busy()).to_string();
        html! {
            <button type="button" {id} class="button" {onclick} aria-disabled={disabled}
                aria-label={label.fill(lang, &[code])}>{ sign }</button>
        }
    };
    html! { <span class="arrows">{ arrow(true, first) }{ arrow(false, last) }</span> }
}
