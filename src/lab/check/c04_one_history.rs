//! C04: one entry for each index of a term, one durable entry for each index, and ledgers that are prefixes of another.

use std::collections::BTreeMap;

use crate::lab::check::eras::Eras;
use crate::lab::history::{History, Seen, letter};

/// Compares what all honest machines saw and hold.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let (crooked, flawed) = (history.crooked_terms(), history.flawed());
    let mut entries = BTreeMap::new();
    let mut durable = BTreeMap::new();
    let mut shown: BTreeMap<usize, BTreeMap<u64, (u64, _)>> = BTreeMap::new();
    for moment in history.moments.iter().filter(|moment| !flawed.contains(&moment.who)) {
        match &moment.seen {
            Seen::Entry { index, term, digest, .. } => {
                if crooked.contains(term) {
                    continue;
                }
                if entries.entry((*term, *index)).or_insert(*digest) != digest {
                    wrongs.push(format!("{} sees another entry {index} of term {term}", letter(moment.who)));
                }
                shown.entry(moment.who).or_default().insert(*index, (*term, *digest));
            }
            Seen::Durable { index } => {
                let mine = shown.entry(moment.who).or_default();
                let later = mine.split_off(&(index + 1));
                for (at, (_, digest)) in std::mem::replace(mine, later) {
                    if *durable.entry(at).or_insert(digest) != digest {
                        wrongs.push(format!("two entries are durable at {at}"));
                    }
                }
            }
            _ => {}
        }
    }
    wrongs.extend(forks(history));
    wrongs.extend(minorities(history));
    wrongs
}

/// What is shown as durable and is on too few disks for any roster that the machine knew.
fn minorities(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    if !history.crooked_terms().is_empty() || history.line.is_empty() {
        return wrongs;
    }
    let eras = Eras::of(&history.line);
    let flawed = history.flawed();
    let (mut kept, mut last): (BTreeMap<usize, u64>, BTreeMap<usize, u64>) = Default::default();
    for moment in &history.moments {
        let who = moment.who;
        match &moment.seen {
            Seen::Kept { index, .. } => drop(kept.insert(who, *index)),
            Seen::Recovered { index, .. } => {
                kept.insert(who, *index);
                last.insert(who, *index);
            }
            Seen::Cut { index } => {
                let known = kept.entry(who).or_default();
                *known = (*known).min(*index);
            }
            Seen::Entry { index, .. } => drop(last.insert(who, *index)),
            Seen::Durable { index } if !flawed.contains(&who) => {
                let known = last.get(&who).copied().unwrap_or(*index);
                // Nobody knows what a liar, or one who lost his disk, once had.
                let keeps = |who: &usize| flawed.contains(who) || kept.get(who).is_some_and(|kept| kept >= index);
                let keepers = (0..history.players.len()).filter(keeps).map(|who| history.players[who]).collect();
                if !eras.is_majority_within(*index, known, &keepers) {
                    wrongs.push(format!("{} shows {index} as durable, which too few disks hold", letter(who)));
                }
            }
            _ => {}
        }
    }
    wrongs
}

/// Ledgers that part before what both know to be durable.
fn forks(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let (crooked, flawed) = (!history.crooked_terms().is_empty(), history.flawed());
    let honest: Vec<_> = history.ends.iter().filter(|end| end.seated && !flawed.contains(&end.who)).collect();
    for (place, one) in honest.iter().enumerate() {
        for other in &honest[place + 1..] {
            let both = one.durable.min(other.durable) as usize;
            let parts = one.digests.iter().zip(&other.digests).take(both).any(|(one, other)| one != other);
            if parts && !crooked {
                wrongs.push(format!("{} and {} part where both are durable", letter(one.who), letter(other.who)));
            }
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn one_entry_in_one_place() {
        tell_apart(
            check,
            &[
                "A entry 1 1 x; B entry 1 1 x; A durable 1; B durable 1",
                "A entry 1 1 x; A entry 1 2 y; A durable 1",
                "A ends xyz 2 z; B ends xyq 2 q",
                "C lies-hosting; A term 2 C; A entry 4 2 x; B entry 4 2 y",
            ],
            &[
                "A entry 1 1 x; B entry 1 1 y",
                "A entry 1 1 x; A durable 1; B entry 1 2 y; B durable 1",
                "A ends xyz 3 z; B ends xqz 3 z",
                "A entry 2 1 x; B entry 2 1 x; C entry 2 1 y",
            ],
        );
    }
}
