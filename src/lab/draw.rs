//! A night drawn from a seed: a random subset of the faults, each at random times, and play all the while.

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use crate::lab::deed::{Act, Deed, Lie, Line, Prank};
use crate::lab::frame::DETOURS;
use crate::lab::script::Script;
use crate::lab::weather::Weather;

const NAMES: [&str; 9] = ["Ada", "Bob", "Cid", "Dot", "Eve", "Fay", "Gus", "Hal", "Ida"];
// Of these a few are words and a few find nobody who can act: 200 commands are left in all but a few nights, which are
// played on in their calm end.
const PLAYS: usize = 270;
// Before the faults end, so that what began comes to its end.
const QUIET_MS: u64 = 500;

/// The script of a seed.
pub fn draw(seed: u64) -> Script {
    let mut chance = ChaCha20Rng::seed_from_u64(seed ^ 0x726f_756e_6474_6162);
    let count = [2, 3, 3, 4, 4, 5, 5, 5, 6, 7][chance.random_range(0..10)];
    let mut night = Drawn { chance, count, victim: None, lines: Vec::new(), end_ms: 0 };
    night.plays();
    let mut weather = night.weather();
    let shuffled = night.on();
    if night.rarely() {
        weather = Weather { delay_ms: weather.delay_ms, disk_ms: weather.disk_ms, ..Weather::fair() };
        night.put_back();
    } else {
        night.parted();
        night.stopped();
        night.damaged();
        night.clocks();
        night.churn();
    }
    night.strangers();
    let end_ms = night.end_ms + QUIET_MS;
    night.lines.push(Line { at_ms: end_ms, deed: Deed::Calm });
    night.lines.sort_by_key(|line| line.at_ms);
    Script {
        title: vec![format!("drawn from seed {seed}")],
        seed,
        names: NAMES.iter().take(count + 2).map(|name| (*name).to_owned()).collect(),
        seated: count,
        weather,
        shuffled,
        lines: night.lines,
    }
}

struct Drawn {
    chance: ChaCha20Rng,
    count: usize,
    /// The one machine that loses its ledger, rots or lies: all others together are a majority.
    victim: Option<usize>,
    lines: Vec<Line>,
    end_ms: u64,
}

impl Drawn {
    /// Whether an option is on tonight.
    fn on(&mut self) -> bool {
        self.chance.random_range(0..3) == 0
    }

    fn rarely(&mut self) -> bool {
        self.chance.random_range(0..12) == 0
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.chance.random_range(0..bound.max(1))
    }

    fn who(&mut self) -> usize {
        self.chance.random_range(0..self.count)
    }

    fn two(&mut self) -> (usize, usize) {
        let one = self.who();
        (one, (one + self.chance.random_range(1..self.count)) % self.count)
    }

    /// A moment of the night.
    fn moment(&mut self) -> u64 {
        1_000 + self.below(self.end_ms.saturating_sub(2_000))
    }

    fn at(&mut self, at_ms: u64, deed: Deed) {
        self.lines.push(Line { at_ms: at_ms.min(self.end_ms), deed });
    }

    fn to(&mut self, at_ms: u64, who: usize, act: Act) {
        self.at(at_ms, Deed::To { who, act });
    }

    /// Bursts and pauses of play.
    fn plays(&mut self) {
        let mut at_ms = 0;
        let pace = 200 + self.below(1_200);
        for number in 0..PLAYS {
            at_ms += match self.below(40) {
                0 => 5_000 + self.below(15_000),
                1..6 => self.below(60),
                _ => pace / 2 + self.below(pace),
            };
            let who = if number < self.count { number } else { self.who() };
            let draw = self.chance.random_range(0..1_000_000);
            self.lines.push(Line { at_ms, deed: Deed::Play { who, draw } });
        }
        self.end_ms = at_ms + 1_000;
    }

    fn weather(&mut self) -> Weather {
        let mut weather = Weather::fair();
        weather.delay_ms = self.below(31);
        weather.jitter_ms = 1 + self.below(100);
        let mut sometimes =
            |most: u32| if self.chance.random_range(0..3) == 0 { 1 + self.chance.random_range(0..most) } else { 0 };
        weather.lost = sometimes(15);
        weather.bursts = sometimes(20);
        weather.stray = sometimes(20);
        weather.doubled = sometimes(30);
        weather.replayed = sometimes(50);
        weather.overtaking = sometimes(40);
        weather.clogged = sometimes(20);
        weather.reset = sometimes(20);
        weather.corrupted = sometimes(20);
        if self.on() {
            weather.bytes_per_second = 4_000 + self.below(60_000);
        }
        if self.on() {
            weather.queue_frames = 80 + self.below(100) as usize;
        }
        weather.disk_ms = if self.on() { 20 + self.below(300) } else { 1 + self.below(20) };
        weather
    }

    /// Partitions of every shape, holds, broken links, messages that never arrive.
    fn parted(&mut self) {
        if self.on() {
            for _ in 0..1 + self.below(6) {
                let from_ms = self.moment();
                let until_ms = from_ms + 500 + self.below(20_000);
                for deed in self.partition() {
                    self.at(from_ms, deed);
                }
                self.at(until_ms, Deed::Heal);
            }
        }
        if self.on() {
            for _ in 0..1 + self.below(4) {
                let ((one, other), from_ms) = (self.two(), self.moment());
                let until_ms = from_ms + self.below(5_000);
                self.at(from_ms, Deed::Hold(one, other));
                self.at(until_ms, Deed::Release(one, other));
            }
        }
        if self.on() {
            for _ in 0..1 + self.below(8) {
                let ((one, other), at_ms) = (self.two(), self.moment());
                let deed = if self.on() { Deed::HalfClose(one, other) } else { Deed::Break(one, other) };
                self.at(at_ms, deed);
            }
        }
        if self.on() {
            for _ in 0..1 + self.below(5) {
                let kind = DETOURS[self.chance.random_range(0..DETOURS.len())];
                let (at_ms, span_ms) = (self.moment(), 200 + self.below(6_000));
                self.at(at_ms, Deed::Miss { kind, span_ms });
            }
        }
    }

    /// Halves, one alone, the host's friends, a ring, a bridge: in both directions or in one.
    fn partition(&mut self) -> Vec<Deed> {
        let all: Vec<usize> = (0..self.count).collect();
        let shape = self.below(6);
        let alone = self.who();
        let rest = || all.iter().copied().filter(|who| *who != alone).collect::<Vec<usize>>();
        match shape {
            0 => vec![Deed::Partition { one: vec![alone], other: rest() }],
            1 => vec![Deed::Deafen { from: vec![alone], to: rest() }],
            2 => vec![Deed::Deafen { from: rest(), to: vec![alone] }],
            // A bridge: one machine reaches two groups that do not reach each other.
            3 if self.count > 2 => {
                let rest = rest();
                let (one, other) = rest.split_at(rest.len() / 2);
                vec![Deed::Partition { one: one.to_vec(), other: other.to_vec() }]
            }
            // A ring: each reaches its two neighbours only.
            4 if self.count > 3 => {
                let far = |one: usize, other: usize| {
                    let apart = one.abs_diff(other);
                    one < other && apart != 1 && apart != self.count - 1
                };
                let pairs = all.iter().flat_map(|one| all.iter().map(move |other| (*one, *other)));
                let cut = pairs.filter(|(one, other)| far(*one, *other));
                cut.map(|(one, other)| Deed::Partition { one: vec![one], other: vec![other] }).collect()
            }
            _ => {
                let (one, other): (Vec<usize>, Vec<usize>) =
                    all.iter().copied().partition(|who| (alone + who).is_multiple_of(2));
                vec![Deed::Partition { one, other }]
            }
        }
    }

    /// Crashes, pauses, slow machines, disks that refuse.
    fn stopped(&mut self) {
        if self.on() {
            for _ in 0..1 + self.below(6) {
                let (who, from_ms) = (self.who(), self.moment());
                let down_ms = if self.on() { self.below(60_000) } else { self.below(3_000) };
                self.to(from_ms, who, Act::Crash);
                self.to(from_ms + down_ms, who, Act::Restart);
            }
        }
        if self.on() {
            for _ in 0..1 + self.below(4) {
                let (who, at_ms, span_ms) = (self.who(), self.moment(), 100 + self.below(20_000));
                let span_ms = span_ms.min(self.end_ms.saturating_sub(at_ms) + 1);
                self.to(at_ms, who, Act::Pause(span_ms));
            }
        }
        if self.on() {
            for _ in 0..1 + self.below(3) {
                let (who, at_ms, slow_ms) = (self.who(), self.moment(), 50 + self.below(800));
                self.to(at_ms, who, Act::Slow(slow_ms));
                let until_ms = at_ms + self.below(20_000);
                self.to(until_ms, who, Act::Slow(0));
            }
        }
        if self.rarely() {
            let (who, at_ms) = (self.who(), self.moment());
            self.to(at_ms, who, Act::FailDisk);
            let until_ms = at_ms + self.below(30_000);
            self.to(until_ms, who, Act::Crash);
            self.to(until_ms + 200, who, Act::Restart);
        }
        if self.on() {
            let (who, at_ms, share) = (self.who(), self.moment(), 5 + self.below(40) as u32);
            self.to(at_ms, who, Act::Lose(share));
            let until_ms = at_ms + self.below(30_000);
            self.to(until_ms, who, Act::Lose(0));
        }
    }

    /// One machine, never the founder's, forgets, rots or lies.
    fn damaged(&mut self) {
        if !self.on() {
            return;
        }
        let who = self.chance.random_range(1..self.count);
        self.victim = Some(who);
        let at_ms = self.moment();
        match self.below(12) {
            0..2 => self.to(at_ms, who, Act::Wipe),
            2 => self.to(at_ms, who, Act::Rot),
            3 => self.to(at_ms, who, Act::Misdirect),
            4..6 => {
                self.to(at_ms, who, Act::HandOver);
                let lie = if self.on() { Lie::FalseBatch } else { Lie::TwoBatches };
                // Whether he is handed the table in time is a matter of luck: he tries more than once.
                for after in 1..6 {
                    self.to(at_ms + after * 700, who, Act::Lie(lie));
                }
            }
            _ => {
                for _ in 0..2 + self.below(8) {
                    let (_, lie) = Lie::ALL[self.chance.random_range(0..13)];
                    let at_ms = self.moment();
                    self.to(at_ms, who, Act::Lie(lie));
                }
            }
        }
    }

    /// An old copy of a ledger is put back behind the program's back. That is seen within the term only in which its
    /// machine acknowledged more, so the host stays and is heard in such a night.
    fn put_back(&mut self) {
        let (who, at_ms) = (self.chance.random_range(1..self.count), self.moment());
        self.to(at_ms, who, Act::Restore);
    }

    fn clocks(&mut self) {
        if self.on() {
            for who in 0..self.count {
                let rate = 950 + self.below(101);
                self.to(0, who, Act::Drift(rate));
            }
        }
        if self.rarely() {
            let (who, at_ms) = (self.who(), self.moment());
            let ahead_ms = [30_000, 3_600_000, 86_400_000][self.chance.random_range(0..3)];
            self.to(at_ms, who, Act::Jump(ahead_ms));
        }
        if self.rarely() {
            let (who, at_ms) = (self.who(), self.moment());
            self.to(at_ms, who, Act::Drift(0));
            let until_ms = at_ms + self.below(5_000);
            self.to(until_ms, who, Act::Drift(1_000));
        }
    }

    /// Newcomers, leavers, the chair and the host in turn.
    fn churn(&mut self) {
        let sound = |who: usize, victim: Option<usize>| victim != Some(who);
        if self.on() {
            let at_ms = self.moment();
            self.to(at_ms, self.count, Act::Join);
            self.to(at_ms + 9_000, self.count + 1, Act::Join);
        }
        if self.on() {
            for _ in 0..1 + self.below(3) {
                let (who, at_ms) = (self.who(), self.moment());
                if sound(who, self.victim) {
                    self.to(at_ms, who, Act::HandOver);
                }
            }
        }
        if self.on() {
            let (who, at_ms) = (self.who(), self.moment());
            self.to(at_ms, who, Act::Move);
        }
        if self.count < 4 {
            return;
        }
        let leaver = 1 + self.below(self.count as u64 - 1) as usize;
        if self.on() && sound(leaver, self.victim) {
            let at_ms = self.moment();
            match self.below(3) {
                0 => self.to(at_ms, leaver, Act::Leave),
                1 => self.to(at_ms, leaver, Act::Kick),
                _ => {
                    self.to(at_ms, leaver, Act::Rest);
                    let until_ms = at_ms + self.below(40_000);
                    self.to(until_ms, leaver, Act::Wake);
                }
            }
        } else if self.on() && sound(leaver, self.victim) {
            let at_ms = self.moment();
            self.to(at_ms, leaver, Act::Chair);
        }
    }

    fn strangers(&mut self) {
        if self.on() {
            for _ in 0..2 + self.below(6) {
                let (_, prank) = Prank::ALL[self.chance.random_range(0..Prank::ALL.len())];
                let at_ms = self.moment();
                self.at(at_ms, Deed::Stranger(prank));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_night_is_a_script_that_reads_back() {
        for seed in 0..50 {
            let script = draw(seed);
            let read = Script::parse(&script.to_string()).unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
            assert_eq!(read, script, "seed {seed}");
            let plays = script.lines.iter().filter(|line| matches!(line.deed, Deed::Play { .. }));
            assert!(plays.count() >= 200 && (2..=7).contains(&script.seated));
        }
    }
}
