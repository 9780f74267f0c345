//! What the API tests stand on: a bank of one's own for each test, and a client to ask it by HTTP.
//!
//! Invariant: a test shares nothing with another one. It has its own database (a temporary file, or
//! a schema of its own in PostgreSQL), keys, port and server; all of it is gone when it ends.

// What helps a test may fail like one, and its words are those of the test.
#![allow(clippy::indexing_slicing, clippy::must_use_candidate)]
#![allow(clippy::needless_pass_by_value, clippy::similar_names)]

mod answer;
mod client;
mod crowd;
mod database;
mod district;
mod draft;
mod forms;
mod listener;
mod people;
mod probe;
mod programs;
mod redact;
mod world;

pub use answer::{Answer, faults_of};
pub use client::{Call, Client};
pub use database::Backend;
pub use district::{DISTRICT, District, PASSWORD, award, usual_rules};
pub use draft::Draft;
pub use forms::{completion, conversion_rule, recognition_rule, rulebook, with};
pub use listener::Listener;
pub use people::{Person, Resident};
pub use programs::{change_program, program};
pub use redact::redacted;
pub use world::{Server, World};

pub use serde_json::{Value, json};

/// Makes one test per database of each story: `on_both! { fn the_story(world) { … } }`. A snapshot
/// in a story is the same on both.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($world:ident) $story:block)+) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[$meta])*
            fn story($world: &$crate::World) $story

            #[test]
            fn on_sqlite() {
                insta::allow_duplicates! { story(&$crate::World::start($crate::Backend::Sqlite)) };
            }

            #[test]
            fn on_postgres() {
                insta::allow_duplicates! { story(&$crate::World::start($crate::Backend::Postgres)) };
            }
        }
    )+};
}
