//! What is wrong with what is typed, each fault with a link to its field.

use shared::lang::Lang;
use yew::prelude::*;

use crate::browser;
use crate::components::markup::{all, h2, p};
use crate::components::states::sentence as sentence_of;
use crate::i18n::common;
use crate::load::Task;
use crate::session::use_lang;
use crate::sheet::inputs::id_of;
use crate::sheet::words::{Names, field_name};

/// After a try that went wrong, the focus is on what is wrong, and the title says so.
#[hook]
pub fn use_trouble_in_focus(task: &Task) {
    let lang = use_lang();
    let wrong = task.trouble().is_some();
    use_effect_with((task.tries(), wrong), move |(_, wrong)| {
        let title = wrong.then(browser::title);
        if let Some(title) = &title {
            browser::set_title(&format!("{}{title}", common::ERROR_PREFIX.get(lang)));
            browser::focus("problem");
        }
        move || title.iter().for_each(|title| browser::set_title(title))
    });
}

/// What is wrong with the form, each fault with a link to its field. The server's pointers start at
/// the body, within which what is typed may stand.
pub fn problem(task: &Task, within: &str, names: Names, lang: Lang) -> Html {
    let Some(trouble) = task.trouble().filter(|trouble| !trouble.is("stale_match")) else {
        return Html::default();
    };
    let inside = if trouble.faults().is_empty() {
        let (title, detail) = sentence_of(trouble, lang);
        all([h2(title), p("", detail)])
    } else {
        let faults = trouble.faults().iter().map(|fault| {
            let pointer = fault.pointer.strip_prefix(within).unwrap_or(&fault.pointer);
            html! { <li>{ fault_link(names, pointer, &fault.message, lang) }</li> }
        });
        let faults: Html = faults.collect();
        all([h2(common::PROBLEM_HEADING.get(lang)), html! { <ul>{ faults }</ul> }])
    };
    html! { <div id="problem" class="problem" role="alert" tabindex="-1">{ inside }</div> }
}

/// A fault as a link to its field.
pub fn fault_link(names: Names, pointer: &str, message: &str, lang: Lang) -> Html {
    let id = id_of("", pointer);
    let focus = {
        let id = id.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            browser::focus(&id);
        })
    };
    let name = field_name(names, pointer, lang);
    let words = [&name, common::COLON.get(lang), message].concat();
    html! { <a href={format!("#{id}")} onclick={focus}>{ words }</a> }
}
