//! The addresses of the pages, and who each is for.

use std::fmt::Display;

use shared::vocabulary::Role;

/// A page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    SignIn,
    /// Signing in, and from there to the page of a path; read back as `SignIn`.
    SignInFor(String),
    Register,
    Menu,
    /// A page of the help by its whole path, which only the guide takes apart.
    Help(String),
    /// Every part that pages are built of, in a demo.
    Parts,
    Settings,
    Card,
    /// Reporting the card lost.
    LostCard,
    Statement,
    Completions,
    Completion(String),
    Notices,
    Courses,
    Course(String),
    Rules,
    Rulebook(String),
    /// Of a rulebook, the rule with a code.
    Rule(String, String),
    Verify,
    Verified(String),
    Today,
    PostCompletion,
    Counter,
    OpenCard,
    Slip,
    /// A further page of the counter by its whole path, which only the counter takes apart.
    Clerk(String),
    /// A page of the registry by its whole path, which only the registry takes apart.
    Registry(String),
    /// A page of using credits by its whole path, which only that program takes apart.
    Moves(String),
    /// A page of showing a record to others by its whole path, which only that program takes apart.
    Record(String),
    /// A page of the desk by its whole path, which only the desk takes apart.
    Admin(String),
    NotFound,
}

impl Route {
    /// The page of a path.
    pub fn of(path: &str) -> Self {
        let bare = path.split('?').next().unwrap_or_default();
        let decoded: Vec<String> =
            bare.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let text = |part: &str| part.to_owned();
        match parts.as_slice() {
            [] => Self::Home,
            ["sign-in"] => Self::SignIn,
            ["register"] => Self::Register,
            ["menu"] => Self::Menu,
            ["help", ..] => Self::Help(text(path)),
            ["ui"] => Self::Parts,
            ["settings"] => Self::Settings,
            ["card"] => Self::Card,
            ["card", "lost"] => Self::LostCard,
            ["statement"] => Self::Statement,
            ["completions"] => Self::Completions,
            ["completions", id] => Self::Completion(text(id)),
            ["notices"] => Self::Notices,
            ["courses"] => Self::Courses,
            ["courses", id] => Self::Course(text(id)),
            ["rules"] => Self::Rules,
            ["rules", book] => Self::Rulebook(text(book)),
            ["rules", book, code] => Self::Rule(text(book), text(code)),
            ["verify"] => Self::Verify,
            ["verify", code] => Self::Verified(text(code)),
            ["clerk"] => Self::Today,
            ["clerk", "post"] => Self::PostCompletion,
            ["clerk", "counter"] => Self::Counter,
            ["clerk", "counter", "open"] => Self::OpenCard,
            ["clerk", "counter", "slip"] => Self::Slip,
            ["clerk", ..] => Self::Clerk(text(path)),
            ["review", ..] => Self::Registry(text(path)),
            ["admin", first, ..] if REGISTRY.contains(first) => Self::Registry(text(path)),
            ["admin", ..] | ["ledger"] => Self::Admin(text(path)),
            [first, ..] if RECORD.contains(first) => Self::Record(text(path)),
            [first, ..] if MOVES.contains(first) => Self::Moves(text(path)),
            _ => Self::NotFound,
        }
    }

    /// Its path.
    pub fn path(&self) -> String {
        use crate::browser::encode;
        let fixed = match self {
            Self::Home => "/",
            Self::SignIn => "/sign-in",
            Self::Register => "/register",
            Self::Menu => "/menu",
            Self::Parts => "/ui",
            Self::Settings => "/settings",
            Self::Card => "/card",
            Self::LostCard => "/card/lost",
            Self::Statement => "/statement",
            Self::Completions => "/completions",
            Self::Notices => "/notices",
            Self::Courses => "/courses",
            Self::Rules => "/rules",
            Self::Verify => "/verify",
            Self::Today => "/clerk",
            Self::PostCompletion => "/clerk/post",
            Self::Counter => "/clerk/counter",
            Self::OpenCard => "/clerk/counter/open",
            Self::Slip => "/clerk/counter/slip",
            Self::NotFound => "/404",
            Self::Moves(path)
            | Self::Record(path)
            | Self::Admin(path)
            | Self::Clerk(path)
            | Self::Registry(path)
            | Self::Help(path) => return path.clone(),
            Self::SignInFor(path) => return format!("/sign-in?next={}", encode(path)),
            Self::Completion(id) => return format!("/completions/{id}"),
            Self::Course(id) => return format!("/courses/{id}"),
            Self::Rulebook(book) => return format!("/rules/{}", encode(book)),
            Self::Rule(book, code) => return format!("/rules/{}/{}", encode(book), encode(code)),
            Self::Verified(code) => return format!("/verify/{}", encode(code)),
        };
        fixed.to_owned()
    }

    /// Who the page is for.
    pub fn audience(&self) -> Audience {
        match self {
            Self::Settings => Audience::Roles(SIGNED_IN),
            // What a program asks for is for everyone to read.
            Self::Moves(path)
                if path.starts_with("/programs") && !path.ends_with("/certificate") =>
            {
                Audience::Anyone
            }
            Self::Record(path) if path.starts_with("/shared/") => Audience::Anyone,
            Self::Card
            | Self::LostCard
            | Self::Statement
            | Self::Completions
            | Self::Completion(_)
            | Self::Notices
            | Self::Record(_)
            | Self::Moves(_) => Audience::Roles(&[Role::Resident]),
            Self::Today | Self::PostCompletion => Audience::Roles(&[Role::Clerk]),
            Self::Counter | Self::OpenCard | Self::Slip | Self::Clerk(_) => {
                Audience::Roles(&[Role::Clerk, Role::Admin])
            }
            Self::Registry(path) if path.starts_with("/review") => {
                Audience::Roles(&[Role::Reviewer, Role::Admin, Role::Auditor])
            }
            Self::Admin(_) | Self::Registry(_) => Audience::Roles(&[Role::Admin, Role::Auditor]),
            _ => Audience::Anyone,
        }
    }

    /// The first page of someone who has just signed in.
    pub fn start(roles: &[Role]) -> Self {
        if roles.contains(&Role::Resident) {
            Self::Card
        } else if roles.contains(&Role::Clerk) {
            Self::Today
        } else if roles.contains(&Role::Admin) || roles.contains(&Role::Auditor) {
            Self::rulebooks()
        } else if roles.contains(&Role::Reviewer) {
            Self::review()
        } else {
            Self::Rules
        }
    }

    /// What can be done with credits.
    pub fn hub() -> Self {
        Self::Moves("/transfer".to_owned())
    }

    /// Converting credits.
    pub fn convert() -> Self {
        Self::Moves("/convert".to_owned())
    }

    /// Applying to a unit of a program.
    pub fn apply(program: impl Display, unit: &str) -> Self {
        Self::Moves(format!("/transfer/apply/{program}/{}", crate::browser::encode(unit)))
    }

    /// The help, from its contents on.
    pub fn help() -> Self {
        Self::Help("/help".to_owned())
    }

    /// The help about the page of a path.
    pub fn help_of(path: &str) -> Self {
        Self::Help(format!("/help/of{path}"))
    }

    /// My transfers.
    pub fn transfers() -> Self {
        Self::Moves("/transfers".to_owned())
    }

    /// How a transfer stands: its receipt.
    pub fn transfer(id: impl Display) -> Self {
        Self::Moves(format!("/transfers/{id}"))
    }

    /// The programs, mine first.
    pub fn programs() -> Self {
        Self::Moves("/programs".to_owned())
    }

    /// A program, and how far I am in it.
    pub fn of_program(id: impl Display) -> Self {
        Self::Moves(format!("/programs/{id}"))
    }

    /// My learning family.
    pub fn family() -> Self {
        Self::Moves("/family".to_owned())
    }

    /// My transcript.
    pub fn transcript() -> Self {
        Self::Record("/transcript".to_owned())
    }

    /// All rulebooks, with drafts.
    pub fn rulebooks() -> Self {
        Self::Admin("/admin/rulebooks".to_owned())
    }

    /// The completions of the clerk's own school.
    pub fn kept() -> Self {
        Self::Clerk("/clerk/completions".to_owned())
    }

    /// One of the records that administrators keep.
    pub fn registry(records: &str) -> Self {
        Self::Registry(format!("/admin/{records}"))
    }

    /// What waits for a review.
    pub fn review() -> Self {
        Self::Registry("/review".to_owned())
    }

    /// The check of the whole ledger.
    pub fn ledger() -> Self {
        Self::Admin("/ledger".to_owned())
    }

    /// Who learned what.
    pub fn statistics() -> Self {
        Self::Admin("/admin/statistics".to_owned())
    }

    /// What waits for a decision by a person.
    pub fn decisions() -> Self {
        Self::Admin("/admin/decisions".to_owned())
    }

    /// The program that shows the page; the server chooses by the same rule.
    pub fn program(&self) -> Program {
        match self {
            Self::Admin(path) if path.contains("/rules/") => Program::Editor,
            Self::Admin(_) => Program::Desk,
            Self::Moves(_) => Program::Moves,
            Self::Record(_) | Self::Verify | Self::Verified(_) => Program::Record,
            Self::Registry(_) => Program::Registry,
            Self::Help(_) | Self::Parts => Program::Guide,
            Self::Today
            | Self::PostCompletion
            | Self::Counter
            | Self::OpenCard
            | Self::Slip
            | Self::Clerk(_) => Program::Counter,
            _ => Program::Bank,
        }
    }

    /// Whether a way to this page stands for the page `here` too.
    pub fn leads_to(&self, here: &Self) -> bool {
        match (self, here) {
            (Self::Admin(way), Self::Admin(here)) | (Self::Registry(way), Self::Registry(here)) => {
                here.starts_with(way.as_str())
            }
            (Self::Counter, Self::Clerk(here)) => here.starts_with("/clerk/counter"),
            (Self::Clerk(way), Self::Clerk(here)) => here.starts_with(way.as_str()),
            // Whatever is shown to others begins with the transcript.
            (Self::Record(_), Self::Record(_)) => true,
            (Self::Moves(way), Self::Moves(here)) => {
                let below = |way: &str| {
                    here.strip_prefix(way)
                        .is_some_and(|rest| matches!(rest.get(..1), None | Some("/")))
                };
                below(way) || (*self == Self::hub() && below("/convert"))
            }
            _ => self == here,
        }
    }
}

/// A part of a path as it was before it was encoded.
pub fn decode(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from)
}

/// The programs, each on a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// For residents and everyone.
    Bank,
    /// For residents who use their credits.
    Moves,
    /// For whoever shows or checks what was learned.
    Record,
    /// For clerks.
    Counter,
    /// For reviewers, and for administrators' records.
    Registry,
    /// For those who work on rules and decisions.
    Desk,
    /// For those who change a rule.
    Editor,
    /// For everyone who looks for help.
    Guide,
}

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Anyone,
    /// Those who are signed in and have one of these roles.
    Roles(&'static [Role]),
}

/// What stands first below `/admin` in the addresses of the registry; the server chooses by the same.
const REGISTRY: &[&str] =
    &["learners", "programs", "institutions", "schemes", "codes", "users", "audit"];
/// What stands first in the addresses of showing a record; the server chooses by the same.
const RECORD: &[&str] = &["transcript", "shares", "shared"];
/// What stands first in the addresses of using credits; the server chooses by the same.
const MOVES: &[&str] = &["convert", "transfer", "transfers", "programs", "family"];

/// Everyone who can sign in with a browser.
const SIGNED_IN: &[Role] =
    &[Role::Resident, Role::Clerk, Role::Reviewer, Role::Admin, Role::Auditor];
