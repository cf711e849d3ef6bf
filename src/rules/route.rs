//! The shortest way on foot to whatever is in sight, for offers; a leap over water is one leg of it.

use std::collections::{BTreeMap, BTreeSet};

use super::explore::leap;
use super::sight;
use super::stand::neighbours;
use crate::tale::map::{Is, Thing, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::floor::{Floor, Footing};
use crate::world::place::Fate;
use crate::world::walk::PATH_TILES_MAX;

/// Every way that one command can walk from where a creature stands.
pub(super) struct Routes {
    start: Tile,
    reached: BTreeMap<Tile, Leg>,
    /// Tiles where others stand: passed, but no place to end a walk on.
    taken: BTreeSet<Tile>,
}

/// How a tile was reached: in how many tiles, from where, over which.
struct Leg {
    tiles: usize,
    from: Tile,
    over: Vec<Tile>,
}

/// Somewhere worth going: what it is called, and the tiles from which it is in reach.
struct Goal {
    name: String,
    ends: Vec<Tile>,
}

impl Routes {
    /// Works them out: the shortest ones, around traps that were found.
    pub(super) fn of(world: &World, one: &Creature, floor: &Floor) -> Routes {
        let others = world.now.creatures.values().filter(|other| other.id != one.id && !other.dead);
        let taken = others.map(|other| other.at).collect();
        Routes { start: one.at, reached: flood(floor, one.at, leap(world, one), &avoided(world)), taken }
    }

    /// The usual way to the nearest of these tiles; none when nobody could stand there.
    pub(super) fn to(&self, ends: &[Tile]) -> Option<Vec<Tile>> {
        let free = ends.iter().filter(|tile| !self.taken.contains(tile) && **tile != self.start);
        let (_, end) = free.filter_map(|tile| Some((self.reached.get(tile)?.tiles, *tile))).min()?;
        let mut path = Vec::new();
        let mut here = end;
        while here != self.start {
            let leg = self.reached.get(&here)?;
            path.extend(leg.over.iter().rev());
            here = leg.from;
        }
        path.reverse();
        Some(path)
    }
}

/// Paths worth offering: to each thing and friend in sight that is out of reach, the near ones first, then one step
/// each way.
pub(super) fn ways(world: &World, one: &Creature, floor: &Floor) -> Vec<Vec<Tile>> {
    let routes = Routes::of(world, one, floor);
    let mut paths: Vec<Vec<Tile>> = goals(world, one).iter().filter_map(|goal| routes.to(&goal.ends)).collect();
    paths.retain(|path| path.len() > 1);
    paths.sort_by_key(Vec::len);
    let mut offered = BTreeSet::new();
    paths.retain(|path| offered.insert(path.clone()));
    paths.extend(steps(floor, one.at, leap(world, one)).into_iter().filter(|step| offered.insert(step.clone())));
    paths
}

/// What the usual ways to things and friends in sight are called.
pub(super) fn names(world: &World, one: &Creature) -> BTreeMap<Vec<Tile>, String> {
    let routes = Routes::of(world, one, &Floor::of(world));
    let ways = goals(world, one).into_iter().rev().filter_map(|goal| Some((routes.to(&goal.ends)?, goal.name)));
    ways.filter(|(path, _)| path.len() > 1).collect()
}

/// A tile or any of its eight neighbours.
pub(super) fn around(tiles: &[Tile]) -> Vec<Tile> {
    tiles.iter().copied().chain(tiles.iter().copied().flat_map(neighbours)).collect()
}

/// Each thing and friend in sight that is not in reach already.
fn goals(world: &World, one: &Creature) -> Vec<Goal> {
    let mut goals: Vec<Goal> = Vec::new();
    for (id, thing) in world.things().filter(|(id, thing)| is_seen(world, one, thing, world.fate(id))) {
        let open = matches!(thing.is, Is::Door(_) | Is::Chest { .. }) && world.fate(id) == Some(Fate::Open);
        goals.extend((!open).then(|| Goal { name: id.as_str().replace('_', " "), ends: around(&thing.at) }));
    }
    let friends = world.heroes().filter(|hero| hero.id != one.id && !hero.dead && sight::clear(world, one.at, hero.at));
    goals.extend(friends.map(|friend| Goal { name: friend.name.clone(), ends: around(&[friend.at]) }));
    goals.retain(|goal| !goal.ends.contains(&one.at));
    goals
}

/// Whether a creature sees a thing for what it is: hidden traps and zones are never pointed out.
fn is_seen(world: &World, one: &Creature, thing: &Thing, fate: Option<Fate>) -> bool {
    let plain = match thing.is {
        Is::Trap { .. } => fate == Some(Fate::Found),
        Is::Ambush { .. } | Is::Spot(_) | Is::Barrier => false,
        Is::Exit { .. } => true,
        Is::Door(_) | Is::Chest { .. } | Is::Person(_) | Is::Shop(_) | Is::Object(_) => !thing.look.is_empty(),
    };
    // A wall or a closed door is seen by its near side.
    let mut sides = thing.at.iter().copied().chain(thing.at.iter().copied().flat_map(neighbours));
    plain && sides.any(|tile| !world.ground(tile).wall && sight::clear(world, one.at, tile))
}

/// Traps that were found are walked around.
fn avoided(world: &World) -> BTreeSet<Tile> {
    let found =
        world.things().filter(|(id, thing)| matches!(thing.is, Is::Trap { .. }) && world.fate(id) == Some(Fate::Found));
    found.flat_map(|(_, thing)| thing.at.iter().copied()).collect()
}

/// Every tile that one command reaches on foot, with the shortest way there.
fn flood(floor: &Floor, start: Tile, leap: u8, avoid: &BTreeSet<Tile>) -> BTreeMap<Tile, Leg> {
    let mut reached = BTreeMap::from([(start, Leg { tiles: 0, from: start, over: Vec::new() })]);
    let mut next = BTreeSet::from([(0, start)]);
    while let Some((tiles, here)) = next.pop_first() {
        for over in steps(floor, here, leap) {
            let (Some(to), far) = (over.last().copied(), tiles + over.len()) else { continue };
            let nearer = reached.get(&to).is_none_or(|leg| leg.tiles > far);
            if far <= PATH_TILES_MAX && nearer && !avoid.contains(&to) {
                reached.insert(to, Leg { tiles: far, from: here, over });
                next.insert((far, to));
            }
        }
    }
    reached
}

/// One step each way, and straight over water as far as a leap goes.
fn steps(floor: &Floor, here: Tile, leap: u8) -> Vec<Vec<Tile>> {
    neighbours(here).filter_map(|next| straight(floor, here, next, leap)).collect()
}

fn straight(floor: &Floor, here: Tile, next: Tile, leap: u8) -> Option<Vec<Tile>> {
    let (x, y) = (next.x - here.x, next.y - here.y);
    let (mut last, mut path) = (here, Vec::new());
    for far in 1..=i16::from(leap) + 1 {
        let tile = Tile { x: here.x + x * far, y: here.y + y * far };
        if !floor.joins(last, tile) {
            return None;
        }
        path.push(tile);
        if floor.at(tile) != Footing::Water {
            return Some(path);
        }
        last = tile;
    }
    None
}
