//! The digest of all that is true now: the same ledger gives the same 32 bytes on every machine.

use super::World;

impl World {
    /// BLAKE3 over the postcard encoding of everything that changes.
    pub fn digest(&self) -> [u8; 32] {
        let bytes = postcard::to_stdvec(&self.now).unwrap_or_default();
        assert!(!bytes.is_empty(), "a world always encodes");
        *blake3::hash(&bytes).as_bytes()
    }
}
