//! One link for a pair of players, however many connections there are. Pure.
//!
//! The player with the smaller key chooses, and says so as the first word on the connection that is taken. One side
//! alone decides, so two dials that cross can never leave two links or none.

use std::time::Duration;

use super::Direction;
use super::limits::SAME_MOMENT;

/// What becomes of a connection whose three lanes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Take it, and say so.
    Take,
    /// The other side decides: listen for its word.
    Listen,
    /// Close it: there is a good link.
    Close,
}

/// Judges a connection, given the age of the link that stands, if one does.
pub(super) fn judge(us: &[u8; 32], them: &[u8; 32], link: Option<Duration>, dialled: Direction) -> Verdict {
    if us > them {
        return Verdict::Listen;
    }
    match (link, dialled) {
        (None, _) => Verdict::Take,
        // We have a link and dialled in vain.
        (Some(_), Direction::Outbound) => Verdict::Close,
        // Two dials crossed: the first that stood is the link.
        (Some(age), Direction::Inbound) if age < SAME_MOMENT => Verdict::Close,
        // They dial again because their end of the old link is gone, though ours has not noticed yet.
        (Some(_), Direction::Inbound) => Verdict::Take,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_key_decides() {
        let (small, large) = ([1; 32], [2; 32]);
        let check = |us: &[u8; 32], them: &[u8; 32], age_ms: Option<u64>, dialled, expected| {
            assert_eq!(judge(us, them, age_ms.map(Duration::from_millis), dialled), expected);
        };
        for dialled in [Direction::Inbound, Direction::Outbound] {
            check(&large, &small, None, dialled, Verdict::Listen);
            check(&large, &small, Some(9_999), dialled, Verdict::Listen);
            check(&small, &large, None, dialled, Verdict::Take);
        }
        check(&small, &large, Some(100), Direction::Inbound, Verdict::Close);
        check(&small, &large, Some(100), Direction::Outbound, Verdict::Close);
        check(&small, &large, Some(60_000), Direction::Outbound, Verdict::Close);
        check(&small, &large, Some(60_000), Direction::Inbound, Verdict::Take);
    }
}
