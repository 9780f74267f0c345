//! The story of an upload, in order.

use sha2::{Digest, Sha256};
use shared::fault::FaultKind;
use shared::fields::{Fields, Form};
use shared::ids::ImportId;
use shared::imports::{
    FailedRow, HeaderFault, Import, ImportColumn, ImportCounts, ImportKind, ImportStatus, Mapping,
    RowsToPost, Sheet, columns_of,
};
use shared::institutions::InstitutionCode;
use shared::lang::{Lang, Text};
use shared::page::Page;
use shared::problem::Refusal;
use shared::vocabulary::{Role, Status};
use uuid::Uuid;

use super::receive::Upload;
use super::store::{self, Change, ImportRow, Placed, rows};
use super::{ROWS, work};
use crate::audit::{self, Act};
use crate::auth::Caller;
use crate::bank::{Bank, codes_of};
use crate::batches::NewBatch;
use crate::clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult, stored};
use crate::http::paging::{self, PageQuery};
use crate::imports::file::{self, Table};
use crate::imports::{act, completions, failed};
use crate::institutions::store::{self as institutions, InstitutionRow};

/// Takes a file in: reads it, finds its columns, and has it worked on.
///
/// # Errors
/// `RoleMayNot` for kinds that are others' business; `Invalid` when the file cannot be read at all.
pub(super) async fn upload(bank: &Bank, who: &Caller, upload: Upload) -> AppResult<Import> {
    may_upload(who, upload.kind)?;
    let place = place(bank, who, upload.institution.as_ref()).await?;
    let (kind, bytes) = (upload.kind, upload.bytes);
    let table = actix_web::web::block(move || file::table(&bytes, ROWS)).await??;
    if kind == ImportKind::Completions && completions::is_converted(&table.header) {
        return Err(file::bad(converted()).into());
    }
    let columns = columns_of(kind, &table.header);
    let given = upload.mapping.map(|value| Mapping::read(&value, columns, &table.header));
    let given = given.transpose()?;
    let id = ImportId(Uuid::now_v7());
    let act = Act::new(who, act(kind), &id.to_string())
        .telling(serde_json::json!({"file": upload.name, "rows": table.rows.len()}));
    let (by, dry_run, name) = (who.name().to_owned(), upload.dry_run, upload.name);
    let keys = bank.keys.clone();
    let moving = bank
        .db
        .write(move |conn| {
            let (mapping, remembered) = match &given {
                Some(mapping) => (mapping.clone(), false),
                None => remembered(conn, &place, kind, &table)?,
            };
            let status = understood(&Sheet::mapped(&table.header, columns, &mapping), dry_run)?;
            let row = ImportRow {
                id: id.to_string(),
                institution_id: place.id.to_string(),
                kind: kind.to_string(),
                status: status.to_string(),
                file: name.clone(),
                encoding: table.encoding.to_owned(),
                header: serde_json::to_string(&table.header)?,
                mapping: serde_json::to_string(&mapping.0)?,
                remembered,
                straight_on: !dry_run,
                at: clock::now().naive_utc(),
                by: by.clone(),
                rows: i64::try_from(table.rows.len()).unwrap_or(i64::MAX),
                done: 0,
                counts: serde_json::to_string(&ImportCounts::default())?,
                unread: "[]".to_owned(),
                batch_id: (!dry_run && kind == ImportKind::Completions)
                    .then(|| NewBatch::new(&by).id.to_string()),
                problem: None,
                worker: String::new(),
                beat_at: clock::now().naive_utc(),
            };
            store::insert(conn, &row, &rows::seal(&keys, &table.rows)?)?;
            if given.is_some() && status.is_moving() {
                remember(conn, &row, &mapping, &table.header)?;
            }
            act.enter(conn)?;
            Ok(status.is_moving())
        })
        .await?;
    if moving {
        bank.work_on(id);
    }
    show(bank, who, id).await
}

/// Completions are for whoever posts them; the other kinds for those who maintain the same by hand.
fn may_upload(who: &Caller, kind: ImportKind) -> AppResult<()> {
    let may = match kind {
        ImportKind::Completions => true,
        ImportKind::Courses | ImportKind::Learners => {
            matches!(who.role(), Role::Clerk | Role::Admin)
        }
        ImportKind::Equivalences => who.role() == Role::Admin,
    };
    if may { Ok(()) } else { Err(Refusal::RoleMayNot.into()) }
}

async fn place(
    bank: &Bank,
    who: &Caller,
    code: Option<&InstitutionCode>,
) -> AppResult<InstitutionRow> {
    let only = match who.grants() {
        [grant] => codes_of(&grant.path).into_iter().next(),
        _ => None,
    };
    let code = code.cloned().or(only);
    let code = code.ok_or_else(|| AppError::fault("/institution", FaultKind::Required))?;
    let found = bank.db.read(move |conn| institutions::by_code(conn, &code)).await?;
    found
        .filter(|place| place.status == Status::Active && who.reaches(&place.path))
        .ok_or_else(|| AppError::fault("/institution", FaultKind::Unknown))
}

/// Sheets 2 and 3 of the upload that school systems make.
fn converted() -> Text {
    Text::new(
        "这是由外校课程或证书转换来的成果表，暂不能上传；请只上传本校课程的成果",
        "These are results converted from elsewhere, which cannot be uploaded; upload those of your own courses",
    )
}

/// What the institution called its columns the last time that a header had all of those names.
fn remembered(
    conn: &mut Conn,
    place: &InstitutionRow,
    kind: ImportKind,
    table: &Table,
) -> AppResult<(Mapping, bool)> {
    let columns = columns_of(kind, &table.header);
    let knows = |mapping: &Mapping| {
        mapping.fits(&table.header)
            && mapping.0.keys().all(|field| columns.iter().any(|column| column.field == field))
    };
    let found = store::mappings(conn, place.id, kind)?.into_iter().find(knows);
    Ok(found.map_or_else(|| (Mapping::default(), false), |mapping| (mapping, true)))
}

fn remember(
    conn: &mut Conn,
    row: &ImportRow,
    mapping: &Mapping,
    header: &[String],
) -> AppResult<()> {
    if mapping.0.is_empty() {
        return Ok(());
    }
    let mut names = header.to_vec();
    names.sort_unstable();
    let head = hex::encode(Sha256::digest(names.join("\n")));
    store::remember(conn, &row.institution_id, row.kind()?, &head, mapping)
}

/// Where an import begins.
fn understood(sheet: &Result<Sheet, HeaderFault>, dry_run: bool) -> AppResult<ImportStatus> {
    match sheet {
        Ok(_) if dry_run => Ok(ImportStatus::Reading),
        Ok(_) => Ok(ImportStatus::Posting),
        Err(HeaderFault::Missing(_)) => Ok(ImportStatus::NeedsMapping),
        Err(HeaderFault::Twice(name)) => Err(file::bad(Text::new(
            format!("首行有两列都叫“{name}”，请改掉一个"),
            format!("The first row names the column {name} twice; rename one"),
        ))
        .into()),
    }
}

/// An import that the caller may see.
pub(super) fn reached(conn: &mut Conn, who: &Caller, id: ImportId) -> AppResult<Placed> {
    let found = store::one(conn, id)?.filter(|(_, _, path, _)| who.reaches(path));
    found.ok_or_else(|| Refusal::NotFound.into())
}

/// How an import stands.
///
/// # Errors
/// `NotFound`, also when it is another institution's.
pub(super) async fn show(bank: &Bank, who: &Caller, id: ImportId) -> AppResult<Import> {
    let who = who.clone();
    bank.db.read(move |conn| view(&reached(conn, &who, id)?)).await
}

/// The imports of the caller's institutions and those below, newest first.
///
/// # Errors
/// A cursor that cannot be read.
pub(super) async fn list(bank: &Bank, who: &Caller, page: PageQuery) -> AppResult<Page<Import>> {
    let slice = page.slice()?;
    let paths = who.paths();
    bank.db
        .read(move |conn| {
            let found = store::list(conn, paths.as_deref(), &slice)?;
            paging::map(slice.page(found, |(row, ..)| row.id.clone()), |row| view(&row))
        })
        .await
}

fn view((row, institution, _, undone_at): &Placed) -> AppResult<Import> {
    let (kind, header, mapping) = (row.kind()?, row.header()?, row.mapping()?);
    let columns = columns_of(kind, &header).iter().map(|column| {
        let named = mapping.0.get(column.field).filter(|heading| !heading.is_empty()).cloned();
        let alone = shared::imports::Column { need: shared::imports::Need::May, ..*column };
        let found = Sheet::mapped(&header, &[alone], &mapping).ok();
        let at = || found.and_then(|sheet| sheet.place_of(column.field));
        ImportColumn {
            field: column.field.to_owned(),
            names: column.names.iter().map(|name| (*name).to_owned()).collect(),
            needed: column.need == shared::imports::Need::Must,
            heading: named.or_else(|| header.get(at()?).cloned()),
        }
    });
    Ok(Import {
        columns: columns.collect(),
        id: row.id()?,
        institution: stored(institution)?,
        kind,
        status: if undone_at.is_some() { ImportStatus::Undone } else { row.status()? },
        file: row.file.clone(),
        encoding: row.encoding.clone(),
        at: clock::instant(row.at),
        by: row.by.clone(),
        rows: u64::try_from(row.rows).unwrap_or_default(),
        done: u64::try_from(row.done).unwrap_or_default(),
        counts: row.counts()?,
        remembered: row.remembered,
        unread: serde_json::from_str(&row.unread)?,
        batch_id: row.batch()?.filter(|_| row.counts().is_ok_and(|counts| counts.created > 0)),
        problem: row.problem.clone(),
        header,
    })
}

/// A page of the rows that were refused.
///
/// # Errors
/// `NotFound`; a cursor that cannot be read.
pub(super) async fn failed_rows(
    bank: &Bank,
    who: &Caller,
    id: ImportId,
    page: PageQuery,
) -> AppResult<Page<FailedRow>> {
    let slice = page.slice()?;
    let after = slice.after.as_deref().map(str::parse).transpose();
    let after = after.map_err(|_| AppError::fault("/cursor", FaultKind::BadFormat))?;
    let (who, keys) = (who.clone(), bank.keys.clone());
    bank.db
        .read(move |conn| {
            reached(conn, &who, id)?;
            let found = rows::failures(conn, id, after, slice.fetch())?;
            let page = slice.page(found, |failure| failure.row.to_string());
            paging::map(page, |failure| {
                Ok(FailedRow {
                    line: u64::try_from(failure.line).unwrap_or_default(),
                    cells: serde_json::from_str(&keys.open_sealed(&failure.sealed)?)?,
                    reason: failure.reason,
                })
            })
        })
        .await
}

/// The refused rows as a file that can be mended and sent again.
///
/// # Errors
/// `NotFound`.
pub(super) async fn failed_csv(bank: &Bank, who: &Caller, id: ImportId) -> AppResult<Vec<u8>> {
    let (who, keys) = (who.clone(), bank.keys.clone());
    bank.db
        .read(move |conn| {
            let (row, ..) = reached(conn, &who, id)?;
            let header = row.header()?;
            let lang = Sheet::read(&header, &[]).map_or(Lang::Zh, |sheet| sheet.lang());
            let mut out = failed::Writer::open(Vec::new(), &header, lang)?;
            for failure in rows::failures(conn, id, None, i64::MAX)? {
                let cells: Vec<String> = serde_json::from_str(&keys.open_sealed(&failure.sealed)?)?;
                out.row(u64::try_from(failure.line).unwrap_or_default(), &failure.reason, &cells)?;
            }
            Ok(out.finish()?)
        })
        .await
}

/// What a file calls its columns, as it is sent.
pub struct MapImport(pub serde_json::Value);

impl Form for MapImport {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let mapping = fields.peek("mapping").cloned();
        if mapping.is_none() {
            fields.fault("mapping", FaultKind::Required);
        }
        mapping.map(Self)
    }
}

/// Takes names of columns, and has the rows checked anew.
///
/// # Errors
/// `NotFound`; `WrongState` once it is being posted; `Invalid` when columns are still missing.
pub(super) async fn map(
    bank: &Bank,
    who: &Caller,
    id: ImportId,
    mapping: &serde_json::Value,
) -> AppResult<Import> {
    let (caller, mapping) = (who.clone(), mapping.clone());
    bank.db
        .write(move |conn| {
            let (row, ..) = reached(conn, &caller, id)?;
            let header = row.header()?;
            let columns = columns_of(row.kind()?, &header);
            let mapping = Mapping::read(&mapping, columns, &header)?;
            let status =
                match understood(&Sheet::mapped(&header, columns, &mapping), !row.straight_on)? {
                    ImportStatus::NeedsMapping => {
                        let missing = work::missing(&header, columns, &mapping);
                        return Err(missing.into());
                    }
                    status => status,
                };
            rows::forget_failures(conn, id)?;
            let change = Change {
                mapping: Some(serde_json::to_string(&mapping.0)?),
                remembered: Some(false),
                done: Some(0),
                counts: Some(serde_json::to_string(&ImportCounts::default())?),
                ..Change::to(status)
            };
            let open = [ImportStatus::NeedsMapping, ImportStatus::Ready];
            if !store::step(conn, id, &open, &change)? {
                return Err(Refusal::WrongState(row.status()?.as_str()).into());
            }
            remember(conn, &row, &mapping, &header)
        })
        .await?;
    bank.work_on(id);
    show(bank, who, id).await
}

/// Has what was checked posted.
///
/// # Errors
/// `NotFound`; `WrongState` when it was not checked, or is posted; `Invalid` when all shall be
/// posted and some are wrong.
pub(super) async fn commit(
    bank: &Bank,
    who: &Caller,
    id: ImportId,
    wanted: RowsToPost,
) -> AppResult<Import> {
    let caller = who.clone();
    bank.db
        .write(move |conn| {
            let (row, ..) = reached(conn, &caller, id)?;
            let (kind, counts) = (row.kind()?, row.counts()?);
            if row.status()? == ImportStatus::Ready && wanted == RowsToPost::All && counts.bad() > 0
            {
                return Err(AppError::fault("/rows", FaultKind::BadRows(counts.bad())));
            }
            let kept = ImportCounts {
                conflict: counts.conflict,
                failed: counts.failed,
                repeated: counts.repeated,
                ..ImportCounts::default()
            };
            let batch = (kind == ImportKind::Completions).then(|| NewBatch::new(caller.name()).id);
            let change = Change {
                done: Some(0),
                counts: Some(serde_json::to_string(&kept)?),
                batch_id: batch.map(|id| id.to_string()),
                ..Change::to(ImportStatus::Posting)
            };
            if !store::step(conn, id, &[ImportStatus::Ready], &change)? {
                return Err(Refusal::WrongState(row.status()?.as_str()).into());
            }
            audit::note(conn, &caller, "import.commit", &id.to_string())
        })
        .await?;
    bank.work_on(id);
    show(bank, who, id).await
}
