//! Ground among its neighbours: walls show their face only in front, throw shade, and paths and shores get soft edges.

use super::tiles::{TILE_SIDE, Tile};
use super::{Area, Canvas, Ink, Sprites};

/// Which way a neighbour lies: columns to the right, rows down.
const SIDES: [(i32, i32); 4] = [(0, -1), (-1, 0), (1, 0), (0, 1)];

impl Tile {
    /// Draws the tile of a place on the map at its pixel place, joined to its neighbours; `near` tells the tile so many
    /// columns to the right and rows down, none beyond what is known. The tick counts sixtieths of a second.
    pub fn draw_among(
        self,
        canvas: &mut Canvas,
        sprites: &Sprites,
        (place, tick): ((i32, i32), u32),
        near: impl Fn(i32, i32) -> Option<Tile>,
    ) {
        let corner = (place.0.saturating_mul(TILE_SIDE), place.1.saturating_mul(TILE_SIDE));
        if let Some((top, rim)) = self.top().filter(|_| near(0, 1).is_none_or(|below| below == self)) {
            canvas.stamp(sprites.named(top), corner.0, corner.1);
            for (side, (across, down)) in SIDES.into_iter().enumerate() {
                if near(across, down).is_some_and(|other| other != self) {
                    edge(canvas, corner, side, rim);
                }
            }
            return;
        }
        self.draw(canvas, sprites, place, tick);
        for (side, (across, down)) in SIDES.into_iter().enumerate() {
            let Some(other) = near(across, down) else { continue };
            match (self.lies(), other.lies()) {
                (Lies::Loose, Lies::Grown) => fray(canvas, corner, side),
                (Lies::Wet, Lies::Grown | Lies::Loose | Lies::Laid) => bank(canvas, corner, side, self.foam()),
                _ => {}
            }
        }
        if self.lies() != Lies::Upright {
            shade(canvas, corner, |across, down| near(across, down).is_some_and(|tile| tile.lies() == Lies::Upright));
        }
    }

    /// The sprite of its top and the inks of the top's rim, for walls that go on behind their face.
    const fn top(self) -> Option<(&'static str, [Ink; 2])> {
        match self {
            Tile::Wall => Some(("wall_top", [Ink::MIST, Ink::STONE])),
            Tile::Cliff => Some(("cliff_top", [Ink::EMBER, Ink::EARTH])),
            _ => None,
        }
    }

    const fn foam(self) -> Ink {
        match self {
            Tile::Lava => Ink::GOLD,
            _ => Ink::ICE,
        }
    }

    const fn lies(self) -> Lies {
        match self {
            Tile::Wall | Tile::House | Tile::Cliff => Lies::Upright,
            Tile::Water | Tile::Lava => Lies::Wet,
            Tile::Path | Tile::Sand | Tile::Snow | Tile::Mud | Tile::Crop | Tile::Cave => Lies::Loose,
            Tile::Grass | Tile::Tree | Tile::Bush | Tile::Rock | Tile::Fence => Lies::Grown,
            Tile::Floor
            | Tile::Boards
            | Tile::Roof
            | Tile::StairsDown
            | Tile::StairsUp
            | Tile::Rubble
            | Tile::Bridge
            | Tile::BridgeDown
            | Tile::Dark => Lies::Laid,
        }
    }
}

/// How ground meets other ground.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lies {
    /// It stands up and throws shade.
    Upright,
    /// It has banks.
    Wet,
    /// Grass grows over its edge.
    Loose,
    /// Grass and what stands in it.
    Grown,
    /// Floors that somebody laid: their edges are straight.
    Laid,
}

/// Lets grass grow over one side of a tile, a little differently at each place.
fn fray(canvas: &mut Canvas, corner: (i32, i32), side: usize) {
    for along in 0..TILE_SIDE {
        let seed = corner.0.wrapping_mul(31) ^ corner.1.wrapping_mul(17) ^ along.wrapping_mul(7) ^ side as i32;
        let depth = [1, 2, 1, 3, 1, 2, 2, 1][(seed.wrapping_mul(0x2c1b_3c6d) >> 24 & 7) as usize];
        for deep in 0..depth {
            let (x, y) = at(corner, side, along, deep);
            canvas.pixel(x, y, Ink::MOSS);
        }
        // Here and there a blade catches the light.
        if depth == 3 {
            let (x, y) = at(corner, side, along, 1);
            canvas.pixel(x, y, Ink::LEAF);
        }
    }
}

/// Draws the rim of a wall's top along one side.
fn edge(canvas: &mut Canvas, corner: (i32, i32), side: usize, rim: [Ink; 2]) {
    for along in 0..TILE_SIDE {
        for (deep, ink) in rim.into_iter().enumerate() {
            let (x, y) = at(corner, side, along, deep as i32);
            canvas.pixel(x, y, ink);
        }
    }
}

/// Draws one side of a tile as a bank: earth, then foam.
fn bank(canvas: &mut Canvas, corner: (i32, i32), side: usize, ink: Ink) {
    for along in 0..TILE_SIDE {
        let (x, y) = at(corner, side, along, 0);
        canvas.pixel(x, y, Ink::BARK);
        // The far bank is seen from the front and is higher than the others.
        let foam = if side == 0 {
            canvas.pixel(x, y.saturating_add(1), Ink::EARTH);
            2
        } else {
            1
        };
        if along.wrapping_add(corner.0).wrapping_add(corner.1).rem_euclid(5) < 3 {
            let (x, y) = at(corner, side, along, foam);
            canvas.pixel(x, y, ink);
        }
    }
}

/// Darkens the ground at the foot of walls that stand above and to the left.
fn shade(canvas: &mut Canvas, (x, y): (i32, i32), upright: impl Fn(i32, i32) -> bool) {
    if upright(0, -1) {
        canvas.dither(Area::new(x, y, TILE_SIDE, 2), Ink::NIGHT, 12);
        canvas.dither(Area::new(x, y.saturating_add(2), TILE_SIDE, 3), Ink::NIGHT, 6);
    }
    if upright(-1, 0) {
        canvas.dither(Area::new(x, y, 2, TILE_SIDE), Ink::NIGHT, 8);
    }
}

/// The pixel so far along a side of a tile and so deep inside it.
const fn at(corner: (i32, i32), side: usize, along: i32, deep: i32) -> (i32, i32) {
    let last = TILE_SIDE - 1;
    let (x, y) = match side {
        0 => (along, deep),
        1 => (deep, along),
        2 => (last - deep, along),
        _ => (along, last - deep),
    };
    (corner.0.saturating_add(x), corner.1.saturating_add(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws one tile with the same neighbour all around and counts an ink in it.
    fn check(tile: Tile, around: Option<Tile>, ink: Ink) -> usize {
        let mut canvas = Canvas::new();
        tile.draw_among(&mut canvas, &Sprites::embedded(), ((2, 2), 0), |_, _| around);
        (32..48).flat_map(|y| (32..48).map(move |x| (x, y))).filter(|(x, y)| canvas.ink_at(*x, *y) == Some(ink)).count()
    }

    #[test]
    fn ground_meets_its_neighbours() {
        assert_eq!(check(Tile::Path, Some(Tile::Path), Ink::MOSS), 0);
        assert!(check(Tile::Path, Some(Tile::Grass), Ink::MOSS) > 60, "grass grows over a path");
        assert!(check(Tile::Water, Some(Tile::Grass), Ink::BARK) > 50, "water has banks");
        assert!(check(Tile::Water, Some(Tile::Bridge), Ink::EARTH) > 10, "the far bank is high");
        assert!(check(Tile::Lava, Some(Tile::Cave), Ink::ICE) == 0, "glowing rock does not foam");
        assert!(check(Tile::Boards, Some(Tile::Wall), Ink::NIGHT) > 40, "walls throw shade");
        assert_eq!(check(Tile::Boards, None, Ink::NIGHT), 0);
    }

    #[test]
    fn a_wall_shows_its_face_only_in_front() {
        assert!(check(Tile::Wall, Some(Tile::Floor), Ink::MIST) > 30);
        assert_eq!(check(Tile::Wall, Some(Tile::Wall), Ink::MIST), 0);
        assert_eq!(check(Tile::Wall, None, Ink::MIST), 0);
    }

    #[test]
    fn any_place_is_safe() {
        let (mut canvas, sprites) = (Canvas::new(), Sprites::embedded());
        for tile in Tile::ALL {
            for place in [i32::MIN, -1, 15, i32::MAX] {
                tile.draw_among(&mut canvas, &sprites, ((place, place), u32::MAX), |_, _| Some(Tile::Grass));
                tile.draw_among(&mut canvas, &sprites, ((place, 3), 0), |_, _| Some(Tile::Wall));
            }
        }
    }
}
