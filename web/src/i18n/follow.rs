//! How a transfer stands: stages, receipt, steps, and the list of all.

use super::texts;

texts! {
    RECEIPT = "办理回执", "Receipt";
    CONVERTED = "转换成功", "Converted";
    GIVEN = "转赠完成", "Given";
    APPROVED = "申请已通过", "Application approved";
    IN_REVIEW = "已提交，等待审核", "Sent, waiting for review";
    REJECTED = "申请未通过", "Application rejected";
    COOLING_OFF = "转赠已提交，在冷静期内", "Gift sent, cooling off";
    AWAITING = "等待对方接收", "Waiting for the receiver";
    TAKEN_BACK = "已撤回", "Taken back";
    CANCELLED = "已取消", "Cancelled";
    DECLINED = "对方已谢绝", "The receiver declined";
    LAPSED = "对方逾期未接收", "The receiver did not accept in time";
    GIFT_FOR_YOU = "有人转赠学分给您", "A gift waits for you";
    RECEIVED = "已接收转赠", "Gift received";
    YOU_DECLINED = "您已谢绝", "You declined";
    YOU_LAPSED = "逾期未接收", "Not accepted in time";
    GIVER_CANCELLED = "对方已取消转赠", "The giver cancelled it";
    GIVER_TOOK_BACK = "对方已撤回转赠", "The giver took it back";

    NUMBER = "回执编号", "Receipt number";
    KIND = "业务种类", "Kind";
    GIFT = "赠送数额", "The gift";
    AFTER = "办理后{0}余额", "{0} balance afterwards";
    DECIDER = "审核机构", "Decided by";
    ADMINISTRATORS = "学分银行管理员", "the bank's administrators";
    REASON = "未通过的原因", "Why it was rejected";
    REASON_DECLINED = "谢绝的原因", "Why they declined";

    NEXT = "接下来", "What happens next";
    NEXT_CONVERTED = "新学分已到卡，现在就可以使用。", "The new credits are on your card and can be used now.";
    NEXT_APPROVED = "这个单元已计入您的项目进度。所用学分已兑换，不能撤回。", "The unit counts for your program. The credits are redeemed and cannot be taken back.";
    NEXT_EXEMPTED = "这个单元已免修，未扣学分。", "The unit is waived; no credits have left your card.";
    NEXT_IN_REVIEW = "{0}将在 {1} 前审核，结果会在这里和通知中告诉您。审核期间学分留存，不会过期。", "{0} decides by {1}; the result shows here and in your notices. Meanwhile the credits are on hold and do not expire.";
    NEXT_ESCALATED = "机构未按期审核，已转由学分银行管理员处理。学分继续留存，不会过期。", "The institution did not decide in time; the bank's administrators now do. The credits stay on hold and do not expire.";
    NEXT_APPEALED = "申诉由另一位审核人员办理。", "Another person decides on your appeal.";
    NOT_BEFORE = "{0} 之前不会审核，您可以再核对一遍。", "Nobody decides before {0}: there is time to look again.";
    NEXT_COOLING = "冷静期到 {0} 结束，之后 {1} 可以接收。在对方接收前，您随时可以取消。", "Cooling-off ends on {0}; then {1} can accept. Until they do, you can cancel.";
    NEXT_AWAITING = "{1} 可在 {0} 前接收；逾期未接收，学分自动退回。在对方接收前，您随时可以取消。", "{1} can accept until {0}; otherwise the credits come back. Until then you can cancel.";
    NEXT_GIVEN = "学分已到对方卡上。", "The credits are on the other card.";
    NEXT_FOR_YOU = "请在 {0} 前接收或谢绝；逾期学分退回赠送人。", "Accept or decline by {0}; otherwise the credits go back to the giver.";
    NEXT_RECEIVED = "学分已到您的卡上，可以使用。接收后 10 分钟内、学分未使用时，赠送人仍可撤回。", "The credits are on your card. For 10 minutes the giver can take them back while they are untouched.";
    NEXT_REJECTED = "学分已退回可用余额。", "The credits are free again on your card.";
    NEXT_APPEAL = "如有异议，可申诉一次，由另一位审核人员办理。", "If you do not agree, you can appeal once; another person decides.";
    NEXT_APPEAL_REJECTED = "申诉已办结，这次申请不能再申诉。补充学习成果后可重新申请。", "Your appeal was decided, and there is no second one. You can apply again when you have more to show.";
    NEXT_RETURNED = "这笔业务已结束，学分已退回可用余额。", "This is over; the credits are free again on your card.";
    NEXT_OVER = "这笔业务已结束。", "This is over.";

    TAKE_BACK_UNTIL = "如有差错，可在 {0} 前撤回（还剩 {1} 分钟）。学分一经使用，不能撤回。", "If it was a mistake, take it back before {0} ({1} minutes left), unless the credits are used.";
    TAKE_BACK = "撤回", "Take it back";
    CANCEL_ABOUT = "取消后学分立即退回，可以重新办理。", "If you cancel, the credits are free at once, and you can start again.";
    CANCEL = "取消这笔业务", "Cancel it";
    APPEAL = "提出申诉", "Appeal";
    ACCEPT = "接收", "Accept";
    DECLINE = "谢绝", "Decline";

    STAGES = "办理过程", "How it goes";
    REQUESTED = "已提交", "Requested";
    APPEALED = "已申诉", "Appealed";
    ESCALATED = "转由管理员处理", "Passed on to the administrators";
    HANDED_OVER = "移交上级机构", "Handed over to the institution above";
    BY_RULE = "按规则 {0}", "by rule {0}";
    BY_BANK = "学分银行", "the bank";
    UNTIL = "{0} 前", "until {0}";
    THEN_DECIDED = "审核办结", "Decision";
    THEN_ACCEPTED = "对方接收，学分到账", "The receiver accepts";
    THEN_YOU_ACCEPT = "您接收，学分到账", "You accept";
    WAITS_FOR_YOU = "待您接收", "Waits for you";
    THEN_AWAITING = "等待对方接收", "Waiting for the receiver";
    STAGE_DONE = "已完成：", "Done: ";
    STAGE_NOW = "进行中：", "Now: ";
    STAGE_LATER = "之后：", "Later: ";

    APPEAL_TITLE = "提出申诉", "Appeal";
    APPEAL_LEAD = "每次未通过的申请可以申诉一次，由另一位审核人员办理。", "A rejection can be appealed once; another person decides.";
    APPEAL_REASON = "申诉理由", "Why you do not agree";
    APPEAL_REASON_HINT = "写明您认为应当通过的理由，例如补充的证明材料", "What should be looked at again, such as proof that was missing";
    APPEAL_HOLD = "提交后，{0}会再次留存，直到办结。", "{0} will be on hold again until it is decided.";
    SEND_APPEAL = "提交申诉", "Send the appeal";

    ACCEPT_TITLE = "接收转赠", "Accept the gift";
    ACCEPT_LEAD = "接收后学分进入您的学习卡。", "The credits then stand on your card.";
    SURE_ACCEPT = "确认接收", "Accept it";
    DECLINE_TITLE = "谢绝转赠", "Decline the gift";
    DECLINE_LEAD = "谢绝后学分退回赠送人，不能再接收这笔转赠。", "The credits go back to the giver; this gift cannot be accepted later.";
    DECLINE_REASON = "告诉对方的话", "A word to the giver";
    ANSWER_BY = "答复期限", "Answer by";
    SURE_DECLINE = "确认谢绝", "Decline it";
    NOT_OPEN = "现在不能办理这一步", "This cannot be done now";
    NOT_OPEN_DETAIL = "这笔业务当前的状态是“{0}”。", "It stands at “{0}”.";
    SEE_IT = "查看办理情况", "See how it stands";

    LIST_LEAD = "您办理过的转换、兑换和转赠，以及别人赠给您的学分。", "What you converted, applied for and gave, and what others gave you.";
    WAITING = "等您接收的转赠", "Gifts that wait for you";
    ALL = "全部记录", "All";
    NONE = "还没有办理记录", "There is nothing here yet";
    NONE_DETAIL = "学分可以转换类型、申请兑换课程单元，或转赠他人。", "Credits can be converted, applied to a program, or given.";
    GIFT_TO = "转赠给 {0}", "Gift to {0}";
    GIFT_FROM = "{0} 的转赠", "Gift from {0}";
    APPLIED_TO = "申请兑换：{0}", "Application: {0}";
    CONVERTED_FROM_TO = "转换：{0} → {1}", "Conversion: {0} → {1}";
}
