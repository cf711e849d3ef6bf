//! Fresh bytes for one purpose after another, all grown from what the shell handed over at the start.

use crate::session::hash::Hash;

/// A source of bytes that nobody else can foresee, never the same twice.
#[derive(Debug)]
pub(super) struct Chance {
    seed: [u8; 32],
    drawn: u64,
}

impl Chance {
    /// Grows from these bytes.
    pub(super) fn new(seed: [u8; 32]) -> Chance {
        Chance { seed, drawn: 0 }
    }

    /// The next bytes, at most 32.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        assert!(N <= 32, "one hash gives 32 bytes");
        self.drawn += 1;
        let hash = Hash::of("roundtable 2026 app chance", &[&self.seed[..], &self.drawn.to_be_bytes()].concat());
        let mut bytes = [0; N];
        bytes.copy_from_slice(&hash.0[..N]);
        bytes
    }
}
