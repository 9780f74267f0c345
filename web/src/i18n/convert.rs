//! Converting credits, and the receipt.

use super::texts;

texts! {
    CONVERT_TITLE = "转换学分", "Convert credits";
    CONVERT_LEAD = "第 1 步，共 2 步：选择类型，填写数额。", "Step 1 of 2: choose, and enter how many.";
    PAIR = "转换类型", "From and to";
    FROM_TO = "{0} → {1}", "{0} → {1}";
    AMOUNT = "转出学分", "Credits to convert";
    AMOUNT_HINT = "例如 9.00", "Such as 9.00";
    MOST = "可用 {0} 学分，按规则最多可转 {1} 学分", "{0} available; the most that fits the rule is {1}";
    CARD_STOPPED = "学习卡当前不能转换学分", "The card cannot move credits now";
    CARD_STOPPED_DETAIL = "已冻结的卡可在设置中解除冻结；已挂失的卡请到服务窗口换卡。", "Unfreeze a frozen card in settings; have a lost one replaced at a counter.";
    NO_WAY = "目前没有可以转换的学分", "Nothing can be converted now";
    NO_WAY_DETAIL = "可转换的类型和最低数额见认定规则。", "The rules say which schemes convert, and from how many credits.";

    CHECK_TITLE = "核对后提交", "Check before you confirm";
    CHECK_LEAD = "第 2 步，共 2 步：确认后学分立即变动。", "Step 2 of 2: credits move when you confirm.";
    TAKES = "转出", "Leaves your card";
    GIVES = "转入", "Enters your card";
    VALIDITY = "转入学分有效期", "Usable until";
    USE_UNTIL = "可用至 {0}", "until {0}";
    FOR_LIFE = "长期有效", "for life";
    RULE = "依据规则", "Rule";
    RULE_NAMED = "{0}《{1}》", "{0} {1}";
    DECIDES = "办理方式", "Decided by";
    AUTOMATIC = "符合规则，立即办理", "The rule alone, at once";
    REVIEWED = "由接收机构审核", "The receiving institution";
    VALID_UNTIL = "本结果有效至", "Valid until";
    PASSWORD_AGAIN = "数额较大，请再次输入密码", "For larger amounts the password is asked again";
    CONFIRM = "确认转换", "Confirm";
    CHANGE = "返回修改", "Change";
    NO_QUOTE = "没有待确认的转换", "There is nothing to confirm";
    NO_QUOTE_DETAIL = "页面已刷新或停留过久。学分没有变动，请重新填写。", "The page was reloaded. No credits have moved; please start again.";
    START_AGAIN = "重新填写", "Start again";

    RECEIPT = "转换回执", "Receipt";
    RECEIPT_DONE = "转换成功", "Converted";
    RECEIPT_IN_REVIEW = "已提交，等待审核", "Sent, waiting for review";
    RECEIPT_TAKEN_BACK = "已撤回", "Taken back";
    RECEIPT_CANCELLED = "已取消", "Cancelled";
    NUMBER = "回执编号", "Receipt number";
    AFTER = "转换后{0}余额", "{0} balance afterwards";
    NEXT = "接下来", "What happens next";
    NEXT_SETTLED = "新学分已到卡，现在就可以使用。", "The new credits are on your card and can be used now.";
    NEXT_IN_REVIEW = "接收机构将在 14 天内审核，结果会出现在本页。审核期间学分留存，不会过期。", "The institution decides within 14 days; this page shows the result. Meanwhile the credits are on hold and do not expire.";
    NEXT_NOTHING = "这次转换已结束，学分已退回原类型。", "This conversion is over; the credits are back where they were.";
    TAKE_BACK_UNTIL = "如有差错，可在 {0} 前撤回（还剩 {1} 分钟）。新学分一经使用，不能撤回。", "If it was a mistake, take it back before {0} ({1} minutes left), unless the new credits are used.";
    TAKE_BACK = "撤回转换", "Take it back";
    CANCEL = "取消申请", "Cancel";
    HISTORY = "办理过程", "History";
    REQUESTED = "已提交", "Requested";

    TRANSFERS_LEAD = "您办理过的学分转换和回执。", "Your conversions and their receipts.";
    NO_TRANSFERS = "还没有转换记录", "There are no conversions yet";
    NO_TRANSFERS_DETAIL = "符合规则的学分可以转换为其他类型。", "Credits can be converted where a rule allows it.";
}
