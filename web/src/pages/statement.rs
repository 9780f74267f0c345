//! The statement: every entry with its running balance, narrowed by scheme and period.

use yew::prelude::*;

use crate::api::{self, EntryFilter};
use crate::components::actions::PrintButton;
use crate::components::entries::{Detail, Entries};
use crate::components::field::{Field, Kind, Need, Select};
use crate::components::form_box::FormBox;
use crate::components::more::end;
use crate::components::page::{Page, Width};
use crate::components::states::Empty;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{common, resident as text};
use crate::load::{Task, use_pages, use_task};
use crate::names::use_schemes;
use crate::session::use_lang;

const SCHEME: Slot = Slot::new("scheme", "/scheme", text::SCHEME);
const FROM: Slot = Slot::new("from", "/from", text::FROM_DAY);
const TO: Slot = Slot::new("to", "/to", text::TO_DAY);

#[component]
pub fn Statement() -> Html {
    let lang = use_lang();
    let filter = use_state(EntryFilter::default);
    let entries = use_pages((*filter).clone(), api::entries);
    let narrow = {
        let filter = filter.clone();
        Callback::from(move |narrowed: EntryFilter| filter.set(narrowed))
    };
    let narrowed = *filter != EntryFilter::default();
    html! {
        <Page title={common::NAV_STATEMENT.get(lang)} lead={text::STATEMENT_LEAD.get(lang)} width={Width::Wide}>
            <div class="split reversed">
                <div class="split-side"><Filter {narrow} /></div>
                <div class="split-main">
                    if !entries.items.is_empty() {
                        <Entries entries={(*entries.items).clone()} detail={Detail::Full} />
                    }
                    { end(&entries, || html! {
                        <Empty title={if narrowed { text::NO_MATCH } else { text::NO_ENTRIES }.get(lang)}>
                            if narrowed { <p>{ text::NO_MATCH_DETAIL.get(lang) }</p> }
                        </Empty>
                    }) }
                    <p class="actions"><PrintButton /></p>
                </div>
            </div>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    narrow: Callback<EntryFilter>,
}

#[component]
fn Filter(props: &Props) -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    let mut options = vec![(String::new(), text::ALL_SCHEMES.get(lang).to_owned())];
    options.extend(
        schemes
            .list()
            .iter()
            .map(|scheme| (scheme.code.to_string(), scheme.names.get(lang).to_owned())),
    );
    let onsend = {
        let (task, narrow) = (task.clone(), props.narrow.clone());
        Callback::from(move |values: Values| {
            if let Some(filter) = read(&values, &task) {
                narrow.emit(filter);
            }
        })
    };
    html! {
        <FormBox {task} slots={vec![SCHEME, FROM, TO]} {onsend} class="filter">
            <Select slot={SCHEME} {options} need={Need::Required} />
            <Field slot={FROM} kind={Kind::Calendar} need={Need::Optional} />
            <Field slot={TO} kind={Kind::Calendar} need={Need::Optional} />
            <p class="actions">
                <button type="submit" id="filter" class="button">{ text::FILTER.get(lang) }</button>
            </p>
        </FormBox>
    }
}

/// Reads the filter; a last day before the first is a fault.
fn read(values: &Values, task: &Task) -> Option<EntryFilter> {
    use shared::fault::{Fault, FaultKind};
    let (from, to) = (values.text(FROM), values.text(TO));
    if !from.is_empty() && !to.is_empty() && to < from {
        task.refuse(Trouble::of_faults(&[Fault::new(TO.at, FaultKind::EndBeforeStart)]));
        return None;
    }
    task.clear();
    Some(EntryFilter { scheme: values.text(SCHEME), from, to })
}
