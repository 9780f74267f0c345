//! Checking a receipt or a completion by its code, which needs no account.

use shared::awards::AwardStatus;
use shared::fault::{Fault, FaultKind};
use shared::lang::Lang;
use shared::transcripts::TranscriptState;
use shared::verification::{Verification, VerifiedAmount, VerifiedKind};
use shared::vocabulary::{CompletionStatus, TransferStatus};
use yew::prelude::*;

use crate::components::actions::{other, send};
use crate::components::amount::amount;
use crate::components::facts::fact;
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, maybe, p, span, strong};
use crate::components::page::{PageOf, Width, page};
use crate::components::states::view;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{Words, common, verify as text};
use crate::load::{Load, use_load, use_task};
use crate::record::paper::paper;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format, navigate};

const CODE: Slot = Slot::new("code", "/code", text::CODE).hint(text::CODE_HINT);

#[hook]
pub fn use_verify() -> Html {
    let lang = use_lang();
    let task = use_task();
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            let code = code_in(&values.text(CODE));
            if code.is_empty() {
                task.refuse(Trouble::of_faults(&[Fault::new(CODE.at, FaultKind::Required)]));
            } else {
                navigate::go(&Route::Verified(code));
            }
        })
    };
    page(
        common::NAV_VERIFY.get(lang),
        text::LEAD.get(lang),
        Width::Column,
        form(
            &task,
            &[CODE],
            onsend,
            "",
            all([
                Field::new(CODE, Kind::Text).view(&task, lang),
                actions([send("check", text::CHECK, &task, lang)]),
            ]),
        ),
    )
}

#[hook]
pub fn use_verified(props: &PageOf) -> Html {
    let lang = use_lang();
    let answer = {
        let code = props.id.clone();
        use_load(code.clone(), move || api::verify(&code))
    };
    let inside = match &answer.load {
        Load::Failed(trouble) if trouble.is("not_found") => unknown(lang),
        _ => view(&answer, |it: &Verification| found(it, lang)),
    };
    let code = all([text::CODE.get(lang).into(), " ".into(), span("code", &props.id)]);
    let again = actions([other(Route::Verify, text::ANOTHER, lang)]);
    page(text::RESULT.get(lang), "", Width::Column, all([p("", code), inside, again]))
}

/// The code in what was typed, which may be the whole link of a QR code.
fn code_in(typed: &str) -> String {
    let bare = typed.trim().trim_end_matches('/');
    let last = bare.rsplit_once("/verify/").map_or(bare, |(_, code)| code);
    last.split(['?', '#']).next().unwrap_or_default().split_whitespace().collect()
}

fn unknown(lang: Lang) -> Html {
    html! {
        <div id="verdict" class="verdict bad" data-valid="false">
            <p class="verdict-line">{ strong(text::UNKNOWN.get(lang)) }</p>
            { p("", text::UNKNOWN_DETAIL.get(lang)) }
        </div>
    }
}

fn found(it: &Verification, lang: Lang) -> Html {
    let (class, verdict) = match (it.valid, it.kind) {
        (true, _) => ("verdict good", text::VALID),
        (false, VerifiedKind::Transcript) => ("verdict open", text::CHANGED),
        (false, _) => ("verdict bad", text::NOT_VALID),
    };
    let (kind, reference, on) = match it.kind {
        VerifiedKind::Transfer => (text::A_TRANSFER, common::NUMBER, text::SETTLED_ON),
        VerifiedKind::Completion => (text::A_COMPLETION, common::INSTITUTION, text::ENDED_ON),
        VerifiedKind::Award => (text::A_CERTIFICATE, common::NUMBER, text::GRANTED_ON),
        VerifiedKind::Transcript => (text::A_TRANSCRIPT, text::CODE, text::ISSUED_ON),
    };
    let statement = &it.statement;
    let verdict = html! {
        <div id="verdict" {class} data-valid={it.valid.to_string()}>
            { p("verdict-line", strong(verdict.get(lang))) }
            { p("", text::AS_OF.fill(lang, &[&format::moment(it.as_of, lang)])) }
        </div>
    };
    let known = facts([
        fact(text::KIND, lang, kind.get(lang)),
        fact(text::TITLE, lang, statement.title.get(lang)),
        fact(reference, lang, statement.reference.clone()),
        fact(on, lang, format::day(statement.on, lang)),
        fact(common::STATUS, lang, state(it, lang)),
        moved(text::TAKEN, statement.takes.as_ref(), lang),
        moved(text::GIVEN, statement.gives.as_ref(), lang),
    ]);
    let said = maybe(statement.transcript.as_ref(), |said| {
        all([p("", text::COMPARE.get(lang)), paper(said, None, lang)])
    });
    all([verdict, known, said, p("hint", text::NO_NAMES.get(lang))])
}

fn moved(name: Words, moved: Option<&VerifiedAmount>, lang: Lang) -> Html {
    let Some(it) = moved else { return Html::default() };
    fact(name, lang, all([amount(it.amount, lang), " ".into(), it.names.get(lang).into()]))
}

/// The state in words; a state that this client does not know is shown as it came.
fn state(verification: &Verification, lang: Lang) -> String {
    let state = &verification.state;
    let known = match verification.kind {
        VerifiedKind::Transfer => state.parse().ok().map(|known: TransferStatus| known.label(lang)),
        VerifiedKind::Completion => {
            state.parse().ok().map(|known: CompletionStatus| known.label(lang))
        }
        VerifiedKind::Award => state.parse().ok().map(|known: AwardStatus| known.label(lang)),
        VerifiedKind::Transcript => {
            state.parse().ok().map(|known: TranscriptState| known.label(lang))
        }
    };
    known.unwrap_or(state).to_owned()
}
