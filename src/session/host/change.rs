//! Changing the roster: one change in flight, begun only when it can come through, settled when both have it.

use super::{Host, Output};
use crate::session::ballot::Leave;
use crate::session::distrust::Falsehood;
use crate::session::entry::{Change, Entry};
use crate::session::evidence::Evidence;
use crate::session::hash::encode;
use crate::session::knock::ShutDoor;
use crate::session::limits::{BATCH_BYTES_MAX, RETRY_MS};
use crate::session::seal::Sealed;
use crate::session::wire::ToGuest;
use crate::world::id::PlayerId;

// Room in the same entry for two rosters.
const PROOF_BYTES_MAX: usize = BATCH_BYTES_MAX - 8 * 1_024;

/// An heir who did not take over is not asked again for so long: everyone else has his turn, or the game goes on.
const PASSED_OVER_MS: u64 = 10 * RETRY_MS;

impl Host {
    /// Takes the roster one step further, where a step may be taken.
    pub(super) fn advance_change(&mut self, out: &mut Vec<Output>) {
        if self.frozen.is_some() || self.heir.is_some() {
            return;
        }
        let table = &self.state.table;
        // Who comes or goes changes the world, which stands still while a roll is owed.
        if table.fair.is_waiting() {
            return;
        }
        if let Some(next) = table.rosters.next.clone() {
            // The second entry follows when a majority of both keeps the first.
            if self.durable >= table.change_index && table.change_index > 0 && table.opened <= self.durable {
                self.write(Entry::Settled { roster: next }, out);
                self.pump_all(out);
            }
            return;
        }
        // A new host changes nothing before its own first entry is durable.
        if self.durable < table.opened || table.opened == 0 {
            return;
        }
        if let Some(change) = self.next_conviction() {
            self.begin(change, out);
        } else if let Some((player, change)) = self.next_newcomer() {
            self.begin_join(player, change, out);
        } else if let Some((player, wish)) = self.wishes.pop_first() {
            self.begin(Change::Wished { player, wish }, out);
        } else if let Some(change) = self.changes.first().cloned()
            && self.begin(change, out)
        {
            self.changes.remove(0);
        } else if let Some(change) = self.next_adoption() {
            self.begin(change, out);
        }
    }

    /// A proof that the guest on this machine holds: whoever it convicts is to be voted out.
    pub(super) fn accuse(&mut self, proof: Evidence) {
        for liar in proof.convicts(self.state.table.id, &self.library) {
            self.accused.entry(liar).or_insert_with(|| proof.clone());
        }
    }

    /// The next change that votes a liar out. Where a proof is too long for an
    /// entry there is the host's own right to move the chair and to send a member away.
    fn next_conviction(&mut self) -> Option<Change> {
        let (me, now) = (self.player(), &self.state.table.rosters.now);
        self.accused.retain(|liar, _| *liar != me && now.members.contains_key(liar));
        let (player, proof) = self.accused.first_key_value().map(|(player, proof)| (*player, proof.clone()))?;
        let short = encode(&proof).len() <= PROOF_BYTES_MAX;
        Some(match (short, player == now.chair) {
            (true, _) => Change::Convicted { player, proof: Box::new(proof) },
            (false, true) => Change::Chair { player: me },
            (false, false) => Change::Kick { player },
        })
    }

    fn begin_join(&mut self, player: PlayerId, change: Change, out: &mut Vec<Output>) {
        // His ticket may have run out, or been spent, while he caught up.
        let proof = self.strangers.get(&player).and_then(|stranger| stranger.proof.as_ref());
        let time_ms = self.now_ms.max(self.state.table.time_ms);
        if let Some(Err(door)) = proof.map(|proof| self.state.table.ticket_door(proof, time_ms)) {
            return self.shut(player, door, out);
        }
        match self.state.table.roster_after(&change) {
            Ok(new) if self.answers(&self.state.table.rosters.now) && self.answers(&new) => {
                self.strangers.remove(&player);
                self.begin(change, out);
            }
            // He whose place it was answers again.
            Err(Falsehood::Change) if matches!(change, Change::Replaced { .. }) => {
                self.shut(player, ShutDoor::PlaceTaken, out);
            }
            // Too few answer just now: the newcomer waits.
            Ok(_) | Err(Falsehood::Change) => {}
            Err(Falsehood::Name) => self.shut(player, ShutDoor::NameTaken, out),
            Err(Falsehood::Limit) => self.shut(player, ShutDoor::TableFull, out),
            Err(_) => self.shut(player, ShutDoor::Spent, out),
        }
    }

    /// Writes the first entry of a change. False when it may not begin now.
    fn begin(&mut self, change: Change, out: &mut Vec<Output>) -> bool {
        let old = self.state.table.rosters.now.clone();
        let Ok(new) = self.state.table.roster_after(&change) else {
            self.changes.retain(|waiting| *waiting != change);
            return false;
        };
        if !self.answers(&old) || !self.answers(&new) {
            return false;
        }
        self.write(Entry::Joint { change, old, new }, out)
    }

    /// The person who hosts calls a change off that does not come through.
    pub(super) fn call_off(&mut self, out: &mut Vec<Output>) {
        let table = &self.state.table;
        let own = table.rosters.next.is_some() && table.change_index >= table.opened;
        let roster = table.rosters.now.clone();
        if !own || !self.write(Entry::CalledOff { roster }, out) {
            self.cannot(out);
        }
    }

    /// A planned hand-over: nothing more is decided, the heir gets everything, then stands.
    pub(super) fn hand_over(&mut self, heir: PlayerId, out: &mut Vec<Output>) {
        let fit = heir != self.player()
            && self.state.table.rosters.weighs(heir)
            && self.state.table.rosters.next.is_none()
            && self.peers.get(&heir).is_some_and(|peer| peer.follows && peer.linked);
        if fit {
            self.heir = Some((heir, self.now_ms))
        } else {
            self.cannot(out)
        }
        self.advance_hand_over(out);
    }

    /// Who left for good hosts only until another can: the chair if he is there, else whoever comes first. One who was asked
    /// in vain, since perhaps nobody else hears him, lets the others go first.
    pub(super) fn retire(&mut self, out: &mut Vec<Output>) {
        let rosters = &self.state.table.rosters;
        if rosters.contains(self.player()) || rosters.next.is_some() || self.heir.is_some() {
            return;
        }
        let now_ms = self.now_ms;
        self.passed_over.retain(|_, asked_ms| now_ms.saturating_sub(*asked_ms) < PASSED_OVER_MS);
        let here = |player: &PlayerId| self.peers.get(player).is_some_and(|peer| peer.follows && peer.linked);
        let fit = |player: &PlayerId| here(player) && !self.passed_over.contains_key(player);
        let chair = Some(rosters.now.chair).filter(|chair| rosters.weighs(*chair));
        if let Some(heir) = chair.into_iter().chain(rosters.voters()).find(fit) {
            self.hand_over(heir, out);
        }
    }

    pub(super) fn advance_hand_over(&mut self, out: &mut Vec<Output>) {
        let Some((heir, since_ms)) = self.heir else { return };
        // An heir who does not take over in a few seconds is not waited for.
        if self.now_ms.saturating_sub(since_ms) > 3 * RETRY_MS {
            self.heir = None;
            self.passed_over.insert(heir, self.now_ms);
            return self.cannot(out);
        }
        // A roll that was begun is brought to its end first: nobody hands over because of what it would show.
        if !self.state.table.fair.is_waiting()
            && self.draft.is_empty()
            && self.acks.index_of(heir) == self.ledger.tail().index
        {
            let leave = Leave { table: self.state.table.id, term: self.term(), heir };
            let leave = Sealed::new(&self.identity, leave);
            self.send(heir, ToGuest::TakeOver(leave), out);
        }
    }
}
