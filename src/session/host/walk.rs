//! Walking: changes of steering are checked against the physics and passed on to the others.

use super::{Host, Output};
use crate::session::limits::{LIVE_FRAME_BYTES_MAX, MOVES_BURST, MOVES_PER_SECOND};
use crate::session::presence::Steering;
use crate::session::rate::Bucket;
use crate::session::wire::{Lane, Message, ToGuest};
use crate::world::id::PlayerId;

// Changes are gathered for so long before they are passed on.
const GATHER_MS: u64 = 40;
// A lost frame is made good by the next ones: each holds what changed lately.
const LATELY_MS: u64 = 250;
// Steerings that surely fit a LIVE frame.
const FRAME_STEERINGS_MAX: usize = LIVE_FRAME_BYTES_MAX / 24;

impl Host {
    /// A seat changed its steering.
    pub(super) fn steered(&mut self, from: PlayerId, steering: &Steering, out: &mut Vec<Output>) {
        if self.state.table.holder(steering.seat) != Some(from) || !self.state.table.members.contains_key(&from) {
            return;
        }
        let now_ms = self.now_ms;
        let bucket = self.moves.entry(steering.seat).or_insert_with(|| Bucket::new(MOVES_PER_SECOND, MOVES_BURST));
        if !bucket.take(now_ms) {
            let Some(peer) = self.peers.get_mut(&from) else { return };
            let measure = peer.patience.hasten(now_ms);
            return self.measure(from, measure, out);
        }
        if self.promenade.steer(&self.state.world, steering) {
            self.strolled = true;
        }
    }

    /// Everyone walks on; what changed is passed on to everyone but the seat's own player.
    pub(super) fn stroll(&mut self, out: &mut Vec<Output>) {
        self.promenade.walk(&self.state.world, self.now_ms);
        if !self.strolled || self.now_ms.saturating_sub(self.strolled_ms) < GATHER_MS {
            return;
        }
        self.strolled = false;
        self.strolled_ms = self.now_ms;
        let mut all = self.promenade.changed_since(self.now_ms.saturating_sub(LATELY_MS));
        all.truncate(FRAME_STEERINGS_MAX);
        for player in self.peers.iter().filter(|(_, peer)| peer.linked && peer.follows).map(|(player, _)| player) {
            let theirs = |steering: &&Steering| self.state.table.holder(steering.seat) != Some(*player);
            let others: Vec<Steering> = all.iter().filter(theirs).copied().collect();
            if !others.is_empty() {
                let frame = Message::ToGuest(ToGuest::Steered(others)).to_frame();
                out.push(Output::Send { to: *player, lane: Lane::Live, frame });
            }
        }
    }
}
