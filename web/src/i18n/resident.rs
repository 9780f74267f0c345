//! The home page, the card, the statement, completions.

use super::texts;

texts! {
    HOME_TITLE = "学过的，都算数", "What you have learned counts";
    HOME_LEAD = "一张市民终身学习卡，记下您在学校、社区、网络和工作中学到的每一门课，按公布的规则积累学分，并可转换。", "One learning card records every course that you finish, at school, in the community, online or at work; published rules turn it into credits that add up and convert.";
    HOME_COURSES = "查课程", "Find a course";
    HOME_COURSES_ABOUT = "上课之前，先看能得多少学分", "See what it is worth before you take it";
    HOME_PROGRAMS = "看证书项目", "See the programs";
    HOME_PROGRAMS_ABOUT = "学分和学习成果，能一步步换取哪些证书", "The certificates that credits and completions lead to";
    HOME_RULES = "看规则", "Read the rules";
    HOME_RULES_ABOUT = "学分怎样认定、怎样转换，逐条公开", "How credits are recognised and converted, rule by rule";
    HOME_VERIFY = "核验证明", "Verify a certificate";
    HOME_VERIFY_ABOUT = "凭核验码查证学习成果和转换回执", "Check a completion or a receipt by its code";
    HOME_HELP_ABOUT = "不会用？看看常见问题，或到服务窗口当面办理", "Common questions, and where a person helps";
    HOME_HOW = "怎样积累学分", "How it works";
    HOME_STEP_1 = "在服务窗口开卡，或由学校为您开卡。", "Open a card at a counter, or let your school open it.";
    HOME_STEP_2 = "学完课程，学校登记学习成果。", "Finish a course; the school records it.";
    HOME_STEP_3 = "系统按公布的规则认定学分，并说明理由。", "Published rules turn it into credits and say why.";
    HOME_STEP_4 = "查看余额，按规则转换为其他类型的学分。", "See your balance and convert credits by the rules.";

    CARD_NAME = "市民终身学习卡", "Citizen Lifelong Learning Card";
    CARD_QR = "学习卡号二维码", "QR code of the card number";
    BALANCES = "学分余额", "Balances";
    EXPIRES_NEXT = "{0} 学分将于 {1} 到期", "{0} expire on {1}";
    HELD = "办理中 {0}", "{0} on hold";
    OWED = "待补还 {0}，将从新学分中扣除", "{0} owed, taken from new credits first";
    NO_CREDITS = "卡上还没有学分", "There are no credits yet";
    NO_CREDITS_DETAIL = "学完一门课程，由学校登记后，学分会出现在这里。", "Finish a course; once the school has recorded it, the credits stand here.";
    NEXT_STEP = "下一步", "Next step";
    NOTHING_TO_DO = "目前没有可直接办理的业务。学新课程可以积累更多学分。", "There is nothing to do with your credits now. A new course adds more.";
    MORE_TO_DO = "还有 {0} 项可以办理", "{0} more things you can do";
    GIFT_WAITS = "有 {0} 笔转赠等您接收", "Gifts that wait for you: {0}";
    ONE_GIFT_WAITS = "{0} 转赠给您 {1} {2}，请在 {3} 前答复。", "{0} gives you {1} {2}. Answer by {3}.";
    LOOK_AT_IT = "查看", "Look at it";
    LOST_CARD = "学习卡已挂失", "The card is reported lost";
    LOST_CARD_DETAIL = "学分已停止动用。请携带身份证件到任一服务窗口补办，补办后卡号更换，学分不变。", "No credits can leave it. Take your document to any counter to have it replaced: the number changes, the credits stay.";
    FROZEN_CARD = "学习卡已冻结", "The card is frozen";
    FROZEN_CARD_DETAIL = "学分暂停动用，仍可登记新的学习成果。可在设置中解除冻结。", "No credits can leave it; new ones still come in. Unfreeze it in settings.";
    LOOK_AT_COURSES = "看看课程", "Look at courses";
    RECENT = "最近明细", "Recent entries";
    ALL_ENTRIES = "全部明细", "All entries";
    POSTED_IN = "刚刚入账 {0} {1}（{2}）", "Just posted: {0} {1} ({2})";
    POSTED_OUT = "刚刚支出 {0} {1}（{2}）", "Just left the card: {0} {1} ({2})";
    POSTED_OTHER = "学习卡刚刚有变动：{2} {0} {1}", "Your card has just changed: {2} {0} {1}";
    MANY_POSTED = "刚刚新增 {0} 笔明细，已标“新”字", "{0} entries were just posted; they are marked “New”";
    NO_ENTRIES = "还没有明细", "There are no entries yet";
    LAST_SEEN = "这是 {0} 的余额", "This is the balance of {0}";
    LAST_SEEN_DETAIL = "当前没有网络，余额可能已有变化，暂不能转换学分。", "You are offline: it may have changed, and nothing can be converted now.";
    UNCONFIRMED = "身份待核实", "Not yet confirmed";
    UNCONFIRMED_DETAIL = "请携带身份证件到任一社区学校的服务窗口核实身份。核实后即可看到您的学习卡和学分。", "Take your document to the counter of any community school. Then your card and credits show here.";

    STATEMENT_LEAD = "每一笔都写明缘由，点开可看依据。", "Each entry says what caused it; open it to see why.";
    SCHEME = "学分类型", "Scheme";
    ALL_SCHEMES = "全部类型", "All schemes";
    KIND = "业务", "Kind";
    ALL_KINDS = "全部业务", "All kinds";
    SAVE_CSV = "下载为表格（CSV）", "Download as CSV";
    FROM_DAY = "从", "From";
    TO_DAY = "到", "To";
    FILTER = "查询", "Show";
    BALANCE_AFTER = "余额", "Balance";
    NO_MATCH = "没有符合条件的明细", "No entries match";
    NO_MATCH_DETAIL = "请放宽类型、业务或日期后再查询。", "Widen the scheme, the kind or the dates.";

    NOTICES_LEAD = "学分、申请和转赠有变化时，在这里告诉您。", "What changed about your credits, applications and gifts stands here.";
    UNREAD = "有 {0} 条新通知", "{0} new notices";
    READ_THEM = "查看通知", "Read them";
    NEW = "新", "New";
    BY_RULEBOOK = "规则集第 {0} 版", "Rulebook {0}";
    BEFORE = "调整前", "Before";
    AFTER = "调整后", "Now";
    SEE_COMPLETION = "查看这项学习成果", "See this completion";
    NO_NOTICES = "还没有通知", "There are no notices";
    NO_NOTICES_DETAIL = "学分、申请或转赠有变化时，会在这里告诉您。", "When something changes about your credits, applications or gifts, it is said here.";
    SEE_TRANSFER = "查看办理情况", "See how it stands";
    SEE_PROGRAM = "查看项目", "See the program";
    SEE_CARD = "查看学习卡", "See my card";
    SEE_FAMILY = "查看学习家庭", "See the family";
    EARLIER = "以前的认定（{0}）", "Earlier decisions ({0})";

    COMPLETION = "学习成果", "Completion";
    COMPLETIONS_LEAD = "您学完的课程，以及每一门是怎样认定的。", "What you finished, and what the rules made of each.";
    NO_COMPLETIONS = "还没有学习成果", "There are no completions yet";
    NO_COMPLETIONS_DETAIL = "学完课程后由学校登记，不需要您自己申报。", "Schools record what you finish; you need not report it.";
    PERIOD = "学习时间", "Period";
    SCHOOL_NUMBER = "学校编号", "School's number";
    RECORDED_AT = "登记时间", "Recorded";
    PROOF = "核验", "Verification";
    PROOF_DETAIL = "任何人可凭此码核验真伪，页面不显示您的姓名。", "Anyone can check it by this code; your name is not shown.";
    PROOF_QR = "核验页面二维码", "QR code of the verification page";
}
