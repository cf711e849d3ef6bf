//! A guest's part in fair rolls: it binds itself for the term, gives its value as witness, and vouches for the silent.

use std::collections::BTreeMap;

use super::{Guest, Output};
use crate::bugs::{Bug, seeded};
use crate::session::fair::{Consent, Reveal};
use crate::session::limits::{RETRY_MS, WITNESS_MS};
use crate::session::pledge::{End, Given, Pledge, Strand, Turn};
use crate::session::seal::Sealed;
use crate::session::table::Table;
use crate::session::wire::{Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

/// What this machine said and saw of the roll that waits for a witness.
#[derive(Debug, Default)]
pub(super) struct Vigil {
    /// Since which entry the witness is owed.
    index: u64,
    since_ms: u64,
    /// When this machine last said something about it.
    said_ms: Option<u64>,
    /// The witness's value, if he showed it here.
    seen: Option<Reveal>,
    /// What was last pledged, in which term and when.
    pledged: Option<(u64, Vec<(Strand, u16)>, u64)>,
}

impl Guest {
    /// The table, when its ledger has opened the term that this machine obeys and its host is believed.
    fn table_of_term(&self) -> Option<&Table> {
        let term = self.term_obeyed().filter(|_| self.host.matched.is_some() && self.is_host_believed())?;
        self.table().filter(|table| table.term == term)
    }

    /// Shows the ends of this player's chains until the ledger has them. A host pledges by himself.
    pub(super) fn pledge(&mut self, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let Some(table) = self.table_of_term().filter(|table| table.host != me) else { return };
        let (term, host, wanted) = (table.term, table.host, table.unpledged(me));
        let said = self.vigil.pledged.as_ref().is_some_and(|(of, all, at_ms)| {
            *of == term && *all == wanted && self.now_ms.saturating_sub(*at_ms) < RETRY_MS
        });
        if wanted.is_empty() || !table.rosters.contains(me) || said {
            return;
        }
        let grown = |strand, part| self.grown.end(&self.identity, (table.id, term, host), strand, part);
        let ends: BTreeMap<Strand, End> = wanted.iter().map(|&(strand, part)| (strand, grown(strand, part))).collect();
        let pledge = Sealed::new(&self.identity, Pledge { table: table.id, term, player: me, ends });
        self.vigil.pledged = Some((term, wanted, self.now_ms));
        self.send(host, Message::ToHost(ToHost::Pledge(Box::new(pledge))), out);
    }

    /// What a roll that waits for its witness asks of this machine: its own value once the intent is on its disk, the
    /// witness's value passed on where it was seen, or, where it was not seen for a while, consent to go on without.
    pub(super) fn keep_vigil(&mut self, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let Some(table) = self.table_of_term() else { return };
        let Some((witness, index)) = table.fair.witness() else { return };
        let (id, term, host, weighs) = (table.id, table.term, table.host, table.rosters.weighs(me));
        let turn = table.fair.threads.turn(witness, Strand::Witness);
        let seen = self.vigil.seen.filter(|reveal| reveal.term == term && table.fair.is_owed(reveal));
        if self.vigil.index != index {
            (self.vigil.index, self.vigil.since_ms, self.vigil.said_ms) = (index, self.now_ms, None);
        }
        let recent = self.vigil.said_ms.is_some_and(|at_ms| self.now_ms.saturating_sub(at_ms) < RETRY_MS);
        let patient = self.now_ms.saturating_sub(self.vigil.since_ms) < WITNESS_MS;
        // A machine whose disk failed can still keep the others from waiting.
        let early = witness == me && self.disk.kept.index < index && !self.fence.mute;
        let early = early && !seeded(Bug::EarlyReveal);
        if recent || early || (witness != me && patient) {
            return;
        }
        self.vigil.said_ms = Some(self.now_ms);
        if witness == me {
            let Some(turn) = turn else { return };
            let value = self.grown.value(&self.identity, (id, term, host), Strand::Witness, turn);
            let Some(value) = value else { return };
            self.reveal(host, Reveal { term, index, given: Given { part: turn.part, value } }, out);
        } else if let Some(reveal) = seen {
            self.send(host, Message::ToHost(ToHost::Reveal(reveal)), out);
        } else if weighs && self.host.frozen.is_none() {
            let consent = Sealed::new(&self.identity, Consent { table: id, term, index, witness });
            self.send(host, Message::ToHost(ToHost::Consent(consent)), out);
        }
    }

    /// To the host, and to everyone else, so that he cannot say that it never came.
    fn reveal(&self, host: PlayerId, reveal: Reveal, out: &mut Vec<Output>) {
        self.send(host, Message::ToHost(ToHost::Reveal(reveal)), out);
        let me = self.identity.player();
        for player in self.links.iter().copied().filter(|player| *player != me && *player != host) {
            if self.table().is_some_and(|table| table.rosters.weighs(player)) {
                self.send(player, Message::ToGuest(ToGuest::Reveal(reveal)), out);
            }
        }
    }

    /// A witness's value, perhaps before the entry that asks for it. What leads to no commitment is worth nothing.
    pub(super) fn saw_reveal(&mut self, reveal: Reveal) {
        let Some(table) = self.table_of_term() else { return };
        let early = reveal.index > table.index;
        if reveal.term == table.term && (early || table.fair.is_owed(&reveal)) {
            self.vigil.seen = Some(reveal);
        }
    }

    /// Where the next value of a seat of this player's stands, if the host is bound for it: a value that is shown to a
    /// host who can still choose his own would be no chance at all.
    pub(super) fn turn_of(&self, strand: Strand) -> Option<(Turn, u16)> {
        let Strand::Own(seat) = strand else { return None };
        let (table, me) = (self.table_of_term()?, self.identity.player());
        let threads = &table.fair.threads;
        // A pledge of ours that is still on its way reaches the host before the command does.
        let turn = match threads.missing(me, strand) {
            Some(part) => Turn { part, place: 0 },
            None => threads.turn(me, strand)?,
        };
        let left = crate::dice::chain::LENGTH - turn.place;
        if table.host == me {
            return threads.turn(me, strand).map(|turn| (turn, left));
        }
        let bound = threads.turn(table.host, Strand::For(seat))?;
        Some((turn, left.min(crate::dice::chain::LENGTH - bound.place)))
    }
}
