//! What somebody shared with whoever has the link. Needs no account.

use shared::lang::Lang;
use shared::shares::SharedRecord;
use yew::prelude::*;

use crate::api::record as calls;
use crate::components::actions::print_button;
use crate::components::markup::{actions, all, p};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format;
use crate::i18n::record as text;
use crate::load::{Load, use_load};
use crate::record::paper::paper;
use crate::session::use_lang;

#[hook]
pub fn use_shared(props: &PageOf) -> Html {
    let lang = use_lang();
    let record = {
        let token = props.id.clone();
        use_load(token.clone(), move || calls::shared(&token))
    };
    let gone = matches!(&record.load, Load::Failed(trouble) if trouble.is("not_found"));
    let inside = if gone {
        let detail = p("", text::GONE_DETAIL.get(lang));
        html! { <div id="gone" role="alert">{ empty(text::GONE.get(lang), detail) }</div> }
    } else {
        view(&record, |it: &SharedRecord| shown(it, lang))
    };
    page(text::SHARED_TITLE.get(lang), "", Width::Column, inside)
}

fn shown(it: &SharedRecord, lang: Lang) -> Html {
    let until = format::day(it.valid_until, lang);
    all([
        p("lead", text::SHARED_LEAD.fill(lang, &[&it.reader, &until])),
        paper(&it.transcript, None, lang),
        actions([print_button(lang)]),
    ])
}
