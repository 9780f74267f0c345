//! The addresses of the pages, and who each is for.

use shared::vocabulary::Role;
use yew_router::Routable;

/// A page's address.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum Route {
    #[at("/")]
    Home,
    #[at("/sign-in")]
    SignIn,
    #[at("/register")]
    Register,
    #[at("/menu")]
    Menu,
    #[at("/help")]
    Help,
    #[at("/settings")]
    Settings,
    #[at("/card")]
    Card,
    #[at("/statement")]
    Statement,
    #[at("/completions")]
    Completions,
    #[at("/completions/:id")]
    Completion { id: String },
    #[at("/convert")]
    Convert,
    #[at("/convert/check")]
    ConvertCheck,
    #[at("/transfers")]
    Transfers,
    #[at("/transfers/:id")]
    Transfer { id: String },
    #[at("/courses")]
    Courses,
    #[at("/courses/:institution/:code")]
    Course { institution: String, code: String },
    #[at("/rules")]
    Rules,
    #[at("/rules/:book")]
    Rulebook { book: String },
    #[at("/rules/:book/:code")]
    Rule { book: String, code: String },
    #[at("/verify")]
    Verify,
    #[at("/verify/:code")]
    Verified { code: String },
    #[at("/clerk")]
    Today,
    #[at("/clerk/post")]
    PostCompletion,
    #[at("/clerk/counter")]
    Counter,
    #[at("/clerk/counter/open")]
    OpenCard,
    #[at("/clerk/counter/slip")]
    Slip,
    #[at("/ledger")]
    Ledger,
    #[not_found]
    #[at("/404")]
    NotFound,
}

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Anyone,
    /// Those who are signed in and have one of these roles.
    Roles(&'static [Role]),
}

/// Everyone who can sign in with a browser.
const SIGNED_IN: &[Role] =
    &[Role::Resident, Role::Clerk, Role::Reviewer, Role::Admin, Role::Auditor];

impl Route {
    /// Who the page is for.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Settings => Audience::Roles(SIGNED_IN),
            Self::Card
            | Self::Statement
            | Self::Completions
            | Self::Completion { .. }
            | Self::Convert
            | Self::ConvertCheck
            | Self::Transfers
            | Self::Transfer { .. } => Audience::Roles(&[Role::Resident]),
            Self::Today | Self::PostCompletion | Self::Counter | Self::OpenCard | Self::Slip => {
                Audience::Roles(&[Role::Clerk])
            }
            Self::Ledger => Audience::Roles(&[Role::Admin, Role::Auditor]),
            _ => Audience::Anyone,
        }
    }

    /// The first page of someone who has just signed in.
    pub fn start(roles: &[Role]) -> Self {
        if roles.contains(&Role::Resident) {
            Self::Card
        } else if roles.contains(&Role::Clerk) {
            Self::Today
        } else {
            Self::Rules
        }
    }
}
