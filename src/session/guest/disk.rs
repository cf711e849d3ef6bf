//! A guest's disk: what is on its way there, and what may leave only once it has arrived.

use std::collections::VecDeque;

use super::{Guest, Output, Told};
use crate::bugs::{Bug, seeded};
use crate::session::ack::Ack;
use crate::session::adoption::Given;
use crate::session::checkpoint::Checkpoint;
use crate::session::journal::record::Record;
use crate::session::limits::RETRY_MS;
use crate::session::seal::Sealed;
use crate::session::term::{Tail, Vote};
use crate::session::wire::{Message, ToHost};

// The least time between two acknowledgements to another machine.
const ACK_MS: u64 = 40;

/// What is on the disk and what is on the way.
#[derive(Debug, Default)]
pub(super) struct Disk {
    token: u64,
    on_way: VecDeque<(u64, After)>,
    /// The end of the ledger as it is synced.
    pub(super) kept: Tail,
    /// Marks that can wait for the next write: nothing is acknowledged or promised by them.
    later: Vec<Record>,
    later_ms: u64,
    /// The last acknowledgement, when it left, and whether another is due.
    acked: Option<Sealed<Ack>>,
    acked_ms: u64,
    ack_due: bool,
    /// The highest term that is promised or certified on the disk.
    pub(super) fenced: u64,
    /// It failed: nothing more is handed to it.
    pub(super) failed: bool,
}

/// What follows once records are synced.
#[derive(Debug)]
pub(super) enum After {
    /// The ledger on disk ends here.
    Kept(Tail),
    /// A vote may leave.
    Vote(Box<Vote>),
    /// Nothing of a lower term is obeyed any more.
    Fenced(u64),
    /// The word for a fork may leave.
    Given(Box<Given>),
    /// Nothing.
    Nothing,
}

impl Guest {
    /// Has records kept, and does what follows when they are.
    pub(super) fn persist(&mut self, records: Vec<Record>, after: After, out: &mut Vec<Output>) {
        if self.disk.failed {
            return;
        }
        let mut all = std::mem::take(&mut self.disk.later);
        all.extend(records);
        self.disk.token += 1;
        let early = match &after {
            After::Kept(tail) if seeded(Bug::AckBeforeSync) => Some(*tail),
            _ => None,
        };
        self.disk.on_way.push_back((self.disk.token, after));
        out.push(Output::Persist { token: self.disk.token, records: all });
        if let Some(tail) = early {
            self.disk.kept = tail;
            self.acknowledge(out);
        }
    }

    /// Has a mark kept with the next write, or within a second.
    pub(super) fn persist_later(&mut self, record: Record) {
        if self.disk.later.is_empty() {
            self.disk.later_ms = self.now_ms;
        }
        self.disk.later.push(record);
    }

    pub(super) fn disk_ticked(&mut self, out: &mut Vec<Output>) {
        if !self.disk.later.is_empty() && self.now_ms.saturating_sub(self.disk.later_ms) >= RETRY_MS {
            self.persist(Vec::new(), After::Nothing, out);
        }
        // A word that was lost on the way is said again as long as it could still make something durable.
        let open = self.disk.acked.is_some_and(|ack| ack.said.tail.index > self.copy.durable);
        let unheard = open && self.now_ms.saturating_sub(self.disk.acked_ms) >= RETRY_MS;
        if self.disk.ack_due || unheard {
            self.acknowledge(out);
        }
    }

    pub(super) fn persisted(&mut self, token: u64, out: &mut Vec<Output>) {
        while self.disk.on_way.front().is_some_and(|(known, _)| *known <= token) {
            let Some((_, after)) = self.disk.on_way.pop_front() else { break };
            match after {
                After::Kept(tail) => self.disk.kept = tail,
                After::Vote(vote) => {
                    self.disk.fenced = self.disk.fenced.max(vote.ballot.term);
                    self.cast(*vote, out);
                }
                After::Fenced(term) => self.disk.fenced = self.disk.fenced.max(term),
                After::Given(given) => self.word_kept(*given, out),
                After::Nothing => {}
            }
        }
        self.acknowledge(out);
        self.keep_vigil(out);
    }

    /// Tells the host how far its line is on this disk. The fence: nothing for a term below the promised one.
    pub(super) fn acknowledge(&mut self, out: &mut Vec<Output>) {
        let (Some(certificate), Some(matched), Some(table)) = (&self.fence.certificate, self.host.matched, self.table)
        else {
            return;
        };
        let fenced = certificate.term() >= self.fence.promised || seeded(Bug::OldHostAcknowledged);
        let obeyed = fenced && certificate.term() <= self.disk.fenced;
        if self.fence.mute || !obeyed || !self.is_host_believed() {
            return;
        }
        let Some(tail) = self.copy.ledger.tail_at(self.disk.kept.index.min(matched)) else { return };
        let (host, term) = (certificate.host(), certificate.term());
        // Whoever was replaced while he hosted still hands on what he wrote.
        if self.is_replaced() && host != self.identity.player() {
            return;
        }
        // While a long ledger comes in, one word speaks for many batches.
        let hasty = self.now_ms.saturating_sub(self.disk.acked_ms) < ACK_MS && host != self.identity.player();
        self.disk.ack_due = hasty;
        if hasty {
            return;
        }
        self.disk.acked_ms = self.now_ms;
        // Said again, it is the very same word: no need to sign it anew.
        let said = Ack { table, term, tail };
        let again = self.disk.acked.filter(|ack| ack.said == said);
        let ack = again.unwrap_or_else(|| Sealed::new(&self.identity, said));
        self.disk.acked = Some(ack);
        self.send(host, Message::ToHost(ToHost::Ack(ack)), out);
    }

    /// Counts on from where another guest of this machine is: what its disk still has on the way is not taken for this one's.
    pub fn count_on_from(&mut self, before: &Guest) {
        self.disk.token = self.disk.token.max(before.disk.token);
    }

    /// The newest state that a majority keeps, this machine's disk too; none where none is at hand.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let sure = self.copy.durable.min(self.disk.kept.index);
        let newest = self.copy.state.as_ref().map(|state| (self.tail(), state));
        let older = self.copy.root.as_ref().map(|(tail, state)| (*tail, state));
        let (tail, state) = newest.into_iter().chain(older).find(|(tail, _)| tail.index <= sure)?;
        Some(Checkpoint::new(tail, state))
    }

    /// The index of the checkpoint that the ledger was opened by; 0 where all of it was replayed.
    pub fn entered(&self) -> u64 {
        self.copy.entered
    }

    /// The ledger was cut: what is on its way to the disk beyond the cut is not part of it any more.
    pub(super) fn cut_disk(&mut self, shared: Tail) {
        if self.disk.kept.index > shared.index {
            self.disk.kept = shared;
        }
        for (_, after) in &mut self.disk.on_way {
            if matches!(after, After::Kept(tail) if tail.index > shared.index) {
                *after = After::Nothing;
            }
        }
    }

    pub(super) fn failed(&mut self, out: &mut Vec<Output>) {
        if self.disk.failed {
            return;
        }
        if seeded(Bug::SyncTriedAgain) {
            return self.persisted(self.disk.token, out);
        }
        (self.fence.mute, self.disk.failed) = (true, true);
        self.disk.on_way.clear();
        self.campaign = None;
        // A host rests on its own disk: without one it decides nothing, and another is elected where there is one.
        if self.host_player() == Some(self.identity.player()) {
            out.push(Output::Deposed);
        }
        out.push(Output::Tell(Told::DiskFailed));
    }
}
