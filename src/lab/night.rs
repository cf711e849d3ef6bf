//! A night: machines, weather and a clock, one event after another, and all that was seen of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::fmt::Write;
use std::sync::Arc;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use crate::lab::check;
use crate::lab::fault::{Fault, Reached};
use crate::lab::frame;
use crate::lab::history::{History, Moment, Seen, letter};
use crate::lab::machine::{Effect, Machine};
use crate::lab::queue::Event;
use crate::lab::sky::Sky;
use crate::lab::weather::Weather;
use crate::session::guest;
use crate::session::hash::Hash;
use crate::session::host;
use crate::session::library::Library;
use crate::session::wire::Message;
use crate::world::id::PlayerId;

/// Where a night's clock begins: an evening in 2026.
pub const EVENING_MS: u64 = 1_795_000_000_000;
pub(super) const TICK_MS: u64 = 50;
pub(super) const NOTICE_MS: u64 = 2_500;
pub(super) const RELINK_MS: u64 = 400;

/// A simulated night.
#[derive(Debug)]
pub struct Night {
    /// The machines by number.
    pub machines: Vec<Machine>,
    /// The weather everywhere.
    pub weather: Weather,
    /// What went wrong, in words; empty on a good night. Filled by [`Night::check_end`].
    pub wrongs: Vec<String>,
    /// One line for every event, kept for whoever asks why; empty on a quiet night.
    pub lines: String,
    /// What was seen.
    pub history: History,
    /// Which faults were reached.
    pub reached: Reached,
    pub(super) library: Arc<Library>,
    pub(super) chance: ChaCha20Rng,
    pub(super) sky: Sky,
    pub(super) now_ms: u64,
    pub(super) queue: BinaryHeap<Reverse<(u64, u32, u64, Event)>>,
    pub(super) order: u64,
    pub(super) linked: BTreeSet<(usize, usize)>,
    /// How much of what each guest and each host told was noted.
    pub(super) noted: Vec<(usize, usize)>,
    pub(super) secrets: Vec<Vec<u8>>,
    pub(super) frames: usize,
    /// What the table is found by.
    pub(super) fingerprint: Option<[u8; 8]>,
    /// Someone without a seat who tries things.
    pub(super) stranger: Option<usize>,
    trace: blake3::Hasher,
    quiet: bool,
    /// What happens at one time happens in an order of its own for each seed.
    pub(super) shuffled: bool,
}

impl Night {
    /// A night without machines.
    pub fn new(seed: u64, weather: Weather, library: Arc<Library>) -> Night {
        Night {
            machines: Vec::new(),
            weather,
            wrongs: Vec::new(),
            lines: String::new(),
            history: History::default(),
            reached: Reached::default(),
            library,
            chance: ChaCha20Rng::seed_from_u64(seed),
            sky: Sky::default(),
            now_ms: EVENING_MS,
            queue: BinaryHeap::new(),
            order: 0,
            linked: BTreeSet::new(),
            noted: Vec::new(),
            secrets: Vec::new(),
            frames: 0,
            fingerprint: None,
            stranger: None,
            trace: blake3::Hasher::new(),
            quiet: false,
            shuffled: false,
        }
    }

    /// The same night without its lines: for nights by the thousand.
    pub fn quiet(mut self) -> Night {
        self.quiet = true;
        self
    }

    /// From now on what happens at one time happens in any order.
    pub fn shuffle(&mut self) {
        self.shuffled = true;
    }

    /// From now on old frames may come again, as often as the weather says.
    pub fn remember(&mut self) {
        self.sky.remembers = true;
    }

    /// The night's own chance, for scripts that choose by it.
    pub fn chance(&mut self) -> &mut ChaCha20Rng {
        &mut self.chance
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// Milliseconds since the evening began.
    pub fn evening_ms(&self) -> u64 {
        self.now_ms - EVENING_MS
    }

    /// A hash over everything that happened so far.
    pub fn trace(&self) -> Hash {
        Hash(*self.trace.finalize().as_bytes())
    }

    /// Asks something of a machine's guest.
    pub fn ask(&mut self, number: usize, ask: guest::Ask) {
        let newest = |machine: &Machine| {
            let waiting = machine.guest.as_ref()?.waiting_numbers();
            waiting.map(|(seat, number)| (number, seat.0)).max()
        };
        let before = newest(&self.machines[number]);
        let effects = self.machines[number].guest(guest::Input::Asked(ask));
        let asked = newest(&self.machines[number]).filter(|asked| Some(*asked) > before);
        if let Some((number_asked, seat)) = asked {
            self.see(number, Seen::Asks { seat, number: number_asked });
        }
        self.follow(number, effects);
    }

    /// Asks something of a machine's host.
    pub fn ask_host(&mut self, number: usize, ask: host::Ask) {
        let effects = self.machines[number].host(host::Input::Asked(ask));
        self.follow(number, effects);
    }

    /// A machine hears a frame that a cheater made: signed by whoever signed what is in it, sent from that player.
    pub fn slip(&mut self, number: usize, from: PlayerId, frame: Arc<[u8]>) {
        let effects = self.machines[number].frame(from, frame);
        self.follow(number, effects);
    }

    /// Lets time go by.
    pub fn run(&mut self, span_ms: u64) {
        let until = self.now_ms + span_ms;
        while self.queue.peek().is_some_and(|Reverse((at, ..))| *at <= until) {
            self.step();
        }
        self.now_ms = until;
    }

    /// Lets time go by until something holds; false when it does not within the span.
    pub fn run_until(&mut self, span_ms: u64, holds: impl Fn(&Night) -> bool) -> bool {
        let until = self.now_ms + span_ms;
        while !holds(self) {
            if self.queue.peek().is_none_or(|Reverse((at, ..))| *at > until) {
                return false;
            }
            self.step();
        }
        true
    }

    /// Asks every checker what it finds, once the night is over.
    pub fn check_end(&mut self) {
        self.note_ends();
        let found = check::violations(&self.history);
        self.wrongs.extend(found.into_iter().map(|violation| format!("{}: {}", violation.checker, violation.what)));
    }

    fn step(&mut self) {
        let Some(Reverse((at, _, _, event))) = self.queue.pop() else { return };
        self.now_ms = self.now_ms.max(at);
        // What meets a machine that stands still waits until it wakes.
        if let Some(until) = event.target().map(|number| self.machines[number].paused_ms)
            && until > self.now_ms
        {
            return self.push(until, event);
        }
        match event {
            Event::Tick(number, starts) => self.tick(number, starts),
            Event::Frame { from, to, starts, frame } => self.deliver(from, to, starts, frame),
            Event::Disk { machine, starts, token } => self.disk_done(machine, starts, token),
            Event::Unlink(one, other) => self.unlink(one, other),
            Event::Link(one, other) => self.link(one, other),
        }
    }

    fn tick(&mut self, number: usize, starts: u64) {
        if self.machines[number].starts != starts {
            return;
        }
        let now_ms = self.machines[number].clock.read(self.now_ms);
        let mut effects = self.machines[number].guest(guest::Input::Ticked { now_ms });
        effects.extend(self.machines[number].host(host::Input::Ticked { now_ms }));
        self.follow(number, effects);
        let starved = self.shuffled && self.chance.random_range(0..200) == 0;
        if starved {
            self.reached.count(Fault::Order);
        }
        let next = if starved { TICK_MS * 8 } else { TICK_MS };
        self.push(self.now_ms + next, Event::Tick(number, starts));
    }

    fn deliver(&mut self, from: usize, to: usize, starts: u64, frame: Arc<[u8]>) {
        if self.machines[to].starts != starts {
            return;
        }
        self.mark(&[b'f', from as u8, to as u8]);
        self.trace.update(&frame);
        if !self.quiet {
            let (from, to) = (self.name(from), self.name(to));
            self.line(format_args!("{from} -> {to}: {}, {} bytes", frame::kind(&frame), frame.len()));
        }
        let player = self.machines[from].player;
        if frame::kind(&frame) == frame::BEAT_BACK && self.machines[to].host.is_some() {
            self.note_answer(to, player, &frame);
        }
        if self.machines[from].flawed && Message::from_frame(&frame).is_ok_and(|message| message.to_frame() != frame) {
            self.see(to, Seen::Loose);
        }
        let effects = self.machines[to].frame(player, frame);
        self.follow(to, effects);
    }

    fn disk_done(&mut self, machine: usize, starts: u64, token: u64) {
        if self.machines[machine].starts != starts || !self.machines[machine].disk.finish(token) {
            return;
        }
        self.mark(&[b'd', machine as u8]);
        self.note_kept(machine, token);
        let effects = self.machines[machine].guest(guest::Input::Persisted { token });
        self.follow(machine, effects);
    }

    fn unlink(&mut self, one: usize, other: usize) {
        if self.linked.remove(&pair(one, other)) {
            self.mark(&[b'u', one as u8, other as u8]);
            self.line(format_args!("the link between {} and {} is gone", self.name(one), self.name(other)));
            self.sky.emptied((one, other));
            self.sky.emptied((other, one));
            self.notice(one, other, |player| (guest::Input::Unlinked { player }, host::Input::Unlinked { player }));
            // Both keep trying.
            self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
        }
    }

    fn link(&mut self, one: usize, other: usize) {
        let up = |number: usize| self.machines[number].guest.is_some();
        let open = !self.sky.is_cut((one, other)) && !self.sky.is_cut((other, one));
        if !up(one) || !up(other) || !open {
            return;
        }
        let awake_ms = self.machines[one].paused_ms.max(self.machines[other].paused_ms);
        if awake_ms > self.now_ms {
            self.push(awake_ms + RELINK_MS, Event::Link(one, other));
        } else if self.linked.insert(pair(one, other)) {
            self.mark(&[b'l', one as u8, other as u8]);
            self.line(format_args!("{} and {} are linked", self.name(one), self.name(other)));
            self.notice(one, other, |player| (guest::Input::Linked { player }, host::Input::Linked { player }));
        } else {
            // An old link is still believed in: try again once it is noticed.
            self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
        }
    }

    pub(super) fn notice(&mut self, one: usize, other: usize, of: impl Fn(PlayerId) -> (guest::Input, host::Input)) {
        for (here, there) in [(one, other), (other, one)] {
            let (to_guest, to_host) = of(self.machines[there].player);
            let mut effects = self.machines[here].host(to_host);
            effects.extend(self.machines[here].guest(to_guest));
            self.follow(here, effects);
        }
    }

    /// Does what a machine wants done, and notes what its person was told.
    pub(super) fn follow(&mut self, number: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Frame { to, frame } => {
                    if let Some(to) = self.machines.iter().position(|machine| machine.player == to) {
                        self.depart(number, to, frame);
                    }
                }
                Effect::Disk { token } => {
                    let machine = &self.machines[number];
                    let (starts, slow_ms) = (machine.starts, machine.slow_ms);
                    if slow_ms > 0 {
                        self.reached.count(Fault::SlowDisk);
                    }
                    let at = self.now_ms + slow_ms + self.chance.random_range(1..=self.weather.disk_ms.max(1));
                    self.push(at, Event::Disk { machine: number, starts, token });
                }
                Effect::Drop { player } => {
                    if let Some(other) = self.machines.iter().position(|machine| machine.player == player) {
                        self.push(self.now_ms, Event::Unlink(number, other));
                    }
                }
            }
        }
        self.note(number);
    }

    fn depart(&mut self, from: usize, to: usize, frame: Arc<[u8]>) {
        self.note_frame(from, to, &frame);
        if !self.linked.contains(&pair(from, to)) {
            return;
        }
        let starts = self.machines[to].starts;
        let with = (&mut self.chance, &mut self.reached);
        let passage = self.sky.pass((from, to), &frame, self.now_ms, self.weather, with);
        if passage.breaks {
            return self.push(self.now_ms, Event::Unlink(from, to));
        }
        if let Some((at, old)) = passage.again {
            self.push(at, Event::Frame { from, to, starts, frame: old });
        }
        for at in passage.arrivals {
            self.push(at, Event::Frame { from, to, starts, frame: Arc::clone(&frame) });
        }
    }

    /// Keeps a moment of the history.
    pub(super) fn see(&mut self, who: usize, seen: Seen) {
        self.history.moments.push(Moment { at_ms: self.now_ms - EVENING_MS, who, seen });
    }

    /// The letter a machine goes by.
    pub fn name(&self, number: usize) -> char {
        letter(number)
    }

    pub(super) fn line(&mut self, what: std::fmt::Arguments<'_>) {
        if !self.quiet {
            // Writing into a string does not fail.
            let _ = writeln!(self.lines, "{:>7} {what}", self.now_ms - EVENING_MS);
        }
    }

    pub(super) fn mark(&mut self, what: &[u8]) {
        self.trace.update(&self.now_ms.to_le_bytes());
        self.trace.update(what);
    }
}

pub(super) fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}
