//! The ledger file as pure code: what is appended becomes disk steps, what is read back becomes records or a report.
//!
//! One journal is one folder of numbered segment files. The shell does the [`Step`]s on the real disk, the lab on a
//! simulated one that loses what was not synced. The shell keeps every journal twice: the second copy is written behind
//! the first, out of the way of acknowledgements, and [`mend::mend`] lets either stand in for the other.
//! A write is synced before the next begins, so that only the very last
//! write can be torn, and what is torn was never acknowledged.

pub mod frame;
pub mod mend;
pub mod record;
pub mod recover;

use frame::frame;
use record::Record;

use super::hash::Hash;
use super::limits::{RECORD_BYTES_MAX, SEGMENT_BYTES, WRITE_BYTES_MAX};
use crate::bugs::{Bug, seeded};

/// Where the next record goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    segment: u32,
    offset: u64,
    chain: Hash,
    exists: bool,
}

/// One thing to do to the disk. A list of them is done in order; when any fails, nothing after it is done, nothing is
/// reported as kept, and the journal is not used again before it was recovered from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Create a segment file, empty; it does not exist.
    Create {
        /// Its number.
        segment: u32,
    },
    /// Write bytes at an offset of a segment.
    Write {
        /// Its number.
        segment: u32,
        /// Where.
        offset: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// Cut a segment to this many bytes.
    Truncate {
        /// Its number.
        segment: u32,
        /// Bytes that stay.
        bytes: u64,
    },
    /// `fdatasync` a segment.
    SyncFile {
        /// Its number.
        segment: u32,
    },
    /// `fsync` the folder, so that a created file is found again.
    SyncFolder,
}

impl Journal {
    /// The steps that put records on the disk for good. Records are kept once every step is done.
    pub fn append(&mut self, records: &[Record]) -> Vec<Step> {
        let (mut steps, mut from, mut bytes) = (Vec::new(), 0, 0);
        for (place, record) in records.iter().enumerate() {
            let size = record.size();
            assert!(size <= RECORD_BYTES_MAX, "a record is at most 64 KiB");
            // Room for the count before the records.
            if bytes + size > WRITE_BYTES_MAX - 8 {
                self.write(&mut steps, records.get(from..place).unwrap_or_default());
                (from, bytes) = (place, 0);
            }
            bytes += size;
        }
        self.write(&mut steps, records.get(from..).unwrap_or_default());
        steps
    }

    fn write(&mut self, steps: &mut Vec<Step>, records: &[Record]) {
        if records.is_empty() {
            return;
        }
        let (bytes, chain) = frame(self.chain, records);
        if self.offset > 0 && self.offset + bytes.len() as u64 > SEGMENT_BYTES {
            (self.segment, self.offset, self.exists) = (self.segment + 1, 0, false);
        }
        let segment = self.segment;
        if !self.exists {
            steps.push(Step::Create { segment });
            if !seeded(Bug::FolderNotSynced) {
                steps.push(Step::SyncFolder);
            }
            self.exists = true;
        }
        let offset = self.offset;
        (self.offset, self.chain) = (offset + bytes.len() as u64, chain);
        steps.push(Step::Write { segment, offset, bytes });
        steps.push(Step::SyncFile { segment });
    }

    /// The segment and the byte where the next record goes.
    pub(super) fn place(self) -> (u32, u64) {
        (self.segment, self.offset)
    }

    /// The file name of a segment.
    pub fn file_name(segment: u32) -> String {
        format!("{segment:08}.ledger")
    }

    /// The segment a file name stands for.
    pub fn segment_of(file_name: &str) -> Option<u32> {
        let segment = file_name.strip_suffix(".ledger")?.parse().ok()?;
        (Journal::file_name(segment) == file_name).then_some(segment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_read_back() {
        assert_eq!(Journal::file_name(7), "00000007.ledger");
        assert_eq!(Journal::segment_of("00000007.ledger"), Some(7));
        for wrong in ["7.ledger", "00000007.ledger.old", "x.ledger", "00000007", "+0000007.ledger"] {
            assert_eq!(Journal::segment_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_new_file_is_made_known_before_it_is_written_and_synced_after() {
        let mut journal = Journal::default();
        let steps = journal.append(&[Record::Durable { index: 1 }]);
        assert!(matches!(
            steps.as_slice(),
            [
                Step::Create { segment: 0 },
                Step::SyncFolder,
                Step::Write { offset: 0, .. },
                Step::SyncFile { segment: 0 }
            ]
        ));
        let steps = journal.append(&[Record::Durable { index: 2 }, Record::Durable { index: 3 }]);
        assert!(matches!(steps.as_slice(), [Step::Write { segment: 0, .. }, Step::SyncFile { segment: 0 }]));
        assert_eq!(journal.append(&[]), []);
    }
}
