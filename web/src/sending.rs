//! Sending a file with a word on how much of it is sent, for which `fetch` has none.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use crate::http::{self, Answer, Trouble};
use crate::look;

/// Posts a form and gives the text of the answer; `progress` hears whole percents.
pub async fn post(url: &str, form: &FormData, progress: impl Fn(u32) + 'static) -> Answer<String> {
    let request = open(url).map_err(|_| Trouble::Offline)?;
    let hear = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.total() > 0.0 {
            #[allow(
                clippy::as_conversions,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss
            )]
            // Between 0 and 100; there is no checked conversion from f64.
            progress((event.loaded() * 100.0 / event.total()) as u32);
        }
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(hear.as_ref().unchecked_ref()));
    }
    let over = Promise::new(&mut |resolve, _| {
        request.set_onloadend(Some(&resolve));
    });
    request.send_with_opt_form_data(Some(form)).map_err(|_| Trouble::Offline)?;
    // Whatever it comes to, it ends; a request that failed has the status 0.
    let _ = JsFuture::from(over).await;
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status().unwrap_or_default() {
        0 => Err(Trouble::Offline),
        200..=299 => Ok(text),
        _ => Err(http::refused(&text)),
    }
}

fn open(url: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", url)?;
    request.set_request_header("Accept", "application/json")?;
    request.set_request_header("Accept-Language", look::lang().tag())?;
    if let Some(token) = http::token() {
        request.set_request_header("Authorization", &format!("Bearer {token}"))?;
    }
    Ok(request)
}
