//! What the eye sees, in sentences: where one is, who and what is near, which way and how far, what can be chosen.

use super::App;
use super::line::Line;
use crate::rules::{choose, grid};
use crate::tale::map::{Is, Thing, Tile};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::place::Fate;
use crate::world::tell::who;

/// Things and creatures farther away than this are not listed.
const SIGHT_FEET: u16 = 60;

impl App {
    /// Says what this player's first hero sees.
    pub(super) fn look(&mut self) {
        let Some(world) = self.world() else {
            return self.refused("NoTable".to_owned(), &Sentence::new("line-no-table"));
        };
        let hero = self.seats.iter().find_map(|seat| world.hero(*seat));
        let mut told = vec![place(world)];
        if let Some(hero) = hero {
            told.push(
                Sentence::new("look-self")
                    .with("who", who(world, hero.id))
                    .with("x", i64::from(hero.at.x))
                    .with("y", i64::from(hero.at.y)),
            );
            told.extend(creatures(world, hero));
            told.extend(things(world, hero));
        }
        told.extend(hero.map(|hero| choices(world, hero)).unwrap_or_default());
        let told = told.iter().map(|sentence| self.words.say(sentence)).collect();
        self.say(Line::Look { told });
    }
}

fn place(world: &World) -> Sentence {
    let name = world.tale.maps.get(&world.now.place.map).map(|map| map.name.as_str().to_owned());
    let name = name.map_or_else(|| Value::text("?"), |name| Value::Sentence(Box::new(Sentence::new(name))));
    Sentence::new("look-place").with("place", name)
}

fn creatures(world: &World, hero: &Creature) -> Vec<Sentence> {
    let mut near: Vec<(u16, &Creature)> = world
        .now
        .creatures
        .values()
        .filter(|one| one.id != hero.id && (one.side == Side::Heroes || one.hidden.is_none()))
        .map(|one| (grid::feet_between(hero, one), one))
        .filter(|(feet, _)| *feet <= SIGHT_FEET)
        .collect();
    near.sort_by_key(|(feet, one)| (*feet, one.id));
    near.into_iter()
        .map(|(feet, one)| {
            let id = match (one.dead, one.hp <= 0, one.side) {
                (true, ..) => "look-dead",
                (false, true, _) => "look-down",
                (false, false, Side::Foes) => "look-foe",
                (false, false, Side::Heroes | Side::Bystanders) => "look-friend",
            };
            let sentence = Sentence::new(id).with("who", who(world, one.id)).with("feet", i64::from(feet));
            sentence.with("way", way(hero.at, one.at))
        })
        .collect()
}

fn things(world: &World, hero: &Creature) -> Vec<Sentence> {
    let mut near: Vec<(u16, Tile, &Thing, String)> = world
        .things()
        .filter(|(id, thing)| shows(thing, world.fate(id)))
        .filter_map(|(id, thing)| {
            let nearest = thing.at.iter().min_by_key(|tile| grid::feet(hero.at, **tile))?;
            Some((grid::feet(hero.at, *nearest), *nearest, thing, id.as_str().replace('_', " ")))
        })
        .filter(|(feet, ..)| *feet <= SIGHT_FEET)
        .collect();
    near.sort_by_key(|(feet, tile, ..)| (*feet, *tile));
    near.into_iter()
        .map(|(feet, tile, thing, id)| {
            let name = Value::Sentence(Box::new(Sentence::new(thing.name.as_str().to_owned())));
            let sentence = Sentence::new("look-thing").with("thing", name).with("id", Value::text(id));
            sentence.with("feet", i64::from(feet)).with("way", way(hero.at, tile))
        })
        .collect()
}

/// Whether a thing can be seen for what it is.
fn shows(thing: &Thing, fate: Option<Fate>) -> bool {
    match thing.is {
        Is::Trap { .. } => fate == Some(Fate::Found),
        Is::Ambush { .. } | Is::Spot(_) | Is::Barrier => false,
        Is::Exit { .. } => true,
        Is::Door(_) | Is::Chest { .. } | Is::Person(_) | Is::Shop(_) | Is::Object(_) => !thing.look.is_empty(),
    }
}

fn choices(world: &World, hero: &Creature) -> Vec<Sentence> {
    let Some((scene, _)) = &world.now.story.scene else { return Vec::new() };
    let Some(scene) = world.tale.scenes.get(scene) else { return Vec::new() };
    choose::open_to(world, hero.id)
        .into_iter()
        .zip(1..)
        .filter_map(|(id, number)| {
            let choice = scene.choices.iter().find(|choice| choice.id == *id)?;
            let text = Value::Sentence(Box::new(Sentence::new(choice.text.as_str().to_owned())));
            Some(Sentence::new("look-choice").with("number", i64::from(number)).with("text", text))
        })
        .collect()
}

/// Which way something lies, as a message of its own.
fn way(from: Tile, to: Tile) -> Value {
    let (x, y) = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
    let down = if 2 * y.abs() > x.abs() { y.signum() } else { 0 };
    let across = if 2 * x.abs() > y.abs() { x.signum() } else { 0 };
    let id = match (across, down) {
        (0, -1) => "way-north",
        (0, 1) => "way-south",
        (1, 0) => "way-east",
        (-1, 0) => "way-west",
        (1, -1) => "way-north-east",
        (-1, -1) => "way-north-west",
        (1, 1) => "way-south-east",
        (-1, 1) => "way-south-west",
        _ => "way-here",
    };
    Value::Sentence(Box::new(Sentence::new(id)))
}
