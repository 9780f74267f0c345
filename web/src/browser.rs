//! The browser's own services, behind names of their own: title, focus, storage, printing, time.
//!
//! Invariant: a browser that refuses a service (storage switched off, no worker) costs that service
//! alone, never the page.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Document, Element, HtmlElement, Storage, Url, Window};
use yew::Callback;

/// The window that everything happens in.
pub fn window() -> Window {
    web_sys::window().expect("the client runs in a window, never in a worker")
}

fn document() -> Document {
    window().document().expect("a window with the client has a document")
}

/// The element with this id.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// `<html>`, which carries language, text size and colours.
pub fn root() -> Element {
    document().document_element().expect("a document has a root element")
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts a value into the input with this id.
pub fn fill(id: &str, value: &str) {
    if let Some(input) = element(id).and_then(|found| found.dyn_into().ok()) {
        let input: web_sys::HtmlInputElement = input;
        input.set_value(value);
    }
}

/// What stands in the input or select with this id.
pub fn value(id: &str) -> String {
    let read = |found: Element| match found.dyn_into::<web_sys::HtmlInputElement>() {
        Ok(input) => Some(input.value()),
        Err(other) => other.dyn_into::<web_sys::HtmlSelectElement>().ok().map(|list| list.value()),
    };
    element(id).and_then(read).unwrap_or_default()
}

/// Shows what stands in the password input with this id, or hides it again, and marks the button
/// that was pressed.
pub fn reveal(id: &str, event: &web_sys::MouseEvent) {
    let input = element(id).and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok());
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let (Some(input), Some(button)) = (input, button) else { return };
    let hidden = input.type_() == "password";
    input.set_type(if hidden { "text" } else { "password" });
    let _ = button.set_attribute("aria-pressed", if hidden { "true" } else { "false" });
}

/// The id of the input or select that comes after an element in its form; none after the last.
pub fn field_after(element: &Element) -> Option<String> {
    let form = element.closest("form").ok()??;
    let fields = form.query_selector_all("input:not([type=hidden]), select, textarea").ok()?;
    let fields = (0..fields.length()).filter_map(|place| fields.item(place)?.dyn_into().ok());
    let after = fields.skip_while(|field: &Element| field != element).nth(1);
    after.map(|field| field.id())
}

/// The title of the window.
pub fn title() -> String {
    document().title()
}

/// Changes the title of the window.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Scrolls to the top of the page.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Opens the print dialog.
pub fn print() {
    let _ = window().print();
}

/// The site's address without a path, such as `https://bank.example`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Whether the browser believes that it has a network.
pub fn online() -> bool {
    window().navigator().on_line()
}

/// How wide the window is, in pixels.
pub fn width() -> i64 {
    let wide = window().inner_width().ok().and_then(|wide| wide.as_f64()).unwrap_or_default();
    #[allow(clippy::as_conversions, clippy::cast_possible_truncation)]
    // A whole number of pixels; there is no checked conversion from f64.
    let wide = wide as i64;
    wide
}

/// Whether nobody sees the page: another tab is in front, or the window is away.
pub fn hidden() -> bool {
    document().hidden()
}

/// The browser's clock.
pub fn now() -> DateTime<Utc> {
    #[allow(clippy::as_conversions, clippy::cast_possible_truncation)]
    // A whole number of milliseconds far below 2^53; there is no checked conversion from f64.
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// 128 random bits as 32 hexadecimal digits, for an `Idempotency-Key`.
pub fn random_key() -> String {
    let mut bytes = [0; 16];
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).map(|_| ()));
    filled.expect("every browser that runs WebAssembly has random numbers");
    format!("{:032x}", u128::from_be_bytes(bytes))
}

/// A value of the query string of the page's address.
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// A text for a path or query string.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept under a name on this device.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text under a name on this device.
pub fn keep(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// Forgets what is kept under a name.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Forgets everything that is kept on this device.
pub fn forget_all() {
    if let Some(storage) = storage() {
        let _ = storage.clear();
    }
}

/// Something that happens later, unless this is dropped before.
pub struct Timer {
    id: i32,
    // The browser calls into it.
    _work: Closure<dyn FnMut()>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Does something after so many milliseconds.
pub fn after(millis: i32, work: impl FnOnce() + 'static) -> Timer {
    let work = Closure::once(work);
    let id = window().set_timeout_with_callback_and_timeout_and_arguments_0(
        work.as_ref().unchecked_ref(),
        millis,
    );
    Timer { id: id.unwrap_or_default(), _work: work }
}

/// Waits so many milliseconds.
pub async fn pause(millis: i32) {
    let over = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    // A pause that fails is over.
    let _ = wasm_bindgen_futures::JsFuture::from(over).await;
}

/// Saves content that this page has as a file.
pub fn save_as(name: &str, content: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(content) else { return };
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Copies a text that stands in the input with this id, and says whether it could; where the browser
/// does not let it, the text is marked to be copied by hand.
pub fn copy(id: &str, text: &str, done: impl FnOnce(bool) + 'static) {
    // Through `Reflect`, since on plain http there is no such property.
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok();
    let clipboard = clipboard.filter(|found| !found.is_undefined());
    let write =
        clipboard.as_ref().and_then(|it| Reflect::get(it, &JsValue::from_str("writeText")).ok());
    let write = write.and_then(|it| it.dyn_into::<js_sys::Function>().ok());
    let asked = write.zip(clipboard).and_then(|(write, on)| write.call1(&on, &text.into()).ok());
    let promise = asked.and_then(|asked| asked.dyn_into::<js_sys::Promise>().ok());
    let marked = element(id).and_then(|found| found.dyn_into::<web_sys::HtmlInputElement>().ok());
    wasm_bindgen_futures::spawn_local(async move {
        let copied = match promise {
            Some(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if let Some(input) = marked.filter(|_| !copied) {
            let _ = input.focus();
            input.select();
        }
        done(copied);
    });
}

/// Hears an event of the window until it is dropped.
pub struct Listener {
    event: &'static str,
    work: Closure<dyn FnMut()>,
}

impl Listener {
    /// Begins to hear.
    pub fn new(event: &'static str, work: Callback<()>) -> Self {
        let work = Closure::<dyn FnMut()>::new(move || work.emit(()));
        let heard = work.as_ref().unchecked_ref();
        let _ = window().add_event_listener_with_callback(event, heard);
        Self { event, work }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.work.as_ref().unchecked_ref();
        let _ = window().remove_event_listener_with_callback(self.event, heard);
    }
}

/// Watches whether an element comes near the screen, until it is dropped.
pub struct Watch {
    observer: web_sys::IntersectionObserver,
    // The browser calls into it.
    _work: Closure<dyn FnMut(js_sys::Array)>,
}

impl Watch {
    /// Watches the element with this id, if it is there; `near` is called each time that it comes near.
    pub fn new(id: &str, near: impl Fn() + 'static) -> Option<Self> {
        let work = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let inside = |entry: JsValue| {
                entry
                    .dyn_into::<web_sys::IntersectionObserverEntry>()
                    .is_ok_and(|it| it.is_intersecting())
            };
            if entries.iter().any(inside) {
                near();
            }
        });
        let options = web_sys::IntersectionObserverInit::new();
        options.set_root_margin("1200px");
        let heard = work.as_ref().unchecked_ref();
        let observer = web_sys::IntersectionObserver::new_with_options(heard, &options).ok()?;
        observer.observe(&element(id)?);
        Some(Self { observer, _work: work })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether the browser offers to keep this site among its applications: `boot.js` keeps the offer.
pub fn offers_installing() -> bool {
    install_offer().is_some()
}

fn install_offer() -> Option<JsValue> {
    let offer = Reflect::get(&window(), &JsValue::from_str("installOffer")).ok();
    offer.filter(|offer| !offer.is_undefined() && !offer.is_null())
}

/// Lets the browser ask whether to install; it asks once.
pub fn install() {
    let Some(offer) = install_offer() else { return };
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt")).ok();
    if let Some(prompt) = prompt.and_then(|it| it.dyn_into::<js_sys::Function>().ok()) {
        let _ = prompt.call0(&offer);
    }
    let _ = Reflect::set(&window(), &JsValue::from_str("installOffer"), &JsValue::UNDEFINED);
}

/// Whether this is a browser of iOS in which the site stands among others: there it is installed by
/// hand.
pub fn installs_by_hand() -> bool {
    let alone = Reflect::get(&window().navigator(), &JsValue::from_str("standalone"));
    alone.is_ok_and(|alone| alone.as_bool() == Some(false))
}

/// The file chosen in the input with this id.
pub fn chosen_file(id: &str) -> Option<web_sys::File> {
    element(id)?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

/// Does something, and notes in the browser's own timeline how long it took.
pub fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = window().performance() else { return work() };
    let _ = performance.mark(name);
    let value = work();
    let _ = performance.measure_with_start_mark(name, name);
    value
}

/// Registers the worker that keeps the shell of the application for times without a network.
pub fn keep_shell() {
    // Through `Reflect`, since on plain http there is no such property.
    let navigator = window().navigator();
    let container = Reflect::get(&navigator, &JsValue::from_str("serviceWorker"));
    let container = container.ok().filter(|found| !found.is_undefined());
    let container = container.and_then(|found| found.dyn_into().ok());
    if let Some(container) = container {
        let container: web_sys::ServiceWorkerContainer = container;
        let _ = container.register("/sw.js");
    }
}

thread_local! {
    static VISITED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this is not the first page of the visit: then its heading takes the focus.
pub fn visited_before() -> bool {
    VISITED.replace(true)
}
