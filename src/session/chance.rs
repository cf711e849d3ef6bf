//! Chance: fresh bytes drawn from 32 that were given, each draw for one purpose and never the same twice.

use zeroize::Zeroizing;

/// A row of draws from one seed. Nothing can be learnt of one draw from another.
pub(super) struct Chance {
    seed: Zeroizing<[u8; 32]>,
    draws: u64,
}

impl Chance {
    /// A row from 32 bytes of chance.
    pub(super) fn new(seed: [u8; 32]) -> Chance {
        Chance { seed: Zeroizing::new(seed), draws: 0 }
    }

    /// 32 fresh bytes.
    pub(super) fn bytes(&mut self, purpose: &str) -> [u8; 32] {
        self.draws += 1;
        let mut hasher = blake3::Hasher::new_derive_key(purpose);
        hasher.update(&*self.seed);
        hasher.update(&self.draws.to_be_bytes());
        *hasher.finalize().as_bytes()
    }

    /// 16 fresh bytes.
    pub(super) fn nonce(&mut self) -> [u8; 16] {
        let mut nonce = [0; 16];
        nonce.copy_from_slice(&self.bytes("roundtable 2026 nonce")[..16]);
        nonce
    }

    /// A fresh number.
    pub(super) fn number(&mut self) -> u64 {
        let mut number = [0; 8];
        number.copy_from_slice(&self.bytes("roundtable 2026 number")[..8]);
        u64::from_be_bytes(number)
    }

    /// A number below a bound that is small against 2^64.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.number() % bound.max(1)
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Chance(.., {} draws)", self.draws)
    }
}
