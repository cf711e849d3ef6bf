//! What is told of hardships: shots of traps, poses.

use super::name::{item, who};
use super::places::thing_name;
use super::{about, number};
use crate::srd::living::Pastime;
use crate::words::sentence::{Sentence, Value};
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
        Hardship::Battered { creature, thing, roll, ac, dealt } => {
            let id = if roll.total() < *ac { "told-batters-misses" } else { "told-batters" };
            let sentence = about(world, id, *creature).with("thing", thing_name(world, thing)?);
            let sentence = sentence.with("total", number(roll.total())).with("goal", number(*ac));
            Some(sentence.with("hp", number(*dealt)))
        }
        Hardship::Travels { miles, hours } => {
            Some(Sentence::new("told-travels").with("miles", number(*miles)).with("hours", number(*hours)))
        }
        Hardship::Agreed { pace, marches, .. } => {
            let id = if *marches { "told-pace-marching" } else { "told-pace" };
            Some(Sentence::new(id).with("pace", Value::name("pace", pace.as_str())))
        }
        Hardship::Lives { creature, lifestyle } => {
            Some(about(world, "told-lives", *creature).with("what", Value::name("lifestyle", lifestyle.as_str())))
        }
        Hardship::TakesUp { creature, pastime } => {
            Some(about(world, "told-pursues", *creature).with("what", named(world, pastime)))
        }
        Hardship::Finished { creature, pastime } => {
            Some(about(world, "told-finished", *creature).with("what", named(world, pastime)))
        }
        Hardship::Rose { creature, feet, .. } => {
            let floats =
                world.creature(*creature).is_some_and(|one| one.bears("feather_fall") && one.height_feet > *feet);
            let id = match (*feet, floats) {
                (0, _) => "told-lands",
                (_, true) => "told-floats-at",
                _ => "told-flies-at",
            };
            Some(about(world, id, *creature).with("feet", number(*feet)))
        }
        Hardship::Tolled { .. } | Hardship::Worked { .. } => None,
    }
}

/// What somebody does with his days.
fn named(world: &World, pastime: &Pastime) -> Value {
    let of = |id: &'static str, what: Value| Value::Sentence(Box::new(Sentence::new(id).with("what", what)));
    match pastime {
        Pastime::Craft(id) => of("pastime-craft", item(world, id)),
        Pastime::Language(id) => of("pastime-language", Value::name("language", id)),
        Pastime::Tool(id) => of("pastime-tool", item(world, id)),
        Pastime::Profession => Value::name("pastime", "profession"),
        Pastime::Recuperate => Value::name("pastime", "recuperate"),
        Pastime::Research => Value::name("pastime", "research"),
    }
}
