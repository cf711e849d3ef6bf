//! Terms: one host's time in charge, and the certificate of signed votes that proves it to anyone, also offline.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::hash::{Hash, TableId, encode};
use super::limits::COUNT_MAX;
use super::roster::Rosters;
use super::seal::{Domain, Identity, Sealable, Signature, verify};
use crate::world::id::PlayerId;

/// The end of a ledger: how far it goes, who wrote the end, and the chain's hash there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tail {
    /// The term of the last entry.
    pub term: u64,
    /// The index of the last entry; the first entry has index 1.
    pub index: u64,
    /// The chain's hash after it.
    pub hash: Hash,
}

/// What a vote says: this candidate, in this term, from this tail, weighed by these rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// Which table.
    pub table: TableId,
    /// The term that would begin.
    pub term: u64,
    /// Its host.
    pub candidate: PlayerId,
    /// The end of the candidate's ledger.
    pub tail: Tail,
    /// The hash of the rosters that stand last in the candidate's ledger.
    pub rosters: Hash,
}

/// A voter's word. On disk before it leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// What for.
    pub ballot: Ballot,
    /// By whom.
    pub voter: PlayerId,
    /// The voter's signature over the ballot.
    pub signature: Signature,
}

/// Proof that a term has this host: votes of a majority of the rosters that stand last in the host's own ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What was voted on.
    pub ballot: Ballot,
    /// The rosters by which the votes weigh.
    pub rosters: Rosters,
    /// The voters and their signatures.
    pub votes: Vec<(PlayerId, Signature)>,
}

/// What is wrong with a certificate. Append-only: it stands in evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadCertificate {
    /// Of another table.
    OtherTable,
    /// The term is not above the tail's.
    TermOrder,
    /// The rosters are not those that were voted on.
    OtherRosters,
    /// A vote is counted twice.
    VoteTwice,
    /// A vote's signature is not its voter's.
    VoteSignature,
    /// The votes are no majority.
    Minority,
}

impl Sealable for Ballot {
    const DOMAIN: Domain = Domain::Vote;
}

impl Tail {
    /// True when this ledger is at least as new as the other: a later term, or as long in the same term.
    pub fn is_upto(self, other: Tail) -> bool {
        (self.term, self.index) >= (other.term, other.index)
    }
}

impl Vote {
    /// Signs a vote. The caller sees to it that it is on disk before it leaves, and that it is the only one in its term.
    pub(super) fn new(identity: &Identity, ballot: Ballot) -> Vote {
        Vote { ballot, voter: identity.player(), signature: identity.sign(Domain::Vote, &encode(&ballot)) }
    }

    /// True when the voter signed it.
    pub fn is_signed(&self) -> bool {
        verify(Domain::Vote, self.voter, &encode(&self.ballot), &self.signature)
    }
}

impl Certificate {
    /// The term it proves.
    pub fn term(&self) -> u64 {
        self.ballot.term
    }

    /// Whose term.
    pub fn host(&self) -> PlayerId {
        self.ballot.candidate
    }

    /// Checks everything that can be seen from the certificate alone. That its rosters are those of the ledger at its
    /// tail is checked by whoever holds the ledger.
    pub fn check(&self, table: TableId) -> Result<(), BadCertificate> {
        if self.ballot.table != table {
            return Err(BadCertificate::OtherTable);
        }
        if self.ballot.term <= self.ballot.tail.term || self.ballot.term >= COUNT_MAX {
            return Err(BadCertificate::TermOrder);
        }
        if self.rosters.hash() != self.ballot.rosters {
            return Err(BadCertificate::OtherRosters);
        }
        let voters: BTreeSet<PlayerId> = self.votes.iter().map(|(voter, _)| *voter).collect();
        if voters.len() != self.votes.len() {
            return Err(BadCertificate::VoteTwice);
        }
        // Weights first: signatures of those who weigh nothing are never computed.
        if !self.rosters.is_majority(&voters) || voters.iter().any(|voter| !self.rosters.weighs(*voter)) {
            return Err(BadCertificate::Minority);
        }
        let bytes = encode(&self.ballot);
        match self.votes.iter().all(|(voter, signature)| verify(Domain::Vote, *voter, &bytes, signature)) {
            true => Ok(()),
            false => Err(BadCertificate::VoteSignature),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::roster::{Role, Roster};

    fn certificate(voters: &[u8]) -> Certificate {
        let id = |seed: u8| Identity::from_secret(&[seed; 32]);
        let mut roster = Roster::of(id(1).player());
        roster.members.insert(id(2).player(), Role::Voter);
        roster.members.insert(id(3).player(), Role::Voter);
        let rosters = Rosters::settled(roster);
        let tail = Tail { term: 1, index: 9, hash: Hash([9; 32]) };
        let ballot =
            Ballot { table: TableId::default(), term: 2, candidate: id(2).player(), tail, rosters: rosters.hash() };
        let votes = voters.iter().map(|seed| Vote::new(&id(*seed), ballot)).map(|vote| (vote.voter, vote.signature));
        Certificate { ballot, rosters, votes: votes.collect() }
    }

    fn check(bend: impl Fn(&mut Certificate), wanted: Result<(), BadCertificate>) {
        let mut bent = certificate(&[2, 3]);
        bend(&mut bent);
        assert_eq!(bent.check(TableId::default()), wanted);
    }

    #[test]
    fn a_majority_of_true_votes_certifies() {
        check(|_| (), Ok(()));
        check(|bent| *bent = certificate(&[1]), Err(BadCertificate::Minority));
        check(|bent| bent.votes = vec![bent.votes[0]; 2], Err(BadCertificate::VoteTwice));
        check(|bent| bent.votes[1].1 = bent.votes[1].1.bent(), Err(BadCertificate::VoteSignature));
        check(|bent| bent.ballot.term = 3, Err(BadCertificate::VoteSignature));
        check(|bent| bent.ballot.term = 1, Err(BadCertificate::TermOrder));
        check(|bent| bent.rosters.now.members.clear(), Err(BadCertificate::OtherRosters));
        check(|bent| bent.ballot.table.0.0[0] ^= 1, Err(BadCertificate::OtherTable));
        check(|bent| bent.votes.push((PlayerId([7; 32]), bent.votes[0].1)), Err(BadCertificate::Minority));
    }

    #[test]
    fn tails_compare_by_term_before_length() {
        let tail = |term, index| Tail { term, index, hash: Hash::default() };
        assert!(tail(2, 1).is_upto(tail(1, 9)));
        assert!(!tail(1, 9).is_upto(tail(2, 1)));
        assert!(tail(2, 2).is_upto(tail(2, 2)));
        assert!(!tail(2, 2).is_upto(tail(2, 3)));
    }
}
