//! The upload that school systems already make: sheet 1, the school's own courses.
//!
//! The sheet has no number of its own for a result and no course code, gives months for days, and
//! repeats courses. The major, the cohort, how and when the learner left, the remark and the
//! school's student number are not kept: the bank needs none of them to credit a result. Codes
//! among them are checked all the same, since a wrong one means that columns have slipped.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use serde_json::{Value, json};

use super::codes::{CodeTable, Meaning};
use super::sheet::{Column, Record};
use crate::completions::{LearnerRef, PostCompletion};
use crate::fault::{Fault, FaultKind};
use crate::fields::{Form, Line};
use crate::identity::{IdDocument, IdType};
use crate::institutions::GradeScale;
use crate::lang::Text;
use crate::quantity::Score;
use crate::rules::same_course_key;
use crate::vocabulary::CourseForm;

/// The 15 columns.
pub const SCHOOL_COLUMNS: &[Column] = &[
    Column::must("name", &["姓名"]),
    Column::must("id_number", &["身份证号", "身份证号码"]),
    Column::may("major", &["专业名称"]),
    Column::must("course_title", &["课程名称"]),
    Column::may("level", &["教育层次代码"]),
    Column::may("kind", &["教育类别代码"]),
    Column::must("declared_credits", &["学分"]),
    Column::must("hours", &["学时"]),
    Column::must("grade", &["成绩"]),
    Column::must("ended_on", &["获得时间"]),
    Column::may("cohort", &["届别"]),
    Column::may("leaving", &["毕业结业肄业"]),
    Column::may("season", &["毕业季"]),
    Column::may("remark", &["备注"]),
    Column::may("student_number", &["学号"]),
];

/// What stands in the place of what the sheet does not say, until [`SchoolResult::finish`].
const UNSAID: &str = "-";

/// A month, written `yyyyMM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

impl std::str::FromStr for Month {
    type Err = FaultKind;

    fn from_str(words: &str) -> Result<Self, FaultKind> {
        let fits = words.len() == 6 && words.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) = fits.then(|| words.split_at(4)).ok_or(FaultKind::BadFormat)?;
        let first = crate::fields::parse_day(&format!("{year}-{month}-01"));
        Ok(Self { first: first.map_err(|_| FaultKind::BadFormat)? })
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}{:02}", self.first.year(), self.first.month())
    }
}

impl Month {
    /// Whether a day lies in it.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        (day.year(), day.month()) == (self.first.year(), self.first.month())
    }

    /// The day that stands for it: its last, or today while it lasts.
    ///
    /// # Errors
    /// `InTheFuture`.
    pub fn day(self, today: NaiveDate) -> Result<NaiveDate, FaultKind> {
        if self.first > today {
            return Err(FaultKind::InTheFuture);
        }
        let next = self.first.checked_add_months(Months::new(1));
        let last = next.and_then(|next| next.pred_opt()).unwrap_or(self.first);
        Ok(last.min(today))
    }
}

/// A result that a school reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolResult {
    /// Whose it is.
    pub document: IdDocument,
    /// What tells the course under another spelling.
    pub title_key: String,
    /// The month in which it was won.
    pub month: Month,
    /// What the grade means.
    pub score: Option<Score>,
    post: PostCompletion,
}

impl SchoolResult {
    /// The title of the course.
    #[must_use]
    pub fn title(&self) -> &str {
        self.post.course.title.as_ref().map_or(UNSAID, Line::as_str)
    }

    /// The completion as it was read, but for what the sheet does not say.
    #[must_use]
    pub const fn post(&self) -> &PostCompletion {
        &self.post
    }

    /// The completion, with what the sheet does not say.
    #[must_use]
    pub fn finish(
        mut self,
        number: Line<64>,
        code: Line<64>,
        ended_on: NaiveDate,
    ) -> PostCompletion {
        self.post.external_id = number;
        self.post.course.code = code;
        self.post.ended_on = ended_on;
        self.post
    }
}

/// Reads a row.
///
/// # Errors
/// The reason why it is no result; all of it.
pub fn read_school_result(
    record: &Record<'_>,
    codes: &CodeTable,
    grades: &GradeScale,
    today: NaiveDate,
) -> Result<SchoolResult, Text> {
    let mut faults = Vec::new();
    let mut noted = |field: &str, kind| faults.push(Fault::new(format!("/{field}"), kind));
    let month = record.get("ended_on").and_then(|words| {
        let month = words.parse::<Month>().and_then(|month| Ok((month, month.day(today)?)));
        month.map_err(|kind| noted("ended_on", kind)).ok()
    });
    let score = record
        .get("grade")
        .and_then(|grade| grades.score(&grade).map_err(|kind| noted("grade", kind)).ok());
    let mut word = |meaning: Meaning| {
        let said = record.get(meaning.as_str())?;
        codes.word(meaning, &said).map_err(|kind| noted(meaning.as_str(), kind)).ok()
    };
    let (level, kind) = (word(Meaning::Level), word(Meaning::Kind));
    let _ = (word(Meaning::Leaving), word(Meaning::Season));
    let month_fits = month.is_some();
    let body = body_of(record, month.map(|(_, day)| day), level, kind);
    match (PostCompletion::parse(&body), month) {
        (Ok(post), Some((month, _))) if faults.is_empty() => {
            let LearnerRef::Document { document, .. } = &post.learner else {
                return Err(record
                    .sheet()
                    .reason(&[Fault::new("/id_number", FaultKind::Required)]));
            };
            let document = document.clone();
            let title = post.course.title.as_ref().map_or(UNSAID, Line::as_str);
            Ok(SchoolResult { document, title_key: same_course_key(title), month, score, post })
        }
        (parsed, _) => {
            let mut found = parsed.err().unwrap_or_default();
            // The month has its own fault, unless it is blank.
            found.retain(|fault| {
                fault.pointer != "/ended_on" || (!month_fits && record.get("ended_on").is_none())
            });
            found.append(&mut faults);
            Err(record.sheet().reason(&found))
        }
    }
}

fn body_of(
    record: &Record<'_>,
    ended_on: Option<NaiveDate>,
    level: Option<&str>,
    kind: Option<&str>,
) -> Value {
    let form = match kind {
        Some("网络") => CourseForm::Online,
        Some("自考") => CourseForm::SelfStudy,
        _ => CourseForm::Classroom,
    };
    json!({
        "external_id": UNSAID,
        "learner": {
            "id_type": IdType::ResidentId,
            "id_number": record.get("id_number"),
            "name": record.get("name"),
        },
        "course": {
            "code": UNSAID,
            "title": record.get("course_title").unwrap_or_default(),
            "category": kind,
            "form": form,
            "level": level,
        },
        "ended_on": ended_on,
        "hours": record.get("hours"),
        "grade": record.get("grade"),
        "declared_credits": record.get("declared_credits"),
    })
}

/// Keeps each person's best result of a course, of equal ones the latest, of equally late ones the
/// first in the file; answers also how many others there were.
#[must_use]
pub fn best_of_each(results: Vec<(usize, SchoolResult)>) -> (Vec<(usize, SchoolResult)>, usize) {
    let rows = results.len();
    let mut best: HashMap<(IdDocument, String), (usize, SchoolResult)> = HashMap::new();
    for (index, result) in results {
        let key = (result.document.clone(), result.title_key.clone());
        let better = best
            .get(&key)
            .is_none_or(|(_, known)| (result.score, result.month) > (known.score, known.month));
        if better {
            best.insert(key, (index, result));
        }
    }
    let mut kept: Vec<_> = best.into_values().collect();
    kept.sort_unstable_by_key(|(index, _)| *index);
    let others = rows - kept.len();
    (kept, others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{Row, Sheet};

    const HEADER: [&str; 15] = [
        "姓名",
        "身份证号",
        "专业名称",
        "课程名称",
        "教育层次代码",
        "教育类别代码",
        "学分",
        "学时",
        "成绩",
        "获得时间",
        "届别",
        "毕业结业肄业",
        "毕业季",
        "备注",
        "学号",
    ];

    fn read(change: impl Fn(&mut [&str; 15])) -> Result<SchoolResult, Text> {
        let mut cells = [
            "王秀兰",
            "11010519491231002X",
            "会计",
            "书法基础（一）",
            "21",
            "1221",
            "2.0",
            "32",
            "87.5",
            "202606",
            "2026",
            "40",
            "51",
            "",
            "S-17",
        ];
        change(&mut cells);
        let sheet = Sheet::read(&HEADER.map(str::to_owned), SCHOOL_COLUMNS).unwrap();
        let row = Row { line: 2, cells: cells.map(str::to_owned).to_vec() };
        let today = NaiveDate::from_ymd_opt(2026, 7, 3).unwrap();
        read_school_result(
            &sheet.record(&row).unwrap(),
            &CodeTable::default(),
            &GradeScale::default(),
            today,
        )
    }

    #[test]
    fn a_row_is_read_with_the_words_of_its_codes_and_without_the_student_number() {
        let result = read(|_| {}).unwrap();
        let code = Line::new("T-1").unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let post = result.finish(Line::new("N-1").unwrap(), code, day);
        assert_eq!(post.course.level.as_ref().unwrap().as_str(), "专科");
        assert_eq!(post.course.category.as_ref().unwrap().as_str(), "网络");
        assert_eq!(post.course.form, Some(CourseForm::Online));
        assert_eq!(post.external_id.as_str(), "N-1");
        assert!(!format!("{post:?}").contains("S-17"));
    }

    #[test]
    fn a_month_ends_on_its_last_day_or_today_while_it_lasts() {
        let day = |words: &str, today: &str| {
            words.parse::<Month>().and_then(|month| month.day(today.parse().unwrap()))
        };
        assert_eq!(day("202402", "2026-07-03"), Ok("2024-02-29".parse().unwrap()));
        assert_eq!(day("202607", "2026-07-03"), Ok("2026-07-03".parse().unwrap()));
        assert_eq!(day("202608", "2026-07-03"), Err(FaultKind::InTheFuture));
        assert_eq!(day("202613", "2026-07-03"), Err(FaultKind::BadFormat));
        assert_eq!(day("2026-6", "2026-07-03"), Err(FaultKind::BadFormat));
        let month: Month = "202402".parse().unwrap();
        assert!(
            month.has("2024-02-11".parse().unwrap()) && !month.has("2024-03-01".parse().unwrap())
        );
        assert_eq!(month.to_string(), "202402");
    }

    #[test]
    fn every_fault_of_a_row_is_named_in_the_words_of_the_sheet() {
        let reason = read(|cells| {
            cells[1] = "3.10E+17";
            cells[4] = "99";
            cells[8] = "很好";
            cells[9] = "202613";
            cells[12] = "52";
            cells[7] = "";
        })
        .unwrap_err()
        .zh;
        for column in ["身份证号：表格软件", "教育层次代码", "成绩", "获得时间", "毕业季", "学时"]
        {
            assert!(reason.contains(column), "{column}: {reason}");
        }
        assert_eq!(reason.matches("获得时间").count(), 1);
        assert!(read(|cells| cells[9] = "").unwrap_err().zh.contains("获得时间：请填写"));
        assert!(read(|cells| cells[9] = "202608").unwrap_err().zh.contains("不能晚于今天"));
        assert!(read(|cells| cells[3] = "").unwrap_err().zh.contains("课程名称：请填写"));
    }

    #[test]
    fn a_repeated_course_counts_once_the_best_and_of_equals_the_latest() {
        let row = |title: &'static str, grade: &'static str, month: &'static str| {
            read(|cells| {
                cells[3] = title;
                cells[8] = grade;
                cells[9] = month;
            })
            .unwrap()
        };
        let (kept, others) = best_of_each(vec![
            (0, row("书法基础Ⅰ", "90", "202501")),
            (1, row("书法基础（一）", "70", "202606")),
            (2, row("书法基础1", "优秀", "202506")),
            (3, row("国画", "60", "202506")),
        ]);
        assert_eq!(kept.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(others, 2);
    }
}
