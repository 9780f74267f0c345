//! An article: what a page is for, what to do, what can go wrong, who helps.

use shared::lang::Lang;
use yew::prelude::*;

use crate::components::actions::{go, other};
use crate::components::markup::{actions, all, maybe, p, section};
use crate::components::page::{Page, PageOf};
use crate::components::states::waiting;
use crate::guide::people::{Helped, about};
use crate::i18n::Words;
use crate::i18n::help::{self as text, Topic};
use crate::navigate;
use crate::routes::Route;

/// An article.
pub fn article(helped: Helped, topic: &'static Topic, lang: Lang) -> Html {
    let own = topic.pages.iter().find(|page| !page.contains('*')).map(|page| Route::of(page));
    let inside = all([
        steps(topic.steps, lang),
        trouble(topic.trouble, lang),
        section(text::HELPERS.get(lang), p("", helped.helpers().get(lang))),
        actions([
            maybe(own, |own| go(own, text::TO_PAGE, lang)),
            other(Route::help(), text::TO_CONTENTS, lang),
        ]),
    ]);
    let key = format!("{} {}", helped.name(), topic.slug);
    let title = text::TITLE_OF.fill(lang, &[topic.title.get(lang)]);
    let lead = topic.purpose.get(lang);
    html! { <Page {key} {title} {lead}>{ inside }</Page> }
}

fn steps(steps: &[Words], lang: Lang) -> Html {
    let list = html! {
        <ol id="steps" class="help-steps">
            { for steps.iter().map(|step| html! { <li>{ step.get(lang) }</li> }) }
        </ol>
    };
    section(text::STEPS.get(lang), list)
}

fn trouble(trouble: &[Words], lang: Lang) -> Html {
    let list = html! {
        <ul id="trouble" class="help-trouble">
            { for trouble.iter().map(|it| html! { <li>{ it.get(lang) }</li> }) }
        </ul>
    };
    section(text::TROUBLE.get(lang), list)
}

/// Leads to the article about a page, or to all of the help where there is none.
#[hook]
pub fn use_leading(props: &PageOf) -> Html {
    let path = props.id.clone();
    use_effect_with(path, |path| {
        let way = about(path).map(|(helped, topic)| helped.way(topic));
        navigate::replace(&way.unwrap_or_else(Route::help));
    });
    html! { <main id="main" class="page">{ waiting() }</main> }
}
