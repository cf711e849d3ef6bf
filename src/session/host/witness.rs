//! The host's side of witnessed rolls: his own pledges, those of others, values given, and witnesses passed over.

use std::collections::BTreeMap;

use super::{Host, Output};
use crate::bugs::{Bug, seeded};
use crate::session::entry::Entry;
use crate::session::fair::{Consent, Reveal};
use crate::session::pledge::Pledge;
use crate::session::seal::Sealed;
use crate::world::id::PlayerId;

impl Host {
    /// Pledges every strand that is new or used up, before anyone shows a value that belongs to it.
    pub(super) fn pledge_own(&mut self, out: &mut Vec<Output>) {
        if self.state.table.term != self.term() {
            return;
        }
        let me = self.player();
        let table = &self.state.table;
        let ends: BTreeMap<_, _> = table
            .unpledged(me)
            .into_iter()
            .map(|(strand, part)| (strand, self.grown.end(&self.identity, (table.id, self.term(), me), strand, part)))
            .collect();
        if !ends.is_empty() {
            let pledge = Pledge { table: table.id, term: self.term(), player: me, ends };
            self.write(Entry::Pledged(Sealed::new(&self.identity, pledge)), out);
        }
    }

    /// A member pledges. What was pledged already changes nothing.
    pub(super) fn pledged(&mut self, from: PlayerId, pledge: Sealed<Pledge>, out: &mut Vec<Output>) {
        let wanted: BTreeMap<_, _> = self.state.table.unpledged(from).into_iter().collect();
        let said = &pledge.said;
        let due = said.player == from
            && said.term == self.term()
            && said.table == self.state.table.id
            && !said.ends.is_empty()
            && said.ends.iter().all(|(strand, end)| wanted.get(strand) == Some(&end.part));
        if !due || self.frozen.is_some() {
            return;
        }
        if !pledge.is_by(from) {
            return self.strike(from, out);
        }
        self.write(Entry::Pledged(pledge), out);
    }

    /// A witness's value: the roll that waited for it is made.
    pub(super) fn revealed(&mut self, reveal: Reveal, out: &mut Vec<Output>) {
        if self.frozen.is_none() && reveal.term == self.term() && self.state.table.fair.is_owed(&reveal) {
            self.consents.clear();
            self.roll_owed(Some(&reveal), out);
        }
    }

    /// A voter waited for the witness long enough. With a majority of them the next witness is owed.
    pub(super) fn consented(&mut self, from: PlayerId, consent: Sealed<Consent>, out: &mut Vec<Output>) {
        let said = &consent.said;
        let table = &self.state.table;
        let due = said.table == table.id
            && said.term == self.term()
            && table.fair.witness() == Some((said.witness, said.index))
            && table.rosters.weighs(from);
        if !due || self.frozen.is_some() {
            return;
        }
        if !consent.is_by(from) {
            return self.strike(from, out);
        }
        self.consents.insert(from, consent.signature);
        let enough = table.rosters.is_majority(&self.consents.keys().copied().collect());
        if !enough && !seeded(Bug::WitnessSkipped) {
            return;
        }
        let witness = said.witness;
        let consents = std::mem::take(&mut self.consents).into_iter().collect();
        self.write(Entry::PassedOver { witness, consents }, out);
        if self.state.table.fair.owed.is_some() && self.state.table.fair.witness().is_none() {
            self.roll_owed(None, out);
        }
    }
}
