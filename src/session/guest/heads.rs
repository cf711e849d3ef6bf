//! Comparing heads: guests show each other the signed end of their ledgers, so that two histories do not stay hidden.

use super::disk::After;
use super::{Guest, Output};
use crate::session::distrust::Falsehood;
use crate::session::evidence::Evidence;
use crate::session::journal::record::Record;
use crate::session::ledger::Head;
use crate::session::limits::HEADS_MS;
use crate::session::seal::Sealed;
use crate::session::wire::{Message, ToGuest};
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
        let said = &head.said;
        let Some(host) = self.host_player().filter(|_| self.is_of_table(from)) else { return };
        let Some(before) = said.first.checked_sub(1) else { return };
        let Some(own) = self.copy.ledger.after(before).first().map(|batch| batch.head) else { return };
        if own.said.first == said.first && own.said.term == said.term && own.said != *said {
            self.convict(Evidence::TwoBatches { by: host, one: own, other: head }, out);
        }
    }

    /// Weighs evidence that was found here or sent by another: kept, passed on once, and its makers believed no more.
    pub(super) fn convict(&mut self, evidence: Evidence, out: &mut Vec<Output>) {
        let Some(table) = self.table else { return };
        let convicted = evidence.convicts(table);
        if convicted.is_empty() || self.evidence.contains(&evidence) || self.evidence.len() >= EVIDENCE_MAX {
            return;
        }
        self.evidence.push(evidence.clone());
        self.persist(vec![Record::Evidence(Box::new(evidence.clone()))], After::Nothing, out);
        let (index, why) = match &evidence {
            Evidence::TwoBatches { one, .. } => (one.said.first, Falsehood::TwoBatches),
            Evidence::TwoVotes { .. } | Evidence::TwoCertificates { .. } => (0, Falsehood::TwoVotes),
        };
        for liar in convicted {
            self.distrust(liar, index, why, out);
        }
        let me = self.identity.player();
        let frame = Message::ToGuest(ToGuest::Evidence(Box::new(evidence)));
        for player in self.links.iter().copied().filter(|player| *player != me && self.is_of_table(*player)) {
            self.send(player, frame.clone(), out);
        }
    }

    /// The proofs this machine keeps.
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
}

// Enough for every member of a large table to be convicted once.
const EVIDENCE_MAX: usize = 256;
