//! C02: each numbered command is done once at most, in rising order, and only if someone asked for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::history::{History, Seen, letter};
use crate::session::entry::Entry;

/// Looks through what each person saw, cut by cut, and through the line that everyone ends with.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut asked = BTreeSet::new();
    // What each machine shows as its ledger now: index to command.
    let mut shown: BTreeMap<usize, BTreeMap<u64, (u8, u64)>> = BTreeMap::new();
    let mut newest: BTreeMap<(usize, u8), u64> = BTreeMap::new();
    let liars = history.liars();
    for moment in &history.moments {
        let who = moment.who;
        match &moment.seen {
            Seen::Asks { seat, number } if !asked.insert((*seat, *number)) => {
                wrongs.push(format!("{} numbers two commands of seat {seat} {number}", letter(who)));
            }
            Seen::Lost { indices } => {
                let Some(first) = indices.iter().min() else { continue };
                let mine = shown.entry(who).or_default();
                mine.split_off(first);
                newest.retain(|(machine, _), _| *machine != who);
                for (seat, number) in mine.values() {
                    let known = newest.entry((who, *seat)).or_default();
                    *known = (*known).max(*number);
                }
            }
            Seen::Entry { index, deed: Some((seat, number)), .. } => {
                let known = newest.entry((who, *seat)).or_default();
                if *number <= *known {
                    wrongs.push(format!("{} sees command {number} of seat {seat} done after {known}", letter(who)));
                }
                *known = *number;
                shown.entry(who).or_default().insert(*index, (*seat, *number));
                if liars.is_empty() && !asked.contains(&(*seat, *number)) {
                    wrongs.push(format!("nobody asked for command {number} of seat {seat}"));
                }
            }
            // A machine that begins again tells nothing of what it told before.
            Seen::Starts => newest.retain(|(machine, _), _| *machine != who),
            _ => {}
        }
    }
    wrongs.extend(twice(history));
    wrongs
}

fn twice(history: &History) -> Vec<String> {
    let mut done = BTreeSet::new();
    let lines = history.line.iter().flat_map(|batch| &batch.lines);
    lines
        .filter_map(|line| match &line.entry {
            Entry::Deed(deed) => Some((deed.asked.said.command.seat.0, deed.asked.said.number)),
            _ => None,
        })
        .filter(|key| !done.insert(*key))
        .map(|(seat, number)| format!("command {number} of seat {seat} was done twice"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn once_and_in_order() {
        tell_apart(
            check,
            &[
                "A asks 0 5; A deed 3 1 x 0 5; A asks 0 6; A deed 4 1 y 0 6",
                "A asks 0 5; A deed 3 1 x 0 5; A lost 3; A deed 3 2 y 0 5",
                "A asks 0 5; A deed 3 1 x 0 5; B deed 3 1 x 0 5",
                "A asks 0 5; B asks 1 5; A deed 3 1 x 0 5; A deed 4 1 y 1 5",
            ],
            &[
                "A asks 0 5; A deed 3 1 x 0 5; A deed 4 1 y 0 5",
                "A asks 0 5; A asks 0 6; A deed 3 1 x 0 6; A deed 4 1 y 0 5",
                "A deed 3 1 x 0 5",
                "A asks 0 5; A asks 0 5",
                "A asks 0 5; A asks 0 6; A deed 3 1 x 0 5; A deed 4 1 y 0 6; A lost 4; A deed 4 2 z 0 5",
            ],
        );
    }
}
