//! Going along: a fork went on from this table, and this machine's person may let it take the table's place.

use std::sync::Arc;

use super::disk::After;
use super::{Guest, Output, Told};
use crate::session::adoption::{Given, Onward, last_that_matters};
use crate::session::fork::Parting;
use crate::session::hash::TableId;
use crate::session::journal::record::Record;
use crate::session::limits::RETRY_MS;
use crate::session::seal::Sealed;
use crate::session::term::Tail;
use crate::session::wire::{Message, ToHost};
use crate::world::id::PlayerId;

/// A word that was not counted yet is said again after so many milliseconds.
const WORD_MS: u64 = 5 * RETRY_MS;

/// What is known of a fork that went on from this table, and this machine's word about it.
#[derive(Debug, Default)]
pub(super) struct Way {
    /// The newest fork that was heard of.
    offer: Option<Offer>,
    /// The word that was given here: nothing is signed for this table any more.
    given: Option<Given>,
    /// That word is on the disk.
    fenced: bool,
    /// The word that this table is the fork of.
    carried: Option<Given>,
    carried_ms: u64,
}

/// A fork that one may go along with.
#[derive(Debug)]
struct Offer {
    parting: Parting,
    shared: Option<Tail>,
}

/// Why this machine's person cannot go along with a fork here and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAlong {
    /// Nobody who can be reached went on from here.
    Nobody,
    /// This machine's ledger holds something that the fork does not have: both stay as saves.
    Newer,
    /// This machine has no voice here, so it cannot say what it once confirmed.
    NoVoice,
    /// Nothing can be kept here.
    DiskFailed,
}

impl Guest {
    /// The host of a fork answers our hello for the parent.
    pub(super) fn went_on(&mut self, from: PlayerId, onward: Onward, out: &mut Vec<Output>) {
        let Onward { fork, certificate, since_ms, shared, word } = onward;
        let parting = &fork.parting;
        let ours = Some(parting.parent) == self.table
            && self.visit.is_none()
            && self.table().is_some()
            && self.is_of_table(from)
            && self.is_of_table(parting.founder);
        let hosts = certificate.host() == from && certificate.check(parting.table()).is_ok();
        if !ours || !hosts || !fork.is_agreed() {
            return;
        }
        // A word that is not on this disk was given by what this machine was before its disk was put back.
        let said = parting.adoption();
        let own = |signature| Sealed { said, signature }.is_by(self.identity.player());
        if self.onward.given.is_none() && word.is_some_and(own) {
            self.lose_voice(out);
        }
        let newer = self.has_more_than(shared);
        let known =
            self.onward.offer.as_ref().is_some_and(|known| {
                known.parting.table() == parting.table() && self.has_more_than(known.shared) == newer
            });
        let by = parting.founder;
        self.onward.offer = Some(Offer { parting: fork.parting, shared });
        if !known && self.onward.given.is_none() {
            out.push(Output::Tell(Told::WentOn { by, since_ms, newer }));
        }
    }

    /// True when this ledger holds something that matters beyond what is shared, or beside it.
    fn has_more_than(&self, shared: Option<Tail>) -> bool {
        let last = last_that_matters(&self.copy.ledger);
        let holds = |shared: Tail| last.index <= shared.index && self.copy.ledger.tail_at(shared.index) == Some(shared);
        !shared.is_some_and(holds)
    }

    fn not_along(&self) -> Option<NotAlong> {
        if self.disk.failed {
            return Some(NotAlong::DiskFailed);
        }
        let Some(offer) = &self.onward.offer else { return Some(NotAlong::Nobody) };
        // Who does not know all that his key signed cannot say that it was nothing beyond the fork.
        if self.fence.mute || self.restored.is_some() || self.is_replaced() || self.is_convicted() {
            return Some(NotAlong::NoVoice);
        }
        self.has_more_than(offer.shared).then_some(NotAlong::Newer)
    }

    /// True when a fork is known that this machine's person may go along with.
    pub fn may_go_along(&self) -> bool {
        self.onward.fenced || self.not_along().is_none()
    }

    /// The word that was given at this table, once it is on the disk: nothing happens here any more.
    pub fn given(&self) -> Option<&Given> {
        self.onward.given.as_ref().filter(|_| self.onward.fenced)
    }

    /// The person wants to go along. From here on this machine signs nothing at this table; when that is on the disk, the
    /// fork is sat down at.
    pub(super) fn go_along(&mut self, out: &mut Vec<Output>) {
        match (&self.onward.given, self.onward.fenced) {
            (Some(given), true) => return out.push(Output::GoAlong(Box::new(*given))),
            // On its way to the disk.
            (Some(_), false) => return,
            (None, _) => {}
        }
        if let Some(why) = self.not_along() {
            return out.push(Output::Tell(Told::NotAlong(why)));
        }
        let Some(offer) = &self.onward.offer else { return };
        let word = Sealed::new(&self.identity, offer.parting.adoption());
        let given = Given { word, end: last_that_matters(&self.copy.ledger) };
        self.onward.given = Some(given);
        (self.fence.mute, self.campaign) = (true, None);
        if self.host_player() == Some(self.identity.player()) {
            out.push(Output::Deposed);
        }
        self.persist(vec![Record::Given(Box::new(given))], After::Given(Box::new(given)), out);
    }

    /// The word is on the disk, so it may leave.
    pub(super) fn word_kept(&mut self, given: Given, out: &mut Vec<Output>) {
        self.onward.fenced = true;
        out.push(Output::GoAlong(Box::new(given)));
    }

    /// Reads the word back that was given at this table.
    pub(super) fn recall_given(&mut self, given: Given) {
        (self.fence.mute, self.onward.given, self.onward.fenced) = (true, Some(given), true);
    }

    /// Reads the word back that is handed on here. Until the fork's own entries come, the ledger is still the parent's.
    pub(super) fn recall_carried(&mut self, given: Given) {
        (self.table, self.of_fork) = (Some(given.word.said.fork), true);
        self.onward.carried = Some(given);
    }

    /// The table of a batch that is read back.
    pub(super) fn recall_table(&mut self, table: TableId) {
        if self.onward.carried.is_none() {
            self.table = Some(table);
        }
    }

    /// The guest of the fork that this player goes along with, on a journal of its own: on [`Output::GoAlong`]. The parting
    /// laid him to rest; he never weighed anything there and so has signed nothing: an empty ledger is all he ever had.
    pub fn goes_along(&self, given: Given, seed: [u8; 32]) -> (Guest, Vec<Output>) {
        let mut guest = Guest::new(self.identity.again(), Arc::clone(&self.library), seed, self.now_ms);
        guest.links.clone_from(&self.links);
        guest.here.clone_from(&self.here);
        guest.count_on_from(self);
        let out = guest.carry(given);
        (guest, out)
    }

    /// Takes the word along to a fork that this machine has, or begins to have, a ledger of.
    pub fn carry(&mut self, given: Given) -> Vec<Output> {
        let fork = given.word.said.fork;
        let mut out = Vec::new();
        if self.onward.carried != Some(given) && self.table.is_none_or(|table| table == fork) {
            self.recall_carried(given);
            self.persist(vec![Record::Carried(Box::new(given))], After::Nothing, &mut out);
        }
        out
    }

    /// Hands the word on to whoever hosts the fork, until it is counted. A fork whose ledger does not hold what this
    /// machine had of the parent never gets it, whatever its host said before.
    pub(super) fn hand_word_on(&mut self, out: &mut Vec<Output>) {
        let (Some(given), Some(table)) = (self.onward.carried, self.table()) else { return };
        let me = self.identity.player();
        let Some(parted) = table.parting.as_ref().filter(|parted| parted.parting.adoption() == given.word.said) else {
            return;
        };
        let due = self.now_ms.saturating_sub(self.onward.carried_ms) >= WORD_MS && self.host.matched.is_some();
        if parted.words.contains_key(&me) || !due {
            return;
        }
        let ends = given.end.index <= parted.parting.at.index;
        if !ends || self.copy.ledger.tail_at(given.end.index) != Some(given.end) {
            self.onward.carried = None;
            return out.push(Output::Tell(Told::NotAlong(NotAlong::Newer)));
        }
        self.onward.carried_ms = self.now_ms;
        self.tell_host(Message::ToHost(ToHost::Word(Box::new(given.word))), out);
    }
}
