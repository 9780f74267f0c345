//! What administrators see of learners, programs, institutions and the audit.

use super::{Words, texts};

texts! {
    PROGRAMS = "项目", "Programs";
    PROGRAMS_LEAD = "证书和学历项目的要求，以及哪些学分可以计入。", "What certificates and diplomas ask for, and which credits count.";
    NEW_PROGRAM = "新建项目", "New program";
    FIND_PROGRAM = "在项目中查找", "Find in the programs";
    NO_PROGRAMS = "没有符合条件的项目", "No program matches";
    NO_PROGRAMS_DETAIL = "换个词查找，或新建项目。", "Try another word, or make one.";
    TOTAL_OF = "共 {0} 学分", "{0} credits in all";
    SEE_PROGRAM = "项目：{0}", "Program: {0}";
    PROGRAM_HEAD = "名称和总要求", "Name and totals";
    GROUP_TITLE = "要求 {0}", "Requirement {0}";
    ADD_GROUP = "增加一组要求", "Add a requirement";
    REMOVE_GROUP = "移除这组要求", "Remove this requirement";
    UNITS = "学习单元", "Units";
    ADD_UNIT = "增加学习单元", "Add a unit";
    ACCEPTS = "可以直接计入的学分", "Credits that count without a rule";
    ACCEPTS_HINT = "按原额计入。学分类型都不选，则须凭等值转换规则申请；类别和课程不填即不限。", "One for one. Without a scheme, an outcome rule is needed; categories and courses left empty mean any.";
    ADD_COURSE = "增加课程", "Add a course";
    REMOVE = "移除", "Remove";
    CODES_HINT = "多个用逗号或空格分开", "Several with commas or spaces between";
    PERCENT_HINT = "0 至 100 的整数", "A whole number from 0 to 100";
    CODE_STAYS = "保存后不能更改", "Never changes once it is saved";
    SUMS = "学分合计", "The sums";
    SUM_UNITS = "各单元合计", "Of all units";
    SUM_COUNTS = "最多可计入", "At most counts";
    SUM_LEAST = "各组最低合计", "Least of all requirements";
    SUM_TOTAL = "项目总学分", "The program's total";
    SUM_SHARE = "校外学分上限", "At most from elsewhere";
    SUM_GROUP = "本组单元合计 {0}，最低 {1}，最多计入 {2}", "Units add up to {0}; at least {1}, at most {2} count";
    SUM_OPEN = "还有数额没有填写", "Some amounts are not filled in yet";
    REACHABLE = "总学分可以达到", "The total can be reached";
    UNREACHABLE = "总学分达不到：最多可计入 {0}", "The total cannot be reached: at most {0} counts";
    SAVE_PROGRAM = "保存项目", "Save the program";
    PROGRAM_SAVED = "项目已保存", "The program is saved";
    CHANGED_MEANWHILE = "这项内容已被他人修改", "Somebody else changed this";
    CHANGED_MEANWHILE_DETAIL = "您填写的内容仍在本页。读取最新版本后再保存，您的内容将覆盖他人的修改。", "What you typed is still here. Read the newest version, then save: yours replaces theirs.";
    READ_NEWEST = "读取最新版本", "Read the newest version";
    TO_PROGRAMS = "回到项目列表", "Back to the programs";

    SCHEMES = "学分类型", "Schemes";
    SCHEMES_LEAD = "每种学分各自记账，只能按规则互相转换。", "Each kind of credit is kept apart; only a rule converts one into another.";
    NEW_SCHEME = "新增学分类型", "New scheme";
    TO_SCHEMES = "回到学分类型", "Back to the schemes";
    SAVE_SCHEME = "保存学分类型", "Save the scheme";
    SCHEME_SAVED = "学分类型已保存", "The scheme is saved";
    HOURS_HINT = "仅供参考，以认定规则为准", "For orientation; the rules decide";
    VALIDITY_HINT = "从学习结束之日起算，长期有效则不填", "From the day the learning ended; empty for life";
    HOURS_A_CREDIT = "{0} 学时约合 1 学分", "about {0} hours a credit";
    VALID_MONTHS = "有效期 {0} 个月", "valid for {0} months";
    VALID_FOR_LIFE = "长期有效", "valid for life";
    MAY_BE_GIVEN = "可转赠", "may be given away";
    STAYS_ON_CARD = "不可转赠", "stays on the card";

    CODE_TABLES = "代码表", "Code tables";
    CODE_TABLES_LEAD = "课程和规则里使用的代码，对应页面上显示的名称。", "The codes that courses and rules use, and the names that people read.";
    TO_CODE_TABLES = "回到代码表", "Back to the code tables";
    CODES_ABOUT = "表中没有的代码，页面上按原样显示。移除代码不影响已登记的课程。", "A code that is not listed is shown as it is. Removing one changes no course.";
    CODES_COUNT = "{0} 个代码", "{0} codes";
    ADD_CODE = "增加代码", "Add a code";
    SAVE_CODE_TABLE = "保存代码表", "Save the code table";
    CODE_TABLE_SAVED = "代码表已保存", "The code table is saved";

    USERS = "用户管理", "Users";
    USERS_LEAD = "可以登录的人员：各机构工作人员和已注册的居民。", "Those who can sign in: staff of the institutions, and registered residents.";
    NEW_USER = "新增工作人员", "New member of staff";
    FIND_USER = "按姓名或用户名查找", "Find by name or user name";
    NO_USERS = "没有符合条件的用户", "No user matches";
    NO_USERS_DETAIL = "换个词查找。居民由窗口开卡或自行注册，不在此新增。", "Try another word. Residents register themselves or at a counter, not here.";
    TO_USERS = "回到用户管理", "Back to the users";
    SAVE_USER = "新增", "Add";
    USER_SAVED = "已新增，请将用户名和初始密码当面交给本人", "Added. Hand the user name and the first password to the person";
    USER_NAME_HINT = "登录后显示的称呼", "What the screens greet them with";
    NO_INSTITUTION = "不属于机构", "None";
    INSTITUTION_HINT = "经办人员和审核人员须选择所在机构；管理员和审计人员不选。", "Clerks and reviewers belong to an institution; administrators and auditors to none.";
    FIRST_PASSWORD_HINT = "至少 10 个字符，请本人登录后在设置中修改", "At least 10 characters; the person changes it in the settings";

    INSTITUTIONS = "办学机构", "Institutions";
    INSTITUTIONS_LEAD = "四级社区教育网络和各类学校。", "The four-level community network, and the schools.";
    CODE = "机构代码", "Code";
    KIND = "机构类型", "Kind";
    PARENT = "上级机构", "Above it";
    BELOW = "下属机构", "Below it";
    CREDIT_CODE = "统一社会信用代码", "Unified social credit code";
    NO_PARENT = "无", "none";
    CLOSE = "关闭机构", "Close it";
    CLOSE_LEAD = "关闭后不能再登记学习成果，已登记的成果和学分不变。", "It records no more completions; what was recorded stays.";
    QUEUE_TO = "未办结的申请和证书", "Open applications and certificates";
    QUEUE_TO_PARENT = "移交上级机构：{0}", "go to {0}, above it";
    QUEUE_TO_ADMIN = "移交管理员（没有在用的上级机构）", "go to the administrators: nothing above it is in use";
    BELOW_STAY = "仍在使用，不随之关闭", "stay in use";
    CONFIRM_CLOSE = "确认关闭", "Close it now";
    CLOSED = "机构已关闭", "The institution is closed";
    REOPEN = "重新启用", "Open it again";
    REOPEN_LEAD = "启用后可以登记学习成果。已移交的申请不再退回。", "It records completions again. What was handed over stays where it is.";
    CONFIRM_REOPEN = "确认启用", "Open it now";
    REOPENED = "机构已启用", "The institution is open again";
    TO_INSTITUTIONS = "回到机构列表", "Back to the institutions";

    LEARNERS = "合并学习档案", "Merge two records of one person";
    LEARNERS_LEAD = "同一人有两份档案时，先分别找到，再并列核对。", "Where one person has two records, find both, then compare them side by side.";
    FIRST_RECORD = "第一份档案", "First record";
    OTHER_RECORD = "第二份档案", "Second record";
    COMPARE = "并列核对", "Compare them";
    SAME_RECORD = "两次找到的是同一份档案", "Both are the same record";
    SAME_RECORD_DETAIL = "请查找另一份。", "Find the other one.";
    MERGE_TITLE = "合并学习档案", "Merge two records";
    MERGE_LEAD = "学分、学习成果、证书和账目全部并入保留的档案，另一份的学习卡注销。合并不能撤销。", "Credits, completions, certificates and entries all go to the record that is kept; the other card is closed. It cannot be undone.";
    KEEP = "保留哪一份", "Which record is kept";
    KEEP_THIS = "保留这一份", "Keep this one";
    NAMES_DIFFER = "两份档案的姓名不同", "The names differ";
    NAMES_DIFFER_DETAIL = "请核对证件，确认是同一人再合并。", "Check the documents: merge them only if it is one person.";
    KEPT = "保留", "Kept";
    ABSORBED = "并入", "Goes into it";
    CONFIRM_MERGE = "确认合并", "Merge now";
    REASON_TWO_DOCUMENTS = "同一人先后用两种证件开卡", "One person opened cards with two documents";
    REASON_TYPO = "录入错误造成重复档案", "A typing error made a second record";
    REASON_RENEWED = "证件换发后重复开卡", "A card was opened again after the document was renewed";
    MERGED = "两份档案已合并", "The records are merged";
    MERGED_DETAIL = "今后用原有两个卡号或证件登记的成果，都记入保留的档案。", "What is posted under either card or document from now on goes to the record that is kept.";
    OPEN_RECORD = "打开保留的档案", "Open the record";
    SEE_AUDIT = "查看操作记录", "See the audit";
    MERGE_OTHERS = "合并其他档案", "Merge others";

    AUDIT = "操作记录", "Audit";
    AUDIT_LEAD = "谁在何时对什么做了什么，更正前后的内容。记录不能修改。", "Who did what to what and when, with both values of what was mended. It is never changed.";
    SUBJECT = "对象编号或学习卡号", "Id, or number of a card";
    SUBJECT_HINT = "不填则显示全部", "Empty: everything";
    SHOW = "查询", "Show";
    NO_AUDIT = "没有操作记录", "Nothing is recorded";
    FROM_ADDRESS = "来自 {0}", "from {0}";
}

/// What the fields of programs are called, by the ends of their pointers; the longer ones first.
pub const PROGRAM_FIELDS: &[(&str, Words)] = &[
    ("courses/institution", Words::new("办学机构", "Institution")),
    ("courses/code", Words::new("课程代码", "Course code")),
    ("units/names/zh", Words::new("单元中文名称", "Unit's Chinese name")),
    ("units/names/en", Words::new("单元英文名称", "Unit's English name")),
    ("units/code", Words::new("单元代码", "Unit code")),
    ("groups/names/zh", Words::new("要求的中文名称", "Chinese name of the requirement")),
    ("groups/names/en", Words::new("要求的英文名称", "English name of the requirement")),
    ("groups/code", Words::new("要求代码", "Code of the requirement")),
    ("names/zh", Words::new("中文名称", "Chinese name")),
    ("names/en", Words::new("英文名称", "English name")),
    ("code", Words::new("项目代码", "Program code")),
    ("institution", Words::new("主办机构", "Institution")),
    ("scheme", Words::new("学分类型", "Scheme")),
    ("total", Words::new("总学分", "Credits in all")),
    ("transfer_percent_max", Words::new("校外学分最多占比（%）", "Most from elsewhere (%)")),
    ("status", Words::new("状态", "Status")),
    ("min", Words::new("最低学分", "At least")),
    ("max", Words::new("最多计入（不限则不填）", "At most (empty: no limit)")),
    ("credits", Words::new("学分", "Credits")),
    ("exemptible", Words::new("可凭规则免修", "A rule may waive it")),
    ("accepts", Words::new("可以直接计入的学分", "Credits that count without a rule")),
    ("schemes", Words::new("学分类型", "Schemes")),
    ("categories", Words::new("课程类别", "Categories")),
    ("courses", Words::new("课程", "Courses")),
    ("units", Words::new("学习单元", "Units")),
    ("groups", Words::new("要求", "Requirements")),
];

/// What the fields of a scheme are called.
pub const SCHEME_FIELDS: &[(&str, Words)] = &[
    ("names/zh", Words::new("中文名称", "Chinese name")),
    ("names/en", Words::new("英文名称", "English name")),
    ("code", Words::new("代码", "Code")),
    ("hours_per_credit", Words::new("每学分学时", "Hours a credit")),
    ("validity_months", Words::new("有效期（月）", "Validity (months)")),
    ("transferable", Words::new("可按政策转赠他人", "A policy may let it be given away")),
];

/// What the fields of a code table are called.
pub const CODE_TABLE_FIELDS: &[(&str, Words)] = &[
    ("names/zh", Words::new("中文名称", "Chinese name")),
    ("names/en", Words::new("英文名称", "English name")),
    ("code", Words::new("代码", "Code")),
    ("items", Words::new("代码", "Codes")),
];

/// What the fields of a user are called.
pub const USER_FIELDS: &[(&str, Words)] = &[
    ("username", Words::new("用户名", "User name")),
    ("name", Words::new("姓名或称呼", "Name")),
    ("role", Words::new("角色", "Role")),
    ("institution", Words::new("所在机构", "Institution")),
    ("password", Words::new("初始密码", "First password")),
];

/// What was done, by the words of the audit; what is not named here is shown as it stands.
pub const ACTIONS: &[(&str, Words)] = &[
    ("learner.open", Words::new("开立学习卡", "Opened a card")),
    ("learner.find", Words::new("查找学习者", "Looked a learner up")),
    ("learner.confirm", Words::new("核实本人", "Confirmed the person")),
    ("learner.mend", Words::new("更正个人信息", "Mended details")),
    ("learner.merge", Words::new("合并学习档案", "Merged two records")),
    ("card.freeze", Words::new("冻结学习卡", "Froze the card")),
    ("card.unfreeze", Words::new("解除冻结", "Unfroze the card")),
    ("card.report_lost", Words::new("挂失学习卡", "Reported the card lost")),
    ("card.replace", Words::new("补办学习卡", "Replaced the card")),
    ("completion.amend", Words::new("更正学习成果", "Amended a completion")),
    ("completion.revoke", Words::new("撤销学习成果", "Revoked a completion")),
    ("completion.decide", Words::new("人工裁定", "Decided on a completion")),
    ("batch.undo", Words::new("撤回批量登记", "Undid a batch")),
    ("transfer.approve", Words::new("同意申请", "Approved an application")),
    ("transfer.reject", Words::new("不同意申请", "Rejected an application")),
    ("award.propose", Words::new("提出授予证书", "Proposed a certificate")),
    ("award.grant", Words::new("授予证书", "Granted a certificate")),
    ("award.decline", Words::new("不授予证书", "Declined a certificate")),
    ("program.create", Words::new("新建项目", "Added a program")),
    ("program.change", Words::new("修改项目", "Changed a program")),
    ("institution.create", Words::new("新建机构", "Added an institution")),
    ("institution.change", Words::new("修改机构", "Changed an institution")),
    ("scheme.create", Words::new("新建学分类型", "Added a scheme")),
    ("scheme.change", Words::new("修改学分类型", "Changed a scheme")),
    ("course.create", Words::new("新建课程", "Added a course")),
    ("course.change", Words::new("修改课程", "Changed a course")),
    ("user.create", Words::new("新建用户", "Added a user")),
    ("client.create", Words::new("新建接口账户", "Added a machine client")),
    ("client.delete", Words::new("删除接口账户", "Removed a machine client")),
    ("rulebook.create", Words::new("新建规则草稿", "Made a draft of rules")),
    ("rulebook.change", Words::new("修改规则草稿", "Changed a draft of rules")),
    ("rulebook.put_rule", Words::new("保存规则", "Saved a rule")),
    ("rulebook.delete_rule", Words::new("删除规则", "Removed a rule")),
    ("rulebook.delete", Words::new("删除规则草稿", "Threw a draft away")),
    ("rulebook.simulate", Words::new("测算规则影响", "Computed an impact")),
    ("rulebook.submit", Words::new("提交规则集", "Submitted a rulebook")),
    ("rulebook.withdraw", Words::new("撤回规则集", "Withdrew a rulebook")),
    ("rulebook.publish", Words::new("发布规则集", "Published a rulebook")),
    ("rulebook.retire", Words::new("停用规则集", "Retired a rulebook")),
];
