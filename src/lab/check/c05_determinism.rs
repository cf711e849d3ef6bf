//! C05: equal ledgers lead to equal states: the digest counted afresh is the one the ledger's last entry names.

use std::collections::BTreeMap;

use crate::lab::history::{History, letter};

/// Compares each machine's state with its own ledger and with every other machine's at the same end.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut states = BTreeMap::new();
    for end in &history.ends {
        let Some(last) = end.digests.last() else { continue };
        if *last != end.digest {
            wrongs.push(format!("{}'s state is not what its ledger says", letter(end.who)));
        }
        if end.counted != end.digest {
            wrongs.push(format!("{}'s digest leaves something of its state out", letter(end.who)));
        }
        if *states.entry(*last).or_insert(end.digest) != end.digest {
            wrongs.push(format!("{} made another state of the same ledger", letter(end.who)));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn the_same_ledger_is_the_same_state() {
        tell_apart(
            check,
            &["A ends xy 2 y; B ends xy 2 y", "A ends xy 2 y; B ends x 1 x", "A entry 1 1 x"],
            &["A ends xy 2 x", "A ends xy 2 y; B ends xy 2 q", "A ends x 1 y; B ends x 1 y", "A ends xy 2 y q"],
        );
    }
}
