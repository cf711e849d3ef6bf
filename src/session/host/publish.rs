//! Publishing: batches leave for the others once they are on the host's own disk, and are durable by a majority.

use super::{Host, Output};
use crate::bugs::{Bug, seeded};
use crate::session::ack::Ack;
use crate::session::limits::{AHEAD_BATCHES_MAX, RETRY_MS};
use crate::session::seal::Sealed;
use crate::session::wire::{Lane, Message, ToGuest};
use crate::world::id::PlayerId;

impl Host {
    /// A machine's disk has the ledger to an index.
    pub(super) fn acked(&mut self, from: PlayerId, ack: Sealed<Ack>, out: &mut Vec<Output>) {
        let said = &ack.said;
        let ours = said.table == self.state.table.id
            && said.term == self.term()
            && self.ledger.tail_at(said.tail.index) == Some(said.tail);
        // The cheap checks first: an acknowledgement that cannot be ours costs no signature.
        if !ours || !ack.is_by(from) || !self.peers.contains_key(&from) {
            return;
        }
        let index = said.tail.index;
        self.peer_has(from, index);
        if !self.acks.take(from, ack) {
            return;
        }
        self.count_durable(out);
        if from == self.player() {
            self.pump_all(out);
        } else {
            self.pump(from, out);
        }
        self.advance_change(out);
    }

    pub(super) fn peer_has(&mut self, player: PlayerId, index: u64) {
        let now_ms = self.now_ms;
        if let Some(peer) = self.peers.get_mut(&player)
            && index > peer.index
        {
            (peer.index, peer.moved_ms) = (index, now_ms);
            if index >= peer.sent {
                peer.bulk = false;
            }
        }
    }

    /// Counts what a majority keeps. Only an entry of this term makes what is before it durable.
    fn count_durable(&mut self, out: &mut Vec<Output>) {
        let rosters = &self.state.table.rosters;
        let index = self.acks.majority(rosters).min(self.acks.index_of(self.player()));
        self.machines = self.acks.keepers(self.durable.max(index)).len() as u16;
        let own = self.ledger.term_at(index) == Some(self.term()) || seeded(Bug::OldTermCounted);
        if index <= self.durable || !own {
            return;
        }
        self.durable = index;
        self.machines = self.acks.keepers(index).len() as u16;
        for player in self.peers.keys().copied().collect::<Vec<PlayerId>>() {
            self.send_durable(player, out);
        }
        // Those outside the rosters are sent durable entries only: now there are more.
        self.pump_all(out);
    }

    /// Sends the proof of what is durable to one machine.
    pub(super) fn send_durable(&mut self, player: PlayerId, out: &mut Vec<Output>) {
        if self.ledger.term_at(self.durable) != Some(self.term()) && !seeded(Bug::OldTermCounted) {
            return;
        }
        if self.peers.get(&player).is_some_and(|peer| peer.follows && peer.linked) {
            let proof = self.acks.proof(self.term(), self.durable, &self.state.table.rosters);
            self.send(player, ToGuest::Durable(proof), out);
        }
    }

    /// How many batches the slowest reader was sent and has not confirmed.
    pub fn ahead(&self) -> usize {
        let unconfirmed = |peer: &super::Peer| {
            self.ledger.after(peer.index).iter().take_while(|batch| batch.end() <= peer.sent).count()
        };
        let others = self.peers.iter().filter(|(player, peer)| **player != self.player() && peer.follows);
        others.map(|(_, peer)| unconfirmed(peer)).max().unwrap_or(0)
    }

    pub(super) fn pump_all(&mut self, out: &mut Vec<Output>) {
        for player in self.peers.keys().copied().collect::<Vec<PlayerId>>() {
            self.pump(player, out);
        }
    }

    /// Sends a machine what it may have and was not sent yet, some batches ahead of what it has confirmed.
    pub(super) fn pump(&mut self, player: PlayerId, out: &mut Vec<Output>) {
        let me = self.player();
        let slow = |peer: &super::Peer| {
            peer.follows
                && peer.sent > peer.index
                && self.now_ms.saturating_sub(peer.answered_ms.unwrap_or(0)) > RETRY_MS
        };
        if seeded(Bug::SlowReaderBlocks) && player != me && self.peers.values().any(slow) {
            return;
        }
        let kept = self.acks.index_of(me);
        let limit = match self.state.table.rosters.contains(player) {
            _ if player == me => self.ledger.tail().index,
            true => kept,
            false => self.durable.min(kept),
        };
        let Some(peer) = self.peers.get_mut(&player).filter(|peer| peer.follows && peer.linked) else { return };
        let ahead = self.ledger.after(peer.index).iter().take_while(|batch| batch.end() <= peer.sent).count();
        let most = if seeded(Bug::UnboundedAhead) { usize::MAX } else { AHEAD_BATCHES_MAX };
        let room = most.saturating_sub(ahead);
        for batch in self.ledger.after(peer.sent).iter().take(room).take_while(|batch| batch.end() <= limit) {
            let frame = Message::ToGuest(ToGuest::Batch(Box::new(batch.as_ref().clone()))).to_frame();
            let lane = if peer.bulk { Lane::Bulk } else { Lane::Ctrl };
            out.push(Output::Send { to: player, lane, frame });
            peer.sent = batch.end();
        }
    }
}
