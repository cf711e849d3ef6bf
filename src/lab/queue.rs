//! The queue of a night: what happens next, and in which order at one time.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::lab::night::Night;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Tick(usize, u64),
    Frame { from: usize, to: usize, starts: u64, frame: Arc<[u8]> },
    Disk { machine: usize, starts: u64, token: u64 },
    Unlink(usize, usize),
    Link(usize, usize),
}

impl Event {
    /// The machine it meets.
    pub(super) fn target(&self) -> Option<usize> {
        match self {
            Event::Tick(number, _) => Some(*number),
            Event::Frame { to, .. } => Some(*to),
            Event::Disk { machine, .. } => Some(*machine),
            Event::Unlink(..) | Event::Link(..) => None,
        }
    }
}

impl Night {
    /// What waits for a machine until a time happens now.
    pub(super) fn hasten(&mut self, number: usize, until: u64) {
        let now_ms = self.now_ms;
        let sooner = |Reverse((at, tie, order, event)): Reverse<(u64, u32, u64, Event)>| {
            let waits = at == until && event.target() == Some(number);
            Reverse((if waits { now_ms + 1 } else { at }, tie, order, event))
        };
        self.queue = std::mem::take(&mut self.queue).into_iter().map(sooner).collect();
    }

    pub(super) fn push(&mut self, at: u64, event: Event) {
        self.order += 1;
        let tie = if self.shuffled { self.tie(at, &event) } else { 0 };
        self.queue.push(Reverse((at, tie, self.order, event)));
    }

    /// A place in the order of one millisecond: the same for all that meets one machine from one side, so that no stream
    /// is reordered by it.
    fn tie(&mut self, at: u64, event: &Event) -> u32 {
        let (one, other) = match event {
            Event::Tick(number, _) => (*number, 31),
            Event::Frame { from, to, .. } => (*to, *from),
            Event::Disk { machine, .. } => (*machine, 30),
            Event::Unlink(one, other) | Event::Link(one, other) => (*one, *other),
        };
        let mixed = at.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((one as u64) << 32 | other as u64);
        (mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 40) as u32
    }
}
