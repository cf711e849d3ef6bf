//! Walking and jumping in real time: one step of a sixtieth of a second, whole numbers only, the same on every machine.
//!
//! Rulings: a speed of 30 feet walks four tiles a second, other speeds in proportion, because six seconds for thirty
//! feet would bore whoever explores. A leap carries as far as the book's running long jump (strength in feet) and
//! never higher than its running high jump (3 feet + strength modifier); whoever explores always has room for the
//! run-up. Whoever comes down in deep water is back where he leapt.

use serde::{Deserialize, Serialize};

use super::floor::{Floor, Footing};
use crate::tale::map::Tile;

/// One tile in walking units: with tiles of 16 pixels a unit is 1/256 of a pixel.
pub const TILE: i32 = 4096;
/// Steps a second.
pub const STEPS_PER_SECOND: i32 = 60;
/// The most tiles a walk remembers; as many as one command may hold.
pub const PATH_TILES_MAX: usize = 64;

const HALF: i32 = TILE * 5 / 16;
const TILES_PER_SECOND: i32 = 4;
const GRAVITY: i32 = 14;
// 181/256 is half the square root of two: a diagonal walk is as fast as a straight one.
const DIAGONAL: i32 = 181;

/// Someone who walks in real time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walker {
    /// Middle of the body, to the right, in walking units.
    pub x: i32,
    /// Middle of the body, down the map, in walking units.
    pub y: i32,
    /// Height of the feet above the ground, in walking units.
    pub z: i32,
    /// Upward speed, units a step.
    pub vz: i32,
    /// Where it looks.
    pub facing: Facing,
    /// The tile of the last leap's take-off.
    pub leapt: Tile,
    /// Tiles of water entered in this leap.
    pub over_water: u8,
}

/// Where someone looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "four directions say all there is")]
pub enum Facing {
    #[default]
    Down,
    Up,
    Left,
    Right,
}

/// The buttons that are held in one step, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buttons(pub u8);

impl Buttons {
    /// Up the map.
    pub const UP: Buttons = Buttons(1);
    /// Down the map.
    pub const DOWN: Buttons = Buttons(2);
    /// To the left.
    pub const LEFT: Buttons = Buttons(4);
    /// To the right.
    pub const RIGHT: Buttons = Buttons(8);
    /// Jump.
    pub const JUMP: Buttons = Buttons(16);

    /// These and those.
    pub const fn and(self, other: Buttons) -> Buttons {
        Buttons(self.0 | other.0)
    }

    /// True when all of those are held.
    pub const fn has(self, other: Buttons) -> bool {
        self.0 & other.0 == other.0
    }

    const fn way(self, less: Buttons, more: Buttons) -> i32 {
        self.has(more) as i32 - self.has(less) as i32
    }
}

/// How someone moves: worked out once from speed and strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gait {
    /// Units a step.
    pub pace: i32,
    /// Steps from take-off to landing.
    pub leap_steps: i32,
    /// Tiles of water that one leap may cross.
    pub leap_tiles: u8,
}

impl Gait {
    /// The gait of a walking speed in feet (0 to 120) and a strength score (1 to 30).
    pub fn of(speed_feet: u16, strength: u8) -> Gait {
        let speed = i32::from(speed_feet.min(120));
        let strength = i32::from(strength.clamp(1, 30));
        let pace = speed * TILE * TILES_PER_SECOND / (30 * STEPS_PER_SECOND);
        let far = strength * TILE / 5 / pace.max(1);
        let high_feet = (3 + (strength - 10).div_euclid(2)).max(1);
        let high = (8 * high_feet * TILE / 5 / GRAVITY).isqrt();
        let leap_tiles = leap_tiles(strength as u8);
        Gait { pace, leap_steps: if pace == 0 { 0 } else { far.min(high) }, leap_tiles }
    }
}

/// How many tiles of water a leap crosses with this strength: a foot a point, and it must reach the far bank.
pub const fn leap_tiles(strength: u8) -> u8 {
    strength / 5
}

impl Walker {
    /// Standing in the middle of a tile.
    pub const fn at(tile: Tile) -> Walker {
        let (x, y) = (tile.x as i32 * TILE + TILE / 2, tile.y as i32 * TILE + TILE / 2);
        Walker { x, y, z: 0, vz: 0, facing: Facing::Down, leapt: tile, over_water: 0 }
    }

    /// The tile that its middle is over.
    pub const fn tile(&self) -> Tile {
        Tile { x: self.x.div_euclid(TILE) as i16, y: self.y.div_euclid(TILE) as i16 }
    }

    /// Feet on the ground.
    pub const fn is_grounded(&self) -> bool {
        self.z == 0 && self.vz == 0
    }

    /// Where it is one sixtieth of a second later.
    #[must_use]
    pub fn step(&self, buttons: Buttons, gait: Gait, floor: &Floor) -> Walker {
        let mut next = *self;
        next.turn(buttons);
        if buttons.has(Buttons::JUMP) && self.is_grounded() && gait.leap_steps > 1 {
            next.vz = GRAVITY * (gait.leap_steps - 1) / 2;
            next.leapt = self.tile();
            next.over_water = 0;
        }
        let (across, down) = (buttons.way(Buttons::LEFT, Buttons::RIGHT), buttons.way(Buttons::UP, Buttons::DOWN));
        let pace = if across != 0 && down != 0 { gait.pace * DIAGONAL / 256 } else { gait.pace };
        let flies = !next.is_grounded();
        next.x = slide(floor, (next.x, next.y), across * pace, flies, |along, beside| Tile { x: along, y: beside });
        next.y = slide(floor, (next.y, next.x), down * pace, flies, |along, beside| Tile { x: beside, y: along });
        if flies {
            next.cross(self, gait, floor);
            next.fall(floor);
        }
        next
    }

    fn turn(&mut self, buttons: Buttons) {
        let (across, down) = (buttons.way(Buttons::LEFT, Buttons::RIGHT), buttons.way(Buttons::UP, Buttons::DOWN));
        self.facing = match (across, down) {
            (1, _) => Facing::Right,
            (-1, _) => Facing::Left,
            (_, 1) => Facing::Down,
            (_, -1) => Facing::Up,
            _ => self.facing,
        };
    }

    /// Counts water under the feet; a leap never crosses more of it than its strength reaches.
    fn cross(&mut self, before: &Walker, gait: Gait, floor: &Floor) {
        if self.tile() == before.tile() || floor.at(self.tile()) != Footing::Water {
            return;
        }
        if self.over_water < gait.leap_tiles {
            self.over_water += 1;
        } else {
            (self.x, self.y) = (before.x, before.y);
        }
    }

    fn fall(&mut self, floor: &Floor) {
        self.z += self.vz;
        self.vz -= GRAVITY;
        if self.z <= 0 {
            (self.z, self.vz) = (0, 0);
            if floor.at(self.tile()) == Footing::Water {
                let back = Walker::at(self.leapt);
                (self.x, self.y) = (back.x, back.y);
            }
        }
    }
}

/// Moves one axis by `by` units and stops at whatever stands in the way. Only what the body enters anew stops it, so
/// that whoever overlaps something already can always get away from it. `place` makes a tile of a column or row along
/// the way and one beside it.
fn slide(floor: &Floor, (from, side): (i32, i32), by: i32, flies: bool, place: impl Fn(i16, i16) -> Tile) -> i32 {
    if by == 0 {
        return from;
    }
    let stops = |along: i32, beside: i32| match floor.at(place(along as i16, beside as i16)) {
        Footing::Solid => true,
        Footing::Water => !flies,
        Footing::Free | Footing::Rough => false,
    };
    let front = |middle: i32| (middle + by.signum() * HALF - i32::from(by > 0)).div_euclid(TILE);
    let (old, new) = (front(from), front(from + by));
    let beside = (side - HALF).div_euclid(TILE)..=(side + HALF - 1).div_euclid(TILE);
    if old != new && beside.clone().any(|beside| stops(new, beside)) {
        return if by > 0 { new * TILE - HALF } else { (new + 1) * TILE + HALF };
    }
    // A body that landed with one side over water must not walk on into it.
    let middle = (from + by).div_euclid(TILE);
    if middle != from.div_euclid(TILE) && stops(middle, side.div_euclid(TILE)) { from } else { from + by }
}

/// The tiles that a walker has come over since it was last settled: what its next command to go will say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trail {
    settled: Tile,
    tiles: Vec<Tile>,
}

impl Trail {
    /// Nothing walked yet from this tile.
    pub const fn new(settled: Tile) -> Trail {
        Trail { settled, tiles: Vec::new() }
    }

    /// Notes where the walker is now. Coming down on ground that was walked before cuts the round out; in a leap
    /// nothing is cut, because a leap is only legal as it was leapt.
    pub fn visit(&mut self, walker: &Walker) {
        let tile = walker.tile();
        if self.end() == tile {
            return;
        }
        if !walker.is_grounded() {
            self.tiles.push(tile);
        } else if tile == self.settled {
            self.tiles.clear();
        } else if let Some(before) = self.tiles.iter().position(|visited| *visited == tile) {
            self.tiles.truncate(before + 1);
        } else {
            self.tiles.push(tile);
        }
    }

    /// The tiles walked, one step each.
    pub fn path(&self) -> &[Tile] {
        &self.tiles
    }

    /// Where it ends.
    pub fn end(&self) -> Tile {
        self.tiles.last().copied().unwrap_or(self.settled)
    }

    /// Time to send it: no more than one leap still fits.
    pub fn is_full(&self) -> bool {
        self.tiles.len() + 8 >= PATH_TILES_MAX
    }

    /// The path, to be sent; the trail goes on from its end. Only to be taken from a walker on the ground.
    pub fn take(&mut self) -> Vec<Tile> {
        self.settled = self.end();
        std::mem::take(&mut self.tiles)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ROWS: [&str; 9] = [
        "####################",
        "#......#....~......#",
        "#..#...#....~~.....#",
        "#......:....~~~....#",
        "#.####......~..#...#",
        "#....#......~......#",
        "#~~..#..~...~...~..#",
        "#~~.....~~..~......#",
        "####################",
    ];

    fn floor() -> Floor {
        Floor::drawn(&ROWS)
    }

    fn walk(mut walker: Walker, buttons: Buttons, steps: usize, gait: Gait) -> Walker {
        for _ in 0..steps {
            walker = walker.step(buttons, gait, &floor());
        }
        walker
    }

    fn overlaps(walker: &Walker, floor: &Floor) -> bool {
        let columns = (walker.x - HALF).div_euclid(TILE)..=(walker.x + HALF - 1).div_euclid(TILE);
        columns.into_iter().any(|x| {
            let mut rows = (walker.y - HALF).div_euclid(TILE)..=(walker.y + HALF - 1).div_euclid(TILE);
            rows.any(|y| floor.at(Tile { x: x as i16, y: y as i16 }) == Footing::Solid)
        })
    }

    fn check_leap(strength: u8, speed_feet: u16) {
        let gait = Gait::of(speed_feet, strength);
        let rows = [".".repeat(40)];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let floor = Floor::drawn(&[rows[0], rows[0], rows[0]]);
        let start = Walker::at(Tile { x: 1, y: 1 });
        let mut walker = start.step(Buttons::RIGHT.and(Buttons::JUMP), gait, &floor);
        let mut highest = 0;
        while !walker.is_grounded() {
            highest = highest.max(walker.z);
            walker = walker.step(Buttons::RIGHT, gait, &floor);
        }
        let modifier = (i32::from(strength) - 10).div_euclid(2);
        assert!((walker.x - start.x) * 5 <= i32::from(strength) * TILE, "strength {strength} leaps too far");
        assert!(highest * 5 <= (3 + modifier).max(1) * TILE, "strength {strength} leaps too high: {highest}");
    }

    #[test]
    fn leaps_keep_to_the_book() {
        for strength in [3, 8, 10, 13, 16, 20] {
            check_leap(strength, 30);
            check_leap(strength, 25);
        }
    }

    #[test]
    fn thirty_feet_walk_four_tiles_a_second_and_walls_stop() {
        let gait = Gait::of(30, 10);
        let walker = walk(Walker::at(Tile { x: 1, y: 1 }), Buttons::RIGHT, STEPS_PER_SECOND as usize, gait);
        assert_eq!(walker.tile(), Tile { x: 5, y: 1 }, "four tiles on from the middle of the first");
        let walker = walk(walker, Buttons::RIGHT, 200, gait);
        assert_eq!((walker.tile(), walker.x + HALF), (Tile { x: 6, y: 1 }, 7 * TILE), "flush with the wall");
    }

    #[test]
    fn water_stops_feet_and_a_leap_crosses_what_strength_reaches() {
        let gait = Gait::of(30, 10);
        let bank = walk(Walker::at(Tile { x: 10, y: 5 }), Buttons::RIGHT, 120, gait);
        assert_eq!(bank.tile(), Tile { x: 11, y: 5 });
        let leap = walk(bank.step(Buttons::RIGHT.and(Buttons::JUMP), gait, &floor()), Buttons::RIGHT, 40, gait);
        assert_eq!(leap.tile().y, 5);
        assert!(leap.tile().x >= 13 && leap.is_grounded(), "{leap:?}");
        let wide = walk(Walker::at(Tile { x: 11, y: 3 }), Buttons::RIGHT, 120, gait);
        let wet = walk(wide.step(Buttons::RIGHT.and(Buttons::JUMP), gait, &floor()), Buttons::RIGHT, 27, gait);
        let back = walk(wet, Buttons::default(), 60, gait);
        assert_eq!(back.tile(), Tile { x: 11, y: 3 }, "three tiles are too wide for ten feet");
    }

    proptest! {
        #[test]
        fn no_walk_ends_in_a_wall_and_every_trail_is_a_legal_path(
            turns in proptest::collection::vec((0u8..32, 1usize..24), 1..60), strength in 3u8..20, speed in 0u16..60,
        ) {
            let (floor, gait) = (floor(), Gait::of(speed, strength));
            let mut walker = Walker::at(Tile { x: 10, y: 3 });
            let (mut again, mut trail) = (walker, Trail::new(walker.tile()));
            for (held, steps) in turns {
                for _ in 0..steps {
                    walker = walker.step(Buttons(held), gait, &floor);
                    again = again.step(Buttons(held), gait, &floor);
                    prop_assert!(!overlaps(&walker, &floor));
                    prop_assert!(!walker.is_grounded() || floor.at(walker.tile()) != Footing::Water);
                    trail.visit(&walker);
                    if walker.is_grounded() {
                        let mut from = trail.settled;
                        let mut water = 0;
                        for tile in trail.path() {
                            prop_assert!(floor.joins(from, *tile), "{from:?} to {tile:?}");
                            water = if floor.at(*tile) == Footing::Water { water + 1 } else { 0 };
                            prop_assert!(water <= leap_tiles(strength));
                            from = *tile;
                        }
                        prop_assert_eq!(water, 0);
                        if trail.is_full() {
                            trail.take();
                        }
                    }
                    prop_assert!(trail.path().len() <= PATH_TILES_MAX);
                }
            }
            prop_assert_eq!(postcard::to_stdvec(&walker).ok(), postcard::to_stdvec(&again).ok());
        }
    }
}
