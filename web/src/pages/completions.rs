//! My completions, and one of them with its decision and why.

use shared::completions::Completion;
use yew::prelude::*;

use crate::components::actions::{Other, PrintButton};
use crate::components::completion_rows::{CompletionRows, Reader, Tag};
use crate::components::decision::{DecisionView, Mood};
use crate::components::facts::{Fact, Facts};
use crate::components::more::end;
use crate::components::page::{Page, Width};
use crate::components::qr::Qr;
use crate::components::states::{Empty, view};
use crate::http::Trouble;
use crate::i18n::{common, resident as text};
use crate::load::{use_load, use_pages};
use crate::names::use_institutions;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser, format};

#[component]
pub fn Completions() -> Html {
    let lang = use_lang();
    let completions = use_pages((), |(), cursor| api::my_completions(cursor));
    html! {
        <Page title={common::NAV_COMPLETIONS.get(lang)} lead={text::COMPLETIONS_LEAD.get(lang)}>
            if !completions.items.is_empty() {
                <CompletionRows completions={(*completions.items).clone()} reader={Reader::Learner} />
            }
            { end(&completions, || html! {
                <Empty title={text::NO_COMPLETIONS.get(lang)}>
                    <p>{ text::NO_COMPLETIONS_DETAIL.get(lang) }</p>
                    <p class="actions"><Other to={Route::Courses}>{ text::LOOK_AT_COURSES.get(lang) }</Other></p>
                </Empty>
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: String,
}

#[component]
pub fn CompletionPage(props: &Props) -> Html {
    let lang = use_lang();
    let completion = use_load(props.id.clone(), |id| async move {
        match id.parse() {
            Ok(id) => api::my_completion(id).await,
            Err(_) => Err(Trouble::Unreadable),
        }
    });
    let title = completion.load.ready().map(|completion| completion.course.title.clone());
    let title = title.unwrap_or_else(|| text::COMPLETION.get(lang).to_owned());
    html! {
        <Page {title} width={Width::Wide}>
            { view(&completion, |completion: &Completion| html! {
                <Detail completion={completion.clone()} />
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct DetailProps {
    completion: Completion,
}

#[component]
fn Detail(props: &DetailProps) -> Html {
    let lang = use_lang();
    let institutions = use_institutions();
    let it = &props.completion;
    let school = match institutions.load.ready() {
        Some(all) => all.name(&it.institution, lang),
        None => it.institution.to_string(),
    };
    let code = &it.verification_code;
    html! {
        <div class="split">
            <div class="split-main">
                <DecisionView decision={it.decision.clone()} mood={Mood::Made} />
                <Facts>
                    <Fact name={common::STATUS.get(lang)}><Tag status={it.status} /></Fact>
                    <Fact name={common::INSTITUTION.get(lang)}>{ school }</Fact>
                    <Fact name={common::FORM.get(lang)}>{ it.course.form.label(lang) }</Fact>
                    <Fact name={text::PERIOD.get(lang)}>{ period(it, lang) }</Fact>
                    <Fact name={common::HOURS.get(lang)}>{ it.hours.to_string() }</Fact>
                    if let Some(grade) = &it.grade {
                        <Fact name={common::GRADE.get(lang)}>{ grade }</Fact>
                    }
                    if let Some(declared) = it.declared_credits {
                        <Fact name={common::DECLARED.get(lang)}>{ declared.to_string() }</Fact>
                    }
                    <Fact name={text::SCHOOL_NUMBER.get(lang)}>{ &it.external_id }</Fact>
                    <Fact name={text::RECORDED_AT.get(lang)}>{ format::moment(it.recorded_at, lang) }</Fact>
                </Facts>
            </div>
            <aside class="split-side proof">
                <h2>{ text::PROOF.get(lang) }</h2>
                <p>{ text::PROOF_DETAIL.get(lang) }</p>
                <Qr text={format!("{}/verify/{code}", browser::origin())} label={text::PROOF_QR.get(lang)} />
                <p class="code" id="verification-code">{ code }</p>
                <p class="actions"><PrintButton /></p>
            </aside>
        </div>
    }
}

fn period(completion: &Completion, lang: shared::lang::Lang) -> String {
    let ended = format::day(completion.ended_on, lang);
    match completion.started_on {
        Some(started) => format!("{} – {ended}", format::day(started, lang)),
        None => ended,
    }
}
