//! What a check finds: errors first, each with the rules as sentences and an example that shows it.
//!
//! Invariant: however many findings there are, only those on the screen are turned into elements.

use std::rc::Rc;

use shared::lang::Lang;
use shared::rulebooks::Findings;
use shared::rules::{FindingCode, FindingReport, Severity};
use shared::vocabulary::RulebookStatus;
use yew::prelude::*;

use crate::api::desk::{self as calls, Book};
use crate::components::actions::act;
use crate::components::field::{Field, Kind, select};
use crate::components::markup::{actions, all, maybe, p, span};
use crate::components::notice::{Tone, empty, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::desk::finding_text::{example_line, loop_lines, try_query};
use crate::desk::parts::{may_write, more_of, reader, way};
use crate::desk::place::Place;
use crate::form::Slot;
use crate::http::{Answer, Coming, both};
use crate::i18n::desk as text;
use crate::load::{use_load, use_task, use_words};
use crate::names::{use_codes, use_schemes};
use crate::rule_text::Reader;
use crate::session::use_session;

const KIND: Slot = Slot::new("kind", "/kind", text::KIND_FILTER);
const WORDS: Slot = Slot::new("find", "/q", text::FIND_TEXT);

/// How many findings are shown before one asks for more.
const STEP: usize = 50;

/// A rulebook with what a check found in it.
struct Checked {
    book: Rc<Book>,
    found: Rc<Findings>,
}

async fn checked(id: String) -> Answer<Checked> {
    let check = calls::check(&id);
    let (book, found) = both(Coming::of(async move { calls::book(&id).await }), check).await?;
    Ok(Checked { book, found })
}

#[hook]
pub fn use_findings_page(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let codes = use_codes();
    let task = use_task();
    let (kind, shown) = (use_state(String::new), use_state(|| STEP));
    let (words, on_words) = use_words();
    let words = words.to_ascii_lowercase();
    let loaded = {
        let id = props.id.clone();
        use_load(format!("{id} {}", lang.tag()), move || Coming::of(checked(id)))
    };
    let on_kind = {
        let (kind, shown) = (kind.clone(), shown.clone());
        Callback::from(move |value: String| {
            kind.set(value);
            shown.set(STEP);
        })
    };
    let again = loaded.again.reform(|_: MouseEvent| ());
    let inside = view(&loaded, |Checked { book, found }: &Checked| {
        let reader = reader(book, &schemes, &codes, lang);
        let write = may_write(&session) && book.summary.status == RulebookStatus::Draft;
        let wanted: Vec<&FindingReport> =
            found.findings.iter().filter(|it| fits(it, &kind, &words)).collect();
        let items = wanted.iter().take(*shown).map(|it| finding(it, book, &reader, write));
        let list = if wanted.is_empty() {
            empty(text::NO_MATCH.get(lang), Html::default())
        } else {
            html! { <ol class="findings" id="findings">{ for items }</ol> }
        };
        if found.findings.is_empty() {
            let detail = p("", text::NO_FINDINGS_DETAIL.get(lang));
            return notice(Tone::Done, text::NO_FINDINGS.get(lang), detail);
        }
        let filter = html! {
            <div class="search">
                { select(KIND, kinds(found, lang), &task, lang, &on_kind) }
                { Field::new(WORDS, Kind::Search).on_input(on_words)
                    .view(&task, lang) }
            </div>
        };
        all([counts(found, lang), filter, list, more_of(&shown, STEP, wanted.len(), lang)])
    });
    let back = actions([
        act("check-again", text::CHECK_AGAIN, lang, again),
        way(&Place::Rulebook(props.id.clone()), text::TO_BOOK.get(lang)),
        way(&Place::Impact(props.id.clone()), text::IMPACT_TITLE.get(lang)),
    ]);
    let inside = all([back, inside]);
    page(text::FINDINGS_TITLE.get(lang), text::FINDINGS_LEAD.get(lang), Width::Wide, inside)
}

fn fits(it: &FindingReport, kind: &str, words: &str) -> bool {
    let has = |text: &String| text.to_ascii_lowercase().contains(words);
    (kind.is_empty() || it.code.as_str() == kind)
        && (words.is_empty() || has(&it.message) || it.rules.iter().any(has))
}

fn counts(found: &Findings, lang: Lang) -> Html {
    let count = |id: &'static str, name: &'static str, number: u64| {
        html! { <div {id}><dt>{ name }</dt><dd class="figures">{ number }</dd></div> }
    };
    html! {
        <dl class="counts">
            { count("errors", text::ERRORS.get(lang), found.errors) }
            { count("warnings", text::WARNINGS.get(lang), found.warnings) }
        </dl>
    }
}

/// The kinds that were found, each with how many.
fn kinds(found: &Findings, lang: Lang) -> Vec<(String, String)> {
    let count = |code: FindingCode| found.findings.iter().filter(|it| it.code == code).count();
    let all = text::ALL_KINDS.fill(lang, &[&found.findings.len().to_string()]);
    let each = FindingCode::ALL.iter().filter_map(|code| {
        let count = count(*code);
        let name = text::KIND_COUNT.fill(lang, &[code.label(lang), &count.to_string()]);
        (count > 0).then(|| (code.to_string(), name))
    });
    std::iter::once((String::new(), all)).chain(each).collect()
}

fn finding(it: &FindingReport, book: &Book, reader: &Reader, write: bool) -> Html {
    let lang = reader.lang;
    let (tone, class) = match it.severity {
        Severity::Error => ("tag bad", "finding error"),
        Severity::Warning => ("tag open", "finding"),
    };
    let key = format!("{} {}", it.code, it.rules.join(" "));
    let example = it.example.as_ref().map(|example| {
        let line = example_line(example, reader);
        maybe((!line.is_empty()).then_some(line), |line| {
            html! { <p class="example"><b>{ text::EXAMPLE.get(lang) }</b>{ " " }{ line }</p> }
        })
    });
    let cycle = it.cycle.as_ref().map(|steps| {
        html! {
            <ol class="loop">
                { for loop_lines(steps, reader).into_iter().map(|line| html! { <li>{ line }</li> }) }
            </ol>
        }
    });
    let sides = it.rules.iter().map(|code| side(it, code, book, reader, write));
    html! {
        <li {key} {class} data-finding={it.code.as_str()} data-rules={it.rules.join(" ")}>
            <p class="finding-title">
                <span class={tone}>{ it.severity.label(lang) }</span>{ " " }
                <strong>{ it.code.label(lang) }</strong>{ " " }
                { span("rule-code", it.rules.join(" · ")) }
            </p>
            { p("", &it.message) }
            { example.unwrap_or_default() }
            { cycle.unwrap_or_default() }
            <div class="sides">{ for sides }</div>
        </li>
    }
}

/// One of the rules: its sentence, what it makes of the example, and the way to its editor.
fn side(it: &FindingReport, code: &str, book: &Book, reader: &Reader, write: bool) -> Html {
    let lang = reader.lang;
    let found = book.rule(code);
    let told = found.and_then(|(list, rule)| Some((list, reader.told(list, rule)?)));
    let Some((list, told)) = told else { return Html::default() };
    let results = it.example.iter().flat_map(|example| &example.results);
    let gives = results.filter(|result| result.rule == code);
    let gives: Html = gives.map(|result| p("gives", result.text.get(lang).to_owned())).collect();
    let place = Place::Rule(book.summary.id.to_string(), list, code.to_owned());
    let words = if write { text::EDIT_RULE } else { text::SEE_RULE };
    let query = it.example.as_ref().and_then(|example| try_query(example, list));
    let try_it = query.map(|query| {
        let path = format!("{}?{query}", place.path());
        html! { <a href={path} class="button" data-try={code.to_owned()}>{ text::TRY_IT.get(lang) }</a> }
    });
    html! {
        <div class="side" data-rule={code.to_owned()}>
            <p class="side-title">{ span("rule-code", code.to_owned()) }{ " " }{ told.name }</p>
            { p("", told.sentence) }
            { gives }
            <p class="actions">
                <a href={place.path()} class="button" data-edit={code.to_owned()}>
                    { words.fill(lang, &[code]) }
                </a>
                { try_it.unwrap_or_default() }
            </p>
        </div>
    }
}
