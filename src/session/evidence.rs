//! Evidence: small proofs that a key lied, checked by a pure function, kept, and passed on. Honest keys make none.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::{Entry, Line};
use super::hash::{Hash, TableId, encode};
use super::ledger::{Batch, Head};
use super::library::Library;
use super::replay::{Care, replay};
use super::seal::Sealed;
use super::state::{Snapshot, State};
use super::term::{Certificate, Tail, Vote};
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

/// Signed things that no honest machine signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// Two batches that hold one index in one term, or that follow each other in number but not in content.
    TwoBatches {
        /// Who signed both.
        by: PlayerId,
        /// One.
        one: Sealed<Head>,
        /// The other.
        other: Sealed<Head>,
    },
    /// Two votes in one term.
    TwoVotes {
        /// One.
        one: Vote,
        /// The other.
        other: Vote,
    },
    /// Two certificates of one term with two hosts: whoever voted for both is convicted.
    TwoCertificates {
        /// One.
        one: Box<Certificate>,
        /// The other.
        other: Box<Certificate>,
    },
    /// A batch that does not follow from the state which its author himself built on: it breaks a rule, claims a wrong
    /// digest, invents faces, or holds a command that its player did not sign.
    FalseBatch {
        /// Who signed it.
        by: PlayerId,
        /// What he built on.
        ground: Box<Ground>,
        /// What he signed.
        batch: Box<Batch>,
    },
}

/// The state a batch builds on, tied to it by the chain: the batch names the hash after this line, the line names the
/// digest of this state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// The chain before the line.
    pub before: Hash,
    /// The last line before the batch.
    pub line: Line,
    /// The state after that line.
    pub state: Snapshot,
}

/// What a proof comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Whose keys signed what no honest machine signs.
    pub who: BTreeSet<PlayerId>,
    /// The term it happened in.
    pub term: u64,
    /// The first index it is about; 0 for votes.
    pub index: u64,
    /// What is false.
    pub why: Falsehood,
}

impl Evidence {
    /// Whom it convicts at this table; nobody when it is no proof.
    pub fn convicts(&self, table: TableId, library: &Library) -> BTreeSet<PlayerId> {
        self.charge(table, library).map(|charge| charge.who).unwrap_or_default()
    }

    /// What it proves at this table; none when it is no proof. Needs nothing but the content that the table plays.
    pub fn charge(&self, table: TableId, library: &Library) -> Option<Charge> {
        let charge = match self {
            Evidence::TwoBatches { by, one, other } => two_batches(table, *by, one, other)?,
            Evidence::TwoVotes { one, other } => two_votes(table, one, other)?,
            Evidence::TwoCertificates { one, other } => two_certificates(table, one, other)?,
            Evidence::FalseBatch { by, ground, batch } => false_batch(table, *by, ground, batch, library)?,
        };
        (!charge.who.is_empty()).then_some(charge)
    }
}

impl Ground {
    /// The ground of the batch that follows this one.
    pub fn after(batch: &Batch, state: &State) -> Option<Ground> {
        let (line, earlier) = batch.lines.split_last()?;
        let before = earlier.iter().fold(batch.head.said.previous, |hash, line| hash.chain(&encode(line)));
        Some(Ground { before, line: line.clone(), state: state.snapshot() })
    }

    /// The state, if the chain and the digest tie it to a batch that names this hash before itself.
    fn state(&self, previous: Hash, library: &Library) -> Option<State> {
        let tied = self.before.chain(&encode(&self.line)) == previous;
        let state = tied.then(|| State::of_snapshot(self.state.clone(), library))?.ok()?;
        (state.digest() == self.line.digest).then_some(state)
    }
}

fn two_batches(table: TableId, by: PlayerId, one: &Sealed<Head>, other: &Sealed<Head>) -> Option<Charge> {
    let (low, high) = if one.said.first <= other.said.first { (one, other) } else { (other, one) };
    let (low_said, high_said) = (&low.said, &high.said);
    let same = low_said.table == table && high_said.table == table && low_said.term == high_said.term;
    let overlap = low_said != high_said && high_said.first <= low_said.end();
    let torn = low_said.end().checked_add(1) == Some(high_said.first) && high_said.previous != low_said.last;
    let proven = same && (overlap || torn) && one.is_by(by) && other.is_by(by);
    let (term, index) = (high_said.term, high_said.first);
    proven.then(|| Charge { who: BTreeSet::from([by]), term, index, why: Falsehood::TwoBatches })
}

fn two_votes(table: TableId, one: &Vote, other: &Vote) -> Option<Charge> {
    let same = one.voter == other.voter
        && one.ballot.table == table
        && other.ballot.table == table
        && (one.ballot.term == other.ballot.term || seeded(Bug::TermsNotCompared));
    // One candidate may ask twice from a longer tail: only two candidates make two votes.
    let clash = one.ballot.candidate != other.ballot.candidate;
    let proven = same && clash && one.is_signed() && other.is_signed();
    let who = BTreeSet::from([one.voter]);
    proven.then_some(Charge { who, term: one.ballot.term, index: 0, why: Falsehood::TwoVotes })
}

fn two_certificates(table: TableId, one: &Certificate, other: &Certificate) -> Option<Charge> {
    let clash = one.term() == other.term() && one.host() != other.host();
    if !clash || one.check(table).is_err() || other.check(table).is_err() {
        return None;
    }
    let voters = |certificate: &Certificate| -> BTreeSet<PlayerId> {
        certificate.votes.iter().map(|(voter, _)| *voter).collect()
    };
    let who = voters(one).intersection(&voters(other)).copied().collect();
    Some(Charge { who, term: one.term(), index: 0, why: Falsehood::TwoVotes })
}

fn false_batch(table: TableId, by: PlayerId, ground: &Ground, batch: &Batch, library: &Library) -> Option<Charge> {
    let head = &batch.head.said;
    if head.table != table || !batch.head.is_by(by) {
        return None;
    }
    // The end he built on, in his own words: where he opens a term, his votes name it.
    let term = match batch.lines.first().map(|line| &line.entry) {
        Some(Entry::Opened(certificate)) => certificate.ballot.tail.term,
        _ => ground.state.table.term,
    };
    let after = Tail { term, index: head.first.checked_sub(1)?, hash: head.previous };
    // Lines that the signed head does not cover are not his.
    batch.check_place(after).ok()?;
    let state = ground.state(head.previous, library)?;
    let in_place = state.table.index == after.index;
    let (index, why) = replay(Some(state), after, batch, library, Care::Whole).err()?;
    // Whoever lacks the book cannot judge.
    let proven = why != Falsehood::Content && in_place;
    proven.then(|| Charge { who: BTreeSet::from([by]), term: head.term, index, why })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::hash::Hash;
    use crate::session::seal::Identity;

    fn head(first: u64, time_ms: u64) -> Head {
        Head {
            table: TableId::default(),
            term: 3,
            first,
            count: 1,
            previous: Hash::default(),
            last: Hash::default(),
            rosters: Hash::default(),
            time_ms,
        }
    }

    fn check(one: Sealed<Head>, other: Sealed<Head>, convicts: bool) {
        let by = Identity::from_secret(&[1; 32]).player();
        let evidence = Evidence::TwoBatches { by, one, other };
        let library = Library::standard();
        assert_eq!(evidence.convicts(TableId::default(), &library).contains(&by), convicts, "{evidence:?}");
    }

    #[test]
    fn only_two_signed_batches_in_one_place_convict() {
        let (ada, bob) = (Identity::from_secret(&[1; 32]), Identity::from_secret(&[2; 32]));
        let one = Sealed::new(&ada, head(5, 0));
        check(one, Sealed::new(&ada, head(5, 1)), true);
        check(one, one, false);
        // The next batch must name what the one before it ended with; one further on says nothing.
        check(one, Sealed::new(&ada, head(6, 1)), false);
        check(one, Sealed::new(&ada, Head { previous: Hash([2; 32]), ..head(6, 1) }), true);
        check(one, Sealed::new(&ada, Head { previous: Hash([2; 32]), ..head(7, 1) }), false);
        check(Sealed::new(&ada, Head { count: 3, ..head(4, 1) }), one, true);
        check(one, Sealed::new(&bob, head(5, 1)), false);
        check(one, Sealed::new(&ada, Head { term: 4, ..head(5, 1) }), false);
        check(one, Sealed::new(&ada, Head { table: TableId(Hash([1; 32])), ..head(5, 1) }), false);
    }
}
