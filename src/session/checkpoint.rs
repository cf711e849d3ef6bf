//! Checkpoints: table and world at one durable place of a ledger, so that opening it need not begin at the genesis.
//!
//! A checkpoint bears no signature of its own, for the ledger holds a better one: each line names the digest of the whole
//! state after it, and each host signed the chain over his lines. A checkpoint is believed when the ledger on this disk
//! passes through its place and the line there names the digest that is counted from it. Anything else, whether damaged,
//! foreign, or of entries that were cut, is as good as none: the ledger is replayed.

use serde::{Deserialize, Serialize};

use super::hash::encode;
use super::journal::record::Record;
use super::library::Library;
use super::limits::CHECKPOINT_BYTES_MAX;
use super::state::{Snapshot, State};
use super::term::Tail;
use super::wire::strict;

// The newest, and one more for when that one cannot be read.
const CHECKPOINTS_MAX: usize = 2;

/// A state and where in the ledger it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    tail: Tail,
    state: Snapshot,
}

/// A place of a journal at which it may be entered.
#[derive(Debug)]
pub(super) struct Entrance {
    /// The first record that need not be replayed.
    from: usize,
    /// The record that leads to the state.
    place: usize,
    /// The end of the ledger there.
    pub(super) tail: Tail,
    /// What holds there.
    pub(super) state: State,
}

impl Checkpoint {
    pub(super) fn new(tail: Tail, state: &State) -> Checkpoint {
        Checkpoint { tail, state: state.snapshot() }
    }

    /// The index of the last entry it covers.
    pub fn index(&self) -> u64 {
        self.tail.index
    }

    /// How it is kept; none for a state of more than 64 KiB, which is replayed.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        Some(encode(self)).filter(|bytes| bytes.len() <= CHECKPOINT_BYTES_MAX)
    }

    fn of_bytes(bytes: &[u8]) -> Option<Checkpoint> {
        (bytes.len() <= CHECKPOINT_BYTES_MAX).then(|| strict(bytes))?
    }

    /// Where it lets these records be entered, if they bear it out.
    fn entrance(self, records: &[Record], library: &Library) -> Option<Entrance> {
        let leads_here =
            |record: &Record| matches!(record, Record::Batch(batch) if batch.head.said.tail() == self.tail);
        let place = records.iter().rposition(leads_here)?;
        let (before, after) = records.split_at(place);
        if after.iter().any(|record| matches!(record, Record::Cut { from } if *from < self.tail.index)) {
            return None;
        }
        let Some(Record::Batch(batch)) = after.first() else { return None };
        let state = State::of_snapshot(self.state, library).ok()?;
        // What was put back is judged by who weighed anything at that moment: up to there all is replayed.
        let put_back = before.iter().rposition(|record| matches!(record, Record::Restored { .. }));
        let (from, tail) = (put_back.map_or(0, |place| place + 1), self.tail);
        let borne_out = batch.lines.last().is_some_and(|line| line.digest == state.digest());
        borne_out.then_some(Entrance { from, place, tail, state })
    }
}

impl Entrance {
    /// True for records that need not be replayed: their chain is checked all the same.
    pub(super) fn passes(&self, record: usize) -> bool {
        (self.from..=self.place).contains(&record)
    }

    /// True for the record after which the state holds.
    pub(super) fn is_at(&self, record: usize) -> bool {
        record == self.place
    }
}

/// The last place at which any of these checkpoints lets these records be entered.
pub(super) fn entrance(kept: &[Vec<u8>], records: &[Record], library: &Library) -> Option<Entrance> {
    let mut known: Vec<Checkpoint> = kept.iter().filter_map(|bytes| Checkpoint::of_bytes(bytes)).collect();
    known.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.index()));
    known.into_iter().find_map(|checkpoint| checkpoint.entrance(records, library))
}

/// Which checkpoints of a table go when one of index `newest` is kept: all but it and the one before it. Those beyond it
/// are of a ledger that is no more.
pub fn outdated(known: impl IntoIterator<Item = u64>, newest: u64) -> Vec<u64> {
    let (mut before, mut gone): (Vec<u64>, Vec<u64>) = known.into_iter().partition(|index| *index < newest);
    gone.retain(|index| *index > newest);
    before.sort_unstable();
    before.truncate(before.len().saturating_sub(CHECKPOINTS_MAX - 1));
    gone.extend(before);
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(known: &[u64], newest: u64, gone: &[u64]) {
        let mut found = outdated(known.iter().copied(), newest);
        found.sort_unstable();
        assert_eq!(found, gone, "{known:?} and {newest}");
    }

    #[test]
    fn the_newest_two_stay_and_nothing_beyond_them() {
        check(&[], 256, &[]);
        check(&[256], 512, &[]);
        check(&[256, 512], 768, &[256]);
        check(&[512, 256], 512, &[]);
        check(&[256, 512, 900], 768, &[256, 900]);
        check(&[9_000, 9_300], 256, &[9_000, 9_300]);
    }
}
