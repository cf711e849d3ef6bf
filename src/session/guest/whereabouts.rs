//! Whereabouts: this machine's own go to the host, other members' come from there.

use super::{Guest, Output, Told};
use crate::session::limits::{SEATS_MAX, WHEREABOUTS_BYTES_MAX, WHEREABOUTS_MAX};
use crate::session::seal::Sealed;
use crate::session::whereabouts::Whereabouts;
use crate::session::wire::{Message, ToHost};
use crate::world::id::PlayerId;

impl Guest {
    /// This machine can be reached here from now on.
    pub(super) fn reachable(&mut self, mut addresses: Vec<String>, out: &mut Vec<Output>) {
        addresses.retain(|address| address.len() <= WHEREABOUTS_BYTES_MAX);
        addresses.truncate(WHEREABOUTS_MAX);
        self.here = addresses;
        self.say_whereabouts(out);
    }

    /// Tells the host, who passes it on. Said anew to each host.
    pub(super) fn say_whereabouts(&mut self, out: &mut Vec<Output>) {
        let (Some(host), Some(table)) = (self.host_player(), self.table) else { return };
        if self.here.is_empty() || !self.is_followed() {
            return;
        }
        // Addresses open one after another within a millisecond; the last word must still be the newest.
        self.here_ms = self.now_ms.max(self.here_ms + 1);
        let said = Whereabouts { table, said_ms: self.here_ms, addresses: self.here.clone() };
        let sealed = Sealed::new(&self.identity, said);
        self.send(host, Message::ToHost(ToHost::Here(Box::new(sealed))), out);
    }

    /// Another member can be reached there. Only his own word for it counts.
    pub(super) fn others_whereabouts(&mut self, player: PlayerId, sealed: &Sealed<Whereabouts>, out: &mut Vec<Output>) {
        let ours = self.table == Some(sealed.said.table) && player != self.player();
        if !ours || !sealed.said.is_bounded() || !sealed.is_by(player) || self.heard_at.len() >= SEATS_MAX {
            return;
        }
        // His word may come before the entry that seats him: it waits for that.
        self.heard_at.insert(player, sealed.said.addresses.clone());
        self.tell_whereabouts(out);
    }

    /// Tells of everyone who is a member by now.
    pub(super) fn tell_whereabouts(&mut self, out: &mut Vec<Output>) {
        let Some(state) = &self.copy.state else { return };
        let here = |player: &PlayerId, _: &mut Vec<String>| state.table.members.contains_key(player);
        let members = self.heard_at.extract_if(.., here);
        out.extend(members.map(|(player, addresses)| Output::Tell(Told::Whereabouts { player, addresses })));
    }
}
