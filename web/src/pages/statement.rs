//! The statement: every entry with its running balance, narrowed by scheme and period.

use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use yew::prelude::*;

use crate::api::{self, EntryFilter};
use crate::components::actions::{print_button, submit};
use crate::components::entries::{Detail, entries};
use crate::components::field::{Field, Kind, select};
use crate::components::form_box::form;
use crate::components::fresh::Fresh;
use crate::components::markup::{actions, all, aside, p};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::states::end;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{common, resident as text};
use crate::load::{Task, use_pages, use_task};
use crate::names::{Schemes, use_schemes};
use crate::session::use_lang;

const SCHEME: Slot = Slot::new("scheme", "/scheme", text::SCHEME);
const FROM: Slot = Slot::new("from", "/from", text::FROM_DAY);
const TO: Slot = Slot::new("to", "/to", text::TO_DAY);

#[hook]
pub fn use_statement() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let filter = use_state(EntryFilter::default);
    let found = {
        let wanted = (*filter).clone();
        let key = format!("{} {} {}", wanted.scheme, wanted.from, wanted.to);
        use_pages(key, move |cursor| api::entries(&wanted, cursor))
    };
    let onsend = {
        let (task, filter) = (task.clone(), filter.clone());
        Callback::from(move |values: Values| {
            if let Some(narrowed) = read(&values, &task) {
                filter.set(narrowed);
            }
        })
    };
    let none = || {
        if *filter == EntryFilter::default() {
            return empty(text::NO_ENTRIES.get(lang), Html::default());
        }
        empty(text::NO_MATCH.get(lang), p("", text::NO_MATCH_DETAIL.get(lang)))
    };
    let fields = all([
        select(SCHEME, options(&schemes, lang), &task, lang, &Callback::noop()),
        Field::new(FROM, Kind::Calendar).optional().view(&task, lang),
        Field::new(TO, Kind::Calendar).optional().view(&task, lang),
        actions([submit("filter", "button", text::FILTER, lang)]),
    ]);
    let filter_form = form(&task, &[SCHEME, FROM, TO], onsend, "filter", fields);
    let shown = entries(found.items(), Detail::Full, &Fresh::default(), &schemes, lang);
    let inside = html! {
        <div class="split reversed">
            { aside(filter_form) }
            <div class="split-main">
                { shown }{ end(&found, none) }{ actions([print_button(lang)]) }
            </div>
        </div>
    };
    page(common::NAV_STATEMENT.get(lang), text::STATEMENT_LEAD.get(lang), Width::Wide, inside)
}

fn options(schemes: &Schemes, lang: Lang) -> Vec<(String, String)> {
    let all = (String::new(), text::ALL_SCHEMES.get(lang).to_owned());
    let each = schemes.list().iter();
    let each = each.map(|it| (it.code.to_string(), it.names.get(lang).to_owned()));
    std::iter::once(all).chain(each).collect()
}

/// Reads the filter; a last day before the first is a fault.
fn read(values: &Values, task: &Task) -> Option<EntryFilter> {
    let (from, to) = (values.text(FROM), values.text(TO));
    if !from.is_empty() && !to.is_empty() && to < from {
        task.refuse(Trouble::of_faults(&[Fault::new(TO.at, FaultKind::EndBeforeStart)]));
        return None;
    }
    task.clear();
    Some(EntryFilter { scheme: values.text(SCHEME), from, to })
}
