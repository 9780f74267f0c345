//! The parts that pages are built of.

pub mod actions;
pub mod amount;
pub mod balances;
pub mod banner;
pub mod card_face;
pub mod completion_rows;
pub mod decision;
pub mod entries;
pub mod facts;
pub mod field;
pub mod footer;
pub mod form_box;
pub mod guard;
pub mod header;
pub mod icon;
pub mod link;
pub mod lots;
pub mod more;
pub mod notice;
pub mod page;
pub mod qr;
pub mod states;
pub mod why;
