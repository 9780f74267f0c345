//! The editor of a rule: its fields, and trying it.

use super::{Words, texts};

texts! {
    EDIT_TITLE = "修改{0} {1}", "{0}: {1}";
    NEW_TITLE = "新增{0}", "New: {0}";
    SEE_TITLE = "{0} {1}", "{0}: {1}";
    LOCKED = "这个规则集不能修改，可以查看和试算。", "This rulebook cannot be changed; you may read and try its rules.";
    NO_RULE = "规则集中没有这条规则", "The rulebook has no such rule";
    HEAD = "名称和效力", "Name and effect";
    CONDITIONS = "适用条件", "Conditions";
    CONDITIONS_HINT = "不填即不限；各项同时满足才适用。", "What is empty is open; all that is filled in must hold.";
    AWARD = "认定学分", "What it gives";
    EXCHANGE = "转换内容", "What becomes what";
    REQUIRES = "须完成的课程", "What must be completed";
    GIVES = "给予", "What is granted";
    LIMITS_OF = "限制范围", "What is counted";
    LIMIT = "上限和期间", "How much, over which time";
    AMOUNTS = "数额限制", "Amounts";
    CODES_HINT = "多个用逗号或空格分开", "Several with commas or spaces between";
    COURSES_HINT = "课程代码，或以 * 结尾的前缀，如 CALL*；多个用逗号分开", "Codes, or prefixes that end in *, such as CALL*; commas between";
    FACTOR_HINT = "写成分数，如 2/3", "A fraction such as 2/3";
    MONTH_DAY_HINT = "月-日，如 03-01", "Month and day, such as 03-01";
    MONTH_DAYS_HINT = "每学期的第一天，如 02-01, 09-01", "The first day of each, such as 02-01, 09-01";
    PRIORITY_HINT = "整数，大的优先", "A whole number; the highest wins";
    CHOOSE = "请选择", "Choose";
    ANY = "不限", "Any";
    ADD_PLACE = "增加机构", "Add an institution";
    ADD_COURSE = "增加课程", "Add a course";
    ADD_GROUP = "增加一组", "Add a group";
    ADD_GRANT = "增加一项", "Add another";
    REMOVE = "移除", "Remove";
    NODE_COURSE = "一门课程", "One course";
    NODE_ALL = "以下全部完成", "All of these";
    NODE_ANY = "以下完成任一", "Any of these";
    GRANT = "第 {0} 项", "Grant {0}";
    GRANT_UNIT = "项目单元", "Unit of a program";
    GRANT_COURSE = "课程", "Course";
    BY_AMOUNT = "按学分数额", "By amount";
    BY_OUTCOME = "按学习成果", "By outcome";
    METHOD_DECLARED = "按学校申报", "As declared";
    METHOD_FIXED = "固定学分", "Fixed";
    METHOD_PER_HOURS = "按学时折算", "By hours";
    ROUND_DOWN = "向下取整", "Down";
    ROUND_HALF_UP = "四舍五入", "To the nearest";
    LIMIT_CREDITS = "学分数", "Credits";
    LIMIT_ITEMS = "项数", "Items";
    WINDOW_YEAR = "每年", "A year";
    WINDOW_SEMESTERS = "每学期", "A semester";
    WINDOW_LIFETIME = "累计", "A lifetime";

    READ_BACK = "读回", "Read back";
    NOT_YET = "还有 {0} 处需要填写或改正：", "{0} to fill in or correct:";
    SAVE_RULE = "保存规则", "Save the rule";
    RULE_SAVED = "规则已保存", "The rule is saved";
    CHECK_NEXT = "检查规则集", "Check the rulebook";
    REMOVE_RULE = "删除这条规则", "Remove this rule";
    REMOVE_WARNING = "规则将从草稿中删除。", "The rule is removed from the draft.";
    REMOVE_SURE = "确认删除", "Yes, remove it";

    TRY_TITLE = "试算", "Try it";
    TRY_ABOUT = "用草稿的全部规则和您正在填写的这一条计算，不改动任何数据。", "Computed with the whole draft and this rule as typed; nothing is changed.";
    TRY_FROM = "取最近登记的一项", "Take one that was recorded";
    TRY_TYPED = "自行填写", "Typed here";
    TRY_FILL = "填写以下内容后显示结果：", "Fill these in to see the result:";
    TRY_GIVES = "可得 {0} {1}", "Gives {0} {1}";
    TRY_NOT_YET = "规则填写完整后显示试算结果。", "Complete the rule to see what comes of it.";
    TRY_COURSES = "已完成的课程", "Completed courses";
    ADD_HELD = "增加已完成的课程", "Add a completed course";
    TRY_FULFILLED = "满足规则 {0} 的要求，所用课程：{1}", "Rule {0} is fulfilled by {1}";
    TRY_NOT_FULFILLED = "以下课程不满足规则 {0} 的要求", "These courses do not fulfil rule {0}";
    TRY_DRAFT = "按整份草稿", "By the whole draft";
    TRY_NOTHING = "没有适用的等值转换规则。", "No equivalence rule applies.";
    TRY_CLASH = "以下规则结果不同，须人工裁定：", "These rules give different results: a person decides.";
    TRY_USED = "依据课程：{0}", "For {0}";
    TRY_CHOOSE_SCHEME = "请选择学分类型。", "Choose a scheme.";
    GIFT_FITS = "可以转赠", "This may be given";
    GIFT_NOT_IN_USE = "不能转赠：这条规则目前不生效", "Not possible: the policy is not in effect now";
    GIFT_OTHER_SCHEME = "不能转赠：这条规则不包括这类学分", "Not possible: the policy does not cover these credits";
    GIFT_NOT_ABOVE_ZERO = "不能转赠：数额须大于零", "Not possible: the amount must be above zero";
    GIFT_BELOW = "不能转赠：每次至少 {0}", "Not possible: at least {0} at a time";
    GIFT_ABOVE = "不能转赠：每次最多 {0}", "Not possible: at most {0} at a time";
    GIFT_ABOVE_DAY = "不能转赠：每天最多 {0}", "Not possible: at most {0} a day";
    GIFT_ABOVE_YEAR = "不能转赠：每年最多 {0}", "Not possible: at most {0} a year";
    TRY_OVERFLOW = "数额超出范围", "The amounts are out of range";
    TRY_UNREADABLE = "规则还不完整，以下结果未计入这条规则。", "The rule is not complete: the result leaves it out.";
}

/// What the fields of rules are called, by the ends of their pointers; the longer ones first.
pub const FIELDS: &[(&str, Words)] = &[
    ("names/zh", Words::new("中文名称", "Chinese name")),
    ("names/en", Words::new("英文名称", "English name")),
    ("rounding/step", Words::new("取整到", "Rounded to")),
    ("rounding/mode", Words::new("取整方式", "Rounding")),
    ("by_amount/step", Words::new("须为此数的整数倍", "In multiples of")),
    ("limit/credits", Words::new("最多学分", "At most (credits)")),
    ("limit/items", Words::new("最多项数", "At most (items)")),
    ("institutions/code", Words::new("机构", "Institution")),
    ("courses/code", Words::new("课程代码", "Course code")),
    ("course/code", Words::new("课程代码", "Course code")),
    ("award/max", Words::new("每项最多学分", "At most each")),
    ("by_amount", Words::new("按数额转换", "By amount")),
    ("by_outcome", Words::new("按成果转换", "By outcome")),
    ("code", Words::new("代码", "Code")),
    ("priority", Words::new("优先级", "Priority")),
    ("effective_from", Words::new("开始日期", "In effect from")),
    ("effective_to", Words::new("结束日期", "In effect until")),
    ("status", Words::new("状态", "Status")),
    ("ground", Words::new("依据", "Ground")),
    ("institution_kinds", Words::new("机构类型", "Kinds of institution")),
    ("institution_kind", Words::new("机构类型", "Kind of institution")),
    ("institutions", Words::new("机构", "Institutions")),
    ("institution", Words::new("机构", "Institution")),
    ("below", Words::new("含下属机构", "With those below it")),
    ("courses", Words::new("课程代码", "Course codes")),
    ("course_code", Words::new("课程代码", "Course code")),
    ("course", Words::new("课程", "Course")),
    ("title", Words::new("课程名称", "Course title")),
    ("categories", Words::new("课程类别", "Categories")),
    ("category", Words::new("课程类别", "Category")),
    ("forms", Words::new("学习形式", "Forms")),
    ("form", Words::new("学习形式", "Form")),
    ("levels", Words::new("级别", "Levels")),
    ("level", Words::new("级别", "Level")),
    ("min_hours", Words::new("最少学时", "Least hours")),
    ("hours", Words::new("学时", "Learning hours")),
    ("min_score", Words::new("最低成绩", "Least score")),
    ("max_score", Words::new("最高成绩", "Greatest score")),
    ("score", Words::new("成绩", "Score")),
    ("declared_credits", Words::new("申报学分", "Declared credits")),
    ("ended_from", Words::new("最早结束日期", "Ended on or after")),
    ("ended_to", Words::new("最晚结束日期", "Ended on or before")),
    ("ended_on", Words::new("结束日期", "Ended on")),
    ("counted", Words::new("期间内已计学分", "Counted already in the window")),
    ("schemes", Words::new("学分类型", "Schemes")),
    ("scheme", Words::new("学分类型", "Scheme")),
    ("method", Words::new("认定方法", "Method")),
    ("per_hours", Words::new("每学分的学时", "Hours for one credit")),
    ("fixed", Words::new("学分", "Credits")),
    ("factor", Words::new("系数", "Factor")),
    ("repeats", Words::new("同一课程多次学习", "The same course again")),
    ("outcome", Words::new("给予", "What it gives")),
    ("decision", Words::new("办理方式", "Who decides")),
    ("receiver", Words::new("接收机构", "Receiving institution")),
    ("exchange", Words::new("转换方式", "Kind of exchange")),
    ("from", Words::new("转出类型", "From")),
    ("to", Words::new("转入类型", "To")),
    ("ratio", Words::new("每 1 学分换得", "One credit becomes")),
    ("smallest", Words::new("每次最少", "Least at a time")),
    ("largest", Words::new("每次最多", "Most at a time")),
    ("requires", Words::new("须完成的课程", "What must be completed")),
    ("all_of", Words::new("全部完成", "All of")),
    ("any_of", Words::new("完成任一", "Any of")),
    ("gives", Words::new("给予", "Granted")),
    ("node", Words::new("要求", "Requirement")),
    ("grant", Words::new("给予什么", "What is granted")),
    ("program", Words::new("项目代码", "Program code")),
    ("unit", Words::new("单元代码", "Unit code")),
    ("credits", Words::new("学分", "Credits")),
    ("rules", Words::new("认定规则代码", "Recognition rules")),
    ("limit", Words::new("上限种类", "Kind of limit")),
    ("window", Words::new("期间", "Window")),
    ("year_from", Words::new("每年开始于", "The year starts on")),
    ("semesters_from", Words::new("每学期开始于", "Semesters start on")),
    ("per_day", Words::new("每天最多", "Most in a day")),
    ("per_year", Words::new("每年最多", "Most in a year")),
    ("cooling_off_hours", Words::new("等候小时数", "Hours to wait")),
    ("family_only", Words::new("仅限学习家庭成员之间", "Within a learning family only")),
    ("amount", Words::new("数额", "Amount")),
];
