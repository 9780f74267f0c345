//! Finding a card by what a scanner reads: one that types, or the camera where the browser can read
//! codes with it. Invariant: the camera is off as soon as it is not looked through.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use shared::identity::CardNumber;
use shared::lang::Lang;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};
use yew::prelude::*;

use crate::browser;
use crate::components::actions::act;
use crate::components::markup::{actions, all, p};
use crate::i18n::counter as text;
use crate::session::use_lang;

/// The picture of the camera.
const VIDEO: &str = "camera";
/// The pause between two looks, in milliseconds.
const PAUSE_MS: i32 = 250;

/// The number of a card in what a scanner read: the number alone, or an address that it stands in.
pub fn card_in(text: &str) -> Option<CardNumber> {
    if let Ok(card) = text.trim().parse() {
        return Some(card);
    }
    let mut runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.find_map(|digits| digits.parse().ok())
}

/// Puts the number of the card into an input in place of the address that a scanner typed there.
pub fn tidy(id: &str) -> Option<CardNumber> {
    let typed = browser::value(id);
    let card = card_in(&typed)?;
    if typed.trim() != card.as_str() {
        browser::fill(id, card.as_str());
    }
    Some(card)
}

/// Where the camera stands.
#[derive(Clone, Copy, PartialEq)]
enum Camera {
    Off,
    On,
    Refused,
}

/// The button that reads a card with the camera, where that can be; `found` hears the number.
#[hook]
pub fn use_scanner(found: &Callback<CardNumber>) -> Html {
    let lang = use_lang();
    let camera = use_state_eq(|| Camera::Off);
    {
        let (setter, found, on) = (camera.setter(), found.clone(), *camera == Camera::On);
        use_effect_with(on, move |on| {
            let watch = Rc::new(Watch::default());
            if *on {
                let watch = watch.clone();
                spawn_local(async move {
                    match watch.read().await {
                        Ok(Some(card)) => {
                            setter.set(Camera::Off);
                            found.emit(card);
                        }
                        Ok(None) => {}
                        Err(_) => setter.set(Camera::Refused),
                    }
                    watch.stop();
                });
            }
            move || watch.stop()
        });
    }
    if detector().is_none() || devices().is_none() {
        return Html::default();
    }
    let turn = |to: Camera| {
        let camera = camera.clone();
        Callback::from(move |_: MouseEvent| camera.set(to))
    };
    match *camera {
        Camera::On => picture(lang, turn(Camera::Off)),
        Camera::Off => actions([act("scan", text::SCAN, lang, turn(Camera::On))]),
        Camera::Refused => all([
            p("hint", text::NO_CAMERA.get(lang)),
            actions([act("scan", text::SCAN, lang, turn(Camera::On))]),
        ]),
    }
}

fn picture(lang: Lang, off: Callback<MouseEvent>) -> Html {
    html! {
        <div class="scan">
            { p("", text::SCAN_HELP.get(lang)) }
            <video id={VIDEO} autoplay=true playsinline=true muted=true
                aria-label={text::SCAN_HELP.get(lang)} />
            { actions([act("scan-off", text::SCAN_OFF, lang, off)]) }
        </div>
    }
}

/// Looking through the camera.
#[derive(Default)]
struct Watch {
    over: Cell<bool>,
    stream: RefCell<Option<MediaStream>>,
}

impl Watch {
    /// Looks until a card is seen, or the look is over.
    async fn read(&self) -> Result<Option<CardNumber>, JsValue> {
        let detector = detector().ok_or(JsValue::NULL)?;
        let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
        let wanted = MediaStreamConstraints::new();
        let facing = Object::new();
        Reflect::set(&facing, &"facingMode".into(), &"environment".into())?;
        wanted.set_video(&facing);
        let devices = devices().ok_or(JsValue::NULL)?;
        let stream = JsFuture::from(devices.get_user_media_with_constraints(&wanted)?).await?;
        let stream: MediaStream = stream.dyn_into()?;
        self.stream.replace(Some(stream.clone()));
        if self.over.get() {
            self.stop();
            return Ok(None);
        }
        let video: HtmlVideoElement = browser::element(VIDEO).ok_or(JsValue::NULL)?.dyn_into()?;
        video.set_src_object(Some(&stream));
        while !self.over.get() {
            let seen: Promise = detect.call1(&detector, &video)?.dyn_into()?;
            // A picture that is not there yet is none with a code.
            let codes = JsFuture::from(seen).await.unwrap_or_else(|_| Array::new().into());
            for code in Array::from(&codes).iter() {
                let text = Reflect::get(&code, &"rawValue".into())?.as_string();
                if let Some(card) = text.as_deref().and_then(card_in) {
                    return Ok(Some(card));
                }
            }
            browser::pause(PAUSE_MS).await;
        }
        Ok(None)
    }

    fn stop(&self) {
        self.over.set(true);
        if let Some(stream) = self.stream.take() {
            let tracks = stream.get_tracks();
            tracks
                .iter()
                .filter_map(|track| track.dyn_into::<MediaStreamTrack>().ok())
                .for_each(|track| track.stop());
        }
    }
}

/// The browser's own reader of codes, where it has one.
fn detector() -> Option<JsValue> {
    let kind = Reflect::get(&browser::window(), &"BarcodeDetector".into()).ok()?;
    let kind: Function = kind.dyn_into().ok()?;
    Reflect::construct(&kind, &Array::new()).ok()
}

/// The cameras, where the page may have them.
fn devices() -> Option<web_sys::MediaDevices> {
    let navigator = browser::window().navigator();
    let devices = Reflect::get(&navigator, &"mediaDevices".into()).ok()?;
    (!devices.is_undefined()).then(|| devices.unchecked_into())
}
