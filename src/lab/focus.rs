//! Short nights with much of one trouble: what a seeded bug lives on comes often, so that few seeds are needed.

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};

use crate::lab::deed::{Act, Deed, Lie, Line};
use crate::lab::script::Script;
use crate::lab::weather::Weather;

const NAMES: [&str; 7] = ["Ada", "Bob", "Cid", "Dot", "Eve", "Fay", "Gus"];

/// What a night has much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Machines that crash while their disks are slow.
    Crashes,
    /// A disk that refuses, rots or writes elsewhere, at a table of few.
    Disks,
    /// Hosts that crash, are cut off and hand over.
    Hosts,
    /// Hosts that crash where every word takes long, so that several stand at one time.
    Races,
    /// Members that come, go, rest and become the chair.
    Roster,
    /// Machines that stand still, and disks that are slow.
    Silence,
    /// A host that everything reaches late.
    Lateness,
    /// Links that break again and again.
    Links,
    /// Three of seven who hear nobody and are heard.
    Deafness,
    /// One who was sent away, and knocks again at the next host's door.
    Return,
    /// Machines that are put back to an older copy.
    Restores,
    /// Play, long enough to shop and to fight, with one who comes and goes.
    Errands,
    /// One who lies like this.
    Lies(Lie),
}

/// The script of a seed.
pub fn focused(seed: u64, focus: Focus) -> Script {
    let mut chance = ChaCha20Rng::seed_from_u64(seed ^ 0x666f_6375_7365_6421);
    let count = match focus {
        Focus::Disks => 2 + chance.random_range(0..2),
        Focus::Roster => 5 + chance.random_range(0..2),
        Focus::Errands => 2,
        Focus::Deafness => NAMES.len(),
        _ => 3 + chance.random_range(0..3),
    };
    let mut weather = Weather { delay_ms: 5, jitter_ms: 40, disk_ms: 10, ..Weather::fair() };
    if matches!(focus, Focus::Crashes | Focus::Silence | Focus::Disks | Focus::Roster) {
        weather.disk_ms = 150;
    }
    if focus == Focus::Races {
        (weather.delay_ms, weather.jitter_ms) = (150, 400);
    }
    let mut night = Focused { chance, count, lines: Vec::new(), end_ms: 0 };
    night.plays(if focus == Focus::Errands { 260 } else { 90 });
    night.trouble(focus);
    let end_ms = night.end_ms + 500;
    night.lines.push(Line { at_ms: end_ms, deed: Deed::Calm });
    night.lines.sort_by_key(|line| line.at_ms);
    Script {
        title: vec![format!("much {focus:?}, from seed {seed}")],
        seed,
        names: NAMES.iter().take(count).map(|name| (*name).to_owned()).collect(),
        seated: count,
        weather,
        shuffled: false,
        lines: night.lines,
    }
}

struct Focused {
    chance: ChaCha20Rng,
    count: usize,
    lines: Vec<Line>,
    end_ms: u64,
}

impl Focused {
    fn below(&mut self, bound: u64) -> u64 {
        self.chance.random_range(0..bound)
    }

    fn who(&mut self) -> usize {
        self.chance.random_range(0..self.count)
    }

    fn moment(&mut self) -> u64 {
        500 + self.below(self.end_ms - 500)
    }

    fn at(&mut self, at_ms: u64, deed: Deed) {
        self.lines.push(Line { at_ms: at_ms.min(self.end_ms), deed });
    }

    fn to(&mut self, at_ms: u64, who: usize, act: Act) {
        self.at(at_ms, Deed::To { who, act });
    }

    fn plays(&mut self, most: usize) {
        let mut at_ms = 0;
        for number in 0..most {
            at_ms += 20 + self.below(500);
            let who = if number < self.count { number } else { self.who() };
            let draw = self.chance.random_range(0..1_000_000);
            self.lines.push(Line { at_ms, deed: Deed::Play { who, draw } });
        }
        self.end_ms = at_ms + 500;
    }

    fn trouble(&mut self, focus: Focus) {
        match focus {
            Focus::Crashes => (0..12).for_each(|_| self.crash(2_000)),
            Focus::Disks => self.disks(),
            Focus::Races => {
                for place in 0..4 {
                    let at_ms = 2_000 + place * 6_000;
                    (0..self.count).filter(|who| *who as u64 % 4 == place).for_each(|who| {
                        self.to(at_ms, who, Act::Crash);
                        self.to(at_ms + 5_000, who, Act::Restart);
                    });
                }
            }
            Focus::Hosts => self.hosts(),
            Focus::Roster => self.roster(),
            Focus::Silence => {
                for _ in 0..12 {
                    let (at_ms, who, span_ms) = (self.moment(), self.who(), 800 + self.below(2_500));
                    self.to(at_ms, who, Act::Pause(span_ms));
                }
            }
            Focus::Lateness => {
                for _ in 0..4 {
                    let (at_ms, who, slow_ms) = (self.moment(), self.who(), 500 + self.below(700));
                    self.to(at_ms, who, Act::Slow(slow_ms));
                    self.to(at_ms + 4_000, who, Act::Slow(0));
                }
            }
            Focus::Links => {
                for _ in 0..40 {
                    let (at_ms, one) = (self.moment(), self.who());
                    let other = (one + 1 + self.below(self.count as u64 - 1) as usize) % self.count;
                    self.at(at_ms, Deed::Break(one, other));
                }
            }
            Focus::Deafness => self.deafness(),
            Focus::Return => {
                let who = 1 + self.below(self.count as u64 - 1) as usize;
                let heir = 1 + who % (self.count - 1);
                self.to(2_000, who, Act::Kick);
                for after in 0..4 {
                    self.to(5_000 + after * 800, heir, Act::HandOver);
                }
                self.to(10_000, who, Act::Wipe);
            }
            Focus::Restores => {
                let (at_ms, who) = (self.moment(), 1 + self.below(self.count as u64 - 1) as usize);
                self.to(at_ms, who, Act::Restore);
            }
            Focus::Errands => {
                for _ in 0..4 {
                    let at_ms = self.moment();
                    self.to(at_ms, 1, Act::Crash);
                    self.to(at_ms + 12_000, 1, Act::Restart);
                }
            }
            Focus::Lies(lie) => {
                let who = 1 + self.below(self.count as u64 - 1) as usize;
                for _ in 0..12 {
                    let at_ms = self.moment();
                    self.to(at_ms, who, Act::Lie(lie));
                    // Over one link and soon over the next.
                    if lie == Lie::Haste {
                        self.to(at_ms + 600, who, Act::Lie(lie));
                    }
                }
                self.crash(2_000);
            }
        }
    }

    fn deafness(&mut self) {
        let deaf = vec![4, 5, 6];
        for round in 0..4 {
            // Before the links are given up for good.
            self.at(1_000 + round * 6_000, Deed::Deafen { from: (0..4).collect(), to: deaf.clone() });
            self.at(6_500 + round * 6_000, Deed::Heal);
        }
    }

    fn crash(&mut self, most_ms: u64) {
        let (at_ms, who, down_ms) = (self.moment(), self.who(), 100 + self.below(most_ms));
        self.to(at_ms, who, Act::Crash);
        self.to(at_ms + down_ms, who, Act::Restart);
    }

    fn disks(&mut self) {
        let (at_ms, who) = (self.moment(), self.who());
        match self.below(3) {
            0 => {
                self.to(at_ms, who, Act::FailDisk);
                self.to(at_ms + 4_000, who, Act::Crash);
                self.to(at_ms + 4_200, who, Act::Restart);
            }
            1 => self.to(at_ms, who.max(1), Act::Rot),
            _ => self.to(at_ms, who.max(1), Act::Misdirect),
        }
    }

    fn hosts(&mut self) {
        for _ in 0..5 {
            let (at_ms, who) = (self.moment(), self.who());
            match self.below(4) {
                0 => self.crash(3_000),
                1 => self.to(at_ms, who, Act::HandOver),
                2 => self.to(at_ms, who, Act::Pause(1_000 + at_ms % 3_000)),
                _ => {
                    let others = (0..self.count).filter(|other| *other != who).collect();
                    self.at(at_ms, Deed::Partition { one: vec![who], other: others });
                    self.at(at_ms + 2_000 + at_ms % 3_000, Deed::Heal);
                }
            }
        }
    }

    fn roster(&mut self) {
        for _ in 0..8 {
            let (at_ms, who) = (self.moment(), self.who().max(1));
            match self.below(4) {
                0 => self.to(at_ms, who, Act::Chair),
                1 => self.to(at_ms, who, Act::HandOver),
                _ => {
                    self.to(at_ms, who, Act::Rest);
                    self.to(at_ms + 3_000, who, Act::Wake);
                }
            }
        }
        let leaver = self.count - 1;
        let at_ms = self.moment();
        self.to(at_ms, leaver, Act::Leave);
        self.crash(1_000);
    }
}
