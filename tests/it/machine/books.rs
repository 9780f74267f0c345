//! What cards hold, counted a second time: lots in hundredths, without a line of the bank's own code.

use std::collections::BTreeMap;

/// Credits that came together. Its place in the list is its age.
#[derive(Clone, Debug)]
struct Lot {
    scheme: &'static str,
    /// The completions that it traces to.
    sources: Vec<usize>,
    free: i64,
    /// By transfer.
    held: BTreeMap<usize, i64>,
    expired: bool,
}

/// A part of a lot, by its place.
pub type Part = (usize, i64);

/// A card, and what its holder was told.
#[derive(Clone, Debug, Default)]
pub struct Card {
    lots: Vec<Lot>,
    owed: BTreeMap<&'static str, i64>,
    /// What was written off unspent, by completion and scheme.
    written_off: BTreeMap<(usize, &'static str), i64>,
    pub frozen: bool,
    /// Kinds of notices, oldest first.
    pub notices: Vec<&'static str>,
}

impl Card {
    pub fn usable(&self, scheme: &str) -> i64 {
        let lots = self.lots.iter().filter(|lot| lot.scheme == scheme && !lot.expired);
        lots.map(|lot| lot.free).sum()
    }

    pub fn held(&self, scheme: &str) -> i64 {
        let lots = self.lots.iter().filter(|lot| lot.scheme == scheme);
        lots.flat_map(|lot| lot.held.values()).sum()
    }

    pub fn owed(&self, scheme: &str) -> i64 {
        self.owed.get(scheme).copied().unwrap_or_default()
    }

    /// A new lot; what it brings pays what is owed first.
    pub fn enter(
        &mut self,
        scheme: &'static str,
        sources: Vec<usize>,
        amount: i64,
        expired: bool,
    ) -> Part {
        let held = BTreeMap::new();
        self.lots.push(Lot { scheme, sources, free: amount, held, expired });
        let part = (self.lots.len() - 1, amount);
        self.pay(scheme, &[part]);
        part
    }

    fn pay(&mut self, scheme: &'static str, incoming: &[Part]) {
        for (place, amount) in incoming {
            let owed = self.owed.entry(scheme).or_default();
            let part = (*amount).min(-*owed);
            *owed += part;
            self.lots[*place].free -= part;
        }
    }

    /// Puts usable credits on hold, oldest first; `false` when there are not enough.
    pub fn hold(&mut self, scheme: &str, amount: i64, transfer: usize) -> bool {
        if self.usable(scheme) < amount {
            return false;
        }
        let mut rest = amount;
        for lot in self.lots.iter_mut().filter(|lot| lot.scheme == scheme && !lot.expired) {
            let part = rest.min(lot.free);
            if part > 0 {
                lot.free -= part;
                rest -= part;
                lot.held.insert(transfer, part);
            }
        }
        true
    }

    /// What a transfer holds, soonest expiring first, then oldest.
    fn on_hold(&self, transfer: usize) -> Vec<Part> {
        let parts = self.lots.iter().enumerate();
        let mut parts: Vec<Part> =
            parts.filter_map(|(place, lot)| Some((place, *lot.held.get(&transfer)?))).collect();
        parts.sort_by_key(|(place, _)| (!self.lots[*place].expired, *place));
        parts
    }

    /// Ends a hold; gives what it held: place, amount, and from where it came.
    fn end_hold(&mut self, transfer: usize) -> Vec<Part> {
        let parts = self.on_hold(transfer);
        for (place, _) in &parts {
            self.lots[*place].held.remove(&transfer);
        }
        parts
    }

    pub fn release(&mut self, scheme: &'static str, transfer: usize) {
        let parts = self.end_hold(transfer);
        self.restore(scheme, &parts);
    }

    fn restore(&mut self, scheme: &'static str, parts: &[Part]) {
        for (place, amount) in parts {
            self.lots[*place].free += amount;
        }
        self.pay(scheme, parts);
    }

    /// What is held becomes credits of another scheme, so many of them for so many, cut to
    /// hundredths; gives what left and what came.
    pub fn convert(
        &mut self,
        transfer: usize,
        to: &'static str,
        (times, by): (i64, i64),
    ) -> (Vec<Part>, Vec<Part>) {
        let took = self.end_hold(transfer);
        let (mut taken, mut given) = (0, 0);
        let mut sources = Vec::new();
        let mut lots = Vec::new();
        for (place, amount) in &took {
            taken += amount;
            let part = taken * times / by - given;
            given += part;
            sources.extend(self.lots[*place].sources.clone());
            if part > 0 {
                lots.push((std::mem::take(&mut sources), part, self.lots[*place].expired));
            }
        }
        let mut came = Vec::new();
        for (sources, amount, expired) in lots {
            came.push(self.enter(to, sources, amount, expired));
        }
        (took, came)
    }

    /// What is held passes to another card; gives what left and what came there.
    pub fn give(
        &mut self,
        transfer: usize,
        scheme: &'static str,
        receiver: &mut Self,
    ) -> (Vec<Part>, Vec<Part>) {
        let took = self.end_hold(transfer);
        let came = took
            .iter()
            .map(|(place, amount)| {
                let lot = &self.lots[*place];
                receiver.enter(scheme, lot.sources.clone(), *amount, lot.expired)
            })
            .collect();
        (took, came)
    }

    /// Whether nothing was done with what came.
    pub fn untouched(&self, came: &[Part]) -> bool {
        came.iter().all(|(place, amount)| self.lots[*place].free == *amount)
    }

    /// Takes out again what came.
    pub fn empty(&mut self, came: &[Part]) {
        for (place, _) in came {
            self.lots[*place].free = 0;
        }
    }

    /// Gives back what had left.
    pub fn return_to(&mut self, scheme: &'static str, took: &[Part]) {
        self.restore(scheme, took);
    }

    /// A completion's credits are taken back: what expired unspent first, then what is left of its
    /// own, then others that are usable, and the rest is owed.
    pub fn reverse(&mut self, scheme: &'static str, completion: usize, amount: i64) {
        let gone = self.written_off.entry((completion, scheme)).or_default();
        let from_gone = (*gone).min(amount);
        *gone -= from_gone;
        let mut rest = amount - from_gone;
        let own = |lot: &Lot| lot.sources.contains(&completion);
        let mut places: Vec<usize> = (0..self.lots.len())
            .filter(|place| {
                let lot = &self.lots[*place];
                lot.scheme == scheme && (own(lot) || !lot.expired)
            })
            .collect();
        places.sort_by_key(|place| {
            let lot = &self.lots[*place];
            (!own(lot), !lot.expired, *place)
        });
        for place in places {
            let part = rest.min(self.lots[place].free);
            self.lots[place].free -= part;
            rest -= part;
        }
        *self.owed.entry(scheme).or_default() -= rest;
    }

    /// Everything of a scheme is past its last day.
    pub fn pass_last_day(&mut self, scheme: &str) {
        for lot in self.lots.iter_mut().filter(|lot| lot.scheme == scheme) {
            lot.expired = true;
        }
    }

    /// What is past its last day and free is written off.
    pub fn write_off(&mut self) {
        for lot in self.lots.iter_mut().filter(|lot| lot.expired && lot.free > 0) {
            if let [completion] = lot.sources.as_slice() {
                *self.written_off.entry((*completion, lot.scheme)).or_default() += lot.free;
            }
            lot.free = 0;
        }
    }
}

impl Card {
    /// How much a transfer holds.
    pub fn held_by(&self, transfer: usize) -> i64 {
        self.on_hold(transfer).iter().map(|part| part.1).sum()
    }
}
