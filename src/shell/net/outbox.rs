//! What waits to leave on one link, bounded, and what may be written next. Pure.

use std::collections::VecDeque;

use super::Lane;
use super::frame::{self, Breach, Kind};
use super::limits::{
    BULK_CHUNK_BYTES_MAX, BULK_CHUNKS_UNDERWAY_MAX, BULK_OUT_MESSAGES_MAX, CTRL_OUT_BYTES_MAX, CTRL_OUT_FRAMES_MAX,
    CTRL_WRITE_BYTES, LIVE_FRAMES_UNDERWAY_MAX,
};

/// Everything that waits on one link.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    ctrl: VecDeque<Vec<u8>>,
    ctrl_bytes: usize,
    chosen: bool,
    pings: VecDeque<u32>,
    pongs: VecDeque<u32>,
    bye: Option<String>,
    live: Option<Vec<u8>>,
    live_underway: u32,
    live_receipts: u32,
    bulk: VecDeque<Vec<u8>>,
    bulk_sent: usize,
    bulk_begun: bool,
    bulk_underway: u32,
    bulk_receipts: u32,
}

/// Why something was not put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is longer than its lane allows; the link is fine.
    TooLong,
    /// CTRL is full: the link must be closed, so that both sides start afresh.
    CtrlFull,
    /// BULK is full: try again later.
    BulkFull,
}

/// Pongs that wait; a peer that asks faster than it reads gets no more answers.
const PONGS_MAX: usize = 8;

impl Outbox {
    /// Puts in what the program sends. On LIVE it takes the place of what still waits there.
    pub(super) fn put(&mut self, lane: Lane, bytes: Vec<u8>) -> Result<(), Refusal> {
        if bytes.len() > frame::payload_bytes_max(lane) {
            return Err(Refusal::TooLong);
        }
        match lane {
            Lane::Ctrl => {
                let full = self.ctrl.len() >= CTRL_OUT_FRAMES_MAX || self.ctrl_bytes + bytes.len() > CTRL_OUT_BYTES_MAX;
                if full {
                    return Err(Refusal::CtrlFull);
                }
                self.ctrl_bytes += bytes.len();
                self.ctrl.push_back(bytes);
            }
            Lane::Live => self.live = Some(bytes),
            Lane::Bulk => {
                if self.bulk.len() >= BULK_OUT_MESSAGES_MAX {
                    return Err(Refusal::BulkFull);
                }
                self.bulk.push_back(bytes);
            }
        }
        Ok(())
    }

    /// The first word on a link: this connection is the one.
    pub(super) fn choose(&mut self) {
        self.chosen = true;
    }

    /// Asks for an echo.
    pub(super) fn ping(&mut self, nonce: u32) {
        if self.pings.is_empty() {
            self.pings.push_back(nonce);
        }
    }

    /// Answers an echo.
    pub(super) fn pong(&mut self, nonce: u32) {
        if self.pongs.len() < PONGS_MAX {
            self.pongs.push_back(nonce);
        }
    }

    /// The last word: nothing leaves after it, and what waits on CTRL leaves before it.
    pub(super) fn bye(&mut self, why: String) {
        self.bye.get_or_insert(why);
    }

    /// A frame or piece of theirs was taken: tell them.
    pub(super) fn receipt(&mut self, lane: Lane) {
        match lane {
            Lane::Ctrl => {}
            Lane::Live => self.live_receipts += 1,
            Lane::Bulk => self.bulk_receipts += 1,
        }
    }

    /// They took a frame or piece of ours.
    pub(super) fn taken(&mut self, lane: Lane) -> Result<(), Breach> {
        let underway = match lane {
            Lane::Ctrl => return Err(Breach::Order),
            Lane::Live => &mut self.live_underway,
            Lane::Bulk => &mut self.bulk_underway,
        };
        *underway = underway.checked_sub(1).ok_or(Breach::Order)?;
        Ok(())
    }

    /// What is written next on a lane; nothing when the lane has nothing to say or must wait.
    pub(super) fn next(&mut self, lane: Lane) -> Option<Vec<u8>> {
        let mut wire = Vec::new();
        match lane {
            Lane::Ctrl => self.next_ctrl(&mut wire),
            Lane::Live => self.next_live(&mut wire),
            Lane::Bulk => self.next_bulk(&mut wire),
        }
        (!wire.is_empty()).then_some(wire)
    }

    /// Whether the last word was written.
    pub(super) fn is_done(&self) -> bool {
        self.bye.as_ref().is_some_and(String::is_empty)
    }

    fn next_ctrl(&mut self, wire: &mut Vec<u8>) {
        if self.is_done() {
            return;
        }
        if std::mem::take(&mut self.chosen) {
            frame::write(wire, Kind::Chosen, &[]);
        }
        for nonce in self.pongs.drain(..) {
            frame::write(wire, Kind::Pong, &nonce.to_le_bytes());
        }
        for nonce in self.pings.drain(..) {
            frame::write(wire, Kind::Ping, &nonce.to_le_bytes());
        }
        while wire.len() < CTRL_WRITE_BYTES {
            let Some(bytes) = self.ctrl.pop_front() else { break };
            self.ctrl_bytes -= bytes.len();
            frame::write(wire, Kind::Payload, &bytes);
        }
        if self.ctrl.is_empty()
            && let Some(why) = self.bye.as_mut()
        {
            frame::write(wire, Kind::Bye, why.as_bytes());
            // Spoken: an empty last word marks it.
            why.clear();
        }
    }

    fn next_live(&mut self, wire: &mut Vec<u8>) {
        for _ in 0..std::mem::take(&mut self.live_receipts) {
            frame::write(wire, Kind::Taken, &[]);
        }
        if self.live_underway < LIVE_FRAMES_UNDERWAY_MAX
            && let Some(bytes) = self.live.take()
        {
            self.live_underway += 1;
            frame::write(wire, Kind::Payload, &bytes);
        }
    }

    /// One piece at a time, so that the other lanes get their turn between two.
    fn next_bulk(&mut self, wire: &mut Vec<u8>) {
        for _ in 0..std::mem::take(&mut self.bulk_receipts) {
            frame::write(wire, Kind::Taken, &[]);
        }
        let Some(message) = self.bulk.front() else { return };
        if !self.bulk_begun {
            self.bulk_begun = true;
            self.bulk_sent = 0;
            let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
            frame::write(wire, Kind::Begin, &length.to_le_bytes());
        } else if self.bulk_underway >= BULK_CHUNKS_UNDERWAY_MAX {
            return;
        }
        if self.bulk_underway < BULK_CHUNKS_UNDERWAY_MAX
            && let Some(piece) = message.get(self.bulk_sent..).and_then(|rest| rest.chunks(BULK_CHUNK_BYTES_MAX).next())
        {
            self.bulk_underway += 1;
            self.bulk_sent += piece.len();
            frame::write(wire, Kind::Chunk, piece);
        }
        if self.bulk_sent == message.len() {
            self.bulk.pop_front();
            self.bulk_begun = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::{BULK_MESSAGE_BYTES_MAX, CTRL_FRAME_BYTES_MAX};
    use super::*;

    fn wire(kind: Kind, bytes: &[u8]) -> Vec<u8> {
        let mut wire = Vec::new();
        frame::write(&mut wire, kind, bytes);
        wire
    }

    #[test]
    fn live_keeps_the_newest_and_waits_for_the_receipt() {
        let mut outbox = Outbox::default();
        outbox.put(Lane::Live, vec![1]).unwrap();
        outbox.put(Lane::Live, vec![2]).unwrap();
        assert_eq!(outbox.next(Lane::Live), Some(wire(Kind::Payload, &[2])));
        outbox.put(Lane::Live, vec![3]).unwrap();
        outbox.put(Lane::Live, vec![4]).unwrap();
        assert_eq!(outbox.next(Lane::Live), None);
        outbox.taken(Lane::Live).unwrap();
        assert_eq!(outbox.next(Lane::Live), Some(wire(Kind::Payload, &[4])));
        outbox.taken(Lane::Live).unwrap();
        assert_eq!(outbox.taken(Lane::Live), Err(Breach::Order));
    }

    #[test]
    fn ctrl_stops_at_its_limits() {
        let mut outbox = Outbox::default();
        for _ in 0..CTRL_OUT_FRAMES_MAX {
            outbox.put(Lane::Ctrl, vec![1]).unwrap();
        }
        assert_eq!(outbox.put(Lane::Ctrl, vec![1]), Err(Refusal::CtrlFull));
        let mut outbox = Outbox::default();
        for _ in 0..CTRL_OUT_BYTES_MAX / CTRL_FRAME_BYTES_MAX {
            outbox.put(Lane::Ctrl, vec![1; CTRL_FRAME_BYTES_MAX]).unwrap();
        }
        assert_eq!(outbox.put(Lane::Ctrl, vec![1]), Err(Refusal::CtrlFull));
        assert_eq!(outbox.put(Lane::Ctrl, vec![1; CTRL_FRAME_BYTES_MAX + 1]), Err(Refusal::TooLong));
        // What was written makes room.
        assert!(outbox.next(Lane::Ctrl).is_some());
        assert_eq!(outbox.put(Lane::Ctrl, vec![1]), Ok(()));
    }

    #[test]
    fn bulk_goes_in_pieces_and_waits_for_receipts() {
        let mut outbox = Outbox::default();
        let pieces = BULK_CHUNKS_UNDERWAY_MAX as usize + 2;
        outbox.put(Lane::Bulk, vec![5; BULK_CHUNK_BYTES_MAX * pieces]).unwrap();
        let mut written = 0;
        while let Some(bytes) = outbox.next(Lane::Bulk) {
            assert!(bytes.len() <= BULK_CHUNK_BYTES_MAX + 16);
            written += 1;
        }
        assert_eq!(written, BULK_CHUNKS_UNDERWAY_MAX);
        outbox.taken(Lane::Bulk).unwrap();
        assert!(outbox.next(Lane::Bulk).is_some());
        assert!(outbox.next(Lane::Bulk).is_none());
    }

    #[test]
    fn an_empty_message_is_a_message() {
        let mut outbox = Outbox::default();
        outbox.put(Lane::Bulk, Vec::new()).unwrap();
        outbox.put(Lane::Bulk, vec![1]).unwrap();
        assert_eq!(outbox.next(Lane::Bulk), Some(wire(Kind::Begin, &[0; 4])));
        let second = [wire(Kind::Begin, &[1, 0, 0, 0]), wire(Kind::Chunk, &[1])].concat();
        assert_eq!(outbox.next(Lane::Bulk), Some(second));
        assert_eq!(outbox.next(Lane::Bulk), None);
    }

    #[test]
    fn bulk_refuses_what_is_too_long_or_too_much() {
        let mut outbox = Outbox::default();
        assert_eq!(outbox.put(Lane::Bulk, vec![0; BULK_MESSAGE_BYTES_MAX + 1]), Err(Refusal::TooLong));
        for _ in 0..BULK_OUT_MESSAGES_MAX {
            outbox.put(Lane::Bulk, vec![1]).unwrap();
        }
        assert_eq!(outbox.put(Lane::Bulk, vec![1]), Err(Refusal::BulkFull));
    }

    #[test]
    fn the_first_word_is_first_and_the_last_word_is_last() {
        let mut outbox = Outbox::default();
        outbox.put(Lane::Ctrl, vec![1]).unwrap();
        outbox.bye("enough".to_owned());
        outbox.bye("again".to_owned());
        outbox.choose();
        let all = [wire(Kind::Chosen, &[]), wire(Kind::Payload, &[1]), wire(Kind::Bye, b"enough")].concat();
        assert_eq!(outbox.next(Lane::Ctrl), Some(all));
        assert!(outbox.is_done());
        outbox.put(Lane::Ctrl, vec![2]).unwrap();
        assert_eq!(outbox.next(Lane::Ctrl), None);
    }

    #[test]
    fn echoes_do_not_pile_up() {
        let mut outbox = Outbox::default();
        for nonce in 0..100 {
            outbox.ping(nonce);
            outbox.pong(nonce);
        }
        let one = wire(Kind::Ping, &[0; 4]).len();
        assert_eq!(outbox.next(Lane::Ctrl).map(|bytes| bytes.len()), Some(one * (PONGS_MAX + 1)));
    }
}
