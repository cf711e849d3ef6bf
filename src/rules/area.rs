//! Which squares an area covers on the grid, and who stands in it (SRD: Areas of Effect). Rulings 10 and 11.

use super::grid;
use super::sight;
use crate::srd::spell::Area;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Everyone alive in an area that starts at its maker, towards a square, or around a square. The maker himself is
/// never in an area that starts with him.
pub(super) fn caught(world: &World, by: &Creature, area: Area, from_self: bool, at: Tile) -> Vec<CreatureId> {
    let origin = if from_self { by.at } else { at };
    let inside = |tile: Tile| covers(by, area, from_self, at, tile);
    let hit = |one: &&Creature| {
        let touched = |square| inside(square) && (square == origin || sight::clear(world, origin, square));
        let maker = from_self && one.id == by.id;
        !one.dead && !maker && grid::squares(one).any(touched)
    };
    world.now.creatures.values().filter(hit).map(|one| one.id).collect()
}

/// Whether an area that starts at its maker, towards a square, or lies around a square covers another.
pub(super) fn covers(by: &Creature, area: Area, from_self: bool, at: Tile, tile: Tile) -> bool {
    if from_self { covers_from(by, area, at, tile) } else { covers_around(area, at, tile) }
}

/// Squares along one side of so many feet.
fn side(feet: u16) -> i32 {
    i32::from(feet / grid::SQUARE_FEET)
}

fn covers_around(area: Area, at: Tile, tile: Tile) -> bool {
    let (x, y) = (i32::from(tile.x) - i32::from(at.x), i32::from(tile.y) - i32::from(at.y));
    match area {
        Area::Sphere(feet) | Area::Cylinder(feet, _) => within(x, y, side(feet)),
        Area::Cube(feet) => {
            let (low, high) = spread(side(feet));
            (low..=high).contains(&x) && (low..=high).contains(&y)
        }
        // A cone or a line always starts at its maker.
        Area::Cone(_) | Area::Line(..) => false,
    }
}

fn covers_from(by: &Creature, area: Area, towards: Tile, tile: Tile) -> bool {
    let (x, y) = (i32::from(tile.x) - i32::from(by.at.x), i32::from(tile.y) - i32::from(by.at.y));
    let (dx, dy) = (i32::from(towards.x) - i32::from(by.at.x), i32::from(towards.y) - i32::from(by.at.y));
    let (along, across) = (x * dx + y * dy, (x * dy - y * dx).abs());
    match area {
        Area::Sphere(feet) | Area::Cylinder(feet, _) => {
            let reach = side(feet) + i32::from(by.size.squares()) - 1;
            within(x, y, reach)
        }
        // As wide at each distance as it is long there.
        Area::Cone(feet) => along > 0 && across * 2 <= along && within(x, y, side(feet)),
        Area::Line(feet, wide) => {
            let (length, wide) = (dx * dx + dy * dy, side(wide));
            along > 0 && across * across * 4 <= wide * wide * length && within(x, y, side(feet))
        }
        Area::Cube(feet) => beside(x, dx, side(feet)) && beside(y, dy, side(feet)) && (x, y) != (0, 0),
    }
}

/// A cube that touches its maker: straight ahead along a direction, centred across it.
fn beside(value: i32, direction: i32, side: i32) -> bool {
    let (low, high) = spread(side);
    match direction.signum() {
        1 => (1..=side).contains(&value),
        -1 => (-side..=-1).contains(&value),
        _ => (low..=high).contains(&value),
    }
}

fn spread(side: i32) -> (i32, i32) {
    (-((side - 1) / 2), side / 2)
}

/// The middle of the square is within so many squares, half a square more or less.
fn within(x: i32, y: i32, squares: i32) -> bool {
    4 * (x * x + y * y) <= (2 * squares + 1) * (2 * squares + 1)
}
