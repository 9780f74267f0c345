//! Turns random numbers into commands that mostly fit the bank as it stands.

use std::collections::BTreeMap;

use chrono::Days;
use shared::ids::{
    CommandId, CompletionId, HoldId, InstitutionId, LearnerId, LotId, SchemeCode, TransactionId,
};
use shared::ledger::{
    AccountKind, Action, Command, Day, Lot, Posting, PostingKind, Reversal, Settlement, State,
};
use shared::quantity::{Credits, Ratio, Rounding, RoundingMode};
use uuid::Uuid;

use crate::story::{day, scheme};

/// The numbers that make one step. All zero, to which it shrinks, is no step at all.
pub type Dice = [u16; 5];

/// What the generator knows besides the state.
pub struct World {
    pub today: Day,
    schemes: [SchemeCode; 3],
    posted: Vec<(Command, Posting)>,
    /// What is left to reverse of each award.
    awards: BTreeMap<TransactionId, Award>,
    ids: u128,
}

struct Award {
    learner: LearnerId,
    scheme: SchemeCode,
    left: i64,
    institution: InstitutionId,
    completion: CompletionId,
    lot: LotId,
    /// What was written off of its lot and not taken back.
    expired: i64,
}

fn pick<T>(list: &[T], number: u16) -> Option<&T> {
    list.get(usize::from(number).checked_rem(list.len())?)
}

impl World {
    pub fn new() -> Self {
        Self {
            today: day("2026-01-31"),
            schemes: ["community", "vocational", "senior"].map(scheme),
            posted: Vec::new(),
            awards: BTreeMap::new(),
            ids: 1_000,
        }
    }

    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    /// Remembers what was applied, to send it again, to reverse it, to take it back.
    pub fn remember(&mut self, command: &Command, posting: &Posting) {
        match &command.action {
            Action::Award { learner, scheme, amount, institution, completion, .. } => {
                let award = Award {
                    learner: *learner,
                    scheme: scheme.clone(),
                    left: amount.hundredths(),
                    institution: *institution,
                    completion: *completion,
                    lot: posting.entries.iter().find_map(|entry| entry.lot).unwrap(),
                    expired: 0,
                };
                self.awards.insert(posting.transaction, award);
            }
            Action::Expire { lot, .. } => {
                let award = self.awards.values_mut().find(|award| award.lot == *lot);
                let mut entries = posting.entries.iter();
                let written_off = entries.find(|it| it.account.kind == AccountKind::Expired);
                if let (Some(award), Some(entry)) = (award, written_off) {
                    award.expired += entry.amount.hundredths();
                }
            }
            Action::Reverse(
                reversal @ (Reversal::Award { amount, reverses, .. }
                | Reversal::Expired { amount, reverses, .. }),
            ) => {
                let award = self.awards.get_mut(reverses).unwrap();
                award.left -= amount.hundredths();
                if matches!(reversal, Reversal::Expired { .. }) {
                    award.expired -= amount.hundredths();
                }
                if award.left == 0 {
                    self.awards.remove(reverses);
                }
            }
            Action::Merge { from, into } => {
                for award in self.awards.values_mut().filter(|award| award.learner == *from) {
                    award.learner = *into;
                    // What leaves a lot enters the new one in the entry that follows.
                    let mut moves = posting.entries.windows(2);
                    if let Some(moved) = moves.find(|pair| pair[0].lot == Some(award.lot)) {
                        award.lot = moved[1].lot.unwrap();
                    }
                }
            }
            _ => {}
        }
        self.posted.push((command.clone(), posting.clone()));
    }

    /// The command that these numbers mean here; days pass and cards freeze along the way.
    pub fn command(&mut self, state: &mut State, dice: Dice) -> Option<Command> {
        let [kind, who, what, size, extra] = dice;
        if kind == 0 {
            return None;
        }
        let action =
            match kind % 100 {
                0..22 => None,
                22..33 => self.convert(state, who, size, extra),
                33..45 => self.hold(state, who, size, extra),
                45..50 => Self::held(state, who).map(|(learner, scheme, hold)| Action::Release {
                    learner,
                    scheme,
                    hold,
                }),
                50..60 => Self::held(state, who).map(|(learner, scheme, hold)| Action::Settle {
                    into: self.settlement(learner, &scheme, what, extra),
                    learner,
                    scheme,
                    hold,
                }),
                60..66 => self.spend(state, who, size).map(|(learner, scheme, amount)| {
                    Action::Redeem { learner, scheme, amount, institution: institution(extra) }
                }),
                66..75 => self.spend(state, who, size).map(|(learner, scheme, amount)| {
                    Action::Give { learner, scheme, amount, receiver: other(learner, extra) }
                }),
                75..79 => self.expire(state, who),
                79..85 => self.reverse(who, size),
                85..89 => self.take_back(who),
                89..93 => Some(self.adjust(who, what, size, extra)),
                93..96 => {
                    if let Some((command, _)) = pick(&self.posted, who) {
                        let again = Command { on: self.today, ..command.clone() };
                        return Some(if extra.is_multiple_of(2) {
                            again
                        } else {
                            altered(again, size)
                        });
                    }
                    None
                }
                96..99 => {
                    self.today = self.today + Days::new(u64::from(size % 30) + 1);
                    self.expire(state, who)
                }
                _ if extra.is_multiple_of(2) => {
                    Some(Action::Merge { from: learner(who), into: other(learner(who), what) })
                }
                _ => {
                    if size.is_multiple_of(8) {
                        state.freeze(learner(who));
                    }
                    None
                }
            };
        let action = action.unwrap_or_else(|| self.award(who, what, size, extra));
        Some(Command { id: CommandId(self.id()), on: self.today, action })
    }

    fn scheme(&self, number: u16) -> SchemeCode {
        pick(&self.schemes, number).unwrap().clone()
    }

    /// When a lot is dated, and its last day: often none, sometimes soon, seldom past.
    fn dates(&self, extra: u16) -> (Day, Option<Day>) {
        let dated_on = self.today - Days::new(u64::from(extra % 40));
        let months_or_days = [None, Some(45), Some(60), None, Some(400), Some(31)];
        let last =
            pick(&months_or_days, extra / 40).unwrap().map(|days| dated_on + Days::new(days));
        (dated_on, last)
    }

    fn award(&mut self, who: u16, what: u16, size: u16, extra: u16) -> Action {
        let (dated_on, expires_on) = self.dates(extra);
        Action::Award {
            learner: learner(who),
            scheme: self.scheme(what),
            amount: Credits::from_hundredths(i64::from(size % 1_000) + 1),
            institution: institution(what / 3),
            completion: CompletionId(self.id()),
            dated_on,
            expires_on,
        }
    }

    fn adjust(&self, who: u16, what: u16, size: u16, extra: u16) -> Action {
        let (dated_on, expires_on) = self.dates(extra);
        Action::Adjust {
            learner: learner(who),
            scheme: self.scheme(what),
            amount: Credits::from_hundredths(i64::from(size % 401) - 200),
            dated_on,
            expires_on,
        }
    }

    /// An amount that can be spent: all of it, a part, or now and then a little too much.
    fn spend(
        &self,
        state: &State,
        who: u16,
        size: u16,
    ) -> Option<(LearnerId, SchemeCode, Credits)> {
        let mut cards = Vec::new();
        for number in 0..3 {
            for scheme in &self.schemes {
                let usable = state.usable(learner(number), scheme, self.today).unwrap();
                if usable.is_positive() {
                    cards.push((learner(number), scheme.clone(), usable.hundredths()));
                }
            }
        }
        let (learner, scheme, usable) = pick(&cards, who)?.clone();
        let amount = match size % 20 {
            0 => usable + 1,
            1..5 => usable,
            _ => i64::from(size / 20) % usable + 1,
        };
        Some((learner, scheme, Credits::from_hundredths(amount)))
    }

    fn convert(&self, state: &State, who: u16, size: u16, extra: u16) -> Option<Action> {
        let (learner, from, amount) = self.spend(state, who, size)?;
        let (to, ratio, rounding, validity_months) = self.terms(&from, extra);
        Some(Action::Convert { learner, from, to, amount, ratio, rounding, validity_months })
    }

    fn terms(&self, from: &SchemeCode, extra: u16) -> (SchemeCode, Ratio, Rounding, Option<u32>) {
        let others: Vec<_> = self.schemes.iter().filter(|scheme| *scheme != from).collect();
        let ratios = [(2, 3), (1, 1), (3, 2), (1, 2), (5, 7)];
        let (numerator, denominator) = *pick(&ratios, extra / 2).unwrap();
        let step = *pick(&[1, 1, 5, 50], extra / 10).unwrap();
        let modes = [RoundingMode::Down, RoundingMode::HalfUp];
        let mode = *pick(&modes, extra / 40).unwrap();
        let validity = *pick(&[None, Some(24), Some(1), None], extra / 80).unwrap();
        let to = (*pick(&others, extra).unwrap()).clone();
        let rounding = Rounding { step: Credits::from_hundredths(step), mode };
        (to, Ratio::new(numerator, denominator).unwrap(), rounding, validity)
    }

    fn hold(&mut self, state: &State, who: u16, size: u16, extra: u16) -> Option<Action> {
        let (learner, scheme, amount) = self.spend(state, who, size)?;
        let live = Self::held(state, who).map(|(_, _, hold)| hold);
        let hold = live.filter(|_| extra.is_multiple_of(16));
        let hold = hold.unwrap_or_else(|| HoldId(self.id()));
        Some(Action::Hold { learner, scheme, amount, hold, of: Vec::new() })
    }

    fn held(state: &State, who: u16) -> Option<(LearnerId, SchemeCode, HoldId)> {
        let holds: Vec<_> = state
            .all_lots()
            .flat_map(|lot| lot.held.keys().map(move |hold| (lot, *hold)))
            .collect();
        let (lot, hold) = pick(&holds, who)?;
        Some((lot.learner, lot.scheme.clone(), *hold))
    }

    fn settlement(&self, who: LearnerId, scheme: &SchemeCode, what: u16, extra: u16) -> Settlement {
        match what % 4 {
            0 => Settlement::Redeem { institution: institution(extra) },
            1 => Settlement::Give { receiver: other(who, extra) },
            _ => {
                let (to, ratio, rounding, validity_months) = self.terms(scheme, extra);
                Settlement::Convert { to, ratio, rounding, validity_months }
            }
        }
    }

    /// A lot past its last day if there is one, or else now and then any lot.
    fn expire(&self, state: &State, who: u16) -> Option<Action> {
        let gone = |lot: &&Lot| lot.available.is_positive() && !lot.usable_on(self.today);
        let lots: Vec<&Lot> = state.all_lots().filter(gone).collect();
        let any: Vec<&Lot> = state.all_lots().filter(|_| who.is_multiple_of(3)).collect();
        let lot = pick(&lots, who).or_else(|| pick(&any, who))?;
        Some(Action::Expire { learner: lot.learner, scheme: lot.scheme.clone(), lot: lot.id })
    }

    fn reverse(&self, who: u16, size: u16) -> Option<Action> {
        let awards: Vec<_> = self.awards.iter().collect();
        let (transaction, award) = pick(&awards, who)?;
        let amount =
            if size.is_multiple_of(2) { award.left } else { i64::from(size) % award.left + 1 };
        if award.expired > 0 {
            return Some(Action::Reverse(Reversal::Expired {
                learner: award.learner,
                scheme: award.scheme.clone(),
                amount: Credits::from_hundredths(amount.min(award.expired)),
                institution: award.institution,
                completion: award.completion,
                reverses: **transaction,
            }));
        }
        Some(Action::Reverse(Reversal::Award {
            learner: award.learner,
            scheme: award.scheme.clone(),
            amount: Credits::from_hundredths(amount),
            institution: award.institution,
            completion: award.completion,
            reverses: **transaction,
        }))
    }

    /// One of the latest conversions and gifts; older ones have mostly been touched.
    fn take_back(&self, who: u16) -> Option<Action> {
        let kinds = [PostingKind::Convert, PostingKind::Give, PostingKind::Settle];
        let latest: Vec<&Posting> = self
            .posted
            .iter()
            .rev()
            .map(|(_, posting)| posting)
            .filter(|posting| kinds.contains(&posting.kind))
            .take(3)
            .collect();
        let original = (*pick(&latest, who)?).clone();
        Some(Action::Reverse(Reversal::Transaction { original }))
    }
}

/// The same command id on another action.
fn altered(mut command: Command, size: u16) -> Command {
    match &mut command.action {
        Action::Award { amount, .. }
        | Action::Convert { amount, .. }
        | Action::Hold { amount, .. }
        | Action::Redeem { amount, .. }
        | Action::Give { amount, .. }
        | Action::Adjust { amount, .. }
        | Action::Reverse(Reversal::Award { amount, .. } | Reversal::Expired { amount, .. }) => {
            *amount = Credits::from_hundredths(amount.hundredths() + i64::from(size) + 1);
        }
        Action::Release { hold, .. } | Action::Settle { hold, .. } => *hold = HoldId(Uuid::nil()),
        Action::Expire { lot, .. } => *lot = LotId(Uuid::nil()),
        Action::Reverse(Reversal::Transaction { original }) => original.entries.truncate(1),
        Action::Merge { from, into } => std::mem::swap(from, into),
    }
    command
}

fn learner(number: u16) -> LearnerId {
    LearnerId(Uuid::from_u128(u128::from(number % 3) + 1))
}

fn other(learner_id: LearnerId, number: u16) -> LearnerId {
    let others: Vec<_> = (0..3).map(learner).filter(|other| *other != learner_id).collect();
    *pick(&others, number).unwrap()
}

fn institution(number: u16) -> InstitutionId {
    InstitutionId(Uuid::from_u128(u128::from(number % 2) + 11))
}
