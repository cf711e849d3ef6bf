//! Onward: the host of a fork tells those who ask for the parent how it went on, and counts the words of who goes along.

use std::collections::BTreeSet;

use super::{Host, Output};
use crate::session::adoption::{Adoption, Onward};
use crate::session::entry::{Change, Entry};
use crate::session::limits::RETRY_MS;
use crate::session::seal::Sealed;
use crate::session::wire::{Hello, ToGuest};
use crate::world::id::PlayerId;

/// Who asks every second is answered after so many milliseconds again.
const ONWARD_MS: u64 = 5 * RETRY_MS;

impl Host {
    /// A member says hello for the table that this one parted from.
    pub(super) fn tell_onward(&mut self, from: PlayerId, hello: &Hello, out: &mut Vec<Output>) {
        let Some(parted) = &self.state.table.parting else { return };
        if hello.table != parted.parting.parent || !parted.rosters.contains(from) {
            return;
        }
        let at = parted.parting.at;
        let Some(batch) = self.ledger.after(at.index).first() else { return };
        let [line] = batch.lines.as_slice() else { return };
        let Entry::Forked(fork) = &line.entry else { return };
        let onward = Onward {
            fork: fork.as_ref().clone(),
            certificate: self.certificate.clone(),
            since_ms: batch.head.said.time_ms,
            shared: self.ledger.shared_upto(at, &hello.ends),
            word: parted.words.get(&from).copied(),
        };
        let now_ms = self.now_ms;
        let due = |peer: &&mut super::Peer| now_ms.saturating_sub(peer.onward_ms) >= ONWARD_MS;
        if let Some(peer) = self.peers.get_mut(&from).filter(due) {
            peer.onward_ms = now_ms;
            self.send(from, ToGuest::WentOn(Box::new(onward)), out);
        }
    }

    /// A member's word that this fork goes on in the parent's place.
    pub(super) fn word_given(&mut self, from: PlayerId, word: Sealed<Adoption>, out: &mut Vec<Output>) {
        let Some(parted) = &self.state.table.parting else { return };
        if word.said != parted.parting.adoption() || !parted.rosters.contains(from) {
            return;
        }
        if !word.is_by(from) {
            return self.strike(from, out);
        }
        self.words.insert(from, word.signature);
        self.advance_change(out);
    }

    /// The words that were not counted yet, once they are enough. Like a newcomer, who is to weigh again first has what is
    /// durable: so nobody who weighs anything ever says hello with an empty ledger unless he lost it.
    pub(super) fn next_adoption(&self) -> Option<Change> {
        let parted = self.state.table.parting.as_ref()?;
        let new = |player: &PlayerId| !parted.words.contains_key(player) && self.acks.index_of(*player) >= self.durable;
        let words: Vec<_> =
            self.words.iter().filter(|(player, _)| new(player)).map(|(who, word)| (*who, *word)).collect();
        let who: BTreeSet<PlayerId> = words.iter().map(|(player, _)| *player).collect();
        (!words.is_empty() && parted.is_enough(&who)).then_some(Change::Adopted { words })
    }
}
