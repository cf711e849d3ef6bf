//! The weather between two machines: delay, loss, doubling, reordering, cuts. Seeded, so that a night can be had again.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;
use rand::rngs::ChaCha20Rng;

/// How bad it is. All shares are in a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weather {
    /// The shortest way, in milliseconds.
    pub delay_ms: u64,
    /// How much longer it may take.
    pub jitter_ms: u64,
    /// Frames that are lost.
    pub lost: u32,
    /// Frames that come twice.
    pub doubled: u32,
    /// Frames that may overtake others.
    pub overtaking: u32,
    /// The longest a disk takes to sync, in milliseconds.
    pub disk_ms: u64,
}

impl Weather {
    /// One room, one cable.
    pub fn calm() -> Weather {
        Weather { delay_ms: 1, jitter_ms: 1, lost: 0, doubled: 0, overtaking: 0, disk_ms: 5 }
    }

    /// Across the country.
    pub fn fair() -> Weather {
        Weather { delay_ms: 20, jitter_ms: 40, lost: 0, doubled: 0, overtaking: 0, disk_ms: 15 }
    }

    /// Worse than any stream behaves: frames are lost, doubled and swapped.
    pub fn foul() -> Weather {
        Weather { delay_ms: 20, jitter_ms: 150, lost: 8, doubled: 8, overtaking: 20, disk_ms: 60 }
    }
}

/// Every way between two machines.
#[derive(Clone, Debug, Default)]
pub struct Sky {
    cut: BTreeSet<(usize, usize)>,
    last_ms: BTreeMap<(usize, usize), u64>,
}

impl Sky {
    /// When a frame that leaves now arrives: never, once, or twice.
    pub fn arrivals(
        &mut self,
        way: (usize, usize),
        now_ms: u64,
        weather: Weather,
        chance: &mut ChaCha20Rng,
    ) -> Vec<u64> {
        if self.cut.contains(&way) || chance.random_range(0..100) < weather.lost {
            return Vec::new();
        }
        let times = if chance.random_range(0..100) < weather.doubled { 2 } else { 1 };
        let mut arrivals = Vec::new();
        for _ in 0..times {
            let at = now_ms + weather.delay_ms + chance.random_range(0..=weather.jitter_ms);
            let overtakes = chance.random_range(0..100) < weather.overtaking;
            let last = self.last_ms.entry(way).or_default();
            arrivals.push(if overtakes { at } else { at.max(*last) });
            *last = (*last).max(at);
        }
        arrivals
    }

    /// Nothing passes this way any more; the other direction is another way.
    pub fn cut(&mut self, way: (usize, usize)) {
        self.cut.insert(way);
    }

    /// This way is open again.
    pub fn heal(&mut self, way: (usize, usize)) {
        self.cut.remove(&way);
    }

    /// True when nothing passes this way.
    pub fn is_cut(&self, way: (usize, usize)) -> bool {
        self.cut.contains(&way)
    }
}
