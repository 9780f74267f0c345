//! Conversions and gifts in every state that one can be in.

use anyhow::Context;
use chrono::Duration;
use shared::identity::CardNumber;
use shared::ids::TransferId;
use shared::transfers::lifecycle::TransferStep;
use shared::transfers::{QuoteRequest, Transfer};

use super::checked;
use super::steps::{Guest, came_due, pass, request, take};
use crate::bank::Bank;
use crate::completions::store::holders;

/// What somebody converts, and what they do about it afterwards.
#[derive(Clone, Copy)]
struct Wish {
    into: &'static str,
    amount: &'static str,
    then: Option<TransferStep>,
}

const fn convert(into: &'static str, amount: &'static str) -> Wish {
    Wish { into, amount, then: None }
}

const fn regret(into: &'static str, amount: &'static str, then: TransferStep) -> Wish {
    Wish { into, amount, then: Some(then) }
}

/// What the first resident does, one after the other: settled, taken back, in review, cancelled.
const FIRST: [Wish; 4] = [
    convert("vocational", "9.00"),
    regret("vocational", "3.00", TransferStep::TakeBack),
    convert("higher", "4.00"),
    regret("higher", "4.00", TransferStep::Cancel),
];

/// What others with an account do, in turn, as far as their credits allow.
const OTHERS: [Wish; 5] = [
    convert("vocational", "3.00"),
    convert("higher", "4.00"),
    convert("vocational", "6.00"),
    regret("higher", "4.00", TransferStep::Cancel),
    regret("vocational", "3.00", TransferStep::TakeBack),
];

/// What becomes of gifts, in turn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    CoolingOff,
    Waiting,
    Lapsed,
    Then(TransferStep),
    TakenBack,
}

const FATES: [Fate; 7] = [
    Fate::Waiting,
    Fate::CoolingOff,
    Fate::Then(TransferStep::Accept),
    Fate::Then(TransferStep::Decline),
    Fate::Lapsed,
    Fate::Then(TransferStep::Cancel),
    Fate::TakenBack,
];

/// Makes the conversions of everyone who has an account.
pub(super) fn convert_all(bank: &Bank, guests: &[Guest<'_>]) -> anyhow::Result<()> {
    let (first, others) = guests.split_first().context("nobody has an account")?;
    for wish in FIRST {
        let made = carry_out(bank, &[(*first, wish)])?;
        (made == 1).then_some(()).with_context(|| format!("{} were not there", wish.amount))?;
    }
    let others: Vec<_> = others.iter().copied().zip(OTHERS.into_iter().cycle()).collect();
    carry_out(bank, &others)?;
    Ok(())
}

/// Requests what the wishes can get, in one batch, and then regrets in another; answers how many
/// they got.
fn carry_out(bank: &Bank, wishes: &[(Guest<'_>, Wish)]) -> anyhow::Result<usize> {
    let mut asks = Vec::with_capacity(wishes.len());
    for (guest, wish) in wishes {
        let ask = QuoteRequest::Convert {
            from_scheme: checked("community".parse())?,
            to_scheme: checked(wish.into.parse())?,
            amount: checked(wish.amount.parse())?,
        };
        asks.push((*guest, ask));
    }
    let made = request(bank, &asks)?;
    let regrets = wishes.iter().zip(&made).filter_map(|((guest, wish), made)| {
        Some((guest.actor(), made.as_ref()?.id, wish.then?, None))
    });
    take(bank, regrets.collect())?;
    Ok(made.iter().flatten().count())
}

/// Gives learning points from card to card; the first resident is given one to accept.
pub(super) fn give_all(bank: &Bank, guests: &[Guest<'_>]) -> anyhow::Result<()> {
    let (first, others) = guests.split_first().context("nobody has an account")?;
    let mut made: Vec<(Guest<'_>, Guest<'_>, Transfer)> = Vec::new();
    for (place, giver) in others.iter().enumerate() {
        if made.len() == FATES.len() {
            break;
        }
        let next = others.get(place + 1).unwrap_or(first);
        let receiver = if made.is_empty() { first } else { next };
        let ask = QuoteRequest::Give {
            from_scheme: checked("activity".parse())?,
            amount: checked("1.00".parse())?,
            to_card_number: card_of(bank, *receiver)?,
        };
        let gift = request(bank, &[(*giver, ask)])?.pop().flatten();
        made.extend(gift.map(|gift| (*giver, *receiver, gift)));
    }
    (made.len() == FATES.len()).then_some(()).context("too few have points to give")?;
    settle(bank, &made)
}

fn card_of(bank: &Bank, guest: Guest<'_>) -> anyhow::Result<CardNumber> {
    let key = guest.learner.to_string();
    let holder = bank.db.read_blocking(|conn| holders(conn, &[key]))?.pop();
    Ok(holder.context("everybody has a card")?.1.card)
}

fn settle(bank: &Bank, made: &[(Guest<'_>, Guest<'_>, Transfer)]) -> anyhow::Result<()> {
    let of = |wanted: fn(&Fate) -> bool| -> Vec<TransferId> {
        let fates = made.iter().zip(FATES);
        fates.filter(|(_, fate)| wanted(fate)).map(|((_, _, gift), _)| gift.id).collect()
    };
    came_due(bank, &of(|fate| *fate != Fate::CoolingOff), Duration::hours(1))?;
    came_due(bank, &of(|fate| *fate == Fate::Lapsed), Duration::days(15))?;
    pass(bank, &of(|fate| *fate != Fate::CoolingOff))?;
    let steps = made.iter().zip(FATES).filter_map(|((giver, receiver, gift), fate)| {
        let (who, step) = match fate {
            Fate::Then(TransferStep::Cancel) => (giver, TransferStep::Cancel),
            Fate::Then(step) => (receiver, step),
            Fate::TakenBack => (receiver, TransferStep::Accept),
            Fate::CoolingOff | Fate::Waiting | Fate::Lapsed => return None,
        };
        Some((who.actor(), gift.id, step, None))
    });
    take(bank, steps.collect())?;
    let regrets = made.iter().zip(FATES).filter(|(_, fate)| *fate == Fate::TakenBack);
    let regrets =
        regrets.map(|((giver, _, gift), _)| (giver.actor(), gift.id, TransferStep::TakeBack, None));
    take(bank, regrets.collect())?;
    Ok(())
}
