//! Matching the columns of a file with those that the bank reads.

use std::rc::Rc;

use serde_json::{Map, Value, json};
use shared::imports::{Import, ImportColumn};
use shared::lang::Lang;
use yew::prelude::*;

use crate::api::imports as calls;
use crate::components::actions::send;
use crate::components::form_box::form;
use crate::components::markup::{actions, all};
use crate::form::Values;
use crate::http::Trouble;
use crate::i18n::{Words, common, upload as text};
use crate::load::{Task, use_task};
use crate::session::use_lang;

/// The form of an upload; what hears how it stands then.
#[hook]
pub fn use_mapping(props: &(Import, Callback<Import>)) -> Html {
    let lang = use_lang();
    let task = use_task();
    let (import, set) = props;
    let onsend = {
        let (task, import, set) = (task.clone(), import.clone(), set.clone());
        Callback::from(move |values: Values| {
            let chosen = import.columns.iter().map(|column| {
                let heading = values.named(&column.field);
                (column.field.clone(), Value::from(heading.as_str().unwrap_or_default()))
            });
            let body = json!({ "mapping": chosen.collect::<Map<_, _>>() });
            let set = set.clone();
            task.run(calls::map(&import.id.to_string(), body), move |it: Rc<Import>| {
                set.emit((*it).clone());
            });
        })
    };
    let fields: Html =
        import.columns.iter().map(|column| field(column, &import.header, &task, lang)).collect();
    let inside = all([fields, actions([send("match", text::MATCH_SEND, &task, lang)])]);
    form(&task, &[], onsend, "", inside)
}

/// What a column is called on the screen.
fn name_of(column: &ImportColumn, lang: Lang) -> String {
    let known = text::FIELDS.iter().find(|(field, _)| *field == column.field);
    let own = || column.names.last().cloned().unwrap_or_default();
    known.map_or_else(own, |(_, words)| words.get(lang).to_owned())
}

fn field(column: &ImportColumn, header: &[String], task: &Task, lang: Lang) -> Html {
    let id = column.field.clone();
    let at = format!("/mapping/{id}");
    let faults = task.trouble().map(Trouble::faults).unwrap_or_default();
    let fault = faults.iter().find(|fault| fault.pointer == at).map(|fault| fault.message.clone());
    let chosen = column.heading.as_deref().unwrap_or_default();
    let option = |value: &str, label: &str| {
        let selected = value == chosen;
        html! { <option key={value} value={value.to_owned()} {selected}>{ label }</option> }
    };
    let need: Words = if column.needed { text::MATCH_NEEDED } else { common::OPTIONAL };
    html! {
        <div class={if fault.is_some() { "field wrong" } else { "field" }}>
            <label for={id.clone()}>
                { name_of(column, lang) }
                <span class="optional">{ " " }{ need.get(lang) }</span>
            </label>
            if let Some(fault) = &fault { <p class="fault" id={format!("{id}-fault")}>{ fault }</p> }
            <select id={id.clone()} name={id.clone()} aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={fault.is_some().then(|| format!("{id}-fault"))}>
                { option("", text::NOT_IN_FILE.get(lang)) }
                { for header.iter().filter(|it| !it.trim().is_empty()).map(|it| option(it, it)) }
            </select>
        </div>
    }
}
