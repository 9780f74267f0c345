//! Refusals: why the bank did not do what was asked, as problem details (RFC 9457).
//!
//! Invariant: a refusal's code is API and never changes its meaning; its sentences exist in both
//! languages and tell what to do next.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FaultReport};
use crate::lang::{Lang, Text};

/// A refusal on the wire, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable URI reference, `/problems/{code}`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// A short name.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do.
    pub detail: String,
    /// The request id.
    pub instance: String,
    /// For input: every fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FaultReport>,
    /// For a superseded quote: the one to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<crate::transfers::Quote>,
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The body is not JSON, or a query or path cannot be read.
    Malformed,
    /// Values are wrong; each is named.
    Invalid(Vec<Fault>),
    /// No token, or one that is not good any more.
    NotSignedIn,
    /// User name or password is wrong.
    WrongCredentials,
    /// The session was ended, perhaps because its refresh token was used twice.
    SessionEnded,
    /// The client id or secret of a machine is wrong.
    InvalidClient,
    /// The role may not do this.
    RoleMayNot,
    /// The request comes from another site.
    OtherOrigin,
    /// Not there, or not the caller's.
    NotFound,
    /// The path is there, the method is not.
    MethodNotAllowed,
    /// The body is larger than the call takes.
    TooLarge,
    /// The body is not of a type that the call takes.
    UnsupportedType,
    /// `Idempotency-Key` is missing where credits move.
    KeyRequired,
    /// The same key came with another body.
    KeyReused,
    /// The first request with this key is still under way.
    KeyInUse,
    /// `If-Match` is missing.
    MatchRequired,
    /// `If-Match` names an older version.
    StaleMatch,
    /// Too many tries; wait so many seconds.
    TooManyTries(u32),
    /// The server is busy or its database is away.
    Busy,
    /// Something with this code or name is there already.
    AlreadyThere,
    /// The same number was posted before with other content; the fields that differ.
    DiffersFromEarlier(Vec<Fault>),
    /// The quote's time is over.
    QuoteExpired,
    /// The quote was turned into a transfer already.
    QuoteUsed,
    /// A newer rulebook is in force; a new quote stands beside this.
    QuoteSuperseded(Box<crate::transfers::Quote>),
    /// No rule leads from one scheme to the other.
    NoRule,
    /// Several rules give different results.
    RulesClash(Vec<String>),
    /// Fewer credits are available than asked.
    NotEnoughCredits {
        /// What is available.
        available: crate::quantity::Credits,
    },
    /// The card is frozen, lost or closed.
    CardFrozen,
    /// The account waits for a counter to confirm who its owner is.
    NotConfirmed,
    /// From this amount on, the password is asked again.
    PasswordNeeded,
    /// The password given for confirmation is wrong.
    WrongPassword,
    /// The new credits were used already.
    AlreadySpent,
    /// The time for this step is over.
    TooLate,
    /// The step does not fit the state, which is named.
    WrongState(&'static str),
    /// The activation code does not belong to this person.
    WrongActivationCode,
    /// An account for this document or phone is there already.
    AlreadyRegistered,
    /// The ledger refused, with its own code and sentence.
    Ledger(&'static str, Text),
}

impl Refusal {
    /// The stable code, the last part of the problem's `type`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Invalid(_) => "invalid",
            Self::NotSignedIn => "not_signed_in",
            Self::WrongCredentials => "wrong_credentials",
            Self::SessionEnded => "session_ended",
            Self::InvalidClient => "invalid_client",
            Self::RoleMayNot => "role_may_not",
            Self::OtherOrigin => "other_origin",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::UnsupportedType => "unsupported_type",
            Self::KeyRequired => "key_required",
            Self::KeyReused => "key_reused",
            Self::KeyInUse => "key_in_use",
            Self::MatchRequired => "match_required",
            Self::StaleMatch => "stale_match",
            Self::TooManyTries(_) => "too_many_tries",
            Self::Busy => "busy",
            Self::AlreadyThere => "already_there",
            Self::DiffersFromEarlier(_) => "differs_from_earlier",
            Self::QuoteExpired => "quote_expired",
            Self::QuoteUsed => "quote_used",
            Self::QuoteSuperseded(_) => "quote_superseded",
            Self::NoRule => "no_rule",
            Self::RulesClash(_) => "rules_clash",
            Self::NotEnoughCredits { .. } => "not_enough_credits",
            Self::CardFrozen => "card_frozen",
            Self::NotConfirmed => "not_confirmed",
            Self::PasswordNeeded => "password_needed",
            Self::WrongPassword => "wrong_password",
            Self::AlreadySpent => "already_spent",
            Self::TooLate => "too_late",
            Self::WrongState(_) => "wrong_state",
            Self::WrongActivationCode => "wrong_activation_code",
            Self::AlreadyRegistered => "already_registered",
            Self::Ledger(code, _) => code,
        }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed | Self::KeyRequired => 400,
            Self::NotSignedIn
            | Self::WrongCredentials
            | Self::SessionEnded
            | Self::InvalidClient => 401,
            Self::RoleMayNot | Self::OtherOrigin | Self::NotConfirmed | Self::WrongPassword => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::StaleMatch => 412,
            Self::TooLarge => 413,
            Self::UnsupportedType => 415,
            Self::Invalid(_)
            | Self::KeyReused
            | Self::NoRule
            | Self::WrongActivationCode
            | Self::PasswordNeeded => 422,
            Self::MatchRequired => 428,
            Self::TooManyTries(_) => 429,
            Self::Busy => 503,
            _ => 409,
        }
    }

    /// Seconds after which to try again, where that helps.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyTries(seconds) => Some(*seconds),
            Self::Busy => Some(2),
            _ => None,
        }
    }

    /// The faults of the input.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Invalid(faults) | Self::DiffersFromEarlier(faults) => faults,
            _ => &[],
        }
    }

    /// A short name, and what to do about it.
    #[must_use]
    #[allow(clippy::too_many_lines)] // One table: a sentence per refusal, nothing else.
    pub fn words(&self) -> (Text, Text) {
        let words = |zh_title, en_title, zh, en| (Text::new(zh_title, en_title), Text::new(zh, en));
        match self {
            Self::Malformed => words(
                "请求无法读取",
                "The request cannot be read",
                "请检查请求的格式。",
                "Check the form of the request.",
            ),
            Self::Invalid(_) => words(
                "填写有误",
                "Some values are wrong",
                "请改正所列各项后再提交，已填写的内容不会丢失。",
                "Correct what is listed and send it again; nothing else was changed.",
            ),
            Self::NotSignedIn => words("尚未登录", "Not signed in", "请先登录。", "Sign in first."),
            Self::WrongCredentials => words(
                "登录未成功",
                "Signing in failed",
                "用户名或密码不正确，请核对后重试。",
                "The name or the password is wrong. Check both and try again.",
            ),
            Self::SessionEnded => words(
                "登录已失效",
                "The session has ended",
                "为保护您的账户，请重新登录。",
                "To protect your account, please sign in again.",
            ),
            Self::InvalidClient => words(
                "接口身份无效",
                "The client is not known",
                "请核对 client_id 和 client_secret。",
                "Check client_id and client_secret.",
            ),
            Self::RoleMayNot => words(
                "没有权限",
                "Not allowed",
                "您的身份不能办理此项业务。",
                "Your role does not allow this.",
            ),
            Self::OtherOrigin => words(
                "来源不符",
                "Another site asked",
                "请从本网站的页面办理。",
                "Use this site's own pages.",
            ),
            Self::NotFound => words(
                "没有找到",
                "Not found",
                "没有这项内容，或不属于您。",
                "It is not there, or it is not yours.",
            ),
            Self::MethodNotAllowed => words(
                "不支持的操作",
                "This method does not fit here",
                "此地址不支持这种请求方法。",
                "This address does not take this method.",
            ),
            Self::TooLarge => {
                words("内容过大", "Too large", "请分批提交。", "Send it in smaller parts.")
            }
            Self::UnsupportedType => words(
                "格式不支持",
                "This type is not taken",
                "请以 JSON 格式提交。",
                "Send it as JSON.",
            ),
            Self::KeyRequired => words(
                "缺少 Idempotency-Key",
                "Idempotency-Key is missing",
                "涉及学分变动的请求必须带有 Idempotency-Key。",
                "A request that moves credits must carry an Idempotency-Key.",
            ),
            Self::KeyReused => words(
                "Idempotency-Key 已用于其他内容",
                "The Idempotency-Key was used for something else",
                "请为新的请求使用新的 Idempotency-Key。",
                "Use a new key for a new request.",
            ),
            Self::KeyInUse => words(
                "正在办理",
                "Still under way",
                "同一请求正在办理，请稍候。",
                "The same request is being worked on; wait a moment.",
            ),
            Self::MatchRequired => words(
                "缺少 If-Match",
                "If-Match is missing",
                "请带上读取时得到的 ETag。",
                "Send the ETag that you read.",
            ),
            Self::StaleMatch => words(
                "内容已被更新",
                "It has changed since",
                "请重新读取后再修改。",
                "Read it again before you change it.",
            ),
            Self::TooManyTries(seconds) => {
                let (zh, en) = (
                    format!("尝试次数过多，请在 {seconds} 秒后再试。"),
                    format!("Too many tries. Wait {seconds} seconds."),
                );
                (Text::new("请稍后再试", "Please wait"), Text::new(zh, en))
            }
            Self::Busy => words(
                "系统繁忙",
                "Busy",
                "请稍后再试，您的学分没有变动。",
                "Try again in a moment; no credits have moved.",
            ),
            Self::AlreadyThere => words(
                "已经存在",
                "Already there",
                "同一编号或名称已经存在。",
                "Something with this code or name is there already.",
            ),
            Self::DiffersFromEarlier(_) => words(
                "与先前登记的内容不同",
                "It differs from what was recorded",
                "同一编号已登记过，内容不同之处已列出。如需更正，请办理更正。",
                "This number was recorded before; what differs is listed. To change it, amend it.",
            ),
            Self::QuoteExpired => words(
                "预览已过期",
                "The quote has expired",
                "请重新填写数额，查看新的结果。",
                "Ask for a new quote.",
            ),
            Self::QuoteUsed => words(
                "已经提交过",
                "Already requested",
                "这次转换已经提交，请在“我的转换”中查看。",
                "This quote has become a transfer already; see your transfers.",
            ),
            Self::QuoteSuperseded(_) => words(
                "规则已更新",
                "The rules have changed",
                "新的规则集已生效，请确认新的结果。",
                "A new rulebook is in force; look at the new quote.",
            ),
            Self::NoRule => words(
                "没有可用的规则",
                "No rule leads there",
                "目前没有规则允许这两类学分之间的转换。",
                "No rule in force converts between these two schemes.",
            ),
            Self::RulesClash(rules) => {
                let list = rules.join(", ");
                (
                    Text::new("规则冲突", "Rules clash"),
                    Text::new(
                        format!("规则 {list} 结果不一致，须由管理员裁定。"),
                        format!(
                            "The rules {list} give different results; an administrator must decide."
                        ),
                    ),
                )
            }
            Self::NotEnoughCredits { available } => (
                Text::new("可用学分不足", "Not enough credits"),
                Text::new(
                    format!("当前可用 {available} 学分。"),
                    format!("{available} credits are available."),
                ),
            ),
            Self::CardFrozen => words(
                "学习卡已冻结",
                "The card is frozen",
                "解除冻结后才能转换学分。",
                "Unfreeze the card before moving credits.",
            ),
            Self::NotConfirmed => words(
                "身份尚未核实",
                "Not yet confirmed",
                "请携带身份证件到任一社区学校服务台核实身份。",
                "Take your document to the counter of any community school to be confirmed.",
            ),
            Self::PasswordNeeded => words(
                "请再次输入密码",
                "Enter your password again",
                "为了您的学分安全，较大数额须再次输入密码。",
                "For larger amounts the password is asked again.",
            ),
            Self::WrongPassword => words(
                "密码不正确",
                "The password is wrong",
                "请核对后重新输入。",
                "Check it and enter it again.",
            ),
            Self::AlreadySpent => words(
                "新学分已使用",
                "The new credits were used",
                "转换所得学分已有使用，不能撤回。",
                "Some of the new credits were used, so this cannot be taken back.",
            ),
            Self::TooLate => words(
                "已过时限",
                "Too late",
                "办理时限已过，不能再办理此步骤。",
                "The time for this step is over.",
            ),
            Self::WrongState(state) => (
                Text::new("当前状态不能办理", "Not in this state"),
                Text::new(format!("当前状态为“{state}”。"), format!("It is now “{state}”.")),
            ),
            Self::WrongActivationCode => words(
                "激活码不正确",
                "The activation code is wrong",
                "请核对服务台打印的激活码、姓名和证件号码。",
                "Check the code on the slip, the name and the document number.",
            ),
            Self::AlreadyRegistered => words(
                "已经注册",
                "Already registered",
                "该证件或手机号已注册，请直接登录。",
                "An account for this document or phone is there; sign in.",
            ),
            Self::Ledger(_, sentence) => {
                (Text::new("无法记账", "The ledger refused"), sentence.clone())
            }
        }
    }

    /// As it goes over the wire.
    #[must_use]
    pub fn problem(&self, lang: Lang, instance: &str) -> Problem {
        let (title, detail) = self.words();
        Problem {
            type_uri: format!("/problems/{}", self.code()),
            title: title.get(lang).to_owned(),
            status: self.status(),
            detail: detail.get(lang).to_owned(),
            instance: instance.to_owned(),
            errors: self.faults().iter().map(|fault| fault.report(lang)).collect(),
            quote: match self {
                Self::QuoteSuperseded(quote) => Some((**quote).clone()),
                _ => None,
            },
        }
    }
}
