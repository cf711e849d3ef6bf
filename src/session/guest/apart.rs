//! Going apart: where no majority can be had, everyone present may agree to go on under a name of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::disk::After;
use super::{Guest, Output, Part, Told};
use crate::session::distrust::Falsehood;
use crate::session::entry::{Entry, Line};
use crate::session::fork::{Fork, Parting};
use crate::session::hash::TableId;
use crate::session::journal::record::Record;
use crate::session::ledger::{Batch, Setting};
use crate::session::replay::{Care, replay};
use crate::session::seal::{Sealed, Signature};
use crate::session::table::Moment;
use crate::session::wire::{Message, ToGuest};
use crate::world::id::PlayerId;

/// How long a word about parting is good, in milliseconds: people who sit together answer within minutes.
const PARTING_MS: u64 = 300_000;

/// What was proposed here, by this player or by another.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// This player's own proposal, with the word of everyone who agreed.
    own: Option<(Parting, BTreeMap<PlayerId, Signature>, u64)>,
    /// Another's, which waits for this player's word.
    other: Option<(Sealed<Parting>, u64)>,
}

/// Why a table cannot be forked here and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApart {
    /// A host answers and a majority with him: there is nothing to part from.
    HostAnswers,
    /// This player has no vote at the table.
    NoVoter,
    /// Nothing can be kept here.
    DiskFailed,
}

impl Guest {
    /// The person wants to go on apart: agrees to what another proposed, or proposes it to everyone present.
    pub(super) fn go_apart(&mut self, out: &mut Vec<Output>) {
        if let Some(why) = self.not_apart() {
            return out.push(Output::Tell(Told::NotApart(why)));
        }
        let now_ms = self.now_ms;
        if let Some((proposed, _)) = self.apart.other.take_if(|(_, since)| now_ms.saturating_sub(*since) < PARTING_MS)
            && self.may_part(&proposed.said)
        {
            return self.agree(&proposed.said, out);
        }
        let me = self.identity.player();
        let Some(table) = self.table() else { return };
        let voters = table.rosters.voters();
        let present: BTreeSet<PlayerId> = self.links.intersection(&voters).copied().chain([me]).collect();
        let random = self.chance.nonce();
        let parting = Parting { parent: table_of(self), at: self.tail(), random, founder: me, present };
        let sealed = Sealed::new(&self.identity, parting.clone());
        for player in parting.present.iter().filter(|player| **player != me) {
            self.send(*player, Message::ToGuest(ToGuest::Apart(Box::new(sealed.clone()))), out);
        }
        let of = parting.present.len() as u16;
        self.apart.own = Some((parting, BTreeMap::from([(me, sealed.signature)]), now_ms));
        out.push(Output::Tell(Told::AskedApart { of }));
        self.part_if_agreed(out);
    }

    fn not_apart(&self) -> Option<NotApart> {
        let voter = self.table().is_some_and(|table| {
            use crate::session::roster::Role;
            matches!(table.rosters.now.members.get(&self.identity.player()), Some(Role::Voter | Role::Resting))
        });
        match self.role() {
            Part::Stopped => Some(NotApart::DiskFailed),
            Part::Follower | Part::Visitor => Some(NotApart::HostAnswers),
            Part::Waiting { .. } | Part::Candidate | Part::Alone => (!voter).then_some(NotApart::NoVoter),
        }
    }

    /// True when this machine's ledger has the end that is gone on from, and nothing durable beyond it.
    fn may_part(&self, parting: &Parting) -> bool {
        let here = self.copy.ledger.tail_at(parting.at.index) == Some(parting.at);
        here && self.copy.durable <= parting.at.index && self.links.contains(&parting.founder)
    }

    /// Another proposes to go on apart: this machine's person is asked, unless he has just said the same.
    pub(super) fn proposed(&mut self, from: PlayerId, sealed: Sealed<Parting>, out: &mut Vec<Output>) {
        let (me, said) = (self.identity.player(), &sealed.said);
        let ours = Some(said.parent) == self.table && said.founder == from && said.present.contains(&me);
        if !ours || !self.is_of_table(from) || !sealed.is_by(from) || self.not_apart().is_some() || !self.may_part(said)
        {
            return;
        }
        // Both proposed at once: the longer ledger goes first, else the higher key.
        let rank = |parting: &Parting| (parting.at.term, parting.at.index, parting.founder);
        match &self.apart.own {
            Some((own, ..)) if rank(own) < rank(said) => {
                let said = said.clone();
                self.agree(&said, out);
            }
            Some(_) => {}
            None => {
                let of = said.present.len() as u16;
                self.apart.other = Some((sealed, self.now_ms));
                out.push(Output::Tell(Told::ProposedApart { by: from, of }));
            }
        }
    }

    fn agree(&mut self, parting: &Parting, out: &mut Vec<Output>) {
        self.apart.own = None;
        let signature = Sealed::new(&self.identity, parting.clone()).signature;
        let of = parting.present.len() as u16;
        out.push(Output::Tell(Told::AskedApart { of }));
        self.send(parting.founder, Message::ToGuest(ToGuest::Agreed { table: parting.table(), signature }), out);
    }

    /// Someone present agrees.
    pub(super) fn agreed(&mut self, from: PlayerId, which: (TableId, Signature), out: &mut Vec<Output>) {
        let (table, signature) = which;
        let Some((parting, consents, since)) = &mut self.apart.own else { return };
        let fresh = self.now_ms.saturating_sub(*since) < PARTING_MS;
        let fits = fresh && parting.table() == table && parting.present.contains(&from);
        if fits && (Sealed { said: parting.clone(), signature }).is_by(from) {
            consents.insert(from, signature);
            self.part_if_agreed(out);
        }
    }

    fn part_if_agreed(&mut self, out: &mut Vec<Output>) {
        let (me, tail) = (self.identity.player(), self.tail());
        let done = |own: &mut (Parting, BTreeMap<PlayerId, Signature>, u64)| {
            own.0.at == tail && own.1.len() == own.0.present.len()
        };
        let Some((parting, consents, _)) = self.apart.own.take_if(done) else { return };
        let fork = Fork { parting, consents: consents.into_iter().collect() };
        let present = fork.parting.present.clone();
        let Some(batch) = self.fork_batch(fork) else { return };
        for player in present.iter().filter(|player| **player != me) {
            self.send(*player, Message::ToGuest(ToGuest::WentApart(Box::new(batch.clone()))), out);
        }
        out.push(Output::Apart(Box::new(batch)));
    }

    fn fork_batch(&self, fork: Fork) -> Option<Batch> {
        let mut state = self.copy.state.clone()?;
        let (term, time_ms) = (state.table.term, self.now_ms.max(state.table.time_ms));
        let table = fork.parting.table();
        let entry = Entry::Forked(Box::new(fork));
        state.write(&entry, Moment { term, time_ms, before: self.tail() }).ok()?;
        let lines = vec![Line { entry, digest: state.digest() }];
        let setting = Setting { table, term, rosters: state.table.rosters.hash(), time_ms };
        Some(Batch::new(&self.identity, setting, self.tail(), lines))
    }

    /// Everyone agreed: who did himself goes along.
    pub(super) fn went_apart(&mut self, from: PlayerId, batch: Batch, out: &mut Vec<Output>) {
        let me = self.identity.player();
        let [Line { entry: Entry::Forked(fork), .. }] = batch.lines.as_slice() else { return };
        let own = Some(fork.parting.parent) == self.table && fork.parting.founder == from;
        if own && fork.is_agreed() && fork.parting.present.contains(&me) {
            out.push(Output::Apart(Box::new(batch)));
        }
    }

    /// The guest of the fork that this batch begins, on a journal of its own; on [`Output::Apart`]. This guest and its
    /// journal stay as they are: the parent remains a save.
    pub fn apart(&self, batch: Batch, seed: [u8; 32]) -> Result<(Guest, Vec<Output>), Falsehood> {
        let [Line { entry: Entry::Forked(fork), .. }] = batch.lines.as_slice() else { return Err(Falsehood::Fork) };
        let (at, founder) = (fork.parting.at, fork.parting.founder);
        let mut guest = Guest::new(self.identity.again(), Arc::clone(&self.library), seed, self.now_ms);
        for old in self.copy.ledger.batches().iter().take_while(|old| old.end() <= at.index) {
            guest.recall(Record::Batch(Arc::clone(old))).map_err(|(_, why)| why)?;
        }
        let before = guest.copy.state.take();
        let state = replay(before, guest.tail(), &batch, &guest.library, Care::Whole).map_err(|(_, why)| why)?;
        guest.table = Some(state.table.id);
        guest.take_in(Arc::new(batch), state);
        guest.copy.durable = self.copy.durable.min(at.index);
        guest.links.clone_from(&self.links);
        guest.here.clone_from(&self.here);
        guest.count_on_from(self);
        let records = guest.copy.ledger.batches().iter().map(|batch| Record::Batch(Arc::clone(batch))).collect();
        let (mut out, tail) = (Vec::new(), guest.tail());
        guest.persist(records, After::Kept(tail), &mut out);
        if founder == guest.player() {
            guest.stand_now(&mut out);
        }
        Ok((guest, out))
    }
}

fn table_of(guest: &Guest) -> TableId {
    guest.table.unwrap_or_default()
}
