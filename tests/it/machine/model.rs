//! What the bank should do with each step, said a second time.

use super::books::{Card, Part};

/// What should come of a move: the status, and the code of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected(pub u16, pub Option<&'static str>);

const DONE: Expected = Expected(200, None);

const fn refused(status: u16, code: &'static str) -> Expected {
    Expected(status, Some(code))
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Person(usize),
    Reviewer(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `community` → `vocational` at 2/3, by the rule alone.
    Automatic,
    /// `community` → `higher` at 1/2, by an institution.
    Reviewed,
    /// `activity` to somebody else, after a day.
    Gift,
}

impl Kind {
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Automatic | Self::Reviewed => "community",
            Self::Gift => "activity",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Transfer {
    pub kind: Kind,
    pub owner: usize,
    pub receiver: Option<usize>,
    pub status: &'static str,
    /// Whether it has waited for its receiver, who knows of it from then on.
    waited: bool,
    appealed: bool,
    pub rejected_by: Option<usize>,
    /// Whether the ten minutes are over.
    late: bool,
    took: Vec<Part>,
    came: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Completion {
    person: usize,
    scheme: &'static str,
    amount: i64,
    revoked: bool,
}

/// Everybody's cards, and what they did.
#[derive(Clone, Debug)]
pub struct Model {
    pub cards: Vec<Card>,
    pub transfers: Vec<Transfer>,
    completions: Vec<Completion>,
}

impl Model {
    pub fn new(people: usize) -> Self {
        let cards = vec![Card::default(); people];
        Self { cards, transfers: Vec::new(), completions: Vec::new() }
    }

    pub fn award(&mut self, person: usize, scheme: &'static str, amount: i64) {
        self.completions.push(Completion { person, scheme, amount, revoked: false });
        let completion = self.completions.len() - 1;
        self.cards[person].enter(scheme, vec![completion], amount, false);
    }

    pub fn revoke(&mut self, place: usize) -> Expected {
        let completion = &mut self.completions[place];
        if std::mem::replace(&mut completion.revoked, true) {
            return refused(409, "wrong_state");
        }
        let Completion { person, scheme, amount, .. } = *completion;
        self.cards[person].reverse(scheme, place, amount);
        self.tell(person, "revoked");
        DONE
    }

    /// A quote is asked for; `None` when it is given.
    pub fn quote(&self, kind: Kind, owner: usize, amount: i64) -> bool {
        let usable = self.cards[owner].usable(kind.scheme());
        let fits = match kind {
            Kind::Automatic => amount % 300 == 0,
            Kind::Reviewed => amount > 1,
            Kind::Gift => amount >= 100,
        };
        fits && amount <= usable
    }

    /// A quote becomes a transfer.
    pub fn request(
        &mut self,
        kind: Kind,
        owner: usize,
        receiver: Option<usize>,
        amount: i64,
    ) -> Expected {
        if self.cards[owner].frozen {
            return Expected(409, None);
        }
        let id = self.transfers.len();
        assert!(self.cards[owner].hold(kind.scheme(), amount, id), "a quote said that it fits");
        let mut transfer = Transfer {
            kind,
            owner,
            receiver,
            status: match kind {
                Kind::Automatic => "settled",
                Kind::Reviewed => "in_review",
                Kind::Gift => "cooling_off",
            },
            waited: false,
            appealed: false,
            rejected_by: None,
            late: false,
            took: Vec::new(),
            came: Vec::new(),
        };
        match kind {
            Kind::Automatic => {
                let parts = self.cards[owner].convert(id, "vocational", (2, 3));
                (transfer.took, transfer.came) = parts;
            }
            Kind::Reviewed => {}
            Kind::Gift => self.tell(owner, "gift_sent"),
        }
        self.transfers.push(transfer);
        Expected(201, None)
    }

    /// Somebody takes a step.
    pub fn step(&mut self, actor: Actor, place: usize, step: &str) -> Expected {
        let transfer = self.transfers[place].clone();
        let decides = ["approve", "reject"].contains(&step);
        let person = match (actor, decides) {
            (Actor::Person(_), true) | (Actor::Reviewer(_), false) => {
                return refused(403, "role_may_not");
            }
            (Actor::Reviewer(reviewer), true) => return self.decide(reviewer, place, step),
            (Actor::Person(person), false) => person,
        };
        let owns = transfer.owner == person;
        let receives = transfer.receiver == Some(person) && transfer.waited;
        if !owns && !receives {
            return refused(404, "not_found");
        }
        match (step, transfer.status) {
            ("cancel", "in_review" | "cooling_off" | "awaiting_receiver") if owns => {
                self.release(place, "cancelled");
                if let (true, Some(receiver)) = (transfer.waited, transfer.receiver) {
                    self.tell(receiver, "gift_cancelled");
                }
                DONE
            }
            ("take-back", "settled") if owns => self.take_back(place),
            ("appeal", "rejected") if owns && transfer.appealed => refused(409, "appealed_already"),
            ("appeal", "rejected") if owns => self.appeal(place),
            ("accept", "awaiting_receiver") if receives => self.accept(place),
            ("decline", "awaiting_receiver") if receives => {
                self.release(place, "declined");
                self.tell(transfer.owner, "gift_declined");
                DONE
            }
            _ => refused(409, "wrong_state"),
        }
    }

    fn decide(&mut self, reviewer: usize, place: usize, step: &str) -> Expected {
        let transfer = self.transfers[place].clone();
        if transfer.kind != Kind::Reviewed {
            return refused(404, "not_found");
        }
        if transfer.status != "in_review" {
            return refused(409, "wrong_state");
        }
        if transfer.rejected_by == Some(reviewer) {
            return refused(403, "same_reviewer");
        }
        if step == "reject" {
            self.release(place, "rejected");
            self.transfers[place].rejected_by.get_or_insert(reviewer);
            self.tell(transfer.owner, "transfer_rejected");
            return DONE;
        }
        if self.cards[transfer.owner].frozen {
            return Expected(409, None);
        }
        let parts = self.cards[transfer.owner].convert(place, "higher", (1, 2));
        let it = &mut self.transfers[place];
        (it.took, it.came) = parts;
        it.status = "settled";
        self.tell(transfer.owner, "transfer_approved");
        DONE
    }

    fn appeal(&mut self, place: usize) -> Expected {
        let owner = self.transfers[place].owner;
        let amount: i64 = self.transfers[place].took.iter().map(|part| part.1).sum();
        if self.cards[owner].frozen || !self.cards[owner].hold("community", amount, place) {
            return Expected(409, None);
        }
        let it = &mut self.transfers[place];
        (it.status, it.appealed) = ("in_review", true);
        DONE
    }

    fn accept(&mut self, place: usize) -> Expected {
        let Transfer { owner, receiver, .. } = self.transfers[place];
        let receiver = receiver.expect("a gift has one");
        if self.cards[owner].frozen {
            return Expected(409, None);
        }
        let mut giver = std::mem::take(&mut self.cards[owner]);
        let parts = giver.give(place, "activity", &mut self.cards[receiver]);
        self.cards[owner] = giver;
        let it = &mut self.transfers[place];
        (it.took, it.came) = parts;
        it.status = "settled";
        self.tell(owner, "gift_settled");
        self.tell(receiver, "gift_settled");
        DONE
    }

    fn take_back(&mut self, place: usize) -> Expected {
        let it = self.transfers[place].clone();
        if it.late {
            return refused(409, "too_late");
        }
        let holder = it.receiver.unwrap_or(it.owner);
        if !self.cards[holder].untouched(&it.came) {
            return refused(409, "already_spent");
        }
        self.cards[holder].empty(&it.came);
        self.cards[it.owner].return_to(it.kind.scheme(), &it.took);
        self.transfers[place].status = "taken_back";
        if let Some(receiver) = it.receiver {
            self.tell(receiver, "gift_taken_back");
        }
        DONE
    }

    fn release(&mut self, place: usize, status: &'static str) {
        let Transfer { owner, kind, .. } = self.transfers[place];
        let it = &mut self.transfers[place];
        it.status = status;
        // What an appeal would hold again.
        let held = self.cards[owner].held_by(place);
        self.transfers[place].took = vec![(0, held)];
        self.cards[owner].release(kind.scheme(), place);
    }

    /// The time of a state is over, and the bank has noticed.
    pub fn pass_due(&mut self, place: usize) {
        let it = self.transfers[place].clone();
        match it.status {
            "cooling_off" => {
                let it = &mut self.transfers[place];
                (it.status, it.waited) = ("awaiting_receiver", true);
                self.tell(it_receiver(&self.transfers[place]), "gift_waiting");
            }
            "awaiting_receiver" => {
                self.release(place, "lapsed");
                self.tell(it.owner, "gift_lapsed");
            }
            _ => {}
        }
    }

    pub fn pass_ten_minutes(&mut self, place: usize) {
        self.transfers[place].late = true;
    }

    fn tell(&mut self, person: usize, kind: &'static str) {
        self.cards[person].notices.push(kind);
    }
}

fn it_receiver(transfer: &Transfer) -> usize {
    transfer.receiver.expect("a gift has a receiver")
}
