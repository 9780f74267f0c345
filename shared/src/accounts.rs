//! Accounts of people who sign in: registering, signing in, what they prefer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line, text};
use crate::identity::{CardNumber, IdDocument};
use crate::ids::{SessionId, UserId};
use crate::institutions::InstitutionCode;
use crate::lang::{Lang, Text};
use crate::learners::Phone;
use crate::vocabulary::{Contrast, Role, TextSize};

/// A new password: 10 to 256 characters, kept as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    /// The password. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

impl std::str::FromStr for NewPassword {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        match words.chars().count() {
            0..10 => Err(FaultKind::TooShort(10)),
            10..=256 => Ok(Self(words.to_owned())),
            _ => Err(FaultKind::TooLong(256)),
        }
    }
}

impl Field for NewPassword {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        text(value)?.parse()
    }
}

/// A password as given to prove who one is: 1 to 256 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct GivenPassword(String);

impl GivenPassword {
    /// The password. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for GivenPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GivenPassword(…)")
    }
}

impl Field for GivenPassword {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        let words = text(value)?;
        match words.chars().count() {
            0 => Err(FaultKind::Required),
            1..=256 => Ok(Self(words.to_owned())),
            _ => Err(FaultKind::TooLong(256)),
        }
    }
}

/// Signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// User name, phone, card number or ID number.
    pub identifier: Line<64>,
    /// The password.
    pub password: GivenPassword,
}

impl Form for Login {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let identifier = fields.required("identifier");
        let password = fields.required("password");
        Some(Self { identifier: identifier?, password: password? })
    }
}

/// Registering as a resident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The name on the document.
    pub name: Line<64>,
    /// The document.
    pub document: IdDocument,
    /// Phone, which may serve to sign in.
    pub phone: Option<Phone>,
    /// The password.
    pub password: NewPassword,
    /// From the slip that the counter printed; claims what schools already opened.
    pub activation_code: Option<Line<32>>,
}

impl Form for Register {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let name = fields.required("name");
        let document = IdDocument::read(fields);
        let phone = fields.optional("phone");
        let password = fields.required("password");
        let activation_code = fields.optional("activation_code");
        Some(Self {
            name: name?,
            document: document?,
            phone: phone?,
            password: password?,
            activation_code: activation_code?,
        })
    }
}

/// Changing the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePassword {
    /// The one in force.
    pub old_password: GivenPassword,
    /// The one to be.
    pub new_password: NewPassword,
}

impl Form for ChangePassword {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let old_password = fields.required("old_password");
        let new_password = fields.required("new_password");
        Some(Self { old_password: old_password?, new_password: new_password? })
    }
}

/// How the screens look for this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    /// Size of text.
    pub text_size: TextSize,
    /// Colours.
    pub contrast: Contrast,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { text_size: TextSize::Normal, contrast: Contrast::Standard }
    }
}

/// Changing one's preferences; what is absent stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchMe {
    /// Language.
    pub language: Option<Lang>,
    /// Size of text.
    pub text_size: Option<TextSize>,
    /// Colours.
    pub contrast: Option<Contrast>,
}

impl Field for Lang {
    fn from_value(value: &Value) -> Result<Self, FaultKind> {
        match text(value)? {
            "zh-CN" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            _ => Err(FaultKind::NotOneOf(vec!["zh-CN", "en"])),
        }
    }
}

impl Form for PatchMe {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let language = fields.optional("language");
        let text_size = fields.optional("text_size");
        let contrast = fields.optional("contrast");
        Some(Self { language: language?, text_size: text_size?, contrast: contrast? })
    }
}

/// A signed-in user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// The name they sign in with.
    pub username: String,
    /// The name to greet them with.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// The institution that they work for.
    pub institution: Option<UserInstitution>,
    /// Their card, when they are a confirmed resident.
    pub card_number: Option<CardNumber>,
    /// For residents: whether a counter or an activation code confirmed who they are.
    pub confirmed: bool,
    /// Language.
    pub language: Lang,
    /// How the screens look.
    pub preferences: Preferences,
}

/// The institution of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserInstitution {
    /// Its code.
    pub code: InstitutionCode,
    /// Its names.
    pub names: Text,
}

/// What signing in and refreshing answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// A signed token for the `Authorization: Bearer` header; keep it in memory only.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: String,
    /// Seconds that the token lives.
    pub expires_in: u32,
    /// Who signed in.
    pub user: User,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless used.
    pub expires_at: DateTime<Utc>,
    /// What the browser called itself.
    pub user_agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A user as an administrator posts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostUser {
    /// The name to sign in with.
    pub username: Line<64>,
    /// The name to greet them with.
    pub name: Line<64>,
    /// Clerk, reviewer, admin or auditor.
    pub role: Role,
    /// The institution of a clerk or reviewer.
    pub institution: Option<InstitutionCode>,
    /// A first password.
    pub password: NewPassword,
}

impl Form for PostUser {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let username = fields.required("username");
        let name = fields.required("name");
        let role = fields.required::<Role>("role");
        let institution = fields.optional::<InstitutionCode>("institution");
        let password = fields.required("password");
        match (role, &institution) {
            (Some(Role::Clerk | Role::Reviewer), Some(None)) => {
                fields.fault("institution", FaultKind::Required);
            }
            (Some(Role::Resident | Role::Machine), _) => {
                let staff = vec!["clerk", "reviewer", "admin", "auditor"];
                fields.fault("role", FaultKind::NotOneOf(staff));
            }
            (Some(Role::Admin | Role::Auditor), Some(Some(_))) => {
                fields.fault("institution", FaultKind::Contradicts("role"));
            }
            _ => {}
        }
        Some(Self {
            username: username?,
            name: name?,
            role: role?,
            institution: institution?,
            password: password?,
        })
    }
}
