//! Eyes that see everywhere and cannot bear some light (SRD: Robe of Eyes).

use super::grid;
use super::lasting;
use super::unfold::Unfold;
use super::wear;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::{Repeat, Until};
use crate::srd::spell::Spell;
use crate::tale::map::Tile;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// So close a light must be that is cast at a place, feet.
const NEAR_FEET: u16 = 5;

/// Blinds those whose many eyes a spell hurts that is cast on them or close by.
pub(super) fn dazzles(now: &mut Unfold<'_>, by: CreatureId, spell: &Spell, at: Option<Tile>, touched: &[CreatureId]) {
    let world = now.world();
    let lit = |one: &Creature| match at {
        Some(at) => grid::feet_to(one, at) <= NEAR_FEET,
        None => touched.contains(&one.id) && one.id != by,
    };
    let dc = |one: &Creature| {
        wear::charms(world, one).find_map(|charm| match charm {
            Charm::Dazzled(id, dc) if *id == spell.id => Some(*dc),
            _ => None,
        })
    };
    let near = world.now.creatures.values().filter(|one| !one.dead && lit(one));
    let blinded: Vec<(CreatureId, u8)> = near.filter_map(|one| Some((one.id, dc(one)?))).collect();
    for (creature, dc) in blinded {
        let expires = lasting::expires(now.world(), Until::Minutes(1), by, creature);
        let mut dazzled = lasting::new(now, "dazzled", by, expires);
        dazzled.condition = Some(Condition::Blinded);
        dazzled.repeat = Some((Repeat::EndOfTurn, Ability::Con, dc));
        lasting::begin(now, creature, dazzled);
    }
}
