//! C09: every face is drawn from the values that were given for it, each value is the next of its chain, serves once and
//! is not shown early, a majority passes a witness over, and over many nights every face comes as often as any other, also
//! after any other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::c07_authority::Holders;
use super::eras::Eras;
use super::given::Values;
use crate::lab::history::{History, Seen, letter};
use crate::session::entry::Entry;
use crate::session::fair::Roll;
use crate::session::ledger::Batch;
use crate::world::event::{D20, Event};
use crate::world::id::SeatId;

/// Draws every roll anew in the line that everyone ends with, and looks at every d20.
pub fn check(history: &History) -> Vec<String> {
    let (mut values, mut holders, mut index) = (Values::new(), Holders::default(), 0);
    for batch in &history.line {
        for line in &batch.lines {
            index += 1;
            holders.read(line);
            values.entry(&line.entry, index, &batch.head.said, |seat| holders.of(seat));
        }
    }
    let false_faces = rolls(&history.line).into_iter().filter(|(_, face)| !(1..=20).contains(face));
    values.wrongs.extend(false_faces.map(|(_, face)| format!("a d20 shows {face}")));
    values.wrongs.extend(used_twice(history));
    values.wrongs.extend(shown_early(history));
    let eras = Eras::of(&history.line);
    for (line, index) in history.line.iter().flat_map(|batch| &batch.lines).zip(1_u64..) {
        if let Entry::PassedOver { consents, .. } = &line.entry {
            let voters = consents.iter().map(|(voter, _)| *voter).collect();
            if !eras.is_majority_at(index, &voters) {
                values.wrongs.push(format!("entry {index} passes a witness over without a majority"));
            }
        }
    }
    values.wrongs
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

/// The faces of every d20 that was rolled, in order, each with the seat that rolled it.
pub fn rolls(batches: &[Arc<Batch>]) -> Vec<(Option<SeatId>, u16)> {
    let mut faces = Vec::new();
    for line in batches.iter().flat_map(|batch| &batch.lines) {
        let (seat, events): (Option<SeatId>, &[Event]) = match &line.entry {
            Entry::Deed(deed) => (Some(deed.asked.said.command.seat), &deed.events),
            Entry::Course { events, .. } => (None, events),
            _ => (None, &[]),
        };
        for event in events {
            let mut add = |roll: &D20| faces.extend(roll.faces.iter().map(|face| (seat, face.0)));
            match event {
                Event::Checked { roll, .. }
                | Event::Saved { roll, .. }
                | Event::InitiativeRolled { roll, .. }
                | Event::Resisted { roll, .. }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn a_history_without_rolls_has_nothing_wrong() {
        assert_eq!(check(&History::default()), Vec::<String>::new());
        assert_eq!(rolls(&[]), []);
    }

    #[test]
    fn a_witness_waits_for_his_own_disk() {
        tell_apart(
            check,
            &[
                "A kept 3 x; A reveals 3",
                "A kept 2 x; A kept 4 y; A reveals 3; A reveals 4",
                "A recovered 5 x 2; A reveals 5",
            ],
            &["A reveals 3", "A kept 2 x; A reveals 3", "B kept 3 x; A reveals 3"],
        );
    }
}
