//! Names of schemes, institutions and categories, which screens show in the place of a code.

use std::cell::RefCell;
use std::rc::Rc;

use shared::code_tables::{CodeTable, CodeTableName};
use shared::ids::SchemeCode;
use shared::institutions::{Institution, InstitutionCode};
use shared::lang::Lang;
use shared::schemes::Scheme;
use yew::prelude::*;

use crate::api::{self, Items};
use crate::http::{Answer, Coming};
use crate::load::{Loaded, use_load};

/// The schemes; empty until they have come.
#[derive(Clone)]
pub struct Schemes(Option<Rc<Items<Scheme>>>);

impl PartialEq for Schemes {
    fn eq(&self, other: &Self) -> bool {
        // They come once: either both have come or not.
        self.0.is_some() == other.0.is_some()
    }
}

impl Schemes {
    /// All of them.
    pub fn list(&self) -> &[Scheme] {
        self.0.as_ref().map_or(&[], |known| &known.items)
    }

    /// The name of a scheme; its code while nothing better is known.
    pub fn name(&self, code: &SchemeCode, lang: Lang) -> String {
        let found = self.list().iter().find(|scheme| scheme.code == *code);
        found.map_or_else(|| code.to_string(), |scheme| scheme.names.get(lang).to_owned())
    }
}

impl Schemes {
    /// Credits of a scheme, without saying twice that they are credits.
    pub fn credits(&self, code: &SchemeCode, lang: Lang) -> String {
        let name = self.name(code, lang);
        let (unit, known, between) = match lang {
            Lang::Zh => ("学分", ["学分", "积分"], ""),
            Lang::En => ("credits", ["credits", "points"], " "),
        };
        let said = known.iter().any(|unit| name.ends_with(unit));
        if said { name } else { format!("{name}{between}{unit}") }
    }
}

/// Loads the schemes for the whole application.
#[hook]
pub fn use_all_schemes() -> Schemes {
    let schemes = use_load(String::new(), api::schemes);
    Schemes(schemes.ready().cloned())
}

/// The schemes.
#[hook]
pub fn use_schemes() -> Schemes {
    use_context::<Schemes>().expect("the application provides the schemes")
}

/// The institutions.
#[derive(Clone)]
pub struct Institutions(Rc<Items<Institution>>);

impl Institutions {
    /// All of them.
    pub fn list(&self) -> &[Institution] {
        &self.0.items
    }

    /// The institution with this code.
    pub fn find(&self, code: &InstitutionCode) -> Option<&Institution> {
        self.0.items.iter().find(|institution| institution.code == *code)
    }

    /// The name of an institution; its code while nothing better is known.
    pub fn name(&self, code: &InstitutionCode, lang: Lang) -> String {
        self.find(code).map_or_else(|| code.to_string(), |found| found.names.get(lang).to_owned())
    }

    /// An institution and all above it, nearest first.
    pub fn upwards(&self, code: &InstitutionCode) -> Vec<InstitutionCode> {
        let mut line = vec![code.clone()];
        let mut next = self.find(code).and_then(|found| found.parent.clone());
        while let Some(above) = next.filter(|above| !line.contains(above)) {
            next = self.find(&above).and_then(|found| found.parent.clone());
            line.push(above);
        }
        line
    }
}

impl Institutions {
    /// The institutions as they are now, which the rest of the visit keeps.
    pub async fn anew() -> Answer<Self> {
        let institutions = Self(api::institutions().await?);
        KNOWN.set(Some(institutions.clone()));
        Ok(institutions)
    }
}

thread_local! {
    static KNOWN: RefCell<Option<Institutions>> = const { RefCell::new(None) };
}

/// The institutions, loaded once in a visit.
pub async fn institutions() -> Answer<Institutions> {
    if let Some(known) = KNOWN.with_borrow(Clone::clone) {
        return Ok(known);
    }
    Institutions::anew().await
}

/// The institutions, for a page.
#[hook]
pub fn use_institutions() -> Loaded<Institutions> {
    use_load(String::new(), || Coming::of(institutions()))
}

/// What codes that are data are called; nothing until it has come.
#[derive(Clone, Default)]
pub struct Codes(Option<Rc<Items<CodeTable>>>);

impl PartialEq for Codes {
    fn eq(&self, other: &Self) -> bool {
        // They come once, as the schemes do.
        self.0.is_some() == other.0.is_some()
    }
}

impl Codes {
    /// The name of a course's category; its code while nothing better is known.
    pub fn category(&self, code: &str, lang: Lang) -> String {
        let tables = self.0.iter().flat_map(|known| &known.items);
        let mut codes = tables
            .filter(|table| table.table == CodeTableName::Categories)
            .flat_map(|table| &table.items);
        let found = codes.find(|item| item.code == code);
        found.map_or(code, |item| item.names.get(lang)).to_owned()
    }
}

/// The names of codes.
#[hook]
pub fn use_codes() -> Codes {
    let loaded = use_load(String::new(), api::code_tables);
    Codes(loaded.ready().cloned())
}
