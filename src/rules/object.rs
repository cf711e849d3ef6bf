//! What effects do to things: locks that open or shut, what falls out of hands (SRD: Objects, Spell Descriptions).

use super::afflict::Cause;
use super::grid;
use super::lasting;
use super::seal;
use super::unfold::Unfold;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::id::ItemId;
use crate::srd::item::{Property, Use};
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Slot};
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// The door or the chest at a square.
pub(super) fn lock_at(world: &World, at: Tile) -> Option<ThingId> {
    let locks = |is: &Is| matches!(is, Is::Door(_) | Is::Chest { .. });
    world.things_on(at).find(|(_, thing)| locks(&thing.is)).map(|(id, _)| id.clone())
}

/// Opens the lock at the square aimed at.
pub(super) fn unlocks(now: &mut Unfold<'_>, cause: &Cause) {
    let world = now.world();
    let Some(thing) = cause.at.and_then(|at| lock_at(world, at)) else { return };
    let opens = matches!(world.fate(&thing), None | Some(Fate::Found));
    seal::opened(now, &thing);
    if opens {
        let map = now.world().now.place.map.clone();
        now.happens(Event::ThingChanged { map, thing, fate: Fate::Unlocked });
    }
}

/// A lock at the square aimed at springs open; a door that is not locked opens.
pub(super) fn opens(now: &mut Unfold<'_>, cause: &Cause) {
    let world = now.world();
    let Some((id, thing)) =
        cause.at.and_then(|at| lock_at(world, at)).and_then(|id| Some((id.clone(), world.thing(&id)?)))
    else {
        return;
    };
    let free = matches!(world.fate(&id), Some(Fate::Unlocked | Fate::Open));
    match &thing.is {
        Is::Door(lock) if free || lock.is_none() => {
            let map = world.now.place.map.clone();
            now.happens(Event::ThingChanged { map, thing: id, fate: Fate::Open });
        }
        _ => unlocks(now, cause),
    }
}

/// What is in hand falls to the ground.
pub(super) fn drops(now: &mut Unfold<'_>, creature: CreatureId) {
    for slot in [Slot::MainHand, Slot::OffHand] {
        if now.creature(creature).is_some_and(|one| one.pack.slot(slot).is_some()) {
            now.happens(Event::Unequipped { creature, slot });
        }
    }
}

/// A shield that hovered falls to the ground unless a hand is free for it.
pub(super) fn lands(now: &mut Unfold<'_>, creature: CreatureId) {
    let Some(one) = now.creature(creature).filter(|one| one.pack.shield.is_some()) else { return };
    let both = one.pack.main_hand.as_ref().and_then(|id| now.world().book.items.get(id)).is_some_and(
        |item| matches!(&item.use_, Use::Weapon(weapon) if weapon.properties.contains(&Property::TwoHanded)),
    );
    if both || one.pack.off_hand.is_some() {
        now.happens(Event::Unequipped { creature, slot: Slot::Shield });
    }
}

/// Puts out what burns without magic so near to somebody: lights in hands (ruling 68), and what burns bodies.
pub(super) fn douses(now: &mut Unfold<'_>, who: CreatureId, feet: u16) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let near = world.now.creatures.values().filter(|other| grid::feet_between(one, other) <= feet);
    let near: Vec<CreatureId> = near.map(|other| other.id).collect();
    puts_out(now, &near);
}

/// Puts out what burns without magic on any of these.
pub(super) fn puts_out(now: &mut Unfold<'_>, all: &[CreatureId]) {
    let world = now.world();
    let plain = |id: &ItemId| world.book.items.get(id).filter(|item| item.magic.is_none());
    let near: Vec<&Creature> = all.iter().filter_map(|id| world.creature(*id)).collect();
    let lit = |slot: Slot, other: &Creature| {
        let item = other.pack.slot(slot).and_then(plain);
        item.is_some_and(|item| matches!(item.use_, Use::Light { .. }))
    };
    let hands = near.iter().flat_map(|other| [Slot::MainHand, Slot::OffHand].map(|slot| (*other, slot)));
    let hands: Vec<(CreatureId, Slot)> =
        hands.filter(|(other, slot)| lit(*slot, other)).map(|(other, slot)| (other.id, slot)).collect();
    for (creature, slot) in hands {
        now.happens(Event::Unequipped { creature, slot });
    }
    let burns = |effect: &Effect| matches!(effect, Effect::Damage { kind, .. } if kind.contains(&DamageKind::Fire));
    for creature in all {
        lasting::end_where(now, *creature, |world, lasts| {
            let thing = world.book.items.get(&ItemId::new(&lasts.name)).is_some_and(|item| item.magic.is_none());
            thing && lasts.again.as_ref().is_some_and(|(_, effects)| effects.iter().any(burns))
        });
    }
}
