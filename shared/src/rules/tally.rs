//! Counts the impact of a draft while people and their completions stream by.
//!
//! Invariant: every completion counts once in each table, so the tables agree with the totals; no
//! more is kept than the tables and the largest changes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::NaiveDate;

use super::decide::{Decision, Outcome};
use super::impact::{Impact, ImpactLine, LargeChange};
use super::reevaluation::PastCompletion;
use crate::ids::{CompletionId, SchemeCode};
use crate::quantity::{Credits, Overflow};

/// The most changes that are listed one by one.
const MOST_LISTED: usize = 50;

/// The bands of ages, each up to this age.
const AGE_BANDS: [(u32, &str); 7] = [
    (17, "0-17"),
    (34, "18-34"),
    (49, "35-49"),
    (59, "50-59"),
    (69, "60-69"),
    (79, "70-79"),
    (u32::MAX, "80+"),
];

/// Counts the impact of a draft, person by person.
#[derive(Clone, Debug)]
pub struct ImpactTally {
    since: NaiveDate,
    total: ImpactLine,
    newly_recognised: u64,
    no_longer_recognised: u64,
    tables: Tables,
    /// The smallest of the largest changes lies on top.
    largest: BinaryHeap<Reverse<Listed>>,
}

type Tables = BTreeMap<Table, BTreeMap<String, ImpactLine>>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Scheme,
    Institution,
    AgeBand,
}

impl ImpactTally {
    /// Counts completions that ended on this day or later.
    #[must_use]
    pub fn new(since: NaiveDate) -> Self {
        Self {
            since,
            total: ImpactLine::default(),
            newly_recognised: 0,
            no_longer_recognised: 0,
            tables: Tables::new(),
            largest: BinaryHeap::new(),
        }
    }

    /// Counts a person: all their completions, and what [`reevaluate`](super::reevaluate) made of them.
    ///
    /// # Errors
    /// `Overflow`; what was counted until then is of no use.
    pub fn person(
        &mut self,
        card_number: &str,
        birth_date: Option<NaiveDate>,
        past: &[PastCompletion],
        new: &[Option<Decision>],
    ) -> Result<(), Overflow> {
        let mut person = Person::default();
        let since = self.since;
        for (one, new) in past.iter().zip(new).filter(|(one, _)| one.decided_again(since)) {
            let then = new.as_ref().unwrap_or(&one.decision);
            let was = one.decision.outcome == Outcome::Recognised;
            let will_be = then.outcome == Outcome::Recognised;
            self.newly_recognised += u64::from(will_be && !was);
            self.no_longer_recognised += u64::from(was && !will_be);
            person.completion(birth_date, one, new.as_ref())?;
            if new.is_some() {
                self.list(Listed::new(card_number, one, then)?);
            }
        }
        if person.total.completions > 0 {
            self.total.person(&person.total)?;
        }
        for (table, lines) in person.tables {
            for (key, line) in lines {
                self.tables.entry(table).or_default().entry(key).or_default().person(&line)?;
            }
        }
        Ok(())
    }

    /// What came out.
    #[must_use]
    pub fn finish(mut self) -> Impact {
        let mut lines = |table| -> Vec<ImpactLine> {
            let lines = self.tables.remove(&table).unwrap_or_default();
            lines.into_iter().map(|(key, line)| ImpactLine { key, ..line }).collect()
        };
        Impact {
            since: self.since,
            completions: self.total.completions,
            people: self.total.people,
            changed: self.total.changed,
            gainers: self.total.gainers,
            losers: self.total.losers,
            newly_undecided: self.total.newly_undecided,
            newly_recognised: self.newly_recognised,
            no_longer_recognised: self.no_longer_recognised,
            schemes: lines(Table::Scheme),
            institutions: lines(Table::Institution),
            age_bands: lines(Table::AgeBand),
            // Sorted by what is reversed: largest first.
            largest: self.largest.into_sorted_vec().into_iter().map(|kept| kept.0.0).collect(),
        }
    }

    fn list(&mut self, listed: Listed) {
        self.largest.push(Reverse(listed));
        if self.largest.len() > MOST_LISTED {
            self.largest.pop();
        }
    }
}

impl ImpactLine {
    /// Adds a completion, but not its credits.
    fn completion(&mut self, now: &Decision, new: Option<&Decision>) {
        let newly_undecided = new.is_some_and(|then| {
            then.outcome == Outcome::NeedsDecision && now.outcome != Outcome::NeedsDecision
        });
        self.completions += 1;
        self.changed += u64::from(new.is_some());
        self.newly_undecided += u64::from(newly_undecided);
    }

    /// Adds credits.
    fn credits(&mut self, before: Credits, after: Credits) -> Result<(), Overflow> {
        self.before = self.before.plus(before)?;
        self.after = self.after.plus(after)?;
        self.difference = self.after.minus(self.before)?;
        Ok(())
    }

    /// Adds the line of one person.
    fn person(&mut self, line: &Self) -> Result<(), Overflow> {
        self.completions += line.completions;
        self.changed += line.changed;
        self.newly_undecided += line.newly_undecided;
        self.people += 1;
        self.gainers += u64::from(line.difference > Credits::ZERO);
        self.losers += u64::from(line.difference < Credits::ZERO);
        self.credits(line.before, line.after)
    }
}

/// What one person's completions add up to.
#[derive(Default)]
struct Person {
    total: ImpactLine,
    tables: Tables,
}

impl Person {
    fn completion(
        &mut self,
        birth_date: Option<NaiveDate>,
        one: &PastCompletion,
        new: Option<&Decision>,
    ) -> Result<(), Overflow> {
        let now = &one.decision;
        let then = new.unwrap_or(now);
        let (before, after) = (credits(now), credits(then));
        // Credits that change their scheme leave the one and come to the other.
        let (from, to) = (scheme(now, then), scheme(then, now));
        self.line(Table::Scheme, from).credits(before, Credits::ZERO)?;
        self.line(Table::Scheme, to).credits(Credits::ZERO, after)?;
        self.line(Table::Scheme, to).completion(now, new);
        let band = age_band(birth_date, one.facts.ended_on);
        for (table, key) in [(Table::Institution, one.facts.institution()), (Table::AgeBand, band)]
        {
            self.line(table, key).credits(before, after)?;
            self.line(table, key).completion(now, new);
        }
        self.total.completion(now, new);
        self.total.credits(before, after)
    }

    fn line(&mut self, table: Table, key: &str) -> &mut ImpactLine {
        self.tables.entry(table).or_default().entry(key.to_owned()).or_default()
    }
}

fn credits(decision: &Decision) -> Credits {
    decision.credits.unwrap_or_default()
}

fn scheme<'a>(of: &'a Decision, or: &'a Decision) -> &'a str {
    of.scheme.as_ref().or(or.scheme.as_ref()).map_or("", SchemeCode::as_str)
}

fn age_band(birth_date: Option<NaiveDate>, on: NaiveDate) -> &'static str {
    let age = birth_date.and_then(|born| on.years_since(born));
    let band = age.and_then(|age| AGE_BANDS.iter().find(|(most, _)| age <= *most));
    band.map_or("unknown", |(_, name)| name)
}

/// A change with its place among the largest: by size, then by card and completion.
#[derive(Clone, Debug)]
struct Listed(LargeChange);

impl Listed {
    fn new(card_number: &str, one: &PastCompletion, then: &Decision) -> Result<Self, Overflow> {
        let now = &one.decision;
        let (before, after) = (credits(now), credits(then));
        Ok(Self(LargeChange {
            completion_id: one.completion,
            card_number: card_number.to_owned(),
            institution: one.facts.institution().to_owned(),
            course: one.facts.title.clone(),
            ended_on: one.facts.ended_on,
            scheme: then.scheme.clone().or_else(|| now.scheme.clone()),
            before,
            after,
            difference: after.minus(before)?,
            outcome_before: now.outcome,
            outcome_after: then.outcome,
            rules_before: now.rules.clone(),
            rules_after: then.rules.clone(),
        }))
    }

    fn place(&self) -> (u64, Reverse<(&str, CompletionId)>) {
        let Self(change) = self;
        let size = change.difference.hundredths().unsigned_abs();
        (size, Reverse((&change.card_number, change.completion_id)))
    }
}

impl Ord for Listed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Listed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Listed {}
