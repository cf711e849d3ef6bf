//! What is said of walking: `goes north`, `goes east 3 south 2`, `goes to 4,2`, `goes to the well`.

use std::collections::BTreeMap;

use super::find::{spoken, starts, tile};
use super::{Read, Said, Unclear};
use crate::rules::command::Verb;
use crate::rules::movement;
use crate::rules::route::Reach;
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

/// A path from where someone stands, as it is said: the way to a thing or someone by its name, the usual way to a tile
/// by the tile, one step and any other way by its directions.
pub(super) fn said_path(world: &World, one: &Creature, path: &[Tile]) -> String {
    let (Some(end), true) = (path.last(), path.len() > 1) else { return directions(one.at, path) };
    let ways = Ways::of(world, one);
    let here = world.things().map(|(id, thing)| (format!("the {}", spoken(id.as_str())), around(&thing.at)));
    let others = world.now.creatures.values().filter(|other| other.id != one.id);
    let others = others.map(|other| (other.name.clone(), around(&[other.at])));
    let mut named = here.chain(others).filter(|(_, ends)| ends.contains(end));
    if let Some((name, _)) = named.find(|(_, ends)| ways.to(ends).as_deref() == Some(path)) {
        return format!("to {name}");
    }
    if ways.to(&[*end]).as_deref() == Some(path) {
        return format!("to {},{}", end.x, end.y);
    }
    directions(one.at, path)
}

/// The usual ways from where someone stands: as far as a turn goes in a fight, as far as one command goes outside.
enum Ways {
    Fight(BTreeMap<Tile, Vec<Tile>>),
    Roam(Reach),
}

impl Ways {
    fn of(world: &World, one: &Creature) -> Ways {
        match world.now.encounter {
            Some(_) => Ways::Fight(movement::reachable(world, one.id)),
            None => Ways::Roam(Reach::of(world, one, &Floor::of(world))),
        }
    }

    /// The shortest way to any of these tiles.
    fn to(&self, ends: &[Tile]) -> Option<Vec<Tile>> {
        match self {
            Ways::Fight(paths) => ends
                .iter()
                .filter_map(|end| paths.get(end))
                .min_by_key(|path| (path.len(), path.last().copied()))
                .cloned(),
            Ways::Roam(reach) => reach.to(ends),
        }
    }
}

fn go(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let unclear = || Unclear::Where(rest.to_owned());
    if let Some(goal) = rest.strip_prefix("to ") {
        let ends = match tile(goal) {
            Some(tile) => vec![tile],
            None => beside(said, goal)?,
        };
        return Ways::of(said.world, said.one).to(&ends).map(Verb::Go).ok_or_else(unclear);
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
    match said.thing(name) {
        Ok(thing) => Ok(said.world.thing(&thing).map(|thing| around(&thing.at)).unwrap_or_default()),
        Err(unclear) => {
            let creature = said.creature(name).map_err(|_| unclear)?;
            Ok(said.world.creature(creature).map(|one| around(&[one.at])).unwrap_or_default())
        }
    }
}

fn around(tiles: &[Tile]) -> Vec<Tile> {
    let beside = |at: &Tile| DIRECTIONS.map(|(_, x, y)| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) });
    tiles.iter().copied().chain(tiles.iter().flat_map(beside)).collect()
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
