//! Conversions in every state that they can have.

use anyhow::Context;
use shared::fields::Field;
use shared::ids::{LearnerId, TransferId};
use shared::transfers::{QuoteRequest, Transfer};
use shared::vocabulary::TransferKind;

use super::checked;
use super::people::{CLAIMED, Person};
use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::ledger::{Done, Mode, Work};
use crate::transfers::service::{accepted, new_quote};
use crate::transfers::{Order, Step};

/// What a resident asks for, and what they do about it afterwards.
#[derive(Clone, Copy)]
struct Wish {
    to_scheme: &'static str,
    amount: &'static str,
    then: Then,
}

#[derive(Clone, Copy)]
enum Then {
    Leave,
    Cancel,
    TakeBack,
}

const fn wish(to_scheme: &'static str, amount: &'static str, then: Then) -> Wish {
    Wish { to_scheme, amount, then }
}

/// What the first resident does, one after the other.
const FIRST: [Wish; 4] = [
    wish("vocational", "9.00", Then::Leave),
    wish("vocational", "3.00", Then::TakeBack),
    wish("higher", "4.00", Then::Leave),
    wish("higher", "4.00", Then::Cancel),
];

/// What the others do, in turn.
const OTHERS: [Wish; 5] = [
    wish("vocational", "3.00", Then::Leave),
    wish("vocational", "6.00", Then::Leave),
    wish("higher", "4.00", Then::Leave),
    wish("vocational", "3.00", Then::TakeBack),
    wish("higher", "4.00", Then::Cancel),
];
