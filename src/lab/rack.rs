//! Where a machine's checkpoints lie: apart from its ledger, never synced, and now and then not as they were put there.

use std::collections::BTreeMap;

use crate::session::checkpoint::outdated;
use crate::session::guest::Guest;

// Nights are short: a machine that starts again shall find one.
const ENTRIES: u64 = 16;

/// Checkpoints by index.
#[derive(Clone, Debug, Default)]
pub struct Rack {
    kept: BTreeMap<u64, Vec<u8>>,
}

impl Rack {
    /// Keeps the newest durable state when so many entries are durable beyond the one before.
    pub fn keep(&mut self, guest: &Guest) {
        let durable = guest.durable();
        // One beyond is of a ledger that this machine lost.
        let before = self.kept.range(..=durable).next_back().map_or(0, |(index, _)| *index);
        if durable < before + ENTRIES {
            return;
        }
        let checkpoint = guest.checkpoint().filter(|checkpoint| checkpoint.index() >= before + ENTRIES);
        if let Some(checkpoint) = checkpoint
            && let Some(bytes) = checkpoint.to_bytes()
        {
            let index = checkpoint.index();
            outdated(self.kept.keys().copied(), index).iter().for_each(|index| drop(self.kept.remove(index)));
            self.kept.insert(index, bytes);
        }
    }

    /// What a machine finds when it starts, by any number that differs from start to start: sound, with a bit of the
    /// newest turned over, without the newest's end, or none at all. No chance is spent, for nothing may hang on it.
    pub fn found(&self, draw: u64) -> Vec<Vec<u8>> {
        let mut found: Vec<Vec<u8>> = self.kept.values().rev().cloned().collect();
        if let Some(newest) = found.first_mut() {
            let place = draw as usize * 131 % newest.len();
            match draw % 6 {
                1 => newest[place] ^= 1 << (draw / 6 % 8),
                3 => newest.truncate(place),
                5 => found.clear(),
                _ => {}
            }
        }
        found
    }
}
