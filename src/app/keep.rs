//! What is kept of an evening beside the ledger: generations, checkpoints, and the card in the list of tables.

use super::App;
use super::effect::{Card, Effect, Keep, LedgerWork};
use super::sitting::table_id;
use crate::session::export::{Cover, Export};
use crate::session::guest::{Guest, Part};
use crate::session::table::Table;
use crate::words::sentence::{Sentence, Value};

/// After so many durable entries another generation and another checkpoint are kept; fewer are replayed in no time.
pub(super) const GENERATION_ENTRIES: u64 = 256;

impl App {
    /// What a table is called: a fork says that it is one, until it takes its parent's place; then the parent says so.
    fn table_name(&self, guest: &Guest, table: &Table) -> String {
        let name = table.genesis.name.clone();
        let apart = table.parting.as_ref().is_some_and(|parted| !parted.is_adopted());
        let id = match (guest.given(), apart) {
            (Some(_), _) => "table-given-over",
            (None, true) => "table-apart",
            (None, false) => return name,
        };
        self.words.say(&Sentence::new(id).with("name", Value::text(name)))
    }

    /// Keeps one more generation of the present table's file, and one more checkpoint to open its ledger by.
    pub(super) fn keep_generation(&mut self) {
        let Some(guest) = self.sitting.as_ref().map(|sitting| &sitting.guest) else { return };
        let cover = Cover::of(guest, self.now_ms).filter(|_| guest.role() != Part::Stopped);
        let Some(cover) = cover else { return };
        let id = table_id(cover.table);
        let bytes = Export::to_bytes(&self.identity, cover, guest.ledger().batches(), guest.evidence());
        let generation = LedgerWork::Generation { table: id, made_ms: self.now_ms, bytes };
        let checkpoint = guest.checkpoint().and_then(|checkpoint| {
            let (index, bytes) = (checkpoint.index(), checkpoint.to_bytes()?);
            Some(LedgerWork::Checkpoint { table: id, index, bytes })
        });
        for work in std::iter::once(generation).chain(checkpoint) {
            self.effect(Effect::Keep(Keep::Ledger(work)));
        }
    }

    /// Keeps what the table list shows of the present table.
    pub(super) fn keep_card(&mut self) {
        let me = self.me();
        let Some(guest) = self.sitting.as_ref().map(|sitting| &sitting.guest) else { return };
        // While a fork's ledger comes in, its beginning is still the parent's, which has a card of its own.
        let Some(table) = guest.table().filter(|table| guest.table_id() == Some(table.id)) else { return };
        let others = table.members.iter().filter(|(player, _)| **player != me);
        let card = Card {
            name: self.table_name(guest, table),
            adventure: self.library.tale(table.genesis.tale).map(|tale| tale.name.clone()).unwrap_or_default(),
            with: others.map(|(_, member)| member.name.clone()).collect(),
            played: self.now_ms / 1000,
        };
        let table = table_id(table.id);
        self.effect(Effect::Keep(Keep::Card { table, card }));
    }
}
