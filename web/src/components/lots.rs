//! Until when the credits of a conversion can be used, lot by lot.

use shared::transfers::Gives;
use yew::prelude::*;

use crate::format;
use crate::i18n::convert as text;
use crate::session::use_lang;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub gives: Gives,
}

#[component]
pub fn Lots(props: &Props) -> Html {
    let lang = use_lang();
    let until = |on: Option<chrono::NaiveDate>| match on {
        Some(on) => text::USE_UNTIL.fill(lang, &[&format::day(on, lang)]),
        None => text::FOR_LIFE.get(lang).to_owned(),
    };
    let lots = &props.gives.lots;
    if let [lot] = lots.as_slice() {
        return html! { { until(lot.expires_on) } };
    }
    html! {
        <ul class="plain">
            { for lots.iter().map(|lot| html! {
                <li><span class="figures">{ lot.amount.to_string() }</span>{ " " }
                    { until(lot.expires_on) }</li>
            }) }
        </ul>
    }
}
