//! Converting, second screen: check your answers. What stands here is the server's quote.

use std::rc::Rc;

use shared::transfers::{Quote, Transfer};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::actions::{Go, Other, Send};
use crate::components::amount::Amount;
use crate::components::facts::{Fact, Facts};
use crate::components::field::{Field, Kind};
use crate::components::form_box::FormBox;
use crate::components::lots::Lots;
use crate::components::notice::{Notice, Tone};
use crate::components::page::Page;
use crate::components::why::Why;
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{account, convert as text};
use crate::load::use_task;
use crate::names::use_schemes;
use crate::pages::receipt::lines;
use crate::routes::Route;
use crate::session::use_session;
use crate::{api, browser, format};

const PASSWORD: Slot =
    Slot::new("password", "/password", account::PASSWORD).hint(text::PASSWORD_AGAIN);

#[component]
pub fn ConvertCheck() -> Html {
    let lang = use_session().lang();
    let quote = use_location().and_then(|location| location.state::<Quote>());
    html! {
        <Page title={text::CHECK_TITLE.get(lang)} lead={text::CHECK_LEAD.get(lang)}>
            if let Some(quote) = quote {
                <Check quote={(*quote).clone()} />
            } else {
                <Notice tone={Tone::Know} title={text::NO_QUOTE.get(lang)}>
                    <p>{ text::NO_QUOTE_DETAIL.get(lang) }</p>
                    <p class="actions"><Go to={Route::Convert}>{ text::START_AGAIN.get(lang) }</Go></p>
                </Notice>
            }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    quote: Quote,
}

#[component]
fn Check(props: &Props) -> Html {
    let lang = use_session().lang();
    let navigator = use_navigator();
    let task = use_task();
    // One key for this quote: sent again after a lost answer, the credits move once.
    let key = use_memo(props.quote.id, |_| browser::random_key());
    let newer = use_state(|| None::<Quote>);
    let quote = (*newer).clone().unwrap_or_else(|| props.quote.clone());
    {
        // A newer rulebook came into force meanwhile: its quote takes the old one's place.
        let newer = newer.clone();
        let offered = match task.trouble() {
            Some(Trouble::Refused(problem)) => problem.quote.clone(),
            _ => None,
        };
        use_effect_with(offered, move |offered| {
            if offered.is_some() {
                newer.set(offered.clone());
            }
        });
    }
    let onsend = {
        let (task, id, needs_password) = (task.clone(), quote.id, quote.needs_password);
        Callback::from(move |values: Values| {
            let password = needs_password.then(|| values.text(PASSWORD));
            let (navigator, key) = (navigator.clone(), key_of(&key, id));
            let answer = async move { api::transfer(id, password, &key).await };
            task.run(answer, move |transfer: Transfer| {
                if let Some(navigator) = navigator {
                    navigator.replace(&Route::Transfer { id: transfer.id.to_string() });
                }
            });
        })
    };
    html! {
        <>
            <Answers quote={quote.clone()} />
            <FormBox task={task.clone()} slots={vec![PASSWORD]} {onsend}>
                if quote.needs_password {
                    <Field slot={PASSWORD} kind={Kind::Password} autocomplete="current-password" />
                }
                <p class="actions">
                    <Send id="confirm" task={task.clone()} label={text::CONFIRM.get(lang)} />
                    <Other to={Route::Convert}>{ text::CHANGE.get(lang) }</Other>
                </p>
            </FormBox>
        </>
    }
}

/// The key for one quote of this page.
fn key_of(page: &Rc<String>, quote: shared::ids::QuoteId) -> String {
    format!("{page}-{quote}")
}

#[component]
fn Answers(props: &Props) -> Html {
    let lang = use_session().lang();
    let schemes = use_schemes();
    let quote = &props.quote;
    let decides = if quote.automatic { text::AUTOMATIC } else { text::REVIEWED };
    let wide = if lang == shared::lang::Lang::Zh { "《{}》" } else { "{}" };
    let rule = wide.replace("{}", quote.rule_names.get(lang));
    html! {
        <>
            <Facts>
                <Fact name={text::TAKES.get(lang)} id="takes">
                    <Amount of={quote.takes.amount} />{ " " }{ schemes.name(&quote.takes.scheme, lang) }
                </Fact>
                <Fact name={text::GIVES.get(lang)} id="gives">
                    <Amount of={quote.gives.amount} />{ " " }{ schemes.name(&quote.gives.scheme, lang) }
                </Fact>
                <Fact name={text::VALIDITY.get(lang)}><Lots gives={quote.gives.clone()} /></Fact>
                <Fact name={text::RULE.get(lang)}>{ format!("{} {rule}", quote.rule) }</Fact>
                <Fact name={text::DECIDES.get(lang)}>{ decides.get(lang) }</Fact>
                <Fact name={text::VALID_UNTIL.get(lang)}>{ format::moment(quote.valid_until, lang) }</Fact>
            </Facts>
            <Why lines={lines(&quote.rule, quote.rulebook, &quote.trace, lang)} />
        </>
    }
}
