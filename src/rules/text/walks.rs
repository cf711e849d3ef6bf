//! What is said of walking: `goes north`, `goes east 3 south 2`, `goes to 4,2`, `goes to the well`.

use super::find::{spoken, starts, tile};
use super::{Read, Said, Unclear};
use crate::rules::command::Verb;
use crate::rules::movement;
use crate::rules::route::{Routes, around};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::floor::Floor;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[("goes", go), ("walks", go)];

/// The eight directions and their steps; longer words first where one begins another.
const DIRECTIONS: [(&str, i16, i16); 8] = [
    ("north-east", 1, -1),
    ("north-west", -1, -1),
    ("south-east", 1, 1),
    ("south-west", -1, 1),
    ("north", 0, -1),
    ("south", 0, 1),
    ("east", 1, 0),
    ("west", -1, 0),
];

/// A path from where someone stands, as it is said: the usual way to a thing or to someone by the name, the usual way
/// to a tile by the tile, one step and any other way by its directions.
pub(super) fn said_path(world: &World, one: &Creature, path: &[Tile]) -> String {
    let Some(end) = path.last().filter(|_| path.len() > 1) else { return directions(one.at, path) };
    if world.now.encounter.is_none() {
        let routes = Routes::of(world, one, &Floor::of(world));
        let things = world.things().map(|(id, thing)| (format!("the {}", spoken(id.as_str())), around(&thing.at)));
        let others = world.now.creatures.values().filter(|other| other.id != one.id);
        let others = others.map(|other| (other.name.clone(), around(&[other.at])));
        let mut near = things.chain(others).filter(|(_, ends)| ends.contains(end));
        if let Some((name, _)) = near.find(|(_, ends)| routes.to(ends).as_deref() == Some(path)) {
            return format!("to {name}");
        }
    }
    match way(world, one, &[*end]) {
        Some(usual) if usual == path => format!("to {},{}", end.x, end.y),
        _ => directions(one.at, path),
    }
}

fn go(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let unclear = || Unclear::Where(rest.to_owned());
    if let Some(goal) = rest.strip_prefix("to ") {
        let ends = match tile(goal) {
            Some(tile) => vec![tile],
            None => beside(said, goal)?,
        };
        return way(said.world, said.one, &ends).map(Verb::Go).ok_or_else(unclear);
    }
    let (mut at, mut path, mut words) = (said.one.at, Vec::new(), rest);
    while !words.is_empty() {
        let (name, x, y) = DIRECTIONS.iter().find(|(name, ..)| starts(words, name)).ok_or_else(unclear)?;
        words = words[name.len()..].trim_start();
        let (count, after) = words.split_once(' ').unwrap_or((words, ""));
        let count = match count.parse::<u8>() {
            Ok(count) => {
                words = after;
                count
            }
            Err(_) => 1,
        };
        for _ in 0..count {
            at = Tile { x: at.x.saturating_add(*x), y: at.y.saturating_add(*y) };
            path.push(at);
        }
    }
    if path.is_empty() { Err(unclear()) } else { Ok(Verb::Go(path)) }
}

/// The tiles of and around a thing or a creature that was named.
fn beside(said: &Said<'_>, name: &str) -> Result<Vec<Tile>, Unclear> {
    let tiles: Vec<Tile> = match said.thing(name) {
        Ok(thing) => said.world.thing(&thing).map(|thing| thing.at.clone()).unwrap_or_default(),
        Err(unclear) => {
            let creature = said.creature(name).map_err(|_| unclear)?;
            said.world.creature(creature).map(|one| one.at).into_iter().collect()
        }
    };
    Ok(around(&tiles))
}

/// The usual way on foot to the nearest of these tiles.
fn way(world: &World, one: &Creature, ends: &[Tile]) -> Option<Vec<Tile>> {
    if let ([end], Some(_)) = (ends, &world.now.encounter) {
        return movement::path_to(world, one.id, *end);
    }
    Routes::of(world, one, &Floor::of(world)).to(ends)
}

fn directions(start: Tile, path: &[Tile]) -> String {
    let mut runs: Vec<(&str, u16)> = Vec::new();
    let mut at = start;
    for step in path {
        let name =
            DIRECTIONS.iter().find(|(_, x, y)| at.x.saturating_add(*x) == step.x && at.y.saturating_add(*y) == step.y);
        // A step that is no neighbour has no direction; the rules refuse it, whatever it is called.
        let name = name.map_or("nowhere", |(name, ..)| *name);
        match runs.last_mut().filter(|(last, _)| *last == name) {
            Some((_, count)) => *count += 1,
            None => runs.push((name, 1)),
        }
        at = *step;
    }
    let said =
        runs.iter().map(|(name, count)| if *count == 1 { (*name).to_owned() } else { format!("{name} {count}") });
    said.collect::<Vec<_>>().join(" ")
}
