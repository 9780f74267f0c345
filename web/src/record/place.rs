//! The addresses of the pages of showing a record to others.

use crate::browser::encode;
use crate::routes::{Route, decode};

/// A page of showing a record to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// My transcript, what was issued of it, with whom it is shared.
    Transcript,
    /// One that was issued, to print.
    Issued(String),
    /// Sharing: with whom, what, until when.
    NewShare,
    /// Sharing: check your answers.
    ShareCheck,
    /// Sharing: the link.
    ShareMade,
    /// A share, and who has looked.
    Share(String),
    /// What somebody shared with whoever has the link.
    Shared(String),
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.split('?').next().unwrap_or_default();
        let decoded: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        Some(match parts.as_slice() {
            ["transcript"] => Self::Transcript,
            ["transcript", id] => Self::Issued((*id).to_owned()),
            ["shares", "new"] => Self::NewShare,
            ["shares", "check"] => Self::ShareCheck,
            ["shares", "made"] => Self::ShareMade,
            ["shares", id] => Self::Share((*id).to_owned()),
            ["shared", token] => Self::Shared((*token).to_owned()),
            _ => return None,
        })
    }

    /// Its route.
    pub fn route(&self) -> Route {
        Route::Record(match self {
            Self::Transcript => "/transcript".to_owned(),
            Self::Issued(id) => format!("/transcript/{}", encode(id)),
            Self::NewShare => "/shares/new".to_owned(),
            Self::ShareCheck => "/shares/check".to_owned(),
            Self::ShareMade => "/shares/made".to_owned(),
            Self::Share(id) => format!("/shares/{}", encode(id)),
            Self::Shared(token) => format!("/shared/{}", encode(token)),
        })
    }
}
