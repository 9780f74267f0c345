//! A small bank to tell stories with.

use chrono::NaiveDate;
use shared::ids::{CommandId, CompletionId, HoldId, InstitutionId, LearnerId, LotId, SchemeCode};
use shared::ledger::{
    Account, AccountKind, Action, Command, Day, Lot, Outcome, Posting, Rejection, Reversal, State,
    apply, invariants,
};
use shared::quantity::{Credits, Ratio, Rounding, RoundingMode};
use uuid::Uuid;

pub fn credits(words: &str) -> Credits {
    words.parse().unwrap()
}

pub fn day(words: &str) -> Day {
    words.parse::<NaiveDate>().unwrap()
}

pub fn scheme(code: &str) -> SchemeCode {
    code.parse().unwrap()
}

pub fn two_thirds() -> Ratio {
    Ratio::new(2, 3).unwrap()
}

pub fn down(step: &str) -> Rounding {
    Rounding { step: credits(step), mode: RoundingMode::Down }
}

pub const WANG: LearnerId = LearnerId(Uuid::from_u128(1));
pub const LI: LearnerId = LearnerId(Uuid::from_u128(2));
pub const COLLEGE: InstitutionId = InstitutionId(Uuid::from_u128(3));
pub const CALLIGRAPHY: CompletionId = CompletionId(Uuid::from_u128(4));
pub const PAINTING: CompletionId = CompletionId(Uuid::from_u128(5));
pub const HOLD: HoldId = HoldId(Uuid::from_u128(6));

pub struct Story {
    pub state: State,
    pub today: Day,
    ids: u128,
}

impl Story {
    pub fn new() -> Self {
        Self { state: State::new(), today: day("2026-06-20"), ids: 1_000 }
    }

    pub fn try_to(&mut self, action: Action) -> Result<Posting, Rejection> {
        self.ids += 1;
        let command = Command { id: CommandId(Uuid::from_u128(self.ids)), on: self.today, action };
        match self.apply(&command)? {
            Outcome::Applied(posting) => Ok(posting),
            Outcome::Replayed(_) => panic!("a new command was taken for an old one"),
        }
    }

    /// Applies, and checks that the books are in order, and unchanged by a refusal.
    pub fn apply(&mut self, command: &Command) -> Result<Outcome, Rejection> {
        let before = self.state.clone();
        let ids = &mut self.ids;
        let outcome = apply(&mut self.state, command, &mut || {
            *ids += 1;
            Uuid::from_u128(*ids)
        });
        if outcome.is_err() {
            assert_eq!(self.state, before);
        } else {
            assert_eq!(invariants(&self.state), []);
        }
        outcome
    }

    pub fn does(&mut self, action: Action) -> Posting {
        self.try_to(action).unwrap()
    }

    pub fn refuses(&mut self, action: Action) -> Rejection {
        self.try_to(action).unwrap_err()
    }

    pub fn balance(&self, learner: LearnerId, code: &str, kind: AccountKind) -> String {
        self.state.balance(&Account::learner(learner, &scheme(code), kind)).to_string()
    }

    pub fn available(&self, learner: LearnerId, code: &str) -> String {
        self.balance(learner, code, AccountKind::Available)
    }

    /// The learner's lots that are not spent: amount and expiry, in spending order.
    pub fn lots(&self, learner: LearnerId, code: &str) -> Vec<(String, Option<String>)> {
        self.lot_list(learner, code)
            .into_iter()
            .map(|lot| (lot.available.to_string(), lot.expires_on.map(|last| last.to_string())))
            .collect()
    }

    pub fn lot_list(&self, learner: LearnerId, code: &str) -> Vec<Lot> {
        let code = scheme(code);
        let mut lots: Vec<Lot> = self
            .state
            .lots(learner, &code)
            .filter(|lot| lot.available.is_positive())
            .cloned()
            .collect();
        lots.sort_by_key(Lot::spending_order);
        lots
    }

    pub fn first_lot(&self, learner: LearnerId, code: &str) -> LotId {
        self.lot_list(learner, code)[0].id
    }
}

pub fn award(amount: &str, completion: CompletionId) -> Action {
    award_until(amount, completion, None)
}

pub fn award_until(amount: &str, completion: CompletionId, last: Option<&str>) -> Action {
    Action::Award {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        institution: COLLEGE,
        completion,
        dated_on: day("2026-01-31"),
        expires_on: last.map(day),
    }
}

pub fn convert(amount: &str, rounding: Rounding) -> Action {
    Action::Convert {
        learner: WANG,
        from: scheme("community"),
        to: scheme("vocational"),
        amount: credits(amount),
        ratio: two_thirds(),
        rounding,
        validity_months: None,
    }
}

pub fn give(amount: &str) -> Action {
    Action::Give {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        receiver: LI,
    }
}

pub fn hold(amount: &str) -> Action {
    let of = Vec::new();
    let (scheme, amount) = (scheme("community"), credits(amount));
    Action::Hold { learner: WANG, scheme, amount, hold: HOLD, of }
}

pub fn release() -> Action {
    Action::Release { learner: WANG, scheme: scheme("community"), hold: HOLD }
}

pub fn redeem(amount: &str) -> Action {
    Action::Redeem {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        institution: COLLEGE,
    }
}

pub fn adjust(amount: &str) -> Action {
    Action::Adjust {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        dated_on: day("2026-06-20"),
        expires_on: None,
    }
}

pub fn revoke(amount: &str, awarded: &Posting, completion: CompletionId) -> Action {
    Action::Reverse(Reversal::Award {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        institution: COLLEGE,
        completion,
        reverses: awarded.transaction,
    })
}

pub fn revoke_expired(amount: &str, awarded: &Posting, completion: CompletionId) -> Action {
    Action::Reverse(Reversal::Expired {
        learner: WANG,
        scheme: scheme("community"),
        amount: credits(amount),
        institution: COLLEGE,
        completion,
        reverses: awarded.transaction,
    })
}

pub fn take_back(original: &Posting) -> Action {
    Action::Reverse(Reversal::Transaction { original: original.clone() })
}

pub fn merge() -> Action {
    Action::Merge { from: WANG, into: LI }
}

/// The amounts that a posting moved in one account, in order.
pub fn moves(posting: &Posting, kind: AccountKind) -> Vec<String> {
    let entries = posting.entries.iter().filter(|entry| entry.account.kind == kind);
    entries.map(|entry| entry.amount.to_string()).collect()
}
