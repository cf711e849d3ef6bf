//! Heavy packs, where an adventure counts them (SRD: Lifting and Carrying, Variant: Encumbrance).

use super::burden;
use super::figure;
use crate::srd::ability::Ability;
use crate::world::World;
use crate::world::creature::Creature;

/// How much somebody is slowed by what he carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Load {
    /// Not at all.
    Light,
    /// More than 5 pounds a point of strength: 10 feet slower.
    Encumbered,
    /// More than 10 pounds: 20 feet slower, and strength, dexterity and constitution suffer.
    Heavy,
}

impl Load {
    /// Feet of speed that it takes.
    pub(super) const fn slows_feet(self) -> i32 {
        match self {
            Load::Light => 0,
            Load::Encumbered => 10,
            Load::Heavy => 20,
        }
    }
}

/// What the pack of a hero is to him.
pub(super) fn of(world: &World, one: &Creature) -> Load {
    if !world.tale.heavy_packs || one.sheet().is_none() {
        return Load::Light;
    }
    let pounds = burden::pack_millipounds(world, &one.pack);
    let strength = u64::from(figure::scores(world, one).str) * 1000;
    match pounds {
        pounds if pounds > 10 * strength => Load::Heavy,
        pounds if pounds > 5 * strength => Load::Encumbered,
        _ => Load::Light,
    }
}

/// True where a heavy pack makes rolls with this ability clumsy.
pub(super) fn hinders(world: &World, one: &Creature, ability: Ability) -> bool {
    matches!(ability, Ability::Str | Ability::Dex | Ability::Con) && of(world, one) == Load::Heavy
}
