//! C16: a member's address reaches members only.

use crate::lab::history::{History, Seen, letter};

/// What a frame with an address in it is reported as.
pub const ADDRESS: &str = "a member's address";

/// Reports addresses that were seen on their way to someone who is no member.
pub(super) fn check(history: &History) -> Vec<String> {
    let leaks = history.moments.iter().filter(|moment| moment.seen == Seen::Leaks(ADDRESS));
    leaks.map(|moment| format!("{} is no member and is sent an address", letter(moment.who))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::Moment;

    fn check_seen(seen: Vec<Seen>, wrong: bool) {
        let moments = seen.into_iter().map(|seen| Moment { at_ms: 0, who: 3, seen }).collect();
        assert_eq!(!check(&History { moments, ..History::default() }).is_empty(), wrong);
    }

    #[test]
    fn an_address_to_a_stranger_is_seen() {
        check_seen(vec![], false);
        check_seen(vec![Seen::Starts, Seen::Calm], false);
        check_seen(vec![Seen::Leaks("a key")], false);
        check_seen(vec![Seen::Leaks(ADDRESS)], true);
        check_seen(vec![Seen::Starts, Seen::Leaks(ADDRESS)], true);
        check_seen(vec![Seen::Leaks(ADDRESS), Seen::Leaks(ADDRESS)], true);
    }
}
