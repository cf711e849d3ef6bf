//! Particles: short bursts seeded by an event's number, so that every machine sees the same ones.

use super::{Canvas, Ink};

/// What a burst looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burst {
    /// Blood and iron: a blow lands.
    Hit,
    /// More of it, with gold.
    Critical,
    /// Violet and ice, in all directions.
    Spell,
    /// Green, rising.
    Heal,
    /// Embers, rising.
    Fire,
    /// Grey dust that settles.
    Dust,
    /// Coins.
    Gold,
    /// Pale light that rises for long: someone dies, or comes back.
    Soul,
    /// Drops.
    Splash,
}

/// How much moves on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// All of it.
    #[default]
    Full,
    /// A few slow particles.
    Reduced,
}

/// Every particle in flight, at most [`SPARKS_MAX`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sparks {
    flying: Vec<Spark>,
    motion: Motion,
}

/// Place and speed in 1/256 of a pixel, and a pixel a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spark {
    x: i32,
    y: i32,
    across: i32,
    down: i32,
    pull: i32,
    steps_left: u16,
    inks: [Ink; 2],
}

/// How a kind of burst flies: how many sparks, how fast, how it starts, what pulls, how long, in which inks.
struct Flight {
    count: u32,
    speed: u32,
    rise: i32,
    pull: i32,
    steps: u16,
    inks: [Ink; 3],
}

impl Sparks {
    /// Nothing in flight.
    pub fn new(motion: Motion) -> Sparks {
        Sparks { flying: Vec::new(), motion }
    }

    /// Changes how much moves, from the next burst on.
    pub const fn set_motion(&mut self, motion: Motion) {
        self.motion = motion;
    }

    /// Starts a burst around a point in pixels. The same seed gives the same burst.
    pub fn burst(&mut self, seed: u64, burst: Burst, x: i32, y: i32) {
        let flight = flight(burst);
        let (count, slower) = match self.motion {
            Motion::Full => (flight.count, 1),
            Motion::Reduced => (flight.count / 4, 2),
        };
        let mut lots = Lots(seed ^ (burst as u64) << 56);
        for _ in 0..count {
            if self.flying.len() == SPARKS_MAX {
                return;
            }
            let (turn, speed) = (lots.below(64), lots.below(flight.speed) as i32 + flight.speed as i32 / 4);
            let (cos, sin) = (SINE[((turn + 16) % 64) as usize], SINE[turn as usize]);
            let first = flight.inks[lots.below(3) as usize];
            self.flying.push(Spark {
                x: x.saturating_mul(256),
                y: y.saturating_mul(256),
                across: speed * cos / 128 / slower,
                down: (speed * sin / 128 + flight.rise) / slower,
                pull: flight.pull / slower,
                steps_left: flight.steps / 2 + lots.below(u32::from(flight.steps)) as u16,
                inks: [first, flight.inks[2]],
            });
        }
    }

    /// Moves everything by one step of a sixtieth of a second and drops what has burnt out.
    pub fn step(&mut self) {
        for spark in &mut self.flying {
            spark.x = spark.x.saturating_add(spark.across);
            spark.y = spark.y.saturating_add(spark.down);
            // Air holds sparks back, so that bursts bloom and then hang.
            spark.across -= spark.across / 16;
            spark.down += spark.pull - spark.down / 16;
            spark.steps_left = spark.steps_left.saturating_sub(1);
        }
        self.flying.retain(|spark| spark.steps_left > 0);
    }

    /// True when nothing is in flight.
    pub fn is_empty(&self) -> bool {
        self.flying.is_empty()
    }

    /// Draws every particle, young ones as two pixels.
    pub fn draw(&self, canvas: &mut Canvas) {
        for spark in &self.flying {
            let (x, y) = (spark.x >> 8, spark.y >> 8);
            let young = spark.steps_left > 12;
            canvas.pixel(x, y, spark.inks[usize::from(!young)]);
            if young {
                canvas.pixel(x.saturating_add(1), y, spark.inks[0]);
            }
        }
    }
}

const fn flight(burst: Burst) -> Flight {
    let (count, speed, rise, pull, steps, inks) = match burst {
        Burst::Hit => (14, 500, -120, 22, 18, [Ink::BLOOD, Ink::PAPER, Ink::BLOOD]),
        Burst::Critical => (32, 760, -160, 22, 26, [Ink::GOLD, Ink::BLOOD, Ink::EMBER]),
        Burst::Spell => (28, 460, 0, 0, 28, [Ink::VIOLET, Ink::ICE, Ink::VIOLET]),
        Burst::Heal => (18, 260, -60, -12, 36, [Ink::LEAF, Ink::PAPER, Ink::LEAF]),
        Burst::Fire => (30, 420, -80, -16, 26, [Ink::GOLD, Ink::EMBER, Ink::BLOOD]),
        Burst::Dust => (12, 320, -40, 8, 22, [Ink::MIST, Ink::STONE, Ink::STONE]),
        Burst::Gold => (12, 380, -320, 34, 28, [Ink::GOLD, Ink::PAPER, Ink::EMBER]),
        Burst::Soul => (16, 160, -40, -6, 60, [Ink::PAPER, Ink::ICE, Ink::SKY]),
        Burst::Splash => (14, 340, -260, 34, 20, [Ink::SKY, Ink::ICE, Ink::SKY]),
    };
    Flight { count, speed, rise, pull, steps, inks }
}

/// Draws lots from a seed; good enough for sparks and for nothing else.
struct Lots(u64);

impl Lots {
    fn below(&mut self, limit: u32) -> u32 {
        // SplitMix64: every seed, also 0, starts well mixed.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % u64::from(limit.max(1))) as u32
    }
}

/// How many particles fly at most.
pub const SPARKS_MAX: usize = 256;

/// A full turn of the sine in 64 parts, times 128.
const SINE: [i32; 64] = [
    0, 13, 25, 37, 49, 60, 71, 81, 91, 99, 106, 113, 118, 122, 126, 127, 128, 127, 126, 122, 118, 113, 106, 99, 91, 81,
    71, 60, 49, 37, 25, 13, 0, -13, -25, -37, -49, -60, -71, -81, -91, -99, -106, -113, -118, -122, -126, -127, -128,
    -127, -126, -122, -118, -113, -106, -99, -91, -81, -71, -60, -49, -37, -25, -13,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_is_one_burst_on_every_machine() {
        let run = |seed| {
            let mut sparks = Sparks::new(Motion::Full);
            sparks.burst(seed, Burst::Spell, 100, 100);
            (0..10).for_each(|_| sparks.step());
            sparks
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let first = run(7).flying.first().copied().map(|spark| (spark.x, spark.y));
        assert_eq!(first, Some((28201, 24209)), "the bursts of event 7 have changed");
    }

    #[test]
    fn bursts_end_and_are_capped() {
        for burst in [Burst::Hit, Burst::Critical, Burst::Spell, Burst::Heal, Burst::Fire, Burst::Dust, Burst::Soul] {
            let mut sparks = Sparks::new(Motion::Full);
            (0..100).for_each(|seed| sparks.burst(seed, burst, i32::MAX, i32::MIN));
            assert_eq!(sparks.flying.len(), SPARKS_MAX);
            sparks.draw(&mut Canvas::new());
            (0..120).for_each(|_| sparks.step());
            assert!(sparks.is_empty(), "{burst:?}");
        }
    }

    #[test]
    fn reduced_motion_is_fewer_and_slower() {
        let mut full = Sparks::new(Motion::Full);
        let mut reduced = Sparks::new(Motion::Reduced);
        full.burst(1, Burst::Fire, 0, 0);
        reduced.burst(1, Burst::Fire, 0, 0);
        let fastest = |sparks: &Sparks| sparks.flying.iter().map(|spark| spark.across.abs()).max();
        assert!(reduced.flying.len() * 4 <= full.flying.len() && fastest(&reduced) < fastest(&full));
    }
}
