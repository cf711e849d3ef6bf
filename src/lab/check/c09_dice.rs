//! C09: every face is one its die has, no value serves twice or is shown early, nobody is passed over by a few, and over
//! many nights every face comes as often as any other.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::check::eras::Eras;
use crate::lab::history::{History, Seen, letter};
use crate::session::entry::Entry;
use crate::session::fair::Roll;
use crate::world::event::{D20, Event};

/// Looks at every d20 in the line that everyone ends with.
pub fn check(history: &History) -> Vec<String> {
    let faces = rolls(history).into_iter().filter(|face| !(1..=20).contains(face));
    let mut wrongs: Vec<String> = faces.map(|face| format!("a d20 shows {face}")).collect();
    wrongs.extend(used_twice(history));
    wrongs.extend(shown_early(history));
    wrongs.extend(history.false_dice.clone());
    let eras = Eras::of(&history.line);
    for (line, index) in history.line.iter().flat_map(|batch| &batch.lines).zip(1_u64..) {
        if let Entry::PassedOver { consents, .. } = &line.entry {
            let voters = consents.iter().map(|(voter, _)| *voter).collect();
            if !eras.is_majority_at(index, &voters) {
                wrongs.push(format!("entry {index} passes a witness over without a majority"));
            }
        }
    }
    wrongs
}

/// Values for the dice that stand in the ledger more than once.
fn used_twice(history: &History) -> Vec<String> {
    let mut used = BTreeSet::new();
    let mut wrongs = Vec::new();
    for (line, index) in history.line.iter().flat_map(|batch| &batch.lines).zip(1_u64..) {
        let (own, roll) = match &line.entry {
            Entry::Deed(deed) => (Some(deed.asked.said.given), deed.roll),
            Entry::Course { roll, .. } => (None, *roll),
            _ => continue,
        };
        let given = match roll {
            Roll::Idle | Roll::Alone => [own, None, None],
            Roll::Pair { host } => [own, Some(host), None],
            Roll::Witnessed { host, witness, .. } => [own, host, Some(witness)],
        };
        if !given.into_iter().flatten().all(|given| used.insert(given.value)) {
            wrongs.push(format!("entry {index} rolls with a value that was used before"));
        }
    }
    wrongs
}

/// Witnesses who show their value before the intent to roll is on their disk.
fn shown_early(history: &History) -> Vec<String> {
    let mut kept: BTreeMap<usize, u64> = BTreeMap::new();
    let mut wrongs = Vec::new();
    for moment in &history.moments {
        match &moment.seen {
            Seen::Kept { index, .. } | Seen::Recovered { index, .. } => drop(kept.insert(moment.who, *index)),
            Seen::Reveals { index } if kept.get(&moment.who).is_none_or(|kept| kept < index) => {
                wrongs.push(format!("{} shows its value before entry {index} is on its disk", letter(moment.who)));
            }
            _ => {}
        }
    }
    wrongs
}

/// The faces of every d20 that was rolled, in order.
pub fn rolls(history: &History) -> Vec<u16> {
    let mut faces = Vec::new();
    for line in history.line.iter().flat_map(|batch| &batch.lines) {
        let events: &[Event] = match &line.entry {
            Entry::Deed(deed) => &deed.events,
            Entry::Course { events, .. } => events,
            _ => &[],
        };
        for event in events {
            let mut add = |roll: &D20| faces.extend(roll.faces.iter().map(|face| face.0));
            match event {
                Event::Checked { roll, .. }
                | Event::Saved { roll, .. }
                | Event::InitiativeRolled { roll, .. }
                | Event::Attacked { roll, .. } => add(roll),
                Event::Contested { roll, other, .. } => {
                    add(roll);
                    add(other);
                }
                _ => {}
            }
        }
    }
    faces
}

/// What is wrong with how often each face of a d20 came, counted from 1; nothing where there are too few to tell.
pub fn fairness(counts: &[u64; 20]) -> Option<String> {
    let total: u64 = counts.iter().sum();
    if total < 2_000 {
        return None;
    }
    // Chi-square with 19 degrees of freedom, in thousandths: past 60 once in 300,000 times, below 3 as rarely.
    let expected_twentieth = total;
    let square: u128 = counts.iter().map(|count| u128::from((count * 20).abs_diff(expected_twentieth)).pow(2)).sum();
    let thousandths = square * 1_000 / (20 * u128::from(total));
    (!(3_000..60_000).contains(&thousandths)).then(|| format!("{total} d20 have a chi-square of {thousandths}/1000"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bend: impl Fn(usize) -> i64, fair: bool) {
        let mut counts = [0; 20];
        for (place, count) in counts.iter_mut().enumerate() {
            // A wobble such as honest dice have, and the bend on top.
            let wobble = [31, -40, 12, -25, 22][place % 5] + [5, -9, 4, 0][place % 4];
            *count = (1_000 + wobble + bend(place)) as u64;
        }
        assert_eq!(fairness(&counts).is_none(), fair, "{counts:?}");
    }

    #[test]
    fn loaded_dice_are_seen() {
        check(|_| 0, true);
        check(|place| if place == 3 { 20 } else { 0 }, true);
        check(|place| if place == 19 { 40 } else { 0 }, true);
        check(|place| if place == 19 { 250 } else { 0 }, false);
        check(|place| if place < 6 { 110 } else { 0 }, false);
        assert!(fairness(&[1_000; 20]).is_some(), "dice that come out even are no dice");
        assert!(fairness(&[10; 20]).is_none(), "too few to tell");
    }
}
