//! A night: machines, weather and a clock, one event after another, and what must hold after each of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::fmt::Write;
use std::sync::Arc;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use crate::lab::disk::Disk;
use crate::lab::machine::{Effect, Machine};
use crate::lab::weather::{Sky, Weather};
use crate::session::entry::{Absent, Charter};
use crate::session::guest::{self, Founding, Guest, Wanted};
use crate::session::hash::Hash;
use crate::session::host;
use crate::session::invite::Secret;
use crate::session::journal::Journal;
use crate::session::journal::recover::recover;
use crate::session::library::Library;
use crate::session::seal::Identity;
use crate::world::id::PlayerId;

/// Where a night's clock begins: an evening in 2026.
pub const EVENING_MS: u64 = 1_795_000_000_000;
const TICK_MS: u64 = 50;
const NOTICE_MS: u64 = 2_500;
const RELINK_MS: u64 = 400;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Tick(usize, u64),
    Frame { from: usize, to: usize, starts: u64, frame: Vec<u8> },
    Disk { machine: usize, starts: u64, token: u64 },
    Unlink(usize, usize),
    Link(usize, usize),
}

/// A simulated night.
#[derive(Debug)]
pub struct Night {
    /// The machines by number.
    pub machines: Vec<Machine>,
    /// The weather everywhere.
    pub weather: Weather,
    /// What went wrong, in words; empty on a good night.
    pub wrongs: Vec<String>,
    library: Arc<Library>,
    chance: ChaCha20Rng,
    sky: Sky,
    now_ms: u64,
    queue: BinaryHeap<Reverse<(u64, u64, Event)>>,
    order: u64,
    linked: BTreeSet<(usize, usize)>,
    pub(super) durable: BTreeMap<u64, Hash>,
    pub(super) digests: BTreeMap<(u64, u64), Hash>,
    pub(super) hosts: BTreeMap<u64, PlayerId>,
    pub(super) heard: Vec<usize>,
    /// One line for every delivery, kept for whoever asks why.
    pub lines: String,
}

impl Night {
    /// A night without machines.
    pub fn new(seed: u64, weather: Weather, library: Arc<Library>) -> Night {
        Night {
            machines: Vec::new(),
            weather,
            wrongs: Vec::new(),
            library,
            chance: ChaCha20Rng::seed_from_u64(seed),
            sky: Sky::default(),
            now_ms: EVENING_MS,
            queue: BinaryHeap::new(),
            order: 0,
            linked: BTreeSet::new(),
            durable: BTreeMap::new(),
            digests: BTreeMap::new(),
            hosts: BTreeMap::new(),
            heard: Vec::new(),
            lines: String::new(),
        }
    }

    /// The night's own chance, for scripts that choose by it.
    pub fn chance(&mut self) -> &mut ChaCha20Rng {
        &mut self.chance
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn machine(&mut self) -> (usize, Identity) {
        let secret: [u8; 32] = self.chance.random();
        let identity = Identity::from_secret(&secret);
        let number = self.machines.len();
        self.machines.push(Machine::new(secret, identity.player()));
        self.heard.push(0);
        self.machines[number].starts = 1;
        self.push(self.now_ms + 1, Event::Tick(number, 1));
        (number, identity)
    }

    /// A machine founds a table.
    pub fn found(&mut self, name: &str, tale: Hash) -> usize {
        let (number, identity) = self.machine();
        let founding = Founding {
            random: self.chance.random(),
            name: format!("{name}'s table"),
            founder_name: name.to_owned(),
            seats: 1,
            charter: Charter { absent: Absent::Guard },
            tale,
        };
        let seed = self.chance.random();
        let (guest, outputs) = Guest::founding(identity, Arc::clone(&self.library), founding, seed, self.now_ms)
            .unwrap_or_else(|why| panic!("nobody could found a table: {why:?}"));
        self.machines[number].guest = Some(guest);
        let effects = self.machines[number].begin(outputs);
        self.follow(number, effects);
        number
    }

    /// A machine knocks at a table with this secret, linked to every other machine.
    pub fn knock(&mut self, name: &str, secret: Option<Secret>) -> usize {
        let Some(fingerprint) = self.machines.iter().find_map(|machine| machine.guest.as_ref()?.fingerprint()) else {
            panic!("there is no table to knock at");
        };
        let (number, identity) = self.machine();
        let wanted = Wanted { fingerprint, secret, name: name.to_owned(), seats: 1 };
        let seed = self.chance.random();
        let guest = Guest::visiting(identity, Arc::clone(&self.library), wanted, seed, self.now_ms);
        self.machines[number].guest = Some(guest);
        for other in 0..number {
            self.push(self.now_ms + 1, Event::Link(number, other));
        }
        number
    }

    /// Turns a machine off at once; what its disk had not synced is dropped, kept or torn.
    pub fn crash(&mut self, number: usize) {
        self.line(format_args!("{} crashes", self.name(number)));
        let machine = &mut self.machines[number];
        machine.guest = None;
        machine.host = None;
        machine.starts += 1;
        machine.disk.crash(&mut self.chance);
        for other in 0..self.machines.len() {
            if self.linked.contains(&pair(number, other)) {
                let at = self.now_ms + self.chance.random_range(1..NOTICE_MS);
                self.push(at, Event::Unlink(number, other));
            }
        }
    }

    /// A machine's disk fails: nothing more can be kept there.
    pub fn fail_disk(&mut self, number: usize) {
        let effects = self.machines[number].guest(guest::Input::Failed);
        self.follow(number, effects);
    }

    /// A machine loses everything but its player's key, and knocks at its own table without a ticket.
    pub fn wipe(&mut self, number: usize, name: &str) {
        self.crash(number);
        let Some(fingerprint) = self.machines.iter().find_map(|machine| machine.guest.as_ref()?.fingerprint()) else {
            panic!("there is no table to knock at");
        };
        let identity = Identity::from_secret(&self.machines[number].secret);
        let wanted = Wanted { fingerprint, secret: None, name: name.to_owned(), seats: 1 };
        let seed = self.chance.random();
        let guest = Guest::visiting(identity, Arc::clone(&self.library), wanted, seed, self.now_ms);
        let machine = &mut self.machines[number];
        (machine.disk, machine.journal) = (Disk::default(), Journal::default());
        machine.guest = Some(guest);
        machine.starts += 1;
        let starts = machine.starts;
        self.push(self.now_ms + 1, Event::Tick(number, starts));
        for other in (0..self.machines.len()).filter(|other| *other != number) {
            self.push(self.now_ms + RELINK_MS, Event::Link(number, other));
        }
    }

    /// Turns a machine on again with what its disk kept.
    pub fn restart(&mut self, number: usize) {
        self.line(format_args!("{} restarts", self.name(number)));
        let seed = self.chance.random();
        let machine = &mut self.machines[number];
        let found = recover(&machine.disk.segments());
        if let Some(damage) = found.damage {
            self.wrongs.push(format!("a crash left damage that is more than a torn end: {damage:?}"));
        }
        found.steps.iter().for_each(|step| machine.disk.apply(step));
        machine.journal = found.journal;
        machine.starts += 1;
        let identity = Identity::from_secret(&machine.secret);
        match Guest::restored(identity, Arc::clone(&self.library), found.records, seed, self.now_ms) {
            Ok(guest) => machine.guest = Some(guest),
            Err(why) => self.wrongs.push(format!("a journal does not replay: {why:?}")),
        }
        let starts = machine.starts;
        self.push(self.now_ms + 1, Event::Tick(number, starts));
        for other in 0..self.machines.len() {
            if other != number && !self.sky.is_cut((number, other)) && !self.sky.is_cut((other, number)) {
                self.push(self.now_ms + RELINK_MS, Event::Link(number, other));
            }
        }
    }

    /// Cuts the way between two machines, both directions; both notice after a while.
    pub fn cut(&mut self, one: usize, other: usize) {
        self.line(format_args!("{} and {} are cut apart", self.name(one), self.name(other)));
        self.sky.cut((one, other));
        self.sky.cut((other, one));
        self.push(self.now_ms + NOTICE_MS, Event::Unlink(one, other));
    }

    /// Opens the way again; both notice after a while.
    pub fn heal(&mut self, one: usize, other: usize) {
        self.line(format_args!("{} and {} reach each other", self.name(one), self.name(other)));
        self.sky.heal((one, other));
        self.sky.heal((other, one));
        self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
    }

    /// Asks something of a machine's guest.
    pub fn ask(&mut self, number: usize, ask: guest::Ask) {
        let effects = self.machines[number].guest(guest::Input::Asked(ask));
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

    fn step(&mut self) {
        let Some(Reverse((at, _, event))) = self.queue.pop() else { return };
        self.now_ms = self.now_ms.max(at);
        match event {
            Event::Tick(number, starts) => {
                if self.machines[number].starts == starts {
                    let now_ms = self.now_ms;
                    let mut effects = self.machines[number].guest(guest::Input::Ticked { now_ms });
                    effects.extend(self.machines[number].host(host::Input::Ticked { now_ms }));
                    self.follow(number, effects);
                    self.push(self.now_ms + TICK_MS, Event::Tick(number, starts));
                }
            }
            Event::Frame { from, to, starts, frame } => {
                if self.machines[to].starts == starts {
                    self.line(format_args!("{} -> {}: {} bytes", self.name(from), self.name(to), frame.len()));
                    let player = self.machines[from].player;
                    let effects = self.machines[to].frame(player, frame.into());
                    self.follow(to, effects);
                }
            }
            Event::Disk { machine, starts, token } => {
                if self.machines[machine].starts == starts && self.machines[machine].disk.finish(token) {
                    let effects = self.machines[machine].guest(guest::Input::Persisted { token });
                    self.follow(machine, effects);
                }
            }
            Event::Unlink(one, other) => {
                if self.linked.remove(&pair(one, other)) {
                    self.notice(one, other, |player| {
                        (guest::Input::Unlinked { player }, host::Input::Unlinked { player })
                    });
                    // Both keep trying.
                    self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
                }
            }
            Event::Link(one, other) => {
                let up = |number: usize| self.machines[number].guest.is_some();
                let open = !self.sky.is_cut((one, other)) && !self.sky.is_cut((other, one));
                if up(one) && up(other) && open && self.linked.insert(pair(one, other)) {
                    self.notice(one, other, |player| (guest::Input::Linked { player }, host::Input::Linked { player }));
                } else if up(one) && up(other) && open {
                    // An old link is still believed in: try again once it is noticed.
                    self.push(self.now_ms + RELINK_MS, Event::Link(one, other));
                }
            }
        }
    }

    fn notice(&mut self, one: usize, other: usize, of: impl Fn(PlayerId) -> (guest::Input, host::Input)) {
        for (here, there) in [(one, other), (other, one)] {
            let (to_guest, to_host) = of(self.machines[there].player);
            let mut effects = self.machines[here].host(to_host);
            effects.extend(self.machines[here].guest(to_guest));
            self.follow(here, effects);
        }
    }

    fn follow(&mut self, number: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Frame { to, frame } => {
                    let Some(to) = self.machines.iter().position(|machine| machine.player == to) else { continue };
                    let starts = self.machines[to].starts;
                    for at in self.sky.arrivals((number, to), self.now_ms, self.weather, &mut self.chance) {
                        if self.linked.contains(&pair(number, to)) {
                            self.push(at, Event::Frame { from: number, to, starts, frame: frame.to_vec() });
                        }
                    }
                }
                Effect::Disk { token } => {
                    let starts = self.machines[number].starts;
                    let at = self.now_ms + self.chance.random_range(1..=self.weather.disk_ms);
                    self.push(at, Event::Disk { machine: number, starts, token });
                }
                Effect::Drop { player } => {
                    if let Some(other) = self.machines.iter().position(|machine| machine.player == player) {
                        self.push(self.now_ms, Event::Unlink(number, other));
                    }
                }
            }
        }
        self.check(number);
    }

    pub(super) fn wrong(&mut self, what: String) {
        let at = self.now_ms - EVENING_MS;
        self.wrongs.push(format!("at {at} ms: {what}"));
    }

    pub(super) fn name(&self, number: usize) -> char {
        char::from(b'A' + (number % 26) as u8)
    }

    pub(super) fn line(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing into a string does not fail.
        let _ = writeln!(self.lines, "{:>7} {what}", self.now_ms - EVENING_MS);
    }

    fn push(&mut self, at: u64, event: Event) {
        self.order += 1;
        self.queue.push(Reverse((at, self.order, event)));
    }
}

fn pair(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}
