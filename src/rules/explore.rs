//! Walking outside of fights.

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Walks.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, path: &[Tile]) -> Result<(), Refusal> {
    let _ = (now, who, path);
    Err(Refusal::NotBegun)
}
