//! Who may do something outside of fights at all: begun, not over, no fight, nothing that must be chosen first.

use super::figure;
use super::refusal::Refusal;
use crate::tale::id::ThingId;
use crate::tale::map::{Thing, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// The creature, if it is free to walk about: nobody fights, no scene waits for a choice.
pub(super) fn at_leisure(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    if world.now.story.scene.is_some() {
        return Err(Refusal::SceneOpen);
    }
    awake(world, who)
}

/// The creature, if it can act while nobody fights; a scene may be open.
pub(super) fn awake(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    under_way(world)?;
    if world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    let one = world.creature(who).ok_or(Refusal::NoHero)?;
    if figure::incapacitated(one) { Err(Refusal::Incapacitated) } else { Ok(one) }
}

/// Whether the adventure is being played.
pub(super) fn under_way(world: &World) -> Result<(), Refusal> {
    if world.now.story.ending.is_some() {
        return Err(Refusal::TaleOver);
    }
    if !world.now.story.begun {
        return Err(Refusal::NotBegun);
    }
    if !world.now.questions.is_empty() {
        return Err(Refusal::QuestionOpen);
    }
    Ok(())
}

/// A thing of the current map that the creature can touch.
pub(super) fn in_reach<'w>(world: &'w World, one: &Creature, id: &ThingId) -> Result<&'w Thing, Refusal> {
    let thing = world.thing(id).ok_or(Refusal::NoSuchThing)?;
    if touches(one.at, thing) { Ok(thing) } else { Err(Refusal::OutOfReach) }
}

/// Whether a thing is on this tile or beside it.
pub(super) fn touches(at: Tile, thing: &Thing) -> bool {
    thing.at.iter().any(|tile| (tile.x - at.x).abs() <= 1 && (tile.y - at.y).abs() <= 1)
}
