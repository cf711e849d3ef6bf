//! What a guest does as time goes on and links come and go: hello again, commands again, standing where no host is heard.

use std::collections::BTreeSet;

use super::{Guest, Output};
use crate::bugs::{Bug, seeded};
use crate::session::hash::Hash;
use crate::session::limits::{ELECTION_MS, FROZEN_MS, RETRY_MS};
use crate::session::rate::Patience;
use crate::world::id::PlayerId;

impl Guest {
    pub(super) fn ticked(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        self.now_ms = self.now_ms.max(now_ms);
        self.tell_whereabouts(out);
        self.disk_ticked(out);
        self.visit_ticked(out);
        self.stand_ticked(out);
        self.greet_again(out);
        self.pledge(out);
        self.keep_vigil(out);
        self.say_again(out);
        self.show_head(out);
        self.walk_ticked();
        self.wish_again(out);
        self.hand_word_on(out);
    }

    /// Where no host is followed, everyone linked is asked once a second: one of them hosts or knows who does.
    fn greet_again(&mut self, out: &mut Vec<Output>) {
        if self.visit.is_some() || self.table.is_none() || self.is_replaced() {
            return;
        }
        let due = self.host.hello.is_none_or(|(_, said)| self.now_ms.saturating_sub(said) >= RETRY_MS);
        // A hello that was not answered is said again, also to a host that is heard.
        if self.is_followed() && self.host.hello.is_none() || !due {
            return;
        }
        let me = self.identity.player();
        let own = self.host_player().filter(|host| *host == me);
        for player in self.links.iter().copied().filter(|player| *player != me).chain(own).collect::<Vec<PlayerId>>() {
            self.greet(player, out);
        }
    }

    /// True while a host is heard, believed and followed.
    pub(super) fn is_followed(&self) -> bool {
        let silent = self.now_ms.saturating_sub(self.host.heard_ms) >= ELECTION_MS;
        self.host.matched.is_some() && !silent && self.is_host_believed()
    }

    /// True when the host has said for long that no majority answers it: it may be deaf where others are not.
    pub(super) fn is_host_stuck(&self) -> bool {
        self.now_ms.saturating_sub(self.host.frozen_ms) >= FROZEN_MS
    }

    pub(super) fn linked(&mut self, player: PlayerId, out: &mut Vec<Output>) {
        self.links.insert(player);
        if seeded(Bug::LeakOnReconnect) {
            let stale = PlayerId(Hash::of("a link", &self.chance.nonce()).0);
            self.patience.insert(stale, Patience::default());
        }
        // Whoever is new here is shown the end of the ledger.
        self.shown = Hash::default();
        self.greet(player, out);
        self.pass_evidence_on(player, out);
    }

    /// Of how many other machines something is remembered because of their links.
    pub fn remembered(&self) -> usize {
        self.links.iter().chain(self.patience.keys()).collect::<BTreeSet<&PlayerId>>().len()
    }

    pub(super) fn unlinked(&mut self, player: PlayerId) {
        self.links.remove(&player);
        self.patience.remove(&player);
        self.door_lost(player);
    }
}
