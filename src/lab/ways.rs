//! The ways between machines during a night: cut, healed, held, released, slowed, lossy, broken.

use std::sync::Arc;

use crate::lab::fault::Fault;
use crate::lab::history::Seen;
use crate::lab::night::{NOTICE_MS, Night, RELINK_MS, pair};
use crate::lab::queue::Event;
use crate::session::guest;
use crate::session::host;

// A link that carries in one direction only is given up after so long.
const HALF_DEAF_MS: u64 = 10_000;

impl Night {
    /// Cuts the way between two machines, both directions; both notice after a while.
    pub fn cut(&mut self, one: usize, other: usize) {
        self.line(format_args!("{} and {} are cut apart", self.name(one), self.name(other)));
        for (from, to) in [(one, other), (other, one)] {
            self.sky.cut((from, to));
            self.see(to, Seen::Apart { from });
        }
        self.push(self.now_ms + NOTICE_MS, Event::Unlink(one, other));
    }

    /// Cuts one direction; it takes longer until that is noticed.
    pub fn cut_way(&mut self, from: usize, to: usize) {
        self.line(format_args!("{} no longer reaches {}", self.name(from), self.name(to)));
        self.sky.cut((from, to));
        self.see(to, Seen::Apart { from });
        self.push(self.now_ms + HALF_DEAF_MS, Event::Unlink(from, to));
    }

    /// Opens the way again; both notice after a while.
    pub fn heal(&mut self, one: usize, other: usize) {
        self.line(format_args!("{} and {} reach each other", self.name(one), self.name(other)));
        for (from, to) in [(one, other), (other, one)] {
            if self.sky.is_cut((from, to)) {
                self.see(to, Seen::Joined { from });
            }
            self.sky.heal((from, to));
        }
        self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
    }

    /// Opens every way there is.
    pub fn heal_all(&mut self) {
        for one in 0..self.machines.len() {
            for other in one + 1..self.machines.len() {
                if self.sky.is_cut((one, other)) || self.sky.is_cut((other, one)) {
                    self.heal(one, other);
                }
                self.release(one, other);
                for way in [(one, other), (other, one)] {
                    self.sky.lose(way, 0);
                    self.sky.slow(way, 0);
                }
            }
        }
        self.sky.missing = None;
    }

    /// What the two send each other waits until it is released.
    pub fn hold(&mut self, one: usize, other: usize) {
        self.line(format_args!("what {} and {} send each other is held", self.name(one), self.name(other)));
        self.reached.count(Fault::Clog);
        self.sky.hold((one, other));
        self.sky.hold((other, one));
    }

    /// Lets what was held go, in the order in which it was sent.
    pub fn release(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            let starts = self.machines[to].starts;
            for frame in self.sky.release((from, to)) {
                self.push(self.now_ms + 1, Event::Frame { from, to, starts, frame: Arc::clone(&frame) });
            }
        }
    }

    /// Everything a machine sends, receives and writes takes so much longer.
    pub fn slow(&mut self, number: usize, slow_ms: u64) {
        self.line(format_args!("{} is slower by {slow_ms} ms", self.name(number)));
        if slow_ms > 0 {
            self.reached.count(Fault::Delay);
        }
        self.machines[number].slow_ms = slow_ms;
        for other in (0..self.machines.len()).filter(|other| *other != number) {
            self.sky.slow((number, other), slow_ms);
            self.sky.slow((other, number), slow_ms);
        }
    }

    /// So many frames in a hundred of what a machine sends and receives are lost.
    pub fn lose(&mut self, number: usize, share: u32) {
        self.line(format_args!("{} loses {share} of a hundred", self.name(number)));
        for other in (0..self.machines.len()).filter(|other| *other != number) {
            self.sky.lose((number, other), share);
            self.sky.lose((other, number), share);
        }
    }

    /// One kind of frame never arrives anywhere for a while.
    pub fn miss(&mut self, kind: &'static str, span_ms: u64) {
        self.line(format_args!("no {kind} arrives for {span_ms} ms"));
        self.sky.missing = Some((kind, self.now_ms + span_ms));
    }

    /// A link breaks at once and comes back.
    pub fn reset(&mut self, one: usize, other: usize) {
        self.line(format_args!("the link between {} and {} breaks", self.name(one), self.name(other)));
        self.reached.count(Fault::Reset);
        self.push(self.now_ms, Event::Unlink(one, other));
    }

    /// Only one side sees its link break; the other finds out later.
    pub fn half_close(&mut self, here: usize, there: usize) {
        if !self.linked.contains(&pair(here, there)) {
            return;
        }
        self.line(format_args!("{} sees its link to {} break", self.name(here), self.name(there)));
        self.reached.count(Fault::Reset);
        let player = self.machines[there].player;
        let mut effects = self.machines[here].host(host::Input::Unlinked { player });
        effects.extend(self.machines[here].guest(guest::Input::Unlinked { player }));
        self.follow(here, effects);
        self.push(self.now_ms + NOTICE_MS, Event::Unlink(here, there));
    }
}
