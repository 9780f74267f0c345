//! The credit bank in the browser: mounts the application on the page that `index.html` is.
//!
//! Invariant: what counts is computed by `shared`; here it is only asked for and shown.

// Yew hands every component its properties by reference, and callbacks want owned clones.
#![allow(clippy::needless_pass_by_value)]

mod api;
mod app;
mod browser;
mod components;
mod form;
mod format;
mod http;
mod i18n;
mod json;
mod last_card;
mod load;
mod look;
mod names;
mod navigate;
mod pages;
mod routes;
mod rule_text;
mod session;

fn main() {
    let root = browser::element("app").expect("index.html has an element `app`");
    yew::Renderer::<app::App>::with_root(root).render();
    browser::keep_shell();
}
