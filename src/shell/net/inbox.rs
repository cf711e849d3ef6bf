//! Where the network's words wait for the program; what a peer may have waiting there is bounded.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use super::Told;
use super::limits::INBOX_CHATTER_MAX;

/// The program's end: everything the network has to say, in order.
#[derive(Debug)]
pub struct Inbox {
    parcels: Receiver<Parcel>,
    waiting: Arc<AtomicUsize>,
    ended: bool,
}

/// The network's end.
#[derive(Debug, Clone)]
pub(super) struct Mouth {
    parcels: Sender<Parcel>,
    waiting: Arc<AtomicUsize>,
}

/// One word and the room it takes; the room is free again when the word is taken out.
#[derive(Debug)]
struct Parcel {
    told: Told,
    room: Option<Room>,
}

/// Room in the inbox, reserved for one frame or message: of its own peer, and on BULK also of all peers together.
#[derive(Debug)]
pub(super) struct Room {
    /// What it takes of the peer's own room.
    pub(super) _own: OwnedSemaphorePermit,
    /// What it takes of the room that all peers share.
    pub(super) _shared: Option<OwnedSemaphorePermit>,
}

/// Both ends of a new inbox.
pub(super) fn pair() -> (Mouth, Inbox) {
    let (sender, receiver) = channel();
    let waiting = Arc::new(AtomicUsize::new(0));
    (Mouth { parcels: sender, waiting: Arc::clone(&waiting) }, Inbox { parcels: receiver, waiting, ended: false })
}

impl Inbox {
    /// The next word, if one is there. After the network has ended: [`Told::Ended`] once, then nothing.
    pub fn take(&mut self) -> Option<Told> {
        match self.parcels.try_recv() {
            Ok(parcel) => Some(self.open(parcel)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => self.end(),
        }
    }

    /// Waits for the next word, at most this long.
    pub fn wait(&mut self, at_most: Duration) -> Option<Told> {
        if self.ended {
            // A caller in a loop must not spin when nothing can come any more.
            thread::sleep(at_most);
            return None;
        }
        match self.parcels.recv_timeout(at_most) {
            Ok(parcel) => Some(self.open(parcel)),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => self.end(),
        }
    }

    fn open(&mut self, parcel: Parcel) -> Told {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let Parcel { told, room } = parcel;
        drop(room);
        self.ended |= matches!(told, Told::Ended { .. });
        told
    }

    fn end(&mut self) -> Option<Told> {
        if self.ended {
            return None;
        }
        self.ended = true;
        Some(Told::Ended { why: "the network thread is gone".to_owned() })
    }
}

impl Mouth {
    /// Says something that is the network's own and rare.
    pub(super) fn say(&self, told: Told) {
        self.put(Parcel { told, room: None });
    }

    /// Says something that the next such word makes old; left out when the program is far behind.
    pub(super) fn chat(&self, told: Told) {
        if self.waiting.load(Ordering::Relaxed) < INBOX_CHATTER_MAX {
            self.say(told);
        }
    }

    /// Says something that a peer made us say, with the room that was reserved for it.
    pub(super) fn deliver(&self, told: Told, room: Room) {
        self.put(Parcel { told, room: Some(room) });
    }

    fn put(&self, parcel: Parcel) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        // A program that dropped its inbox does not listen any more; that is its right.
        let _ = self.parcels.send(parcel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::Semaphore;

    fn warning(why: &str) -> Told {
        Told::Warning { why: why.to_owned() }
    }

    #[test]
    fn words_come_in_order_and_the_end_is_told_once() {
        let (mouth, mut inbox) = pair();
        mouth.say(warning("one"));
        mouth.say(warning("two"));
        assert_eq!(inbox.take(), Some(warning("one")));
        assert_eq!(inbox.wait(Duration::ZERO), Some(warning("two")));
        assert_eq!(inbox.take(), None);
        drop(mouth);
        assert!(matches!(inbox.take(), Some(Told::Ended { .. })));
        assert_eq!(inbox.take(), None);
        assert_eq!(inbox.wait(Duration::ZERO), None);
    }

    #[test]
    fn room_is_free_again_when_the_word_is_taken() {
        let (mouth, mut inbox) = pair();
        let room = Arc::new(Semaphore::new(1));
        let permit = Arc::clone(&room).try_acquire_owned().unwrap();
        mouth.deliver(warning("full"), Room { _own: permit, _shared: None });
        assert_eq!(room.available_permits(), 0);
        assert!(inbox.take().is_some());
        assert_eq!(room.available_permits(), 1);
    }

    #[test]
    fn chatter_stops_when_the_program_is_far_behind() {
        let (mouth, mut inbox) = pair();
        for _ in 0..INBOX_CHATTER_MAX + 5 {
            mouth.chat(warning("again"));
        }
        let mut taken = 0;
        while inbox.take().is_some() {
            taken += 1;
        }
        assert_eq!(taken, INBOX_CHATTER_MAX);
    }
}
