//! What an attack uses up: ammunition, thrown weapons, flasks, one strike of several.

use super::World;
use super::apply::Impossible;
use super::change_pack::lose;
use super::encounter::Used;
use super::event::{Hits, Weapon};
use super::id::CreatureId;
use crate::srd::charm::Charm;
use crate::srd::id::{ActionId, ItemId};
use crate::srd::item::Use;
use crate::srd::modifier::Modifier;

/// Makes an attack true: what was shot or thrown has left the pack, and lies about until the fight is over.
pub(super) fn attacked(
    world: &mut World,
    attacker: CreatureId,
    target: CreatureId,
    weapon: &Weapon,
    hits: Hits,
) -> Result<(), Impossible> {
    world.now.one(target)?;
    let gone = gone(world, attacker, weapon);
    let one = world.now.one_mut(attacker)?;
    if let Some(item) = &gone {
        lose(&mut one.pack, item, 1)?;
    }
    let Some(fight) = world.now.encounter.as_mut() else { return Ok(()) };
    if let Some(item) = gone.filter(|_| !matches!(weapon, Weapon::Flask(_))) {
        fight.shot.push((attacker, item));
    }
    fight.stirred.insert(attacker);
    if fight.current() == Some(attacker) {
        fight.used.struck = fight.used.struck.saturating_add(1);
        if !fight.used.struck_at.contains(&target) {
            fight.used.struck_at.push(target);
        }
    }
    if let Weapon::Action(action) = weapon
        && fight.current() == Some(attacker)
    {
        count_down(&mut fight.used, action);
        if hits != Hits::Miss {
            fight.used.hits.push((action.clone(), target));
        }
    }
    Ok(())
}

/// What leaves the pack with this attack.
fn gone(world: &World, attacker: CreatureId, weapon: &Weapon) -> Option<ItemId> {
    match weapon {
        // Some come back to the hand that threw them.
        Weapon::Thrown(id) if returns(world, attacker, id) => None,
        Weapon::Thrown(id) | Weapon::Flask(id) => Some(id.clone()),
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::OffHand(id) => match &world.book.items.get(id)?.use_ {
            Use::Weapon(weapon) => world.creature(attacker)?.pack.shot(&world.book, weapon.ammunition.as_ref()?),
            _ => None,
        },
        Weapon::Unarmed | Weapon::Action(_) | Weapon::Spell(_) => None,
    }
}

fn returns(world: &World, attacker: CreatureId, id: &ItemId) -> bool {
    let Some(magic) = world.book.items.get(id).and_then(|item| item.magic.as_ref()) else { return false };
    let bound = magic.attune.is_none() || world.creature(attacker).is_some_and(|one| one.pack.attuned.contains(id));
    bound && magic.gives.contains(&Modifier::Charm(Charm::Returns))
}

/// One strike of several that a single action brought.
fn count_down(used: &mut Used, action: &ActionId) {
    if let Some((_, left)) = used.multiattack.iter_mut().find(|(one, left)| one == action && *left > 0) {
        *left -= 1;
    }
}
