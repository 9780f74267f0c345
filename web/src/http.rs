//! Requests to the bank: the token, its renewal, and what can go wrong on the way.
//!
//! Invariants: the access token lives in memory only; however many requests find it outdated at
//! once, it is renewed once; a request is sent at most twice.

use std::any::Any;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use js_sys::Promise;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::accounts::SignedIn;
use shared::fault::{Fault, FaultReport};
use shared::problem::Problem;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortController, Headers, RequestInit, Response};

use crate::json::{read, write};
use crate::{api, browser, look};

/// After this long without an answer a request counts as lost.
const TIMEOUT_MS: i32 = 30_000;

/// The same for a stream of events, which begins at once where nothing holds it up.
const STREAM_TIMEOUT_MS: i32 = 4_000;

/// The name under which a device remembers that someone is signed in: it spares everyone else a
/// renewal at the start that can only fail.
const HINT: &str = "signed-in";

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The network is away.
    Offline,
    /// The bank refused, and says why.
    Refused(Rc<Problem>),
    /// The answer is none that this client understands.
    Unreadable,
    /// The input has faults; nothing was sent.
    Faults(Rc<[FaultReport]>),
}

/// What a request comes to.
pub type Answer<T> = Result<T, Trouble>;

/// A future on the heap.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// Something that was read from an answer, whatever it is.
pub type Thing = Rc<dyn Any>;

/// An answer on its way. What carries it knows nothing of what it carries, so that this is compiled
/// once and not once for every kind of answer.
pub struct Coming<T> {
    thing: Boxed<Answer<Thing>>,
    kind: PhantomData<fn() -> T>,
}

impl<T: 'static> Coming<T> {
    /// An answer that is put together from several.
    pub fn of(work: impl Future<Output = Answer<T>> + 'static) -> Self {
        let thing = Box::pin(async move {
            let thing: Thing = Rc::new(work.await?);
            Ok(thing)
        });
        Self { thing, kind: PhantomData }
    }

    /// The answer without its kind.
    pub fn thing(self) -> Boxed<Answer<Thing>> {
        self.thing
    }
}

impl<T: 'static> Future for Coming<T> {
    type Output = Answer<Rc<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let known = |thing: Thing| thing.downcast().map_err(|_| Trouble::Unreadable);
        self.thing.as_mut().poll(context).map(|answer| answer.and_then(known))
    }
}

/// Two answers that are asked for at once.
pub async fn both<A: 'static, B: 'static>(
    mut one: Coming<A>,
    mut other: Coming<B>,
) -> Answer<(Rc<A>, Rc<B>)> {
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(answer) = Pin::new(&mut one).poll(context)
        {
            first = Some(answer);
        }
        if second.is_none()
            && let Poll::Ready(answer) = Pin::new(&mut other).poll(context)
        {
            second = Some(answer);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(other)) => Poll::Ready(one.and_then(|one| Ok((one, other?)))),
            (one, other) => {
                (first, second) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}

impl Trouble {
    /// Trouble with an input that was not sent.
    pub fn of_faults(faults: &[Fault]) -> Self {
        let lang = look::lang();
        Self::Faults(faults.iter().map(|fault| fault.report(lang)).collect())
    }

    /// The faults of the input, found here or by the server.
    pub fn faults(&self) -> &[FaultReport] {
        match self {
            Self::Faults(faults) => faults,
            Self::Refused(problem) => &problem.errors,
            Self::Offline | Self::Unreadable => &[],
        }
    }

    /// Whether the bank refused with this code, the last part of the problem's `type`.
    pub fn is(&self, code: &str) -> bool {
        matches!(self, Self::Refused(problem) if problem.type_uri.ends_with(&format!("/{code}")))
    }
}

/// A request.
pub struct Ask {
    method: &'static str,
    url: String,
    body: Option<(&'static str, JsValue)>,
    key: Option<String>,
    seen: Option<String>,
    stream: bool,
}

impl Ask {
    /// Reads.
    pub fn get(url: impl Into<String>) -> Self {
        Self { method: "GET", url: url.into(), body: None, key: None, seen: None, stream: false }
    }

    /// Does something.
    pub fn post(url: impl Into<String>) -> Self {
        Self { method: "POST", ..Self::get(url) }
    }

    /// Changes a part.
    pub fn patch(url: impl Into<String>) -> Self {
        Self { method: "PATCH", ..Self::get(url) }
    }

    /// Replaces.
    pub fn put(url: impl Into<String>) -> Self {
        Self { method: "PUT", ..Self::get(url) }
    }

    /// Removes.
    pub fn delete(url: impl Into<String>) -> Self {
        Self { method: "DELETE", ..Self::get(url) }
    }

    /// For events as they happen: the answer must begin at once, and never ends.
    pub fn stream(self) -> Self {
        Self { stream: true, ..self }
    }

    /// With a body.
    pub fn body(self, body: Value) -> Self {
        Self { body: Some(("application/json", JsValue::from_str(&write(&body)))), ..self }
    }

    /// With a file or a text of comma-separated values as its body.
    pub fn csv(self, content: JsValue) -> Self {
        Self { body: Some(("text/csv", content)), ..self }
    }

    /// With an `If-Match`: refused when what is changed is no longer what was seen. `*` is any.
    pub fn seen(self, tag: &str) -> Self {
        Self { seen: Some(tag.to_owned()), ..self }
    }

    /// With an `Idempotency-Key`: sent again with the same, it happens once.
    pub fn key(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }
}

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static RENEWAL: RefCell<Option<Promise>> = const { RefCell::new(None) };
    static AT_END: RefCell<Option<yew::Callback<()>>> = const { RefCell::new(None) };
}

/// Keeps the token of someone who has just signed in.
pub fn sign_in(signed_in: &SignedIn) {
    TOKEN.set(Some(signed_in.access_token.clone()));
    browser::keep(HINT, "1");
}

/// Forgets the token.
pub fn sign_out() {
    TOKEN.set(None);
    browser::forget(HINT);
}

/// Says what to do when a session turns out to have ended.
pub fn at_end(callback: yew::Callback<()>) {
    AT_END.set(Some(callback));
}

/// The token, for requests that are sent otherwise.
pub fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// What a refusal says.
pub fn refused(text: &str) -> Trouble {
    Failure::Refused(text.to_owned()).trouble()
}

/// Whether someone may still be signed in on this device.
pub fn maybe_signed_in() -> bool {
    browser::kept(HINT).is_some()
}

/// Whether this tab acts for somebody who is signed in.
pub fn holds_token() -> bool {
    TOKEN.with_borrow(Option::is_some)
}

/// Sends a request and reads its answer.
pub fn send<T: DeserializeOwned + 'static>(ask: Ask) -> Coming<T> {
    let read = |text: &str| {
        let thing: Thing = Rc::new(read::<T>(text)?);
        Some(thing)
    };
    Coming { thing: fetch(ask, read), kind: PhantomData }
}

/// Sends a request whose answer has nothing to read.
pub fn tell(ask: Ask) -> Coming<()> {
    let read = |_: &str| {
        let thing: Thing = Rc::new(());
        Some(thing)
    };
    Coming { thing: fetch(ask, read), kind: PhantomData }
}

fn fetch(ask: Ask, read: fn(&str) -> Option<Thing>) -> Boxed<Answer<Thing>> {
    Box::pin(async move { read(&exchange(ask).await?).ok_or(Trouble::Unreadable) })
}

/// Signs in again from the cookie; everyone who asks meanwhile waits for the one renewal.
pub async fn renew() -> Answer<SignedIn> {
    let running = RENEWAL.with_borrow(Clone::clone);
    let promise = running.unwrap_or_else(|| {
        let promise = future_to_promise(async {
            let answer = attempt(&Ask::post(api::REFRESH)).await;
            RENEWAL.set(None);
            let text = match answer {
                Ok(response) => text_of(&response).await,
                Err(failure) => Err(failure),
            };
            match text {
                Ok(text) => Ok(JsValue::from_str(&text)),
                Err(Failure::Refused(text)) => Err(JsValue::from_str(&text)),
                Err(Failure::Lost) => Err(JsValue::NULL),
            }
        });
        RENEWAL.set(Some(promise.clone()));
        promise
    });
    let text = JsFuture::from(promise).await;
    let text = text.map_err(|reason| reason.as_string().map_or(Failure::Lost, Failure::Refused));
    let text = text.map_err(Failure::trouble)?.as_string().unwrap_or_default();
    let signed_in = read(&text).ok_or(Trouble::Unreadable)?;
    sign_in(&signed_in);
    Ok(signed_in)
}

/// Sends a request and gives the text of its answer.
pub async fn exchange(ask: Ask) -> Answer<String> {
    text_of(&respond(ask).await?).await.map_err(Failure::trouble)
}

/// Sends a request and gives the text of its answer with the version that it is of.
pub async fn exchange_tagged(ask: Ask) -> Answer<(String, String)> {
    let response = respond(ask).await?;
    let tag = response.headers().get("ETag").ok().flatten().unwrap_or_default();
    Ok((text_of(&response).await.map_err(Failure::trouble)?, tag))
}

/// Saves the answer to a request as a file.
pub fn download(ask: Ask, name: &'static str) -> Coming<()> {
    Coming::of(async move {
        let response = respond(ask).await?;
        let blob = response.blob().map_err(|_| Trouble::Offline)?;
        let blob = JsFuture::from(blob).await.map_err(|_| Trouble::Offline)?;
        browser::save_as(name, blob.unchecked_ref());
        Ok(())
    })
}

/// Sends a request and gives its answer; a token that is outdated is renewed first.
pub async fn respond(ask: Ask) -> Answer<Response> {
    let first = attempt(&ask).await.map_err(Failure::trouble);
    let outdated = matches!(&first, Err(trouble) if trouble.is("not_signed_in"));
    if !outdated || TOKEN.with_borrow(Option::is_none) {
        return first;
    }
    match renew().await {
        Ok(_) => attempt(&ask).await.map_err(Failure::trouble),
        Err(Trouble::Offline) => Err(Trouble::Offline),
        Err(trouble) => {
            sign_out();
            if let Some(callback) = AT_END.with_borrow(Clone::clone) {
                callback.emit(());
            }
            Err(trouble)
        }
    }
}

/// Why an attempt has no answer: nothing came, or the text of a refusal.
enum Failure {
    Lost,
    Refused(String),
}

impl Failure {
    fn trouble(self) -> Trouble {
        match self {
            Self::Lost => Trouble::Offline,
            Self::Refused(text) => read(&text)
                .map_or(Trouble::Unreadable, |problem| Trouble::Refused(Rc::new(problem))),
        }
    }
}

async fn attempt(ask: &Ask) -> Result<Response, Failure> {
    let response = transmit(ask).await.map_err(|_| Failure::Lost)?;
    if response.ok() { Ok(response) } else { Err(Failure::Refused(text_of(&response).await?)) }
}

async fn text_of(response: &Response) -> Result<String, Failure> {
    let text = JsFuture::from(response.text().map_err(|_| Failure::Lost)?).await;
    Ok(text.map_err(|_| Failure::Lost)?.as_string().unwrap_or_default())
}

async fn transmit(ask: &Ask) -> Result<Response, JsValue> {
    let window = browser::window();
    let controller = AbortController::new()?;
    let init = RequestInit::new();
    init.set_method(ask.method);
    init.set_headers(&headers(ask)?.into());
    init.set_signal(Some(&controller.signal()));
    if let Some((_, body)) = &ask.body {
        init.set_body(body);
    }
    let abort = Closure::once_into_js(move || controller.abort());
    let patience = if ask.stream { STREAM_TIMEOUT_MS } else { TIMEOUT_MS };
    let timer = window
        .set_timeout_with_callback_and_timeout_and_arguments_0(abort.unchecked_ref(), patience)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(&ask.url, &init)).await;
    window.clear_timeout_with_handle(timer);
    response?.dyn_into()
}

fn headers(ask: &Ask) -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", if ask.stream { "text/event-stream" } else { "application/json" })?;
    headers.set("Accept-Language", look::lang().tag())?;
    if let Some(token) = TOKEN.with_borrow(Clone::clone) {
        headers.set("Authorization", &format!("Bearer {token}"))?;
    }
    if let Some(key) = &ask.key {
        headers.set("Idempotency-Key", key)?;
    }
    if let Some(tag) = &ask.seen {
        headers.set("If-Match", tag)?;
    }
    if let Some((kind, _)) = &ask.body {
        headers.set("Content-Type", kind)?;
    }
    Ok(headers)
}
