//! What stops eyes and arrows: walls, doors that are shut, areas that are as solid (SRD: Cover).

use super::grid::{self, Point};
use super::sight::Cover;
use crate::tale::map::{Ground, Map, Tile};
use crate::world::World;
use crate::world::creature::Creature;

/// What stops eyes and arrows on the current map: its walls, and doors that are closed now.
pub(super) struct Walls<'w> {
    world: &'w World,
    map: Option<&'w Map>,
    doors: Vec<Tile>,
}

impl<'w> Walls<'w> {
    pub(super) fn of(world: &'w World) -> Walls<'w> {
        Walls { world, map: world.map(), doors: world.shut_tiles() }
    }

    pub(super) fn ground(&self, tile: Tile) -> Ground {
        let ground = self.map.map_or(Ground { wall: true, ..Ground::default() }, |map| map.ground(tile));
        let zones = !self.world.now.zones.is_empty();
        let (zoned, opened) = (zones && self.world.walled_up(tile), zones && self.world.opened_up(tile));
        Ground { wall: (ground.wall && !opened) || self.doors.contains(&tile) || zoned, ..ground }
    }

    /// True when a straight line from the middle of one square to another meets no wall.
    pub(super) fn clear(&self, from: Tile, to: Tile) -> bool {
        !self.stops(grid::middle(from), grid::middle(to))
    }

    pub(super) fn stops(&self, from: Point, to: Point) -> bool {
        grid::crosses(from, to, |tile| self.ground(tile).wall)
    }

    /// True when nothing in a field hides anybody: then no line in it needs to be followed.
    pub(super) fn open(&self, field: Field) -> bool {
        let Some(map) = self.map.filter(|_| self.world.now.zones.is_empty() && field.is_small()) else { return false };
        let bare = |tile| {
            let ground = map.ground(tile);
            !ground.wall && !ground.cover
        };
        !self.doors.iter().any(|door| field.holds(*door)) && field.tiles().all(bare)
    }
}

/// The smallest rectangle of squares around two creatures: no line between them leaves it.
#[derive(Clone, Copy)]
pub(super) struct Field {
    least: Tile,
    most: Tile,
}

impl Field {
    pub(super) fn around(one: &Creature, other: &Creature) -> Field {
        let end = |it: &Creature| i16::from(it.size.squares()) - 1;
        let most = |it: &Creature| Tile { x: it.at.x.saturating_add(end(it)), y: it.at.y.saturating_add(end(it)) };
        let (a, b) = (most(one), most(other));
        Field {
            least: Tile { x: one.at.x.min(other.at.x), y: one.at.y.min(other.at.y) },
            most: Tile { x: a.x.max(b.x), y: a.y.max(b.y) },
        }
    }

    /// Looking at all of it is less work than to follow a few lines through it.
    pub(super) fn is_small(self) -> bool {
        let (wide, high) =
            (i32::from(self.most.x) - i32::from(self.least.x), i32::from(self.most.y) - i32::from(self.least.y));
        (wide + 1) * (high + 1) <= SMALL_SQUARES
    }

    pub(super) fn tiles(self) -> impl Iterator<Item = Tile> {
        (self.least.y..=self.most.y).flat_map(move |y| (self.least.x..=self.most.x).map(move |x| Tile { x, y }))
    }

    fn holds(self, tile: Tile) -> bool {
        (self.least.x..=self.most.x).contains(&tile.x) && (self.least.y..=self.most.y).contains(&tile.y)
    }

    pub(super) fn touches(self, one: &Creature) -> bool {
        let end = i16::from(one.size.squares()) - 1;
        let apart = one.at.x > self.most.x || one.at.y > self.most.y;
        !apart && one.at.x.saturating_add(end) >= self.least.x && one.at.y.saturating_add(end) >= self.least.y
    }
}

/// So many squares are looked at one by one.
const SMALL_SQUARES: i32 = 128;

/// How much of a square walls hide, by its corners.
pub(super) fn by_walls(walls: &Walls<'_>, from: Tile, to: Tile) -> Cover {
    let eye = grid::middle(from);
    match grid::corners(to).into_iter().filter(|corner| walls.stops(eye, *corner)).count() {
        0 => Cover::None,
        1 | 2 => Cover::Half,
        3 => Cover::ThreeQuarters,
        _ => Cover::Total,
    }
}
