//! What clerks, reviewers and administrators read alike: checking before sending, reasons, due dates.

use super::texts;

texts! {
    NAV_KEPT = "成果管理", "Completions";
    NAV_REVIEW = "申请审核", "Reviews";
    NAV_STATISTICS = "统计分析", "Statistics";
    NAV_PROGRAMS = "项目管理", "Manage programs";
    NAV_INSTITUTIONS = "办学机构", "Institutions";
    NAV_LEARNERS = "学习档案合并", "Merge records";
    NAV_SCHEMES = "学分类型", "Schemes";
    NAV_CODES = "代码表", "Code tables";
    NAV_USERS = "用户管理", "Users";
    NAV_AUDIT = "操作记录", "Audit";

    CHECK_ANSWERS = "请核对", "Check before you confirm";
    CHANGE = "返回修改", "Change";
    REASON = "理由", "Reason";
    REASON_HINT = "写入记录并告知本人", "Kept in the record and told to the person";
    COMMON_REASONS = "常用理由，选用后可修改", "Common reasons: pick one, then edit it";
    READ_ONLY = "您可以查看，不能办理。", "You may read this, not act on it.";
    BEFORE_AFTER = "{0} → {1}", "{0} → {1}";
    NOTHING = "未填", "none";
    UNCHANGED = "没有修改任何内容", "Nothing was changed";
    UNCHANGED_DETAIL = "请修改后再继续。", "Change something first.";
    LEARNER = "学习者", "Learner";
    NOT_THERE = "没有找到这项内容", "It is not there";
    NOT_THERE_DETAIL = "可能已被他人办理，或不属于本机构。", "Somebody else may have settled it, or it belongs to another institution.";

    DUE_TODAY = "今天到期", "Due today";
    DUE_TOMORROW = "明天到期", "Due tomorrow";
    DUE_IN = "还有 {0} 天", "{0} days left";
    OVERDUE_TODAY = "已逾期", "Overdue";
    OVERDUE_BY = "已逾期 {0} 天", "{0} days overdue";
    DUE_ON = "{0}（{1}）", "{0} ({1})";
}
