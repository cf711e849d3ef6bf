//! Evidence: small proofs that a key lied, checked by a pure function, kept, and passed on. Honest keys make none.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::hash::TableId;
use super::ledger::Head;
use super::seal::Sealed;
use super::term::{Certificate, Vote};
use crate::world::id::PlayerId;

/// Two signed things that no honest machine signs both of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// Two batches that begin at one index in one term.
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
}

impl Evidence {
    /// Whom it convicts at this table; nobody when it is no proof.
    pub fn convicts(&self, table: TableId) -> BTreeSet<PlayerId> {
        match self {
            Evidence::TwoBatches { by, one, other } => {
                let (first, second) = (&one.said, &other.said);
                let same = first.table == table && second.table == table && first.term == second.term;
                let clash = first.first == second.first && first != second;
                let signed = same && clash && one.is_by(*by) && other.is_by(*by);
                signed.then_some(*by).into_iter().collect()
            }
            Evidence::TwoVotes { one, other } => {
                let same = one.voter == other.voter
                    && one.ballot.table == table
                    && other.ballot.table == table
                    && one.ballot.term == other.ballot.term;
                // One candidate may ask twice from a longer tail: only two candidates make two votes.
                let clash = one.ballot.candidate != other.ballot.candidate;
                let signed = same && clash && one.is_signed() && other.is_signed();
                signed.then_some(one.voter).into_iter().collect()
            }
            Evidence::TwoCertificates { one, other } => {
                let clash = one.term() == other.term() && one.host() != other.host();
                if !clash || one.check(table).is_err() || other.check(table).is_err() {
                    return BTreeSet::new();
                }
                let voters = |certificate: &Certificate| -> BTreeSet<PlayerId> {
                    certificate.votes.iter().map(|(voter, _)| *voter).collect()
                };
                voters(one).intersection(&voters(other)).copied().collect()
            }
        }
    }
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
        assert_eq!(evidence.convicts(TableId::default()).contains(&by), convicts, "{evidence:?}");
    }

    #[test]
    fn only_two_signed_batches_in_one_place_convict() {
        let (ada, bob) = (Identity::from_secret(&[1; 32]), Identity::from_secret(&[2; 32]));
        let one = Sealed::new(&ada, head(5, 0));
        check(one, Sealed::new(&ada, head(5, 1)), true);
        check(one, one, false);
        check(one, Sealed::new(&ada, head(6, 1)), false);
        check(one, Sealed::new(&bob, head(5, 1)), false);
        check(one, Sealed::new(&ada, Head { term: 4, ..head(5, 1) }), false);
        check(one, Sealed::new(&ada, Head { table: TableId(Hash([1; 32])), ..head(5, 1) }), false);
    }
}
