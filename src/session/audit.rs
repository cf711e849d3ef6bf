//! The audit: every guest draws the faces anew, lets the rules decide again, and must get the same faces and events.

use super::distrust::Falsehood;
use super::entry::{Asked, Change, Deed, Entry};
use super::fair::{Cause, Consent, Roll};
use super::library::Library;
use super::pledge::Strand;
use super::seal::{Sealed, Signature};
use super::state::State;
use super::table::forgets_numbers;
use crate::bugs::{Bug, seeded};
use crate::dice::{Dice, Face};
use crate::rules;
use crate::world::event::Event;
use crate::world::id::PlayerId;

/// Checks who asked for an entry, who gave its dice, and that the rules lead to its events. The state is the one before
/// the entry.
pub fn audit(state: &State, entry: &Entry, library: &Library) -> Result<(), Falsehood> {
    match entry {
        Entry::Deed(deed) => audit_deed(state, deed),
        Entry::Course { roll, faces, events, .. } => audit_course(state, *roll, faces, events),
        Entry::Owed(cause) => audit_owed(state, cause),
        Entry::Pledged(pledge) if pledge.is_by(pledge.said.player) => Ok(()),
        Entry::Pledged(_) => Err(Falsehood::Pledge),
        Entry::PassedOver { witness, consents } => audit_consents(state, *witness, consents),
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
        | Entry::Revoked { .. }
        | Entry::Forked(_)
        | Entry::Chartered { .. } => Ok(()),
    }
}

fn audit_deed(state: &State, deed: &Deed) -> Result<(), Falsehood> {
    let asked = &deed.asked.said;
    let player = audit_author(state, &deed.asked)?;
    let mut dice = state.table.dice(Some(asked), deed.roll, &deed.faces)?;
    let found = match rules::resolve(&state.world, player, &asked.command, &mut dice) {
        Ok(events) => events,
        Err(_) if is_void(state, &[], &deed.events) => Vec::new(),
        Err(why) => return Err(Falsehood::Refused(why)),
    };
    compare(&mut dice, &deed.faces)?;
    if found == deed.events || is_void(state, &found, &deed.events) { Ok(()) } else { Err(Falsehood::Events) }
}

fn audit_author(state: &State, asked: &Sealed<Asked>) -> Result<PlayerId, Falsehood> {
    let said = &asked.said;
    let player = state.table.holder(said.command.seat).ok_or(Falsehood::Author)?;
    let seated = state.table.members.contains_key(&player);
    let signed = asked.is_by(player) || seeded(Bug::OtherSeat);
    if said.table != state.table.id || !seated || !signed {
        return Err(Falsehood::Author);
    }
    let place = state.table.seats.get(&said.command.seat).ok_or(Falsehood::Author)?;
    if said.number <= place.number && !forgets_numbers() {
        return Err(Falsehood::Number);
    }
    let own = state.table.fair.threads.fits(player, Strand::Own(said.command.seat), said.given);
    let fits = own || seeded(Bug::OtherSeat);
    let next = fits && said.term == state.table.term;
    if next || state.table.fair.is_mended(said) { Ok(player) } else { Err(Falsehood::Value) }
}

fn audit_course(state: &State, roll: Roll, faces: &[Face], events: &[Event]) -> Result<(), Falsehood> {
    let mut dice = state.table.dice(None, roll, faces)?;
    let found = match rules::proceed(&state.world, &mut dice) {
        Some(found) => found,
        None if is_void(state, &[], events) => Vec::new(),
        None => return Err(Falsehood::Idle),
    };
    compare(&mut dice, faces)?;
    if found == events || is_void(state, &found, events) { Ok(()) } else { Err(Falsehood::Events) }
}

/// What is owed must be what would happen next, and ask for a die.
fn audit_owed(state: &State, cause: &Cause) -> Result<(), Falsehood> {
    let mut probe = Dice::read([]);
    match cause {
        Cause::Deed(asked) => {
            let player = audit_author(state, asked)?;
            if !state.table.wants_witness(&asked.said) {
                return Err(Falsehood::Witness);
            }
            rules::resolve(&state.world, player, &asked.said.command, &mut probe).map_err(Falsehood::Refused)?;
        }
        Cause::Course => drop(rules::proceed(&state.world, &mut probe).ok_or(Falsehood::Idle)?),
    }
    if probe.take_shown().is_empty() { Err(Falsehood::Witness) } else { Ok(()) }
}

fn audit_consents(state: &State, witness: PlayerId, consents: &[(PlayerId, Signature)]) -> Result<(), Falsehood> {
    let (_, index) = state.table.fair.witness().ok_or(Falsehood::Witness)?;
    let said = Consent { table: state.table.id, term: state.table.term, index, witness };
    let signed = consents.iter().all(|(voter, signature)| Sealed { said, signature: *signature }.is_by(*voter));
    if signed { Ok(()) } else { Err(Falsehood::Witness) }
}

/// A roll that was owed must end even where its faces lead to nothing that the rules allow: then nothing happens.
fn is_void(state: &State, found: &[Event], claimed: &[Event]) -> bool {
    let mut world = state.world.clone();
    let cannot = found.is_empty() || found.iter().any(|event| world.apply(event).is_err());
    claimed.is_empty() && state.table.fair.is_waiting() && cannot
}

fn compare(dice: &mut Dice, claimed: &[Face]) -> Result<(), Falsehood> {
    if dice.settled() && dice.take_shown() == claimed { Ok(()) } else { Err(Falsehood::Faces) }
}
