//! Recomputes every balance and invariant of the ledger from its entries, in sets.
//!
//! Invariant: what is counted was checked; nothing is taken from what the writer derived. All checks
//! see one snapshot, so they may run while the bank is at work.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use shared::quantity::Credits;
use shared::rules::{Decision, replay};
use shared::verification::{LedgerCheck, LedgerFault};
use shared::vocabulary::CompletionStatus;

use crate::db::schema::{completions, entries, lots, transactions};
use crate::db::{Conn, ROWS_PER_STATEMENT, on_each};
use crate::error::AppResult;

/// Completions read at a time.
const PAGE: i64 = 2_000;
/// Faults reported of one kind: a broken ledger should not fill the memory.
const MOST: usize = 100;

/// A row that does not hold: which, what it should be, what it is.
#[derive(QueryableByName)]
struct Broken {
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = BigInt)]
    expected: i64,
    #[diesel(sql_type = BigInt)]
    found: i64,
}

/// The checks that are one query each: a code, and a query that answers what does not hold.
///
/// `CAST(… AS BIGINT)`: PostgreSQL sums big integers into numerics.
const CHECKS: [(&str, &str); 11] = [
    (
        "transaction_unbalanced",
        "SELECT transaction_id || ' ' || scheme AS subject, CAST(0 AS BIGINT) AS expected, \
         CAST(SUM(amount) AS BIGINT) AS found FROM entries \
         GROUP BY transaction_id, scheme HAVING SUM(amount) <> 0",
    ),
    (
        "account_differs_from_entries",
        "SELECT owner || ' ' || scheme || ' ' || kind AS subject, \
         CAST(SUM(entered) AS BIGINT) AS expected, CAST(SUM(kept) AS BIGINT) AS found FROM ( \
         SELECT owner, scheme, kind, amount AS entered, 0 AS kept FROM entries \
         UNION ALL SELECT owner, scheme, kind, 0, balance FROM accounts \
         UNION ALL SELECT owner, scheme, kind, 0, amount FROM account_deltas) AS every_change \
         GROUP BY owner, scheme, kind HAVING SUM(entered) <> SUM(kept)",
    ),
    (
        "lot_differs_from_entries",
        "SELECT lot AS subject, CAST(SUM(entered) AS BIGINT) AS expected, \
         CAST(SUM(kept) AS BIGINT) AS found FROM ( \
         SELECT lot_id AS lot, amount AS entered, 0 AS kept FROM entries \
         WHERE kind = 'available' \
         UNION ALL SELECT id, 0, available FROM lots) AS every_change \
         GROUP BY lot HAVING lot IS NULL OR SUM(entered) <> SUM(kept)",
    ),
    (
        "hold_differs_from_entries",
        "SELECT lot AS subject, CAST(SUM(entered) AS BIGINT) AS expected, \
         CAST(SUM(kept) AS BIGINT) AS found FROM ( \
         SELECT lot_id AS lot, amount AS entered, 0 AS kept FROM entries WHERE kind = 'held' \
         UNION ALL SELECT lot_id, 0, amount FROM lot_holds) AS every_change \
         GROUP BY lot HAVING lot IS NULL OR SUM(entered) <> SUM(kept)",
    ),
    (
        "wrong_sign",
        "SELECT owner || ' ' || scheme || ' ' || kind AS subject, CAST(0 AS BIGINT) AS expected, \
         balance AS found FROM accounts \
         WHERE (kind IN ('available', 'held') AND balance < 0) OR (kind = 'owed' AND balance > 0)",
    ),
    (
        "running_balance_differs",
        "SELECT id AS subject, CAST(running AS BIGINT) AS expected, balance AS found FROM ( \
         SELECT id, balance, SUM(amount) OVER (PARTITION BY owner, scheme, kind ORDER BY id) \
         AS running FROM entries WHERE kind IN ('available', 'held', 'owed')) AS ordered \
         WHERE balance IS NULL OR balance <> running",
    ),
    (
        "entry_without_transaction",
        "SELECT e.id AS subject, CAST(1 AS BIGINT) AS expected, CAST(0 AS BIGINT) AS found \
         FROM entries e LEFT JOIN transactions t \
         ON t.owner = e.transaction_owner AND t.id = e.transaction_id WHERE t.id IS NULL",
    ),
    (
        "command_not_applied_once",
        "SELECT t.id AS subject, CAST(1 AS BIGINT) AS expected, CAST(COUNT(c.id) AS BIGINT) AS found \
         FROM transactions t LEFT JOIN commands c \
         ON c.id = t.command_id AND c.transaction_id = t.id GROUP BY t.id HAVING COUNT(c.id) <> 1",
    ),
    (
        "completion_differs_from_award",
        "SELECT c.id AS subject, c.posted AS expected, CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) \
         AS found FROM completions c LEFT JOIN transactions t \
         ON t.completion_id = c.id \
         LEFT JOIN entries e ON e.transaction_id = t.id AND e.kind = 'issued' \
         GROUP BY c.id, c.posted HAVING c.posted <> -COALESCE(SUM(e.amount), 0)",
    ),
    (
        "merged_learner_has_credits",
        "SELECT a.owner || ' ' || a.scheme || ' ' || a.kind AS subject, \
         CAST(0 AS BIGINT) AS expected, a.balance AS found \
         FROM accounts a JOIN learners l ON l.id = a.owner \
         WHERE l.merged_into IS NOT NULL AND a.balance <> 0",
    ),
    (
        "merged_learner_has_completions",
        "SELECT l.id AS subject, CAST(0 AS BIGINT) AS expected, CAST(COUNT(*) AS BIGINT) AS found \
         FROM completions c JOIN learners l ON l.id = c.learner_id \
         WHERE l.merged_into IS NOT NULL GROUP BY l.id",
    ),
];

/// Checks everything.
///
/// # Errors
/// The database.
pub fn check(conn: &mut Conn) -> AppResult<LedgerCheck> {
    let mut faults = Vec::new();
    for (code, query) in CHECKS {
        let broken: Vec<Broken> = on_each!(conn, c => diesel::sql_query(query).load::<Broken>(c))?;
        faults.extend(broken.into_iter().take(MOST).map(|row| LedgerFault {
            code: code.to_owned(),
            subject: row.subject,
            detail: format!(
                "expected {}, found {}",
                Credits::from_hundredths(row.expected),
                Credits::from_hundredths(row.found)
            ),
        }));
    }
    let decisions = check_decisions(conn, &mut faults)?;
    check_sources(conn, &mut faults)?;
    Ok(LedgerCheck {
        transactions: count(transactions::table.count().get_result(conn)?),
        entries: count(entries::table.count().get_result(conn)?),
        accounts: count_accounts(conn)?,
        lots: count(lots::table.count().get_result(conn)?),
        decisions,
        faults,
    })
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}

/// Accounts that entries ever touched.
fn count_accounts(conn: &mut Conn) -> AppResult<u64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        accounts: i64,
    }
    let query = "SELECT COUNT(*) AS accounts FROM \
                 (SELECT DISTINCT owner, scheme, kind FROM entries) AS touched";
    let row: Count = on_each!(conn, c => diesel::sql_query(query).get_result::<Count>(c))?;
    Ok(count(row.accounts))
}

/// Runs every trace again, page by page: it must give the credits that stand on the card.
fn check_decisions(conn: &mut Conn, faults: &mut Vec<LedgerFault>) -> AppResult<u64> {
    type Row = (String, String, String, String, i64);
    let mut checked = 0;
    let mut after = (String::new(), String::new());
    loop {
        let rows: Vec<Row> = completions::table
            .filter(
                completions::learner_id.gt(after.0.clone()).or(completions::learner_id
                    .eq(after.0.clone())
                    .and(completions::id.gt(after.1.clone()))),
            )
            .order((completions::learner_id, completions::id))
            .select((
                completions::learner_id,
                completions::id,
                completions::status,
                completions::decision,
                completions::posted,
            ))
            .limit(PAGE)
            .load(conn)?;
        let Some((learner, id, ..)) = rows.last() else { return Ok(checked) };
        after = (learner.clone(), id.clone());
        for (_, id, status, decision, posted) in rows {
            checked += 1;
            let wrong = wrong_decision(&status, &decision, Credits::from_hundredths(posted));
            if let Some(detail) = wrong.filter(|_| faults.len() < MOST * CHECKS.len()) {
                faults.push(LedgerFault {
                    code: "trace_gives_something_else".to_owned(),
                    subject: id,
                    detail,
                });
            }
        }
    }
}

/// The decision on a completion that was revoked is kept, and nothing stands for it.
fn wrong_decision(status: &str, decision: &str, posted: Credits) -> Option<String> {
    let Ok(decision) = serde_json::from_str::<Decision>(decision) else {
        return Some("the decision cannot be read".to_owned());
    };
    let Some(credits) = decision.credits else {
        return (!posted.is_zero()).then(|| format!("expected 0.00, found {posted}"));
    };
    let revoked = status == CompletionStatus::Revoked.as_str();
    let stands = if revoked { Credits::ZERO } else { credits };
    match replay(&decision.trace) {
        Ok(again) if again == credits && stands == posted => None,
        Ok(again) => Some(format!("the trace gives {again}, decided {credits}, posted {posted}")),
        Err(_) => Some("the trace cannot be run again".to_owned()),
    }
}

/// Every completion that an unspent lot traces to must be there, page by page.
fn check_sources(conn: &mut Conn, faults: &mut Vec<LedgerFault>) -> AppResult<()> {
    let (mut after, mut missing) = ((String::new(), String::new()), 0);
    loop {
        let rows: Vec<(String, String, String)> = lots::table
            .filter(lots::available.gt(0))
            .filter(
                lots::learner_id
                    .gt(after.0.clone())
                    .or(lots::learner_id.eq(after.0.clone()).and(lots::id.gt(after.1.clone()))),
            )
            .order((lots::learner_id, lots::id))
            .select((lots::learner_id, lots::id, lots::sources))
            .limit(PAGE)
            .load(conn)?;
        let Some((learner, id, _)) = rows.last() else { return Ok(()) };
        after = (learner.clone(), id.clone());
        let mut sources = Vec::with_capacity(rows.len());
        for (_, lot, json) in &rows {
            let of_lot: Vec<String> = serde_json::from_str(json)?;
            sources.extend(of_lot.into_iter().map(|source| (source, lot)));
        }
        let mut known = HashSet::with_capacity(sources.len());
        for some in sources.chunks(ROWS_PER_STATEMENT) {
            let ids = some.iter().map(|(source, _)| source);
            let there = completions::table.filter(completions::id.eq_any(ids));
            known.extend(there.select(completions::id).load::<String>(conn)?);
        }
        for (source, lot) in sources.into_iter().filter(|(source, _)| !known.contains(source)) {
            missing += 1;
            if missing <= MOST {
                faults.push(LedgerFault {
                    code: "lot_without_completion".to_owned(),
                    subject: lot.clone(),
                    detail: format!("there is no completion {source}"),
                });
            }
        }
    }
}
