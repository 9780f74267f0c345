//! The schemes, and one of them: its names, its hours, how long its credits are valid.

use serde_json::{Value, json};
use shared::fields::Form;
use shared::lang::Lang;
use shared::schemes::Scheme;
use yew::prelude::*;

use crate::api;
use crate::components::markup::{Row, actions, all, rows};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format::plain;
use crate::i18n::registry::{self as text, SCHEME_FIELDS};
use crate::load::use_load;
use crate::registry::parts::{main_way, may_write};
use crate::registry::place::Place;
use crate::registry::record::{Kind as Record, Named, use_record_page};
use crate::session::use_session;
use crate::sheet::body::at;
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside};

static SCHEME: Record = Record {
    path: "/schemes",
    all: Place::Schemes,
    one: |it| Place::Scheme(at(it, "/code").as_str().unwrap_or_default().to_owned()),
    names: SCHEME_FIELDS,
    blank: || {
        json!({
            "code": null,
            "names": { "zh": null, "en": null },
            "hours_per_credit": "16.00",
            "validity_months": null,
            "transferable": false,
        })
    },
    faults: |it| Scheme::parse(it).err().unwrap_or_default(),
    inputs,
    beside: None,
    title,
    new: text::NEW_SCHEME,
    back: text::TO_SCHEMES,
    save: text::SAVE_SCHEME,
    saved: text::SCHEME_SAVED,
};

fn title(it: &Value, lang: Lang) -> String {
    let name = match lang {
        Lang::Zh => "/names/zh",
        Lang::En => "/names/en",
    };
    at(it, name).as_str().unwrap_or_default().to_owned()
}

fn inputs(sheet: &Sheet<'_>, _: &Options<'_>, named: Named) -> Html {
    let code = match named {
        Named::Now => sheet.input("/code", Kind::Text, Some(text::CODE_STAYS)),
        Named::Before => Html::default(),
    };
    all([
        code,
        sheet.input("/names/zh", Kind::Text, None),
        sheet.input("/names/en", Kind::Text, None),
        beside([
            sheet.input("/hours_per_credit", Kind::Decimal, Some(text::HOURS_HINT)),
            sheet.input("/validity_months", Kind::Whole, Some(text::VALIDITY_HINT)),
        ]),
        sheet.flag("/transferable"),
    ])
}

#[hook]
pub fn use_scheme_page(props: &PageOf) -> Html {
    use_record_page(&SCHEME, props)
}

/// All schemes.
#[hook]
pub fn use_schemes_page() -> Html {
    let session = use_session();
    let lang = session.lang();
    let loaded = use_load(String::new(), api::schemes);
    let list =
        view(&loaded, |all| rows("schemes", "rows", all.items.iter().map(|it| row(it, lang))));
    let new = may_write(&session).then(|| {
        actions([main_way("new-scheme", &Place::Scheme(String::new()), text::NEW_SCHEME, lang)])
    });
    let inside = all([new.unwrap_or_default(), list]);
    page(text::SCHEMES.get(lang), text::SCHEMES_LEAD.get(lang), Width::Column, inside)
}

fn row(it: &Scheme, lang: Lang) -> Html {
    let hours = text::HOURS_A_CREDIT.fill(lang, &[&plain(it.hours_per_credit)]);
    let validity = match it.validity_months {
        Some(months) => text::VALID_MONTHS.fill(lang, &[&months.to_string()]),
        None => text::VALID_FOR_LIFE.get(lang).to_owned(),
    };
    let gift = if it.transferable { text::MAY_BE_GIVEN } else { text::STAYS_ON_CARD };
    let notes = [it.code.to_string(), hours, validity, gift.get(lang).to_owned()];
    let row = Row { title: it.names.get(lang).into(), note: notes.join(" · "), ..Row::default() };
    let code = it.code.to_string();
    row.item(code.clone(), Some(Place::Scheme(code.clone()).path()), code)
}
