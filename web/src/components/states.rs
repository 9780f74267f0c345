//! What stands in the place of something that is loading, missing or failed, and what to do then.

use yew::prelude::*;

use crate::browser;
use crate::http::Trouble;
use crate::i18n::common as text;
use crate::load::{Load, Loaded};
use crate::session::use_lang;

/// Shows what was loaded, or how it stands.
pub fn view<T>(loaded: &Loaded<T>, show: impl FnOnce(&T) -> Html) -> Html {
    match &loaded.load {
        Load::Waiting => html! { <Waiting /> },
        Load::Failed(trouble) => {
            html! { <Failed trouble={trouble.clone()} again={loaded.again.clone()} /> }
        }
        Load::Ready(value) => show(value),
    }
}

#[component]
pub fn Waiting() -> Html {
    let lang = use_lang();
    html! {
        <p class="waiting" role="status">
            <span class="dots" aria-hidden="true"><i /><i /><i /></span>
            { text::LOADING.get(lang) }
        </p>
    }
}

#[derive(Properties, PartialEq)]
pub struct EmptyProps {
    pub title: AttrValue,
    /// What to do about it.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <p class="empty-title">{ props.title.clone() }</p>
            { props.children.clone() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct FailedProps {
    pub trouble: Trouble,
    pub again: Callback<()>,
}

#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let lang = use_lang();
    let (title, detail) = sentence(&props.trouble);
    let again = props.again.reform(|_| ());
    html! {
        <div class="failed" role="alert">
            <p class="failed-title">{ title }</p>
            <p>{ detail }</p>
            <button type="button" class="button" onclick={again}>{ text::TRY_AGAIN.get(lang) }</button>
        </div>
    }
}

/// What is the matter, and what to do.
pub fn sentence(trouble: &Trouble) -> (String, String) {
    let lang = crate::look::lang();
    let both = |title: crate::i18n::Words, detail: crate::i18n::Words| {
        (title.get(lang).to_owned(), detail.get(lang).to_owned())
    };
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

#[derive(Properties, PartialEq)]
pub struct TaskTroubleProps {
    pub task: crate::load::Task,
}

/// What went wrong with something that has no form.
#[component]
pub fn TaskTrouble(props: &TaskTroubleProps) -> Html {
    let Some(trouble) = props.task.trouble() else { return Html::default() };
    let (title, detail) = sentence(trouble);
    html! {
        <div class="failed" role="alert">
            <p class="failed-title">{ title }</p>
            <p>{ detail }</p>
        </div>
    }
}
