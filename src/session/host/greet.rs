//! Greeting: a member says how far his ledger goes, and the host says from where it goes on.

use super::{Host, Output, Peer};
use crate::bugs::{Bug, seeded};
use crate::session::limits::{AHEAD_BATCHES_MAX, RETRY_MS};
use crate::session::wire::{Doubt, Follow, Hello, Lane, Message, ToGuest};
use crate::world::id::PlayerId;

// So many starts of one machine are remembered.
const LIVES_MAX: usize = 8;

impl Host {
    /// Everyone who can be reached learns of the term.
    pub(super) fn announce(&mut self, out: &mut Vec<Output>) {
        let me = self.player();
        for (player, peer) in &self.peers {
            if peer.linked && *player != me && self.state.table.rosters.contains(*player) {
                self.send(*player, ToGuest::Term(Box::new(self.certificate.clone())), out);
            }
        }
    }

    pub(super) fn linked(&mut self, player: PlayerId, out: &mut Vec<Output>) {
        let peer = self.peers.entry(player).or_insert_with(Peer::new);
        (peer.linked, peer.follows) = (true, false);
        if seeded(Bug::RateByConnection) {
            let seats = self.state.table.members.get(&player).map(|member| member.seats.clone()).unwrap_or_default();
            self.commands.retain(|seat, _| !seats.contains(seat));
        }
        if self.state.table.rosters.contains(player) && player != self.player() {
            self.send(player, ToGuest::Term(Box::new(self.certificate.clone())), out);
        }
    }

    pub(super) fn unlinked(&mut self, player: PlayerId) {
        if player == self.player() {
            return;
        }
        self.strangers.remove(&player);
        if self.state.table.rosters.contains(player) {
            if let Some(peer) = self.peers.get_mut(&player) {
                (peer.linked, peer.follows) = (false, false);
            }
        } else {
            self.peers.remove(&player);
        }
    }

    /// Answers a hello. Only members, and newcomers who were let in, are followed.
    pub(super) fn greeted(&mut self, from: PlayerId, hello: &Hello, out: &mut Vec<Output>) {
        if hello.table != self.state.table.id {
            return self.tell_onward(from, hello, out);
        }
        let newcomer = self.strangers.get(&from).is_some_and(|stranger| stranger.admitted);
        // Who left may host until another can: the guest on his machine writes his batches.
        if !self.state.table.rosters.contains(from) && !newcomer && from != self.player() {
            return;
        }
        // A member that has promised a higher term obeys this one no more: the host stands again, above it. While the
        // table is being handed over that promise is the heir's, and to stand now would take it from him.
        if hello.promised > self.term() && self.state.table.rosters.weighs(from) {
            if self.heir.is_none() {
                self.send(self.player(), ToGuest::Surpassed { term: hello.promised }, out);
            }
            return;
        }
        // A machine that has less than it acknowledged lost its disk or was put back: its word counts no more. Whether it
        // has, it knows itself: this hello may be an old one that comes again.
        let claimed = hello.ends.first().map_or(0, |end| end.index);
        let doubt = match self.acks.of(from) {
            _ if claimed == 0 && self.state.table.rosters.weighs(from) => Some(Doubt::Empty),
            Some(ack) if claimed < ack.said.tail.index => Some(Doubt::Acked(*ack)),
            Some(_) | None => None,
        };
        let Some(shared) = self.ledger.shared(&hello.ends) else { return };
        let tail = self.ledger.tail();
        let now_ms = self.now_ms;
        let peer = self.peers.entry(from).or_insert_with(Peer::new);
        peer.linked = true;
        peer.follows = true;
        (peer.sent, peer.index, peer.durable, peer.moved_ms) = (shared.index, shared.index, hello.durable, now_ms);
        peer.greeted_ms = now_ms;
        peer.bulk = tail.index > shared.index + 64;
        let twin = self.is_twin(from, hello.life);
        let follow = Follow { nonce: hello.nonce, certificate: self.certificate.clone(), shared, doubt, twin };
        self.send(from, ToGuest::Follow(Box::new(follow)), out);
        self.pump(from, out);
        self.send_durable(from, out);
        self.tell_whereabouts(from, out);
    }

    /// Takes note of the start of a machine that says hello. True when it has said hello before and another start of the
    /// same key's machine has since: a machine that starts again does not come back as what it was, so there are two.
    fn is_twin(&mut self, from: PlayerId, life: u64) -> bool {
        let lives = self.lives.entry(from).or_default();
        let known = lives.iter().position(|known| *known == life);
        let twin = known.is_some_and(|at| at + 1 < lives.len());
        lives.retain(|known| *known != life);
        lives.push(life);
        if lives.len() > LIVES_MAX {
            lives.remove(0);
        }
        twin
    }

    /// Shows a key that another took the place of so much of the ledger that its machine sees so itself, and nothing more.
    pub(super) fn greet_replaced(&mut self, from: PlayerId, hello: &Hello, out: &mut Vec<Output>) {
        let Some(last) = self.state.table.replaced.get(&from).copied().filter(|last| *last <= self.durable) else {
            return;
        };
        let Some(shared) = self.ledger.shared(&hello.ends).filter(|_| hello.table == self.state.table.id) else {
            return;
        };
        let now_ms = self.now_ms;
        let peer = self.peers.entry(from).or_insert_with(Peer::new);
        let soon = peer.greeted_ms > 0 && now_ms.saturating_sub(peer.greeted_ms) < RETRY_MS / 2;
        if soon || shared.index >= last {
            return;
        }
        peer.greeted_ms = now_ms;
        let follow =
            Follow { nonce: hello.nonce, certificate: self.certificate.clone(), shared, doubt: None, twin: false };
        self.send(from, ToGuest::Follow(Box::new(follow)), out);
        let missed = self.ledger.after(shared.index).iter().take(4 * AHEAD_BATCHES_MAX);
        for batch in missed.take_while(|batch| batch.head.said.first <= last && batch.end() <= self.durable) {
            let frame = Message::ToGuest(ToGuest::Batch(Box::new(batch.as_ref().clone()))).to_frame();
            out.push(Output::Send { to: from, lane: Lane::Bulk, frame });
        }
    }

    /// A guest misses batches: sent again from there, at most once a moment.
    pub(super) fn wanted(&mut self, from: PlayerId, after: u64, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let Some(peer) = self.peers.get_mut(&from).filter(|peer| peer.follows) else { return };
        if after < peer.sent && now_ms.saturating_sub(peer.moved_ms) >= RETRY_MS / 8 {
            (peer.sent, peer.moved_ms) = (after.max(peer.index), now_ms);
            self.pump(from, out);
        }
    }
}
