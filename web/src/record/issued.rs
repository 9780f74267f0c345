//! A transcript that was issued: the sheet as it was, to print.

use shared::transcripts::TranscriptState;
use yew::prelude::*;

use crate::api::record as calls;
use crate::components::actions::{other, print_button};
use crate::components::markup::{actions, all, maybe, p};
use crate::components::notice::{Tone, notice};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::http::{Coming, Trouble};
use crate::i18n::record as text;
use crate::load::use_load;
use crate::record::paper::paper;
use crate::record::place::Place;
use crate::session::use_lang;

#[hook]
pub fn use_issued(props: &PageOf) -> Html {
    let lang = use_lang();
    let issued = {
        let id = props.id.clone();
        use_load(id.clone(), move || match id.parse() {
            Ok(id) => calls::issued_one(id),
            Err(_) => Coming::of(async { Err(Trouble::Unreadable) }),
        })
    };
    let inside = view(&issued, |it| {
        let changed = it.state == TranscriptState::Changed;
        let state = maybe(changed.then_some(()), |()| {
            let detail = p("", text::STATE_CHANGED_DETAIL.get(lang));
            notice(Tone::Careful, text::STATE_CHANGED.get(lang), detail)
        });
        all([
            html! { <div id="state" data-state={it.state.as_str()}>{ state }</div> },
            actions([
                print_button(lang),
                other(Place::Transcript.route(), text::TO_TRANSCRIPT, lang),
            ]),
            maybe(it.transcript.as_ref(), |said| paper(said, Some(it), lang)),
        ])
    });
    page(text::ISSUED_TITLE.get(lang), text::ISSUED_LEAD.get(lang), Width::Column, inside)
}
