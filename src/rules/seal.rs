//! Magic on doors and chests: what holds them shut, what lulls or ends that, what makes them whole (SRD: Arcane Lock,
//! Knock, Mending). Ruling 63.

use super::afflict::Cause;
use super::grid;
use super::object;
use super::unfold::Unfold;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Lock, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::place::Fate;
use crate::world::wrought::Wrought;

/// Locks that magic holds are so much harder to pick and to break.
const HARDER: i32 = 10;
/// So long the magic sleeps when its lock was picked.
const PICKED_SECONDS: u64 = 60;
/// So long it sleeps when another spell has opened the lock.
const OPENED_SECONDS: u64 = 600;

/// A door that has no lock of its own is as hard to break as this; nothing on it can be picked.
static STUCK: Lock = Lock {
    pick_dc: 0,
    force_dc: 15,
    key: None,
    made: crate::srd::living::Material::Wood,
    sturdy: crate::srd::living::Sturdy::Large,
    threshold: 0,
};

/// Stone that was shaped over a door.
static STONE: Lock = Lock {
    pick_dc: 0,
    force_dc: 25,
    key: None,
    made: crate::srd::living::Material::Stone,
    sturdy: crate::srd::living::Sturdy::Large,
    threshold: 0,
};

/// Holds the door or the chest at the square aimed at shut.
pub(super) fn shuts(now: &mut Unfold<'_>, cause: &Cause) {
    let Some(thing) = cause.at.and_then(|at| shut_there(now, at)) else { return };
    let map = now.world().now.place.map.clone();
    let (creature, level) = (cause.by, cause.level);
    now.happens(Event::Wrought(Box::new(Wrought::Sealed { creature, map, thing, level, stone: false })));
}

/// The door or the chest at a square; one that is open is shut first, where nobody stands in it.
fn shut_there(now: &mut Unfold<'_>, at: Tile) -> Option<ThingId> {
    let world = now.world();
    let thing = object::lock_at(world, at)?;
    if world.fate(&thing) == Some(Fate::Open) {
        // What was emptied is no door.
        if !matches!(world.thing(&thing).map(|it| &it.is), Some(Is::Door(_))) {
            return None;
        }
        let map = world.now.place.map.clone();
        let tiles = world.thing(&thing).map(|it| it.at.clone()).unwrap_or_default();
        let stands = |one: &Creature| !one.is_away() && grid::squares(one).any(|square| tiles.contains(&square));
        if world.now.creatures.values().any(stands) {
            return None;
        }
        now.happens(Event::ThingChanged { map, thing: thing.clone(), fate: Fate::Shut });
    }
    Some(thing)
}

/// Lets stone grow over the door at the square aimed at: nobody gets through until it is broken.
pub(super) fn walls_up(now: &mut Unfold<'_>, cause: &Cause) {
    let Some(thing) = cause.at.and_then(|at| shut_there(now, at)) else { return };
    let map = now.world().now.place.map.clone();
    let creature = cause.by;
    now.happens(Event::Wrought(Box::new(Wrought::Sealed { creature, map, thing, level: 0, stone: true })));
}

/// True when magic keeps a thing shut for this creature: whoever made it so and his friends open it as they like.
pub(super) fn holds(world: &World, one: &Creature, thing: &ThingId) -> bool {
    let friend =
        |seal: &crate::world::wrought::Seal| world.creature(seal.by).is_some_and(|maker| maker.side == one.side);
    world.seal(thing).is_some_and(|seal| seal.stone || !friend(seal))
}

/// The lock that keeps a thing shut as long as magic does: its own, or none that could be picked.
pub(super) fn lock<'w>(world: &World, thing: &ThingId, own: Option<&'w Lock>) -> Option<&'w Lock> {
    let seal = world.seal(thing)?;
    Some(if seal.stone { &STONE } else { own.unwrap_or(&STUCK) })
}

/// By how much magic makes its lock harder.
pub(super) fn harder(world: &World, thing: &ThingId) -> i32 {
    if world.seal(thing).is_some_and(|seal| !seal.stone) { HARDER } else { 0 }
}

/// Whoever has picked the lock gets through for a while.
pub(super) fn picked(now: &mut Unfold<'_>, thing: &ThingId) {
    lulls(now, thing, PICKED_SECONDS);
}

/// A spell that opens locks lets magic sleep.
pub(super) fn opened(now: &mut Unfold<'_>, thing: &ThingId) {
    lulls(now, thing, OPENED_SECONDS);
}

fn lulls(now: &mut Unfold<'_>, thing: &ThingId, seconds: u64) {
    let world = now.world();
    // What is no magic does not sleep: it gives way for good.
    if world.seal(thing).is_some_and(|seal| seal.stone) {
        ends(now, thing);
    } else if world.seal(thing).is_some() {
        let until_second = world.now.clock_seconds.saturating_add(seconds);
        let (map, thing) = (world.now.place.map.clone(), thing.clone());
        now.happens(Event::Wrought(Box::new(Wrought::Lulled { map, thing, until_second })));
    }
}

/// What was broken or dispelled holds nothing shut any more.
pub(super) fn ends(now: &mut Unfold<'_>, thing: &ThingId) {
    let map = now.world().now.place.map.clone();
    if now.world().now.place.sealed.contains_key(&(map.clone(), thing.clone())) {
        now.happens(Event::Wrought(Box::new(Wrought::Unsealed { map, thing: thing.clone() })));
    }
}

/// What magic holds shut at the square aimed at, and the level of that.
pub(super) fn at(world: &World, cause: &Cause) -> Option<(ThingId, u8)> {
    let thing = object::lock_at(world, cause.at?)?;
    let seal = world.now.place.sealed.get(&(world.now.place.map.clone(), thing.clone()))?;
    (!seal.stone).then_some((thing, seal.level))
}

/// What a thing has lost to blows that did not break it is whole again.
pub(super) fn repairs(now: &mut Unfold<'_>, cause: &Cause) {
    let world = now.world();
    let Some(thing) = cause.at.and_then(|at| object::lock_at(world, at)) else { return };
    let key = (world.now.place.map.clone(), thing);
    let open = world.fate(&key.1) == Some(Fate::Open);
    if !open && world.now.place.battered.contains_key(&key) {
        let (map, thing) = key;
        now.happens(Event::Wrought(Box::new(Wrought::Repaired { map, thing })));
    }
}
