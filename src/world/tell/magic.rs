//! What is told of magic and of what lasts: castings, areas, shapes, those who are called.

use super::name::{cause, item, lasting, spell, who};
use super::{about, number};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::event::Event;

/// What an action leaves on a creature; the action itself is told.
const RULE_MADE: [&str; 19] = [
    "charred",
    "disengage",
    "dodge",
    "entered",
    "guarded",
    "help",
    "inspiration",
    "inspired",
    "mercy",
    "parry",
    "pierced",
    "ready",
    "ridden",
    "riding",
    "seared",
    "shown",
    "squeezing",
    "tracking",
    "unmoved",
];

/// What nobody needs to hear of: it is told otherwise, or nobody can know of it yet.
fn untold(name: &str) -> bool {
    RULE_MADE.contains(&name) || UNTOLD_ENDS.iter().any(|end| name.ends_with(end))
}

/// How the names of hidden parts of a disease end, and of a try that was in vain.
const UNTOLD_ENDS: [&str; 4] = ["_incubates", "_dimming", "_dormant", "_tried"];

pub(super) fn magic(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Cast { creature, spell: id, targets, .. } if targets.is_empty() || targets == &[*creature] => {
            Some(about(world, "told-casts", *creature).with("spell", spell(id)))
        }
        Event::Cast { creature, spell: id, targets, .. } => {
            let names = targets.iter().map(|target| who(world, *target)).collect();
            Some(about(world, "told-casts-on", *creature).with("spell", spell(id)).with("targets", Value::List(names)))
        }
        Event::Featured { creature, feature } => {
            Some(about(world, "told-uses", *creature).with("what", Value::name("feature", feature)))
        }
        Event::MonsterActed { creature, action } => {
            Some(about(world, "told-uses", *creature).with("what", Value::name("action", action)))
        }
        Event::ItemUsed { creature, item: id, target: Some(target) } if target != creature => Some(
            about(world, "told-uses-on", *creature).with("what", item(world, id)).with("target", who(world, *target)),
        ),
        Event::ItemUsed { creature, item: id, .. } => {
            Some(about(world, "told-uses", *creature).with("what", item(world, id)))
        }
        Event::Began { ongoing, .. } if untold(&ongoing.name) => None,
        Event::Began { creature, ongoing } => {
            let id = if ongoing.condition.is_some() { "told-is" } else { "told-under" };
            Some(about(world, id, *creature).with("what", lasting(world, ongoing)))
        }
        Event::Ended { creature, ongoing } => {
            let ongoing = world.creature(*creature)?.ongoing.get(ongoing)?;
            if untold(&ongoing.name) {
                return None;
            }
            let id = if ongoing.condition.is_some() { "told-is-no-longer" } else { "told-no-longer-under" };
            Some(about(world, id, *creature).with("what", lasting(world, ongoing)))
        }
        Event::ConcentrationEnded { creature, spell: id } => {
            Some(about(world, "told-concentration-ended", *creature).with("spell", cause(world, id.as_str())))
        }
        Event::Directed { creature, spell: id, .. } => {
            Some(about(world, "told-directs", *creature).with("spell", cause(world, id.as_str())))
        }
        Event::Countered { creature, spell: id } => {
            Some(about(world, "told-countered", *creature).with("spell", spell(id)))
        }
        Event::TableRolled { creature, face } => {
            Some(about(world, "told-table", *creature).with("face", number(face.0)))
        }
        Event::PercentRolled { creature, face, most } => {
            Some(about(world, "told-percent", *creature).with("face", number(face.0)).with("most", number(*most)))
        }
        Event::Sensed { creature, found } if found.is_empty() => Some(about(world, "told-senses-nothing", *creature)),
        Event::Sensed { creature, found } => {
            let names = found.iter().map(|other| who(world, *other)).collect();
            Some(about(world, "told-senses", *creature).with("what", Value::List(names)))
        }
        Event::PoolRolled { total, .. } => Some(Sentence::new("told-pool").with("total", number(*total))),
        Event::Narrated { creature, told } => {
            let told = Sentence::new(format!("narrative-{told}"));
            Some(about(world, "told-narrated", *creature).with("what", Value::Sentence(Box::new(told))))
        }
        Event::Multiattacked { .. } => None,
        _ => areas(world, event),
    }
}

/// Areas that stay, those who are called, other shapes.
fn areas(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::ZoneBegan { zone } => Some(Sentence::new("told-zone").with("what", cause(world, &zone.name))),
        Event::ZoneMoved { zone, at, .. } => {
            let name = cause(world, &world.now.zones.get(zone)?.name);
            let sentence = Sentence::new("told-zone-moves").with("what", name);
            Some(sentence.with("x", number(at.x)).with("y", number(at.y)))
        }
        Event::ZoneEnded { zone } => {
            Some(Sentence::new("told-zone-ends").with("what", cause(world, &world.now.zones.get(zone)?.name)))
        }
        Event::Arrived { creature, .. } => {
            let mut after = world.clone();
            after.now.creatures.insert(creature.id, (**creature).clone());
            Some(Sentence::new("told-arrives").with("who", who(&after, creature.id)))
        }
        Event::Vanished { creature } => Some(about(world, "told-vanishes", *creature)),
        Event::Shaped { creature, monster, .. } => {
            Some(about(world, "told-shaped", *creature).with("what", Value::name("monster", monster)))
        }
        Event::Split { creature } => Some(about(world, "told-splits", *creature)),
        Event::Unshaped { creature } => Some(about(world, "told-unshaped", *creature)),
        Event::Divined { creature, found, things } => {
            let mut names: Vec<Value> = found.iter().map(|id| who(world, *id)).collect();
            if *things {
                names.push(Value::Sentence(Box::new(Sentence::new("told-something"))));
            }
            let id = if names.is_empty() { "told-divines-nothing" } else { "told-divines" };
            Some(about(world, id, *creature).with("what", Value::List(names)))
        }
        _ => None,
    }
}
