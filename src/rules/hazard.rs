//! Locks and traps: picking, breaking, disarming (SRD: Traps, Objects).

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::tale::id::ThingId;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Picks a lock.
pub(super) fn pick_lock(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let _ = (now, who, thing);
    Err(Refusal::NoSuchThing)
}

/// Breaks a lock.
pub(super) fn force(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let _ = (now, who, thing);
    Err(Refusal::NoSuchThing)
}

/// Disarms.
pub(super) fn disarm(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let _ = (now, who, thing);
    Err(Refusal::NoSuchThing)
}

/// Whatever waits on a tile for feet.
pub(super) fn stepped(now: &mut Unfold<'_>, who: CreatureId, tile: crate::tale::map::Tile) {
    let _ = (now, who, tile);
}
