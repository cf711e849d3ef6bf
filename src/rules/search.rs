//! Looking around for what is hidden (SRD: Using Ability Scores, Perception).

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Looks around.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NothingThere)
}
