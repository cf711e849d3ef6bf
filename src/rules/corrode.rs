//! Weapons that wear away on what they hit (SRD: Monsters, Oozes, Rust Monster).

use super::arms;
use super::instinct;
use super::unfold::Unfold;
use crate::srd::id::ItemId;
use crate::srd::instinct::Instinct;
use crate::world::World;
use crate::world::event::{Event, Weapon};
use crate::world::question::Strike;

/// A weapon that has lost so much of its damage is destroyed.
pub(super) const WORN_MOST: u8 = 5;

/// Weapons without a part of metal that counts; all others have one.
const WOODEN: [&str; 6] = ["club", "greatclub", "quarterstaff", "blowgun", "longbow", "shortbow"];
/// Weapons of neither metal nor wood.
const SOFT: [&str; 3] = ["net", "sling", "whip"];

/// What a hit does to the weapon, if its target eats such things and no magic keeps it.
pub(super) fn eats(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let eaten = instinct::of(world, foe).find_map(|it| match it {
        Instinct::Corrodes { wood } => Some(*wood),
        _ => None,
    });
    let Some(wood) = eaten else { return };
    let Some(arm) = arms::arm(world, one, &strike.weapon) else { return };
    if arm.magical {
        return;
    }
    let item = match &strike.weapon {
        // What is shot is destroyed at once: it is not found again.
        Weapon::Held(_) if arm.ammunition.is_some() => arm.ammunition.cloned(),
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::OffHand(id) | Weapon::Thrown(id) => Some(id.clone()),
        Weapon::Unarmed | Weapon::Action(_) | Weapon::Spell(_) | Weapon::Flask(_) => None,
    };
    let Some(item) = item.filter(|item| is_food(world, item, wood)) else { return };
    let creature = strike.attacker;
    now.happens(Event::Corroded { creature, item: item.clone() });
    let worn = now.creature(creature).and_then(|one| one.pack.corroded.get(&item).copied()).unwrap_or(0);
    if worn >= WORN_MOST && now.creature(creature).is_some_and(|one| one.pack.items.contains_key(&item)) {
        now.happens(Event::ItemLost { creature, item, count: 1 });
    }
}

/// True for weapons of metal, or of wood where that counts too, that no magic keeps.
pub(super) fn is_food(world: &World, item: &ItemId, wood: bool) -> bool {
    let known = world.book.items.get(item).is_some_and(|item| item.magic.is_none());
    let name = item.as_str();
    known && !SOFT.contains(&name) && (wood || !WOODEN.contains(&name))
}
