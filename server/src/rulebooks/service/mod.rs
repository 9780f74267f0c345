//! What is done with rulebooks.

mod checking;
mod editing;
mod publishing;
mod reading;

pub(super) use checking::check;
pub use checking::{catalogue, findings};
pub(super) use editing::{
    Source, create, delete, delete_rule, put_rule, replace, submit, withdraw,
};
pub(super) use publishing::{publish_submitted, retire};
pub(super) use reading::{Which, difference, in_force, list, rules_of, show, standing, table};

use shared::fault::{Fault, FaultKind};
use shared::ids::RulebookId;
use shared::problem::Refusal;
use shared::rulebooks::{RulebookSummary, RulebookView};
use shared::rules::{RuleList, Rulebook};
use shared::vocabulary::RulebookStatus;

use super::store::{self, CodedRule, RulebookRow, StoredPublication};
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::etag::Versioned;

/// Stores a draft. `author` is the id of a user, or a word such as `import` for what no user wrote.
///
/// # Errors
/// A fault for each code that is used twice; other faults may stay in a draft.
pub fn add_draft(conn: &mut Conn, author: &str, rules: &Rulebook) -> AppResult<RulebookId> {
    let mut repeated = rules.faults();
    repeated.retain(|fault: &Fault| fault.kind == FaultKind::Duplicate);
    if !repeated.is_empty() {
        return Err(repeated.into());
    }
    let id = store::insert_draft(conn, author, rules.effective_from, &rules.note)?;
    write_rules(conn, id, rules)?;
    Ok(id)
}

/// Writes the four lists of a draft that has no rules yet.
fn write_rules(conn: &mut Conn, id: RulebookId, rules: &Rulebook) -> AppResult<()> {
    for (list, coded) in [
        (RuleList::Recognition, store::coded(&rules.recognition, |rule| &rule.code)?),
        (RuleList::Equivalence, store::coded(&rules.equivalence, |rule| &rule.code)?),
        (RuleList::Caps, store::coded(&rules.caps, |cap| &cap.code)?),
        (RuleList::Gifts, store::coded(&rules.gifts, |policy| &policy.code)?),
    ] {
        store::insert_rules(conn, id, list, &coded)?;
    }
    Ok(())
}

/// Adds rules to one list of a draft, leaving alone codes that it has; tells how many were added.
///
/// # Errors
/// `NotFound`; `WrongState` when it is no draft.
pub fn add_rules(
    conn: &mut Conn,
    id: RulebookId,
    list: RuleList,
    new: &[CodedRule],
) -> AppResult<usize> {
    if !store::touch_draft(conn, id)? {
        let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
        return Err(Refusal::WrongState(row.status.as_str()).into());
    }
    store::insert_rules(conn, id, list, new)
}

/// [`publish_as`] from now on, with nothing to note: for the demo and tests.
///
/// # Errors
/// As [`publish_as`].
pub fn publish(conn: &mut Conn, id: RulebookId, publisher: &str) -> AppResult<u32> {
    publish_as(conn, id, publisher, &StoredPublication::plain())
}

/// Publishes a draft and answers its number. `publisher` is the id of a user. What was found wrong
/// with its rules as a whole is asked before.
///
/// # Errors
/// `NotFound`; `WrongState` when it was published already; `OwnRulebook` when somebody publishes it
/// who wrote a part of it; every fault of its rules.
pub fn publish_as(
    conn: &mut Conn,
    id: RulebookId,
    publisher: &str,
    publication: &StoredPublication,
) -> AppResult<u32> {
    store::hold(conn)?;
    let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    if !matches!(row.status, RulebookStatus::Draft | RulebookStatus::Submitted) {
        return Err(Refusal::WrongState(row.status.as_str()).into());
    }
    if row.is_work_of(publisher) {
        return Err(Refusal::OwnRulebook.into());
    }
    let faults = store::with_rules(conn, &row)?.faults();
    if !faults.is_empty() {
        return Err(faults.into());
    }
    store::publish(conn, id, publisher, publication)
}

/// A rulebook, whatever its status.
///
/// # Errors
/// `NotFound`; `Broken` when a stored rule cannot be read.
pub fn load(conn: &mut Conn, id: RulebookId) -> AppResult<Rulebook> {
    let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
    store::with_rules(conn, &row)
}

/// Where rulebooks stand, for people to read.
fn summaries(conn: &mut Conn, rows: Vec<RulebookRow>) -> AppResult<Vec<RulebookSummary>> {
    let names = store::names_in(conn, &rows)?;
    let ids: Vec<RulebookId> = rows.iter().map(|row| row.id).collect();
    let mut redone = store::reevaluations(conn, &ids)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let reevaluation = redone.remove(&row.id);
            row.summary(&names, reevaluation)
        })
        .collect())
}

fn summary(conn: &mut Conn, row: RulebookRow) -> AppResult<RulebookSummary> {
    summaries(conn, vec![row])?.pop().ok_or_else(|| Refusal::NotFound.into())
}

fn view(conn: &mut Conn, row: RulebookRow, rules: Rulebook) -> AppResult<Versioned<RulebookView>> {
    let revision = row.revision;
    Ok(Versioned { value: RulebookView::new(summary(conn, row)?, rules), revision })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::db::Db;
    use crate::rulebooks::cache::Rulebooks;

    fn bank() -> (tempfile::TempDir, Db) {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite://{}/bank.db", folder.path().display())).unwrap();
        db.migrate().unwrap();
        (folder, db)
    }

    fn rules(from: &str, per_hours: &str) -> Rulebook {
        serde_json::from_value(json!({
            "effective_from": from,
            "note": per_hours,
            "recognition": [{
                "code": "SC-1", "names": {"zh": "课程", "en": "Classes"}, "priority": 10,
                "award": {"scheme": "senior", "method": {"per_hours": per_hours}},
                "repeats": "best",
            }],
            "caps": [{
                "code": "C1", "names": {"zh": "上限", "en": "Cap"},
                "limit": {"credits": "42.00"}, "window": "lifetime",
            }],
        }))
        .unwrap()
    }

    fn refusal<T: std::fmt::Debug>(outcome: AppResult<T>) -> Refusal {
        outcome.unwrap_err().refusal()
    }

    #[test]
    fn a_rulebook_is_read_as_it_was_written_and_numbered_when_published() {
        let (_folder, db) = bank();
        let mut written = rules("2026-01-01", "16.00");
        let id = db.write_blocking(|conn| add_draft(conn, "author", &written)).unwrap();
        assert_eq!(db.read_blocking(|conn| load(conn, id)).unwrap(), written);
        assert_eq!(db.write_blocking(|conn| publish(conn, id, "other")).unwrap(), 1);
        written.number = Some(1);
        assert_eq!(db.read_blocking(|conn| load(conn, id)).unwrap(), written);
    }

    #[test]
    fn only_another_than_the_author_publishes_and_only_once() {
        let (_folder, db) = bank();
        let draft = rules("2026-01-01", "16.00");
        let id = db.write_blocking(|conn| add_draft(conn, "author", &draft)).unwrap();
        let publish = |who| db.write_blocking(|conn| publish(conn, id, who));
        assert_eq!(refusal(publish("author")), Refusal::OwnRulebook);
        assert_eq!(publish("other").unwrap(), 1);
        assert_eq!(refusal(publish("other")), Refusal::WrongState("published"));
        let late = [("X".to_owned(), "{}".to_owned())];
        let added = db.write_blocking(|conn| add_rules(conn, id, RuleList::Caps, &late));
        assert_eq!(refusal(added), Refusal::WrongState("published"));
    }

    #[test]
    fn a_rulebook_with_faults_stays_a_draft() {
        let (_folder, db) = bank();
        let draft = rules("2026-01-01", "0.00");
        let id = db.write_blocking(|conn| add_draft(conn, "author", &draft)).unwrap();
        let refused = refusal(db.write_blocking(|conn| publish(conn, id, "other")));
        let fault = Fault::new("/recognition/0/award/method/per_hours", FaultKind::NotPositive);
        assert_eq!(refused, Refusal::Invalid(vec![fault]));
    }

    #[test]
    fn rules_are_added_behind_the_others_and_known_codes_are_left_alone() {
        let (_folder, db) = bank();
        let draft = rules("2026-01-01", "16.00");
        let id = db.write_blocking(|conn| add_draft(conn, "import", &draft)).unwrap();
        let mut caps = draft.caps.clone();
        for number in 2..=1_200 {
            let code = format!("C{number}");
            caps.push(shared::rules::Cap { code, ..draft.caps[0].clone() });
        }
        let coded = store::coded(&caps, |cap| &cap.code).unwrap();
        let add = || db.write_blocking(|conn| add_rules(conn, id, RuleList::Caps, &coded));
        assert_eq!(add().unwrap(), 1_199);
        assert_eq!(add().unwrap(), 0);
        assert_eq!(db.read_blocking(|conn| load(conn, id)).unwrap().caps, caps);
    }

    #[test]
    fn the_highest_number_in_force_on_a_day_is_found_and_a_retired_one_is_not() {
        use diesel::prelude::*;

        use crate::db::schema::rulebooks;

        let (_folder, db) = bank();
        let cache = Rulebooks::default();
        let on = |day: &str| {
            let day = day.parse().unwrap();
            let found = db.read_blocking(|conn| cache.in_force(conn, day)).unwrap();
            found.and_then(|rules| rules.number)
        };
        assert_eq!(on("2026-06-01"), None);
        for from in ["2026-01-01", "2026-05-01"] {
            let publish = db.write_blocking(|conn| {
                let id = add_draft(conn, "author", &rules(from, "16.00"))?;
                publish(conn, id, "other")
            });
            publish.unwrap();
        }
        assert_eq!(on("2025-12-31"), None);
        assert_eq!(on("2026-04-30"), Some(1));
        assert_eq!(on("2026-05-01"), Some(2));
        let retire = db.write_blocking(|conn| {
            let second = rulebooks::table.filter(rulebooks::number.eq(2));
            let retired = RulebookStatus::Retired.as_str();
            Ok(diesel::update(second).set(rulebooks::status.eq(retired)).execute(conn)?)
        });
        assert_eq!(retire.unwrap(), 1);
        assert_eq!(on("2026-05-01"), Some(1));
        let editions = db.read_blocking(|conn| cache.editions(conn)).unwrap();
        assert_eq!(editions.numbered(2).and_then(|rules| rules.number), Some(2));
    }
}
