//! Going from page to page without loading the client anew, unless the page is one of another
//! program.
//!
//! By hand and not by `yew-router`: with it come two more readers of serialised data and an address
//! table built at the start, together a twentieth of what a first visit may load.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;
use yew::prelude::*;

use crate::browser;
use crate::routes::Route;

thread_local! {
    static OPENER: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
    static PARCEL: RefCell<Option<Rc<dyn Any>>> = const { RefCell::new(None) };
}

/// The page that is open, as it changes.
#[hook]
pub fn use_here() -> Route {
    let here = use_state(open_now);
    let setter = here.setter();
    use_effect_with((), move |()| {
        let look = Callback::from(move |()| setter.set(open_now()));
        OPENER.set(Some(look.clone()));
        let listener = browser::Listener::new("popstate", look);
        move || drop(listener)
    });
    (*here).clone()
}

fn open_now() -> Route {
    Route::of(&browser::window().location().pathname().unwrap_or_default())
}

/// Opens a page; going back leads here.
pub fn go(route: &Route) {
    PARCEL.set(None);
    push(route);
}

/// Opens a page that needs something from this one, which does not go over the address.
pub fn go_with(route: &Route, parcel: Rc<dyn Any>) {
    PARCEL.set(Some(parcel));
    push(route);
}

/// Opens a page in the place of this one.
pub fn replace(route: &Route) {
    put(route, None);
}

/// The same with something from this page, which does not go over the address.
pub fn replace_with(route: &Route, parcel: Rc<dyn Any>) {
    put(route, Some(parcel));
}

fn put(route: &Route, parcel: Option<Rc<dyn Any>>) {
    PARCEL.set(parcel);
    if route.program() != open_now().program() {
        let _ = browser::window().location().replace(&route.path());
        return;
    }
    if let Ok(history) = browser::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&route.path()));
    }
    announce();
}

/// What the page before gave along; gone once the page is loaded anew.
pub fn carried<T: 'static>() -> Option<Rc<T>> {
    PARCEL.with_borrow(Clone::clone).and_then(|parcel| parcel.downcast().ok())
}

/// Follows the links between pages wherever they stand inside the element with this handler. Other
/// keys and other sites are left to the browser.
pub fn follow(event: MouseEvent) {
    let elsewhere = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='/']").ok().flatten());
    let Some(path) = link.and_then(|link| link.get_attribute("href")) else { return };
    if !elsewhere && !event.default_prevented() {
        event.prevent_default();
        go(&Route::of(&path));
    }
}

fn push(route: &Route) {
    if route.program() != open_now().program() {
        // The cookie renews the session in the other program.
        let _ = browser::window().location().assign(&route.path());
        return;
    }
    if let Ok(history) = browser::window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&route.path()));
    }
    announce();
}

fn announce() {
    if let Some(opener) = OPENER.with_borrow(Clone::clone) {
        opener.emit(());
    }
}
