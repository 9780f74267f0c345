//! The course catalogue.

use super::texts;

texts! {
    CATALOGUE = "课程目录", "Courses";
    CATALOGUE_LEAD = "上课之前，先看能得多少学分。", "See what a course is worth before you take it.";
    SEARCH_WORDS = "课程名称或代码", "Title or code";
    SEARCH_HINT = "例如“书法”", "Such as “calligraphy”";
    ALL_INSTITUTIONS = "全部机构", "All institutions";
    HOURS_OF = "{0} 学时", "{0} hours";
    NO_COURSES = "没有找到课程", "No courses found";
    NO_COURSES_DETAIL = "请换一个词，或选择全部机构再搜索。", "Try another word, or all institutions.";
    NO_COURSE = "目录中没有这门课程", "The catalogue has no such course";
    COURSE = "课程", "Course";
    CODE = "课程代码", "Course code";
    CATEGORY = "课程类别", "Category";
    LEVEL = "级别", "Level";
    WORTH = "学完能得多少学分", "What it would be worth";
    WORTH_UNKNOWN = "暂时无法计算，请稍后重试。", "This cannot be computed now; try again in a moment.";
    WORTH_MINE = "按今天生效的规则、成绩 60 分计算，已计入您已有的学习成果和上限。", "By the rules in force today, with a score of 60, what you finished before and the caps on your card.";
    WORTH_ANYONE = "按今天生效的规则、成绩 60 分计算。登录后可计入您已有的学习成果和上限。", "By the rules in force today, with a score of 60. Sign in to count what you finished before.";
}
