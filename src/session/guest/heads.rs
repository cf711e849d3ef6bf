//! Comparing heads: guests show each other the signed end of their ledgers, so that two histories do not stay hidden.

use super::disk::After;
use super::{Guest, Output};
use crate::bugs::{Bug, seeded};
use crate::session::distrust::{Distrust, Falsehood};
use crate::session::evidence::{Evidence, Ground};
use crate::session::journal::record::Record;
use crate::session::ledger::{Batch, Head};
use crate::session::limits::{HEADS_MS, RECORD_BYTES_MAX};
use crate::session::seal::Sealed;
use crate::session::term::{Certificate, Vote};
use crate::session::wire::{Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

impl Guest {
    /// Shows the end of the ledger to everyone linked, when it has moved.
    pub(super) fn show_head(&mut self, out: &mut Vec<Output>) {
        let Some(head) = self.copy.ledger.last().map(|batch| batch.head) else { return };
        if self.now_ms.saturating_sub(self.shown_ms) < HEADS_MS || self.shown == head.said.last {
            return;
        }
        (self.shown, self.shown_ms) = (head.said.last, self.now_ms);
        let me = self.identity.player();
        for player in self.links.iter().copied().filter(|player| *player != me && self.is_of_table(*player)) {
            self.send(player, Message::ToGuest(ToGuest::Head(head)), out);
        }
    }

    /// Another guest's end: where ours differs in the same place and term, the host signed two histories.
    pub(super) fn shown_head(&mut self, from: PlayerId, head: Sealed<Head>, out: &mut Vec<Output>) {
        if self.is_from_elsewhere(&head) {
            return self.lose_voice(out);
        }
        let said = &head.said;
        // Whoever hosted that term signed it, not whoever hosts now.
        let host = self.host_of(said.term).filter(|_| self.is_of_table(from));
        let (Some(host), Some(before)) = (host, said.first.checked_sub(1)) else { return };
        let Some(own) = self.copy.ledger.after(before).first().map(|batch| batch.head) else { return };
        if own.said.term == said.term && own.said != *said {
            self.convict(Evidence::TwoBatches { by: host, one: own, other: head }, out);
        }
    }

    /// True for a batch that this machine's key signed as host and that this machine never had. What it signs stands in
    /// its own ledger first, and is cut from there only for a later term.
    fn is_from_elsewhere(&self, head: &Sealed<Head>) -> bool {
        let (said, me) = (&head.said, self.identity.player());
        let own = self.host_player() == Some(me) && self.term_obeyed() == Some(said.term);
        let unknown = said.term > self.fence.promised || (own && said.end() > self.tail().index);
        unknown && Some(said.table) == self.table && head.is_by(me)
    }

    /// A batch that its author signed and that does not hold: proof where it can be one, else distrust of this machine's
    /// own.
    pub(super) fn lied(&mut self, from: PlayerId, batch: Batch, fault: (u64, Falsehood), out: &mut Vec<Output>) {
        let own = self.copy.ledger.last().zip(self.copy.state.as_ref());
        if let (Falsehood::Order, Some((last, _))) = (fault.1, own) {
            self.convict(Evidence::TwoBatches { by: from, one: last.head, other: batch.head }, out);
        } else if let Some(ground) = own.and_then(|(last, state)| Ground::after(last, state)) {
            let (ground, batch) = (Box::new(ground), Box::new(batch));
            self.convict(Evidence::FalseBatch { by: from, ground, batch }, out);
        }
        // A batch that is not signed proves nothing against anyone but whoever sent it here.
        if !self.distrusted.iter().any(|lie| lie.host == from) {
            self.distrust(from, fault.0, fault.1, out);
        }
    }

    /// Weighs evidence that was found here or sent by another: kept, passed on once, and its makers believed no more.
    pub(super) fn convict(&mut self, evidence: Evidence, out: &mut Vec<Output>) {
        let Some(table) = self.table else { return };
        let record = Record::Evidence(Box::new(evidence.clone()));
        if self.evidence.contains(&evidence) || record.size() > EVIDENCE_BYTES_MAX {
            return;
        }
        let Some(charge) = evidence.charge(table, &self.library) else { return };
        // A liar makes as many proofs as he likes: one against each key is enough.
        if charge.who.iter().all(|liar| self.convicted.contains(liar)) {
            return;
        }
        self.convicted.extend(charge.who.iter().copied());
        self.evidence.push(evidence.clone());
        self.persist(vec![record], After::Nothing, out);
        for liar in &charge.who {
            self.believe_no_more(
                Distrust { term: charge.term, host: *liar, index: charge.index, why: charge.why },
                out,
            );
        }
        let me = self.identity.player();
        if self.host_player() == Some(me) {
            self.send(me, Message::ToHost(ToHost::Accuse(Box::new(evidence.clone()))), out);
        }
        let frame = Message::ToGuest(ToGuest::Evidence(Box::new(evidence)));
        for player in self.links.iter().copied().filter(|player| *player != me && self.is_of_table(*player)) {
            self.send(player, frame.clone(), out);
        }
    }

    /// Whoever comes later hears of every lie too.
    pub(super) fn pass_evidence_on(&self, to: PlayerId, out: &mut Vec<Output>) {
        if to == self.identity.player() || !self.is_of_table(to) {
            return;
        }
        for evidence in &self.evidence {
            self.send(to, Message::ToGuest(ToGuest::Evidence(Box::new(evidence.clone()))), out);
        }
    }

    /// A vote was seen, wherever: two of one voter in one term for two candidates convict him.
    pub(super) fn vote_seen(&mut self, vote: &Vote, out: &mut Vec<Output>) {
        let term = vote.ballot.term;
        let alike = |seen: &Vote| seen.ballot.term == term || seeded(Bug::TermsNotCompared);
        let clash = |seen: &&Vote| seen.voter == vote.voter && alike(seen);
        match self.votes_seen.iter().find(clash).cloned() {
            Some(one) if one.ballot.candidate != vote.ballot.candidate => {
                self.convict(Evidence::TwoVotes { one, other: vote.clone() }, out);
            }
            Some(_) => {}
            None => {
                // Only the newest terms can still be contested.
                if self.votes_seen.len() >= VOTES_SEEN_MAX {
                    self.votes_seen.remove(0);
                }
                self.votes_seen.push(vote.clone());
            }
        }
    }

    /// The votes of a certificate, each as its voter gave it.
    pub(super) fn votes_of(&mut self, certificate: &Certificate, out: &mut Vec<Output>) {
        for (voter, signature) in &certificate.votes {
            self.vote_seen(&Vote { ballot: certificate.ballot, voter: *voter, signature: *signature }, out);
        }
    }

    /// The proofs this machine keeps.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

// What fits in a record and, with the change of the roster that rests on it, in a batch.
const EVIDENCE_BYTES_MAX: usize = RECORD_BYTES_MAX - 1_024;
const VOTES_SEEN_MAX: usize = 256;
