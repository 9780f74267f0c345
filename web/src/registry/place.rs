//! The addresses of the registry's pages.

use crate::browser::encode;
use crate::routes::{Route, decode};

/// A page of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What waits for a review: `mine`, `escalated` or `appeals`.
    Queue(&'static str),
    /// An application.
    Application(String),
    /// Approving it.
    Approve(String),
    /// Rejecting it.
    Reject(String),
    /// What came of it.
    Decided(String),
    /// Certificates.
    Awards,
    /// One of them.
    Award(String),
    /// Granting it.
    Grant(String),
    /// Declining it.
    Decline(String),
    /// Finding two records of one person.
    Learners,
    /// Two records side by side.
    Merge(String, String),
    /// What came of a merge: the record that is kept.
    Merged(String),
    /// All programs.
    Programs,
    /// One of them; an empty id is a new one.
    Program(String),
    /// All institutions.
    Institutions,
    /// One of them.
    Institution(String),
    /// Closing it.
    Close(String),
    /// Opening it again.
    Reopen(String),
    /// All schemes.
    Schemes,
    /// One of them; an empty code is a new one.
    Scheme(String),
    /// All code tables.
    CodeTables,
    /// One of them.
    CodeTable(String),
    /// All who sign in.
    Users,
    /// Someone new among the staff.
    NewUser,
    /// The audit; of an empty subject, where one is asked for.
    Audit(String),
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let decoded: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let text = |part: &str| part.to_owned();
        Some(match parts.as_slice() {
            ["review"] => Self::Queue("mine"),
            ["review", "escalated"] => Self::Queue("escalated"),
            ["review", "appeals"] => Self::Queue("appeals"),
            ["review", "transfers", id] => Self::Application(text(id)),
            ["review", "transfers", id, "approve"] => Self::Approve(text(id)),
            ["review", "transfers", id, "reject"] => Self::Reject(text(id)),
            ["review", "transfers", id, "receipt"] => Self::Decided(text(id)),
            ["review", "awards"] => Self::Awards,
            ["review", "awards", id] => Self::Award(text(id)),
            ["review", "awards", id, "grant"] => Self::Grant(text(id)),
            ["review", "awards", id, "decline"] => Self::Decline(text(id)),
            ["admin", "learners"] => Self::Learners,
            ["admin", "learners", id, "merged"] => Self::Merged(text(id)),
            ["admin", "learners", one, other] => Self::Merge(text(one), text(other)),
            ["admin", "programs"] => Self::Programs,
            ["admin", "programs", "new"] => Self::Program(String::new()),
            ["admin", "programs", id] => Self::Program(text(id)),
            ["admin", "institutions"] => Self::Institutions,
            ["admin", "institutions", code] => Self::Institution(text(code)),
            ["admin", "institutions", code, "close"] => Self::Close(text(code)),
            ["admin", "institutions", code, "reopen"] => Self::Reopen(text(code)),
            ["admin", "schemes"] => Self::Schemes,
            ["admin", "schemes", "new"] => Self::Scheme(String::new()),
            ["admin", "schemes", code] => Self::Scheme(text(code)),
            ["admin", "codes"] => Self::CodeTables,
            ["admin", "codes", table] => Self::CodeTable(text(table)),
            ["admin", "users"] => Self::Users,
            ["admin", "users", "new"] => Self::NewUser,
            ["admin", "audit"] => Self::Audit(String::new()),
            ["admin", "audit", subject] => Self::Audit(text(subject)),
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        let of = |start: &str, id: &str, rest: &str| format!("{start}/{}{rest}", encode(id));
        let application = |id: &str, rest: &str| of("/review/transfers", id, rest);
        let award = |id: &str, rest: &str| of("/review/awards", id, rest);
        let institution = |code: &str, rest: &str| of("/admin/institutions", code, rest);
        match self {
            Self::Queue("mine") => "/review".to_owned(),
            Self::Queue(queue) => format!("/review/{queue}"),
            Self::Application(id) => application(id, ""),
            Self::Approve(id) => application(id, "/approve"),
            Self::Reject(id) => application(id, "/reject"),
            Self::Decided(id) => application(id, "/receipt"),
            Self::Awards => "/review/awards".to_owned(),
            Self::Award(id) => award(id, ""),
            Self::Grant(id) => award(id, "/grant"),
            Self::Decline(id) => award(id, "/decline"),
            Self::Learners => "/admin/learners".to_owned(),
            Self::Merge(one, other) => of("/admin/learners", one, &format!("/{}", encode(other))),
            Self::Merged(id) => of("/admin/learners", id, "/merged"),
            Self::Programs => "/admin/programs".to_owned(),
            Self::Program(id) if id.is_empty() => "/admin/programs/new".to_owned(),
            Self::Program(id) => of("/admin/programs", id, ""),
            Self::Institutions => "/admin/institutions".to_owned(),
            Self::Institution(code) => institution(code, ""),
            Self::Close(code) => institution(code, "/close"),
            Self::Reopen(code) => institution(code, "/reopen"),
            Self::Schemes => "/admin/schemes".to_owned(),
            Self::Scheme(code) if code.is_empty() => "/admin/schemes/new".to_owned(),
            Self::Scheme(code) => of("/admin/schemes", code, ""),
            Self::CodeTables => "/admin/codes".to_owned(),
            Self::CodeTable(table) => of("/admin/codes", table, ""),
            Self::Users => "/admin/users".to_owned(),
            Self::NewUser => "/admin/users/new".to_owned(),
            Self::Audit(subject) if subject.is_empty() => "/admin/audit".to_owned(),
            Self::Audit(subject) => of("/admin/audit", subject, ""),
        }
    }

    /// Its address among all pages.
    pub fn route(&self) -> Route {
        Route::Registry(self.path())
    }
}
