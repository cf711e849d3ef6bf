//! Stamps a sprite onto a canvas: flipped, turned, enlarged, in other inks.

use super::{Area, Canvas, Ink, Sprite, Swap};

/// How a sprite is mirrored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flip {
    /// As drawn.
    #[default]
    None,
    /// Left becomes right.
    Across,
    /// Top becomes bottom.
    Down,
    /// Both.
    Both,
}

/// How a sprite is stamped. The default is as drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Mirrored first.
    pub flip: Flip,
    /// Then turned clockwise by this many quarters; more than three start again.
    pub quarter_turns: u8,
    /// Each pixel becomes a square of this side, 1 to 16.
    pub scale: u8,
    /// Which inks are drawn in place of which.
    pub swap: Swap,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner { flip: Flip::None, quarter_turns: 0, scale: 1, swap: Swap::NONE }
    }
}

impl Manner {
    /// Mirrored, otherwise as drawn.
    pub fn flipped(flip: Flip) -> Manner {
        Manner { flip, ..Manner::default() }
    }

    /// In other inks, otherwise as drawn.
    pub fn swapped(swap: Swap) -> Manner {
        Manner { swap, ..Manner::default() }
    }

    /// Enlarged, otherwise as drawn.
    pub fn scaled(scale: u8) -> Manner {
        Manner { scale, ..Manner::default() }
    }
}

impl Canvas {
    /// Stamps a sprite with its top left corner at `x`, `y`; its clear pixels leave what is there.
    pub fn stamp(&mut self, sprite: &Sprite, x: i32, y: i32) {
        let area = Area::new(x, y, sprite.width(), sprite.height());
        let (left, top) = self.on_screen(x, y);
        // Most stamps are plain; going row by row makes a full screen of them many times quicker.
        self.rows(area, |row, across, down| {
            let inks = sprite.row(down - top).get((across - left) as usize..).unwrap_or(&[]);
            for (pixel, ink) in row.iter_mut().zip(inks) {
                *pixel = ink.unwrap_or(*pixel);
            }
        });
    }

    /// Stamps a sprite in a certain manner with the top left corner of the result at `x`, `y`.
    pub fn stamp_as(&mut self, sprite: &Sprite, x: i32, y: i32, manner: &Manner) {
        let (left, top) = self.on_screen(x, y);
        let scale = i32::from(manner.scale.clamp(1, 16));
        let (width, height) = (sprite.width(), sprite.height());
        let turned = manner.quarter_turns % 2 == 1;
        let (wide, high) = if turned { (height, width) } else { (width, height) };
        let seen = Area::new(left, top, wide * scale, high * scale).shared(self.open());
        for down in seen.y..seen.y.saturating_add(seen.height) {
            for across in seen.x..seen.x.saturating_add(seen.width) {
                let place = ((across - left) / scale, (down - top) / scale);
                let (x, y) = source(place, (width, height), manner);
                if let Some(ink) = sprite.ink_at(x, y) {
                    self.put(across, down, manner.swap.of(ink));
                }
            }
        }
    }

    /// Fills an area with copies of a sprite, cut at the area's edge.
    pub fn pave(&mut self, sprite: &Sprite, area: Area) {
        if sprite.width() < 1 || sprite.height() < 1 || area.is_empty() {
            return;
        }
        let (x, y) = self.on_screen(area.x, area.y);
        let seen = Area { x, y, ..area }.shared(self.open());
        for down in seen.y..seen.y.saturating_add(seen.height) {
            for across in seen.x..seen.x.saturating_add(seen.width) {
                let (dx, dy) = ((across - x) % sprite.width(), (down - y) % sprite.height());
                if let Some(ink) = sprite.ink_at(dx, dy) {
                    self.put(across, down, ink);
                }
            }
        }
    }

    /// Draws a frame from a sprite of three by three equal parts: corners once, sides repeated, middle filling.
    pub fn nine(&mut self, sprite: &Sprite, area: Area) {
        let part = (sprite.width() / 3).min(sprite.height() / 3);
        if part < 1 || area.is_empty() {
            return;
        }
        let (x, y) = self.on_screen(area.x, area.y);
        let seen = Area { x, y, ..area }.shared(self.open());
        for down in seen.y..seen.y.saturating_add(seen.height) {
            let v = slice(down - y, area.height, part);
            for across in seen.x..seen.x.saturating_add(seen.width) {
                let u = slice(across - x, area.width, part);
                if let Some(ink) = sprite.ink_at(u, v) {
                    self.put(across, down, ink);
                }
            }
        }
    }

    /// Stamps a sprite's silhouette in one ink, grown by one pixel on each side: a glow behind what is selected.
    pub fn halo(&mut self, sprite: &Sprite, x: i32, y: i32, flip: Flip, ink: Ink) {
        let manner = Manner { flip, swap: Swap::only(ink), ..Manner::default() };
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            self.stamp_as(sprite, x.saturating_add(dx), y.saturating_add(dy), &manner);
        }
    }
}

/// Which pixel of the sprite is seen at a place of the turned and flipped one.
const fn source(place: (i32, i32), size: (i32, i32), manner: &Manner) -> (i32, i32) {
    let (width, height) = size;
    let (x, y) = match manner.quarter_turns % 4 {
        0 => place,
        1 => (place.1, height - 1 - place.0),
        2 => (width - 1 - place.0, height - 1 - place.1),
        _ => (width - 1 - place.1, place.0),
    };
    match manner.flip {
        Flip::None => (x, y),
        Flip::Across => (width - 1 - x, y),
        Flip::Down => (x, height - 1 - y),
        Flip::Both => (width - 1 - x, height - 1 - y),
    }
}

/// Which column (or row) of a nine-part sprite stands at `place` of a length.
const fn slice(place: i32, length: i32, part: i32) -> i32 {
    if place < part {
        place
    } else if place >= length - part {
        3 * part - (length - place)
    } else {
        part + place % part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(manner: &Manner, expected: &str) {
        let sprite = Sprite::read("12.\n.34\n").unwrap();
        let mut canvas = Canvas::new();
        canvas.stamp_as(&sprite, 0, 0, manner);
        let rows: Vec<String> =
            (0..4).map(|y| (0..4).map(|x| format!("{:x}", canvas.ink_at(x, y).unwrap().byte())).collect()).collect();
        assert_eq!(rows.join(" "), expected);
    }

    #[test]
    fn sprites_are_flipped_turned_enlarged_and_swapped() {
        check(&Manner::default(), "1200 0340 0000 0000");
        check(&Manner::flipped(Flip::Across), "0210 4300 0000 0000");
        check(&Manner::flipped(Flip::Down), "0340 1200 0000 0000");
        check(&Manner::flipped(Flip::Both), "4300 0210 0000 0000");
        check(&Manner { quarter_turns: 1, ..Manner::default() }, "0100 3200 4000 0000");
        check(&Manner { quarter_turns: 2, ..Manner::default() }, "4300 0210 0000 0000");
        check(&Manner { quarter_turns: 7, ..Manner::default() }, "0400 2300 1000 0000");
        check(&Manner::scaled(2), "1122 1122 0033 0033");
        check(&Manner::swapped(Swap::NONE.with(Ink::BARK, Ink::ICE)), "1f00 0340 0000 0000");
    }

    #[test]
    fn plain_stamps_are_cut_like_all_others() {
        let sprite = Sprite::read("12.\n.34\n").unwrap();
        for (x, y) in [(0, 0), (-1, 0), (-2, -1), (254, 239), (3, -2), (100, 100), (255, 100)] {
            let (mut plain, mut other) = (Canvas::new(), Canvas::new());
            for canvas in [&mut plain, &mut other] {
                canvas.clip(Area::new(1, 0, 254, 240));
                canvas.look_at(1, -1);
            }
            plain.stamp(&sprite, x, y);
            other.stamp_as(&sprite, x, y, &Manner::default());
            assert!(plain == other, "{x} {y}");
        }
    }

    #[test]
    fn any_place_is_safe() {
        let sprite = Sprite::read("12.\n.34\n").unwrap();
        let mut canvas = Canvas::new();
        for x in [i32::MIN, -2, 255, i32::MAX] {
            for y in [i32::MIN, -1, 239, i32::MAX] {
                canvas.stamp(&sprite, x, y);
                canvas.stamp_as(&sprite, x, y, &Manner { scale: 255, quarter_turns: 3, ..Manner::default() });
                canvas.pave(&sprite, Area::new(x, y, i32::MAX, i32::MAX));
                canvas.nine(&sprite, Area::new(x, y, i32::MAX, i32::MAX));
                canvas.halo(&sprite, x, y, Flip::Both, Ink::ICE);
                canvas.look_at(y, x);
            }
        }
    }

    #[test]
    fn a_frame_keeps_its_corners_and_stretches_its_sides() {
        let sprite = Sprite::read("123\n456\n789\n").unwrap();
        let mut canvas = Canvas::new();
        canvas.nine(&sprite, Area::new(0, 0, 5, 4));
        let row = |y| (0..5).map(|x| canvas.ink_at(x, y).unwrap().byte()).collect::<Vec<u8>>();
        assert_eq!([row(0), row(1), row(3)], [[1, 2, 2, 2, 3], [4, 5, 5, 5, 6], [7, 8, 8, 8, 9]]);
    }
}
