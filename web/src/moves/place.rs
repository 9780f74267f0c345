//! The addresses of the pages of using credits.

use crate::browser::encode;
use crate::routes::{Route, decode};

/// A page of using credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What can be done.
    Hub,
    /// Converting: from what to what, and how much.
    Convert,
    /// Converting: check your answers.
    ConvertCheck,
    /// Applying: to which unit.
    Apply,
    /// Applying to a unit of a program: what is to count.
    ApplyUnit(String, String),
    /// Applying: check your answers.
    ApplyCheck,
    /// Giving: what, and how much.
    Give,
    /// Giving: to whom.
    GiveTo,
    /// Giving: check your answers.
    GiveCheck,
    /// My transfers.
    Transfers,
    /// How one stands.
    Transfer(String),
    /// Appealing against a rejection.
    Appeal(String),
    /// Accepting a gift.
    Accept(String),
    /// Declining a gift.
    Decline(String),
    /// The programs, mine first.
    Programs,
    /// A program, and how far I am in it.
    Program(String),
    /// The certificate of a program.
    Certificate(String),
    /// My learning family.
    Family,
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.split('?').next().unwrap_or_default();
        let decoded: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let text = |part: &str| part.to_owned();
        Some(match parts.as_slice() {
            ["transfer"] => Self::Hub,
            ["convert"] => Self::Convert,
            ["convert", "check"] => Self::ConvertCheck,
            ["transfer", "apply"] => Self::Apply,
            ["transfer", "apply", "check"] => Self::ApplyCheck,
            ["transfer", "apply", program, unit] => Self::ApplyUnit(text(program), text(unit)),
            ["transfer", "give"] => Self::Give,
            ["transfer", "give", "to"] => Self::GiveTo,
            ["transfer", "give", "check"] => Self::GiveCheck,
            ["transfers"] => Self::Transfers,
            ["transfers", id] => Self::Transfer(text(id)),
            ["transfers", id, "appeal"] => Self::Appeal(text(id)),
            ["transfers", id, "accept"] => Self::Accept(text(id)),
            ["transfers", id, "decline"] => Self::Decline(text(id)),
            ["programs"] => Self::Programs,
            ["programs", id] => Self::Program(text(id)),
            ["programs", id, "certificate"] => Self::Certificate(text(id)),
            ["family"] => Self::Family,
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        let of = |first: &str, id: &str, rest: &str| format!("/{first}/{}{rest}", encode(id));
        let fixed = match self {
            Self::Hub => "/transfer",
            Self::Convert => "/convert",
            Self::ConvertCheck => "/convert/check",
            Self::Apply => "/transfer/apply",
            Self::ApplyCheck => "/transfer/apply/check",
            Self::Give => "/transfer/give",
            Self::GiveTo => "/transfer/give/to",
            Self::GiveCheck => "/transfer/give/check",
            Self::Transfers => "/transfers",
            Self::Programs => "/programs",
            Self::Family => "/family",
            Self::ApplyUnit(program, unit) => {
                return of("transfer/apply", program, &format!("/{}", encode(unit)));
            }
            Self::Transfer(id) => return of("transfers", id, ""),
            Self::Appeal(id) => return of("transfers", id, "/appeal"),
            Self::Accept(id) => return of("transfers", id, "/accept"),
            Self::Decline(id) => return of("transfers", id, "/decline"),
            Self::Program(id) => return of("programs", id, ""),
            Self::Certificate(id) => return of("programs", id, "/certificate"),
        };
        fixed.to_owned()
    }

    /// Its address among all pages.
    pub fn route(&self) -> Route {
        Route::Moves(self.path())
    }
}
