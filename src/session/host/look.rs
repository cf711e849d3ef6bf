//! Someone looks at the door: he is shown the signboard, at a rate for all who look together.

use super::{Host, Output};
use crate::session::limits::{LOOKS_BURST, LOOKS_PER_SECOND, PROTOCOL, SEATS_MAX};
use crate::session::rate::Bucket;
use crate::session::signboard::Signboard;
use crate::session::wire::ToGuest;
use crate::world::id::PlayerId;

/// Looks in all: a key costs nothing, so those of one key are not counted apart, and nothing is kept of anyone.
pub(super) fn looks_in_all() -> Bucket {
    Bucket::new(LOOKS_PER_SECOND, LOOKS_BURST)
}

impl Host {
    /// Shows the signboard. Who looks too often, or when too many do, gets no answer and may look again.
    pub(super) fn looked(&mut self, from: PlayerId, out: &mut Vec<Output>) {
        let table = &self.state.table;
        let Some(host) = table.members.get(&self.identity.player()) else { return };
        if !self.looks.take(self.now_ms) {
            return;
        }
        let free = SEATS_MAX.saturating_sub(table.seats_taken()).min(256_usize.saturating_sub(table.seats.len()));
        let board = Signboard {
            protocol: PROTOCOL,
            book: table.genesis.book,
            fingerprint: table.id.fingerprint(),
            table: table.genesis.name.clone(),
            host: host.name.clone(),
            free: u8::try_from(free).unwrap_or(u8::MAX),
        };
        self.send(from, ToGuest::Signboard(Box::new(board)), out);
    }
}
