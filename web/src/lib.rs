//! The credit bank in the browser, in several programs: the bank, for residents and everyone; moves,
//! for residents who use their credits; the record, for whoever shows or checks what was learned; the
//! counter, for clerks; the registry, for reviewers and for
//! administrators' records; the desk, for those who work on rules and decisions; and the editor of a
//! rule, which computes with a whole rulebook; and the guide, the help for all of them.
//!
//! Invariants: what counts is computed by `shared`; here it is only asked for and shown. What one
//! program shows is not linked into the other.

// Yew hands every component its properties by reference, and callbacks want owned clones.
#![allow(clippy::needless_pass_by_value)]

mod api;
mod app;
mod browser;
mod components;
mod counter;
mod desk;
mod form;
mod format;
mod guide;
mod http;
mod i18n;
mod json;
mod last_card;
mod live;
mod load;
mod look;
mod moves;
mod names;
mod navigate;
mod pages;
mod record;
mod registry;
mod routes;
mod rule_text;
mod sending;
mod session;
mod sheet;
mod staff;

/// Opens the bank.
pub fn open_bank() {
    app::open::<pages::Bank>();
    browser::keep_shell();
}

/// Opens what residents use their credits with.
pub fn open_moves() {
    app::open::<moves::Moves>();
}

/// Opens what residents show their record to others with.
pub fn open_record() {
    app::open::<record::Record>();
}

/// Opens the counter.
pub fn open_counter() {
    app::open::<counter::Counter>();
}

/// Opens the registry.
pub fn open_registry() {
    app::open::<registry::Registry>();
}

/// Opens the help.
pub fn open_guide() {
    app::open::<guide::Guide>();
}

/// Opens the editor of a rule.
pub fn open_editor() {
    app::open::<desk::Editor>();
}

/// Opens the desk.
pub fn open_desk() {
    app::open::<desk::Desk>();
}
