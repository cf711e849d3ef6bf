//! C17: one order for all: what was durable before something was asked stands before it in the ledger.

use std::collections::BTreeMap;

use crate::lab::history::{History, Seen, letter};

/// Compares when each command was asked, and what anyone had been shown as durable by then, with where it ended up.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let flawed = history.flawed();
    let crooked = !history.crooked_terms().is_empty();
    // The highest index that anyone was shown as durable, and what it was when each command was asked.
    let mut durable = 0;
    let mut asked: BTreeMap<(u8, u64), u64> = BTreeMap::new();
    let mut placed: BTreeMap<(u8, u64), (u64, usize)> = BTreeMap::new();
    // What each machine shows and may still lose.
    let mut open: BTreeMap<usize, BTreeMap<u64, (u8, u64)>> = BTreeMap::new();
    for moment in history.moments.iter().filter(|moment| !flawed.contains(&moment.who)) {
        match &moment.seen {
            Seen::Durable { index } => {
                durable = durable.max(*index);
                let mine = open.entry(moment.who).or_default();
                let later = mine.split_off(&(index + 1));
                let kept = std::mem::replace(mine, later);
                placed.extend(kept.into_iter().map(|(index, key)| (key, (index, moment.who))));
            }
            Seen::Asks { seat, number } => drop(asked.insert((*seat, *number), durable)),
            Seen::Entry { index, deed: Some(key), .. } => {
                open.entry(moment.who).or_default().insert(*index, *key);
            }
            Seen::Lost { indices } => {
                let lost = indices.iter().min().copied().unwrap_or(u64::MAX);
                open.entry(moment.who).or_default().split_off(&lost);
            }
            Seen::Starts => drop(open.remove(&moment.who)),
            _ => {}
        }
    }
    for (key, (index, who)) in placed {
        if let Some(before) = asked.get(&key)
            && index <= *before
            && !crooked
        {
            wrongs.push(format!(
                "{} sees a command at {index} that was asked when {before} was durable already",
                letter(who)
            ));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn later_is_behind() {
        tell_apart(
            check,
            &[
                "A entry 1 1 x; A durable 1; A asks 0 5; A deed 2 1 y 0 5",
                "A asks 0 5; A entry 1 1 x; A durable 1; A deed 2 1 y 0 5",
                "A asks 0 5; B asks 1 5; A deed 2 1 y 1 5; A deed 3 1 z 0 5; A durable 3",
                "B durable 4; A asks 0 5; A deed 2 1 y 0 5; A lost 2; A entry 2 2 z; A durable 2",
            ],
            &[
                "A entry 1 1 x; A durable 1; A asks 0 5; B deed 1 2 y 0 5; B durable 1",
                "A entry 3 1 x; A durable 3; B asks 1 5; A deed 2 1 y 1 5; A durable 3",
                "A durable 9; B durable 4; C asks 2 5; C deed 8 1 y 2 5; C durable 8",
            ],
        );
    }
}
