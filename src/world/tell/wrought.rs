//! What is told of magic that changes places: doors held shut, things made whole.

use super::places::thing_name;
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
    };
    Some(Sentence::new(id).with("thing", thing_name(world, thing)?))
}
