//! A program: its requirements, their units and what they take, with the sums as they are typed.

use serde_json::Value;
use shared::fields::Form;
use shared::lang::Lang;
use shared::programs::PostProgram;
use yew::prelude::*;

use crate::components::page::PageOf;
use crate::i18n::registry::{self as text, PROGRAM_FIELDS};
use crate::registry::place::Place;
use crate::registry::program_fields::{blank, fields};
use crate::registry::record::{Kind, use_record_page};
use crate::registry::sums::sums;
use crate::sheet::body::at;

static PROGRAM: Kind = Kind {
    path: "/programs",
    all: Place::Programs,
    one: |it| Place::Program(at(it, "/id").as_str().unwrap_or_default().to_owned()),
    names: PROGRAM_FIELDS,
    blank,
    faults: |it| PostProgram::parse(it).err().unwrap_or_default(),
    inputs: fields,
    beside: Some(sums),
    title,
    new: text::NEW_PROGRAM,
    back: text::TO_PROGRAMS,
    save: text::SAVE_PROGRAM,
    saved: text::PROGRAM_SAVED,
};

fn title(it: &Value, lang: Lang) -> String {
    text::SEE_PROGRAM.fill(lang, &[at(it, "/code").as_str().unwrap_or_default()])
}

#[hook]
pub fn use_program_page(props: &PageOf) -> Html {
    use_record_page(&PROGRAM, props)
}
