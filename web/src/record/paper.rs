//! A transcript as a sheet of paper: what was recognised, scheme by scheme, and what became of it.

use shared::lang::Lang;
use shared::transcripts::{
    IssuedTranscript, Transcript, TranscriptAward, TranscriptCompletion, TranscriptScheme,
    TranscriptTransfer,
};
use shared::verification::VerifiedAmount;
use yew::prelude::*;

use crate::browser;
use crate::components::facts::fact;
use crate::components::icon::rings;
use crate::components::markup::{Row, all, facts, h2, maybe, p, rows, span, strong};
use crate::components::qr::qr;
use crate::format;
use crate::i18n::{Words, common, record as text};
use crate::routes::Route;

/// The sheet; one that was issued carries its code.
pub fn paper(it: &Transcript, issued: Option<&IssuedTranscript>, lang: Lang) -> Html {
    let (when, at) = match issued {
        Some(issued) => (text::ISSUED_ON, issued.issued_at),
        None => (text::AS_OF, it.as_of),
    };
    let head = facts([
        fact(text::HOLDER, lang, it.name.clone()),
        fact(common::CARD_NUMBER, lang, span("figures", it.card_number.clone())),
        fact(when, lang, format::day(format::day_of(at), lang)),
    ]);
    html! {
        <article class="paper" id="paper">
            { rings() }
            { p("paper-bank", common::BANK.get(lang)) }
            { p("paper-title", text::TRANSCRIPT.get(lang)) }
            { head }
            { for it.schemes.iter().map(|scheme| of_scheme(scheme, lang)) }
            { awards(&it.awards, lang) }
            { transfers(&it.transfers, lang) }
            { maybe(issued, |issued| code(&issued.verification_code, lang)) }
        </article>
    }
}

fn of_scheme(it: &TranscriptScheme, lang: Lang) -> Html {
    let heads = [text::COURSE, text::ENDED, common::HOURS, common::GRADE, text::CREDITS];
    let count = it.completions.len().to_string();
    let total = text::TOTAL_OF.fill(lang, &[&count, &format::plain(it.hours)]);
    html! {
        <section data-scheme={it.scheme.to_string()}>
            { h2(it.names.get(lang).to_owned()) }
            <table>
                <thead><tr>{ for heads.iter().map(|head| html! {
                    <th scope="col">{ head.get(lang) }</th>
                }) }</tr></thead>
                <tbody>{ for it.completions.iter().map(|line| completion(line, lang)) }</tbody>
                <tfoot><tr>
                    <th scope="row" colspan="4">
                        { text::TOTAL.get(lang) }{ " " }{ span("row-note", total) }
                    </th>
                    <td data-credits={it.credits.to_string()}>
                        { strong(it.credits.to_string()) }
                    </td>
                </tr></tfoot>
            </table>
        </section>
    }
}

fn completion(it: &TranscriptCompletion, lang: Lang) -> Html {
    html! {
        <tr data-row={it.id.to_string()}>
            <th scope="row">
                { &it.title }
                { span("row-note", it.institution_names.get(lang).to_owned()) }
            </th>
            <td>{ format::day(it.ended_on, lang) }</td>
            <td>{ labelled(common::HOURS, lang) }{ format::plain(it.hours) }</td>
            <td>{ it.grade.clone().unwrap_or_else(|| "—".to_owned()) }</td>
            <td>{ it.credits.to_string() }</td>
        </tr>
    }
}

/// What stands before a cell where the heads of columns are out of sight.
fn labelled(name: Words, lang: Lang) -> Html {
    html! { <span class="cell-name" aria-hidden="true">{ name.get(lang) }{ " " }</span> }
}

fn awards(awards: &[TranscriptAward], lang: Lang) -> Html {
    if awards.is_empty() {
        return Html::default();
    }
    let each = awards.iter().map(|it| {
        let place = it.institution_names.get(lang);
        let on = format::day(it.on, lang);
        let note = text::CERTIFICATE_OF.fill(lang, &[place, &it.number, &on]);
        let amount = said(&it.credits, lang).into();
        let title = it.title.get(lang).into();
        Row { title, amount, note, after: Html::default() }.item(it.id.to_string(), None, "award")
    });
    all([h2(text::CERTIFICATES.get(lang)), rows("awards", "rows", each)])
}

fn transfers(transfers: &[TranscriptTransfer], lang: Lang) -> Html {
    if transfers.is_empty() {
        return Html::default();
    }
    let each = transfers.iter().map(|it| {
        let left = it.takes.iter().map(|part| text::LEFT.fill(lang, &[&said(part, lang)]));
        let came = it.gives.iter().map(|part| text::CAME.fill(lang, &[&said(part, lang)]));
        let moved: Vec<String> = left.chain(came).collect();
        let note = [it.kind.label(lang), &it.number, &format::day(it.on, lang)].join(" · ");
        Row {
            title: it.title.get(lang).into(),
            amount: Html::default(),
            note: [note, moved.join(" · ")].join(" · "),
            after: Html::default(),
        }
        .item(it.id.to_string(), None, "transfer")
    });
    all([h2(text::TRANSFERS.get(lang)), rows("transfers", "rows", each)])
}

fn said(it: &VerifiedAmount, lang: Lang) -> String {
    format!("{} {}", it.amount, it.names.get(lang))
}

/// What anyone can check the paper by.
fn code(code: &str, lang: Lang) -> Html {
    let address = format!("{}{}", browser::origin(), Route::Verified(code.to_owned()).path());
    let place = format!("{}{}", browser::origin(), Route::Verify.path());
    html! {
        <footer class="paper-code">
            { qr(&address, text::CODE_QR.get(lang)) }
            <div>
                <p class="code" id="verification-code">{ code }</p>
                { p("", text::CHECK_AT.get(lang)) }
                { p("", place) }
                { p("row-note", text::MADE_BY.get(lang)) }
            </div>
        </footer>
    }
}
