//! The line above every page while there is no network.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::browser;
use crate::i18n::common::OFFLINE_BANNER;
use crate::session::use_lang;

/// Whether the browser has a network, as it changes.
#[hook]
pub fn use_online() -> bool {
    let online = use_state(browser::online);
    let setter = online.setter();
    use_effect_with((), move |()| {
        let look = Closure::<dyn Fn()>::new(move || setter.set(browser::online()));
        let window = browser::window();
        for event in ["online", "offline"] {
            let _ = window.add_event_listener_with_callback(event, look.as_ref().unchecked_ref());
        }
        move || {
            for event in ["online", "offline"] {
                let _ = window
                    .remove_event_listener_with_callback(event, look.as_ref().unchecked_ref());
            }
        }
    });
    *online
}

#[component]
pub fn OfflineBanner() -> Html {
    let lang = use_lang();
    let online = use_online();
    html! {
        <div role="status">
            if !online {
                <p class="offline">{ OFFLINE_BANNER.get(lang) }</p>
            }
        </div>
    }
}
