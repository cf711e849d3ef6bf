//! Using a thing in reach: doors, chests, people, counters, ways out.

use super::burden;
use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{begin, choose, deed, figure, gate, grid, seal, search, sight, snare};
use crate::srd::knack::Knack;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Lock, Thing, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let usable = world.things().filter(|(id, _)| allowed(world, who, id).is_ok());
    into.extend(usable.map(|(id, _)| Verb::Interact { thing: id.clone() }));
}

/// Uses it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, id: &ThingId) -> Result<(), Refusal> {
    let thing = allowed(now.world(), who, id)?.clone();
    if now.world().now.encounter.is_some() {
        let used = now.world().now.encounter.as_ref().is_some_and(|fight| fight.used.object);
        let what = if used { Spending::Action } else { Spending::Object };
        now.happens(Event::Spent { creature: who, what });
    }
    match thing.is {
        Is::Door(_) => {
            guarded(now, who, id);
            opens(now, id);
        }
        Is::Chest { holds, purse_cp, .. } => {
            guarded(now, who, id);
            opens(now, id);
            for (item, count) in holds {
                now.happens(Event::ItemGained { creature: who, item, count });
            }
            if purse_cp > 0 {
                now.happens(Event::CoinsGained { creature: who, cp: purse_cp });
            }
        }
        Is::Person(scene) | Is::Object(scene) => choose::open(now, &scene, who),
        Is::Shop(shop) => now.happens(Event::ShopOpened { shop, by: who }),
        Is::Exit { map, at } => {
            begin::travel(now, &map, at);
            if let Some(here) = now.creature(who).map(|one| one.at) {
                search::notice(now, who, here);
            }
        }
        Is::Trap { .. } | Is::Ambush { .. } | Is::Spot(_) | Is::Barrier => {}
    }
    Ok(())
}

fn allowed<'w>(world: &'w World, who: CreatureId, id: &ThingId) -> Result<&'w Thing, Refusal> {
    let one = if world.now.encounter.is_some() { hurried(world, who, id)? } else { gate::at_leisure(world, who)? };
    let thing = gate::in_reach(world, one, id).or_else(|why| far_hand(world, one, id).ok_or(why))?;
    match &thing.is {
        Is::Door(lock) => opened(world, one, id, lock.as_ref())?,
        Is::Chest { holds, lock, .. } => {
            opened(world, one, id, lock.as_ref())?;
            let weight =
                |(item, count): &(_, u16)| u64::from(burden::weight_millipounds(world, item)) * u64::from(*count);
            burden::fits(world, one, holds.iter().map(weight).sum())?;
        }
        Is::Shop(shop) if world.now.story.shop.as_ref().is_some_and(|(open, _)| open == shop) => {
            return Err(Refusal::AlreadyOpen);
        }
        Is::Person(_) | Is::Object(_) | Is::Shop(_) | Is::Exit { .. } => {}
        Is::Barrier => return Err(Refusal::Blocked),
        // Hidden or not, zones and traps are not for hands; saying more would give them away.
        Is::Trap { .. } | Is::Ambush { .. } | Is::Spot(_) => return Err(Refusal::NoSuchThing),
    }
    Ok(thing)
}

/// A door or a light chest that a hand of magic opens from afar.
fn far_hand<'w>(world: &'w World, one: &Creature, id: &ThingId) -> Option<&'w Thing> {
    let feet = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::FarHand(feet) => Some(*feet),
        _ => None,
    })?;
    let thing = world.thing(id)?;
    let near = |tile: &Tile| grid::feet_to(one, *tile) <= feet && sight::in_view(world, one.at, *tile);
    let light = match &thing.is {
        Is::Door(_) => true,
        Is::Chest { holds, .. } => {
            let weigh =
                |(item, count): &(_, u16)| u64::from(burden::weight_millipounds(world, item)) * u64::from(*count);
            holds.iter().map(weigh).sum::<u64>() <= FAR_MILLIPOUNDS
        }
        _ => false,
    };
    Some(thing).filter(|thing| light && thing.at.iter().any(near))
}

/// A hand of magic carries so much.
const FAR_MILLIPOUNDS: u64 = 10_000;

/// In a fight only doors are opened, as the turn's interaction with an object or as its action.
fn hurried<'w>(world: &'w World, who: CreatureId, id: &ThingId) -> Result<&'w Creature, Refusal> {
    let one = super::turn::may_fight(world, who)?;
    if !matches!(world.thing(id).map(|thing| &thing.is), Some(Is::Door(_))) {
        return Err(Refusal::InEncounter);
    }
    let used = world.now.encounter.as_ref().is_some_and(|fight| fight.used.object);
    if used {
        super::turn::has_action(world)?;
    }
    Ok(one)
}

/// Whether a door or chest opens: not open yet, and not locked or its key is at hand.
fn opened(world: &World, one: &Creature, id: &ThingId, lock: Option<&Lock>) -> Result<(), Refusal> {
    if world.fate(id) == Some(Fate::Open) {
        return Err(Refusal::AlreadyOpen);
    }
    if seal::holds(world, one, id) {
        return Err(Refusal::Locked);
    }
    let keyed = |lock: &Lock| lock.key.as_ref().is_some_and(|key| one.pack.items.contains_key(key));
    let locked = lock.is_some_and(|lock| !matches!(world.fate(id), Some(Fate::Unlocked | Fate::Shut)) && !keyed(lock));
    if locked { Err(Refusal::Locked) } else { Ok(()) }
}

/// What lies in the lock of something does its work before it opens.
fn guarded(now: &mut Unfold<'_>, who: CreatureId, id: &ThingId) {
    snare::guards(now, who, id);
    deed::aftermath(now);
}

fn opens(now: &mut Unfold<'_>, id: &ThingId) {
    let map = now.world().now.place.map.clone();
    now.happens(Event::ThingChanged { map, thing: id.clone(), fate: Fate::Open });
}
