//! The statement as a file, a slice of entries at a time.

use shared::ids::LearnerId;
use shared::imports::neutralise;
use shared::lang::Lang;
use shared::statement::StatementEntry;

use super::store::{self, Filter};
use crate::db::Conn;
use crate::error::AppResult;
use crate::http::csv::{self, Part};
use crate::http::paging::Slice;
use crate::http::stream::Steps;
use crate::schemes;

/// Entries that are read and written at once.
const ENTRIES: usize = 1_000;

/// What is still to be written of a statement.
pub(super) struct Whole {
    learner: LearnerId,
    filter: Filter,
    lang: Lang,
    after: Option<String>,
}

impl Whole {
    pub fn new(learner: LearnerId, filter: Filter, lang: Lang) -> Self {
        Self { learner, filter, lang, after: None }
    }
}

impl Steps for Whole {
    fn step(mut self, conn: &mut Conn) -> AppResult<(Vec<u8>, Option<Self>)> {
        let slice = Slice { limit: ENTRIES, after: self.after.take() };
        let mut entries = store::list(conn, self.learner, &self.filter, &slice)?;
        let more = entries.len() > ENTRIES;
        entries.truncate(ENTRIES);
        let names = schemes::store::names(conn)?;
        let mut rows = Vec::with_capacity(entries.len() + 1);
        let part = if slice.after.is_none() { Part::First } else { Part::Further };
        if part == Part::First {
            rows.push(head(self.lang));
        }
        rows.extend(entries.iter().map(|entry| {
            let scheme = names.get(&entry.scheme).map(|names| names.get(self.lang));
            row(entry, scheme.unwrap_or(entry.scheme.as_str()), self.lang)
        }));
        self.after = entries.last().filter(|_| more).map(|last| last.id.to_string());
        let next = self.after.is_some().then_some(self);
        Ok((csv::write(&rows, part)?, next))
    }
}

fn head(lang: Lang) -> Vec<String> {
    let names = match lang {
        Lang::Zh => ["时间", "学分类型", "业务", "账户", "事由", "变动", "余额", "交易编号"],
        Lang::En => {
            ["Time", "Scheme", "Kind", "Account", "What for", "Amount", "Balance", "Transaction"]
        }
    };
    names.map(str::to_owned).to_vec()
}

fn row(entry: &StatementEntry, scheme: &str, lang: Lang) -> Vec<String> {
    let at = entry.at.naive_utc() + chrono::Duration::hours(8);
    vec![
        at.format("%Y-%m-%d %H:%M:%S").to_string(),
        neutralise(scheme),
        entry.kind.label(lang).to_owned(),
        entry.account.label(lang).to_owned(),
        neutralise(entry.title.get(lang)),
        entry.amount.to_string(),
        entry.balance.to_string(),
        entry.transaction_id.to_string(),
    ]
}
