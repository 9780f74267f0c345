//! Names, dates and documents of learners are mended, with both values kept in the audit.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use shared::fault::{Fault, FaultKind};
use shared::fields::Line;
use shared::identity::{IdDocument, ResidentId, Sex};
use shared::ids::LearnerId;
use shared::learners::{Learner, LearnerField, Mend, MendLearner};
use shared::problem::Refusal;
use shared::vocabulary::Role;

use super::{current, refuse_merged, store};
use crate::audit::Act;
use crate::auth::Caller;
use crate::bank::Bank;
use crate::clock;
use crate::decisions::{Matter, Mending, Order};
use crate::error::{AppError, AppResult};
use crate::http::etag::{IfMatch, Versioned};
use crate::keys::Keys;
use crate::learners::store::{LearnerRow, Mended, SealedDocument};
use crate::ledger::{Mode, Work};

/// What the trace of a completion says that waited for its name, when nobody gave a reason.
const NAME_AGREES: &str = "登记姓名更正后一致 / agrees with the mended name";

/// Mends what is known of a learner. Completions that waited because their name differed, and now
/// agree, are settled in the same commit.
///
/// # Errors
/// `NotFound`, `StaleMatch`, `Invalid`; `RoleMayNot` for the document when no administrator asks;
/// `AlreadyThere` when the document is another learner's; `WrongState` when the record was merged.
pub(in crate::learners) async fn mend(
    bank: &Bank,
    who: &Caller,
    id: LearnerId,
    seen: IfMatch,
    form: MendLearner,
) -> AppResult<Versioned<Learner>> {
    if form.document.is_some() && who.role() != Role::Admin {
        return Err(Refusal::RoleMayNot.into());
    }
    let (keys, rulebooks, caller) = (Arc::clone(&bank.keys), bank.rulebooks.clone(), who.clone());
    let found = bank
        .db
        .read(move |conn| {
            let row = store::by_ids(conn, &[id])?.pop().ok_or(Refusal::NotFound)?;
            seen.check(row.revision)?;
            refuse_merged(&row)?;
            let sealed = Sealed::open(&keys, store::sealed(conn, id)?)?;
            let mending = plan(&keys, &caller, &row, &sealed, form)?;
            Ok(mending.zip(Some(Arc::new(rulebooks.editions(conn)?))))
        })
        .await?;
    if let Some((mending, editions)) = found {
        let order = Order::new(id, Matter::Mend(Box::new(mending)), editions);
        let works = vec![Work::Decision(Box::new(order))];
        let mut done = bank.ledger.submit_all(works, Mode::AllOrNothing).await?;
        done.pop().ok_or_else(AppError::busy)??;
    }
    current(bank, id).await
}

/// What is kept under the bank's key, in clear.
struct Sealed {
    number: String,
    phone: Option<String>,
}

impl Sealed {
    fn open(keys: &Keys, (number, phone): (String, Option<String>)) -> AppResult<Self> {
        Ok(Self {
            number: keys.open_sealed(&number)?,
            phone: phone.map(|phone| keys.open_sealed(&phone)).transpose()?,
        })
    }
}

/// What shall be written and said; `None` where nothing differs.
fn plan(
    keys: &Keys,
    who: &Caller,
    row: &LearnerRow,
    sealed: &Sealed,
    mut form: MendLearner,
) -> AppResult<Option<Mending>> {
    let known = IdDocument::new(row.id_type, &sealed.number);
    let known = known.map_err(|_| AppError::Broken(anyhow::anyhow!("a sealed document")))?;
    let reason = form.reason.take().map(Line::into_string);
    let wanted = Wanted::read(row, sealed, &known, form)?;
    let document = wanted.document.as_ref().map(|document| SealedDocument::new(keys, document));
    let mut notes = Notes::of(row, sealed, &wanted);
    if let (Some(new), Some(replaced)) = (&wanted.document, &document) {
        let shown = |id_type, last: &str| json!(format!("{id_type} …{last}"));
        let before = shown(row.id_type, &row.id_last);
        notes.differ(LearnerField::Document, &before, &shown(replaced.id_type, &replaced.last));
        notes.seal(LearnerField::Document, &json!(known.number()), &json!(new.number()));
    }
    if notes.fields.is_empty() {
        return Ok(None);
    }
    if let Some(reason) = &reason {
        notes.detail.insert("reason".to_owned(), json!(reason));
    }
    let sealed = (!notes.sealed.is_empty()).then(|| Value::Object(notes.sealed).to_string());
    let act = Act::new(who, "learner.mend", &row.id.to_string())
        .telling(Value::Object(notes.detail))
        .sealing(sealed.map(|numbers| keys.seal(&numbers)));
    let mended = Mended {
        id: row.id,
        seen: row.revision,
        name: wanted.name,
        born_on: wanted.born_on,
        sex: wanted.sex,
        street: wanted.street,
        phone_sealed: wanted.phone.map(|phone| keys.seal(&phone)),
        document,
    };
    let reason = reason.unwrap_or_else(|| NAME_AGREES.to_owned());
    Ok(Some(Mending { mended, fields: notes.fields, act, by: who.name().to_owned(), reason }))
}

/// How a learner shall stand; a document only when it is another one.
struct Wanted {
    name: String,
    born_on: Option<NaiveDate>,
    sex: Option<Sex>,
    street: Option<String>,
    phone: Option<String>,
    document: Option<IdDocument>,
}

impl Wanted {
    fn read(
        row: &LearnerRow,
        sealed: &Sealed,
        known: &IdDocument,
        form: MendLearner,
    ) -> AppResult<Self> {
        let document = form.document.filter(|new| new != known);
        let told = document.as_ref().unwrap_or(known).resident_id();
        let told_birth = told.as_ref().map(ResidentId::born_on);
        let told_sex = told.as_ref().map(ResidentId::sex);
        let mut faults = Vec::new();
        let born_on = agreed(&mut faults, "/born_on", told_birth, form.born_on, row.born_on);
        let sex = agreed(&mut faults, "/sex", told_sex, form.sex, row.sex);
        if born_on.is_some_and(|day| day > clock::today()) {
            let pointer = if told.is_some() { "/id_number" } else { "/born_on" };
            faults.push(Fault::new(pointer, FaultKind::InTheFuture));
        }
        if !faults.is_empty() {
            return Err(faults.into());
        }
        Ok(Self {
            name: form.name.map_or_else(|| row.name.clone(), Line::into_string),
            born_on,
            sex,
            street: match form.street {
                Mend::Stays => row.street.clone(),
                Mend::Becomes(street) => street.map(Line::into_string),
            },
            phone: match form.phone {
                Mend::Stays => sealed.phone.clone(),
                Mend::Becomes(phone) => phone.map(|phone| phone.as_str().to_owned()),
            },
            document,
        })
    }
}

/// What a document tells stands, and what is written beside it must not contradict it.
fn agreed<T: PartialEq>(
    faults: &mut Vec<Fault>,
    pointer: &str,
    told: Option<T>,
    written: Mend<T>,
    now: Option<T>,
) -> Option<T> {
    match (told, written) {
        (None, written) => written.over(now),
        (told, Mend::Stays) => told,
        (told, Mend::Becomes(written)) if told == written => told,
        (told, Mend::Becomes(_)) => {
            faults.push(Fault::new(pointer, FaultKind::Contradicts("id_number")));
            told
        }
    }
}

/// What differs: in clear, and under the bank's key.
#[derive(Default)]
struct Notes {
    fields: Vec<LearnerField>,
    detail: Map<String, Value>,
    sealed: Map<String, Value>,
}

impl Notes {
    /// What differs besides the document.
    fn of(row: &LearnerRow, sealed: &Sealed, wanted: &Wanted) -> Self {
        let mut notes = Self::default();
        notes.differ(LearnerField::Name, &json!(row.name), &json!(wanted.name));
        notes.differ(LearnerField::BornOn, &json!(row.born_on), &json!(wanted.born_on));
        notes.differ(LearnerField::Sex, &json!(row.sex), &json!(wanted.sex));
        notes.differ(LearnerField::Street, &json!(row.street), &json!(wanted.street));
        notes.seal(LearnerField::Phone, &json!(sealed.phone), &json!(wanted.phone));
        notes
    }

    fn differ(&mut self, field: LearnerField, before: &Value, after: &Value) {
        if before != after {
            self.fields.push(field);
            let values = json!({"before": before, "after": after});
            self.detail.insert(field.to_string(), values);
        }
    }

    fn seal(&mut self, field: LearnerField, before: &Value, after: &Value) {
        if before != after {
            if !self.fields.contains(&field) {
                self.fields.push(field);
                self.detail.insert(field.to_string(), json!("changed"));
            }
            let values = json!({"before": before, "after": after});
            self.sealed.insert(field.to_string(), values);
        }
    }
}
