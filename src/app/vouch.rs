//! The word of one who went apart himself: the parent's ledger is read beside the fork that is sat at, and written to first.

use super::App;
use super::effect::{Effect, Keep, LedgerWork};
use super::sitting::table_id;
use crate::session::adoption::Given;
use crate::session::guest::NotAlong;
use crate::session::hash::TableId;
use crate::session::journal::mend::{Copies, Mended, mend};
use crate::session::journal::record::Record;
use crate::ui::view;
use crate::words::sentence::Sentence;

/// What the write of a word is called: no guest counts so far.
pub(super) const WORD: u64 = u64::MAX;

/// A word on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vouching {
    /// This parent's ledger is being read.
    Reads(view::TableId),
    /// The word is being written there.
    Writes(Given),
}

impl App {
    /// The person says at a fork that it is to take its parent's place.
    pub(super) fn vouch(&mut self, parent: TableId) {
        if self.vouching.is_none() {
            self.vouching = Some(Vouching::Reads(table_id(parent)));
            self.reopen(table_id(parent));
        }
    }

    /// A table was read: true when it is the parent that a word is to be given at, which is not sat down at.
    pub(super) fn read_for_word(&mut self, table: view::TableId, copies: &Copies) -> bool {
        if self.vouching != Some(Vouching::Reads(table)) {
            return false;
        }
        self.vouching = None;
        // Who left the table meanwhile says so another time.
        let Some(sitting) = &self.sitting else { return true };
        let Mended { found, second, .. } = mend(copies);
        // What is damaged may have held more than is left.
        let whole = if found.damage.is_none() { Ok(found.records) } else { Err(NotAlong::NoVoice) };
        match whole.and_then(|records| sitting.guest.vouch(records)) {
            Ok(given) => {
                let mut journal = found.journal;
                let steps = journal.append(&[Record::Given(Box::new(given))]);
                let mend = LedgerWork::Mend { table, first: found.steps, second };
                self.effect(Effect::Keep(Keep::Ledger(mend)));
                self.effect(Effect::Keep(Keep::Ledger(LedgerWork::Do { table, steps, token: WORD })));
                self.vouching = Some(Vouching::Writes(given));
            }
            Err(why) => self.not_along(why),
        }
        true
    }

    /// The word is on the disk of the parent: now it may leave.
    pub(super) fn word_written(&mut self) {
        if let Some(Vouching::Writes(given)) = self.vouching.take() {
            self.with_sitting(|sitting| sitting.carry(given));
            self.inform("Vouched", Sentence::new("notice-vouched"));
        }
    }
}
