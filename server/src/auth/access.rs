//! Extractors: who may reach a handler, as types.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use shared::ids::{InstitutionId, LearnerId, UserId};
use shared::problem::Refusal;
use shared::vocabulary::{Role, Scope};

use super::tokens::{Claims, Grant};
use crate::bank::Bank;
use crate::clock;
use crate::error::{AppError, AppResult, stored};
use crate::http::{address, request_id};

/// Who asks, as their token says.
#[derive(Clone, Debug)]
pub struct Caller {
    claims: Claims,
    /// Where the request comes from.
    pub address: String,
    /// The request.
    pub request_id: String,
}

impl Caller {
    /// The user's id, or the client id of a machine.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.claims.sub
    }

    /// The user's id, for people.
    ///
    /// # Errors
    /// `RoleMayNot` for machines.
    pub fn user_id(&self) -> AppResult<UserId> {
        if self.role() == Role::Machine {
            Err(Refusal::RoleMayNot.into())
        } else {
            stored(&self.claims.sub)
        }
    }

    /// The session, for people.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.claims.sid.as_deref()
    }

    /// How long their token is still good for.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        let seconds = self.claims.exp - clock::now().timestamp();
        Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
    }

    /// The role.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.claims.role
    }

    /// The name to write into histories.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.claims.name
    }

    /// The learner whose card a confirmed resident holds.
    #[must_use]
    pub const fn learner(&self) -> Option<LearnerId> {
        self.claims.learner
    }

    /// Institutions that the caller works for; each with those below it.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.claims.institutions
    }

    /// Whether an institution, by its path, is the caller's or lies below one of theirs.
    /// Administrators and auditors reach all.
    #[must_use]
    pub fn reaches(&self, path: &str) -> bool {
        matches!(self.role(), Role::Admin | Role::Auditor)
            || self.grants().iter().any(|grant| path.starts_with(&grant.path))
    }

    /// Paths of what the caller reaches, each with everything below; `None` is all.
    #[must_use]
    pub fn paths(&self) -> Option<Vec<String>> {
        let all = self.reaches("/");
        (!all).then(|| self.grants().iter().map(|grant| grant.path.clone()).collect())
    }

    /// The caller's only institution.
    #[must_use]
    pub fn only_institution(&self) -> Option<InstitutionId> {
        match self.grants() {
            [grant] => Some(grant.id),
            _ => None,
        }
    }

    fn read(request: &HttpRequest) -> AppResult<Self> {
        let bank = request.app_data::<web::Data<Bank>>().ok_or_else(AppError::busy)?;
        let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(bearer).ok_or(Refusal::NotSignedIn)?;
        Ok(Self {
            claims: bank.tokens.read(token)?,
            address: address::of(request, &bank.settings),
            request_id: request_id::of(request),
        })
    }
}

/// The scheme name of `Authorization` is case-insensitive (RFC 9110).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who may pass: the roles, and the scope that a machine needs.
pub trait Door {
    /// Roles of people that may pass.
    const ROLES: &'static [Role];
    /// The scope with which a machine may pass.
    const SCOPE: Option<Scope>;
}

/// A caller that passed a door.
pub struct Through<D> {
    caller: Caller,
    door: PhantomData<D>,
}

impl<D> Deref for Through<D> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<D: Door> FromRequest for Through<D> {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Caller::read(request).and_then(|caller| {
            let claims = &caller.claims;
            let scoped = D::SCOPE.is_some_and(|scope| claims.scopes.contains(&scope));
            if D::ROLES.contains(&claims.role) || (claims.role == Role::Machine && scoped) {
                Ok(Self { caller, door: PhantomData })
            } else {
                Err(Refusal::RoleMayNot.into())
            }
        }))
    }
}

/// A resident who is confirmed to be the person of a card.
pub struct Resident {
    caller: Caller,
    /// The learner whose card they hold.
    pub learner: LearnerId,
}

impl Deref for Resident {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl FromRequest for Resident {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Caller::read(request).and_then(|caller| match (caller.role(), caller.learner()) {
            (Role::Resident, Some(learner)) => Ok(Self { caller, learner }),
            (Role::Resident, None) => Err(Refusal::NotConfirmed.into()),
            _ => Err(Refusal::RoleMayNot.into()),
        }))
    }
}

/// Anybody, and who they are if they are signed in. A token that is no good is refused all the
/// same, so that a client learns that it must refresh.
pub struct Anyone(pub Option<Caller>);

impl Anyone {
    /// Whether this is one of the people whom everything is shown: administrators and auditors.
    #[must_use]
    pub fn oversees(&self) -> bool {
        self.0.as_ref().is_some_and(|caller| OverseerDoor::ROLES.contains(&caller.role()))
    }
}

impl FromRequest for Anyone {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let signed = request.headers().contains_key(AUTHORIZATION);
        ready(signed.then(|| Caller::read(request)).transpose().map(Self))
    }
}

macro_rules! doors {
    ($($(#[$doc:meta])* $name:ident ($door:ident): [$($role:ident),*], $scope:expr;)+) => {$(
        /// The door of the type alias with the same name.
        pub struct $door;

        impl Door for $door {
            const ROLES: &'static [Role] = &[$(Role::$role),*];
            const SCOPE: Option<Scope> = $scope;
        }

        $(#[$doc])*
        pub type $name = Through<$door>;
    )+};
}

doors! {
    /// Any person who is signed in.
    Person (PersonDoor): [Resident, Clerk, Reviewer, Admin, Auditor], None;
    /// Anybody who is signed in, machines with the right to read completions included.
    AnyUser (AnyUserDoor): [Resident, Clerk, Reviewer, Admin, Auditor], Some(Scope::CompletionsRead);
    /// Whoever posts completions: clerks, administrators, machines with that scope.
    Poster (PosterDoor): [Clerk, Admin], Some(Scope::CompletionsWrite);
    /// Whoever reads an institution's completions.
    SchoolReader (SchoolReaderDoor): [Clerk, Reviewer, Admin, Auditor], Some(Scope::CompletionsRead);
    /// Whoever maintains courses.
    Cataloguer (CataloguerDoor): [Clerk, Admin], Some(Scope::CoursesWrite);
    /// The counter: opens cards and confirms people.
    Counter (CounterDoor): [Clerk, Admin], None;
    /// Whoever may look a person up: the counter, and those who oversee it.
    LearnerReader (LearnerReaderDoor): [Clerk, Admin, Auditor], None;
    /// Whoever decides on applications: an institution's reviewers, and administrators.
    Reviewer (ReviewerDoor): [Reviewer, Admin], None;
    /// Whoever may read applications to institutions.
    ReviewReader (ReviewReaderDoor): [Reviewer, Admin, Auditor], None;
    /// Whoever may see a transfer: the people whom it concerns, and those who decide or oversee.
    TransferReader (TransferReaderDoor): [Resident, Reviewer, Admin, Auditor], None;
    /// Whoever works for an institution or the bank.
    Staff (StaffDoor): [Clerk, Reviewer, Admin, Auditor], None;
    /// Administrators and auditors: who may look at everything.
    Overseer (OverseerDoor): [Admin, Auditor], None;
    /// Administrators.
    Admin (AdminDoor): [Admin], None;
}
