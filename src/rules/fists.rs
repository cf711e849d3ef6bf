//! Fists, and the weapons that monks use like them (SRD: Classes, Monk).

use super::arms;
use super::figure;
use crate::dice::Amount;
use crate::srd::id::ItemId;
use crate::srd::item::{self, Property};
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;

/// The die of those who fight with their fists.
pub(super) fn die(world: &World, one: &Creature) -> Option<Amount> {
    among(&figure::gives(world, one))
}

/// The same among all that a creature is given.
pub(super) fn among(given: &[&Modifier]) -> Option<Amount> {
    given.iter().find_map(|given| match given {
        Modifier::Knack(Knack::MartialArts(die)) => Some(*die),
        _ => None,
    })
}

/// True for fists and the weapons that monks use like fists.
pub(super) fn is_martial(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let fits = match (weapon, arms::book_weapon(world, weapon)) {
        (Weapon::Unarmed, _) => true,
        (Weapon::Held(id) | Weapon::BothHands(id) | Weapon::OffHand(id), Some(book)) => like(id, book),
        _ => false,
    };
    fits && die(world, one).is_some()
}

/// True for a weapon that monks use like their fists.
pub(super) fn like(id: &ItemId, weapon: &item::Weapon) -> bool {
    let heavy = || weapon.properties.iter().any(|it| matches!(it, Property::TwoHanded | Property::Heavy));
    id.as_str() == "shortsword" || (!weapon.martial && !weapon.ranged && !heavy())
}
