//! The page of statistics.

use super::texts;

texts! {
    TITLE = "统计分析", "Statistics";
    LEAD = "按学习结束日期统计；已撤销的学习成果不计入。转换流向按办结日期统计。", "Counted by the day on which the learning ended, without what was revoked; flows by the day of the conversion.";
    CHOICES = "统计范围", "What is counted";
    TABLE = "统计表", "Table";
    PERIOD = "统计时间", "Period";
    INSTITUTION = "统计机构", "Institution";
    FIGURE = "图中指标", "Figure in the chart";
    TWELVE_MONTHS = "近12个月", "The last 12 months";
    THREE_YEARS = "近3年", "The last 3 years";
    YEAR = "{0}年全年", "{0}";
    WHOLE_DISTRICT = "全区", "The whole district";
    NAMED = "{0}（{1}至{2}）", "{0}, {1} to {2}";
    NOTHING = "这段时间没有可统计的数据。", "There is nothing to count in this period.";
    NOT_SHOWN = "不予公布", "not given";
    NOT_GIVEN_NOTE = "注：“{0}”表示数据不予公布。涉及人数少于{1}人的数据，以及可据以推算出这些数据的其他数据，均不予公布。各行人数可能重复，合计人数已去重。", "“{0}” is not given: a figure about fewer than {1} people, or one that would tell such a figure. Somebody may be in several rows, and is counted once in the total.";
}
