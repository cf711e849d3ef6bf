//! What is told of magic that changes places: doors held shut, things made whole, ways.

use super::name::{cause, item};
use super::places::{text, thing_name};
use super::{about, number};
use crate::words::sentence::Sentence;
use crate::world::World;
use crate::world::event::Event;
use crate::world::wrought::Wrought;

/// The sentence of what magic has done to a place.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    let Event::Wrought(it) = event else { return None };
    let (id, thing) = match &**it {
        Wrought::Sealed { thing, stone: true, .. } => ("told-walled-up", thing),
        Wrought::Sealed { thing, .. } => ("told-sealed", thing),
        Wrought::Lulled { thing, .. } => ("told-lulled", thing),
        Wrought::Unsealed { map, thing } => {
            let seal = world.now.place.sealed.get(&(map.clone(), thing.clone()));
            (if seal.is_some_and(|seal| seal.stone) { "told-stone-gone" } else { "told-unsealed" }, thing)
        }
        Wrought::Repaired { thing, .. } => ("told-repaired", thing),
        Wrought::Hewn { creature, zone, roll, ac, dealt, .. } => {
            // What magic has sent out itself has a name; a wall is a wall.
            let zone = world.now.zones.get(zone);
            let thing = zone.filter(|zone| zone.is.panels.as_ref().is_some_and(|panels| panels.thing));
            let id = match (&thing, roll.total() < *ac) {
                (Some(_), true) => "told-batters-misses",
                (Some(_), false) => "told-batters",
                (None, true) => "told-hews-misses",
                (None, false) => "told-hews",
            };
            let sentence = about(world, id, *creature).with("total", number(roll.total())).with("goal", number(*ac));
            let sentence = sentence.with("hp", number(*dealt));
            return Some(match thing {
                Some(zone) => sentence.with("thing", cause(world, &zone.name)),
                None => sentence,
            });
        }
        Wrought::Circling { creature, item: circling, roll, ac, dealt, hit, .. } => {
            let id = match (dealt, hit) {
                (None, true) => "told-grasps",
                (None, false) => "told-grasps-misses",
                (Some(_), true) => "told-smashes",
                (Some(_), false) => "told-smashes-misses",
            };
            let sentence = about(world, id, *creature).with("total", number(roll.total())).with("goal", number(*ac));
            return Some(sentence.with("what", item(world, circling)).with("hp", number(dealt.unwrap_or_default())));
        }
        Wrought::Breached { .. } => return Some(Sentence::new("told-breached")),
        Wrought::Settled { .. } => return Some(Sentence::new("told-settled")),
        Wrought::Thinned { .. } => return None,
        Wrought::Watered { days, .. } => return Some(Sentence::new("told-watered").with("days", number(*days))),
        Wrought::CircleDrawn { creature, .. } => return Some(about(world, "told-circle-drawn", *creature)),
        Wrought::Dedicated { creature, .. } => return Some(about(world, "told-dedicated", *creature)),
        Wrought::Guided { creature, map, thing: Some(thing), maps } => {
            let place = text(&world.tale.maps.get(map)?.name);
            let sentence = about(world, "told-guided", *creature).with("place", place);
            return Some(sentence.with("thing", thing_name(world, thing)?).with("maps", number(*maps)));
        }
        Wrought::Guided { creature, map, thing: None, .. } => {
            let place = text(&world.tale.maps.get(map)?.name);
            return Some(about(world, "told-guided-nowhere", *creature).with("place", place));
        }
    };
    Some(Sentence::new(id).with("thing", thing_name(world, thing)?))
}
