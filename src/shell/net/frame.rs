//! Frames on a lane: one kind byte, a length, the bytes. Lengths are judged before anything is allocated. Pure.

use super::Lane;
use super::limits::{
    BULK_CHUNK_BYTES_MAX, BULK_MESSAGE_BYTES_MAX, BYE_BYTES_MAX, CTRL_FRAME_BYTES_MAX, LIVE_FRAME_BYTES_MAX,
};

/// What a frame is. The numbers are on the wire: append only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// CTRL, LIVE: the program's own bytes.
    Payload = 0,
    /// CTRL, first of all: the side with the smaller key takes this connection for the pair.
    Chosen = 1,
    /// CTRL: a number that wants to come back.
    Ping = 2,
    /// CTRL: the number comes back.
    Pong = 3,
    /// CTRL, last of all: the link is closed, and why.
    Bye = 4,
    /// LIVE, BULK: the last frame or piece was taken; the next may leave.
    Taken = 5,
    /// BULK: a message begins; its whole length in bytes, four bytes, little end first.
    Begin = 6,
    /// BULK: the next piece.
    Chunk = 7,
}

/// Bytes of a nonce in a ping and a pong, and of a length in [`Kind::Begin`].
pub(super) const NUMBER_BYTES: usize = 4;

/// A length takes at most this many bytes: seven bits each.
pub(super) const LENGTH_BYTES_MAX: usize = 3;

/// How a frame breaks the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Breach {
    /// No such kind on this lane.
    #[error("an unknown kind of frame")]
    Kind,
    /// Longer than the lane allows.
    #[error("a frame longer than its lane allows")]
    TooLong,
    /// A length that is written wastefully or does not end.
    #[error("a length that cannot be read")]
    Length,
    /// A frame of fixed size with another size.
    #[error("a frame of the wrong size")]
    Size,
    /// A piece without a message, a message in a message, a receipt for nothing.
    #[error("frames out of order")]
    Order,
    /// More asking for echoes than anybody needs.
    #[error("a flood of echoes")]
    Flood,
    /// A message that took too long to become whole.
    #[error("a message that did not become whole in time")]
    Slow,
}

/// Which kind a byte is, if this lane has it.
pub(super) fn kind(lane: Lane, byte: u8) -> Result<Kind, Breach> {
    match (lane, byte) {
        (Lane::Ctrl | Lane::Live, 0) => Ok(Kind::Payload),
        (Lane::Ctrl, 1) => Ok(Kind::Chosen),
        (Lane::Ctrl, 2) => Ok(Kind::Ping),
        (Lane::Ctrl, 3) => Ok(Kind::Pong),
        (Lane::Ctrl, 4) => Ok(Kind::Bye),
        (Lane::Live | Lane::Bulk, 5) => Ok(Kind::Taken),
        (Lane::Bulk, 6) => Ok(Kind::Begin),
        (Lane::Bulk, 7) => Ok(Kind::Chunk),
        _ => Err(Breach::Kind),
    }
}

/// Judges an announced length, before a byte of it is read.
pub(super) fn allowed(lane: Lane, kind: Kind, length: usize) -> Result<(), Breach> {
    let fixed = |size: usize| if length == size { Ok(()) } else { Err(Breach::Size) };
    let at_most = |limit: usize| if length <= limit { Ok(()) } else { Err(Breach::TooLong) };
    match kind {
        Kind::Payload => at_most(payload_bytes_max(lane)),
        Kind::Chosen | Kind::Taken => fixed(0),
        Kind::Ping | Kind::Pong | Kind::Begin => fixed(NUMBER_BYTES),
        Kind::Bye => at_most(BYE_BYTES_MAX),
        Kind::Chunk if length == 0 => Err(Breach::Size),
        Kind::Chunk => at_most(BULK_CHUNK_BYTES_MAX),
    }
}

/// The longest thing that the program may send on a lane, in bytes.
pub(super) fn payload_bytes_max(lane: Lane) -> usize {
    match lane {
        Lane::Ctrl => CTRL_FRAME_BYTES_MAX,
        Lane::Live => LIVE_FRAME_BYTES_MAX,
        Lane::Bulk => BULK_MESSAGE_BYTES_MAX,
    }
}

/// Appends a frame to what will be written.
pub(super) fn write(into: &mut Vec<u8>, kind: Kind, bytes: &[u8]) {
    assert!(bytes.len() >> (7 * LENGTH_BYTES_MAX) == 0, "a frame of ours is longer than any lane allows");
    into.push(kind as u8);
    let mut rest = bytes.len();
    while rest >= 0x80 {
        into.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    into.push(rest as u8);
    into.extend_from_slice(bytes);
}

/// A length that arrives byte by byte.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Length {
    value: usize,
    bytes: usize,
}

impl Length {
    /// Takes the next byte; the length when it was the last.
    pub(super) fn take(&mut self, byte: u8) -> Result<Option<usize>, Breach> {
        if self.bytes == LENGTH_BYTES_MAX || (self.bytes > 0 && byte == 0) {
            return Err(Breach::Length);
        }
        self.value |= usize::from(byte & 0x7f) << (7 * self.bytes);
        self.bytes += 1;
        Ok((byte & 0x80 == 0).then_some(self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads one frame out of bytes, as the link does from a stream.
    fn read(lane: Lane, bytes: &[u8]) -> Result<(Kind, Vec<u8>, usize), Breach> {
        let kind = kind(lane, bytes[0])?;
        let mut length = Length::default();
        let mut at = 1;
        let size = loop {
            let Some(byte) = bytes.get(at) else { return Err(Breach::Length) };
            at += 1;
            if let Some(size) = length.take(*byte)? {
                break size;
            }
        };
        allowed(lane, kind, size)?;
        Ok((kind, bytes[at..at + size].to_vec(), at + size))
    }

    #[test]
    fn a_frame_is_read_as_it_was_written() {
        for size in [0, 1, 127, 128, 1_200, 16_383, 16_384, CTRL_FRAME_BYTES_MAX] {
            let bytes = vec![9; size];
            let mut wire = Vec::new();
            write(&mut wire, Kind::Payload, &bytes);
            assert_eq!(read(Lane::Ctrl, &wire), Ok((Kind::Payload, bytes, wire.len())));
        }
    }

    #[test]
    fn a_length_is_judged_at_the_limit_and_beyond() {
        let check = |lane, kind, size, expected| assert_eq!(allowed(lane, kind, size), expected, "{kind:?} {size}");
        check(Lane::Ctrl, Kind::Payload, CTRL_FRAME_BYTES_MAX, Ok(()));
        check(Lane::Ctrl, Kind::Payload, CTRL_FRAME_BYTES_MAX + 1, Err(Breach::TooLong));
        check(Lane::Live, Kind::Payload, LIVE_FRAME_BYTES_MAX, Ok(()));
        check(Lane::Live, Kind::Payload, LIVE_FRAME_BYTES_MAX + 1, Err(Breach::TooLong));
        check(Lane::Bulk, Kind::Chunk, BULK_CHUNK_BYTES_MAX, Ok(()));
        check(Lane::Bulk, Kind::Chunk, BULK_CHUNK_BYTES_MAX + 1, Err(Breach::TooLong));
        check(Lane::Bulk, Kind::Chunk, 0, Err(Breach::Size));
        check(Lane::Ctrl, Kind::Bye, BYE_BYTES_MAX + 1, Err(Breach::TooLong));
        check(Lane::Ctrl, Kind::Ping, 3, Err(Breach::Size));
        check(Lane::Ctrl, Kind::Chosen, 1, Err(Breach::Size));
        check(Lane::Ctrl, Kind::Payload, usize::MAX, Err(Breach::TooLong));
    }

    #[test]
    fn a_lane_has_its_own_kinds_only() {
        for lane in [Lane::Ctrl, Lane::Live, Lane::Bulk] {
            for byte in 0..=u8::MAX {
                if let Ok(kind) = kind(lane, byte) {
                    assert_eq!(kind as u8, byte);
                }
            }
        }
        assert_eq!(kind(Lane::Live, Kind::Bye as u8), Err(Breach::Kind));
        assert_eq!(kind(Lane::Bulk, Kind::Payload as u8), Err(Breach::Kind));
        assert_eq!(kind(Lane::Ctrl, 8), Err(Breach::Kind));
    }

    #[test]
    fn a_length_has_one_form_and_an_end() {
        assert_eq!(read(Lane::Ctrl, &[0, 0x80, 0x80, 0x80, 0x01]), Err(Breach::Length));
        assert_eq!(read(Lane::Ctrl, &[0, 0x81, 0x00, 7]), Err(Breach::Length));
        assert_eq!(read(Lane::Ctrl, &[0, 0xff, 0xff, 0x7f]), Err(Breach::TooLong));
    }
}
