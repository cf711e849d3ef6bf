//! C04: one entry for each index of a term, one durable entry for each index, and ledgers that are prefixes of another.

use std::collections::BTreeMap;

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
