//! C01: what a person was shown as durable is in every ledger that goes on, and what a disk kept is there again.

use std::collections::BTreeMap;

use crate::lab::history::{History, Seen, letter};
use crate::session::hash::Hash;

/// Compares what each honest machine showed as durable with what every honest machine holds in the end.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let flawed = history.flawed();
    let crooked = history.crooked_terms();
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
            ],
            &[
                "A entry 1 1 x; A durable 1; B ends y 1 y",
                "A entry 1 1 x; A entry 2 1 y; A durable 2; A calm; A together; B ends x 1 x",
                "A entry 1 1 x; A durable 1; A ends y 1 y",
                "A entry 1 1 x; A durable 1; A calm; A together; B ends y 0 y",
                "A entry 1 1 x; A entry 2 1 y; A durable 1; A durable 2; C ends xz 2 z",
            ],
        );
    }
}
