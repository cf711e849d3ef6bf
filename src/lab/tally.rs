//! A tally of many evenings, counted in the order of their seeds whoever performed them.

use crate::lab::check::Violation;
use crate::lab::evening::Outcome;
use crate::lab::faces::Faces;
use crate::lab::fault::{Fault, Reached};
use crate::session::hash::Hash;

/// What is kept of one evening among many.
#[derive(Clone, Debug)]
pub struct Summary {
    /// What did not hold.
    pub violations: Vec<Violation>,
    /// A hash over everything that happened.
    pub trace: Hash,
    reached: Reached,
    seat_ms: u64,
    commands: u64,
    d20: Faces,
}

/// Many evenings.
#[derive(Clone, Debug)]
pub struct Tally {
    /// How many evenings.
    pub sessions: u64,
    /// Seeds and what did not hold in them.
    pub violations: Vec<(u64, Violation)>,
    /// Which faults were reached.
    pub reached: Reached,
    /// Seats times simulated milliseconds.
    pub seat_ms: u64,
    /// Commands that were asked.
    pub commands: u64,
    /// The fewest commands of one evening.
    pub commands_least: u64,
    d20: Faces,
    trace: blake3::Hasher,
}

impl Summary {
    /// What is kept of an outcome with so many seats.
    pub fn of(outcome: Result<Outcome, Violation>, seats: usize) -> Summary {
        match outcome {
            Ok(outcome) => Summary {
                violations: outcome.violations,
                trace: outcome.trace,
                reached: outcome.reached,
                seat_ms: outcome.evening_ms * seats as u64,
                commands: outcome.commands,
                d20: outcome.d20,
            },
            Err(violation) => Summary {
                violations: vec![violation],
                trace: Hash::default(),
                reached: Reached::default(),
                seat_ms: 0,
                commands: 0,
                d20: Faces::default(),
            },
        }
    }
}

impl Default for Tally {
    fn default() -> Tally {
        Tally {
            sessions: 0,
            violations: Vec::new(),
            reached: Reached::default(),
            seat_ms: 0,
            commands: 0,
            commands_least: u64::MAX,
            d20: Faces::default(),
            trace: blake3::Hasher::new(),
        }
    }
}

impl Tally {
    /// Adds an evening; seeds come in rising order.
    pub fn add(&mut self, seed: u64, evening: Summary) {
        self.sessions += 1;
        self.violations.extend(evening.violations.into_iter().map(|violation| (seed, violation)));
        self.reached.add(&evening.reached);
        self.seat_ms += evening.seat_ms;
        self.commands += evening.commands;
        self.commands_least = self.commands_least.min(evening.commands);
        self.d20.merge(&evening.d20);
        self.trace.update(&evening.trace.0);
    }

    /// A hash over every evening's trace.
    pub fn trace(&self) -> Hash {
        Hash(*self.trace.finalize().as_bytes())
    }

    /// Simulated hours, as evenings of five players.
    pub fn five_player_hours(&self) -> f64 {
        self.seat_ms as f64 / 5.0 / 3_600_000.0
    }

    /// What is wrong with all the dice together.
    pub fn dice(&self) -> Option<String> {
        self.d20.unfair()
    }

    /// How many d20 were rolled.
    pub fn rolls(&self) -> u64 {
        self.d20.total()
    }

    /// Faults that no evening reached.
    pub fn unreached(&self) -> Vec<Fault> {
        Fault::ALL.into_iter().filter(|fault| self.reached.of(*fault) == 0).collect()
    }
}
