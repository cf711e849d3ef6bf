//! The light that magic things shed by themselves (SRD: Magic Items A-Z). Ruling 68.

use super::grid;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::instinct::Terrain;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;

/// Bright light and further dim light of everything that the creature wears or holds, feet. What shines only under some
/// state is left out: such states hang on light themselves.
pub(super) fn of<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = (u16, u16)> + use<'w> {
    wear::gives(world, one).into_iter().filter_map(move |given| match given {
        Modifier::Charm(Charm::Shines(bright, dim)) => Some((*bright, *dim)),
        Modifier::Charm(Charm::ShinesInFrost(bright, dim)) if freezes(world, one) => Some((*bright, *dim)),
        _ => None,
    })
}

/// True where it is cold enough for ice or snow.
fn freezes(world: &World, one: &Creature) -> bool {
    grid::squares(one).any(|square| matches!(world.ground(square).terrain, Terrain::Ice | Terrain::Snow))
}
