//! The code tables, and one of them: its codes with what a person reads in their place.

use serde_json::{Value, json};
use shared::code_tables::{CodeTable, CodeTableName};
use shared::fields::Form;
use shared::lang::Lang;
use yew::prelude::*;

use crate::api;
use crate::components::markup::{Row, actions, p, rows};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::i18n::registry::{self as text, CODE_TABLE_FIELDS};
use crate::load::use_load;
use crate::registry::place::Place;
use crate::registry::record::{Kind as Record, Named, use_record_page};
use crate::session::use_lang;
use crate::sheet::body::{at, items, with, without};
use crate::sheet::inputs::{Kind, Sheet};
use crate::sheet::options::{Options, beside};

const ITEMS: &str = "/items";

static CODE_TABLE: Record = Record {
    path: "/code-tables",
    all: Place::CodeTables,
    one: |it| Place::CodeTable(at(it, "/table").as_str().unwrap_or_default().to_owned()),
    names: CODE_TABLE_FIELDS,
    blank: || json!({ "items": [] }),
    faults: |it| CodeTable::parse(it).err().unwrap_or_default(),
    inputs,
    beside: None,
    title: |it, lang| name(it).map_or("", |name| name.label(lang)).to_owned(),
    new: text::CODE_TABLES,
    back: text::TO_CODE_TABLES,
    save: text::SAVE_CODE_TABLE,
    saved: text::CODE_TABLE_SAVED,
};

fn name(it: &Value) -> Option<CodeTableName> {
    at(it, "/table").as_str()?.parse().ok()
}

fn blank_item() -> Value {
    json!({ "code": null, "names": { "zh": null, "en": null } })
}

fn inputs(sheet: &Sheet<'_>, _: &Options<'_>, _: Named) -> Html {
    let item = |index: usize| {
        let of = |field: &str| format!("{ITEMS}/{index}{field}");
        let body = sheet.body.clone();
        html! {
            <div class="node" key={format!("{index} {}", sheet.round)} data-item={index.to_string()}>
                { beside([
                    sheet.input(&of("/code"), Kind::Text, None),
                    sheet.input(&of("/names/zh"), Kind::Text, None),
                    sheet.input(&of("/names/en"), Kind::Text, None),
                ]) }
                { sheet.button(text::REMOVE, "remove-code", move || without(&body, ITEMS, index)) }
            </div>
        }
    };
    let body = sheet.body.clone();
    html! {
        <>
            { p("hint", text::CODES_ABOUT.get(sheet.lang)) }
            { sheet.group_fault(ITEMS) }
            { for (0..items(sheet.body, ITEMS).len()).map(item) }
            { actions([sheet.button(text::ADD_CODE, "add-code", move || {
                with(&body, ITEMS, blank_item())
            })]) }
        </>
    }
}

#[hook]
pub fn use_code_table_page(props: &PageOf) -> Html {
    use_record_page(&CODE_TABLE, props)
}

/// All code tables.
#[hook]
pub fn use_code_tables_page() -> Html {
    let lang = use_lang();
    let loaded = use_load(String::new(), api::code_tables);
    let inside =
        view(&loaded, |all| rows("code-tables", "rows", all.items.iter().map(|it| row(it, lang))));
    page(text::CODE_TABLES.get(lang), text::CODE_TABLES_LEAD.get(lang), Width::Column, inside)
}

fn row(it: &CodeTable, lang: Lang) -> Html {
    let note = text::CODES_COUNT.fill(lang, &[&it.items.len().to_string()]);
    let row = Row { title: it.table.label(lang).into(), note, ..Row::default() };
    let name = it.table.to_string();
    row.item(name.clone(), Some(Place::CodeTable(name.clone()).path()), name)
}
