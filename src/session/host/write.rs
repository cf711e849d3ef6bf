//! Writing: entries become true of the host's state and gather in the draft of the next batch.

use super::{Host, Output, Told};
use crate::session::entry::{Entry, Line};
use crate::session::hash::encode;
use crate::session::ledger::{Batch, Setting};
use crate::session::limits::{BATCH_BYTES_FULL, BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, BATCH_WAIT_MS};
use crate::session::table::Moment;
use crate::session::term::Tail;
use crate::session::wire::{Lane, Message, ToGuest};
use std::sync::Arc;

impl Host {
    /// The term's first entry: empty but for the votes that opened it.
    pub(super) fn open(&mut self, out: &mut Vec<Output>) {
        let entry = Entry::Opened(Box::new(self.certificate.clone()));
        let opened = self.write(entry, out);
        assert!(opened, "a certified host can open its term");
        self.pledge_own(out);
        self.close_batches(out);
    }

    /// Makes an entry true. False when it cannot be: then nothing has changed, and the person is told.
    pub(super) fn write(&mut self, entry: Entry, out: &mut Vec<Output>) -> bool {
        if self.draft.is_empty() {
            self.draft_ms = self.now_ms.max(self.state.table.time_ms);
        }
        let moment = Moment { term: self.term(), time_ms: self.draft_ms, before: self.end };
        let mut next = self.state.clone();
        if let Err(why) = next.write(&entry, moment) {
            out.push(Output::Tell(Told::Fault(format!("{why:?}: {entry:?}"))));
            return false;
        }
        let line = Line { entry, digest: next.digest() };
        let bytes = encode(&line);
        if bytes.len() > BATCH_BYTES_MAX {
            out.push(Output::Tell(Told::Fault(format!("an entry of {} bytes", bytes.len()))));
            return false;
        }
        if self.draft_bytes + bytes.len() > BATCH_BYTES_MAX {
            self.close(out);
            // The closed batch has its own moment; this entry belongs to the next.
            return self.write(line.entry, out);
        }
        self.state = next;
        self.end = Tail { term: self.term(), index: self.end.index + 1, hash: self.end.hash.chain(&bytes) };
        self.draft_bytes += bytes.len();
        self.draft.push(line);
        if self.draft.len() == BATCH_ENTRIES_MAX || self.draft_bytes >= BATCH_BYTES_FULL {
            self.close(out);
        }
        true
    }

    /// Closes the draft at once when nothing is on its way to the disk, else when it has waited long enough.
    pub(super) fn close_batches(&mut self, out: &mut Vec<Output>) {
        let idle = self.acks.index_of(self.player()) >= self.ledger.tail().index;
        let first = self.ledger.tail() == self.certificate.ballot.tail;
        let waited = self.now_ms.saturating_sub(self.draft_ms) >= BATCH_WAIT_MS;
        if !self.draft.is_empty() && (idle || first || waited) {
            self.close(out);
        }
    }

    /// Signs the draft and sends it to the guest on this machine, and to nobody else yet.
    fn close(&mut self, out: &mut Vec<Output>) {
        let lines = std::mem::take(&mut self.draft);
        if lines.is_empty() {
            return;
        }
        self.draft_bytes = 0;
        let setting = Setting {
            table: self.state.table.id,
            term: self.term(),
            rosters: self.state.table.rosters.hash(),
            time_ms: self.draft_ms,
        };
        let batch = Batch::new(&self.identity, setting, self.ledger.tail(), lines);
        assert!(batch.head.said.tail() == self.end, "the chain is counted one way");
        let me = self.player();
        if self.peers.get(&me).is_some_and(|own| own.follows) {
            let frame = Message::ToGuest(ToGuest::Batch(Box::new(batch.clone()))).to_frame();
            out.push(Output::Send { to: me, lane: Lane::Ctrl, frame });
            self.peers.entry(me).and_modify(|own| own.sent = batch.end());
        }
        self.ledger.push(Arc::new(batch));
    }
}
