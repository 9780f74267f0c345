//! The parts that pages are built of.
//!
//! What holds no state is a plain function from values to `Html`, and what does is a hook that
//! [`part`] runs: a component of its own costs two kilobytes of the client before it shows anything. Such a function takes the language, so whoever
//! calls it asks for the language and is drawn anew when it changes.

pub mod actions;
pub mod amount;
pub mod card_face;
pub mod chart;
pub mod completion_rows;
pub mod decision;
pub mod entries;
pub mod errand;
pub mod facts;
pub mod field;
pub mod form_box;
pub mod frame;
pub mod fresh;
pub mod history;
pub mod icon;
pub mod markup;
pub mod notice;
pub mod opportunity;
pub mod page;
pub mod part;
pub mod past;
pub mod qr;
pub mod reason;
pub mod states;
pub mod virtual_list;
