//! How far somebody is in a program, requirement by requirement, for who decides.

use shared::lang::Lang;
use shared::programs::{Group, GroupProgress, Progress};
use yew::prelude::*;

use crate::components::markup::{p, section};
use crate::i18n::review as text;

/// The table of requirements, and how much comes from other institutions.
pub fn requirements(it: &Progress, lang: Lang) -> Html {
    let heads = [text::LEAST, text::DONE, text::WAIVED_CREDITS, text::IN_REVIEW, text::MISSING];
    let row = |group: &Group| {
        let progress = it.groups.iter().find(|progress| progress.code == group.code);
        let of = |part: fn(&GroupProgress) -> shared::quantity::Credits| {
            progress.map_or_else(|| "–".to_owned(), |progress| part(progress).to_string())
        };
        let cells = [
            group.min.to_string(),
            of(|it| it.done),
            of(|it| it.waived),
            of(|it| it.in_review),
            of(|it| it.missing),
        ];
        let met = progress.is_some_and(|progress| progress.met);
        let word = if met { text::MET } else { text::NOT_MET };
        html! {
            <tr data-row={group.code.clone()} data-met={met.to_string()}>
                <th scope="row">
                    { format!("{} {}", group.code, group.names.get(lang)) }{ " " }
                    <span class={if met { "tag good" } else { "tag open" }}>{ word.get(lang) }</span>
                </th>
                { for cells.into_iter().zip(heads).map(|(cell, head)| html! {
                    <td class="figures" data-name={head.get(lang)}>{ cell }</td>
                }) }
            </tr>
        }
    };
    let table = html! {
        <table class="figures-table" id="requirements">
            <thead><tr>
                <th scope="col">{ text::GROUP.get(lang) }</th>
                { for heads.iter().map(|head| html! { <th scope="col">{ head.get(lang) }</th> }) }
            </tr></thead>
            <tbody>{ for it.program.groups.iter().map(row) }</tbody>
        </table>
    };
    section(text::REQUIREMENTS.get(lang), html! { <>{ table }{ share(it, lang) }</> })
}

fn share(it: &Progress, lang: Lang) -> Html {
    let percent = it.program.transfer_percent_max.to_string();
    let values = [it.transferred, it.transfer_most].map(|credits| credits.to_string());
    let [transferred, most] = &values;
    let words = text::SHARE_NOW.fill(lang, &[transferred, most, &percent]);
    html! { <div id="share-now">{ p("", words) }</div> }
}
