//! The addresses of the desk's pages.

use shared::rules::RuleList;

use crate::browser::encode;
use crate::routes::Route;

/// A page of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// All rulebooks.
    Rulebooks,
    /// One of them.
    Rulebook(String),
    /// A rule of a rulebook; an empty code is a new one.
    Rule(String, RuleList, String),
    /// What a check finds in it.
    Findings(String),
    /// What it would change.
    Impact(String),
    /// What differs from another; an empty one is not yet chosen.
    Difference(String, String),
    /// Publishing it.
    Publish(String),
    /// What waits for a decision.
    Decisions,
    /// A completion that waits.
    Decide(String),
    /// The check of the ledger.
    Ledger,
    /// Who learned what.
    Statistics,
}

impl Place {
    /// The page of a path.
    pub fn of(path: &str) -> Option<Self> {
        let path = path.split('?').next().unwrap_or_default();
        let decoded: Vec<String> =
            path.split('/').filter(|part| !part.is_empty()).map(crate::routes::decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let text = |part: &str| part.to_owned();
        Some(match parts.as_slice() {
            ["ledger"] => Self::Ledger,
            ["admin", "rulebooks"] | ["admin"] => Self::Rulebooks,
            ["admin", "rulebooks", id] => Self::Rulebook(text(id)),
            ["admin", "rulebooks", id, "rules", list, "new"] => {
                Self::Rule(text(id), list.parse().ok()?, String::new())
            }
            ["admin", "rulebooks", id, "rules", list, code] => {
                Self::Rule(text(id), list.parse().ok()?, text(code))
            }
            ["admin", "rulebooks", id, "findings"] => Self::Findings(text(id)),
            ["admin", "rulebooks", id, "impact"] => Self::Impact(text(id)),
            ["admin", "rulebooks", id, "difference"] => Self::Difference(text(id), String::new()),
            ["admin", "rulebooks", id, "difference", from] => {
                Self::Difference(text(id), text(from))
            }
            ["admin", "rulebooks", id, "publish"] => Self::Publish(text(id)),
            ["admin", "decisions"] => Self::Decisions,
            ["admin", "decisions", id] => Self::Decide(text(id)),
            ["admin", "statistics"] => Self::Statistics,
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(&self) -> String {
        let of = |id: &str, rest: &str| format!("/admin/rulebooks/{}{rest}", encode(id));
        match self {
            Self::Rulebooks => "/admin/rulebooks".to_owned(),
            Self::Rulebook(id) => of(id, ""),
            Self::Rule(id, list, code) => {
                let code = if code.is_empty() { "new".to_owned() } else { encode(code) };
                of(id, &format!("/rules/{list}/{code}"))
            }
            Self::Findings(id) => of(id, "/findings"),
            Self::Impact(id) => of(id, "/impact"),
            Self::Difference(id, from) if from.is_empty() => of(id, "/difference"),
            Self::Difference(id, from) => of(id, &format!("/difference/{}", encode(from))),
            Self::Publish(id) => of(id, "/publish"),
            Self::Decisions => "/admin/decisions".to_owned(),
            Self::Decide(id) => format!("/admin/decisions/{}", encode(id)),
            Self::Ledger => "/ledger".to_owned(),
            Self::Statistics => "/admin/statistics".to_owned(),
        }
    }

    /// Its address among all pages.
    pub fn route(&self) -> Route {
        Route::Admin(self.path())
    }
}
