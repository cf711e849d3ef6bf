//! Standing: a guest that hears no host asks whether it would be chosen, then for votes, and then this machine hosts.

use super::{Guest, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::ballot::{Campaign, Candidacy, Leave, NoVote, Round, ballot};
use crate::session::limits::{ELECTION_MS, VOTES_MS};
use crate::session::seal::Sealed;
use crate::session::term::{Ballot, Certificate, Vote};
use crate::session::wire::{Message, ToGuest};
use crate::world::id::PlayerId;

// So many turns of the members come before one of someone who is no member any more.
const LEAVER_PATIENCE: u64 = 6;

impl Guest {
    /// Waits for the host again: for the shortest election time and up to as long once more. Who left may stand too,
    /// for his ledger may be the newest that is left, but only when the members have had their turns.
    pub(super) fn put_off_standing(&mut self) {
        let member = self.table().is_some_and(|table| table.rosters.weighs(self.identity.player()));
        let patience = if member { 1 } else { LEAVER_PATIENCE };
        self.stand_ms = self.now_ms + patience * (ELECTION_MS + self.chance.below(ELECTION_MS));
    }

    /// Begins a campaign where this machine may: it has a ledger that once named it a voter, a sound disk, and no lie
    /// of its own on record.
    pub(super) fn stand_now(&mut self, out: &mut Vec<Output>) {
        self.stand_above(0, out);
    }

    pub(super) fn stand_above(&mut self, above: u64, out: &mut Vec<Output>) {
        let me = self.identity.player();
        self.put_off_standing();
        let Some(state) = &self.copy.state else { return };
        if self.fence.mute || self.is_replaced() || self.visit.is_some() || !state.table.ever.contains(&me) {
            return;
        }
        // The part of a fork's ledger that is its parent's names this machine a voter of the parent.
        if self.is_before_fork() {
            return;
        }
        let rosters = state.table.rosters.clone();
        let known = self.fence.certificate.as_ref().map_or(0, Certificate::term);
        let above = above.max(self.fence.promised).max(known).max(state.table.term);
        let Some(term) = above.checked_add(1) else { return };
        let ballot = ballot(state.table.id, term, &self.identity, self.tail(), rosters.hash());
        let until_ms = self.now_ms + VOTES_MS;
        let mut campaign = Campaign::new(Round::Sounding, ballot, rosters, until_ms);
        let enough = campaign.sounded(me) || seeded(Bug::NoSounding);
        self.campaign = Some(campaign);
        if enough { self.go_to_vote(out) } else { self.ask_for_votes(out) }
    }

    /// Enough would vote: now the votes themselves, our own first, on the disk before anyone else is asked.
    fn go_to_vote(&mut self, out: &mut Vec<Output>) {
        let Some(sounding) = self.campaign.take() else { return };
        let Some(rosters) = self.table().map(|table| table.rosters.clone()) else { return };
        // The ledger may have moved on since the sounding.
        if sounding.ballot.tail != self.tail() || sounding.ballot.term <= self.fence.promised {
            return;
        }
        self.campaign = Some(Campaign::new(Round::Voting, sounding.ballot, rosters, self.now_ms + VOTES_MS));
        self.vote(Vote::new(&self.identity, sounding.ballot), out);
    }

    /// Sends the request of the present round to everyone whose word weighs something and who was not counted yet.
    pub(super) fn ask_for_votes(&mut self, out: &mut Vec<Output>) {
        let Some(campaign) = &self.campaign else { return };
        let (Some(state), Some(batch)) = (&self.copy.state, self.copy.ledger.last()) else { return };
        let me = self.identity.player();
        let leave = self.own_leave(&campaign.ballot).or_else(|| self.host_leave.filter(|leave| leave.said.heir == me));
        let candidacy = Candidacy {
            round: campaign.round,
            ballot: campaign.ballot,
            head: batch.head,
            rosters: state.table.rosters.clone(),
            certificate: self
                .certificate_of(batch.head.said.term)
                .filter(|_| batch.head.said.term != state.table.base.1),
            leave,
        };
        let frame = Message::ToGuest(ToGuest::Stand(Box::new(Sealed::new(&self.identity, candidacy)))).to_frame();
        for to in state.table.rosters.voters() {
            if to != me && self.links.contains(&to) {
                out.push(Output::Send { to, lane: crate::session::wire::Lane::Ctrl, frame: frame.clone() });
            }
        }
    }

    /// A host that restarted, or was surpassed, gives itself leave to stand again at once.
    fn own_leave(&self, ballot: &Ballot) -> Option<Sealed<Leave>> {
        let certificate = self.fence.certificate.as_ref()?;
        let me = self.identity.player();
        let leave = Leave { table: ballot.table, term: certificate.term(), heir: me };
        (certificate.host() == me).then(|| Sealed::new(&self.identity, leave))
    }

    /// The certificate of the term that wrote the ledger's end: it opens that term in the ledger itself.
    fn certificate_of(&self, term: u64) -> Option<Box<Certificate>> {
        let batches = self.copy.ledger.batches();
        let first = batches.partition_point(|batch| batch.head.said.term < term);
        match batches.get(first)?.lines.first().map(|line| &line.entry) {
            Some(crate::session::entry::Entry::Opened(certificate)) => Some(certificate.clone()),
            _ => None,
        }
    }

    /// Who hosted a term, as far as this ledger or the newest certificate says.
    pub(super) fn host_of(&self, term: u64) -> Option<PlayerId> {
        let newest = self.fence.certificate.as_ref().filter(|certificate| certificate.term() == term);
        let known = newest.map(Certificate::host);
        known.or_else(|| self.certificate_of(term).map(|certificate| certificate.host()))
    }

    /// The answer to a sounding, or why a vote is not given.
    pub(super) fn answered(
        &mut self,
        from: PlayerId,
        asked: &Ballot,
        answer: Result<(), NoVote>,
        out: &mut Vec<Output>,
    ) {
        let Some(campaign) = self.campaign.as_mut().filter(|campaign| campaign.ballot == *asked) else { return };
        match answer {
            Ok(()) => {
                if campaign.sounded(from) {
                    self.go_to_vote(out);
                }
            }
            // Someone has promised a higher term: the next try stands above it.
            Err(NoVote::OldTerm { promised }) if promised >= asked.term => {
                self.floor = self.floor.max(promised).min(asked.term.saturating_add(1 << 20));
            }
            Err(_) => {}
        }
    }

    pub(super) fn voted(&mut self, vote: &Vote, out: &mut Vec<Output>) {
        self.vote_seen(vote, out);
        let Some(certificate) = self.campaign.as_mut().and_then(|campaign| campaign.voted(vote)) else { return };
        self.campaign = None;
        // Only what this ledger still ends with can be hosted on.
        if certificate.ballot.tail != self.tail() || certificate.term() < self.fence.promised {
            return;
        }
        // The host must be there before the guest's first hello to it.
        out.push(Output::Elected(Box::new(certificate.clone())));
        self.adopt(certificate, out);
    }

    pub(super) fn stand_ticked(&mut self, out: &mut Vec<Output>) {
        if self.visit.is_some() || self.table.is_none() || self.is_replaced() {
            return;
        }
        // Nobody was asked yet as long as our own vote is on its way to a slow disk: the round has not begun.
        let (now_ms, fenced) = (self.now_ms, self.disk.fenced);
        let unasked = |campaign: &Campaign| campaign.round == Round::Voting && fenced < campaign.ballot.term;
        if let Some(campaign) = self.campaign.as_mut().filter(|campaign| unasked(campaign)) {
            campaign.until_ms = now_ms + VOTES_MS;
        }
        if let Some(campaign) = self.campaign.take_if(|campaign| campaign.until_ms <= now_ms) {
            let (answer, of) = campaign.count();
            // Said once, not with every try.
            if self.told_waiting.replace((answer, of)) != Some((answer, of)) {
                out.push(Output::Tell(Told::Waiting { answer: answer as u16, of: of as u16 }));
            }
            // Two who stood at one time try again at different ones.
            self.put_off_standing();
            self.stand_ms = self.stand_ms.saturating_sub(ELECTION_MS);
        }
        if self.campaign.is_none() && self.now_ms >= self.stand_ms {
            let me = self.identity.player();
            if let Some(host) = self.host_player().filter(|host| *host != me && !self.host.told_silent) {
                self.host.told_silent = true;
                out.push(Output::Tell(Told::HostSilent { host }));
            }
            self.stand_above(self.floor, out);
        }
    }

    /// The host asks this machine to take over at once.
    pub(super) fn take_over(&mut self, from: PlayerId, leave: Sealed<Leave>, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let right = Some(leave.said.table) == self.table && Some(leave.said.term) == self.term_obeyed();
        if !self.is_host(from) || !right || leave.said.heir != me || !leave.is_by(from) {
            return;
        }
        self.host_leave = Some(leave);
        // He asks until somebody else hosts: a campaign that has begun is not begun again with every word of his.
        if self.campaign.as_ref().is_none_or(|campaign| campaign.ballot.tail != self.tail()) {
            self.stand_now(out);
        }
    }

    /// Our own host found that a member has promised a higher term: stand again, above it.
    pub(super) fn surpassed(&mut self, from: PlayerId, term: u64, out: &mut Vec<Output>) {
        let me = self.identity.player();
        if from == me && self.host_player() == Some(me) && self.campaign.is_none() {
            self.stand_above(term, out);
        }
    }
}
