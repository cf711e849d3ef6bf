//! What effects do to things: locks that open or shut, what falls out of hands (SRD: Objects, Spell Descriptions).

use super::afflict::Cause;
use super::seal;
use super::unfold::Unfold;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Tile};
use crate::world::World;
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
