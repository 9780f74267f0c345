//! Who listens, and what they were told last.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::ids::LearnerId;
use shared::live::Mark;
use tokio::sync::{Notify, watch};

use crate::error::{AppError, AppResult};

/// Listeners of one card at most: pages that are open at once, on all devices.
const MOST_OF_ONE: usize = 8;

/// Listeners in all; beyond, pages look by themselves now and then.
const MOST: usize = 5_000;

/// The listeners of a process. Cheap to clone.
#[derive(Clone, Default)]
pub struct Live(Arc<Hub>);

#[derive(Default)]
struct Hub {
    room: Mutex<Room>,
    posted: Arc<Notify>,
    came: Notify,
}

#[derive(Default)]
struct Room {
    closed: bool,
    last: u64,
    listeners: BTreeMap<u64, Listener>,
}

struct Listener {
    learner: LearnerId,
    session: String,
    mark: watch::Sender<Option<Mark>>,
}

/// A place among the listeners; it is given up when this is dropped.
pub(super) struct Place {
    live: Live,
    number: u64,
    /// The card's mark, once known; closed when the session has ended or the server stops.
    pub mark: watch::Receiver<Option<Mark>>,
}

/// Whom a look was for.
pub(super) struct LookedFor {
    /// The last listener who had come when it began.
    last: u64,
    /// The sessions of all.
    pub sessions: Vec<String>,
}

impl Live {
    /// What to ring when something was posted.
    #[must_use]
    pub fn bell(&self) -> Arc<Notify> {
        Arc::clone(&self.0.posted)
    }

    /// Sends everybody away, and admits nobody any more: the server stops.
    pub fn close(&self) {
        let mut room = self.room();
        room.closed = true;
        room.listeners.clear();
    }

    /// Admits a listener.
    ///
    /// # Errors
    /// `Busy` when there are too many.
    pub(super) fn enter(&self, learner: LearnerId, session: &str) -> AppResult<Place> {
        let mut room = self.room();
        let of_one = room.listeners.values().filter(|it| it.learner == learner).count();
        if room.closed || room.listeners.len() >= MOST || of_one >= MOST_OF_ONE {
            return Err(AppError::busy());
        }
        room.last += 1;
        let number = room.last;
        let (sender, mark) = watch::channel(None);
        let listener = Listener { learner, session: session.to_owned(), mark: sender };
        room.listeners.insert(number, listener);
        drop(room);
        self.0.came.notify_one();
        self.0.posted.notify_one();
        Ok(Place { live: self.clone(), number, mark })
    }

    /// Waits until somebody listens.
    pub(super) async fn somebody_listens(&self) {
        while self.room().listeners.is_empty() {
            self.0.came.notified().await;
        }
    }

    /// Waits until this server has posted something, or somebody has come.
    pub(super) async fn posted(&self) {
        self.0.posted.notified().await;
    }

    /// Who listens now.
    pub(super) fn listeners(&self) -> LookedFor {
        let room = self.room();
        let sessions: BTreeSet<&String> = room.listeners.values().map(|it| &it.session).collect();
        let sessions = sessions.into_iter().cloned().collect();
        LookedFor { last: room.last, sessions }
    }

    /// Tells each listener their card's mark where it changed, and sends away those whose session is
    /// none any more.
    pub(super) fn tell(&self, looked_for: &LookedFor, marks: &HashMap<String, Mark>) {
        self.room().listeners.retain(|number, listener| {
            if *number > looked_for.last {
                return true;
            }
            let Some(mark) = marks.get(&listener.session) else { return false };
            listener.mark.send_if_modified(|told| told.replace(*mark) != Some(*mark));
            true
        });
    }

    // What a panic elsewhere left is whole: each change here is one call.
    fn room(&self) -> MutexGuard<'_, Room> {
        self.0.room.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.live.room().listeners.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn learner() -> LearnerId {
        LearnerId(Uuid::now_v7())
    }

    fn unread(unread: u64) -> Mark {
        Mark { unread, ..Mark::default() }
    }

    #[test]
    fn a_listener_hears_what_is_new_and_nothing_twice() {
        let live = Live::default();
        let mut place = live.enter(learner(), "s1").unwrap();
        let tell = |mark| live.tell(&live.listeners(), &HashMap::from([("s1".to_owned(), mark)]));
        tell(unread(1));
        assert!(place.mark.has_changed().unwrap());
        assert_eq!(*place.mark.borrow_and_update(), Some(unread(1)));
        tell(unread(1));
        assert!(!place.mark.has_changed().unwrap());
        tell(unread(2));
        assert_eq!(*place.mark.borrow_and_update(), Some(unread(2)));
    }

    #[test]
    fn a_session_that_ended_is_sent_away_and_who_came_meanwhile_stays() {
        let live = Live::default();
        let first = live.enter(learner(), "s1").unwrap();
        let looked_for = live.listeners();
        let second = live.enter(learner(), "s2").unwrap();
        live.tell(&looked_for, &HashMap::new());
        assert!(first.mark.has_changed().is_err());
        assert!(second.mark.has_changed().is_ok());
    }

    #[test]
    fn there_is_room_for_so_many_of_one_card() {
        let (live, one) = (Live::default(), learner());
        let mut places: Vec<Place> =
            (0..MOST_OF_ONE).map(|_| live.enter(one, "s").unwrap()).collect();
        assert!(live.enter(one, "s").is_err());
        assert!(live.enter(learner(), "s").is_ok());
        places.pop();
        assert!(live.enter(one, "s").is_ok());
        live.close();
        assert!(live.enter(learner(), "s").is_err());
        assert!(places.iter().all(|place| place.mark.has_changed().is_err()));
    }
}
