//! The operating system's chance, as bytes.

use rand::TryRng;
use rand::rngs::SysRng;

/// So many bytes nobody can foresee.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // A machine that cannot give chance can make neither keys nor dice: there is nothing to go on with.
    SysRng.try_fill_bytes(&mut bytes).unwrap_or_else(|wrong| panic!("this system gives no random bytes: {wrong}"));
    bytes
}
