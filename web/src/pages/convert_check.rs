//! Converting, second screen: check your answers. What stands here is the server's quote.

use chrono::NaiveDate;
use shared::lang::Lang;
use shared::transfers::{Gives, Quote};
use yew::prelude::*;

use crate::components::actions::{go, other, send};
use crate::components::amount::amount_of;
use crate::components::facts::{Fold, fact, fact_at, why};
use crate::components::field::{Field, Kind};
use crate::components::form_box::form;
use crate::components::markup::{actions, all, facts, p, span};
use crate::components::notice::{Tone, notice};
use crate::components::page::{Width, page};
use crate::form::{Slot, Values};
use crate::http::Trouble;
use crate::i18n::{account, convert as text};
use crate::load::{Task, use_task};
use crate::names::{Schemes, use_schemes};
use crate::pages::receipt::lines;
use crate::routes::Route;
use crate::session::use_lang;
use crate::{api, browser, format, navigate};

const PASSWORD: Slot =
    Slot::new("password", "/password", account::PASSWORD).hint(text::PASSWORD_AGAIN);

#[hook]
pub fn use_convert_check() -> Html {
    let lang = use_lang();
    let schemes = use_schemes();
    let task = use_task();
    // One key for each quote of this page: sent again after a lost answer, the credits move once.
    let page_key = use_state(browser::random_key);
    let asked = navigate::carried::<Quote>();
    // Where a newer rulebook came into force meanwhile, its quote takes the old one's place.
    let newer = match task.trouble() {
        Some(Trouble::Refused(problem)) => problem.quote.as_ref(),
        _ => None,
    };
    let quote = newer.or(asked.as_deref());
    let onsend = {
        let task = task.clone();
        let wanted = quote.map(|quote| (quote.id, quote.needs_password));
        Callback::from(move |values: Values| {
            let Some((id, needs_password)) = wanted else { return };
            let password = needs_password.then(|| values.text(PASSWORD));
            let key = format!("{}-{id}", *page_key);
            task.run(api::transfer(id, password, &key), |transfer| {
                navigate::replace(&Route::Transfer(transfer.id.to_string()));
            });
        })
    };
    let inside = match quote {
        Some(quote) => {
            let again = quote.needs_password.then(|| password(&task, lang));
            let buttons = actions([
                send("confirm", text::CONFIRM, &task, lang),
                other(Route::Convert, text::CHANGE, lang),
            ]);
            let fields = all([again.unwrap_or_default(), buttons]);
            let form = form(&task, &[PASSWORD], onsend, "", fields);
            all([answers(quote, &schemes, lang), form])
        }
        None => no_quote(lang),
    };
    page(text::CHECK_TITLE.get(lang), text::CHECK_LEAD.get(lang), Width::Column, inside)
}

fn password(task: &Task, lang: Lang) -> Html {
    Field::new(PASSWORD, Kind::Password).autocomplete("current-password").view(task, lang)
}

/// The page was loaded anew, and the quote is gone.
fn no_quote(lang: Lang) -> Html {
    let inside = all([
        p("", text::NO_QUOTE_DETAIL.get(lang)),
        actions([go(Route::Convert, text::START_AGAIN, lang)]),
    ]);
    notice(Tone::Know, text::NO_QUOTE.get(lang), inside)
}

fn answers(quote: &Quote, schemes: &Schemes, lang: Lang) -> Html {
    let decides = if quote.automatic { text::AUTOMATIC } else { text::REVIEWED };
    let rule = text::RULE_NAMED.fill(lang, &[&quote.rule, quote.rule_names.get(lang)]);
    let (takes, gives) = (&quote.takes, &quote.gives);
    let outgoing = amount_of(takes.amount, &takes.scheme, schemes, lang);
    let incoming = amount_of(gives.amount, &gives.scheme, schemes, lang);
    let known = facts([
        fact_at("takes", text::TAKES, lang, outgoing),
        fact_at("gives", text::GIVES, lang, incoming),
        fact(text::VALIDITY, lang, lots(gives, lang)),
        fact(text::RULE, lang, rule),
        fact(text::DECIDES, lang, decides.get(lang)),
        fact(text::VALID_UNTIL, lang, format::moment(quote.valid_until, lang)),
    ]);
    let lines = lines(&quote.rule, quote.rulebook, &quote.trace, lang);
    all([known, why(&lines, Fold::Closed, lang)])
}

/// Until when the credits of a conversion can be used, lot by lot.
pub fn lots(gives: &Gives, lang: Lang) -> Html {
    let until = |on: Option<NaiveDate>| match on {
        Some(on) => text::USE_UNTIL.fill(lang, &[&format::day(on, lang)]),
        None => text::FOR_LIFE.get(lang).to_owned(),
    };
    if let [lot] = gives.lots.as_slice() {
        return until(lot.expires_on).into();
    }
    html! {
        <ul class="plain">
            { for gives.lots.iter().map(|lot| html! {
                <li>{ span("figures", lot.amount.to_string()) }{ " " }
                    { until(lot.expires_on) }</li>
            }) }
        </ul>
    }
}
