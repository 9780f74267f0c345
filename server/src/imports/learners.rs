//! Learners: opens an unclaimed card for each who has none.
//!
//! Imported cards carry no activation code, since there is no slip to print it on: their owners
//! register and are confirmed at a counter.

use std::collections::HashMap;

use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::imports::{LEARNER_COLUMNS, Record, read_learner};
use shared::lang::Text;
use shared::learners::{OpenCard, same_name};

use super::failed::Refused;
use super::{Job, Outcome, unread};
use crate::bank::Bank;
use crate::clock;
use crate::db::ROWS_PER_STATEMENT;
use crate::learners::store::{self as learners, LearnerRow, NewLearner};

pub(super) fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    let sheet = job.sheet(LEARNER_COLUMNS)?;
    let (cards, mut refused) =
        job.read(&sheet, |row| sheet.record(row).and_then(|record| born(&record)));
    let mut refuse = |row, why: &Text| refused.push(Refused::new(row, why.get(sheet.lang())));
    let (mut by_digest, mut rows, mut repeated) = (HashMap::new(), Vec::new(), 0);
    for (row, card) in cards {
        let digest = job.bank.keys.document_digest(&card.document);
        let name = card.name.as_str().to_owned();
        match by_digest.get(&digest) {
            None => {
                by_digest.insert(digest, name.clone());
                rows.push((row, name, learner(job.bank, card)));
            }
            Some(before) if same_name(before, &name) => repeated += 1,
            Some(_) => refuse(row, &other_name("前面某行", "an earlier row")),
        }
    }
    let (mut opened, mut unchanged) = (0, 0);
    for some in rows.chunks(ROWS_PER_STATEMENT) {
        let standing = standing(job, some)?;
        for (row, name, new) in some {
            match standing.get(&new.digest) {
                None => opened += 1,
                Some(there) if there.id == new.id => opened += 1,
                Some(there) if same_name(&there.name, name) => unchanged += 1,
                Some(_) => refuse(*row, &other_name("登记的姓名", "the recorded one")),
            }
        }
    }
    let verb = if job.dry_run { "would be opened" } else { "opened" };
    let mut lines = vec![format!(
        "cards: {opened} {verb}, {unchanged} unchanged, {repeated} rows name a person again"
    )];
    lines
        .push("imported cards have no activation slip: a counter confirms their owners".to_owned());
    lines.extend(unread(&sheet));
    Ok(Outcome { sheet, lines, refused })
}

/// A card for somebody who is born by now.
fn born(record: &Record<'_>) -> Result<OpenCard, Text> {
    let card = read_learner(record)?;
    if card.born_on.is_none_or(|day| day <= clock::today()) {
        return Ok(card);
    }
    Err(record.sheet().reason(&[Fault::new("/id_number", FaultKind::InTheFuture)]))
}

fn learner(bank: &Bank, card: OpenCard) -> NewLearner {
    let mut learner = NewLearner::new(&bank.keys, &card.document, card.name.as_str());
    learner.born_on = card.born_on;
    learner.sex = card.sex;
    learner.street = card.street.map(Line::into_string);
    learner.phone_sealed = card.phone.map(|phone| bank.keys.seal(phone.as_str()));
    learner
}

/// Who stands under these documents, after the new ones were written unless this is a dry run.
fn standing(
    job: &Job<'_>,
    rows: &[(usize, String, NewLearner)],
) -> anyhow::Result<HashMap<String, LearnerRow>> {
    let found = if job.dry_run {
        let digests: Vec<String> = rows.iter().map(|(_, _, new)| new.digest.clone()).collect();
        job.bank.db.read_blocking(|conn| learners::find_by_digests(conn, &digests))?
    } else {
        let new: Vec<NewLearner> = rows.iter().map(|(_, _, new)| new.clone()).collect();
        job.bank.db.write_blocking(|conn| learners::insert_many(conn, &new))?
    };
    Ok(found.into_iter().map(|row| (row.digest.clone(), row)).collect())
}

fn other_name(zh: &str, en: &str) -> Text {
    Text::new(
        format!("证件号码相同而姓名与{zh}不同"),
        format!("The document is the same and the name differs from {en}"),
    )
}
