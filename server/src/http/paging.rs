//! Keyset pages: page 1,000 costs what page 1 costs.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header::LINK;
use serde::{Deserialize, Serialize};
use shared::fault::FaultKind;
use shared::page::Page;

use crate::error::{AppError, AppResult};

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MOST: u32 = 200;

/// `?limit=&cursor=` of a list.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PageQuery {
    limit: Option<String>,
    cursor: Option<String>,
}

/// What a list query needs: how many, and after which key.
#[derive(Clone, Debug)]
pub struct Slice {
    /// Rows on the page.
    pub limit: usize,
    /// The sort key of the last row of the page before.
    pub after: Option<String>,
}

impl PageQuery {
    /// Checks the two values.
    ///
    /// # Errors
    /// A limit outside 1–200, a cursor that the bank did not make.
    pub fn slice(&self) -> AppResult<Slice> {
        let limit = match &self.limit {
            None => LIMIT_DEFAULT,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=LIMIT_MOST).contains(limit))
                .ok_or_else(|| AppError::fault("/limit", FaultKind::OutOfRange))?,
        };
        let after = match self.cursor.as_deref() {
            None | Some("") => None,
            Some(cursor) => {
                let key = key_of(cursor);
                Some(key.ok_or_else(|| AppError::fault("/cursor", FaultKind::BadFormat))?)
            }
        };
        Ok(Slice { limit: usize::try_from(limit).unwrap_or(usize::MAX), after })
    }
}

/// The sort key that a cursor stands for.
#[must_use]
pub fn key_of(cursor: &str) -> Option<String> {
    let text = hex::decode(cursor).ok().and_then(|raw| String::from_utf8(raw).ok());
    // PostgreSQL refuses a text with a NUL in it.
    text.filter(|key| !key.chars().any(char::is_control))
}

impl Slice {
    /// Rows to fetch: one more than the page, to know whether there is a next.
    #[must_use]
    pub fn fetch(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// Makes a page of the rows fetched; `key` tells a row's sort key.
    pub fn page<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> String) -> Page<T> {
        let more = rows.len() > self.limit;
        rows.truncate(self.limit);
        let next_cursor =
            rows.last().filter(|_| more).map(|last| hex::encode(key(last).as_bytes()));
        Page { items: rows, next_cursor }
    }
}

/// Answers a page, with the `Link` to the next.
pub fn answer<T: Serialize>(request: &HttpRequest, page: &Page<T>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(cursor) = &page.next_cursor {
        let kept = request
            .query_string()
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
        let query: Vec<String> =
            kept.map(str::to_owned).chain([format!("cursor={cursor}")]).collect();
        let link = format!("<{}?{}>; rel=\"next\"", request.path(), query.join("&"));
        response.insert_header((LINK, link));
    }
    response.json(page)
}

/// Maps the items of a page.
///
/// # Errors
/// The first that the mapping has.
pub fn map<T, U>(page: Page<T>, f: impl FnMut(T) -> AppResult<U>) -> AppResult<Page<U>> {
    let items = page.items.into_iter().map(f).collect::<AppResult<_>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}
