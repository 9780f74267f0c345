//! Checking a receipt or a completion by its code, which needs no account.

use shared::lang::Lang;
use shared::verification::{Verification, VerifiedAmount, VerifiedKind};
use shared::vocabulary::{CompletionStatus, TransferStatus};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::actions::Other;
use crate::components::amount::Amount;
use crate::components::facts::{Fact, Facts};
use crate::components::field::{Field, Kind};
use crate::components::form_box::FormBox;
use crate::components::page::Page;
use crate::components::states::{Failed, view};
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{common, verify as text};
use crate::load::{Load, use_load, use_task};
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, format};

const CODE: Slot = Slot::new("code", "/code", text::CODE).hint(text::CODE_HINT);

#[component]
pub fn Verify() -> Html {
    let lang = use_lang();
    html! {
        <Page title={common::NAV_VERIFY.get(lang)} lead={text::LEAD.get(lang)}>
            <Ask />
        </Page>
    }
}

/// Asks for a code.
#[component]
fn Ask() -> Html {
    let lang = use_lang();
    let task = use_task();
    let navigator = use_navigator();
    let onsend = {
        let task = task.clone();
        Callback::from(move |values: Values| {
            use shared::fault::{Fault, FaultKind};
            let code: String = values.text(CODE).split_whitespace().collect();
            if code.is_empty() {
                task.refuse(Trouble::of_faults(&[Fault::new(CODE.at, FaultKind::Required)]));
            } else if let Some(navigator) = &navigator {
                navigator.push(&Route::Verified { code });
            }
        })
    };
    html! {
        <FormBox {task} slots={vec![CODE]} {onsend}>
            <Field slot={CODE} kind={Kind::Text} autocomplete="off" />
            <p class="actions">
                <button type="submit" id="check" class="button main">{ text::CHECK.get(lang) }</button>
            </p>
        </FormBox>
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub code: String,
}

#[component]
pub fn Verified(props: &Props) -> Html {
    let lang = use_lang();
    let answer = use_load(props.code.clone(), |code| async move { api::verify(&code).await });
    let inside = match &answer.load {
        Load::Failed(trouble) if trouble.is("not_found") => html! { <Unknown /> },
        Load::Failed(trouble) => {
            html! { <Failed trouble={trouble.clone()} again={answer.again.clone()} /> }
        }
        _ => view(&answer, |found: &Verification| html! { <Found found={found.clone()} /> }),
    };
    html! {
        <Page title={text::RESULT.get(lang)}>
            <p>{ text::CODE.get(lang) }{ " " }<span class="code">{ &props.code }</span></p>
            { inside }
            <p class="actions"><Other to={Route::Verify}>{ text::ANOTHER.get(lang) }</Other></p>
        </Page>
    }
}

#[component]
fn Unknown() -> Html {
    let lang = use_lang();
    html! {
        <div id="verdict" class="verdict bad" data-valid="false">
            <p class="verdict-line"><strong>{ text::UNKNOWN.get(lang) }</strong></p>
            <p>{ text::UNKNOWN_DETAIL.get(lang) }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    found: Verification,
}

#[component]
fn Found(props: &FoundProps) -> Html {
    let lang = use_lang();
    let it = &props.found;
    let (class, verdict) =
        if it.valid { ("verdict good", text::VALID) } else { ("verdict bad", text::NOT_VALID) };
    let (kind, reference, on) = match it.kind {
        VerifiedKind::Transfer => (text::A_TRANSFER, common::NUMBER, text::SETTLED_ON),
        VerifiedKind::Completion => (text::A_COMPLETION, common::INSTITUTION, text::ENDED_ON),
    };
    let statement = &it.statement;
    html! {
        <>
            <div id="verdict" {class} data-valid={it.valid.to_string()}>
                <p class="verdict-line"><strong>{ verdict.get(lang) }</strong></p>
                <p>{ text::AS_OF.fill(lang, &[&format::moment(it.as_of, lang)]) }</p>
            </div>
            <Facts>
                <Fact name={text::KIND.get(lang)}>{ kind.get(lang) }</Fact>
                <Fact name={text::TITLE.get(lang)}>{ statement.title.get(lang) }</Fact>
                <Fact name={reference.get(lang)}>{ &statement.reference }</Fact>
                <Fact name={on.get(lang)}>{ format::day(statement.on, lang) }</Fact>
                <Fact name={common::STATUS.get(lang)}>{ state(it, lang) }</Fact>
                { amount(text::TAKEN, statement.takes.as_ref(), lang) }
                { amount(text::GIVEN, statement.gives.as_ref(), lang) }
            </Facts>
            <p class="hint">{ text::NO_NAMES.get(lang) }</p>
        </>
    }
}

fn amount(name: crate::i18n::Words, amount: Option<&VerifiedAmount>, lang: Lang) -> Html {
    let Some(it) = amount else { return Html::default() };
    html! {
        <Fact name={name.get(lang)}><Amount of={it.amount} />{ " " }{ it.names.get(lang) }</Fact>
    }
}

/// The state in words; a state that this client does not know is shown as it came.
fn state(verification: &Verification, lang: Lang) -> String {
    let state = &verification.state;
    let known = match verification.kind {
        VerifiedKind::Transfer => state.parse().ok().map(|known: TransferStatus| known.label(lang)),
        VerifiedKind::Completion => {
            state.parse().ok().map(|known: CompletionStatus| known.label(lang))
        }
    };
    known.unwrap_or(state).to_owned()
}
