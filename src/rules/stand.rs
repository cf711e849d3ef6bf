//! Where there is room to stand: the free tiles nearest to a point, for arrivals, newcomers and foes.

use std::collections::{BTreeSet, VecDeque};

use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Side;
use crate::world::floor::{Floor, Footing};

/// Where a newcomer stands: beside the party, or where the adventure starts as long as nobody is there.
pub(super) fn beside_party(world: &World) -> Tile {
    let party = world.now.creatures.values().find(|one| one.side == Side::Heroes && !one.dead);
    let point = party.map_or(world.tale.start.1, |hero| hero.at);
    nearest(world, point, 1).first().copied().unwrap_or(point)
}

/// The free tiles of the current map that are nearest to a point on foot, itself included; fewer where there is no more room.
pub(super) fn nearest(world: &World, point: Tile, count: usize) -> Vec<Tile> {
    let taken = world.now.creatures.values().filter(|one| !one.dead).map(|one| one.at).collect();
    spread(&Floor::of(world), point, count, &taken)
}

/// The same on any floor, where some tiles are taken already.
pub(super) fn spread(floor: &Floor, point: Tile, count: usize, taken: &BTreeSet<Tile>) -> Vec<Tile> {
    let mut seen = BTreeSet::from([point]);
    let mut next = VecDeque::from([point]);
    let mut found = Vec::new();
    while let Some(tile) = next.pop_front() {
        if found.len() == count {
            break;
        }
        // Nobody is set down where something waits to be stepped on.
        let stands = matches!(floor.at(tile), Footing::Free | Footing::Rough) && !floor.waits(tile);
        if stands && !taken.contains(&tile) {
            found.push(tile);
        }
        next.extend(neighbours(tile).filter(|to| floor.joins(tile, *to) && seen.insert(*to)));
    }
    found
}

/// The eight tiles around one: straight ones first, then diagonals, in a fixed order.
pub(super) fn neighbours(tile: Tile) -> impl Iterator<Item = Tile> {
    const WAYS: [(i16, i16); 8] = [(0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)];
    WAYS.into_iter().map(move |(x, y)| Tile { x: tile.x.saturating_add(x), y: tile.y.saturating_add(y) })
}
