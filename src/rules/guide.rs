//! The way to a place as magic knows it: which way out leads there, and how far it is (SRD: Find the Path). Ruling 66.

use std::collections::{BTreeSet, VecDeque};

use smol_str::SmolStr;

use super::lasting;
use super::unfold::Unfold;
use crate::tale::Tale;
use crate::tale::deed::{Deed, Journey};
use crate::tale::id::{MapId, SceneId, ThingId};
use crate::tale::map::{Is, Thing};
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::wrought::Wrought;

/// What guides somebody, by its name.
const GUIDED: &str = "find_the_path";

/// Places that may be named: where the party has been.
pub(super) fn choices(world: &World) -> Vec<SmolStr> {
    let been = world.now.place.trod.keys().filter(|map| **map != world.now.place.map);
    been.filter(|map| world.tale.maps.contains_key(*map)).map(|map| SmolStr::new(map.as_str())).collect()
}

/// Tells everyone who is guided the next stretch of the way; who has arrived is guided no longer.
pub(super) fn goes_on(now: &mut Unfold<'_>) {
    let guided: Vec<CreatureId> = now.world().heroes().filter(|hero| hero.bears(GUIDED)).map(|hero| hero.id).collect();
    for creature in guided {
        if goal(now.world(), creature).as_ref() == Some(&now.world().now.place.map) {
            lasting::end_where(now, creature, |_, lasts| lasts.name == GUIDED);
            lasting::drop_idle(now);
        } else {
            tells(now, creature);
        }
    }
}

fn goal(world: &World, who: CreatureId) -> Option<MapId> {
    let lasts = world.creature(who)?.ongoing.values().find(|lasts| lasts.name == GUIDED)?;
    lasts.chosen.as_deref().map(MapId::new)
}

/// Tells one creature which way out leads to its goal.
pub(super) fn tells(now: &mut Unfold<'_>, creature: CreatureId) {
    let Some(map) = goal(now.world(), creature) else { return };
    let (thing, maps) = match route(now.world(), &map) {
        Some((thing, maps)) => (Some(thing), maps),
        None => (None, 0),
    };
    now.happens(Event::Wrought(Box::new(Wrought::Guided { creature, map, thing, maps })));
}

/// The thing here that the shortest way begins with, and how many maps it crosses.
fn route(world: &World, goal: &MapId) -> Option<(ThingId, u16)> {
    let mut seen = BTreeSet::from([world.now.place.map.clone()]);
    let mut next = VecDeque::new();
    for (id, thing) in world.things() {
        for map in leads_to(&world.tale, thing) {
            if seen.insert(map.clone()) {
                next.push_back((map, id.clone(), 1));
            }
        }
    }
    while let Some((map, first, maps)) = next.pop_front() {
        if map == *goal {
            return Some((first, maps));
        }
        let things = world.tale.maps.get(&map).into_iter().flat_map(|map| map.things.values());
        for there in things.flat_map(|thing| leads_to(&world.tale, thing)) {
            if seen.insert(there.clone()) {
                next.push_back((there, first.clone(), maps + 1));
            }
        }
    }
    None
}

/// The maps that a thing leads to: a way out, or somebody whose talk ends with a journey.
fn leads_to(tale: &Tale, thing: &Thing) -> Vec<MapId> {
    match &thing.is {
        Is::Exit { map, .. } => vec![map.clone()],
        Is::Person(scene) | Is::Object(scene) | Is::Spot(scene) => talked_to(tale, scene),
        Is::Door(_) | Is::Chest { .. } | Is::Trap { .. } | Is::Shop(_) | Is::Ambush { .. } | Is::Barrier => Vec::new(),
    }
}

fn talked_to(tale: &Tale, first: &SceneId) -> Vec<MapId> {
    let mut seen = BTreeSet::from([first.clone()]);
    let mut next = VecDeque::from([first.clone()]);
    let mut maps = Vec::new();
    while let Some(scene) = next.pop_front().and_then(|id| tale.scenes.get(&id)) {
        let mut deeds: Vec<&Deed> = scene.deeds.iter().collect();
        for choice in &scene.choices {
            let outcomes = choice.leads.outcomes();
            deeds.extend(outcomes.iter().flat_map(|outcome| &outcome.deeds));
            let after = outcomes.iter().filter_map(|outcome| outcome.next.clone());
            next.extend(after.filter(|scene| seen.insert(scene.clone())));
        }
        for deed in deeds {
            match deed {
                Deed::Travel(map, _) | Deed::Journey(Journey { map, .. }) => maps.push(map.clone()),
                Deed::Then(scene) if seen.insert(scene.clone()) => next.push_back(scene.clone()),
                _ => {}
            }
        }
    }
    maps
}
