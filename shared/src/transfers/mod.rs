//! Transfers 转换、兑换、转赠: quote, request, review, settlement, receipt.
//!
//! Invariant: where a transfer goes next is said by [`lifecycle`] alone; every step fits one state.

mod gifts;
pub mod lifecycle;
pub mod messages;
mod quote;
mod transfer;

pub use gifts::{GiftRefusal, Given, allow_gift, gift_policy};
pub use quote::{
    GiftAllowance, GivenLot, Gives, ProgramUnit, Quote, QuoteRequest, Takes, TransferParty,
};
pub use transfer::{
    Applicant, BalanceAfter, LeadsTo, Opportunity, PerhapsReasoned, Reasoned, ReviewCase, Transfer,
    TransferEvent, TransferRequest,
};

use crate::quantity::Credits;

/// Minutes for which a quote is valid.
pub const QUOTE_MINUTES: i64 = 15;
/// Minutes within which a settled conversion or gift can be taken back, and for which an application
/// cannot be approved yet.
pub const TAKE_BACK_MINUTES: i64 = 10;
/// Days after which what is undecided goes to the administrators.
pub const REVIEW_DAYS: i64 = 14;
/// Days after which a gift that nobody accepted lapses.
pub const RECEIVER_DAYS: i64 = 14;
/// From this amount on, a request asks for the password again.
pub const PASSWORD_FROM: Credits = Credits::from_hundredths(5_000);
