//! What stands on every page, and the words that several areas share.

use super::texts;

texts! {
    BANK = "终身学习学分银行", "Lifelong Learning Credit Bank";
    SKIP = "跳到正文", "Skip to content";
    CARE = "长辈版", "Senior edition";
    TO_CARE = "换成长辈版：字大、功能少", "Senior edition: large text, fewer functions";
    FROM_CARE = "换回标准版", "Back to the standard edition";
    NAV_LABEL = "主要栏目", "Main pages";
    NAV_HOME = "首页", "Home";
    NAV_CARD = "我的学习卡", "My card";
    NAV_STATEMENT = "学分明细", "Statement";
    NAV_HUB = "学分办理", "Use credits";
    NAV_PROGRAMS = "证书项目", "Programs";
    NAV_COMPLETIONS = "学习成果", "Completions";
    NAV_TRANSFERS = "办理记录", "My transfers";
    NAV_TRANSCRIPT = "学习证明", "Transcript";
    NAV_NOTICES = "通知", "Notices";
    NAV_FAMILY = "学习家庭", "Family";
    UNREAD = "通知（{0} 条未读）", "Notices ({0} unread)";
    NAV_COURSES = "课程目录", "Courses";
    NAV_RULES = "认定规则", "Rules";
    NAV_VERIFY = "证明核验", "Verify";
    NAV_TODAY = "今日业务", "Today";
    NAV_POST = "成果登记", "Record";
    NAV_COUNTER = "服务窗口", "Counter";
    NAV_LEDGER = "账目核对", "Ledger";
    NAV_RULEBOOKS = "规则管理", "Rulebooks";
    NAV_DECISIONS = "人工裁定", "Decisions";
    NAV_MENU = "更多", "More";
    SETTINGS = "设置", "Settings";
    SIGN_IN = "登录", "Sign in";
    REGISTER = "注册", "Register";
    HELP = "帮助", "Help";
    FOOT_LINE = "学有所记，学有所积，学有所换。", "What you learn is recorded, adds up, and counts.";

    LOADING = "正在加载…", "Loading…";
    SENDING = "正在提交…", "Sending…";
    TRY_AGAIN = "重试", "Try again";
    LOAD_MORE = "显示更多", "Show more";
    CONTINUE = "继续", "Continue";
    SEARCH = "搜索", "Search";
    PRINT = "打印", "Print";
    BACK = "返回", "Back";
    SHOW_PASSWORD = "显示密码", "Show password";
    OPTIONAL = "（选填）", " (optional)";
    COLON = "：", ": ";
    WHY = "为什么是这个数", "Why this amount";
    WHY_NOT = "原因", "Why";
    INCOME = "收入", "In";
    OUTGO = "支出", "Out";
    CREDIT_UNIT = "学分", "credits";

    ERROR_PREFIX = "错误：", "Error: ";
    PROBLEM_HEADING = "请改正以下内容", "Please correct the following";
    FAULTS_TITLE = "填写有误", "Some values are wrong";
    FAULTS_DETAIL = "请改正后重新提交，已填写的内容不会丢失。", "Correct them and send again; what you typed is kept.";
    OFFLINE_BANNER = "当前没有网络。可以查看上次的余额，暂不能办理业务。", "You are offline. The last balance can be seen; nothing can be moved.";
    OFFLINE_BLOCKED = "当前没有网络，暂不能办理。填写的内容还在，网络恢复后可继续。", "You are offline, and nothing can be sent. What you typed is still here; go on when the network is back.";
    OFFLINE_STAFF = "当前没有网络。请先用纸质登记表，网络恢复后再录入；已填写的内容还在。", "You are offline. Write it down on paper and enter it when the network is back; what you typed is still here.";
    OFFLINE_TITLE = "没有网络连接", "No network";
    OFFLINE_DETAIL = "请检查网络后重试，您的学分没有变动。", "Check your connection and try again; no credits have moved.";
    NO_ANSWER_TITLE = "暂时连接不上学分银行", "The bank does not answer";
    NO_ANSWER_DETAIL = "请稍后重试。如刚提交过业务，请先到记录中查看是否已办理。", "Try again in a moment. If you have just sent something, look first whether it went through.";
    UNREADABLE_TITLE = "暂时无法显示", "This cannot be shown now";
    UNREADABLE_DETAIL = "请刷新页面重试。如仍不能显示，请到服务窗口咨询。", "Reload the page. If that does not help, ask at a counter.";
    NOT_FOUND_TITLE = "没有找到这个页面", "There is no such page";
    NOT_FOUND = "网址可能输入有误，或页面已经移走。", "The address may be mistyped, or the page was moved.";
    NOT_FOR_YOU_TITLE = "您的身份不能使用此页", "This page is not for your role";
    NOT_FOR_YOU = "如需办理，请用相应身份的账户登录。", "Sign in with an account that has the role for it.";
    TO_HOME = "回到首页", "To the home page";
    TO_MY_START = "回到我的首页", "To my first page";

    WOULD_BE_RECOGNISED = "预计可认定", "Would be recognised";
    WOULD_NEED_DECISION = "须由人工裁定", "Would need a decision";
    WOULD_NOT_BE_RECOGNISED = "不能认定", "Would not be recognised";

    STATUS = "状态", "Status";
    INSTITUTION = "办学机构", "Institution";
    HOURS = "学时", "Learning hours";
    GRADE = "成绩", "Grade";
    DECLARED = "申报学分", "Declared credits";
    FORM = "学习形式", "Form";
    NAME = "姓名", "Name";
    ID_TYPE = "证件类型", "Document";
    ID_NUMBER = "证件号码", "Document number";
    CARD_NUMBER = "学习卡号", "Card number";
    NUMBER = "编号", "Number";
    PREVIEW = "预览结果", "Preview";
}
