//! Preparing spells after a long rest (SRD: Spellcasting).

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::id::SpellId;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Prepares.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, spells: &[SpellId]) -> Result<(), Refusal> {
    let _ = (now, who, spells);
    Err(Refusal::NotRestful)
}
