//! Signatures that hold: a bounded memory of those this machine has made or checked, so that none is worked out twice.
//!
//! Checking a signature is a function of its arguments, and so it stays: the memory only answers sooner. A host shows its
//! own guest each command it has checked, proofs of durability repeat acknowledgements, and in the lab all machines share
//! one processor.

use std::cell::RefCell;

use super::hash::Hash;
use crate::world::id::PlayerId;

// A power of two; 32 bytes each.
const KEPT: usize = 4_096;

thread_local! {
    static HELD: RefCell<Vec<[u8; 32]>> = RefCell::new(vec![[0; 32]; KEPT]);
}

/// The name of one signature by one key over one message.
pub(super) fn print(message: &Hash, player: PlayerId, left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&message.0);
    hasher.update(&player.0);
    hasher.update(left);
    hasher.update(right);
    *hasher.finalize().as_bytes()
}

/// True when it was kept and not driven out since.
pub(super) fn holds(print: &[u8; 32]) -> bool {
    HELD.with_borrow(|held| held.get(place(print)) == Some(print))
}

/// Remembers a signature that holds, in place of an older one.
pub(super) fn keep(print: [u8; 32]) {
    HELD.with_borrow_mut(|held| {
        if let Some(known) = held.get_mut(place(&print)) {
            *known = print;
        }
    });
}

fn place(print: &[u8; 32]) -> usize {
    usize::from(u16::from_le_bytes([print[0], print[1]])) % KEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_kept_is_held() {
        let name = |n: u8| print(&Hash([n; 32]), PlayerId([1; 32]), &[2; 32], &[3; 32]);
        assert!(!holds(&name(7)));
        keep(name(7));
        assert!(holds(&name(7)));
        assert!(!holds(&name(8)));
        assert!(!holds(&print(&Hash([7; 32]), PlayerId([2; 32]), &[2; 32], &[3; 32])), "another key");
        assert!(!holds(&print(&Hash([7; 32]), PlayerId([1; 32]), &[3; 32], &[2; 32])), "another signature");
        // More than there is room for: the first may be gone, and nothing that was never kept is held.
        (0..20_000_u32).for_each(|n| keep(*blake3::hash(&n.to_le_bytes()).as_bytes()));
        assert!(!holds(blake3::hash(b"never").as_bytes()));
    }
}
