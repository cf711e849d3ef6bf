//! The ledger: batches in order, each signed by its term's host and tied to everything before it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::Line;
use super::hash::{Hash, TableId, encode};
use super::limits::BATCH_ENTRIES_MAX;
use super::seal::{Domain, Identity, Sealable, Sealed};
use super::term::Tail;

/// What the host signs of a batch. Small, so that it also proves the end of a ledger to a voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which table.
    pub table: TableId,
    /// The term it was written in; 0 for the genesis alone.
    pub term: u64,
    /// The index of its first entry.
    pub first: u64,
    /// How many entries, 1 to 64.
    pub count: u16,
    /// The chain before it.
    pub previous: Hash,
    /// The chain after it.
    pub last: Hash,
    /// The rosters in force after it.
    pub rosters: Hash,
    /// The host's time: never less than the batch before.
    pub time_ms: u64,
}

/// What a batch's head says of the moment it was written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Which table.
    pub table: TableId,
    /// Which term.
    pub term: u64,
    /// The rosters in force after the batch.
    pub rosters: Hash,
    /// The host's time.
    pub time_ms: u64,
}

/// Some entries, signed once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// What is signed.
    pub head: Sealed<Head>,
    /// The entries.
    pub lines: Vec<Line>,
}

/// A whole ledger, from its genesis on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    batches: Vec<Arc<Batch>>,
}

impl Sealable for Head {
    const DOMAIN: Domain = Domain::Batch;
}

impl Head {
    /// The index of the last entry; wraps to 0 for heads no host could have written.
    pub fn end(&self) -> u64 {
        self.first.saturating_add(u64::from(self.count)).saturating_sub(1)
    }

    /// The ledger's tail when it ends with this batch.
    pub fn tail(&self) -> Tail {
        Tail { term: self.term, index: self.end(), hash: self.last }
    }
}

impl Batch {
    /// Binds entries to the ledger's end and signs them.
    pub fn new(identity: &Identity, setting: Setting, after: Tail, lines: Vec<Line>) -> Batch {
        assert!((1..=BATCH_ENTRIES_MAX).contains(&lines.len()), "a batch holds 1 to 64 entries");
        let head = Head {
            table: setting.table,
            term: setting.term,
            first: after.index + 1,
            count: lines.len() as u16,
            previous: after.hash,
            last: links(after.hash, &lines).last().copied().unwrap_or(after.hash),
            rosters: setting.rosters,
            time_ms: setting.time_ms,
        };
        Batch { head: Sealed::new(identity, head), lines }
    }

    /// The index of the last entry.
    pub fn end(&self) -> u64 {
        self.head.said.end()
    }

    /// Checks what can be seen from the batch and the tail it should follow; the signature is checked apart. Hands back
    /// the chain's hash after each line.
    pub fn check_place(&self, after: Tail) -> Result<Vec<Hash>, Falsehood> {
        let head = &self.head.said;
        if self.lines.is_empty() || self.lines.len() > BATCH_ENTRIES_MAX || self.lines.len() != usize::from(head.count)
        {
            return Err(Falsehood::Chain);
        }
        if Some(head.first) != after.index.checked_add(1) || head.previous != after.hash {
            return Err(Falsehood::Order);
        }
        let links = links(head.previous, &self.lines);
        if links.last() == Some(&head.last) { Ok(links) } else { Err(Falsehood::Chain) }
    }
}

/// The chain's hash after each line.
fn links(previous: Hash, lines: &[Line]) -> Vec<Hash> {
    let next = |hash: &mut Hash, line: &Line| {
        *hash = hash.chain(&encode(line));
        Some(*hash)
    };
    lines.iter().scan(previous, next).collect()
}

impl Ledger {
    /// Where it ends.
    pub fn tail(&self) -> Tail {
        self.batches.last().map_or(Tail::default(), |batch| batch.head.said.tail())
    }

    /// Every batch, oldest first.
    pub fn batches(&self) -> &[Arc<Batch>] {
        &self.batches
    }

    /// The last batch.
    pub fn last(&self) -> Option<&Arc<Batch>> {
        self.batches.last()
    }

    /// Adds a batch that was checked.
    pub fn push(&mut self, batch: Arc<Batch>) {
        assert!(batch.head.said.first == self.tail().index + 1, "batches follow each other");
        self.batches.push(batch);
    }

    /// The batches after an index.
    pub fn after(&self, index: u64) -> &[Arc<Batch>] {
        let from = self.batches.partition_point(|batch| batch.end() <= index);
        &self.batches[from..]
    }

    /// The tail as it was when the ledger ended at this index; only where a batch ends.
    pub fn tail_at(&self, index: u64) -> Option<Tail> {
        if index == 0 {
            return Some(Tail::default());
        }
        let place = self.batches.binary_search_by_key(&index, |batch| batch.end()).ok()?;
        self.batches.get(place).map(|batch| batch.head.said.tail())
    }

    /// The term of the entry at an index.
    pub fn term_at(&self, index: u64) -> Option<u64> {
        let batch = self.after(index.checked_sub(1)?).first()?;
        (batch.head.said.first <= index).then_some(batch.head.said.term)
    }

    /// Where each term ends, newest first, at most `most` of them.
    pub fn ends(&self, most: usize) -> Vec<Tail> {
        let mut ends: Vec<Tail> = Vec::new();
        for tail in self.batches.iter().rev().map(|batch| batch.head.said.tail()).chain([Tail::default()]) {
            if ends.len() < most && ends.last().is_none_or(|newer| newer.term != tail.term) {
                ends.push(tail);
            }
        }
        ends
    }

    /// The longest part shared with a ledger whose terms end at `ends`: within one term, one is a prefix of the other.
    /// None for ends that no ledger of this table has.
    pub fn shared(&self, ends: &[Tail]) -> Option<Tail> {
        self.shared_among(&self.ends(usize::MAX), ends)
    }

    /// The same for the part of this ledger that ends at `at`.
    pub fn shared_upto(&self, at: Tail, ends: &[Tail]) -> Option<Tail> {
        let before = self.ends(usize::MAX).into_iter().filter(|own| own.term < at.term);
        self.shared_among(&std::iter::once(at).chain(before).collect::<Vec<Tail>>(), ends)
    }

    fn shared_among(&self, mine: &[Tail], ends: &[Tail]) -> Option<Tail> {
        ends.iter().find_map(|end| {
            let own = mine.iter().find(|own| own.term == end.term)?;
            if own.index <= end.index {
                return Some(*own);
            }
            self.tail_at(end.index).filter(|at| at.hash == end.hash)
        })
    }

    /// Cuts everything after an index, which must be a batch's end, and hands back what was cut.
    pub fn cut(&mut self, index: u64) -> Vec<Arc<Batch>> {
        let keep = self.batches.partition_point(|batch| batch.end() <= index);
        self.batches.split_off(keep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::entry::Entry;
    use crate::world::id::PlayerId;

    /// `3 1 2` is a ledger with batches in terms 3, 1, 2 of one entry each; equal terms share their first batches.
    fn ledger(terms: &str) -> Ledger {
        let identity = Identity::from_secret(&[1; 32]);
        let mut ledger = Ledger::default();
        for term in terms.split_whitespace() {
            let term: u64 = term.parse().unwrap();
            let entry = Entry::Away { player: PlayerId([term as u8; 32]) };
            let lines = vec![Line { entry, digest: Hash::default() }];
            let after = ledger.tail();
            let setting = Setting { term, ..Setting::default() };
            ledger.push(Arc::new(Batch::new(&identity, setting, after, lines)));
        }
        ledger
    }

    fn check(mine: &str, other: &str, shared: u64) {
        let found = ledger(mine).shared(&ledger(other).ends(16)).map(|tail| tail.index);
        assert_eq!(found, Some(shared), "{mine} against {other}");
    }

    #[test]
    fn the_shared_part_is_found_by_terms() {
        check("1 1 1", "1 1 1", 3);
        check("1 1 1 1", "1 1", 2);
        check("1 1", "1 1 1 1", 2);
        check("1 1 3 3", "1 1 2 2", 2);
        check("1 1 3", "1 1 1 2", 2);
        check("1 2 4", "", 0);
        check("0 1 1 2", "0 1 1 1", 3);
    }

    #[test]
    fn cutting_and_looking_up() {
        let mut whole = ledger("1 1 2 2");
        assert_eq!(whole.term_at(2), Some(1));
        assert_eq!(whole.term_at(3), Some(2));
        assert_eq!(whole.term_at(5), None);
        assert_eq!(whole.term_at(0), None);
        assert_eq!(whole.after(2).len(), 2);
        assert_eq!(whole.tail_at(9), None);
        assert_eq!(whole.cut(2).len(), 2);
        assert_eq!(whole.tail(), ledger("1 1").tail());
    }

    #[test]
    fn a_bent_batch_is_seen() {
        let good = ledger("1 1").batches()[1].as_ref().clone();
        let after = ledger("1").tail();
        assert_eq!(good.check_place(after), Ok(vec![good.head.said.last]));
        let mut bent = good.clone();
        bent.lines[0].digest.0[0] ^= 1;
        assert_eq!(bent.check_place(after), Err(Falsehood::Chain));
        assert_eq!(good.check_place(ledger("2").tail()), Err(Falsehood::Order));
        assert_eq!(good.check_place(ledger("1 1").tail()), Err(Falsehood::Order));
        let mut more = good.clone();
        more.lines.push(good.lines[0].clone());
        assert_eq!(more.check_place(after), Err(Falsehood::Chain));
    }
}
