//! What shows a finding, in plain words, and the question that tries it.

use serde_json::json;
use shared::rules::{CompletionExample, CourseExample, Example, LoopStep, RuleList};

use crate::browser::encode;
use crate::format::{self, plain};
use crate::i18n::{desk as text, rules as rules_text};
use crate::json::write;
use crate::rule_text::Reader;

/// The name of the example in the query of an editor's address.
pub const TRY: &str = "try";

/// An example in one line.
pub fn example_line(example: &Example, reader: &Reader) -> String {
    let lang = reader.lang;
    let mut parts = Vec::new();
    if let Some(it) = &example.completion {
        parts.push(completion_line(it, reader));
    }
    if !example.courses.is_empty() {
        let courses = example.courses.iter().map(|it| {
            let score = it.score.map(|score| text::EXAMPLE_SCORE.fill(lang, &[&plain(score)]));
            let name = format!("{} {}", reader.institution(&it.institution), it.code);
            score.map_or_else(|| name.clone(), |score| format!("{name} ({score})"))
        });
        let courses: Vec<String> = courses.collect();
        parts.push(text::EXAMPLE_COURSES.fill(lang, &[&courses.join(rules_text::LIST.get(lang))]));
    }
    if let Some(it) = &example.amount {
        let (from, to) =
            (reader.schemes.credits(&it.from, lang), reader.schemes.credits(&it.to, lang));
        parts.push(text::EXAMPLE_AMOUNT.fill(lang, &[&it.amount.to_string(), &from, &to]));
    }
    parts.join(rules_text::COMMA.get(lang))
}

/// A completion that was made up, in one line.
pub fn completion_line(it: &CompletionExample, reader: &Reader) -> String {
    let lang = reader.lang;
    let place = match &it.institution {
        Some(code) => reader.institution(code),
        None => text::ANY_OF_KIND.fill(lang, &[it.institution_kind.label(lang)]),
    };
    let course = match &it.title {
        Some(title) => format!("{} {title}", it.course_code),
        None => it.course_code.clone(),
    };
    let form = it.form.label(lang).to_ascii_lowercase();
    let mut parts = vec![text::EXAMPLE_COURSE.fill(lang, &[&place, &form, &course])];
    let mut say = |words: crate::i18n::Words, value: &str| {
        parts.push(words.fill(lang, &[value]));
    };
    say(text::EXAMPLE_CATEGORY, &it.category);
    if let Some(level) = &it.level {
        say(text::EXAMPLE_LEVEL, level);
    }
    say(text::EXAMPLE_HOURS, &plain(it.hours));
    match it.score {
        Some(score) => say(text::EXAMPLE_SCORE, &plain(score)),
        None => say(text::EXAMPLE_NO_SCORE, ""),
    }
    if let Some(declared) = it.declared_credits {
        say(text::EXAMPLE_DECLARED, &declared.to_string());
    }
    say(text::EXAMPLE_ENDED, &format::day(it.ended_on, lang));
    parts.join(rules_text::COMMA.get(lang))
}

/// The conversions of a loop, line by line.
pub fn loop_lines(steps: &[LoopStep], reader: &Reader) -> Vec<String> {
    let lang = reader.lang;
    let line = |it: &LoopStep| {
        let (from, to) = (reader.schemes.name(&it.from, lang), reader.schemes.name(&it.to, lang));
        let (takes, gives) = (it.amount.to_string(), it.gives.to_string());
        let step = text::LOOP_STEP.fill(lang, &[&it.rule, &takes, &from, &gives, &to]);
        if it.times == "1" {
            step
        } else {
            format!("{step}{}", text::LOOP_TIMES.fill(lang, &[&it.times]))
        }
    };
    steps.iter().map(line).collect()
}

/// The query that loads an example into the editor of a rule of a list; `None` when there is nothing
/// to try.
pub fn try_query(example: &Example, list: RuleList) -> Option<String> {
    let trial = match (list, &example.completion, &example.amount) {
        (RuleList::Recognition | RuleList::Caps, Some(it), _) => json!({
            "institution": it.institution,
            "institution_kind": it.institution_kind,
            "course_code": it.course_code,
            "title": it.title,
            "category": it.category,
            "form": it.form,
            "level": it.level,
            "hours": it.hours,
            "score": it.score,
            "declared_credits": it.declared_credits,
            "ended_on": it.ended_on,
        }),
        (RuleList::Equivalence, _, _) if !example.courses.is_empty() => {
            let course = |it: &CourseExample| json!({ "institution": it.institution, "code": it.code, "score": it.score });
            json!({ "courses": example.courses.iter().map(course).collect::<Vec<_>>() })
        }
        (RuleList::Equivalence, _, Some(it)) => json!({ "amount": it.amount }),
        _ => return None,
    };
    Some(format!("{TRY}={}", encode(&write(&trial))))
}
