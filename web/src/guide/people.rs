//! The three people whom the help is for, and which article is about which page.

use crate::i18n::Words;
use crate::i18n::help::{self as text, Topic};
use crate::routes::Route;
use crate::session::Session;
use shared::vocabulary::Role;

/// Whom an article is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helped {
    Resident,
    Clerk,
    Admin,
}

impl Helped {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Resident, Self::Clerk, Self::Admin];

    /// As they stand in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Clerk => "clerk",
            Self::Admin => "admin",
        }
    }

    /// Whom an address names.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|helped| helped.name() == name)
    }

    /// All of them, whoever is signed in first.
    pub fn for_whom(session: &Session) -> [Self; 3] {
        if session.is(&[Role::Admin, Role::Auditor]) {
            [Self::Admin, Self::Clerk, Self::Resident]
        } else if session.is(&[Role::Clerk, Role::Reviewer]) {
            [Self::Clerk, Self::Resident, Self::Admin]
        } else {
            Self::ALL
        }
    }

    /// What they are called above their articles.
    pub const fn title(self) -> Words {
        match self {
            Self::Resident => text::FOR_RESIDENT,
            Self::Clerk => text::FOR_CLERK,
            Self::Admin => text::FOR_ADMIN,
        }
    }

    /// Who helps them on.
    pub const fn helpers(self) -> Words {
        match self {
            Self::Resident => text::HELPS_RESIDENT,
            Self::Clerk => text::HELPS_CLERK,
            Self::Admin => text::HELPS_ADMIN,
        }
    }

    /// Their articles.
    pub fn topics(self) -> impl Iterator<Item = &'static Topic> {
        let lists = match self {
            Self::Resident => text::RESIDENT,
            Self::Clerk => text::CLERK,
            Self::Admin => text::ADMIN,
        };
        lists.iter().copied().flatten()
    }

    /// One of their articles.
    pub fn topic(self, slug: &str) -> Option<&'static Topic> {
        self.topics().find(|topic| topic.slug == slug)
    }

    /// The address of one of their articles.
    pub fn way(self, topic: &Topic) -> Route {
        Route::Help(format!("/help/{}/{}", self.name(), topic.slug))
    }
}

/// The article about the page of a path: the one that names most of it.
pub fn about(path: &str) -> Option<(Helped, &'static Topic)> {
    let of = |helped: Helped| helped.topics().map(move |topic| (helped, topic));
    let all = Helped::ALL.into_iter().flat_map(of);
    let named = all.flat_map(|it| it.1.pages.iter().map(move |page| (*page, it)));
    let fits = named.filter(|(page, _)| is_of(page, path));
    let literal = |page: &str| parts(page).iter().filter(|part| **part != "*").count();
    fits.max_by_key(|(page, _)| literal(page)).map(|(_, it)| it)
}

/// Whether a page of a topic is that of a path.
fn is_of(page: &str, path: &str) -> bool {
    let [wanted, found] = [page, path].map(parts);
    wanted.len() == found.len()
        && wanted.iter().zip(&found).all(|(wanted, found)| *wanted == "*" || wanted == found)
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}
