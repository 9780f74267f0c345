//! What the bank tells people about transfers, in both languages.
//!
//! Invariant: nobody learns more of the other person than a masked name.

use chrono::{DateTime, Duration, Utc};

use super::{RECEIVER_DAYS, Takes, Transfer, TransferParty};
use crate::lang::{Lang, Text};

/// A transfer, and what its credits are called.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The transfer.
    pub transfer: &'a Transfer,
    /// The names of the scheme that its credits leave.
    pub scheme: &'a Text,
}

impl Told<'_> {
    /// To whoever applied: an institution agreed.
    #[must_use]
    pub fn approved(self) -> Text {
        let (what, number) = (self.subject(), &self.transfer.number);
        Text::new(
            format!("您的{}（{number}）已通过审核。", what.zh),
            format!("Your {} ({number}) was approved.", what.en),
        )
    }

    /// To whoever applied: it was not agreed to, and why; the credits are back.
    #[must_use]
    pub fn rejected(self, reason: &str) -> Text {
        let (what, number) = (self.subject(), &self.transfer.number);
        let (zh, en) = if self.transfer.appealed {
            ("这是申诉后的决定。", "This is the decision on your appeal.")
        } else {
            (
                "如有异议，可以申诉一次，由另一位审核人员办理。",
                "You can appeal once, and another person will decide.",
            )
        };
        Text::new(
            format!(
                "您的{}（{number}）未通过审核，学分已退回。理由：{reason}。{zh}",
                what.zh,
                reason = reason.trim_end_matches(['。', '.'])
            ),
            format!(
                "Your {} ({number}) was not approved and its credits are back on your card. Reason: \
                 {reason}. {en}",
                what.en,
                reason = reason.trim_end_matches(['。', '.'])
            ),
        )
    }

    /// To whoever applied: it waited too long, and the administrators decide now.
    #[must_use]
    pub fn escalated(self) -> Text {
        let (what, number) = (self.subject(), &self.transfer.number);
        Text::new(
            format!("您的{}（{number}）超过期限未审核，已转交管理员办理。", what.zh),
            format!(
                "Your {} ({number}) was not decided in time; the administrators have taken it over.",
                what.en
            ),
        )
    }

    /// To the giver, when a gift was requested; `from` is when it can be accepted.
    #[must_use]
    pub fn gift_sent(self, from: Option<DateTime<Utc>>) -> Text {
        let (gift, to) = (self.amount(), name(self.transfer.receiver.as_ref()));
        match from.map(local) {
            Some(from) => Text::new(
                format!(
                    "您向{to}转赠 {}，{from} 后对方可以接收，此前和接收前都可以取消。",
                    gift.zh
                ),
                format!(
                    "You are giving {} to {to}, who can accept from {from} on; until then and \
                         until it is accepted you can cancel.",
                    gift.en
                ),
            ),
            None => Text::new(
                format!("您向{to}转赠 {}，等待对方接收，接收前可以取消。", gift.zh),
                format!("You are giving {} to {to}; until it is accepted you can cancel.", gift.en),
            ),
        }
    }

    /// To the receiver, when a gift can be accepted.
    #[must_use]
    pub fn gift_waiting(self) -> Text {
        let (gift, from) = (self.amount(), name(self.transfer.giver.as_ref()));
        Text::new(
            format!("{from}向您转赠 {}，请在 {RECEIVER_DAYS} 天内接受或谢绝。", gift.zh),
            format!("{from} gives you {}. Accept or decline within {RECEIVER_DAYS} days.", gift.en),
        )
    }

    /// To the giver, when a gift was accepted.
    #[must_use]
    pub fn gift_accepted(self) -> Text {
        let (gift, to) = (self.amount(), name(self.transfer.receiver.as_ref()));
        Text::new(
            format!("{to}已接受您转赠的 {}，10 分钟内对方未使用时可以撤回。", gift.zh),
            format!(
                "{to} accepted your gift of {}. You can take it back within ten minutes while it is \
                 unused.",
                gift.en
            ),
        )
    }

    /// To the receiver, when they accepted a gift.
    #[must_use]
    pub fn gift_received(self) -> Text {
        let (gift, from) = (self.amount(), name(self.transfer.giver.as_ref()));
        Text::new(
            format!("您已接受{from}转赠的 {}，学分已入账。", gift.zh),
            format!("You accepted {} from {from}; the credits are on your card.", gift.en),
        )
    }

    /// To the giver, when a gift was declined.
    #[must_use]
    pub fn gift_declined(self) -> Text {
        let (gift, to) = (self.amount(), name(self.transfer.receiver.as_ref()));
        Text::new(
            format!("{to}谢绝了您转赠的 {}，学分已退回。", gift.zh),
            format!("{to} declined your gift of {}; the credits are back on your card.", gift.en),
        )
    }

    /// To the giver, when nobody accepted a gift in time.
    #[must_use]
    pub fn gift_lapsed(self) -> Text {
        let (gift, to) = (self.amount(), name(self.transfer.receiver.as_ref()));
        Text::new(
            format!("{to}逾期未接收您转赠的 {}，学分已退回。", gift.zh),
            format!(
                "{to} did not accept your gift of {} in time; the credits are back on your card.",
                gift.en
            ),
        )
    }

    /// To the receiver, when a gift that waited for them was cancelled.
    #[must_use]
    pub fn gift_cancelled(self) -> Text {
        let (gift, from) = (self.amount(), name(self.transfer.giver.as_ref()));
        Text::new(
            format!("{from}取消了向您转赠的 {}。", gift.zh),
            format!("{from} cancelled the gift of {}.", gift.en),
        )
    }

    /// To the receiver, when a gift was taken back.
    #[must_use]
    pub fn gift_taken_back(self) -> Text {
        let (gift, from) = (self.amount(), name(self.transfer.giver.as_ref()));
        Text::new(
            format!("{from}撤回了转赠给您的 {}，学分已从您的账户转出。", gift.zh),
            format!("{from} took back the gift of {}; the credits have left your card.", gift.en),
        )
    }

    /// What was applied for.
    fn subject(self) -> Text {
        if self.transfer.program.is_some() {
            let Text { zh, en } = self.transfer.title();
            Text::new(format!("“{zh}”申请"), format!("application to {en}"))
        } else {
            let Text { zh, en } = self.amount();
            Text::new(format!("{zh}转换申请"), format!("conversion of {en}"))
        }
    }

    fn amount(self) -> Text {
        let Takes { amount, .. } = &self.transfer.takes;
        Text::new(
            format!("{amount} 学分（{}）", self.scheme.get(Lang::Zh)),
            format!("{amount} credits ({})", self.scheme.get(Lang::En)),
        )
    }
}

fn name(party: Option<&TransferParty>) -> &str {
    party.map_or("***", |party| &party.name)
}

/// An instant as the bank's people read it: in Asia/Shanghai, UTC+8 all year.
fn local(at: DateTime<Utc>) -> String {
    (at.naive_utc() + Duration::hours(8)).format("%Y-%m-%d %H:%M").to_string()
}
