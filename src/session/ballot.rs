//! Ballots: how a candidate asks for votes, how a voter judges, and how votes become a certificate.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hash::{Hash, TableId};
use super::ledger::Head;
use super::limits::COUNT_MAX;
use super::roster::Rosters;
use super::seal::{Domain, Identity, Sealable, Sealed, Signature};
use super::term::{Ballot, Certificate, Tail, Vote};
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

/// A candidate's request, with proof of the tail: the signed head of its last batch, the rosters that head names, and
/// the certificate of the term that wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidacy {
    /// Whether votes are asked for, or only whether they would be given.
    pub round: Round,
    /// What would be voted on.
    pub ballot: Ballot,
    /// The head of the candidate's last batch, signed by its term's host.
    pub head: Sealed<Head>,
    /// The rosters that stand last in the candidate's ledger.
    pub rosters: Rosters,
    /// The certificate of the head's term; none for the genesis or the first batch of a fork.
    pub certificate: Option<Box<Certificate>>,
    /// The standing host's word that this heir may stand at once.
    pub leave: Option<Sealed<Leave>>,
}

/// Which round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Round {
    /// Would you vote for me? No promise, no change of term.
    Sounding,
    /// Vote for me.
    Voting,
}

/// A host's word that an heir may take over at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leave {
    /// Which table.
    pub table: TableId,
    /// The term that ends.
    pub term: u64,
    /// Who may stand.
    pub heir: PlayerId,
}

/// Why a voter gives no vote. Append-only: it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoVote {
    /// The term is not above the voter's promise.
    OldTerm {
        /// The voter's promise.
        promised: u64,
    },
    /// The voter hears its host.
    HostAnswers,
    /// The voter's ledger is newer.
    ShorterTail,
    /// The proof of the tail does not hold.
    BadProof,
    /// The voter does not vote at all: its disk failed, or its ledger was restored.
    Mute,
}

impl Sealable for Candidacy {
    const DOMAIN: Domain = Domain::Candidacy;
}

impl Sealable for Leave {
    const DOMAIN: Domain = Domain::HandOver;
}

/// What a voter knows when it judges a candidacy.
#[derive(Clone, Copy, Debug)]
pub struct Electorate {
    /// Its table.
    pub table: TableId,
    /// Who signed the batch that elections begin from, and in which term.
    pub base: (PlayerId, u64),
    /// The end of its own ledger, on disk or on the way there.
    pub tail: Tail,
    /// It obeys no lower term.
    pub promised: u64,
    /// The host it hears, if it hears one.
    pub host: Option<(PlayerId, u64)>,
}

impl Electorate {
    /// Whether this voter would vote for a candidate.
    pub fn judge(&self, candidacy: &Sealed<Candidacy>) -> Result<(), NoVote> {
        let asked = &candidacy.said;
        let ballot = &asked.ballot;
        if ballot.table != self.table || !candidacy.is_by(ballot.candidate) || ballot.term >= COUNT_MAX {
            return Err(NoVote::BadProof);
        }
        let again = ballot.term == self.promised && seeded(Bug::EqualTermAccepted);
        if ballot.term <= self.promised && !again {
            return Err(NoVote::OldTerm { promised: self.promised });
        }
        if self.host.is_some_and(|host| !asked.has_leave(self.table, host)) {
            return Err(NoVote::HostAnswers);
        }
        if !asked.proves_tail(self.base) {
            return Err(NoVote::BadProof);
        }
        if ballot.tail.is_upto(self.tail) || seeded(Bug::ShorterTailWins) { Ok(()) } else { Err(NoVote::ShorterTail) }
    }
}

impl Candidacy {
    /// True when the head is signed by its term's certified host and is the ballot's tail with the ballot's rosters.
    pub fn proves_tail(&self, base: (PlayerId, u64)) -> bool {
        let head = &self.head.said;
        let host = match &self.certificate {
            None if head.term == base.1 => base.0,
            Some(certificate) if certificate.term() == head.term && certificate.check(self.ballot.table).is_ok() => {
                certificate.host()
            }
            Some(_) | None => return false,
        };
        head.table == self.ballot.table
            && head.tail() == self.ballot.tail
            && head.rosters == self.ballot.rosters
            && self.rosters.hash() == self.ballot.rosters
            && self.ballot.term > head.term
            && self.head.is_by(host)
    }

    fn has_leave(&self, table: TableId, host: (PlayerId, u64)) -> bool {
        self.leave.as_ref().is_some_and(|leave| {
            leave.said == Leave { table, term: host.1, heir: self.ballot.candidate } && leave.is_by(host.0)
        })
    }
}

/// A candidate's collection of answers.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// The round.
    pub round: Round,
    /// What is voted on.
    pub ballot: Ballot,
    /// When the round ends without a result.
    pub until_ms: u64,
    rosters: Rosters,
    votes: BTreeMap<PlayerId, Option<Signature>>,
}

impl Campaign {
    /// A round that begins.
    pub fn new(round: Round, ballot: Ballot, rosters: Rosters, until_ms: u64) -> Campaign {
        assert!(rosters.hash() == ballot.rosters, "a ballot names the rosters it is weighed by");
        Campaign { round, ballot, until_ms, rosters, votes: BTreeMap::new() }
    }

    /// Takes a promise that a vote would be given. True when a majority would. A promise that comes late, when votes are
    /// counted already, is no vote.
    pub fn sounded(&mut self, voter: PlayerId) -> bool {
        if self.round == Round::Voting {
            return false;
        }
        self.votes.insert(voter, None);
        self.rosters.is_majority(&self.votes.keys().copied().collect())
    }

    /// Takes a vote. The certificate when it is one.
    pub fn voted(&mut self, vote: &Vote) -> Option<Certificate> {
        if self.round != Round::Voting
            || vote.ballot != self.ballot
            || !self.rosters.weighs(vote.voter)
            || !vote.is_signed()
        {
            return None;
        }
        self.votes.insert(vote.voter, Some(vote.signature));
        if !self.rosters.is_majority(&self.votes.keys().copied().collect()) {
            return None;
        }
        let votes = self.votes.iter().filter_map(|(voter, signature)| signature.map(|signature| (*voter, signature)));
        Some(Certificate { ballot: self.ballot, rosters: self.rosters.clone(), votes: votes.collect() })
    }

    /// How much weight is missing to a majority: `(has, of)` machines that weigh.
    pub fn count(&self) -> (usize, usize) {
        let has = self.votes.keys().filter(|voter| self.rosters.weighs(**voter)).count();
        (has, self.rosters.voters().len())
    }
}

/// The ballot of a candidate whose ledger ends here.
pub fn ballot(table: TableId, term: u64, identity: &Identity, tail: Tail, rosters: Hash) -> Ballot {
    Ballot { table, term, candidate: identity.player(), tail, rosters }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::roster::{Role, Roster};

    fn id(seed: u8) -> Identity {
        Identity::from_secret(&[seed; 32])
    }

    fn rosters() -> Rosters {
        let mut roster = Roster::of(id(1).player());
        roster.members.insert(id(2).player(), Role::Voter);
        roster.members.insert(id(3).player(), Role::Voter);
        Rosters::settled(roster)
    }

    fn campaign(round: Round) -> Campaign {
        let ballot = ballot(TableId::default(), 1, &id(1), Tail::default(), rosters().hash());
        Campaign::new(round, ballot, rosters(), 0)
    }

    #[test]
    fn a_late_promise_is_no_vote() {
        let mut campaign = campaign(Round::Voting);
        assert!(!campaign.sounded(id(2).player()));
        assert!(!campaign.sounded(id(3).player()));
        let own = Vote::new(&id(1), campaign.ballot);
        assert_eq!(campaign.voted(&own), None, "three of seven is no majority");
        let second = Vote::new(&id(3), campaign.ballot);
        let certificate = campaign.voted(&second);
        assert_eq!(certificate.map(|won| won.check(TableId::default())), Some(Ok(())));
    }

    #[test]
    fn only_true_votes_on_this_ballot_count() {
        let mut campaign = campaign(Round::Voting);
        campaign.voted(&Vote::new(&id(1), campaign.ballot));
        let other = Ballot { term: 2, ..campaign.ballot };
        assert_eq!(campaign.voted(&Vote::new(&id(2), other)), None);
        let mut forged = Vote::new(&id(2), campaign.ballot);
        forged.signature = forged.signature.bent();
        assert_eq!(campaign.voted(&forged), None);
        assert_eq!(campaign.voted(&Vote::new(&id(9), campaign.ballot)), None);
    }
}
