//! The `.table` file: a whole ledger in one self-checking, signed file that any member can open.
//!
//! Eight bytes of magic, the length of the head, the head with its maker's signature, then each batch with its length,
//! then proofs of what keys did that lied.
//! The head names the hash of everything after it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::guest::Guest;
use super::hash::{Hash, TableId, encode};
use super::journal::record::Record;
use super::ledger::Batch;
use super::limits::{EXPORT_BYTES_MAX, RECORD_BYTES_MAX};
use super::seal::{Domain, Identity, Sealable, Sealed};
use super::term::{Certificate, Tail};
use super::wire::strict;
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

// So many older copies of one table are kept.
const GENERATIONS_MAX: usize = 20;

/// How many of so many older copies of a table stay, the newest first.
pub fn generations_kept(count: usize) -> usize {
    if seeded(Bug::LastGenerationGone) { 0 } else { count.min(GENERATIONS_MAX) }
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// Which table.
    pub table: TableId,
    /// The table's name.
    pub name: String,
    /// Where the ledger ends.
    pub tail: Tail,
    /// How far its maker knew it to be durable.
    pub durable: u64,
    /// The newest term its maker knew of: a save with a lower one never overrules a higher.
    pub certificate: Option<Certificate>,
    /// Who made the file.
    pub by: PlayerId,
    /// When, by the maker's clock, in milliseconds since 1970.
    pub made_ms: u64,
    /// How many of the parts at the end are proofs, not batches.
    pub proofs: u16,
    /// The hash of everything after the head.
    pub content: Hash,
}

impl Cover {
    /// What a guest says of its ledger at this time; what is behind the cover is filled in when it is written. None where
    /// it sits at no table.
    pub fn of(guest: &Guest, made_ms: u64) -> Option<Cover> {
        let table = guest.table()?;
        Some(Cover {
            table: table.id,
            name: table.genesis.name.clone(),
            tail: guest.tail(),
            durable: guest.durable(),
            certificate: guest.certificate().cloned(),
            by: guest.player(),
            made_ms,
            proofs: 0,
            content: Hash::default(),
        })
    }
}

/// A file that was read: its own words hold, but the ledger in it is not verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// What it says of itself.
    pub cover: Cover,
    /// The ledger.
    pub batches: Vec<Arc<Batch>>,
    /// Proofs against keys that lied at this table; whoever reads them judges them himself.
    pub evidence: Vec<Evidence>,
}

/// Why bytes are not a table file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadExport {
    /// Does not begin as one.
    NotATable,
    /// Longer than 256 MiB.
    TooLong,
    /// Ends too early.
    CutShort,
    /// Changed since it was made, or not made by whom it says.
    Changed,
    /// Whole, but the ledger in it does not fit what it says of itself.
    Contradicts,
}

const MAGIC: &[u8; 8] = b"RTABLE1\n";

impl Sealable for Cover {
    const DOMAIN: Domain = Domain::Export;
}

impl Export {
    /// The file.
    pub fn to_bytes(identity: &Identity, mut cover: Cover, batches: &[Arc<Batch>], evidence: &[Evidence]) -> Vec<u8> {
        let evidence = evidence.get(..usize::from(u16::MAX)).unwrap_or(evidence);
        let parts = batches.iter().map(|batch| encode(batch.as_ref())).chain(evidence.iter().map(encode));
        let mut content = Vec::new();
        for bytes in parts {
            content.extend((bytes.len() as u32).to_be_bytes());
            content.extend(bytes);
        }
        cover.proofs = evidence.len() as u16;
        cover.by = identity.player();
        cover.content = Hash::of("roundtable 2026 export", &content);
        let head = encode(&Sealed::new(identity, cover));
        let mut file = MAGIC.to_vec();
        file.extend((head.len() as u32).to_be_bytes());
        file.extend(head);
        file.extend(content);
        file
    }

    /// Reads a file back; nothing of it is believed before its sum and signature hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Export, BadExport> {
        if bytes.len() > EXPORT_BYTES_MAX {
            return Err(BadExport::TooLong);
        }
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(BadExport::NotATable)?;
        let head = part(&mut rest)?;
        let cover: Sealed<Cover> = strict(head).ok_or(BadExport::Changed)?;
        if Hash::of("roundtable 2026 export", rest) != cover.said.content || !cover.is_by(cover.said.by) {
            return Err(BadExport::Changed);
        }
        let mut parts = Vec::new();
        while !rest.is_empty() {
            parts.push(part(&mut rest)?);
        }
        let ledger = parts.len().checked_sub(usize::from(cover.said.proofs)).ok_or(BadExport::Contradicts)?;
        let proofs = parts.split_off(ledger);
        let batches: Option<Vec<Batch>> = parts.into_iter().map(strict).collect();
        let batches: Vec<Arc<Batch>> = batches.ok_or(BadExport::Contradicts)?.into_iter().map(Arc::new).collect();
        let evidence: Option<Vec<Evidence>> = proofs.into_iter().map(strict).collect();
        let evidence = evidence.ok_or(BadExport::Contradicts)?;
        let fits = batches.last().is_some_and(|batch| batch.head.said.tail() == cover.said.tail);
        // What a fork has from its parent bears the parent's name.
        let own = batches.last().is_some_and(|batch| batch.head.said.table == cover.said.table);
        if fits && own { Ok(Export { cover: cover.said, batches, evidence }) } else { Err(BadExport::Contradicts) }
    }

    /// The records a journal begins with when this file is brought in, once the ledger was verified.
    pub fn records(&self) -> Vec<Record> {
        let certificate = self.cover.certificate.iter().map(|newest| Record::Certificate(Box::new(newest.clone())));
        let proofs = self.evidence.iter().map(|proof| Record::Evidence(Box::new(proof.clone())));
        let batches = self.batches.iter().map(|batch| Record::Batch(Arc::clone(batch)));
        batches.chain(certificate).chain(proofs).chain([Record::Durable { index: self.cover.durable }]).collect()
    }
}

fn part<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], BadExport> {
    let (length, tail) = rest.split_first_chunk::<4>().ok_or(BadExport::CutShort)?;
    let length = u32::from_be_bytes(*length) as usize;
    // A head names every voter; a batch is a record. Both fit twice the record's bound.
    if length > 2 * RECORD_BYTES_MAX {
        return Err(BadExport::Changed);
    }
    let found = tail.get(..length).ok_or(BadExport::CutShort)?;
    *rest = &tail[length..];
    Ok(found)
}
