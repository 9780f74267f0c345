//! Checking a rulebook against the catalogue.

use std::collections::HashMap;

use shared::ids::{InstitutionId, RulebookId};
use shared::lang::Lang;
use shared::problem::Refusal;
use shared::rulebooks::Findings;
use shared::rules::{
    Catalogue, CatalogueCourse, CatalogueInstitution, CatalogueProgram, Finding, Rulebook,
    Severity, check as check_rules,
};
use shared::vocabulary::Status;

use super::store;
use crate::bank::{Bank, codes_of};
use crate::clock;
use crate::courses::store as courses;
use crate::db::Conn;
use crate::error::AppResult;
use crate::institutions::store as institutions;
use crate::programs;
use crate::rulebooks::store::RulebookRow;
use crate::schemes::store as schemes;

/// Checks a rulebook, whatever its status.
pub(in crate::rulebooks) async fn check(
    bank: &Bank,
    id: RulebookId,
    lang: Lang,
) -> AppResult<Findings> {
    let (row, findings) = stands(bank, id).await?;
    let of = |severity| {
        let found = findings.iter().filter(|it| it.code.severity() == severity).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    Ok(Findings {
        revision: row.revision,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        findings: findings.iter().map(|finding| finding.report(lang)).collect(),
    })
}

/// A rulebook with what a check finds in it. The check holds no connection while it works, and one
/// works at a time.
pub(super) async fn stands(bank: &Bank, id: RulebookId) -> AppResult<(RulebookRow, Vec<Finding>)> {
    let (row, rules, catalogue) = bank
        .db
        .read(move |conn| {
            let row = store::by_id(conn, id)?.ok_or(Refusal::NotFound)?;
            let rules = store::with_rules(conn, &row)?;
            Ok((row, rules, catalogue(conn)?))
        })
        .await?;
    let checking = bank.rulebooks.checking();
    let _turn = checking.lock().await;
    let work = move || check_rules(&rules, &catalogue, clock::today());
    Ok((row, actix_web::web::block(work).await?))
}

/// Every finding about rules, with the catalogue as it is.
///
/// # Errors
/// The database.
pub fn findings(conn: &mut Conn, rules: &Rulebook) -> AppResult<Vec<Finding>> {
    let catalogue = catalogue(conn)?;
    Ok(check_rules(rules, &catalogue, clock::today()))
}

/// What rules may refer to: a query for each kind of thing.
///
/// # Errors
/// The database.
pub fn catalogue(conn: &mut Conn) -> AppResult<Catalogue> {
    let rows = institutions::below(conn, "/")?;
    let places: HashMap<InstitutionId, usize> =
        rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let courses = courses::all(conn)?.into_iter().filter_map(|row| {
        Some(CatalogueCourse {
            institution: *places.get(&row.institution_id)?,
            active: row.status == Status::Active,
            code: row.code,
            title: row.title,
            category: row.category,
            form: row.form,
            level: row.level,
            hours: row.hours,
            declared_credits: row.declared_credits,
        })
    });
    let institutions = rows.iter().map(|row| CatalogueInstitution {
        path: codes_of(&row.path).iter().map(ToString::to_string).collect(),
        kind: row.kind,
        active: row.status == Status::Active,
    });
    Ok(Catalogue {
        institutions: institutions.collect(),
        courses: courses.collect(),
        schemes: schemes::all(conn)?.into_iter().map(|scheme| scheme.code).collect(),
        programs: programs(conn)?,
    })
}

fn programs(conn: &mut Conn) -> AppResult<Vec<CatalogueProgram>> {
    let rows = programs::store::all(conn)?.into_iter().map(|row| row.program);
    let active = rows.filter(|program| program.status == Status::Active);
    let seen = active.map(|program| CatalogueProgram {
        units: program
            .groups
            .into_iter()
            .flat_map(|group| group.units)
            .map(|unit| unit.code)
            .collect(),
        code: program.code,
        institution: program.institution.to_string(),
        scheme: program.scheme,
    });
    Ok(seen.collect())
}
