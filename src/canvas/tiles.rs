//! The ground: which sprite, and which frame of it, a tile shows.

use super::{Canvas, Sprites};

/// Width and height of a tile in pixels.
pub const TILE_SIDE: i32 = 16;

macro_rules! tiles {
    ($($(#[$doc:meta])* $tile:ident $name:literal $moves:ident,)*) => {
        /// A kind of ground. The order is the numbering of the tile set and only ever grows at its end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tile { $($(#[$doc])* $tile,)* }

        impl Tile {
            /// Every tile in the order of the tile set.
            pub const ALL: &[Tile] = &[$(Tile::$tile),*];

            /// The name of its sprite.
            pub const fn name(self) -> &'static str {
                match self { $(Tile::$tile => $name),* }
            }

            /// How its frames are chosen.
            const fn moves(self) -> Moves {
                match self { $(Tile::$tile => Moves::$moves),* }
            }
        }
    };
}

/// How one of a tile's frames is chosen.
enum Moves {
    /// By the place on the map, so that large areas do not look stamped.
    Varied,
    /// By the time, all places alike.
    Timed,
}

tiles! {
    /// Short grass.
    Grass "grass" Varied,
    /// A trodden path.
    Path "path" Varied,
    /// Flagstones.
    Floor "floor" Varied,
    /// Boards.
    Boards "boards" Varied,
    /// A wall of stone.
    Wall "wall" Varied,
    /// A wall of timber and plaster.
    House "house" Varied,
    /// A roof seen from above.
    Roof "roof" Varied,
    /// Deep water.
    Water "water" Timed,
    /// A tree on grass.
    Tree "tree" Varied,
    /// A bush on grass.
    Bush "bush" Varied,
    /// A boulder on grass.
    Rock "rock" Varied,
    /// Stairs that lead down.
    StairsDown "stairs_down" Varied,
    /// Stairs that lead up.
    StairsUp "stairs_up" Varied,
    /// Broken stone: slow going.
    Rubble "rubble" Varied,
    /// Mud: slow going.
    Mud "mud" Varied,
    /// A wooden bridge that runs left to right.
    Bridge "bridge" Varied,
    /// A wooden bridge that runs from top to bottom.
    BridgeDown "bridge_down" Varied,
    /// A fence on grass.
    Fence "fence" Varied,
    /// A field with crops.
    Crop "crop" Varied,
    /// Sand.
    Sand "sand" Varied,
    /// Snow.
    Snow "snow" Varied,
    /// Glowing rock.
    Lava "lava" Timed,
    /// Bare cave ground.
    Cave "cave" Varied,
    /// A wall of living rock.
    Cliff "cliff" Varied,
    /// Nothing: the dark beyond the map.
    Dark "dark" Varied,
}

impl Tile {
    /// The tile whose sprite has this name.
    pub fn named(name: &str) -> Option<Tile> {
        Tile::ALL.iter().copied().find(|tile| tile.name() == name)
    }

    /// The tile with this number in the tile set, from 0.
    pub fn numbered(number: usize) -> Option<Tile> {
        Tile::ALL.get(number).copied()
    }

    /// Which frame of its sprite is shown at a place of the map at a tick (a sixtieth of a second).
    pub const fn frame(self, column: i32, row: i32, tick: u32) -> usize {
        match self.moves() {
            Moves::Varied => scatter(column, row),
            Moves::Timed => (tick / TICKS_PER_FRAME) as usize,
        }
    }

    /// Draws the tile of a place on the map at its pixel place.
    pub fn draw(self, canvas: &mut Canvas, sprites: &Sprites, place: (i32, i32), tick: u32) {
        let sprite = sprites.frame(self.name(), self.frame(place.0, place.1, tick));
        canvas.stamp(sprite, place.0.saturating_mul(TILE_SIDE), place.1.saturating_mul(TILE_SIDE));
    }
}

/// A number that looks random and is the same for the same place.
const fn scatter(column: i32, row: i32) -> usize {
    let mixed = (column as u32).wrapping_mul(0x9e37_79b1) ^ (row as u32).wrapping_mul(0x85eb_ca77);
    ((mixed ^ mixed >> 15).wrapping_mul(0x2c1b_3c6d) >> 20) as usize
}

/// How long a frame of moving ground is shown: 0.5 seconds.
const TICKS_PER_FRAME: u32 = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_is_drawn_and_found_by_name_and_number() {
        let sprites = Sprites::embedded();
        for (number, tile) in Tile::ALL.iter().enumerate() {
            assert_eq!(Tile::named(tile.name()), Some(*tile));
            assert_eq!(Tile::numbered(number), Some(*tile));
            assert!(sprites.has(tile.name()), "{} has no sprite", tile.name());
            assert_eq!(
                (sprites.named(tile.name()).width(), sprites.named(tile.name()).height()),
                (TILE_SIDE, TILE_SIDE)
            );
        }
        assert_eq!(Tile::numbered(Tile::ALL.len()), None);
    }

    #[test]
    fn varied_ground_mixes_its_frames() {
        let second = (0..20).flat_map(|x| (0..20).map(move |y| Tile::Grass.frame(x, y, 0) % 2)).sum::<usize>();
        assert!((120..280).contains(&second), "{second} of 400");
        assert_ne!(Tile::Water.frame(0, 0, 0), Tile::Water.frame(0, 0, 30));
    }
}
