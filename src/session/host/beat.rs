//! The beat: signs of life, the lease that they renew, who is away, and what is sent again.

use std::collections::BTreeSet;

use super::{Host, Output, Told};
use crate::session::entry::Entry;
use crate::session::limits::{AWAY_MS, BEAT_MS, LEASE_MS, RETRY_MS};
use crate::session::roster::Roster;
use crate::session::wire::{Beat, ToGuest};
use crate::world::id::PlayerId;

impl Host {
    pub(super) fn ticked(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        self.now_ms = self.now_ms.max(now_ms);
        self.renew_lease(out);
        self.send_beats(out);
        self.send_again(out);
        self.forget_strangers(out);
        self.note_absence(out);
        self.advance_change(out);
        self.retire(out);
        self.advance_hand_over(out);
        self.course(out);
        self.stroll(out);
    }

    /// Who answered a beat that was sent within the lease. The host's own machine answers like any other.
    pub(super) fn answering(&self) -> BTreeSet<PlayerId> {
        let since = self.now_ms.saturating_sub(LEASE_MS);
        let answered = |(player, peer): (&PlayerId, &super::Peer)| {
            peer.answered_ms.is_some_and(|sent_ms| sent_ms >= since).then_some(*player)
        };
        self.peers.iter().filter_map(answered).chain([self.player()]).collect()
    }

    /// True when a roster's majority answers inside the lease.
    pub(super) fn answers(&self, roster: &Roster) -> bool {
        roster.is_majority(&self.answering())
    }

    fn renew_lease(&mut self, out: &mut Vec<Output>) {
        let answering = self.answering();
        let rosters = &self.state.table.rosters;
        // A term that has just begun was voted for by a majority a moment ago.
        let young = self.now_ms.saturating_sub(self.began_ms) < LEASE_MS;
        let frozen = if rosters.is_majority(&answering) || young {
            None
        } else {
            let voters = rosters.voters();
            Some((voters.intersection(&answering).count() as u16, voters.len() as u16))
        };
        if frozen != self.frozen {
            self.frozen = frozen;
            out.push(Output::Tell(match frozen {
                Some((answer, of)) => Told::Frozen { answer, of },
                None => Told::Thawed,
            }));
            self.beat_ms = 0;
        }
    }

    fn send_beats(&mut self, out: &mut Vec<Output>) {
        if self.now_ms < self.beat_ms.saturating_add(BEAT_MS) {
            return;
        }
        self.beat_ms = self.now_ms;
        let beat = Beat {
            term: self.term(),
            sent_ms: self.now_ms,
            index: self.acks.index_of(self.player()),
            durable: self.durable,
            machines: self.machines,
            frozen: self.frozen,
        };
        for (player, peer) in &self.peers {
            let heard = self.state.table.rosters.contains(*player) || peer.follows;
            if peer.linked && heard {
                self.send(*player, ToGuest::Beat(beat), out);
            }
        }
    }

    /// What a machine did not confirm for a while is sent again from where it is.
    fn send_again(&mut self, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let stuck = |peer: &super::Peer| {
            peer.follows && peer.linked && peer.sent > peer.index && now_ms.saturating_sub(peer.moved_ms) >= RETRY_MS
        };
        let stuck: Vec<PlayerId> =
            self.peers.iter().filter(|(_, peer)| stuck(peer)).map(|(player, _)| *player).collect();
        for player in stuck {
            if let Some(peer) = self.peers.get_mut(&player) {
                (peer.sent, peer.moved_ms) = (peer.index, now_ms);
            }
            self.pump(player, out);
        }
    }

    /// Members whose machine is silent are away; the charter says what their heroes do.
    fn note_absence(&mut self, out: &mut Vec<Output>) {
        let waits = self.state.table.fair.is_waiting();
        if waits || self.frozen.is_some() || self.heir.is_some() || self.now_ms.saturating_sub(self.began_ms) < AWAY_MS
        {
            return;
        }
        let since = self.now_ms.saturating_sub(AWAY_MS);
        let me = self.player();
        let members: Vec<PlayerId> = self.state.table.members.keys().copied().filter(|player| *player != me).collect();
        for player in members {
            let answered = self.peers.get(&player).and_then(|peer| peer.answered_ms);
            let here = answered.is_some_and(|sent_ms| sent_ms >= since);
            let away = self.state.table.away.contains(&player);
            match (here, away) {
                (false, false) => drop(self.write(Entry::Away { player }, out)),
                (true, true) => drop(self.write(Entry::Back { player }, out)),
                (true, false) | (false, true) => {}
            }
        }
        // Whoever hosts is here.
        if self.state.table.away.contains(&me) {
            self.write(Entry::Back { player: me }, out);
        }
    }
}
