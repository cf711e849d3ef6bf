//! What stands where on the current map as things are now: what stops feet, what stops eyes, what waits to be stepped on.

use std::collections::BTreeSet;

use super::World;
use super::creature::Side;
use super::place::Fate;
use crate::tale::id::ThingId;
use crate::tale::map::{Ground, Is, Map, Thing, Tile};

/// What a tile is to someone who walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// Free to walk.
    Free,
    /// Walked slowly.
    Rough,
    /// Deep water: only flown or jumped over.
    Water,
    /// A wall, cover, a closed door, someone or something that stands there.
    Solid,
}

/// The current map as feet find it, worked out once and asked often: foes that stand there included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Floor {
    width: i16,
    height: i16,
    footings: Vec<Footing>,
    waiting: BTreeSet<Tile>,
}

impl Floor {
    /// The floor of the current map as it is now.
    pub fn of(world: &World) -> Floor {
        let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
        let ground = world.map().into_iter().flat_map(|map| &map.ground).map(|ground| feet_on(*ground));
        let mut floor = Floor { width, height, footings: ground.collect(), waiting: BTreeSet::new() };
        // Magic opens walls and makes others.
        let tiles = (0..height).flat_map(|y| (0..width).map(move |x| Tile { x, y }));
        for tile in tiles.filter(|_| !world.now.zones.is_empty()) {
            if world.walled_up(tile) {
                floor.put(tile, Footing::Solid);
            } else if world.opened_up(tile) && world.map().is_some_and(|map| map.ground(tile).wall) {
                floor.put(tile, Footing::Free);
            }
        }
        for (id, thing) in world.things() {
            let fate = world.fate(id);
            if stands_in_the_way(&thing.is) || shuts(&thing.is, fate) {
                thing.at.iter().for_each(|tile| floor.put(*tile, Footing::Solid));
            } else if waits(&thing.is, fate) {
                floor.waiting.extend(&thing.at);
            }
        }
        for foe in world.now.creatures.values().filter(|creature| creature.side == Side::Foes && creature.is_up()) {
            let squares = i16::from(foe.size.squares());
            for (x, y) in (0..squares).flat_map(|y| (0..squares).map(move |x| (x, y))) {
                floor.put(Tile { x: foe.at.x.saturating_add(x), y: foe.at.y.saturating_add(y) }, Footing::Solid);
            }
        }
        floor
    }

    /// A floor drawn in rows of letters: `#` solid, `~` water, `:` rough, anything else free. For tests and tools.
    pub fn drawn(rows: &[&str]) -> Floor {
        let footing = |letter| match letter {
            '#' => Footing::Solid,
            '~' => Footing::Water,
            ':' => Footing::Rough,
            _ => Footing::Free,
        };
        let width = rows.iter().map(|row| row.chars().count()).max().unwrap_or_default();
        let padded = |row: &str| row.chars().chain(std::iter::repeat('#')).take(width).map(footing).collect::<Vec<_>>();
        Floor {
            width: i16::try_from(width).unwrap_or(i16::MAX),
            height: i16::try_from(rows.len()).unwrap_or(i16::MAX),
            footings: rows.iter().flat_map(|row| padded(row)).collect(),
            waiting: BTreeSet::new(),
        }
    }

    /// What a tile is to feet; beyond the edge all is solid.
    pub fn at(&self, tile: Tile) -> Footing {
        self.index(tile).and_then(|index| self.footings.get(index)).copied().unwrap_or(Footing::Solid)
    }

    /// True when a walk ends here because something happens.
    pub fn waits(&self, tile: Tile) -> bool {
        self.waiting.contains(&tile)
    }

    /// True when one step leads from a tile to this neighbour: neither may be solid, nor a corner that is cut.
    pub fn joins(&self, from: Tile, to: Tile) -> bool {
        let (dx, dy) = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
        let free = |x, y| self.at(Tile { x, y }) != Footing::Solid;
        (dx, dy) != (0, 0)
            && dx.abs() <= 1
            && dy.abs() <= 1
            && free(to.x, to.y)
            && free(to.x, from.y)
            && free(from.x, to.y)
    }

    /// Tiles from left to right and from top to bottom.
    pub fn size(&self) -> (i16, i16) {
        (self.width, self.height)
    }

    fn put(&mut self, tile: Tile, footing: Footing) {
        if let Some(place) = self.index(tile).and_then(|index| self.footings.get_mut(index)) {
            *place = footing;
        }
    }

    fn index(&self, tile: Tile) -> Option<usize> {
        let inside = tile.x >= 0 && tile.y >= 0 && tile.x < self.width && tile.y < self.height;
        inside.then(|| tile.y as usize * self.width as usize + tile.x as usize)
    }
}

impl World {
    /// The map the party is on.
    pub fn map(&self) -> Option<&Map> {
        self.tale.maps.get(&self.now.place.map)
    }

    /// The things of the current map that are there now, in the order of their names.
    pub fn things(&self) -> impl Iterator<Item = (&ThingId, &Thing)> {
        self.map().into_iter().flat_map(|map| &map.things).filter(|(id, thing)| self.is_there(id, thing))
    }

    /// The things that are there now and cover this tile.
    pub fn things_on(&self, tile: Tile) -> impl Iterator<Item = (&ThingId, &Thing)> {
        self.map().into_iter().flat_map(move |map| self.things_of(map, tile))
    }

    fn things_of<'w>(&'w self, map: &'w Map, tile: Tile) -> impl Iterator<Item = (&'w ThingId, &'w Thing)> {
        // Most things are elsewhere: that is asked first, because it is asked of every tile.
        let here = map.things.iter().filter(move |(_, thing)| thing.at.contains(&tile));
        here.filter(|(id, thing)| self.is_there(id, thing))
    }

    /// Tiles of doors and barriers that are shut now: walls as long as they are.
    pub fn shut_tiles(&self) -> Vec<Tile> {
        let may_shut = self.map().into_iter().flat_map(|map| &map.things).filter(|(_, thing)| shuts(&thing.is, None));
        let shut = may_shut.filter(|(id, thing)| shuts(&thing.is, self.fate(id)) && self.is_there(id, thing));
        shut.flat_map(|(_, thing)| thing.at.iter().copied()).collect()
    }

    fn is_there(&self, id: &ThingId, thing: &Thing) -> bool {
        self.fate(id) != Some(Fate::Gone) && self.holds_all(&thing.needs, None)
    }

    /// A thing of the current map, if it is there now.
    pub fn thing(&self, id: &ThingId) -> Option<&Thing> {
        let thing = self.map()?.things.get(id)?;
        self.is_there(id, thing).then_some(thing)
    }

    /// What has become of a thing on the current map.
    pub fn fate(&self, id: &ThingId) -> Option<Fate> {
        self.now.place.things.get(&(self.now.place.map.clone(), id.clone())).copied()
    }

    /// The ground of a tile of the current map; a closed door is a wall as long as it is closed.
    pub fn ground(&self, tile: Tile) -> Ground {
        let Some(map) = self.map() else { return Ground { wall: true, ..Ground::default() } };
        self.ground_of(map, tile)
    }

    fn ground_of(&self, map: &Map, tile: Tile) -> Ground {
        let ground = map.ground(tile);
        let shut = || self.things_of(map, tile).any(|(id, thing)| shuts(&thing.is, self.fate(id)));
        let wall = (ground.wall && !self.opened_up(tile)) || shut() || self.walled_up(tile);
        let water = ground.water && !self.now.zones.values().any(|zone| zone.is.dries && zone.covers(self, tile));
        let level = ground.difficult && self.now.zones.values().any(|zone| zone.is.levels && zone.covers(self, tile));
        Ground { wall, water, difficult: ground.difficult && !level, ..ground }
    }

    /// What a tile is to someone who walks; creatures are not looked at.
    pub fn footing(&self, tile: Tile) -> Footing {
        let Some(map) = self.map() else { return Footing::Solid };
        let in_the_way = self.things_of(map, tile).any(|(_, thing)| stands_in_the_way(&thing.is));
        if in_the_way { Footing::Solid } else { feet_on(self.ground_of(map, tile)) }
    }

    /// The same for every tile of the map, row after row.
    pub fn footings(&self) -> Vec<Footing> {
        let Some(map) = self.map() else { return Vec::new() };
        if !self.now.zones.is_empty() {
            let tiles = (0..map.height).flat_map(|y| (0..map.width).map(move |x| Tile { x, y }));
            return tiles.map(|tile| self.footing(tile)).collect();
        }
        let mut all: Vec<Footing> = map.ground.iter().map(|ground| feet_on(*ground)).collect();
        for (id, thing) in self.things() {
            if stands_in_the_way(&thing.is) || shuts(&thing.is, self.fate(id)) {
                for tile in &thing.at {
                    if let Some(footing) = map.index(*tile).and_then(|at| all.get_mut(at)) {
                        *footing = Footing::Solid;
                    }
                }
            }
        }
        all
    }
}

const fn feet_on(ground: Ground) -> Footing {
    match ground {
        Ground { wall: true, .. } | Ground { cover: true, .. } => Footing::Solid,
        Ground { water: true, .. } => Footing::Water,
        Ground { difficult: true, .. } => Footing::Rough,
        Ground { .. } => Footing::Free,
    }
}

/// Whether something of this kind stops feet and eyes now.
fn shuts(is: &Is, fate: Option<Fate>) -> bool {
    matches!(is, Is::Door(_) | Is::Barrier) && fate != Some(Fate::Open)
}

/// Whether stepping on it makes something happen that the walker may not have asked for.
fn waits(is: &Is, fate: Option<Fate>) -> bool {
    matches!(is, Is::Trap { .. } | Is::Ambush { .. } | Is::Spot(_)) && fate != Some(Fate::Spent)
}

const fn stands_in_the_way(is: &Is) -> bool {
    match is {
        Is::Chest { .. } | Is::Person(_) | Is::Shop(_) | Is::Object(_) => true,
        Is::Door(_) | Is::Barrier | Is::Trap { .. } | Is::Exit { .. } | Is::Ambush { .. } | Is::Spot(_) => false,
    }
}
