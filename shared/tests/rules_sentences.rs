//! The words of a trace.

// What helps a test may fail like one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::json;
use shared::lang::Lang;
use shared::rules::{Step, sentence};

#[test]
fn every_step_is_said_in_both_languages() {
    for (step, zh, en) in [
        (
            json!({"step": "declared", "after": "1.50"}),
            "学校申报 1.50 学分",
            "The school declares 1.50 credits",
        ),
        (
            json!({"step": "fixed", "after": "2.00"}),
            "规则定为 2.00 学分",
            "The rule gives 2.00 credits",
        ),
        (
            json!({"step": "factor", "before": "1.25", "by": "2/3", "after": "5/6"}),
            "1.25 学分 × 2/3 = 5/6 学分",
            "1.25 credits × 2/3 = 5/6 credits",
        ),
        (
            json!({"step": "round", "before": "5/6", "by": "0.01", "mode": "half_up", "after": "0.83"}),
            "5/6 按 0.01 四舍五入 = 0.83 学分",
            "5/6 rounded to the nearest step of 0.01 = 0.83 credits",
        ),
        (
            json!({"step": "ratio", "before": "9.00", "by": "2/3", "after": "6.00"}),
            "9.00 学分 × 2/3 = 6.00 学分",
            "9.00 credits × 2/3 = 6.00 credits",
        ),
        (
            json!({"step": "repeat", "before": "3.00", "by": "once", "counted": "2.00", "after": "0.00"}),
            "同一课程只计首次：此前计 2.00，本次值 3.00，再计 0.00 学分",
            "Same course (the first counts): 2.00 before, 3.00 this time, adds 0.00 credits",
        ),
        (
            json!({"step": "cap", "cap": "C2", "limit": {"items": 3}, "window":
                {"semesters_from": ["02-15"]}, "before": "1.00", "by": "0.00", "cut": "1.00",
                "after": "0.00"}),
            "上限 C2（每学期 3 项）扣减 1.00，计 0.00 学分",
            "Cap C2 (3 items a semester) cut 1.00, leaving 0.00 credits",
        ),
        (
            json!({"step": "outcome", "rule": "EQ-20", "outcome": "elective", "after": "2.00"}),
            "依等值规则 EQ-20 给予选修学分，计 2.00 学分",
            "Equivalence rule EQ-20 gives elective credit: 2.00 credits",
        ),
        (
            json!({"step": "choice", "rule": "B", "by": "admin", "reason": "提高班"}),
            "admin 裁定采用规则 B，理由：提高班",
            "admin decided on rule B: 提高班",
        ),
    ] {
        let read: Step = serde_json::from_value(step.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), step);
        assert_eq!(sentence(&read, Lang::Zh), zh);
        assert_eq!(sentence(&read, Lang::En), en);
    }
}
