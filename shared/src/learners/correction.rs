//! What a counter or an administrator puts right about learners.

use chrono::NaiveDate;

use super::Phone;
use crate::fault::FaultKind;
use crate::fields::{Field, Fields, Form, Line};
use crate::identity::{IdDocument, Sex};
use crate::ids::LearnerId;
use crate::names::words;

words! {
    /// What can be mended about a learner.
    pub enum LearnerField {
        Name = "name", "姓名", "name";
        BornOn = "born_on", "出生日期", "birth date";
        Sex = "sex", "性别", "sex";
        Street = "street", "街道或社区", "street or community";
        Phone = "phone", "联系电话", "phone";
        Document = "document", "证件", "identity document";
    }
}

/// What becomes of a value that may be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend<T> {
    /// It is not named: it stays.
    Stays,
    /// It becomes this; null takes it out.
    Becomes(Option<T>),
}

impl<T> Mend<T> {
    /// What it is then.
    pub fn over(self, now: Option<T>) -> Option<T> {
        match self {
            Self::Stays => now,
            Self::Becomes(value) => value,
        }
    }
}

fn mend<T: Field>(fields: &mut Fields<'_>, name: &'static str) -> Option<Mend<T>> {
    let value = fields.optional(name)?;
    Some(if value.is_some() || fields.is_null(name) { Mend::Becomes(value) } else { Mend::Stays })
}

/// What is mended about a learner; what is absent stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendLearner {
    /// Their name.
    pub name: Option<Line<64>>,
    /// Their birth date.
    pub born_on: Mend<NaiveDate>,
    /// Their sex.
    pub sex: Mend<Sex>,
    /// Their street or community.
    pub street: Mend<Line<64>>,
    /// Their phone.
    pub phone: Mend<Phone>,
    /// Their document: an administrator's to mend.
    pub document: Option<IdDocument>,
    /// Why.
    pub reason: Option<Line<1_000>>,
}

impl Form for MendLearner {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let name = fields.optional("name");
        if fields.is_null("name") {
            fields.fault("name", FaultKind::Required);
        }
        let born_on = mend(fields, "born_on");
        let sex = mend(fields, "sex");
        let street = mend(fields, "street");
        let phone = mend(fields, "phone");
        let named = [fields.peek("id_type"), fields.peek("id_number")];
        let document = if named.iter().any(Option::is_some) {
            IdDocument::read(fields).map(Some)
        } else {
            Some(None)
        };
        let reason = fields.optional("reason");
        Some(Self {
            name: name?,
            born_on: born_on?,
            sex: sex?,
            street: street?,
            phone: phone?,
            document: document?,
            reason: reason?,
        })
    }
}

/// Two records of one person become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLearners {
    /// The record that goes on.
    pub keep: LearnerId,
    /// The record that ends.
    pub merge: LearnerId,
    /// Why.
    pub reason: Line<1_000>,
}

impl Form for MergeLearners {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let keep = fields.required::<LearnerId>("keep");
        let merge = fields.required::<LearnerId>("merge");
        let reason = fields.required("reason");
        if keep.is_some() && keep == merge {
            fields.fault("merge", FaultKind::SameAs("keep"));
        }
        Some(Self { keep: keep?, merge: merge?, reason: reason? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fault::Fault;

    #[test]
    fn what_is_not_named_stays_and_what_is_null_goes() {
        let form = MendLearner::parse(&json!({"street": null, "sex": "male"})).unwrap();
        assert_eq!(form.name, None);
        assert_eq!(form.born_on, Mend::Stays);
        assert_eq!(form.street, Mend::Becomes(None));
        assert_eq!(form.sex, Mend::Becomes(Some(Sex::Male)));
        assert_eq!(form.street.over(Some(Line::new("街道").unwrap())), None);
        let faults = MendLearner::parse(&json!({"name": null, "id_type": "passport"})).unwrap_err();
        let required = |at| Fault::new(at, FaultKind::Required);
        assert_eq!(faults, [required("/name"), required("/id_number")]);
    }

    #[test]
    fn a_record_is_not_merged_into_itself() {
        let id = "01890000-0000-7000-8000-000000000000";
        let body = json!({"keep": id, "merge": id, "reason": "重复"});
        let faults = MergeLearners::parse(&body).unwrap_err();
        assert_eq!(faults, [Fault::new("/merge", FaultKind::SameAs("keep"))]);
    }
}
