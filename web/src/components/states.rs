//! What stands in the place of something that is loading or failed, and what to do then.

use shared::lang::Lang;
use yew::prelude::*;

use crate::browser;
use crate::components::markup::p;
use crate::http::Trouble;
use crate::i18n::{Words, common as text};
use crate::load::{Load, Loaded, Paged, Task};
use crate::look;

/// Shows what was loaded, or how it stands.
pub fn view<T>(loaded: &Loaded<T>, show: impl FnOnce(&T) -> Html) -> Html {
    match &loaded.load {
        Load::Waiting => waiting(),
        Load::Failed(trouble) => failed(trouble, &loaded.again),
        Load::Ready(value) => show(value),
    }
}

/// What stands below the items of a list that comes page by page; `empty` when there are none.
pub fn end<T: 'static>(paged: &Paged<T>, empty: impl FnOnce() -> Html) -> Html {
    end_at("more", paged, empty)
}

/// The same for one of several lists on a page, with an id for its button.
pub fn end_at<T: 'static>(
    id: impl Into<AttrValue>,
    paged: &Paged<T>,
    empty: impl FnOnce() -> Html,
) -> Html {
    match &paged.end {
        None => waiting(),
        Some(Err(trouble)) => failed(trouble, &paged.next),
        Some(Ok(())) if paged.more => {
            let onclick = paged.next.reform(|_: MouseEvent| ());
            let id = id.into();
            html! {
                <button type="button" {id} class="button block" {onclick}>
                    { text::LOAD_MORE.get(look::lang()) }
                </button>
            }
        }
        Some(Ok(())) if paged.is_empty() => empty(),
        Some(Ok(())) => Html::default(),
    }
}

/// It is on its way.
pub fn waiting() -> Html {
    html! {
        <p class="waiting" role="status">
            <span class="dots" aria-hidden="true"><i /><i /><i /></span>
            { text::LOADING.get(look::lang()) }
        </p>
    }
}

/// It will not come, and why; asking again may help.
pub fn failed(trouble: &Trouble, again: &Callback<()>) -> Html {
    let onclick = again.reform(|_: MouseEvent| ());
    broken(
        trouble,
        html! {
            <button type="button" class="button" {onclick}>
                { text::TRY_AGAIN.get(look::lang()) }
            </button>
        },
    )
}

/// What went wrong with something that has no form.
pub fn task_trouble(task: &Task) -> Html {
    task.trouble().map_or_else(Html::default, |trouble| broken(trouble, Html::default()))
}

fn broken(trouble: &Trouble, action: Html) -> Html {
    let (title, detail) = sentence(trouble, look::lang());
    html! {
        <div class="failed" role="alert">
            { p("failed-title", title) }
            { p("", detail) }
            { action }
        </div>
    }
}

/// What is the matter, and what to do.
pub fn sentence(trouble: &Trouble, lang: Lang) -> (String, String) {
    let both =
        |title: Words, detail: Words| (title.get(lang).to_owned(), detail.get(lang).to_owned());
    match trouble {
        Trouble::Offline if browser::online() => {
            both(text::NO_ANSWER_TITLE, text::NO_ANSWER_DETAIL)
        }
        Trouble::Offline => both(text::OFFLINE_TITLE, text::OFFLINE_DETAIL),
        Trouble::Unreadable => both(text::UNREADABLE_TITLE, text::UNREADABLE_DETAIL),
        Trouble::Faults(_) => both(text::FAULTS_TITLE, text::FAULTS_DETAIL),
        Trouble::Refused(problem) => (problem.title.clone(), problem.detail.clone()),
    }
}
