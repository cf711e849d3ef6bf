//! The shortest way on foot to whatever is in sight, for offers; a leap over water is one leg of it.

use std::collections::{BTreeMap, BTreeSet};

use super::explore::leap;
use super::stand::neighbours;
use super::walls::Walls;
use crate::tale::map::{Is, Thing, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::floor::{Floor, Footing};
use crate::world::place::Fate;
use crate::world::walk::PATH_TILES_MAX;

/// Every way that one command can walk from where a creature stands.
pub(super) struct Routes {
    start: Tile,
    width: i16,
    /// For each tile, row by row: how many tiles lead there, and from where the last leg comes.
    legs: Vec<Option<(u16, Tile)>>,
    /// Tiles where others stand: passed, but no place to end a walk on.
    taken: BTreeSet<Tile>,
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
        let (width, height) = floor.size();
        let mut routes = Routes {
            start: one.at,
            width,
            legs: vec![None; usize::from(width.unsigned_abs()) * usize::from(height.unsigned_abs())],
            taken: others.map(|other| other.at).collect(),
        };
        routes.flood(floor, leap(world, one), &avoided(world));
        routes
    }

    /// Reaches every tile by the shortest way, those that are nearest first.
    fn flood(&mut self, floor: &Floor, leap: u8, avoid: &BTreeSet<Tile>) {
        let mut rings: Vec<Vec<Tile>> = vec![Vec::new(); PATH_TILES_MAX + 1];
        self.put(self.start, (0, self.start));
        rings[0].push(self.start);
        for far in 0..PATH_TILES_MAX {
            for here in std::mem::take(&mut rings[far]) {
                // A nearer way may have been found since.
                if self.leg(here).is_none_or(|(tiles, _)| usize::from(tiles) != far) {
                    continue;
                }
                for next in neighbours(here) {
                    // Most tiles beside it have been reached as soon: only water is looked beyond.
                    let soon = self.leg(next).is_some_and(|(tiles, _)| usize::from(tiles) <= far + 1);
                    if soon && floor.at(next) != Footing::Water {
                        continue;
                    }
                    let Some((to, count)) = straight(floor, here, next, leap) else { continue };
                    let there = far + usize::from(count);
                    let nearer = self.leg(to).is_none_or(|(tiles, _)| usize::from(tiles) > there);
                    if nearer
                        && !avoid.contains(&to)
                        && let Some(ring) = rings.get_mut(there)
                    {
                        ring.push(to);
                        self.put(to, (u16::try_from(there).unwrap_or(u16::MAX), here));
                    }
                }
            }
        }
    }

    /// The usual way to the nearest of these tiles; none when nobody could stand there.
    pub(super) fn to(&self, ends: &[Tile]) -> Option<Vec<Tile>> {
        let free = ends.iter().filter(|tile| !self.taken.contains(tile) && **tile != self.start);
        let (_, end) = free.filter_map(|tile| Some((self.leg(*tile)?.0, *tile))).min()?;
        let mut path = Vec::new();
        let mut here = end;
        while here != self.start {
            let (_, from) = self.leg(here)?;
            while here != from {
                path.push(here);
                here = Tile { x: here.x + (from.x - here.x).signum(), y: here.y + (from.y - here.y).signum() };
            }
        }
        path.reverse();
        Some(path)
    }

    fn leg(&self, tile: Tile) -> Option<(u16, Tile)> {
        self.legs.get(self.index(tile)?).copied().flatten()
    }

    fn put(&mut self, tile: Tile, leg: (u16, Tile)) {
        if let Some(place) = self.index(tile).and_then(|index| self.legs.get_mut(index)) {
            *place = Some(leg);
        }
    }

    fn index(&self, tile: Tile) -> Option<usize> {
        let inside = tile.x >= 0 && tile.y >= 0 && tile.x < self.width;
        inside.then(|| tile.y as usize * self.width as usize + tile.x as usize)
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
    // Looked at once for every line that is followed here.
    let walls = Walls::of(world);
    for (id, thing) in world.things().filter(|(id, thing)| is_seen(&walls, one, thing, world.fate(id))) {
        let open = matches!(thing.is, Is::Door(_) | Is::Chest { .. }) && world.fate(id) == Some(Fate::Open);
        goals.extend((!open).then(|| Goal { name: id.as_str().replace('_', " "), ends: around(&thing.at) }));
    }
    let friends = world.heroes().filter(|hero| hero.id != one.id && !hero.dead && walls.clear(one.at, hero.at));
    goals.extend(friends.map(|friend| Goal { name: friend.name.clone(), ends: around(&[friend.at]) }));
    goals.retain(|goal| !goal.ends.contains(&one.at));
    goals
}

/// Whether a creature sees a thing for what it is: hidden traps and zones are never pointed out.
fn is_seen(walls: &Walls<'_>, one: &Creature, thing: &Thing, fate: Option<Fate>) -> bool {
    let plain = match thing.is {
        Is::Trap { .. } => fate == Some(Fate::Found),
        Is::Ambush { .. } | Is::Spot(_) | Is::Barrier => false,
        Is::Exit { .. } => true,
        Is::Door(_) | Is::Chest { .. } | Is::Person(_) | Is::Shop(_) | Is::Object(_) => !thing.look.is_empty(),
    };
    // A wall or a closed door is seen by its near side.
    let mut sides = thing.at.iter().copied().chain(thing.at.iter().copied().flat_map(neighbours));
    plain && sides.any(|tile| !walls.ground(tile).wall && walls.clear(one.at, tile))
}

/// Traps that were found are walked around.
fn avoided(world: &World) -> BTreeSet<Tile> {
    let found =
        world.things().filter(|(id, thing)| matches!(thing.is, Is::Trap { .. }) && world.fate(id) == Some(Fate::Found));
    found.flat_map(|(_, thing)| thing.at.iter().copied()).collect()
}

/// One step each way, and straight over water as far as a leap goes.
fn steps(floor: &Floor, here: Tile, leap: u8) -> Vec<Vec<Tile>> {
    let legs = neighbours(here).filter_map(|next| Some((next, straight(floor, here, next, leap)?.1)));
    let path = |(next, count): (Tile, u8)| {
        let (x, y) = (next.x - here.x, next.y - here.y);
        (1..=i16::from(count)).map(|far| Tile { x: here.x + x * far, y: here.y + y * far }).collect()
    };
    legs.map(path).collect()
}

/// Where a step leads, or a leap if there is water that way, and how many tiles it takes.
fn straight(floor: &Floor, here: Tile, next: Tile, leap: u8) -> Option<(Tile, u8)> {
    let (x, y) = (next.x - here.x, next.y - here.y);
    let mut last = here;
    for far in 1..=leap + 1 {
        let tile = Tile { x: last.x.saturating_add(x), y: last.y.saturating_add(y) };
        if !floor.joins(last, tile) {
            return None;
        }
        if floor.at(tile) != Footing::Water {
            return Some((tile, far));
        }
        last = tile;
    }
    None
}
