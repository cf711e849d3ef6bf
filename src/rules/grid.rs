//! Squares, distances and lines on the 5-foot grid, in whole numbers. Rulings 1 and 2.

use crate::tale::map::Tile;
use crate::world::creature::Creature;

/// Feet from one square to the next, straight or slanting (ruling 1).
pub const SQUARE_FEET: u16 = 5;
/// The eight ways that a d8 tells, from the north and on with the clock.
pub(super) const WAYS: [(i16, i16); 8] = [(0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1)];

/// Every square that a creature covers.
pub fn squares(one: &Creature) -> impl Iterator<Item = Tile> + use<> {
    squares_at(one, one.at)
}

/// Every square that a creature would cover with its upper left one here.
pub fn squares_at(one: &Creature, at: Tile) -> impl Iterator<Item = Tile> + use<> {
    let side = i16::from(one.size.squares());
    (0..side).flat_map(move |y| (0..side).map(move |x| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) }))
}

/// Feet between two squares.
pub fn feet(a: Tile, b: Tile) -> u16 {
    let x = (i32::from(a.x) - i32::from(b.x)).unsigned_abs();
    let y = (i32::from(a.y) - i32::from(b.y)).unsigned_abs();
    u16::try_from(x.max(y)).unwrap_or(u16::MAX / SQUARE_FEET).saturating_mul(SQUARE_FEET)
}

/// Feet between the nearest squares of two creatures.
pub fn feet_between(a: &Creature, b: &Creature) -> u16 {
    feet_between_at(a, a.at, b)
}

/// Feet between two creatures if the first one stood there.
pub fn feet_between_at(a: &Creature, at: Tile, b: &Creature) -> u16 {
    let gap = |a: i16, a_side: u8, b: i16, b_side: u8| {
        let (a, b) = (i32::from(a), i32::from(b));
        (b - (a + i32::from(a_side) - 1)).max(a - (b + i32::from(b_side) - 1)).max(0)
    };
    let (a_side, b_side) = (a.size.squares(), b.size.squares());
    let far = gap(at.x, a_side, b.at.x, b_side).max(gap(at.y, a_side, b.at.y, b_side));
    let flat = u16::try_from(far).unwrap_or(u16::MAX / SQUARE_FEET).saturating_mul(SQUARE_FEET);
    flat.max(a.height_feet.abs_diff(b.height_feet))
}

/// Feet from a creature to a square on the ground.
pub fn feet_to(one: &Creature, tile: Tile) -> u16 {
    squares(one).map(|square| feet(square, tile)).min().unwrap_or(u16::MAX).max(one.height_feet)
}

/// A point on the grid in eighths of a square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// Eighths in a square.
const EIGHTHS: i32 = 8;

/// The middle of a square.
pub fn middle(tile: Tile) -> Point {
    Point { x: i32::from(tile.x) * EIGHTHS + 4, y: i32::from(tile.y) * EIGHTHS + 4 }
}

/// Four points just inside the corners of a square.
pub fn corners(tile: Tile) -> [Point; 4] {
    let (x, y) = (i32::from(tile.x) * EIGHTHS, i32::from(tile.y) * EIGHTHS);
    [(1, 1), (7, 1), (1, 7), (7, 7)].map(|(dx, dy)| Point { x: x + dx, y: y + dy })
}

/// Walks the squares that a line passes through, both ends included, until `stop` holds for one of them. A line that
/// runs exactly through a corner slips between the squares beside it unless both of them stop it.
pub fn crosses(from: Point, to: Point, mut stop: impl FnMut(Tile) -> bool) -> bool {
    let square = |value: i32| value.div_euclid(EIGHTHS);
    let tile =
        |x: i32, y: i32| Tile { x: i16::try_from(x).unwrap_or(i16::MAX), y: i16::try_from(y).unwrap_or(i16::MAX) };
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (step_x, step_y) = (dx.signum(), dy.signum());
    let (mut x, mut y) = (square(from.x), square(from.y));
    let (end_x, end_y) = (square(to.x), square(to.y));
    // How far it is to the next border, multiplied by the other direction's length to compare without division.
    let border =
        |at: i32, step: i32, start: i32| (if step > 0 { (at + 1) * EIGHTHS } else { at * EIGHTHS } - start).abs();
    loop {
        if stop(tile(x, y)) {
            return true;
        }
        if (x, y) == (end_x, end_y) {
            return false;
        }
        let next_x = if x == end_x { i32::MAX } else { border(x, step_x, from.x).saturating_mul(dy.abs().max(1)) };
        let next_y = if y == end_y { i32::MAX } else { border(y, step_y, from.y).saturating_mul(dx.abs().max(1)) };
        match next_x.cmp(&next_y) {
            std::cmp::Ordering::Less => x += step_x,
            std::cmp::Ordering::Greater => y += step_y,
            std::cmp::Ordering::Equal => {
                if stop(tile(x + step_x, y)) && stop(tile(x, y + step_y)) {
                    return true;
                }
                (x, y) = (x + step_x, y + step_y);
            }
        }
    }
}
