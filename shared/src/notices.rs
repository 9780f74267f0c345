//! Notices 通知: what the bank tells a resident of its own accord.

pub mod messages;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{CompletionId, NoticeId};
use crate::lang::Text;
use crate::names::words;
use crate::rules::Decision;

words! {
    /// What a notice is about.
    pub enum NoticeKind {
        ReEvaluated = "re_evaluated", "学分重新认定", "Credits re-evaluated";
        Decided = "decided", "人工裁定结果", "Decided by a person";
        Amended = "amended", "学习成果更正", "Completion amended";
        Revoked = "revoked", "学习成果撤销", "Completion revoked";
        TransferApproved = "transfer_approved", "申请已通过", "Application approved";
        TransferRejected = "transfer_rejected", "申请未通过", "Application rejected";
        TransferEscalated = "transfer_escalated", "转交管理员处理", "Passed on to the administrators";
        GiftSent = "gift_sent", "转赠已提交", "Gift on its way";
        GiftWaiting = "gift_waiting", "收到转赠", "A gift waits for you";
        GiftSettled = "gift_settled", "转赠已完成", "Gift received";
        GiftDeclined = "gift_declined", "转赠被谢绝", "Gift declined";
        GiftLapsed = "gift_lapsed", "转赠逾期", "Gift lapsed";
        GiftCancelled = "gift_cancelled", "转赠已取消", "Gift cancelled";
        GiftTakenBack = "gift_taken_back", "转赠已撤回", "Gift taken back";
        AwardProposed = "award_proposed", "已达到证书要求", "Requirements met";
        AwardGranted = "award_granted", "证书已授予", "Certificate granted";
        AwardDeclined = "award_declined", "证书未授予", "Certificate not granted";
        Expiring = "expiring", "学分即将到期", "Credits expire soon";
        DetailsMended = "details_mended", "个人信息更正", "Details mended";
        CardReplaced = "card_replaced", "学习卡已补办", "Card replaced";
        RecordsMerged = "records_merged", "学习档案已合并", "Records merged";
        FamilyInvited = "family_invited", "学习家庭邀请", "Invitation to a family";
    }
}

words! {
    /// The kind of thing that a notice leads to.
    pub enum NoticeSubject {
        Completion = "completion", "学习成果", "Completion";
        Transfer = "transfer", "转换业务", "Transfer";
        Program = "program", "项目", "Program";
        Card = "card", "学习卡", "Card";
        Family = "family", "学习家庭", "Family";
    }
}

/// What a notice leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// Its kind.
    pub kind: NoticeSubject,
    /// Its id; empty where the kind says it all.
    pub id: String,
}

/// A notice to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// What it is about.
    pub kind: NoticeKind,
    /// What happened, in a sentence or two; empty where `changes` say it.
    #[serde(default)]
    pub text: Text,
    /// Where it leads.
    #[serde(default)]
    pub about: Option<About>,
    /// The number of the rulebook that changed things.
    pub rulebook: Option<u32>,
    /// Why, in the words of those who decided.
    pub note: String,
    /// What changed.
    pub changes: Vec<ChangedDecision>,
}

/// A completion that came out otherwise, with both traces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedDecision {
    /// The completion.
    pub completion_id: CompletionId,
    /// The course's title.
    pub title: String,
    /// The institution's code.
    pub institution: String,
    /// The day it ended.
    pub ended_on: NaiveDate,
    /// What stood before.
    pub before: Decision,
    /// What stands now.
    pub after: Decision,
}

/// A page of notices, newest first, and how many are unread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notices {
    /// The notices.
    pub items: Vec<Notice>,
    /// What to send as `cursor` for the next page; `None` on the last.
    pub next_cursor: Option<String>,
    /// How many are unread in all.
    pub unread: u64,
}
