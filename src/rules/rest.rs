//! Short and long rests (SRD: Resting).

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Rests for an hour.
pub(super) fn short(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NotRestful)
}

/// Rests for eight hours.
pub(super) fn long(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NotRestful)
}

/// Spends a hit die.
pub(super) fn spend_hit_die(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NotRestful)
}
