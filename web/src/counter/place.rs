//! The addresses of the counter's further pages.

use crate::browser::encode;
use crate::routes::{Route, decode};

/// A further page of the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A person.
    Person(String),
    /// Replacing their card.
    Replace(String),
    /// The slip with the new number.
    Replaced(String),
    /// Mending what is known of them.
    Mend(String),
    /// The school's completions.
    Kept,
    /// One of them.
    Completion(String),
    /// Amending it.
    Amend(String),
    /// Revoking it.
    Revoke(String),
    /// A batch.
    Batch(String),
    /// Undoing it.
    Undo(String),
    /// Choosing a file to upload.
    Upload,
    /// An upload.
    Import(String),
    /// Undoing it.
    UndoImport(String),
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let decoded: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let text = |part: &str| part.to_owned();
        Some(match parts.as_slice() {
            ["clerk", "counter", "people", id] => Self::Person(text(id)),
            ["clerk", "counter", "people", id, "replace"] => Self::Replace(text(id)),
            ["clerk", "counter", "people", id, "replaced"] => Self::Replaced(text(id)),
            ["clerk", "counter", "people", id, "mend"] => Self::Mend(text(id)),
            ["clerk", "completions"] => Self::Kept,
            ["clerk", "completions", id] => Self::Completion(text(id)),
            ["clerk", "completions", id, "amend"] => Self::Amend(text(id)),
            ["clerk", "completions", id, "revoke"] => Self::Revoke(text(id)),
            ["clerk", "batches", id] => Self::Batch(text(id)),
            ["clerk", "batches", id, "undo"] => Self::Undo(text(id)),
            ["clerk", "upload"] => Self::Upload,
            ["clerk", "upload", id] => Self::Import(text(id)),
            ["clerk", "upload", id, "undo"] => Self::UndoImport(text(id)),
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        let of = |start: &str, id: &str, rest: &str| format!("/clerk/{start}/{}{rest}", encode(id));
        match self {
            Self::Person(id) => of("counter/people", id, ""),
            Self::Replace(id) => of("counter/people", id, "/replace"),
            Self::Replaced(id) => of("counter/people", id, "/replaced"),
            Self::Mend(id) => of("counter/people", id, "/mend"),
            Self::Kept => "/clerk/completions".to_owned(),
            Self::Completion(id) => of("completions", id, ""),
            Self::Amend(id) => of("completions", id, "/amend"),
            Self::Revoke(id) => of("completions", id, "/revoke"),
            Self::Batch(id) => of("batches", id, ""),
            Self::Undo(id) => of("batches", id, "/undo"),
            Self::Upload => "/clerk/upload".to_owned(),
            Self::Import(id) => of("upload", id, ""),
            Self::UndoImport(id) => of("upload", id, "/undo"),
        }
    }

    /// Its address among all pages.
    pub fn route(&self) -> Route {
        Route::Clerk(self.path())
    }
}
