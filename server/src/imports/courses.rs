//! A catalogue into the courses of an institution.
//!
//! A course that is there already with other content is not written over: the row is refused and
//! says what differs.

use std::collections::HashMap;

use shared::courses::PostCourse;
use shared::fields::Line;
use shared::imports::{COURSE_COLUMNS, Merged, Sheet, merge_sections, read_course};
use shared::lang::Text;

use super::failed::Refused;
use super::{Job, Outcome, unread};
use crate::courses::store::{self as courses, CourseRow, NewCourse};

/// Differing courses that are named.
const NAMED: usize = 5;

pub(super) fn import(job: &Job<'_>) -> anyhow::Result<Outcome> {
    let sheet = job.sheet(COURSE_COLUMNS)?;
    let (lines, mut refused) =
        job.read(&sheet, |row| sheet.record(row).and_then(|record| read_course(&record)));
    let merged = merge_sections(lines);
    refused
        .extend(merged.refused.iter().map(|(row, why)| Refused::new(*row, why.get(sheet.lang()))));

    let mut printed = said(&merged);
    printed.extend(unread(&sheet));
    let known = known(job, &merged)?;
    let (mut new, mut unchanged, mut conflicts) = (Vec::new(), 0, 0);
    for (row, line) in merged.courses {
        match known.get(line.course.code.as_str()) {
            None => new.push(NewCourse::new(job.place.id, line.course)),
            Some(before) => match difference(&sheet, before, &line.course) {
                None => unchanged += 1,
                Some(why) => {
                    conflicts += 1;
                    refused.push(Refused::new(row, why.get(sheet.lang())));
                }
            },
        }
    }
    let added = if job.dry_run {
        new.len()
    } else {
        job.bank.db.write_blocking(|conn| courses::insert_many(conn, &new))?
    };
    let verb = if job.dry_run { "would be added" } else { "added" };
    printed.push(format!(
        "courses: {added} {verb}, {unchanged} unchanged, {conflicts} there already with other content"
    ));
    Ok(Outcome { sheet, lines: printed, refused })
}

/// What was merged, and what was assumed.
fn said(merged: &Merged) -> Vec<String> {
    let mut lines = vec![format!(
        "{} rows are {} courses: {} rows are further sections of a course already seen",
        merged.courses.len() + merged.sections,
        merged.courses.len(),
        merged.sections
    )];
    for field in ["title", "credits", "category", "hours", "level"] {
        let differing: Vec<_> =
            merged.differing.iter().filter(|differing| differing.field == field).collect();
        if differing.is_empty() {
            continue;
        }
        let some: Vec<String> = differing
            .iter()
            .take(NAMED)
            .map(|one| format!("{} ({}, not {})", one.code, one.kept, one.others.join(", ")))
            .collect();
        let more = if differing.len() > NAMED { ", …" } else { "" };
        lines.push(format!(
            "{} courses have sections that differ in {field}; kept is what the latest term says: {}{more}",
            differing.len(),
            some.join(", ")
        ));
    }
    if !merged.differing.iter().any(|differing| matches!(differing.field, "title" | "credits")) {
        lines.push("no course has sections that differ in title or credits".to_owned());
    }
    let reckoned = merged.courses.iter().filter(|(_, line)| line.reckoned).count();
    if reckoned > 0 {
        lines.push(format!(
            "{reckoned} courses come without hours: reckoned as 16 hours a credit, as Chinese universities do"
        ));
    }
    lines
}

fn known(job: &Job<'_>, merged: &Merged) -> anyhow::Result<HashMap<String, CourseRow>> {
    let codes: Vec<_> = merged
        .courses
        .iter()
        .map(|(_, line)| (job.place.id, line.course.code.as_str().to_owned()))
        .collect();
    let found = job.bank.db.read_blocking(|conn| courses::by_codes(conn, &codes))?;
    Ok(found.into_iter().map(|row| (row.code.clone(), row)).collect())
}

/// The names of the columns in which a course differs from the one that is there.
fn difference(sheet: &Sheet, before: &CourseRow, now: &PostCourse) -> Option<Text> {
    let same = [
        ("title", before.title == now.title.as_str()),
        ("category", before.category == now.category.as_str()),
        ("form", before.form == now.form),
        ("level", before.level.as_deref() == now.level.as_ref().map(Line::as_str)),
        ("hours", before.hours == now.hours),
        ("declared_credits", before.declared_credits == now.declared_credits),
    ];
    let differing: Vec<&str> =
        same.into_iter().filter(|(_, same)| !same).map(|(field, _)| sheet.heading(field)).collect();
    let fields = differing.join(", ");
    (!differing.is_empty()).then(|| {
        Text::new(
            format!("已有同代码的课程，内容不同：{fields}"),
            format!("There is a course with this code and other content: {fields}"),
        )
    })
}
