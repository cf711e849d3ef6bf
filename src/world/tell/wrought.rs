//! What is told of magic that changes places: doors held shut, things made whole, ways.

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
        Wrought::Sealed { thing, .. } => ("told-sealed", thing),
        Wrought::Lulled { thing, .. } => ("told-lulled", thing),
        Wrought::Unsealed { thing, .. } => ("told-unsealed", thing),
        Wrought::Repaired { thing, .. } => ("told-repaired", thing),
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
