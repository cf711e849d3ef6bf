//! Voting: one vote a term, for a ledger at least as new, on disk before it leaves.

use super::disk::After;
use super::{Guest, Output};
use crate::bugs::{Bug, seeded};
use crate::session::ballot::{Candidacy, Electorate, NoVote, Round};
use crate::session::journal::record::Record;
use crate::session::limits::ELECTION_MS;
use crate::session::seal::Sealed;
use crate::session::term::Vote;
use crate::session::wire::{Message, ToGuest};
use crate::world::id::PlayerId;

impl Guest {
    /// A candidate asks for this machine's vote.
    pub(super) fn judge(&mut self, from: PlayerId, candidacy: &Sealed<Candidacy>, out: &mut Vec<Output>) {
        let asked = &candidacy.said;
        let ballot = asked.ballot;
        if ballot.candidate != from || Some(ballot.table) != self.table {
            return;
        }
        // A request that was answered once is answered the same way again: the vote may have been lost on the way.
        if let Some(vote) =
            self.fence.vote.as_ref().filter(|vote| vote.ballot == ballot && asked.round == Round::Voting)
        {
            let vote = vote.clone();
            return self.hand_over_vote(vote, out);
        }
        let answer = self.verdict(candidacy);
        if answer == Err(NoVote::HostAnswers) || matches!(answer, Err(NoVote::OldTerm { .. })) {
            self.tell_term(from, out);
        }
        // Two who would stand at one time would both vote for themselves: one of them yields.
        let yields = |campaign: &crate::session::ballot::Campaign| {
            campaign.round == Round::Sounding && ballot.candidate < campaign.ballot.candidate
        };
        if answer.is_ok() && self.campaign.as_ref().is_some_and(yields) {
            self.campaign = None;
            self.put_off_standing();
        }
        match (asked.round, answer) {
            (Round::Voting, Ok(())) => self.vote(ballot_vote(self, ballot), out),
            (Round::Sounding, _) | (Round::Voting, Err(_)) => {
                self.send(from, Message::ToGuest(ToGuest::Answer { ballot, answer }), out);
            }
        }
    }

    fn verdict(&self, candidacy: &Sealed<Candidacy>) -> Result<(), NoVote> {
        let (Some(state), false) = (&self.copy.state, self.fence.mute || self.is_replaced()) else {
            return Err(NoVote::Mute);
        };
        let known = &state.table;
        let candidate = candidacy.said.ballot.candidate;
        // Whoever was ever a voter may stand; one whose own ledger made him a voter proves it with his rosters.
        if !known.ever.contains(&candidate) && !candidacy.said.rosters.weighs(candidate) {
            return Err(NoVote::BadProof);
        }
        if known.replaced.contains_key(&candidate) || self.distrusted.iter().any(|lie| lie.host == candidate) {
            return Err(NoVote::BadProof);
        }
        let hears = self.now_ms.saturating_sub(self.host.heard_ms) < ELECTION_MS && self.is_host_believed();
        let hears = hears && !self.is_host_stuck() && !seeded(Bug::NoSounding);
        let host = self.host_player().zip(self.term_obeyed()).filter(|_| hears);
        let electorate =
            Electorate { table: known.id, base: known.base, tail: self.tail(), promised: self.fence.promised, host };
        electorate.judge(candidacy)
    }

    /// Keeps a vote; it leaves when it is on the disk. From now on nothing of a lower term is obeyed.
    pub(super) fn vote(&mut self, vote: Vote, out: &mut Vec<Output>) {
        self.fence.promised = vote.ballot.term;
        self.fence.vote = Some(vote.clone());
        self.put_off_standing();
        if seeded(Bug::VoteBeforeSync) {
            self.disk.fenced = self.disk.fenced.max(vote.ballot.term);
            self.cast(vote.clone(), out);
        }
        self.persist(vec![Record::Vote(Box::new(vote.clone()))], After::Vote(Box::new(vote)), out);
    }

    /// A vote is on the disk: it leaves, unless a higher one was promised since.
    pub(super) fn cast(&mut self, vote: Vote, out: &mut Vec<Output>) {
        if self.fence.vote.as_ref() == Some(&vote) && !self.fence.mute && !self.is_replaced() {
            self.hand_over_vote(vote, out);
        }
    }

    fn hand_over_vote(&mut self, vote: Vote, out: &mut Vec<Output>) {
        // Our own vote is on disk as well when the campaign begins to ask others.
        if vote.ballot.candidate == self.identity.player() {
            self.voted(&vote, out);
            self.ask_for_votes(out);
        } else if self.disk.fenced >= vote.ballot.term {
            self.send(vote.ballot.candidate, Message::ToGuest(ToGuest::Vote(Box::new(vote))), out);
        }
    }
}

fn ballot_vote(guest: &Guest, ballot: crate::session::term::Ballot) -> Vote {
    Vote::new(&guest.identity, ballot)
}
