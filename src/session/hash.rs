//! Hashes: 32 bytes that name something, and the chain that ties each ledger entry to all before it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A BLAKE3 hash.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

/// A table's identity: the hash of its genesis.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableId(pub Hash);

impl Hash {
    /// The hash of bytes in one context; equal bytes in two contexts have nothing in common.
    pub fn of(context: &str, bytes: &[u8]) -> Hash {
        Hash(blake3::derive_key(context, bytes))
    }

    /// The hash of a value's one encoding.
    pub fn of_value<T: Serialize>(context: &str, value: &T) -> Hash {
        Hash::of(context, &encode(value))
    }

    /// The chain's next link: this hash and what follows it.
    pub fn chain(self, bytes: &[u8]) -> Hash {
        let mut hasher = blake3::Hasher::new_derive_key("roundtable 2026 ledger chain");
        hasher.update(&self.0);
        hasher.update(bytes);
        Hash(*hasher.finalize().as_bytes())
    }
}

impl TableId {
    /// The 8 bytes a ticket carries of it.
    pub fn fingerprint(self) -> [u8; 8] {
        let mut short = [0; 8];
        short.copy_from_slice(&self.0.0[..8]);
        short
    }
}

/// A value's one encoding.
pub(crate) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    match postcard::to_stdvec(value) {
        Ok(bytes) => bytes,
        // Writing plain data into a growing vector has no way to fail.
        Err(wrong) => panic!("plain data cannot be encoded: {wrong}"),
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({}..)", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

impl fmt::Display for TableId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_and_order_matter() {
        assert_ne!(Hash::of("a", b"x"), Hash::of("b", b"x"));
        let start = Hash::default();
        assert_ne!(start.chain(b"x").chain(b"y"), start.chain(b"y").chain(b"x"));
        assert_eq!(Hash::default().to_string().len(), 64);
    }
}
