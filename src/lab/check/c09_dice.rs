//! C09: every face is drawn from the values that were given for it, each value is the next of its chain, and over many
//! nights every face comes as often as any other, also after any other.

use std::collections::BTreeMap;

use super::c07_authority::seat;
use super::given::Values;
use crate::lab::history::History;
use crate::session::entry::Entry;
use crate::world::event::{D20, Event};
use crate::world::id::SeatId;

/// Draws every roll anew in the line that everyone ends with, and looks at every d20.
pub fn check(history: &History) -> Vec<String> {
    let (mut values, mut holders, mut index) = (Values::new(), BTreeMap::new(), 0);
    for batch in &history.line {
        for line in &batch.lines {
            index += 1;
            seat(line, &mut holders);
            values.entry(&line.entry, index, &batch.head.said, |seat| holders.get(&seat).copied());
        }
    }
    let false_faces = rolls(history).into_iter().filter(|(_, face)| !(1..=20).contains(face));
    values.wrongs.extend(false_faces.map(|(_, face)| format!("a d20 shows {face}")));
    values.wrongs
}

/// The faces of every d20 that was rolled, in order, each with the seat that rolled it.
pub fn rolls(history: &History) -> Vec<(Option<SeatId>, u16)> {
    let mut faces = Vec::new();
    for line in history.line.iter().flat_map(|batch| &batch.lines) {
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

    #[test]
    fn a_history_without_rolls_has_nothing_wrong() {
        assert_eq!(check(&History::default()), Vec::<String>::new());
        assert_eq!(rolls(&History::default()), []);
    }
}
