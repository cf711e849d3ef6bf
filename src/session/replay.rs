//! Replaying batches: the one road by which a ledger becomes a state, at guests, after a restart and offline.

use super::audit::audit;
use super::distrust::Falsehood;
use super::entry::{Entry, Line};
use super::ledger::Batch;
use super::library::Library;
use super::state::State;
use super::table::Moment;
use super::term::Tail;
use crate::world::id::PlayerId;

/// How much of a batch is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Everything: signatures, rules, digests. For what came from elsewhere.
    Whole,
    /// The chain alone. For what this machine checked before and reads back from its own disk; the digest is compared
    /// once, at the end.
    Own,
}

/// Checks a batch against the state and tail it follows and makes it the state after it, or returns the first false
/// index. The first batch of all is the genesis and follows no state.
pub fn replay(
    state: Option<State>,
    after: Tail,
    batch: &Batch,
    library: &Library,
    care: Care,
) -> Result<State, (u64, Falsehood)> {
    let head = &batch.head.said;
    let first = after.index + 1;
    let links = batch.check_place(after).map_err(|why| (first, why))?;
    let mut next = match (state, batch.lines.as_slice()) {
        (Some(state), _) => state,
        (None, [Line { entry: Entry::Genesis(genesis), .. }]) if after == Tail::default() => {
            State::founded(genesis, library).map_err(|why| (first, why))?
        }
        (None, _) => return Err((first, Falsehood::Genesis)),
    };
    // A fork's first batch stands alone and bears the fork's own name.
    let table = match batch.lines.as_slice() {
        [Line { entry: Entry::Forked(fork), .. }] => fork.parting.table(),
        lines if lines.iter().any(|line| matches!(line.entry, Entry::Forked(_))) => {
            return Err((first, Falsehood::Fork));
        }
        _ => next.table.id,
    };
    if head.table != table {
        return Err((first, Falsehood::Term));
    }
    let author = author(&next, batch).ok_or((first, Falsehood::Term))?;
    if care == Care::Whole && !batch.head.is_by(author) {
        return Err((first, Falsehood::Signature));
    }
    let mut before = after;
    for ((line, hash), index) in batch.lines.iter().zip(links).zip(first..) {
        let moment = Moment { term: head.term, time_ms: head.time_ms, before };
        step(&mut next, line, moment, (library, care)).map_err(|why| (index, why))?;
        before = Tail { term: head.term, index, hash };
    }
    if next.table.rosters.hash() != head.rosters {
        return Err((batch.end(), Falsehood::Rosters));
    }
    Ok(next)
}

/// Who must have signed a batch: the host of its term. A term's first batch names its host itself.
fn author(state: &State, batch: &Batch) -> Option<PlayerId> {
    match batch.lines.first().map(|line| &line.entry) {
        Some(Entry::Opened(certificate)) => Some(certificate.host()),
        Some(Entry::Forked(fork)) => Some(fork.parting.founder),
        _ => (batch.head.said.term == state.table.term).then_some(state.table.host),
    }
}

fn step(state: &mut State, line: &Line, moment: Moment, (library, care): (&Library, Care)) -> Result<(), Falsehood> {
    if care == Care::Whole {
        audit(state, &line.entry, library)?;
    }
    state.write(&line.entry, moment)?;
    if care == Care::Own || state.digest() == line.digest { Ok(()) } else { Err(Falsehood::Digest) }
}

/// Compares a state that was read back with what the ledger's last entry says of it.
pub(super) fn check_end(state: Option<&State>, last: Option<&Batch>) -> Result<(), (u64, Falsehood)> {
    let (Some(state), Some(batch)) = (state, last) else { return Ok(()) };
    let claimed = batch.lines.last().map(|line| line.digest);
    if claimed == Some(state.digest()) { Ok(()) } else { Err((batch.end(), Falsehood::Digest)) }
}
