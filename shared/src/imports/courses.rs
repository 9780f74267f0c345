//! A catalogue: one row a course, or one row a section of a course, of which there may be many.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::sheet::{Column, Record};
use crate::courses::PostCourse;
use crate::fields::Form;
use crate::lang::{Lang, Text};
use crate::quantity::{Credits, Hours};
use crate::vocabulary::CourseForm;

/// Learning hours of one credit at a Chinese university, for catalogues that give credits only.
const HOURS_PER_CREDIT: i64 = 16;

/// The columns of a catalogue.
pub const COURSE_COLUMNS: &[Column] = &[
    Column::must("code", &["code", "课程代码", "课程编码", "课程编号"]),
    Column::must("title", &["title", "课程名称"]),
    Column::may("category", &["category", "school", "课程类别", "开课学院", "开课院系"]),
    Column::may("form", &["form", "授课形式", "课程形式"]),
    Column::may("level", &["level", "层次", "教育层次"]),
    Column::may("hours", &["hours", "学时"]),
    Column::may("declared_credits", &["declared_credits", "credits", "学分"]),
    Column::may("term", &["term", "学期"]),
];

/// A row of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseLine {
    /// The course that it says.
    pub course: PostCourse,
    /// The term of the section; terms are compared as text, `2018-2019-3` before `2020-2021-1`.
    pub term: Option<String>,
    /// Whether the hours were reckoned from the credits.
    pub reckoned: bool,
}

/// Reads a row.
///
/// # Errors
/// The reason why it is no course.
pub fn read_course(record: &Record<'_>) -> Result<CourseLine, Text> {
    let mut body = record.object(&[
        ("code", "code"),
        ("title", "title"),
        ("category", "category"),
        ("form", "form"),
        ("level", "level"),
        ("hours", "hours"),
        ("declared_credits", "declared_credits"),
    ]);
    if let Some(form) = record.get("form").and_then(|label| form_of(&label)) {
        body.insert("form".to_owned(), json!(form));
    }
    let credits = record.get("declared_credits").and_then(|credits| credits.parse().ok());
    let reckoned = record.get("hours").is_none().then_some(credits).flatten().and_then(hours_of);
    if let Some(hours) = reckoned {
        body.insert("hours".to_owned(), json!(hours));
    }
    let course = PostCourse::parse(&Value::Object(body));
    Ok(CourseLine {
        course: course.map_err(|faults| record.sheet().reason(&faults))?,
        term: record.get("term"),
        reckoned: reckoned.is_some(),
    })
}

fn hours_of(credits: Credits) -> Option<Hours> {
    credits.hundredths().checked_mul(HOURS_PER_CREDIT).map(Hours::from_hundredths)
}

/// A form by its name in either language.
fn form_of(label: &str) -> Option<CourseForm> {
    let named = |form: &CourseForm| form.label(Lang::Zh) == label || form.label(Lang::En) == label;
    CourseForm::ALL.iter().copied().find(named)
}

/// A field in which the sections of one course differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The course.
    pub code: String,
    /// The field.
    pub field: &'static str,
    /// What was kept.
    pub kept: String,
    /// What else stands in the file, in order.
    pub others: Vec<String>,
}

/// Sections merged into courses.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The courses with the row that each is taken from, in the order of their first rows.
    pub courses: Vec<(usize, CourseLine)>,
    /// Rows that were further sections of a course already seen.
    pub sections: usize,
    /// Where sections differ.
    pub differing: Vec<Differing>,
    /// Rows that contradict an earlier one, with the reason.
    pub refused: Vec<(usize, Text)>,
}

/// Merges rows of the same code into one course.
///
/// Where sections differ, the latest term's first row is kept. A file without terms has no way to
/// tell, so a row that contradicts an earlier one is refused there.
#[must_use]
pub fn merge_sections(lines: Vec<(usize, CourseLine)>) -> Merged {
    let mut merged = Merged::default();
    let mut order = Vec::new();
    let mut by_code: HashMap<String, Vec<(usize, CourseLine)>> = HashMap::new();
    for (index, line) in lines {
        let code = line.course.code.as_str().to_owned();
        let seen = by_code.entry(code.clone()).or_default();
        let contradicts = |(_, first): &(usize, CourseLine)| {
            line.term.is_none() && first.term.is_none() && first.course != line.course
        };
        if seen.first().is_some_and(contradicts) {
            merged.refused.push((index, contradiction()));
            continue;
        }
        if seen.is_empty() {
            order.push(code);
        } else {
            merged.sections += 1;
        }
        seen.push((index, line));
    }
    for code in order {
        let sections = by_code.remove(&code).unwrap_or_default();
        let latest = sections.iter().map(|(_, line)| &line.term).max().cloned().flatten();
        let Some(kept) = sections.iter().find(|(_, line)| line.term == latest) else { continue };
        merged.differing.extend(differences(&kept.1.course, &sections));
        merged.courses.push(kept.clone());
    }
    merged
}

fn contradiction() -> Text {
    Text::new(
        "课程代码与前面某行相同而内容不同，且没有学期可判断哪行较新",
        "An earlier row has the same code and other content, and no term tells which is newer",
    )
}

type Reading = fn(&PostCourse) -> String;

fn differences(kept: &PostCourse, sections: &[(usize, CourseLine)]) -> Vec<Differing> {
    let readings: [(&'static str, Reading); 5] = [
        ("title", |course| course.title.to_string()),
        ("credits", |course| {
            course.declared_credits.map(|credits| credits.to_string()).unwrap_or_default()
        }),
        ("category", |course| course.category.to_string()),
        ("hours", |course| course.hours.to_string()),
        ("level", |course| course.level.as_ref().map(ToString::to_string).unwrap_or_default()),
    ];
    let mut found = Vec::new();
    for (field, reading) in readings {
        let mut others: Vec<String> = Vec::new();
        for (_, line) in sections {
            let value = reading(&line.course);
            if value != reading(kept) && !others.contains(&value) {
                others.push(value);
            }
        }
        if !others.is_empty() {
            let code = kept.code.as_str().to_owned();
            found.push(Differing { code, field, kept: reading(kept), others });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{Row, Sheet};

    const HEADER: [&str; 6] = ["code", "title", "school", "credits", "term", "students"];

    fn read(header: &[&str], cells: &[&str]) -> Result<CourseLine, Text> {
        let strings =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let sheet = Sheet::read(&strings(header), COURSE_COLUMNS).unwrap();
        let row = Row { line: 2, cells: strings(cells) };
        read_course(&sheet.record(&row).unwrap())
    }

    fn section(code: &str, school: &str, term: &str) -> CourseLine {
        read(&HEADER, &[code, "书法", school, "2", term, "30"]).unwrap()
    }

    #[test]
    fn credits_come_in_several_spellings_and_give_the_hours() {
        for (credits, hours) in
            [("2", "32.00"), ("2.0", "32.00"), ("0.5", "8.00"), ("16", "256.00")]
        {
            let line =
                read(&HEADER, &["A", "书法\n（7月班）", "体育系", credits, "t", "1"]).unwrap();
            assert_eq!(line.course.hours.to_string(), hours);
            assert_eq!(line.course.title.as_str(), "书法 （7月班）");
            assert!(line.reckoned);
        }
        let refused = read(&HEADER, &["A", "书法", "", "two", "t", "1"]).unwrap_err();
        assert!(refused.en.contains("credits: Enter a number"), "{refused:?}");
    }

    #[test]
    fn hours_that_the_file_gives_are_not_reckoned_and_forms_have_names() {
        let header = ["课程代码", "课程名称", "授课形式", "学时", "学分"];
        let line = read(&header, &["A", "书法", "网络", "20", "2"]).unwrap();
        assert_eq!((line.course.hours.to_string().as_str(), line.reckoned), ("20.00", false));
        assert_eq!(line.course.form, CourseForm::Online);
        assert!(read(&header, &["A", "书法", "空中", "20", "2"]).is_err());
        assert!(read(&header, &["A", "书法", "网络", "", ""]).unwrap_err().zh.contains("学时"));
    }

    #[test]
    fn sections_become_one_course_as_the_latest_term_says() {
        let merged = merge_sections(vec![
            (0, section("A", "设计学院", "2018-2019-3")),
            (1, section("B", "体育系", "2018-2019-3")),
            (2, section("A", "建筑学院", "2020-2021-1")),
            (3, section("A", "设计学院", "2019-2020-3")),
        ]);
        assert_eq!((merged.courses.len(), merged.sections), (2, 2));
        assert_eq!(merged.courses[0].0, 2);
        assert_eq!(
            merged.differing,
            [Differing {
                code: "A".to_owned(),
                field: "category",
                kept: "建筑学院".to_owned(),
                others: vec!["设计学院".to_owned()],
            }]
        );
    }

    #[test]
    fn without_terms_a_row_that_contradicts_an_earlier_one_is_refused() {
        let line = |title| read(&["code", "title", "hours"], &["A", title, "8"]).unwrap();
        let merged = merge_sections(vec![(0, line("书法")), (1, line("书法")), (2, line("国画"))]);
        assert_eq!((merged.courses.len(), merged.sections), (1, 1));
        assert_eq!(merged.refused.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [2]);
    }
}
