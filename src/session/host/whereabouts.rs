//! Whereabouts: the host keeps the newest word of each member and passes it on to all others.

use super::{Host, Output};
use crate::session::seal::Sealed;
use crate::session::whereabouts::Whereabouts;
use crate::session::wire::ToGuest;
use crate::world::id::PlayerId;

impl Host {
    /// A member says where he can be reached.
    pub(super) fn here(&mut self, from: PlayerId, sealed: Sealed<Whereabouts>, out: &mut Vec<Output>) {
        let ours = sealed.said.table == self.state.table.id && self.state.table.members.contains_key(&from);
        if !sealed.said.is_bounded() || !sealed.is_by(from) {
            return self.strike(from, out);
        }
        let newer = self.whereabouts.get(&from).is_none_or(|known| known.said.said_ms < sealed.said.said_ms);
        if !ours || !newer {
            return;
        }
        let others: Vec<PlayerId> =
            self.peers.iter().filter(|(_, peer)| peer.follows).map(|(player, _)| *player).collect();
        for to in others.into_iter().filter(|to| *to != from) {
            self.send(to, ToGuest::There { player: from, at: Box::new(sealed.clone()) }, out);
        }
        self.whereabouts.insert(from, sealed);
    }

    /// Tells someone who has begun to follow where all others are.
    pub(super) fn tell_whereabouts(&self, to: PlayerId, out: &mut Vec<Output>) {
        for (player, at) in self.whereabouts.iter().filter(|(player, _)| **player != to) {
            if self.state.table.members.contains_key(player) {
                self.send(to, ToGuest::There { player: *player, at: Box::new(at.clone()) }, out);
            }
        }
    }
}
