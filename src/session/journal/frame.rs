//! One write on disk: length, CRC32C of the head, the chain's hash, and records that are kept together or not at all.

use super::record::Record;
use crate::bugs::{Bug, seeded};
use crate::session::hash::Hash;
use crate::session::limits::WRITE_BYTES_MAX;

/// Bytes before the records: length 4, CRC32C 4, chain 32.
pub const FRAME_HEAD_BYTES: usize = 40;

// The least a disk writes at once: what a crash leaves unwritten reads as zeros in whole sectors.
const SECTOR_BYTES: u64 = 512;

/// What stands at one place of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Whole records, the bytes they take, and the chain after them.
    Whole(Vec<Record>, usize, Hash),
    /// The segment ends here.
    End,
    /// A write that a crash broke off: too short, or with sectors that were never written.
    Torn,
    /// Bytes that do not agree with their own checks, or follow others than they should.
    Rotten,
}

/// Records as they go to disk, and the chain after them.
pub(super) fn frame(chain: Hash, records: &[Record]) -> (Vec<u8>, Hash) {
    let payload = Record::encode_all(records);
    assert!(payload.len() <= WRITE_BYTES_MAX, "one write is at most 128 KiB");
    let next = chain.chain(&payload);
    let length = payload.len() as u32;
    let mut bytes = Vec::with_capacity(FRAME_HEAD_BYTES + payload.len());
    bytes.extend(length.to_be_bytes());
    bytes.extend(checksum(length, &next).to_be_bytes());
    bytes.extend(next.0);
    bytes.extend(payload);
    (bytes, next)
}

/// Reads what stands at the start of `bytes`, which begin at `offset` of their segment and follow records that left
/// the chain at `chain`.
pub(super) fn read(chain: Hash, offset: u64, bytes: &[u8]) -> Found {
    if bytes.is_empty() {
        return Found::End;
    }
    // The head has a sum of its own: a length that rotted must not pass for a write that was broken off.
    let Some((length, next)) = head(bytes) else {
        let short = bytes.len() < FRAME_HEAD_BYTES;
        return if short || has_unwritten(offset, bytes) { Found::Torn } else { Found::Rotten };
    };
    let Some(payload) = bytes.get(FRAME_HEAD_BYTES..FRAME_HEAD_BYTES + length) else { return Found::Torn };
    if chain.chain(payload) != next && !seeded(Bug::ChecksumUnread) {
        if let (true, Some(records)) = (seeded(Bug::ChecksumRenewed), Record::decode_all(payload)) {
            return Found::Whole(records, FRAME_HEAD_BYTES + length, chain.chain(payload));
        }
        let whole = bytes.get(..FRAME_HEAD_BYTES + length).unwrap_or_default();
        return if has_unwritten(offset, whole) { Found::Torn } else { Found::Rotten };
    }
    match Record::decode_all(payload) {
        Some(records) => Found::Whole(records, FRAME_HEAD_BYTES + length, next),
        None => Found::Rotten,
    }
}

/// True when a whole write seems to begin anywhere behind the first byte: then what stands before it had been synced.
pub(super) fn is_followed(bytes: &[u8]) -> bool {
    (1..bytes.len()).any(|start| {
        let rest = bytes.get(start..).unwrap_or_default();
        head(rest).is_some_and(|(length, _)| rest.len() >= FRAME_HEAD_BYTES + length)
    })
}

/// Length and chain of a sound head.
fn head(bytes: &[u8]) -> Option<(usize, Hash)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (sum, rest) = rest.split_first_chunk::<4>()?;
    let (next, _) = rest.split_first_chunk::<32>()?;
    let (length, next) = (u32::from_be_bytes(*length), Hash(*next));
    let sound = length > 0 && length as usize <= WRITE_BYTES_MAX && checksum(length, &next) == u32::from_be_bytes(*sum);
    sound.then_some((length as usize, next))
}

fn has_unwritten(offset: u64, bytes: &[u8]) -> bool {
    let to_sector = (SECTOR_BYTES - offset % SECTOR_BYTES) as usize;
    let (head, rest) = bytes.split_at(to_sector.min(bytes.len()));
    let is_zero = |part: &[u8]| part.iter().all(|byte| *byte == 0);
    is_zero(head) || rest.chunks(SECTOR_BYTES as usize).any(is_zero)
}

fn checksum(length: u32, chain: &Hash) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&length.to_be_bytes()), &chain.0)
}
