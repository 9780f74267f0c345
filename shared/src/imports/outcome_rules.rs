//! A row of a table of equivalences as an outcome rule.
//!
//! Tables name universities, not codes of institutions: the code is made from the name, `X-` with its
//! letters and a digest, the same for every spelling of case and space. They seldom state credits:
//! a rule from a row without them is an exemption (or elective credit, where the target is generic)
//! of 0.00, and the receiving institution decides and sets what it is worth. A row that states them
//! gives credit.

use unicode_normalization::UnicodeNormalization;

use super::countries::country;
use super::equivalences::{is_generic, is_no_source, is_ruined, is_set, parts};
use super::sheet::Record;
use crate::fault::{Fault, FaultKind};
use crate::ids::SchemeCode;
use crate::institutions::InstitutionCode;
use crate::lang::Text;
use crate::quantity::Credits;
use crate::rules::{
    ByOutcome, CourseRef, CourseRequirement, DecidedBy, EquivalenceOutcome, EquivalenceRule,
    Exchange, Grant, Requirement,
};
use crate::vocabulary::Status;

const LONGEST_CODE: usize = 64;
const LONGEST_SLUG: usize = 22;
/// Where two rules for one source have the same priority, a person chooses.
const PRIORITY: i32 = 10;

/// Who grants the equivalences of a table.
pub struct Receiver<'a> {
    /// The institution.
    pub institution: &'a InstitutionCode,
    /// The scheme of what is granted.
    pub scheme: &'a SchemeCode,
    /// A digest in hexadecimal, of 16 digits at least, that names what is the same by the same code.
    pub digest: &'a dyn Fn(&str) -> String,
}

/// The rule of a row. Rows that differ only in titles, or in case and space, have the same code.
///
/// # Errors
/// The reason why the row says no equivalence.
pub fn rule_of(record: &Record<'_>, receiver: &Receiver<'_>) -> Result<EquivalenceRule, Text> {
    let sender = Sender::of(record, receiver)?;
    let source = record.get("source_code").unwrap_or_default();
    let target = record.get("target_code").unwrap_or_default();
    let required = sources(record, &source, &sender.name)?;
    let granted = targets(&target)?;
    let credits = credits(record, &granted)?;
    let generic = is_generic(&target);
    let outcome = match credits {
        _ if generic => EquivalenceOutcome::Elective,
        Some(_) => EquivalenceOutcome::Credit,
        None => EquivalenceOutcome::Exemption,
    };
    let mut identity = vec![receiver.institution.to_string(), sender.code.clone()];
    identity.extend(sorted(&required));
    identity.push("→".to_owned());
    identity.extend(sorted(&granted));
    let digest = (receiver.digest)(&identity.join("\n"));
    Ok(EquivalenceRule {
        code: format!("EQ-{}", digest.get(..16).unwrap_or(&digest)),
        names: Text::same(&name_of(record, &sender, &source, &target)),
        priority: PRIORITY,
        effective_from: None,
        effective_to: None,
        status: Status::Active,
        ground: Some(sender.ground(record, credits)),
        outcome,
        decision: DecidedBy::Institution,
        receiver: Some(receiver.institution.to_string()),
        exchange: Exchange::ByOutcome(ByOutcome {
            requires: requirement(&sender.code, required),
            gives: granted
                .into_iter()
                .map(|code| Grant {
                    program: None,
                    unit: None,
                    course: Some(CourseRef { institution: receiver.institution.to_string(), code }),
                    scheme: receiver.scheme.clone(),
                    credits: credits.unwrap_or(Credits::ZERO),
                })
                .collect(),
        }),
    })
}

/// The institution that taught what is recognised.
struct Sender {
    code: String,
    name: String,
}

impl Sender {
    fn of(record: &Record<'_>, receiver: &Receiver<'_>) -> Result<Self, Text> {
        let fault =
            |field: &str, kind| record.sheet().reason(&[Fault::new(format!("/{field}"), kind)]);
        if let Some(code) = record.get("institution") {
            let code: InstitutionCode = code.parse().map_err(|kind| fault("institution", kind))?;
            let name = record.get("university").unwrap_or_else(|| code.to_string());
            return Ok(Self { code: code.to_string(), name });
        }
        let name =
            record.get("university").ok_or_else(|| fault("university", FaultKind::Required))?;
        Ok(Self { code: made_code(&name, receiver.digest), name })
    }

    fn ground(&self, record: &Record<'_>, credits: Option<Credits>) -> String {
        let place = record.get("country").and_then(|said| country(&said));
        let place = place.map(|place| format!("（{place}）")).unwrap_or_default();
        let credits = if credits.is_none() { "；表中未载学分" } else { "" };
        format!("课程等值表：{}{place}{credits}", self.name)
    }
}

/// `Aalto University` → `X-AALTO-UNIVERSITY-1A2B3C`.
fn made_code(name: &str, digest: &dyn Fn(&str) -> String) -> String {
    let mut slug = String::new();
    for c in name.nfkd() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_uppercase());
        } else if matches!(c, ' ' | '-' | ',' | '.' | '/' | '\'') && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.get(..LONGEST_SLUG).unwrap_or(&slug).trim_matches('-');
    let digest = digest(&name.to_lowercase()).to_uppercase();
    let tail = |length: usize| digest.get(..length).unwrap_or(&digest);
    if slug.is_empty() { format!("X-{}", tail(12)) } else { format!("X-{slug}-{}", tail(6)) }
}

fn sources(record: &Record<'_>, source: &str, university: &str) -> Result<Vec<String>, Text> {
    let fault = |kind| record.sheet().reason(&[Fault::new("/source_code", kind)]);
    if is_no_source(source) {
        return Err(Text::new("没有原课程代码", "The row has no source course code"));
    }
    if is_ruined(source) {
        return Err(fault(FaultKind::ScientificNumber));
    }
    if source == university {
        return Err(Text::new(
            "原课程代码一栏填的是学校名称",
            "The name of the university stands where the source course code belongs",
        ));
    }
    let parts = parts(source);
    let missing = |part: &String| is_no_source(part) || part.eq_ignore_ascii_case("n/a");
    if parts.iter().any(missing) {
        return Err(Text::new("多门课程中有一门没有代码", "A course of the source has no code"));
    }
    if parts.iter().any(|part| part.chars().count() > LONGEST_CODE) {
        return Err(fault(FaultKind::TooLong(LONGEST_CODE)));
    }
    Ok(parts)
}

fn targets(target: &str) -> Result<Vec<String>, Text> {
    if target.is_empty() {
        return Err(Text::new("没有目标课程代码", "The row has no target course code"));
    }
    let target = target.trim_end_matches('`').trim_end();
    if is_generic(target) {
        let fits = !is_set(target) && target.chars().count() <= LONGEST_CODE;
        return fits.then(|| vec![target.to_owned()]).ok_or_else(not_a_code);
    }
    parts(target).iter().map(|part| target_code(part)).collect()
}

/// One word of letters, digits, `-`, `_`, `.`; a space between letters and digits is left out, as in
/// `ECON 2210`. A word of small letters only is a word, no code.
fn target_code(part: &str) -> Result<String, Text> {
    let code = match part.split_once(' ') {
        Some((letters, digits))
            if letters.chars().all(|c| c.is_ascii_alphabetic())
                && digits.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{letters}{digits}")
        }
        _ => part.to_owned(),
    };
    let body = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let word = code.chars().any(char::is_lowercase) && !code.chars().any(|c| c.is_ascii_digit());
    let fits = (1..=LONGEST_CODE).contains(&code.chars().count()) && code.chars().all(body);
    if fits && !word { Ok(code) } else { Err(not_a_code()) }
}

fn not_a_code() -> Text {
    Text::new(
        "目标不是课程代码，也不是笼统目标（如 ECONxxxx）；请每行填写一门",
        "The target is neither a course code nor a generic one such as ECONxxxx; give one a row",
    )
}

fn credits(record: &Record<'_>, granted: &[String]) -> Result<Option<Credits>, Text> {
    let fault = |kind| record.sheet().reason(&[Fault::new("/credits", kind)]);
    match record.get("credits").map(|words| words.parse::<Credits>()).transpose() {
        Err(kind) => Err(fault(kind)),
        Ok(Some(credits)) if credits < Credits::ZERO => Err(fault(FaultKind::Negative)),
        Ok(Some(_)) if granted.len() > 1 => Err(Text::new(
            "一行有多门目标课程时，无法分配学分；请每行填写一门",
            "Credits cannot be shared among several targets; give one a row",
        )),
        Ok(credits) => Ok(credits.filter(|credits| credits.is_positive())),
    }
}

fn requirement(institution: &str, codes: Vec<String>) -> Requirement {
    let course = |code| {
        let course = CourseRef { institution: institution.to_owned(), code };
        Requirement::Course(CourseRequirement { course, min_score: None, max_score: None })
    };
    let mut courses: Vec<Requirement> = codes.into_iter().map(course).collect();
    match courses.pop() {
        Some(only) if courses.is_empty() => only,
        last => {
            courses.extend(last);
            Requirement::All { all_of: courses }
        }
    }
}

fn sorted(codes: &[String]) -> Vec<String> {
    let mut small: Vec<String> = codes.iter().map(|code| code.to_lowercase()).collect();
    small.sort_unstable();
    small
}

fn name_of(record: &Record<'_>, sender: &Sender, source: &str, target: &str) -> String {
    let with_title = |code: &str, title| match record.get(title) {
        Some(title) => format!("{code} {title}"),
        None => code.to_owned(),
    };
    let (source, target) = (with_title(source, "source_title"), with_title(target, "target_title"));
    format!("{}: {source} → {target}", sender.name)
}
