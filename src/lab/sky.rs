//! Every way between two machines: what is cut, held, clogged or narrow, and when a frame that leaves now arrives.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use rand::RngExt;
use rand::rngs::ChaCha20Rng;

use crate::lab::fault::{Fault, Reached};
use crate::lab::frame;
use crate::lab::weather::Weather;

// Frames of a way that may come again.
const REMEMBERED: usize = 16;
const BURST_MS: u64 = 1_500;
const CLOG_MS: u64 = 5_000;
const STRAY_MS: u64 = 10_000;

/// Every way, by who sends and who receives.
#[derive(Clone, Debug, Default)]
pub struct Sky {
    ways: BTreeMap<(usize, usize), Way>,
    /// A kind of frame that never arrives, until when.
    pub(super) missing: Option<(&'static str, u64)>,
    /// Frames that passed are remembered so that they can come again.
    pub(super) remembers: bool,
}

/// One direction between two machines.
#[derive(Clone, Debug, Default)]
struct Way {
    cut: bool,
    held: bool,
    last_ms: u64,
    /// Everything is lost until then.
    burst_ms: u64,
    /// Nothing arrives before then.
    clogged_ms: u64,
    /// When what was sent before is through a narrow way.
    free_ms: u64,
    /// Arrival times of what is on the way.
    on_way: VecDeque<u64>,
    lost: u32,
    slow_ms: u64,
    recent: VecDeque<Arc<[u8]>>,
    waiting: Vec<Arc<[u8]>>,
}

/// What becomes of a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// When it arrives: never, once, or twice.
    pub arrivals: Vec<u64>,
    /// An older frame that comes once more, and when.
    pub again: Option<(u64, Arc<[u8]>)>,
    /// The link breaks.
    pub breaks: bool,
}

impl Sky {
    /// What becomes of a frame that leaves now.
    pub fn pass(
        &mut self,
        way: (usize, usize),
        frame: &Arc<[u8]>,
        now_ms: u64,
        weather: Weather,
        (chance, reached): (&mut ChaCha20Rng, &mut Reached),
    ) -> Passage {
        let missing = self.missing.is_some_and(|(kind, until)| now_ms < until && frame::kind(frame) == kind);
        let remembers = self.remembers;
        let way = self.ways.entry(way).or_default();
        if way.cut {
            reached.count(Fault::Partition);
            return Passage::default();
        }
        if way.held {
            way.waiting.push(Arc::clone(frame));
            return Passage::default();
        }
        if missing {
            reached.count(Fault::Detour);
            return Passage::default();
        }
        // One draw decides about what is rare; most frames need no more of them.
        let rare = chance.random_range(0..10_000);
        if way.is_lost(rare, now_ms, weather, chance) {
            reached.count(Fault::Loss);
            return Passage::default();
        }
        let mut passage = Passage::default();
        let broken = weather.reset + weather.corrupted;
        if (5_000..5_000 + broken).contains(&rare) {
            reached.count(if rare < 5_000 + weather.reset { Fault::Reset } else { Fault::Corruption });
            passage.breaks = true;
            return passage;
        }
        if !way.carries(frame.len(), now_ms, weather, reached) {
            passage.breaks = true;
            return passage;
        }
        way.arrive(rare, now_ms, weather, (chance, reached), &mut passage);
        if remembers {
            if let Some(old) = way.recent.get(rare as usize % REMEMBERED)
                && chance.random_range(0..10_000) < weather.replayed
            {
                reached.count(Fault::Doubling);
                passage.again = Some((now_ms + weather.delay_ms + chance.random_range(0..2_000), Arc::clone(old)));
            }
            way.recent.push_front(Arc::clone(frame));
            way.recent.truncate(REMEMBERED);
        }
        passage
    }

    /// Nothing passes this way any more; the other direction is another way.
    pub fn cut(&mut self, way: (usize, usize)) {
        self.ways.entry(way).or_default().cut = true;
    }

    /// This way is open again.
    pub fn heal(&mut self, way: (usize, usize)) {
        self.ways.entry(way).or_default().cut = false;
    }

    /// True when nothing passes this way.
    pub fn is_cut(&self, way: (usize, usize)) -> bool {
        self.ways.get(&way).is_some_and(|way| way.cut)
    }

    /// What is sent this way waits until it is released.
    pub fn hold(&mut self, way: (usize, usize)) {
        self.ways.entry(way).or_default().held = true;
    }

    /// Lets this way go again; what waited is handed back in order.
    pub fn release(&mut self, way: (usize, usize)) -> Vec<Arc<[u8]>> {
        let way = self.ways.entry(way).or_default();
        way.held = false;
        std::mem::take(&mut way.waiting)
    }

    /// So many more frames in a hundred are lost this way.
    pub fn lose(&mut self, way: (usize, usize), share: u32) {
        self.ways.entry(way).or_default().lost = share;
    }

    /// Everything takes so much longer this way.
    pub fn slow(&mut self, way: (usize, usize), slow_ms: u64) {
        self.ways.entry(way).or_default().slow_ms = slow_ms;
    }

    /// From now on nothing waits behind what is late: only what is on its way already may still come late.
    pub fn settle(&mut self) {
        for way in self.ways.values_mut() {
            (way.burst_ms, way.clogged_ms, way.free_ms, way.last_ms) = (0, 0, 0, 0);
        }
    }

    /// A link broke: what was on this way is gone, and so is what waited.
    pub fn emptied(&mut self, way: (usize, usize)) {
        let way = self.ways.entry(way).or_default();
        (way.free_ms, way.clogged_ms) = (0, 0);
        way.on_way.clear();
        way.waiting.clear();
    }
}

impl Way {
    fn is_lost(&mut self, rare: u32, now_ms: u64, weather: Weather, chance: &mut ChaCha20Rng) -> bool {
        if rare < weather.bursts {
            self.burst_ms = now_ms + chance.random_range(1..BURST_MS);
        }
        now_ms < self.burst_ms || chance.random_range(0..100) < weather.lost + self.lost
    }

    /// Whether queue and breadth allow another frame; when they do not, the sender gives the link up.
    fn carries(&mut self, bytes: usize, now_ms: u64, weather: Weather, reached: &mut Reached) -> bool {
        while self.on_way.front().is_some_and(|at| *at <= now_ms) {
            self.on_way.pop_front();
        }
        if self.on_way.len() >= weather.queue_frames {
            reached.count(Fault::Tight);
            return false;
        }
        if let Some(takes_ms) = (bytes as u64 * 1_000).checked_div(weather.bytes_per_second) {
            self.free_ms = self.free_ms.max(now_ms) + takes_ms;
            if takes_ms > 100 {
                reached.count(Fault::Narrow);
            }
            // A sender does not wait longer than this for room.
            return self.free_ms < now_ms + STRAY_MS;
        }
        true
    }

    fn arrive(
        &mut self,
        rare: u32,
        now_ms: u64,
        weather: Weather,
        (chance, reached): (&mut ChaCha20Rng, &mut Reached),
        passage: &mut Passage,
    ) {
        if (2_000..2_000 + weather.clogged).contains(&rare) {
            reached.count(Fault::Clog);
            self.clogged_ms = now_ms + chance.random_range(1..CLOG_MS);
        }
        let twice = chance.random_range(0..100) < weather.doubled;
        if twice {
            reached.count(Fault::Doubling);
        }
        for _ in 0..=usize::from(twice) {
            let mut at = now_ms.max(self.free_ms) + weather.delay_ms + self.slow_ms;
            at += chance.random_range(0..=weather.jitter_ms);
            if (8_000..8_000 + weather.stray).contains(&rare) {
                at += chance.random_range(0..STRAY_MS);
                reached.count(Fault::Delay);
            }
            let overtakes = chance.random_range(0..100) < weather.overtaking;
            if overtakes && at < self.last_ms {
                reached.count(Fault::Reordering);
            } else {
                at = at.max(self.last_ms);
            }
            at = at.max(self.clogged_ms);
            self.last_ms = self.last_ms.max(at);
            self.on_way.push_back(at);
            passage.arrivals.push(at);
        }
    }
}
