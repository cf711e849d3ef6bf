//! How what happens outside of fights is told: heroes, story, places, rests, things that change hands.

use super::World;
use super::creature::Creature;
use super::event::Event;
use super::id::CreatureId;
use super::place::Fate;
use crate::srd::id::{ItemId, SpellId};
use crate::tale::id::{MapId, SceneId, TextId, ThingId};
use crate::tale::map::Is;
use crate::words::sentence::{Sentence, Value};

/// The sentence for an event outside of fights; none for those that need no words and for all others.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Joined { .. }
        | Event::Left { .. }
        | Event::WentAway { .. }
        | Event::CameBack { .. }
        | Event::HeroMade { .. }
        | Event::LevelGained { .. }
        | Event::Prepared { .. }
        | Event::XpGained { .. } => of_people(world, event),
        Event::TaleBegan
        | Event::SceneBegan { .. }
        | Event::Chosen { .. }
        | Event::Journaled { .. }
        | Event::TaleEnded { .. }
        | Event::Travelled { .. } => of_story(world, event),
        Event::ThingChanged { map, thing, fate } => of_thing(world, map, thing, *fate),
        Event::TrapSprung { creature, thing } => {
            let map = &world.now.place.map;
            Some(by(world, "told-trap-sprung", *creature).with("thing", thing_name(world, map, thing)?))
        }
        Event::TimePassed { seconds } if *seconds >= 3600 => {
            Some(Sentence::new("told-hours").with("hours", seconds / 3600))
        }
        Event::TimePassed { seconds } => Some(Sentence::new("told-minutes").with("minutes", seconds / 60)),
        Event::ShortRested => Some(Sentence::new("told-short-rest")),
        Event::LongRested => Some(Sentence::new("told-long-rest")),
        Event::HitDieSpent { creature, face, healed } => {
            Some(by(world, "told-hit-die", *creature).with("face", face.0).with("healed", *healed))
        }
        _ => of_goods(world, event),
    }
}

fn of_people(world: &World, event: &Event) -> Option<Sentence> {
    let player = |id: &'static str, name: &str| Sentence::new(id).with("who", Value::text(name));
    let of = |player| world.now.players.get(player).map(|player| player.name.as_str());
    match event {
        Event::Joined { name, .. } => Some(player("told-joined", name)),
        Event::Left { player: who } => Some(player("told-left", of(who)?)),
        Event::WentAway { player: who } => Some(player("told-went-away", of(who)?)),
        Event::CameBack { player: who } => Some(player("told-came-back", of(who)?)),
        Event::HeroMade { hero, .. } => {
            let sheet = hero.sheet()?;
            let (class, _) = sheet.classes.first()?;
            let made = player("told-hero-made", &hero.name).with("race", Value::name("race", &sheet.race));
            Some(made.with("class", Value::name("class", class)))
        }
        Event::LevelGained { creature, sheet, .. } => {
            Some(by(world, "told-level", *creature).with("level", sheet.level()))
        }
        Event::Prepared { creature, spells } => {
            let spells: Vec<Value> = spells.iter().map(|spell: &SpellId| Value::name("spell", spell)).collect();
            Some(by(world, "told-prepared", *creature).with("spells", spells))
        }
        Event::XpGained { creature, xp } => Some(by(world, "told-xp", *creature).with("xp", *xp)),
        _ => None,
    }
}

fn of_story(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::TaleBegan => Some(Sentence::new("told-tale-began")),
        Event::SceneBegan { scene, .. } => {
            let scene = world.tale.scenes.get(scene)?;
            Some(match &scene.speaker {
                Some(speaker) => Sentence::new("told-says").with("who", own(speaker)).with("words", own(&scene.text)),
                None => Sentence::new(scene.text.to_string()),
            })
        }
        Event::Chosen { by: who, scene, choice } => {
            let chosen = choice_text(world, scene, |one| one.id == *choice)?;
            Some(by(world, "told-chosen", *who).with("choice", own(chosen)))
        }
        Event::Journaled { line } => Some(Sentence::new("told-journal").with("line", own(line))),
        Event::TaleEnded { ending } => Some(Sentence::new(ending.to_string())),
        Event::Travelled { map, .. } => {
            Some(Sentence::new("told-travelled").with("map", own(&world.tale.maps.get(map)?.name)))
        }
        _ => None,
    }
}

fn choice_text<'w>(
    world: &'w World,
    scene: &SceneId,
    wanted: impl Fn(&crate::tale::scene::Choice) -> bool,
) -> Option<&'w TextId> {
    world.tale.scenes.get(scene)?.choices.iter().find(|choice| wanted(choice)).map(|choice| &choice.text)
}

fn of_thing(world: &World, map: &MapId, thing: &ThingId, fate: Fate) -> Option<Sentence> {
    let trap = matches!(world.tale.maps.get(map)?.things.get(thing)?.is, Is::Trap { .. });
    let id = match fate {
        Fate::Found => "told-found",
        Fate::Unlocked => "told-unlocked",
        Fate::Open => "told-opened",
        Fate::Spent if trap => "told-harmless",
        // Zones come to an end unseen, and what is gone was taken by something that is told.
        Fate::Spent | Fate::Gone => return None,
    };
    Some(Sentence::new(id).with("thing", thing_name(world, map, thing)?))
}

fn of_goods(world: &World, event: &Event) -> Option<Sentence> {
    let many = |id: &'static str, who: &CreatureId, item: &ItemId, count: &u16| {
        Some(by(world, id, *who).with("item", item_name(world, item)).with("count", *count))
    };
    match event {
        Event::ItemGained { creature, item, count } => many("told-gained", creature, item, count),
        Event::ItemLost { creature, item, count } => many("told-lost", creature, item, count),
        Event::CoinsGained { creature, cp } => {
            Some(by(world, "told-coins-gained", *creature).with("coins", coins(*cp)))
        }
        Event::CoinsLost { creature, cp } => Some(by(world, "told-coins-lost", *creature).with("coins", coins(*cp))),
        Event::ShopOpened { by: who, .. } => Some(by(world, "told-shop-opened", *who)),
        Event::Bought { creature, item, count, cp, .. } => {
            many("told-bought", creature, item, count).map(|told| told.with("coins", coins(*cp)))
        }
        Event::Sold { creature, item, count, cp, .. } => {
            many("told-sold", creature, item, count).map(|told| told.with("coins", coins(*cp)))
        }
        Event::Equipped { creature, item, .. } => {
            Some(by(world, "told-equipped", *creature).with("item", item_name(world, item)))
        }
        _ => None,
    }
}

fn by(world: &World, id: &'static str, who: CreatureId) -> Sentence {
    Sentence::new(id).with("who", Value::text(world.creature(who).map_or("", |one: &Creature| one.name.as_str())))
}

/// A sentence of the adventure's own.
fn own(text: &TextId) -> Value {
    Sentence::new(text.to_string()).into()
}

fn thing_name(world: &World, map: &MapId, thing: &ThingId) -> Option<Value> {
    Some(own(&world.tale.maps.get(map)?.things.get(thing)?.name))
}

/// What a thing in a pack is called: by the book, or by the adventure that it comes from.
pub fn item_name(world: &World, item: &ItemId) -> Value {
    match world.tale.items.get(item) {
        Some(keepsake) => own(&keepsake.name),
        None => Value::name("item", item),
    }
}

/// A sum as gold, silver and copper pieces.
pub fn coins(cp: u32) -> Value {
    let parts = [("coins-gp", cp / 100), ("coins-sp", cp % 100 / 10), ("coins-cp", cp % 10)];
    let some = parts.into_iter().filter(|(_, count)| *count > 0);
    let mut row: Vec<Value> = some.map(|(id, count)| Sentence::new(id).with("count", count).into()).collect();
    if row.is_empty() {
        row.push(Sentence::new("coins-cp").with("count", 0_u32).into());
    }
    row.into()
}
