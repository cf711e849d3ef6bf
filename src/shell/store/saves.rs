//! Saved tables as files: reading a ledger's folder or a `.table` file, without holding the data folder.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::session::entry::{Entry, Genesis};
use crate::session::evidence::Evidence;
use crate::session::export::{BadExport, Export};
use crate::session::journal::Journal;
use crate::session::journal::record::Record;
use crate::session::journal::recover::{Damage, recover};
use crate::session::ledger::{Batch, Ledger};
use crate::session::term::Certificate;
use crate::shell::store::folder::folder_of;

/// A ledger as it lies on the disk.
#[derive(Debug)]
pub(crate) struct Save {
    /// The batches that stand, in order.
    pub(crate) batches: Vec<Arc<Batch>>,
    /// The newest certificate that was kept.
    pub(crate) certificate: Option<Certificate>,
    /// How far it is known to be durable.
    pub(crate) durable: u64,
    /// Proofs that were kept against keys that lied.
    pub(crate) evidence: Vec<Evidence>,
    /// Where the ledger ended and when, each time it was put back from a file.
    pub(crate) restored: Vec<(u64, u64)>,
    /// Where the file is damaged; what stands before is whole.
    pub(crate) damage: Option<Damage>,
}

/// Why a save cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// The disk said no.
    #[error("{0}")]
    Disk(#[from] io::Error),
    /// Not a table file.
    #[error("{}", why(*.0))]
    Export(BadExport),
    /// No ledger there.
    #[error("there is no ledger here; name a .table file or a folder with .ledger files")]
    Nothing,
}

/// Reads a `.table` file, a ledger's folder, or the folder of one of its segments.
pub(crate) fn read(path: &Path) -> Result<Save, SaveError> {
    if path.is_dir() {
        return read_folder(path);
    }
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if Journal::segment_of(name).is_some() {
        return read_folder(folder_of(path));
    }
    let export = Export::from_bytes(&fs::read(path)?).map_err(SaveError::Export)?;
    let Export { cover, batches, evidence } = export;
    Ok(Save {
        batches,
        certificate: cover.certificate,
        durable: cover.durable,
        evidence,
        restored: Vec::new(),
        damage: None,
    })
}

/// The segments of a ledger's folder by number, in order.
pub(crate) fn segments(folder: &Path) -> io::Result<Vec<(u32, Vec<u8>)>> {
    let mut segments = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if let Some(segment) = name.and_then(Journal::segment_of) {
            segments.push((segment, fs::read(&path)?));
        }
    }
    segments.sort_by_key(|(segment, _)| *segment);
    Ok(segments)
}

/// Why a file is no table file, and what to do.
pub(crate) const fn why(bad: BadExport) -> &'static str {
    match bad {
        BadExport::NotATable => "this is no table file; name one that was written by: roundtable table export",
        BadExport::TooLong => "this file is longer than any table file may be",
        BadExport::CutShort => "the end of this table file is missing; copy it again",
        BadExport::Changed => "this table file was changed since it was written; copy it again",
        BadExport::Contradicts => "this table file contradicts itself; export the table again",
    }
}

fn read_folder(folder: &Path) -> Result<Save, SaveError> {
    let segments = segments(folder)?;
    if segments.is_empty() {
        return Err(SaveError::Nothing);
    }
    let recovered = recover(&segments);
    let (mut ledger, mut certificate, mut durable, mut evidence) = (Ledger::default(), None, 0, Vec::new());
    let mut restored = Vec::new();
    for record in recovered.records {
        match record {
            Record::Batch(batch) => ledger.push(batch),
            Record::Cut { from } => drop(ledger.cut(from)),
            Record::Certificate(newest) => certificate = Some(*newest),
            Record::Durable { index } => durable = index,
            Record::Evidence(proof) => evidence.push(*proof),
            Record::Restored { index, at_ms } => restored.push((index, at_ms)),
            Record::Vote(_) | Record::Muted | Record::Given(_) | Record::Carried(_) => {}
        }
    }
    Ok(Save { batches: ledger.batches().to_vec(), certificate, durable, evidence, restored, damage: recovered.damage })
}

/// What a ledger's first segment says of its table.
pub(crate) fn genesis(folder: &Path) -> Option<Genesis> {
    let first = fs::read(folder.join(Journal::file_name(0))).ok()?;
    recover(&[(0, first)]).records.iter().find_map(|record| match record {
        Record::Batch(batch) => match &batch.lines.first()?.entry {
            Entry::Genesis(genesis) => Some(genesis.clone()),
            _ => None,
        },
        _ => None,
    })
}
