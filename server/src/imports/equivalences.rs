//! A table of course equivalences into outcome rules of a draft rulebook.
//!
//! The draft starts from the rulebook in force, so that publishing it takes nothing away. A rule's
//! code is a digest of what it says: importing a table again adds nothing. What a check of the draft
//! finds is counted; an administrator reads it, and settles it, before the draft is published.

use std::collections::{BTreeMap, HashSet};

use sha2::{Digest, Sha256};
use shared::ids::RulebookId;
use shared::imports::{Census, Class, EQUIVALENCE_COLUMNS, Receiver, Sheet, census, rule_of};
use shared::rules::{EquivalenceRule, FindingCode, RuleList, Rulebook};

use super::failed::Refused;
use super::{Job, Outcome, store, unread};
use crate::clock;
use crate::db::Conn;
use crate::error::AppResult;
use crate::rulebooks::service;
use crate::rulebooks::store::{CodedRule, coded};

/// The author of drafts that an import makes.
const AUTHOR: &str = "import";
/// The scheme of what universities grant.
const SCHEME: &str = "higher";
/// Odd countries that are named.
const NAMED: usize = 5;

pub(super) fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    let sheet = job.sheet(EQUIVALENCE_COLUMNS)?;
    if !sheet.has("university") && !sheet.has("institution") {
        anyhow::bail!(
            "the first row names neither the university (University) nor its institution_code"
        );
    }
    let census = census(&sheet, &job.table.rows);
    let made = Made::of(job, &sheet, &census)?;
    let mut lines = said(&census, &made);
    let rules = coded(&made.rules, |rule| &rule.code)?;
    let note = format!("等值表导入 Imported equivalences: {}", job.place.code);
    let stand = if job.dry_run {
        job.bank.db.read_blocking(|conn| rehearse(conn, job, &note, &rules))?
    } else {
        job.bank.db.write_blocking(|conn| add(conn, job, &note, &rules))?
    };
    let unchanged = rules.len() - stand.added;
    let verb = if job.dry_run { "would be added" } else { "added" };
    lines.push(format!("outcome rules: {} {verb}, {unchanged} unchanged", stand.added));
    if let Some(draft) = stand.draft {
        lines.push(format!("in the draft rulebook {draft}, “{note}”"));
        lines.push(job.bank.db.read_blocking(|conn| found(conn, draft))?);
    }
    lines.extend(unread(&sheet));
    Ok(Outcome { sheet, lines, refused: made.refused })
}

/// The rules of a table, and what became of its rows, class by class.
struct Made {
    rules: Vec<EquivalenceRule>,
    fates: BTreeMap<Class, Fates>,
    /// Rows that are not as wide as the header.
    ragged: usize,
    refused: Vec<Refused>,
}

#[derive(Clone, Copy, Default)]
struct Fates {
    rules: usize,
    same: usize,
    refused: usize,
}

impl Made {
    fn of(job: &Job<'_>, sheet: &Sheet, census: &Census) -> anyhow::Result<Self> {
        let scheme = SCHEME.parse().map_err(|_| anyhow::anyhow!("{SCHEME} is no scheme"))?;
        let digest = |words: &str| hex::encode(Sha256::digest(words));
        let receiver = Receiver { institution: &job.place.code, scheme: &scheme, digest: &digest };
        let mut made =
            Self { rules: Vec::new(), fates: BTreeMap::new(), ragged: 0, refused: Vec::new() };
        let mut codes = HashSet::new();
        for (index, (row, class)) in job.table.rows.iter().zip(&census.classes).enumerate() {
            let mut unused = Fates::default();
            let fates = match class {
                Some(class) => made.fates.entry(*class).or_default(),
                None => &mut unused,
            };
            if *class == Some(Class::Duplicate) {
                fates.same += 1;
                continue;
            }
            match sheet.record(row).and_then(|record| rule_of(&record, &receiver)) {
                Ok(rule) if codes.insert(rule.code.clone()) => {
                    fates.rules += 1;
                    made.rules.push(rule);
                }
                Ok(_) => fates.same += 1,
                Err(why) => {
                    fates.refused += 1;
                    made.ragged += usize::from(class.is_none());
                    made.refused.push(Refused::new(index, why.get(sheet.lang())));
                }
            }
        }
        Ok(made)
    }
}

fn said(census: &Census, made: &Made) -> Vec<String> {
    let row = |name: &str, rows: usize, fates: Fates, note: &str| {
        let Fates { rules, same, refused } = fates;
        format!("  {name:<16}{rows:>8}{rules:>8}{same:>8}{refused:>9}  {note}")
            .trim_end()
            .to_owned()
    };
    let mut lines = vec![
        "each row is counted once, in the first class that fits:".to_owned(),
        format!("  {:<16}{:>8}{:>8}{:>8}{:>9}", "class", "rows", "rules", "same", "refused"),
    ];
    let (mut total, mut sum) = (0, Fates::default());
    for class in Class::ALL {
        let rows = census.count(*class);
        let fates = made.fates.get(class).copied().unwrap_or_default();
        lines.push(row(class.label(shared::lang::Lang::En), rows, fates, &note(census, *class)));
        total += rows;
        sum.rules += fates.rules;
        sum.same += fates.same;
        sum.refused += fates.refused;
    }
    if made.ragged > 0 {
        let fates = Fates { refused: made.ragged, ..Fates::default() };
        lines.push(row("ragged", made.ragged, fates, "more or fewer cells than the header"));
        total += made.ragged;
        sum.refused += made.ragged;
    }
    lines.push(row("all", total, sum, ""));
    lines.push("“same”: the row says what another says, but for titles, case and space".to_owned());
    lines.extend(assumed(census));
    lines
}

/// What the whole file has of a class, whichever class its rows are counted in.
fn note(census: &Census, class: Class) -> String {
    match class {
        Class::NoSource => format!("{} in the file", census.without_source),
        Class::BlankTarget => format!("{} in the file", census.without_target),
        Class::Generic => format!(
            "in the file {} with xxxx, {} written otherwise (XXXX, xxx, ELECTIVE)",
            census.generic, census.generic_otherwise
        ),
        Class::Set => format!("{} in the file", census.sets),
        Class::Several => {
            format!("{} sources have more than one target", census.sources_with_several)
        }
        Class::Duplicate | Class::Rest => String::new(),
    }
}

/// What was assumed, and what a person should look at.
fn assumed(census: &Census) -> Vec<String> {
    let countries = &census.countries;
    let mut lines = vec![format!(
        "{} institutions; one named without a code gets one made from its name, X-… and a digest",
        census.universities
    )];
    if !countries.known.is_empty() {
        lines.push(format!(
            "{} spellings of {} countries or regions are taken together; {} rows name none",
            countries.spellings(),
            countries.known.len(),
            countries.blank
        ));
    }
    if !countries.unknown.is_empty() {
        let some: Vec<&str> = countries.unknown.keys().take(NAMED).map(String::as_str).collect();
        let more = if countries.unknown.len() > NAMED { ", …" } else { "" };
        lines.push(format!(
            "{} rows name something that is none: {}{more}",
            countries.rows_unknown(),
            some.join(", ")
        ));
    }
    if census.joined_otherwise > 0 {
        lines.push(format!(
            "{} rows may join courses by another sign than + (and, &, /, a line break): taken as one code",
            census.joined_otherwise
        ));
    }
    lines.push(
        "rows without credits give 0.00 and an exemption (elective for a generic target), for the receiver to decide"
            .to_owned(),
    );
    lines
}

/// What a check of the draft finds, by kind.
fn found(conn: &mut Conn, draft: RulebookId) -> AppResult<String> {
    let mut counts: BTreeMap<FindingCode, usize> = BTreeMap::new();
    let rules = service::load(conn, draft)?;
    for finding in service::findings(conn, &rules)? {
        *counts.entry(finding.code).or_default() += 1;
    }
    let said: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
    Ok(match said.as_slice() {
        [] => "a check of the draft finds nothing".to_owned(),
        said => format!("a check of the draft finds: {}", said.join(", ")),
    })
}

/// What an import added, and where the rules stand.
struct Stand {
    added: usize,
    draft: Option<RulebookId>,
}

/// The draft that takes the rules, if there is one, and the rules that are new to it, or to the
/// rulebook in force where there is none.
fn new_rules(
    conn: &mut Conn,
    job: &Job<'_>,
    note: &str,
    rules: &[CodedRule],
) -> AppResult<(Option<RulebookId>, Vec<CodedRule>)> {
    let draft = store::draft(conn, AUTHOR, note)?;
    let known = if let Some(draft) = draft {
        store::rule_codes(conn, draft)?
    } else {
        let in_force = job.bank.rulebooks.in_force(conn, clock::today())?;
        let equivalence = in_force.as_ref().map(|rules| rules.equivalence.as_slice());
        equivalence.unwrap_or_default().iter().map(|rule| rule.code.clone()).collect()
    };
    let new = rules.iter().filter(|(code, _)| !known.contains(code)).cloned().collect();
    Ok((draft, new))
}

fn rehearse(conn: &mut Conn, job: &Job<'_>, note: &str, rules: &[CodedRule]) -> AppResult<Stand> {
    let (draft, new) = new_rules(conn, job, note, rules)?;
    Ok(Stand { added: new.len(), draft })
}

fn add(conn: &mut Conn, job: &Job<'_>, note: &str, rules: &[CodedRule]) -> AppResult<Stand> {
    let (draft, new) = new_rules(conn, job, note, rules)?;
    if new.is_empty() {
        return Ok(Stand { added: 0, draft });
    }
    let draft = if let Some(draft) = draft {
        draft
    } else {
        let base = base(conn, job, note)?;
        service::add_draft(conn, AUTHOR, &base)?
    };
    let added = service::add_rules(conn, draft, RuleList::Equivalence, &new)?;
    Ok(Stand { added, draft: Some(draft) })
}

/// The rulebook in force as a draft, or an empty one.
fn base(conn: &mut Conn, job: &Job<'_>, note: &str) -> AppResult<Rulebook> {
    let today = clock::today();
    let in_force = job.bank.rulebooks.in_force(conn, today)?;
    let rules = in_force.map(|rules| rules.rulebook().clone());
    let (recognition, equivalence, caps, gifts) = rules
        .map(|rules| (rules.recognition, rules.equivalence, rules.caps, rules.gifts))
        .unwrap_or_default();
    Ok(Rulebook {
        number: None,
        effective_from: today,
        note: note.to_owned(),
        recognition,
        equivalence,
        caps,
        gifts,
    })
}
