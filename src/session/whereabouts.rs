//! Whereabouts: where each member's machine may be reached, signed by himself, so that anyone can host after anyone.

use serde::{Deserialize, Serialize};

use super::hash::TableId;
use super::limits::{WHEREABOUTS_BYTES_MAX, WHEREABOUTS_MAX};
use super::seal::{Domain, Sealable};

/// Where a member may be reached. Given to members of the table only, by the host; the newest word counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    /// Which table it is for.
    pub table: TableId,
    /// When it was said, in milliseconds since 1970 by the member's clock.
    pub said_ms: u64,
    /// Addresses as the transport writes them, at most 8 of at most 128 bytes.
    pub addresses: Vec<String>,
}

impl Whereabouts {
    /// True when it is no longer than it may be.
    pub fn is_bounded(&self) -> bool {
        self.addresses.len() <= WHEREABOUTS_MAX
            && self.addresses.iter().all(|address| address.len() <= WHEREABOUTS_BYTES_MAX)
    }
}

impl Sealable for Whereabouts {
    const DOMAIN: Domain = Domain::Whereabouts;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_or_too_long_is_seen() {
        let at = |addresses: Vec<String>| Whereabouts { table: TableId::default(), said_ms: 1, addresses };
        assert!(at(vec!["a".repeat(WHEREABOUTS_BYTES_MAX); WHEREABOUTS_MAX]).is_bounded());
        assert!(!at(vec!["a".repeat(WHEREABOUTS_BYTES_MAX + 1)]).is_bounded());
        assert!(!at(vec![String::new(); WHEREABOUTS_MAX + 1]).is_bounded());
    }
}
