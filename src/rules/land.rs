//! The one reader of `srd::land::Land`: which file does what spells do to places (SRD: Spell Descriptions).

use smol_str::SmolStr;

use super::afflict::Cause;
use super::guide;
use super::portal;
use super::seal;
use super::unfold::Unfold;
use crate::srd::land::Land;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Does it to the place aimed at, for these targets.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, land: &Land, targets: &[CreatureId]) {
    match land {
        Land::Travel { by, mishap, .. } => portal::goes(now, cause, *by, mishap, targets),
        Land::Guide => guide::tells(now, cause.by),
        Land::Seal => seal::shuts(now, cause),
        Land::Repair => seal::repairs(now, cause),
    }
}

/// What may be chosen with it by this creature.
pub(super) fn choices(world: &World, one: &Creature, land: &Land) -> Vec<SmolStr> {
    match land {
        Land::Travel { by, .. } => portal::choices(world, one, *by),
        Land::Guide => guide::choices(world),
        Land::Seal | Land::Repair => Vec::new(),
    }
}
