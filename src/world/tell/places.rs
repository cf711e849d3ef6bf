//! What is told of places and things: walks, doors, traps, rests, wares.

use super::name::{item, items};
use super::{about, number};
use crate::tale::id::{TextId, ThingId};
use crate::tale::map::Is;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::event::{Event, Slot};
use crate::world::place::Fate;

/// The sentence of an event among places and things.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    places(world, event).or_else(|| wares(world, event))
}

fn places(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Travelled { map, .. } => {
            Some(Sentence::new("told-travelled").with("place", text(&world.tale.maps.get(map)?.name)))
        }
        Event::Moved { creature, path, .. } => {
            let end = path.last()?;
            Some(about(world, "told-moves", *creature).with("x", number(end.x)).with("y", number(end.y)))
        }
        Event::Shoved { creature, .. } => Some(about(world, "told-shoved", *creature)),
        Event::ThingChanged { map, thing, fate } if *map == world.now.place.map => changed(world, thing, *fate),
        Event::TrapSprung { creature, thing } => {
            Some(about(world, "told-trap", *creature).with("thing", thing_name(world, thing)?))
        }
        Event::ShortRested => Some(Sentence::new("told-short-rest")),
        Event::LongRested => Some(Sentence::new("told-long-rest")),
        Event::HitDieSpent { creature, healed, .. } => {
            Some(about(world, "told-hit-die", *creature).with("hp", number(*healed)))
        }
        _ => None,
    }
}

fn changed(world: &World, thing: &ThingId, fate: Fate) -> Option<Sentence> {
    let is = world.thing(thing).map(|thing| &thing.is);
    let id = match (fate, is) {
        (Fate::Found, _) => "told-found",
        (Fate::Unlocked, _) => "told-unlocked",
        (Fate::Open, _) => "told-opened",
        (Fate::Shut, _) => "told-shut",
        (Fate::Spent, Some(Is::Trap { .. })) => "told-disarmed",
        (Fate::Spent | Fate::Gone, _) => return None,
    };
    Some(Sentence::new(id).with("thing", thing_name(world, thing)?))
}

fn wares(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::ItemGained { creature, item, count } => {
            Some(about(world, "told-gains", *creature).with("what", items(world, item, *count)))
        }
        Event::ItemLost { creature, item, count } => {
            Some(about(world, "told-loses", *creature).with("what", items(world, item, *count)))
        }
        Event::CoinsGained { creature, cp } => Some(about(world, "told-gains", *creature).with("what", coins(*cp))),
        Event::CoinsLost { creature, cp } => Some(about(world, "told-loses", *creature).with("what", coins(*cp))),
        Event::Bought { creature, item, count, cp, .. } => Some(
            about(world, "told-buys", *creature).with("what", items(world, item, *count)).with("price", coins(*cp)),
        ),
        Event::Sold { creature, item, count, cp, .. } => Some(
            about(world, "told-sells", *creature).with("what", items(world, item, *count)).with("price", coins(*cp)),
        ),
        Event::Equipped { creature, item: id, slot } => {
            let told = if *slot == Slot::Worn { "told-wears" } else { "told-holds" };
            Some(about(world, told, *creature).with("what", item(world, id)))
        }
        Event::Unequipped { creature, slot } => {
            let pack = &world.creature(*creature)?.pack;
            let held = match slot {
                Slot::Worn => &pack.worn,
                Slot::Shield => &pack.shield,
                Slot::MainHand => &pack.main_hand,
                Slot::OffHand => &pack.off_hand,
            };
            Some(about(world, "told-puts-away", *creature).with("what", item(world, held.as_ref()?)))
        }
        _ => None,
    }
}

/// Copper pieces as gold, silver and copper.
fn coins(cp: u32) -> Value {
    let coin = |id, count: u32| Sentence::new(id).with("count", i64::from(count));
    let parts = [coin("told-gp", cp / 100), coin("told-sp", cp / 10 % 10), coin("told-cp", cp % 10)];
    let counts = [cp / 100, cp / 10 % 10, cp % 10];
    let some = parts.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let some: Vec<Value> = some.map(|(part, _)| Value::Sentence(Box::new(part))).collect();
    if some.is_empty() { Value::Sentence(Box::new(coin("told-cp", 0))) } else { Value::List(some) }
}

pub(super) fn thing_name(world: &World, thing: &ThingId) -> Option<Value> {
    Some(text(&world.thing(thing)?.name))
}

pub(super) fn text(id: &TextId) -> Value {
    Value::Sentence(Box::new(Sentence::new(id.as_str().to_owned())))
}
