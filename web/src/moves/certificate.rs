//! The certificate of a program: to look at, to print, and to be checked by its code.

use shared::awards::{Award, AwardStatus};
use shared::lang::Lang;
use yew::prelude::*;

use crate::api::moves as calls;
use crate::components::actions::other;
use crate::components::facts::{fact, fact_at};
use crate::components::icon::rings;
use crate::components::markup::{actions, facts, p, split};
use crate::components::notice::empty;
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::format;
use crate::i18n::{common, programs as text};
use crate::load::use_load;
use crate::moves::parts::{nothing_there, place_name};
use crate::names::use_institutions;
use crate::pages::completions::proof;
use crate::routes::Route;
use crate::session::use_session;

#[hook]
pub fn use_certificate(props: &PageOf) -> Html {
    let session = use_session();
    let lang = session.lang();
    let institutions = use_institutions();
    let progress = {
        let id = props.id.clone();
        use_load(id.clone(), move || match id.parse() {
            Ok(id) => calls::progress(id),
            Err(_) => nothing_there(),
        })
    };
    let holder = session.user().map(|user| user.name.clone()).unwrap_or_default();
    let id = &props.id;
    let inside = view(&progress, |found| {
        let award = found.as_ref().and_then(|it| it.award.as_ref());
        if let Some(award) = award.filter(|award| award.status == AwardStatus::Granted) {
            let place = place_name(&institutions, &award.institution, lang);
            let code = award.verification_code.clone().unwrap_or_default();
            split(paper(award, &holder, place, lang), proof(&code, lang))
        } else {
            let way = actions([other(Route::of_program(id), text::TO_PROGRAM, lang)]);
            empty(text::NOT_GRANTED.get(lang), way)
        }
    });
    page(text::CERTIFICATE.get(lang), "", Width::Wide, inside)
}

fn paper(award: &Award, holder: &str, place: String, lang: Lang) -> Html {
    let (credits, waived) = (award.credits.to_string(), award.waived.to_string());
    let program = award.program_names.get(lang);
    let said = if award.waived.is_zero() {
        text::CERTIFICATE_TEXT_PLAIN.fill(lang, &[program, &credits])
    } else {
        text::CERTIFICATE_TEXT.fill(lang, &[program, &credits, &waived])
    };
    let on = award.decided_at.unwrap_or(award.proposed_at);
    let on = format::day(format::day_of(on), lang);
    html! {
        <article class="certificate">
            { rings() }
            { p("certificate-program", program.to_owned()) }
            { p("", text::CERTIFICATE_OF.get(lang)) }
            { p("certificate-holder", holder.to_owned()) }
            { p("", said) }
            { facts([
                fact_at("certificate-number", text::CERTIFICATE_NUMBER, lang,
                    award.number.clone().unwrap_or_default()),
                fact(text::GRANTED_BY, lang, place),
                fact(text::GRANTED_ON, lang, on),
            ]) }
            { p("", common::BANK.get(lang)) }
        </article>
    }
}
