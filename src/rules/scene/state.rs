//! How a creature fares, in one line: what a scene's `state NAME` shows.

use crate::rules::{caster, figure};
use crate::world::World;
use crate::world::id::CreatureId;

/// Hit points, what lasts, slots and the like.
pub(super) fn of(world: &World, who: CreatureId) -> String {
    let Some(one) = world.creature(who) else { return "gone".to_owned() };
    let mut parts = vec![format!("{} at {},{}: hp {}/{}", one.name, one.at.x, one.at.y, one.hp, one.hp_max)];
    let mut say = |part: String| parts.push(part);
    if one.hp_temporary > 0 {
        say(format!("{} temporary", one.hp_temporary));
    }
    say(format!("ac {}", figure::ac(world, one)));
    if one.dead {
        say("dead".to_owned());
    }
    if let Some(dying) = one.dying {
        say(if dying.stable { "stable".to_owned() } else { format!("dying {}-{}", dying.successes, dying.failures) });
    }
    if one.exhaustion > 0 {
        say(format!("exhaustion {}", one.exhaustion));
    }
    for lasts in one.ongoing.values() {
        let condition = lasts.condition.map(|condition| condition.as_str().to_owned());
        match condition {
            Some(condition) if condition == lasts.name => say(condition),
            Some(condition) => say(format!("{condition} ({})", lasts.name)),
            None => say(lasts.name.to_string()),
        }
    }
    if let Some(spell) = &one.concentration {
        say(format!("concentrates on {spell}"));
    }
    if let Some(total) = one.hidden {
        say(format!("hidden {total}"));
    }
    let most = caster::slots(world, one);
    let slots: Vec<String> = (1..=9)
        .zip(most)
        .filter(|(_, most)| *most > 0)
        .map(|(level, most)| format!("{}/{most}", caster::slots_left(world, one, level)))
        .collect();
    if !slots.is_empty() {
        say(format!("slots {}", slots.join(" ")));
    }
    if one.reacted {
        say("has reacted".to_owned());
    }
    parts.join(", ")
}
