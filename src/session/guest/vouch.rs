//! Vouching: who went apart gives his word too, by what his own disk still has of the parent.

use std::sync::Arc;

use super::{Guest, NotAlong};
use crate::session::adoption::{Given, last_that_matters};
use crate::session::hash::TableId;
use crate::session::journal::record::Record;
use crate::session::seal::Sealed;

impl Guest {
    /// The parent, where this machine sits at a fork of it that is not adopted, and has not given its word yet.
    pub(super) fn may_vouch(&self) -> Option<TableId> {
        let here = !self.disk.failed && self.visit.is_none() && self.onward.is_silent();
        let table = self.table().filter(|table| here && Some(table.id) == self.table)?;
        let parted = table.parting.as_ref()?;
        let asked = !parted.is_adopted() && parted.rosters.contains(self.identity.player());
        asked.then_some(parted.parting.parent)
    }

    /// The word for the fork that is sat at, by the records of the parent's journal on this machine. It is to be appended
    /// there and synced before it is carried ([`Guest::carry`]); or why it cannot be given.
    pub fn vouch(&self, records: Vec<Record>) -> Result<Given, NotAlong> {
        let parted = self.table().and_then(|table| table.parting.as_ref()).ok_or(NotAlong::Nobody)?;
        let (at, said) = (parted.parting.at, parted.parting.adoption());
        let (identity, library) = (self.identity.again(), Arc::clone(&self.library));
        let parent = Guest::restored(identity, library, records, &[], [0; 32], self.now_ms);
        let parent = parent.map_err(|_| NotAlong::NoVoice)?;
        if let Some(given) = parent.given().filter(|given| given.word.said == said) {
            return Ok(*given);
        }
        if parent.table != Some(said.parent) || !parent.knows_its_word() {
            return Err(NotAlong::NoVoice);
        }
        if parent.has_more_than(Some(at)) {
            return Err(NotAlong::Newer);
        }
        let end = last_that_matters(&parent.copy.ledger);
        Ok(Given { word: Sealed::new(&self.identity, said), end })
    }
}
