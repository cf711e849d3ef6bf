//! The one reader of `srd::land::Land`: which file does what spells do to places (SRD: Spell Descriptions).

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::clock;
use super::guide;
use super::portal;
use super::rain;
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
        Land::Slowly { minutes, effects } => {
            if now.world().now.encounter.is_none() {
                clock::pass(now, u32::from(*minutes) * clock::MINUTE_SECONDS);
                let mut cause = cause.clone();
                cause.concentration = false;
                afflict::run(now, &cause, effects, targets);
            }
        }
        Land::Block => seal::walls_up(now, cause),
        Land::Water { gallons, per_slot } => rain::fills(now, cause, u16::from(*gallons), u16::from(*per_slot)),
        Land::Cleanse => rain::cleanses(now, cause),
        Land::Douse { feet, per_slot } => rain::douses(now, cause, *feet + per_slot * u16::from(cause.above())),
        Land::Disperse { feet, per_slot, names } => {
            rain::disperses(now, cause, *feet + per_slot * u16::from(cause.above()), names);
        }
        Land::Seal => seal::shuts(now, cause),
        Land::Repair => seal::repairs(now, cause),
    }
}

/// What may be chosen with it by this creature.
pub(super) fn choices(world: &World, one: &Creature, land: &Land) -> Vec<SmolStr> {
    match land {
        Land::Travel { by, .. } => portal::choices(world, one, *by),
        Land::Guide => guide::choices(world),
        _ => Vec::new(),
    }
}
