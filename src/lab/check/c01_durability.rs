//! C01: what a person was shown as durable is in every ledger that goes on, and nothing is promised that no disk holds.

use std::collections::BTreeMap;

use crate::lab::history::{History, Seen, letter};
use crate::session::hash::Hash;

/// Compares what each honest machine showed as durable with what every honest machine holds in the end.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let flawed = history.flawed();
    let crooked = history.crooked_terms();
    wrongs.extend(unkept(history));
    if history.moments.iter().any(|moment| moment.seen == Seen::NothingToRestore) {
        wrongs.push("no older copy is left to put back".to_owned());
    }
    let durable = shown_durable(history, &crooked);
    let Some(last) = durable.last_key_value().map(|(index, _)| *index) else { return wrongs };
    let healed = history.calm_ms().is_some() && history.moments.iter().any(|moment| moment.seen == Seen::Together);
    for end in history.ends.iter().filter(|end| end.seated && !flawed.contains(&end.who)) {
        for (index, digest) in &durable {
            match end.digests.get(*index as usize - 1) {
                // What is not known to be durable may still be cut, as long as the table is not together.
                Some(held) if held != digest && (healed || *index <= end.durable) => {
                    wrongs.push(format!("{} holds another entry {index} than was durable", letter(end.who)));
                    break;
                }
                // Who was cut off may be behind; once everyone is together nobody is.
                None if healed => {
                    wrongs.push(format!("{} ends at {} where {last} is durable", letter(end.who), end.digests.len()));
                    break;
                }
                Some(_) | None => {}
            }
        }
    }
    wrongs
}

/// Acknowledgements of what is not on the disk, entries of older terms that are counted by themselves, and votes for less
/// than the voter has himself.
fn unkept(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut kept: BTreeMap<usize, u64> = BTreeMap::new();
    let mut terms: BTreeMap<usize, u64> = BTreeMap::new();
    // What each machine shows: its entries' terms, and how far all is durable.
    let mut shown: BTreeMap<usize, BTreeMap<u64, u64>> = BTreeMap::new();
    let mut durable: BTreeMap<usize, u64> = BTreeMap::new();
    let flawed = history.flawed();
    for moment in history.moments.iter().filter(|moment| !flawed.contains(&moment.who)) {
        let who = moment.who;
        match &moment.seen {
            Seen::Starts => drop((shown.remove(&who), durable.remove(&who))),
            Seen::Kept { index, .. } => drop(kept.insert(who, *index)),
            Seen::Recovered { index, .. } => drop(kept.insert(who, *index)),
            Seen::Cut { index } => {
                let known = kept.entry(who).or_default();
                *known = (*known).min(*index);
            }
            Seen::Acks { index, .. } if *index > kept.get(&who).copied().unwrap_or(0) => {
                wrongs.push(format!("{} acknowledges {index}, which is not on its disk", letter(who)));
            }
            Seen::Term { term, .. } => drop(terms.insert(who, *term)),
            Seen::Entry { index, term, .. } => drop(shown.entry(who).or_default().insert(*index, *term)),
            Seen::Lost { indices } => {
                let first = indices.iter().min().copied().unwrap_or(u64::MAX);
                shown.entry(who).or_default().split_off(&first);
            }
            Seen::Durable { index } => {
                let before = durable.insert(who, *index).unwrap_or(0);
                let of = shown.get(&who).and_then(|shown| shown.get(index));
                if let (Some(of), Some(term)) = (of, terms.get(&who))
                    && *index > before
                    && of < term
                {
                    wrongs.push(format!("{} counts entry {index} of term {of} by itself in term {term}", letter(who)));
                }
            }
            Seen::Votes { term: vote, tail, candidate } if *candidate != who => {
                // While the vote was on its way to the disk the candidate may have won, and written already.
                let own = shown.get(&who).and_then(|shown| shown.iter().rev().find(|(_, term)| *term < vote));
                if let Some((index, term)) = own
                    && *tail < (*term, *index)
                {
                    wrongs.push(format!("{} votes for a shorter ledger than its own", letter(who)));
                }
            }
            _ => {}
        }
    }
    wrongs
}

/// Every index that an honest machine showed as durable, with the digest it showed there.
fn shown_durable(history: &History, crooked: &[u64]) -> BTreeMap<u64, Hash> {
    let mut shown: BTreeMap<usize, BTreeMap<u64, (u64, Hash)>> = BTreeMap::new();
    let mut durable = BTreeMap::new();
    for moment in &history.moments {
        match &moment.seen {
            Seen::Entry { index, term, digest, .. } => {
                shown.entry(moment.who).or_default().insert(*index, (*term, *digest));
            }
            Seen::Durable { index } => {
                let mine = shown.entry(moment.who).or_default();
                let later = mine.split_off(&(index + 1));
                for (at, (term, digest)) in std::mem::replace(mine, later) {
                    if !crooked.contains(&term) {
                        durable.entry(at).or_insert(digest);
                    }
                }
            }
            _ => {}
        }
    }
    durable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn what_was_durable_stays() {
        tell_apart(
            check,
            &[
                "A entry 1 1 x; A durable 1; A ends x 1 x; B ends xy 1 y",
                "A entry 1 1 x; A entry 2 1 y; A durable 1; A ends x 1 x",
                "A entry 1 1 x; A durable 1; B forgot; A calm; A together; B ends q 1 q; A ends x 1 x",
                "A entry 1 1 x; A durable 1; B ends y 0 y",
                "A lies-hosting; B term 2 A; B entry 1 2 q; B durable 1; C ends x 1 x",
                "A entry 1 1 x; A entry 2 1 y; A durable 2; A ends xy 2 y; B ends x 1 x",
                "A kept 3 x; A acks 1 3; A cut 2; A acks 2 2",
                "A entry 1 1 x; A term 2 B; A entry 2 2 y; A durable 2",
                "A entry 1 1 x; A votes 2 B 1 1; A entry 2 2 y; A votes 3 C 2 2",
            ],
            &[
                "A entry 1 1 x; A durable 1; B ends y 1 y",
                "A entry 1 1 x; A entry 2 1 y; A durable 2; A calm; A together; B ends x 1 x",
                "A entry 1 1 x; A durable 1; A ends y 1 y",
                "A entry 1 1 x; A durable 1; A calm; A together; B ends y 0 y",
                "A entry 1 1 x; A entry 2 1 y; A durable 1; A durable 2; C ends xz 2 z",
                "A kept 3 x; A acks 1 4",
                "A kept 3 x; A cut 2; A acks 2 3",
                "A entry 1 1 x; A term 2 B; A durable 1",
                "A entry 1 1 x; A entry 2 1 y; A votes 2 B 1 1",
                "A nothing-to-restore",
            ],
        );
    }
}
