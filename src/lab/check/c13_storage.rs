//! C13: what a disk had kept is read back after every start, and damage is never taken for anything else.

use std::collections::BTreeMap;

use crate::lab::history::{Flaw, History, Seen, letter};
use crate::session::hash::Hash;

/// Compares what was synced before each stop with what was read back after it.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    // The ends of batches on each disk.
    let mut kept: BTreeMap<usize, BTreeMap<u64, Hash>> = BTreeMap::new();
    let mut damaged: BTreeMap<usize, bool> = BTreeMap::new();
    let mut rotten = None;
    let flawed = history.flawed();
    for moment in &history.moments {
        let who = moment.who;
        match &moment.seen {
            Seen::Rots => rotten = Some(who),
            Seen::Recovered { damaged: false, .. } if rotten == Some(who) => {
                rotten = None;
                wrongs.push(format!("{}'s ledger file is damaged and is taken for sound", letter(who)));
            }
            Seen::Kept { index, hash } => drop(kept.entry(who).or_default().insert(*index, *hash)),
            Seen::Cut { index } => drop(kept.entry(who).or_default().split_off(&(index + 1))),
            Seen::Flawed(Flaw::Forgot | Flaw::Disk) => {
                kept.remove(&who);
                damaged.insert(who, true);
            }
            Seen::Mute if !flawed.contains(&who) => {
                wrongs.push(format!("{} is told that it lost its ledger, and it did not", letter(who)));
            }
            Seen::Recovered { index, hash, damaged: found, .. } => {
                rotten = rotten.filter(|rotten| *rotten != who);
                if *found && damaged.insert(who, true).is_none() {
                    wrongs.push(format!("{}'s ledger file is damaged and nobody damaged it", letter(who)));
                }
                if !damaged.contains_key(&who)
                    && let Some((last, known)) = kept.get(&who).and_then(|kept| kept.last_key_value())
                {
                    if *index < *last {
                        wrongs.push(format!("{} had kept {last} and reads back {index}", letter(who)));
                    } else if *index == *last && hash != known {
                        wrongs.push(format!("{} reads back another entry {index}", letter(who)));
                    }
                }
            }
            _ => {}
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn what_was_synced_is_read_back() {
        tell_apart(
            check,
            &[
                "A kept 3 x; A stops; A recovered 3 x 1",
                "A kept 3 x; A stops; A recovered 4 y 1",
                "A kept 3 x; A cut 2; A kept 3 y; A stops; A recovered 3 y 1",
                "A kept 3 x; A forgot; A stops; A recovered 0 o 0 damaged",
                "A broken; A rots; A recovered 0 o 0 damaged; A stops; A recovered 4 y 1",
                "A kept 3 x; A forgot; A mute",
            ],
            &[
                "A kept 3 x; A stops; A recovered 2 y 1",
                "A kept 3 x; A stops; A recovered 3 y 1",
                "A kept 3 x; A stops; A recovered 3 x 1 damaged",
                "A kept 3 x; B forgot; A mute",
                "A kept 3 x; A cut 2; A kept 3 y; A stops; A recovered 3 x 1",
                "A broken; A rots; A recovered 4 y 1",
            ],
        );
    }
}
