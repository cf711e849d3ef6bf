//! Gaining a level: what it brings and what must be chosen (SRD: Beyond 1st Level).

use serde::{Deserialize, Serialize};

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::id::{ClassId, FeatureId, SpellId};
use crate::world::World;
use crate::world::id::CreatureId;

/// Every choice that a new level asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The class that gains the level.
    pub class: ClassId,
    /// Features where there is a choice.
    pub chosen: Vec<FeatureId>,
    /// New cantrips.
    pub cantrips: Vec<SpellId>,
    /// New spells in the book.
    pub spells: Vec<SpellId>,
}

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Gains the level.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, step: &Step) -> Result<(), Refusal> {
    let _ = (now, who, step);
    Err(Refusal::NotEnoughXp)
}
