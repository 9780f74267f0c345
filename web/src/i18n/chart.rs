//! Charts: what stands on and around them.

use super::texts;

texts! {
    SHOW_TABLE = "查看数据表", "Show as a table";
    TABLE = "数据表", "Table";
    SAVE_CSV = "下载 CSV 表格", "Download as CSV";
    HIGHEST = "最高 {0}", "Highest {0}";
    NOW = "现有 {0}", "Now {0}";
    STEPS_SAID = "{0}至{1}，{2}，{3}。逐月数字见下方数据表。", "{0} to {1}. {2}. {3}. The table below has each month.";
    COLUMNS_SAID = "{0}至{1}，{2}。逐月数字见下方数据表。", "{0} to {1}. {2}. The table below has each month.";
    BARS_SAID = "共 {0} 项，数字见下方数据表。", "{0} bars; the table below has each figure.";

    HISTORY = "学分变化", "Credits over time";
    HISTORY_LEAD = "近三年每月月末的学分，含办理中的部分。", "What the card held at the end of each month, up to three years back; credits on hold included.";
    OVER_TIME = "各月月末学分", "Month by month";
    MONTH = "月份", "Month";
    SCHEME = "学分类型", "Scheme";
    EARNED = "获得", "Earned";
    SPENT = "使用", "Used";
    BALANCE = "月末余额", "At its end";
    FLOWS = "学分转换情况", "What I converted";
    FROM = "转出", "From";
    TO = "转入", "To";
    TAKEN = "转出学分", "Credits taken";
    GIVEN = "转入学分", "Credits given";
    FLOWS_SAID = "左边是转出的学分，右边是转入的学分，线越宽，学分越多。", "Credits that left on the left, credits that came on the right; the thicker the band, the more credits.";
}
