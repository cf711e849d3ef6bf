//! Recovery: reads segments back, keeps what is whole, drops only a torn end, and reports anything else.

use super::frame::{FRAME_HEAD_BYTES, Found, is_followed, read};
use super::record::Record;
use super::{Journal, Step};
use crate::bugs::{Bug, seeded};
use crate::session::limits::{SEGMENT_BYTES, WRITE_BYTES_MAX};

/// What the disk holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Every whole record before the first doubt, in order.
    pub records: Vec<Record>,
    /// Where to go on writing, once `steps` are done.
    pub journal: Journal,
    /// What to do to the disk before anything is appended: nothing, or cutting a torn end off.
    pub steps: Vec<Step>,
    /// Bytes of a torn end, which no acknowledgement can have covered.
    pub torn_bytes: u64,
    /// Damage that is more than a torn end. The journal must not be appended to: the machine reads what is whole,
    /// says so, and takes the rest from a peer into a new folder.
    pub damage: Option<Damage>,
}

/// Where a journal is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// In which segment.
    pub segment: u32,
    /// At which byte.
    pub offset: u64,
    /// How.
    pub kind: DamageKind,
}

/// How a journal is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// A write that had been synced does not agree with its checks any more.
    Rotten,
    /// A segment is missing from the row.
    Missing,
    /// A segment is longer than any release writes.
    TooLong,
    /// The end is gone, as the other copy shows.
    Shortened,
}

impl Damage {
    /// The end of a journal is gone from here on.
    pub(super) fn lost_end(journal: Journal) -> Damage {
        let (segment, offset) = journal.place();
        Damage { segment, offset, kind: DamageKind::Shortened }
    }
}

/// Reads segments, given by number in rising order with their content, into records.
pub fn recover(segments: &[(u32, Vec<u8>)]) -> Recovered {
    let mut found = Recovered::default();
    for (place, (number, bytes)) in segments.iter().enumerate() {
        if u32::try_from(place).ok() != Some(*number) {
            found.damage = Some(Damage { segment: *number, offset: 0, kind: DamageKind::Missing });
            break;
        }
        if bytes.len() as u64 > SEGMENT_BYTES + (WRITE_BYTES_MAX + FRAME_HEAD_BYTES) as u64 {
            found.damage = Some(Damage { segment: *number, offset: SEGMENT_BYTES, kind: DamageKind::TooLong });
            break;
        }
        segment(&mut found, *number, bytes, place + 1 == segments.len());
        if found.damage.is_some() {
            break;
        }
    }
    found
}

fn segment(found: &mut Recovered, number: u32, bytes: &[u8], last: bool) {
    found.journal = Journal { segment: number, offset: 0, exists: true, ..found.journal };
    loop {
        let offset = found.journal.offset;
        let rest = bytes.get(offset as usize..).unwrap_or_default();
        match read(found.journal.chain, offset, rest) {
            Found::Whole(records, length, chain) => {
                found.records.extend(records);
                found.journal.chain = chain;
                found.journal.offset += length as u64;
            }
            Found::End => return,
            // Only the very end can be torn by a crash: a sync completes before the next write begins.
            Found::Torn if last && !is_followed(rest) => {
                found.torn_bytes = rest.len() as u64;
                found.steps =
                    vec![Step::Truncate { segment: number, bytes: offset }, Step::SyncFile { segment: number }];
                if seeded(Bug::TornEndKept) {
                    (found.steps, found.journal.offset) = (Vec::new(), bytes.len() as u64);
                }
                if seeded(Bug::RecoveryInPlace) {
                    let whole = bytes.get(..offset as usize).unwrap_or_default().to_vec();
                    let again = Step::Write { segment: number, offset: 0, bytes: whole };
                    found.steps.splice(..1, [Step::Truncate { segment: number, bytes: 0 }, again]);
                }
                return;
            }
            Found::Torn | Found::Rotten => {
                found.damage = Some(Damage { segment: number, offset, kind: DamageKind::Rotten });
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(count: u64) -> Vec<Record> {
        (1..=count).map(|index| Record::Durable { index }).collect()
    }

    /// One segment with a write for each record.
    fn disk(count: u64) -> Vec<u8> {
        let (mut journal, mut disk) = (Journal::default(), Vec::new());
        for record in records(count) {
            for step in journal.append(&[record]) {
                if let Step::Write { bytes, .. } = step {
                    disk.extend(bytes);
                }
            }
        }
        disk
    }

    fn is_prefix(found: &Recovered, count: u64) -> bool {
        records(count).starts_with(&found.records)
    }

    #[test]
    fn what_was_written_is_read_and_goes_on() {
        let mut found = recover(&[(0, disk(9))]);
        assert_eq!(found.records, records(9));
        assert_eq!((found.torn_bytes, found.damage), (0, None));
        let mut again = disk(9);
        for step in found.journal.append(&[Record::Durable { index: 10 }]) {
            if let Step::Write { offset, bytes, .. } = step {
                assert_eq!(offset, again.len() as u64);
                again.extend(bytes);
            }
        }
        assert_eq!(again, disk(10));
        assert_eq!(recover(&[]), Recovered::default());
    }

    #[test]
    fn every_shorter_file_is_a_prefix_with_a_torn_end() {
        let whole = disk(9);
        for length in 0..whole.len() {
            let found = recover(&[(0, whole[..length].to_vec())]);
            assert!(is_prefix(&found, 9) && found.damage.is_none(), "cut at {length}: {found:?}");
            assert_eq!(found.torn_bytes > 0, !found.steps.is_empty());
            assert_eq!(found.journal.offset + found.torn_bytes, length as u64);
        }
    }

    #[test]
    fn every_turned_bit_is_reported_and_nothing_false_is_read() {
        let whole = disk(9);
        for bit in 0..whole.len() * 8 {
            let mut bent = whole.clone();
            bent[bit / 8] ^= 1 << (bit % 8);
            let found = recover(&[(0, bent)]);
            assert!(is_prefix(&found, 9) && found.records.len() < 9, "bit {bit}: {found:?}");
            assert!(found.damage.is_some_and(|damage| damage.kind == DamageKind::Rotten), "bit {bit}: {found:?}");
        }
    }

    #[test]
    fn unwritten_sectors_at_the_end_are_torn_and_in_the_middle_damage() {
        let mut grown = disk(9);
        grown.extend([0; 700]);
        let found = recover(&[(0, grown)]);
        assert_eq!((found.records.len(), found.torn_bytes, found.damage), (9, 700, None));
        let mut hole = disk(40);
        hole[512..1024].fill(0);
        assert!(recover(&[(0, hole)]).damage.is_some());
    }

    #[test]
    fn a_missing_segment_is_damage() {
        assert!(recover(&[(1, disk(2))]).damage.is_some_and(|damage| damage.kind == DamageKind::Missing));
        assert!(recover(&[(0, disk(2)), (2, vec![])]).damage.is_some());
        let found = recover(&[(0, disk(2)), (1, vec![])]);
        assert_eq!((found.records.len(), found.damage), (2, None));
    }
}
