//! The charter's vote at the host: words of members are passed on and counted, and a majority's become an entry.

use std::collections::BTreeSet;

use super::Host;
use crate::session::charter::Motion;
use crate::session::entry::Entry;
use crate::session::host::Output;
use crate::session::seal::Sealed;
use crate::session::wire::ToGuest;
use crate::world::id::PlayerId;

impl Host {
    /// A member wants the charter changed.
    pub(super) fn moved(&mut self, from: PlayerId, motion: Sealed<Motion>, out: &mut Vec<Output>) {
        let table = &self.state.table;
        let said = &motion.said;
        let fits = said.table == table.id && said.round == table.charter_round && said.charter != table.charter;
        if !fits || !table.rosters.weighs(from) {
            return self.cannot(out);
        }
        if !motion.is_by(from) {
            return self.strike(from, out);
        }
        let charter = said.charter.clone();
        for (player, peer) in &self.peers {
            if peer.linked && peer.follows {
                self.send(*player, ToGuest::Moved { player: from, motion: Box::new(motion.clone()) }, out);
            }
        }
        self.motions.insert(from, motion);
        let round = self.state.table.charter_round;
        self.motions.retain(|_, motion| motion.said.round == round);
        let same = || self.motions.iter().filter(|(_, motion)| motion.said.charter == charter);
        let who: BTreeSet<PlayerId> = same().map(|(player, _)| *player).collect();
        if self.frozen.is_none() && self.heir.is_none() && self.state.table.rosters.is_majority(&who) {
            let votes = same().map(|(player, motion)| (*player, motion.signature)).collect();
            self.write(Entry::Chartered { charter, votes }, out);
        }
    }
}
