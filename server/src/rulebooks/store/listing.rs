//! Lists of rules, page by page.

use diesel::prelude::*;
use diesel::sql_types::Text;
use shared::ids::RulebookId;
use shared::rulebooks::ListedRule;
use shared::rules::RuleList;

use crate::db::Conn;
use crate::db::schema::rules;
use crate::error::{AppResult, stored};
use crate::http::paging::Slice;

diesel::define_sql_function! {
    /// In small letters.
    fn lower(text: Text) -> Text;
}

/// Which rules of a rulebook a list shows.
#[derive(Clone, Debug, Default)]
pub struct RuleFilter {
    /// Of one list.
    pub list: Option<RuleList>,
    /// With this code.
    pub code: Option<String>,
    /// With these words in them.
    pub words: Option<String>,
}

/// A page of the rules of a rulebook, in their order, each with its place.
///
/// # Errors
/// The database; `Broken` when a rule cannot be read.
pub fn rules_of(
    conn: &mut Conn,
    id: RulebookId,
    filter: &RuleFilter,
    slice: &Slice,
) -> AppResult<Vec<(i64, ListedRule)>> {
    let mut query = rules::table
        .filter(rules::rulebook_id.eq(id.to_string()))
        .select((rules::place, rules::list, rules::body))
        .order(rules::place)
        .limit(slice.fetch())
        .into_boxed();
    if let Some(list) = filter.list {
        query = query.filter(rules::list.eq(list.as_str()));
    }
    if let Some(code) = &filter.code {
        query = query.filter(rules::code.eq(code.clone()));
    }
    if let Some(words) = &filter.words {
        let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let like = format!("%{}%", escaped.to_lowercase());
        query = query.filter(lower(rules::body).like(like).escape('\\'));
    }
    if let Some(after) = slice.after.as_deref().and_then(|after| after.parse::<i64>().ok()) {
        query = query.filter(rules::place.gt(after));
    }
    let rows: Vec<(i64, String, String)> = query.load(conn)?;
    rows.into_iter()
        .map(|(place, list, body)| {
            Ok((place, ListedRule { list: stored(&list)?, rule: serde_json::from_str(&body)? }))
        })
        .collect()
}
