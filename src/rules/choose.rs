//! Choosing in scenes.

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::tale::id::ChoiceId;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Chooses.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, choice: &ChoiceId) -> Result<(), Refusal> {
    let _ = (now, who, choice);
    Err(Refusal::NoScene)
}

/// Goes on.
pub(super) fn go_on(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NoScene)
}
