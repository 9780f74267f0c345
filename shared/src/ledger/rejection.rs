//! Why a command is refused, as a code and a sentence in both languages.
//!
//! Invariant: a refused command has changed nothing; a code never changes its meaning.

use std::fmt;

use crate::lang::Text;
use crate::quantity::{Credits, Overflow};

/// The reason of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Fewer usable credits than asked for.
    NotEnough {
        /// What was asked for.
        asked: Credits,
        /// What can be used.
        available: Credits,
    },
    /// The learner whose credits would be spent is frozen.
    Frozen,
    /// There would be enough, had a part of it not expired.
    Expired,
    /// The conversion would give credits past their last day: the target scheme's validity runs
    /// from the completion's end date.
    GivesExpired,
    /// What is to be taken back has been used, in whole or in part.
    AlreadySpent,
    /// Nothing is on hold under this id.
    UnknownHold,
    /// Something is already on hold under this id.
    HoldInUse,
    /// The learner has no such lot in this scheme.
    UnknownLot,
    /// The lot can still be used on that day.
    NotExpired,
    /// It would move nothing.
    NothingToDo,
    /// The amount is not above zero.
    NotPositive,
    /// A conversion within one scheme.
    SameScheme,
    /// A gift to oneself.
    SameCard,
    /// Only conversions and gifts can be taken back.
    NotReversible,
    /// The command id was used for another action.
    CommandReused,
    /// Accounts and lots contradict each other: nothing moves before they are mended.
    OutOfBalance,
    /// Beyond what can be counted.
    Overflow,
}

impl Rejection {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotEnough { .. } => "not_enough",
            Self::Frozen => "frozen",
            Self::Expired => "expired",
            Self::GivesExpired => "gives_expired",
            Self::AlreadySpent => "already_spent",
            Self::UnknownHold => "unknown_hold",
            Self::HoldInUse => "hold_in_use",
            Self::UnknownLot => "unknown_lot",
            Self::NotExpired => "not_expired",
            Self::NothingToDo => "nothing_to_do",
            Self::NotPositive => "not_positive",
            Self::SameScheme => "same_scheme",
            Self::SameCard => "same_card",
            Self::NotReversible => "not_reversible",
            Self::CommandReused => "command_reused",
            Self::OutOfBalance => "out_of_balance",
            Self::Overflow => "overflow",
        }
    }

    /// The sentence, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let (zh, en) = match self {
            Self::NotEnough { asked, available } => {
                return Text::new(
                    format!("可用学分不足：本次需要 {asked}，当前可用 {available}"),
                    format!("Not enough credits: {asked} asked for, {available} can be used"),
                );
            }
            Self::Frozen => (
                "该学习卡已冻结，暂不能使用学分。如需解冻，请到服务窗口办理",
                "This card is frozen and its credits cannot be used; a counter can unfreeze it",
            ),
            Self::Expired => (
                "部分学分已过有效期，不能使用，剩余可用学分不足",
                "Some of the credits have expired, and what is left is not enough",
            ),
            Self::GivesExpired => (
                "按目标学分体系的有效期，部分学分转换后即已过期，不能转换",
                "Under the target scheme's validity some of the converted credits would have expired already",
            ),
            Self::AlreadySpent => (
                "所得学分已被使用，不能撤回",
                "The credits have been used and cannot be taken back",
            ),
            Self::UnknownHold => (
                "未找到对应的冻结学分，可能已办结或已退回",
                "Nothing is on hold here; it may have been settled or released",
            ),
            Self::HoldInUse => {
                ("该业务已冻结过学分，请勿重复提交", "Credits are already on hold for this")
            }
            Self::UnknownLot => {
                ("未找到该批次学分", "The learner has no such lot of credits in this scheme")
            }
            Self::NotExpired => ("该批次学分仍在有效期内", "This lot of credits is still valid"),
            Self::NothingToDo => {
                ("没有可变动的学分，未作处理", "There is nothing to move, so nothing was done")
            }
            Self::NotPositive => ("学分数额必须大于 0", "The number of credits must be above 0"),
            Self::SameScheme => {
                ("转出与转入的学分体系不能相同", "Credits cannot be converted within one scheme")
            }
            Self::SameCard => ("不能转赠给本人", "Credits cannot be given to oneself"),
            Self::NotReversible => (
                "只有学分转换和转赠可以撤回，已兑换的学分不能撤回",
                "Only a conversion or a gift can be taken back; redeemed credits cannot",
            ),
            Self::CommandReused => (
                "该请求编号已用于其他业务，请刷新页面后重新提交",
                "This request id was used for something else; reload the page and try again",
            ),
            Self::OutOfBalance => (
                "账户与批次数据不一致，已暂停办理，请联系管理员核对",
                "The account and its lots do not agree; nothing was moved, and an administrator must look into it",
            ),
            Self::Overflow => ("数值超出可计算范围", "The amount is beyond what can be counted"),
        };
        Text::new(zh, en)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for Rejection {}

impl From<Overflow> for Rejection {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}
