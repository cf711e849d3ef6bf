//! The audit: every guest lets the rules decide again with the faces that were rolled, and must get the same events.

use super::distrust::Falsehood;
use super::entry::{Change, Deed, Entry};
use super::library::Library;
use super::state::State;
use crate::dice::{Dice, Face};
use crate::rules;
use crate::world::event::Event;

/// Checks who asked for an entry and that the rules lead to its events. The state is the one before the entry.
pub fn audit(state: &State, entry: &Entry, library: &Library) -> Result<(), Falsehood> {
    match entry {
        Entry::Deed(deed) => audit_deed(state, deed),
        Entry::Course { faces, events } => audit_course(state, faces, events),
        Entry::Joint { change: Change::Convicted { player, proof }, .. } => {
            let proven = proof.convicts(state.table.id, library).contains(player);
            proven.then_some(()).ok_or(Falsehood::Change)
        }
        // What the table decides by itself is checked where it is written.
        Entry::Genesis(_)
        | Entry::Opened(_)
        | Entry::Joint { .. }
        | Entry::Settled { .. }
        | Entry::CalledOff { .. }
        | Entry::Away { .. }
        | Entry::Back { .. }
        | Entry::Invited { .. }
        | Entry::Revoked { .. } => Ok(()),
    }
}

fn audit_deed(state: &State, deed: &Deed) -> Result<(), Falsehood> {
    let asked = &deed.asked.said;
    let player = state.table.holder(asked.command.seat).ok_or(Falsehood::Author)?;
    let seated = state.table.members.contains_key(&player);
    if asked.table != state.table.id || !seated || !deed.asked.is_by(player) {
        return Err(Falsehood::Author);
    }
    let mut dice = Dice::read(deed.faces.iter().copied());
    let events = rules::resolve(&state.world, player, &asked.command, &mut dice).map_err(Falsehood::Refused)?;
    compare(&dice, &events, &deed.events)
}

fn audit_course(state: &State, faces: &[Face], events: &[Event]) -> Result<(), Falsehood> {
    let mut dice = Dice::read(faces.iter().copied());
    let found = rules::proceed(&state.world, &mut dice).ok_or(Falsehood::Idle)?;
    compare(&dice, &found, events)
}

fn compare(dice: &Dice, found: &[Event], claimed: &[Event]) -> Result<(), Falsehood> {
    if !dice.settled() {
        return Err(Falsehood::Faces);
    }
    if found == claimed { Ok(()) } else { Err(Falsehood::Events) }
}
