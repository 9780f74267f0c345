//! The clerk's day: what was posted today, what waits for a decision, and the newest postings.

use shared::completions::Completion;
use shared::page::Page as ListPage;
use shared::vocabulary::CompletionStatus;
use yew::prelude::*;

use crate::api::{self, CompletionFilter};
use crate::components::actions::{Go, Other};
use crate::components::completion_rows::{CompletionRows, Reader};
use crate::components::field::Select;
use crate::components::more::end;
use crate::components::page::{Page, Width};
use crate::components::states::{Empty, view};
use crate::form::Slot;
use crate::format;
use crate::i18n::{Words, common, counter as text};
use crate::load::{use_load, use_pages};
use crate::routes::Route;
use crate::session::{use_lang, use_session};

const STATUS: Slot = Slot::new("status", "/status", common::STATUS);

#[component]
pub fn Today() -> Html {
    let session = use_session();
    let lang = session.lang();
    let place = session.user().and_then(|user| user.institution.clone());
    let place = place.map(|place| place.names.get(lang).to_owned()).unwrap_or_default();
    html! {
        <Page title={common::NAV_TODAY.get(lang)} lead={place} width={Width::Wide}>
            <p class="actions">
                <Go to={Route::PostCompletion}>{ common::NAV_POST.get(lang) }</Go>
                <Other to={Route::Counter}>{ common::NAV_COUNTER.get(lang) }</Other>
            </p>
            <Counts />
            <Newest />
        </Page>
    }
}

/// A number of things; a page that was full holds only the newest of them.
#[derive(Clone, PartialEq)]
struct Count {
    id: &'static str,
    name: Words,
    number: usize,
    more: bool,
}

async fn counts() -> crate::http::Answer<Vec<Count>> {
    let newest = api::newest_completions("").await?;
    let waiting = api::newest_completions(CompletionStatus::NeedsDecision.as_str()).await?;
    let today = format::today();
    let on_today = |it: &&Completion| format::day_of(it.recorded_at) == today;
    let posted: Vec<&Completion> = newest.items.iter().filter(on_today).collect();
    // Only when every one on the page is of today can there be further ones of today behind it.
    let more = newest.next_cursor.is_some() && posted.len() == newest.items.len();
    let of = |status| posted.iter().filter(|it| it.status == status).count();
    let count = |id, name, number| Count { id, name, number, more };
    Ok(vec![
        count("count-today", text::POSTED_TODAY, posted.len()),
        count("count-recognised", text::RECOGNISED_TODAY, of(CompletionStatus::Recognised)),
        count("count-not-recognised", text::REFUSED_TODAY, of(CompletionStatus::NotRecognised)),
        waiting_count(&waiting),
    ])
}

fn waiting_count(waiting: &ListPage<Completion>) -> Count {
    Count {
        id: "count-needs-decision",
        name: text::WAITING,
        number: waiting.items.len(),
        more: waiting.next_cursor.is_some(),
    }
}

#[component]
fn Counts() -> Html {
    let lang = use_lang();
    let counts = use_load((), |()| counts());
    view(&counts, |counts: &Vec<Count>| {
        html! {
            <dl class="counts">
                { for counts.iter().map(|count| html! {
                    <div id={count.id}>
                        <dt>{ count.name.get(lang) }</dt>
                        <dd class="figures">
                            { format!("{}{}", count.number, if count.more { "+" } else { "" }) }
                        </dd>
                    </div>
                }) }
            </dl>
        }
    })
}

#[component]
fn Newest() -> Html {
    let lang = use_lang();
    let filter = use_state(CompletionFilter::default);
    let completions = use_pages((*filter).clone(), api::completions);
    let mut options = vec![(String::new(), text::ANY_STATUS.get(lang).to_owned())];
    options.extend(
        CompletionStatus::ALL
            .iter()
            .map(|status| (status.to_string(), status.label(lang).to_owned())),
    );
    let onchange = {
        let filter = filter.clone();
        Callback::from(move |status: String| {
            filter.set(CompletionFilter { status, course: String::new() });
        })
    };
    html! {
        <section>
            <h2>{ text::NEWEST.get(lang) }</h2>
            <Select slot={STATUS} {options} {onchange} />
            if !completions.items.is_empty() {
                <CompletionRows completions={(*completions.items).clone()} reader={Reader::School} />
            }
            { end(&completions, || html! { <Empty title={text::NONE_POSTED.get(lang)} /> }) }
        </section>
    }
}
