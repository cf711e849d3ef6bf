//! A BULK message becoming whole again out of its pieces. Pure.

use super::frame::{Breach, NUMBER_BYTES};
use super::limits::BULK_MESSAGE_BYTES_MAX;

/// The message that is coming in on one link, if one is.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    coming: Option<Coming>,
}

#[derive(Debug)]
struct Coming {
    length: usize,
    bytes: Vec<u8>,
}

impl Assembly {
    /// A message begins; its whole length in bytes. Nothing is allocated for what is only announced.
    pub(super) fn begin(&mut self, announced: &[u8]) -> Result<usize, Breach> {
        let number: [u8; NUMBER_BYTES] = announced.try_into().map_err(|_| Breach::Size)?;
        let length = usize::try_from(u32::from_le_bytes(number)).map_err(|_| Breach::TooLong)?;
        if self.coming.is_some() {
            return Err(Breach::Order);
        }
        if length > BULK_MESSAGE_BYTES_MAX {
            return Err(Breach::TooLong);
        }
        self.coming = Some(Coming { length, bytes: Vec::new() });
        Ok(length)
    }

    /// The next piece.
    pub(super) fn chunk(&mut self, piece: &[u8]) -> Result<(), Breach> {
        let coming = self.coming.as_mut().ok_or(Breach::Order)?;
        if coming.bytes.len() + piece.len() > coming.length {
            return Err(Breach::TooLong);
        }
        coming.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// The message, once it is whole.
    pub(super) fn whole(&mut self) -> Option<Vec<u8>> {
        let is_whole = self.coming.as_ref().is_some_and(|coming| coming.bytes.len() == coming.length);
        if is_whole { self.coming.take().map(|coming| coming.bytes) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(length: u32) -> Assembly {
        let mut assembly = Assembly::default();
        assembly.begin(&length.to_le_bytes()).unwrap();
        assembly
    }

    #[test]
    fn pieces_become_a_message() {
        let mut assembly = begun(3);
        assembly.chunk(&[1, 2]).unwrap();
        assert_eq!(assembly.whole(), None);
        assembly.chunk(&[3]).unwrap();
        assert_eq!(assembly.whole(), Some(vec![1, 2, 3]));
        assert_eq!(assembly.whole(), None);
        assert_eq!(begun(0).whole(), Some(Vec::new()));
    }

    #[test]
    fn what_was_not_announced_is_refused() {
        assert_eq!(Assembly::default().chunk(&[1]), Err(Breach::Order));
        assert_eq!(begun(1).chunk(&[1, 2]), Err(Breach::TooLong));
        assert_eq!(begun(1).begin(&[0; 4]), Err(Breach::Order));
        let limit = u32::try_from(BULK_MESSAGE_BYTES_MAX).unwrap();
        assert!(Assembly::default().begin(&limit.to_le_bytes()).is_ok());
        assert_eq!(Assembly::default().begin(&(limit + 1).to_le_bytes()), Err(Breach::TooLong));
        assert_eq!(Assembly::default().begin(&[0xff; 4]), Err(Breach::TooLong));
    }
}
