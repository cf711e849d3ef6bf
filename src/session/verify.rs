//! Verifying a whole ledger offline: chain, signatures, terms and rules, naming the first false entry as a guest would.

use super::distrust::{Distrust, Falsehood};
use super::entry::Entry;
use super::fair::Roll;
use super::hash::{Hash, TableId};
use super::ledger::Batch;
use super::library::Library;
use super::replay::{Care, replay};
use super::state::State;
use super::term::Tail;
use crate::world::id::PlayerId;

/// What a sound ledger leads to.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Which table.
    pub table: TableId,
    /// Where it ends.
    pub tail: Tail,
    /// The digest after the last entry.
    pub digest: Hash,
    /// Table and world after it.
    pub state: State,
    /// Every term with its host, oldest first.
    pub terms: Vec<(u64, PlayerId)>,
    /// How many commands were decided again.
    pub deeds: u64,
    /// How many faces were looked at.
    pub faces: u64,
    /// Who made the rolls.
    pub rolls: Rolls,
}

/// Rolls by who gave their values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rolls {
    /// Drawn from the values of at least two players.
    pub proven: u64,
    /// Of those, how many a witness gave a value for.
    pub witnessed: u64,
    /// Made by a host's machine alone: nobody else was there.
    pub alone: u64,
    /// Rolled in the place of a roll that an earlier host did not finish.
    pub again: u64,
    /// Witnesses that were silent and passed over.
    pub passed_over: u64,
}

impl Rolls {
    fn count(&mut self, roll: Roll, fell: bool, again: bool) {
        if !fell {
            return;
        }
        self.proven += u64::from(roll != Roll::Alone);
        self.witnessed += u64::from(matches!(roll, Roll::Witnessed { .. }));
        self.alone += u64::from(roll == Roll::Alone);
        self.again += u64::from(again);
    }
}

/// Executes a whole ledger again. The first false entry, or a fault of the very first batch, ends it.
pub fn verify<'a>(batches: impl IntoIterator<Item = &'a Batch>, library: &Library) -> Result<Verified, Distrust> {
    let (mut state, mut tail) = (None::<State>, Tail::default());
    let (mut terms, mut deeds, mut faces, mut rolls) = (Vec::new(), 0, 0, Rolls::default());
    for batch in batches {
        let (term, host) = (batch.head.said.term, author(state.as_ref(), batch));
        let next = replay(state, tail, batch, library, Care::Whole).map_err(|(index, why)| Distrust {
            term,
            host,
            index,
            why,
        })?;
        for line in &batch.lines {
            match &line.entry {
                Entry::Opened(certificate) => terms.push((certificate.term(), certificate.host())),
                Entry::Deed(deed) => {
                    (deeds, faces) = (deeds + 1, faces + deed.faces.len() as u64);
                    rolls.count(deed.roll, !deed.faces.is_empty(), deed.asked.said.since < batch.head.said.term);
                }
                Entry::Course { roll, again, faces: rolled, .. } => {
                    faces += rolled.len() as u64;
                    rolls.count(*roll, !rolled.is_empty(), *again);
                }
                Entry::PassedOver { .. } => rolls.passed_over += 1,
                _ => {}
            }
        }
        tail = batch.head.said.tail();
        state = Some(next);
    }
    let Some(state) = state else {
        let host = PlayerId([0; 32]);
        return Err(Distrust { term: 0, host, index: 1, why: Falsehood::Genesis });
    };
    Ok(Verified { table: state.table.id, tail, digest: state.digest(), state, terms, deeds, faces, rolls })
}

/// Who answers for a batch: the host it opens with, or the host of the term it follows.
fn author(state: Option<&State>, batch: &Batch) -> PlayerId {
    match (batch.lines.first().map(|line| &line.entry), state) {
        (Some(Entry::Opened(certificate)), _) => certificate.host(),
        (Some(Entry::Genesis(genesis)), None) => genesis.founder,
        (_, Some(state)) => state.table.host,
        (_, None) => PlayerId([0; 32]),
    }
}
