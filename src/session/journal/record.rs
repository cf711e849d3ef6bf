//! What is kept in the ledger file. Append-only; the order of cases is part of every save.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::session::adoption::Given;
use crate::session::evidence::Evidence;
use crate::session::hash::encode;
use crate::session::ledger::Batch;
use crate::session::term::{Certificate, Vote};
use crate::session::wire::strict;

/// One record of the ledger file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A batch follows the one before it.
    Batch(Arc<Batch>),
    /// A term is certified; nothing of a lower term is obeyed any more.
    Certificate(Box<Certificate>),
    /// This machine's own vote: also a promise to obey no lower term.
    Vote(Box<Vote>),
    /// This machine lost a part of its ledger once: it neither votes nor acknowledges under this key again.
    Muted,
    /// The batches after this index are no longer part of the ledger.
    Cut {
        /// The last index that stays.
        from: u64,
    },
    /// Everything to here was seen to be kept by a majority.
    Durable {
        /// The last durable index.
        index: u64,
    },
    /// Proof that someone lied.
    Evidence(Box<Evidence>),
    /// The ledger was put back from a table file, a generation or what a damaged disk still held: what this key promised
    /// or confirmed beyond is not known here. Its machine is mute, unless nobody else ever weighed anything.
    Restored {
        /// Where the ledger ended then.
        index: u64,
        /// When, in milliseconds since 1970.
        at_ms: u64,
    },
    /// This machine's word that a fork goes on in this table's place: it neither votes, acknowledges nor stands here again.
    Given(Box<Given>),
    /// This table is the fork that such a word was given for; it is handed on here.
    Carried(Box<Given>),
}

// The shape on disk: a batch by value, since an `Arc` is a matter of memory only.
#[derive(Serialize, Deserialize)]
enum Kept {
    Batch(Box<Batch>),
    Certificate(Box<Certificate>),
    Vote(Box<Vote>),
    Muted,
    Cut { from: u64 },
    Durable { index: u64 },
    Evidence(Box<Evidence>),
    Restored { index: u64, at_ms: u64 },
    Given(Box<Given>),
    Carried(Box<Given>),
}

impl Record {
    /// The one encoding of some records that are kept together or not at all.
    pub(super) fn encode_all(records: &[Record]) -> Vec<u8> {
        encode(&records.iter().cloned().map(Kept::from).collect::<Vec<Kept>>())
    }

    /// Reads them back; None for bytes that no release up to this one wrote.
    pub(super) fn decode_all(bytes: &[u8]) -> Option<Vec<Record>> {
        Some(strict::<Vec<Kept>>(bytes)?.into_iter().map(Record::from).collect())
    }

    /// The record's size on disk in bytes, without the frame around it.
    pub(in crate::session) fn size(&self) -> usize {
        encode(&Kept::from(self.clone())).len()
    }
}

impl From<Record> for Kept {
    fn from(record: Record) -> Kept {
        match record {
            Record::Batch(batch) => Kept::Batch(Box::new(Arc::unwrap_or_clone(batch))),
            Record::Certificate(certificate) => Kept::Certificate(certificate),
            Record::Vote(vote) => Kept::Vote(vote),
            Record::Muted => Kept::Muted,
            Record::Cut { from } => Kept::Cut { from },
            Record::Durable { index } => Kept::Durable { index },
            Record::Evidence(evidence) => Kept::Evidence(evidence),
            Record::Restored { index, at_ms } => Kept::Restored { index, at_ms },
            Record::Given(given) => Kept::Given(given),
            Record::Carried(given) => Kept::Carried(given),
        }
    }
}

impl From<Kept> for Record {
    fn from(kept: Kept) -> Record {
        match kept {
            Kept::Batch(batch) => Record::Batch(Arc::new(*batch)),
            Kept::Certificate(certificate) => Record::Certificate(certificate),
            Kept::Vote(vote) => Record::Vote(vote),
            Kept::Muted => Record::Muted,
            Kept::Cut { from } => Record::Cut { from },
            Kept::Durable { index } => Record::Durable { index },
            Kept::Evidence(evidence) => Record::Evidence(evidence),
            Kept::Restored { index, at_ms } => Record::Restored { index, at_ms },
            Kept::Given(given) => Record::Given(given),
            Kept::Carried(given) => Record::Carried(given),
        }
    }
}
