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
pub(super) fn caught(
    world: &World,
    by: &Creature,
    area: Area,
    from_self: bool,
    at: Tile,
    facing: Option<&str>,
) -> Vec<CreatureId> {
    let origin = if from_self { by.at } else { at };
    let inside =
        |tile: Tile| if from_self { covers_from(by, area, at, tile) } else { covers_around(area, at, tile, facing) };
    let wall = matches!(area, Area::Wall(..));
    let hit = |one: &&Creature| {
        let touched = |square| inside(square) && (square == origin || wall || sight::clear(world, origin, square));
        let maker = from_self && one.id == by.id;
        !one.dead && !maker && grid::squares(one).any(touched)
    };
    world.now.creatures.values().filter(hit).map(|one| one.id).collect()
}

/// Every open square of the map in an area, in order, and those beside it on the side that a wall faces.
pub(super) fn squares(
    world: &World,
    by: &Creature,
    area: Area,
    from_self: bool,
    at: Tile,
    facing: Option<&str>,
    side_feet: u16,
) -> (Vec<Tile>, Vec<Tile>) {
    let origin = if from_self { by.at } else { at };
    let inside =
        |tile: Tile| if from_self { covers_from(by, area, at, tile) } else { covers_around(area, at, tile, facing) };
    let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
    let all = (0..width).flat_map(|x| (0..height).map(move |y| Tile { x, y }));
    let wall = matches!(area, Area::Wall(..));
    let open = |tile: &Tile| {
        !world.map().is_none_or(|map| map.ground(*tile).wall)
            && (*tile == origin || wall || sight::clear(world, origin, *tile))
    };
    let (mut covered, mut beside) = (Vec::new(), Vec::new());
    for tile in all {
        if inside(tile) {
            covered.extend(Some(tile).filter(open));
        } else if side_feet > 0 && faces(area, at, tile, facing, side(side_feet)) {
            beside.extend(Some(tile).filter(open));
        }
    }
    (covered, beside)
}

/// Every square of an area around a point, walls included.
pub(super) fn walls(world: &World, area: Area, at: Tile, facing: Option<&str>) -> Vec<Tile> {
    let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
    let all = (0..width).flat_map(|x| (0..height).map(move |y| Tile { x, y }));
    all.filter(|tile| covers_around(area, at, *tile, facing)).collect()
}

/// The sides that a wall may face, and the two of a ring.
pub(super) const FACINGS: [&str; 6] = ["north", "south", "east", "west", "inside", "outside"];

/// What is added to a side for a wall of half the thickness.
const THIN: &str = "_thin";

/// The same sides for walls of half the thickness.
pub(super) fn thin_facings() -> impl Iterator<Item = String> {
    FACINGS.iter().map(|facing| format!("{facing}{THIN}"))
}

/// True for a wall of half the thickness.
pub(super) fn is_thin(facing: &str) -> bool {
    facing.ends_with(THIN)
}

/// The side itself.
fn side_of(facing: Option<&str>) -> Option<&str> {
    // What is raised or dug says so before its side.
    facing.map(|facing| facing.strip_suffix(THIN).unwrap_or(facing)).and_then(|facing| facing.rsplit('_').next())
}

/// A straight wall stands across the point, a ring around it (ruling 30).
fn in_wall(length: u16, radius: u16, x: i32, y: i32, facing: Option<&str>) -> bool {
    let (low, high) = spread(side(length));
    match side_of(facing) {
        Some("inside" | "outside") => within(x, y, side(radius)) && !within(x, y, side(radius) - 1),
        Some("east" | "west") => x == 0 && (low..=high).contains(&y),
        _ => y == 0 && (low..=high).contains(&x),
    }
}

/// True for squares so near to the side that a wall faces.
fn faces(area: Area, at: Tile, tile: Tile, facing: Option<&str>, squares: i32) -> bool {
    let Area::Wall(length, radius) = area else { return false };
    let (x, y) = (i32::from(tile.x) - i32::from(at.x), i32::from(tile.y) - i32::from(at.y));
    let (low, high) = spread(side(length));
    match side_of(facing) {
        Some("inside") => within(x, y, side(radius) - 1) && !within(x, y, side(radius) - 1 - squares),
        Some("outside") => within(x, y, side(radius) + squares) && !within(x, y, side(radius)),
        Some("east") => (1..=squares).contains(&x) && (low..=high).contains(&y),
        Some("west") => (-squares..=-1).contains(&x) && (low..=high).contains(&y),
        Some("south") => (1..=squares).contains(&y) && (low..=high).contains(&x),
        _ => (-squares..=-1).contains(&y) && (low..=high).contains(&x),
    }
}

/// Squares along one side of so many feet.
fn side(feet: u16) -> i32 {
    i32::from(feet / grid::SQUARE_FEET)
}

fn covers_around(area: Area, at: Tile, tile: Tile, facing: Option<&str>) -> bool {
    let (x, y) = (i32::from(tile.x) - i32::from(at.x), i32::from(tile.y) - i32::from(at.y));
    match area {
        Area::Sphere(feet) | Area::Cylinder(feet, _) => within(x, y, side(feet)),
        Area::Cube(feet) => {
            let (low, high) = spread(side(feet));
            (low..=high).contains(&x) && (low..=high).contains(&y)
        }
        // A cone or a line always starts at its maker.
        Area::Cone(_) | Area::Line(..) => false,
        Area::Wall(length, radius) => in_wall(length, radius, x, y, facing),
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
        // A wall never starts at its maker.
        Area::Wall(..) => false,
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
