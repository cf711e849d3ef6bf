//! Using a thing in reach: doors, chests, people, ways out.

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

/// Uses it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let _ = (now, who, thing);
    Err(Refusal::NoSuchThing)
}
