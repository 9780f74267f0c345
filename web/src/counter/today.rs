//! The clerk's day: what was posted today, what waits for a decision, and the newest postings.

use shared::completions::Completion;
use shared::lang::Lang;
use shared::vocabulary::{CompletionStatus, Role};
use yew::prelude::*;

use crate::api::staff as calls;
use crate::components::actions::{go, other};
use crate::components::completion_rows::{Reader, completion_rows};
use crate::components::field::select;
use crate::components::markup::{actions, all, p, section};
use crate::components::notice::empty;
use crate::components::page::{Width, page};
use crate::components::part::screen;
use crate::components::states::{end, view};
use crate::counter::batches::use_newest_batches;
use crate::counter::parts::way;
use crate::counter::place::Place;
use crate::counter::upload::use_last_uploads;
use crate::form::Slot;
use crate::http::{Answer, Coming};
use crate::i18n::{Words, clerk, common, counter as text, upload as upload_text};
use crate::load::{use_load, use_pages, use_task};
use crate::names::use_schemes;
use crate::routes::Route;
use crate::session::{use_lang, use_session};
use crate::staff::due::due_fact;
use crate::{api, format};

const STATUS: Slot = Slot::new("status", "/status", common::STATUS);

#[hook]
pub fn use_today() -> Html {
    let session = use_session();
    let lang = session.lang();
    let schemes = use_schemes();
    let place = session.user().and_then(|user| user.institution.clone());
    let place = place.map(|place| place.names.get(lang).to_owned()).unwrap_or_default();
    let counts = use_load(String::new(), || Coming::of(counts()));
    let task = use_task();
    let status = use_state(String::new);
    let newest = {
        let wanted = (*status).clone();
        use_pages(wanted.clone(), move |cursor| api::completions(&wanted, cursor))
    };
    let onchange = Callback::from(move |wanted: String| status.set(wanted));
    let figures = view(&counts, |counts: &Vec<Count>| {
        html! { <dl class="counts">{ for counts.iter().map(|count| figure(count, lang)) }</dl> }
    });
    let none = || empty(text::NONE_POSTED.get(lang), Html::default());
    let list = all([
        select(STATUS, statuses(lang), &task, lang, &onchange),
        completion_rows(newest.items(), Reader::School, &schemes, lang),
        end(&newest, none),
    ]);
    let ways = actions([
        go(Route::PostCompletion, common::NAV_POST, lang),
        way(&Place::Upload, upload_text::UPLOAD, lang),
        other(Route::Counter, common::NAV_COUNTER, lang),
    ]);
    let reviews = session.is(&[Role::Reviewer]).then(|| screen!(use_reviews));
    let inside = all([
        ways,
        figures,
        reviews.unwrap_or_default(),
        section(upload_text::LAST_UPLOADS.get(lang), screen!(use_last_uploads)),
        section(clerk::BATCHES.get(lang), screen!(use_newest_batches)),
        section(text::NEWEST.get(lang), list),
    ]);
    page(common::NAV_TODAY.get(lang), place, Width::Wide, inside)
}

/// The statuses of completions to choose from, and any.
pub fn statuses(lang: Lang) -> Vec<(String, String)> {
    let any = (String::new(), text::ANY_STATUS.get(lang).to_owned());
    let each = CompletionStatus::ALL.iter();
    let each = each.map(|status| (status.to_string(), status.label(lang).to_owned()));
    std::iter::once(any).chain(each).collect()
}

/// A number of things; a page that was full holds only the newest of them.
struct Count {
    id: &'static str,
    name: Words,
    number: usize,
    more: bool,
}

async fn counts() -> Answer<Vec<Count>> {
    let newest = api::newest_completions("").await?;
    let waiting = api::newest_completions(CompletionStatus::NeedsDecision.as_str()).await?;
    let today = format::today();
    let on_today = |it: &&Completion| format::day_of(it.recorded_at) == today;
    let posted: Vec<&Completion> = newest.items.iter().filter(on_today).collect();
    // Only when every one on the page is of today can there be further ones of today behind it.
    let more = newest.next_cursor.is_some() && posted.len() == newest.items.len();
    let of = |status| posted.iter().filter(|it| it.status == status).count();
    let count = |id, name, number, more| Count { id, name, number, more };
    let (recognised, refused) =
        (of(CompletionStatus::Recognised), of(CompletionStatus::NotRecognised));
    Ok(vec![
        count("count-today", text::POSTED_TODAY, posted.len(), more),
        count("count-recognised", text::RECOGNISED_TODAY, recognised, more),
        count("count-not-recognised", text::REFUSED_TODAY, refused, more),
        count(
            "count-needs-decision",
            text::WAITING,
            waiting.items.len(),
            waiting.next_cursor.is_some(),
        ),
    ])
}

/// How many applications wait for whoever is a reviewer too, and what is due first.
#[hook]
fn use_reviews() -> Html {
    let lang = use_lang();
    let waiting = use_load(String::new(), || calls::whole_queue("mine"));
    let inside = view(&waiting, |page| {
        let more = if page.next_cursor.is_some() { "+" } else { "" };
        let first = page.items.first().and_then(|it| it.due_at);
        let first = first.map(|due| clerk::FIRST_DUE.fill(lang, &[&due_fact(due, lang)]));
        let count = format!("{}{more}", page.items.len());
        html! {
            <div id="to-review" data-count={count.clone()}>
                { p("", [count, first.unwrap_or_default()].join(" · ")) }
                { actions([other(Route::review(), clerk::SEE_QUEUE, lang)]) }
            </div>
        }
    });
    section(clerk::TO_REVIEW.get(lang), inside)
}

fn figure(count: &Count, lang: Lang) -> Html {
    let more = if count.more { "+" } else { "" };
    html! {
        <div id={count.id}>
            <dt>{ count.name.get(lang) }</dt>
            <dd class="figures">{ format!("{}{more}", count.number) }</dd>
        </div>
    }
}
