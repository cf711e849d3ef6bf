//! What is told of hardships: shots of traps, poses.

use super::name::who;
use super::places::thing_name;
use super::{about, number};
use crate::words::sentence::Sentence;
use crate::world::World;
use crate::world::event::{Event, Hits};
use crate::world::hardship::Hardship;

/// The sentence of a hardship.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    let Event::Hardship(it) = event else { return None };
    match &**it {
        Hardship::Shot { creature, thing, roll, ac, hits } => {
            let id = if *hits == Hits::Miss { "told-shot-misses" } else { "told-shot-hits" };
            let sentence = about(world, id, *creature).with("thing", thing_name(world, thing)?);
            Some(sentence.with("total", number(roll.total())).with("goal", number(*ac)))
        }
        Hardship::Posed { creature, pose, target } => {
            let sentence = about(world, "told-pose-", *creature);
            let mut sentence = Sentence { id: format!("told-pose-{}", pose.as_str()).into(), ..sentence };
            if let Some(target) = target {
                sentence = sentence.with("target", who(world, *target));
            }
            Some(sentence)
        }
        Hardship::Tolled { .. } => None,
    }
}
