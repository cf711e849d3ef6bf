//! The canvas itself: 256 by 240 pixels of one ink each, a clip rectangle and a camera.

use super::{Area, Ink, Palette, Swap};

/// Width of the picture in pixels.
pub const WIDTH: i32 = 256;
/// Height of the picture in pixels.
pub const HEIGHT: i32 = 240;

const WHOLE: Area = Area::new(0, 0, WIDTH, HEIGHT);

/// A picture that is drawn on. Every drawing call is moved by the camera, cut by the clip rectangle, and safe for any
/// coordinates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    pixels: Vec<Ink>,
    clip: Area,
    camera: (i32, i32),
    palette: Palette,
}

impl Default for Canvas {
    fn default() -> Canvas {
        Canvas::new()
    }
}

impl Canvas {
    /// An empty canvas in Roundtable's own colours.
    pub fn new() -> Canvas {
        let pixels = vec![Ink::BACKGROUND; (WIDTH * HEIGHT) as usize];
        Canvas { pixels, clip: WHOLE, camera: (0, 0), palette: Palette::own() }
    }

    /// Fills everything with one ink and forgets clip, camera and palette changes: how a frame starts.
    pub fn clear(&mut self, ink: Ink) {
        self.pixels.fill(ink);
        self.clip = WHOLE;
        self.camera = (0, 0);
        self.palette = Palette::own();
    }

    /// All pixels, row by row from the top, [`WIDTH`] a row.
    pub fn pixels(&self) -> &[Ink] {
        &self.pixels
    }

    /// The ink at a place on the screen (the camera plays no part); none outside.
    pub fn ink_at(&self, x: i32, y: i32) -> Option<Ink> {
        if WHOLE.holds(x, y) { self.pixels.get((y * WIDTH + x) as usize).copied() } else { None }
    }

    /// The colours that the picture is shown in.
    pub const fn palette(&self) -> &Palette {
        &self.palette
    }

    /// Shows the whole picture in other colours until the next [clear](Canvas::clear): fades, poison, night.
    pub const fn set_palette(&mut self, palette: Palette) {
        self.palette = palette;
    }

    /// Draws only inside `area` of the screen from here on.
    pub fn clip(&mut self, area: Area) {
        self.clip = area.shared(WHOLE);
    }

    /// Draws everywhere again.
    pub const fn unclip(&mut self) {
        self.clip = WHOLE;
    }

    /// Puts this point of the world at the top left corner of the screen.
    pub const fn look_at(&mut self, x: i32, y: i32) {
        self.camera = (x, y);
    }

    /// The point of the world at the top left corner of the screen.
    pub const fn camera(&self) -> (i32, i32) {
        self.camera
    }

    /// Draws one pixel.
    pub fn pixel(&mut self, x: i32, y: i32, ink: Ink) {
        let (x, y) = self.on_screen(x, y);
        self.put(x, y, ink);
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, ink: Ink) {
        self.rows(area, |row, _, _| row.fill(ink));
    }

    /// Fills a rectangle with a pattern: `sixteenths` of its pixels (0 none, 16 all), evenly spread. For fog and shade.
    pub fn dither(&mut self, area: Area, ink: Ink, sixteenths: u8) {
        self.rows(area, |row, x, y| {
            for (step, pixel) in row.iter_mut().enumerate() {
                if SPREAD[(y & 3) as usize][(x as usize + step) & 3] < sixteenths {
                    *pixel = ink;
                }
            }
        });
    }

    /// Swaps the inks that are already drawn inside a rectangle, such as a remembered room in [`Swap::DIMMED`].
    pub fn tint(&mut self, area: Area, swap: &Swap) {
        self.rows(area, |row, _, _| {
            for pixel in row {
                *pixel = swap.of(*pixel);
            }
        });
    }

    /// World to screen.
    pub(super) const fn on_screen(&self, x: i32, y: i32) -> (i32, i32) {
        (x.saturating_sub(self.camera.0), y.saturating_sub(self.camera.1))
    }

    /// The part of the screen that can be drawn on now.
    pub(super) const fn open(&self) -> Area {
        self.clip
    }

    /// One pixel in screen coordinates, cut by the clip rectangle.
    pub(super) fn put(&mut self, x: i32, y: i32, ink: Ink) {
        if self.clip.holds(x, y) {
            // The clip rectangle never leaves the screen, so the index exists.
            self.pixels[(y * WIDTH + x) as usize] = ink;
        }
    }

    /// Hands each visible row of an area (in world coordinates) to `paint`, with the screen place of its first pixel.
    pub(super) fn rows(&mut self, area: Area, mut paint: impl FnMut(&mut [Ink], i32, i32)) {
        let (x, y) = self.on_screen(area.x, area.y);
        let seen = Area { x, y, ..area }.shared(self.clip);
        if seen.is_empty() {
            return;
        }
        for y in seen.y..seen.bottom() {
            let start = (y * WIDTH + seen.x) as usize;
            paint(&mut self.pixels[start..start + seen.width as usize], seen.x, y);
        }
    }
}

/// In which order a four by four cell fills up (Bayer's matrix).
const SPREAD: [[u8; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];

#[cfg(test)]
mod tests {
    use super::*;

    fn count(canvas: &Canvas, ink: Ink) -> usize {
        canvas.pixels().iter().filter(|pixel| **pixel == ink).count()
    }

    #[test]
    fn nothing_is_drawn_outside_the_clip_rectangle() {
        let mut canvas = Canvas::new();
        canvas.clip(Area::new(10, 10, 4, 4));
        canvas.fill(Area::new(-100, -100, 1000, 1000), Ink::GOLD);
        assert_eq!(count(&canvas, Ink::GOLD), 16);
        canvas.clip(Area::new(300, 10, 4, 4));
        canvas.fill(Area::new(0, 0, 256, 240), Ink::BLOOD);
        canvas.pixel(3, 3, Ink::BLOOD);
        assert_eq!(count(&canvas, Ink::BLOOD), 0);
    }

    #[test]
    fn the_camera_moves_what_is_drawn() {
        let mut canvas = Canvas::new();
        canvas.look_at(100, 50);
        canvas.pixel(103, 54, Ink::LEAF);
        assert_eq!(canvas.ink_at(3, 4), Some(Ink::LEAF));
    }

    #[test]
    fn any_numbers_are_safe() {
        let wild = [i32::MIN, i32::MIN + 1, -1, 0, 1, 255, 256, i32::MAX - 1, i32::MAX];
        let mut canvas = Canvas::new();
        for a in wild {
            for b in wild {
                canvas.look_at(b, a);
                canvas.pixel(a, b, Ink::GOLD);
                canvas.fill(Area::new(a, b, b, a), Ink::GOLD);
                canvas.dither(Area::new(a, a, b, b), Ink::GOLD, 8);
                canvas.tint(Area::new(b, a, a, b), &Swap::DIMMED);
                canvas.clip(Area::new(a, b, b, a));
                canvas.unclip();
            }
        }
    }

    #[test]
    fn a_dithered_area_holds_its_share_of_pixels() {
        for sixteenths in 0..=16 {
            let mut canvas = Canvas::new();
            canvas.dither(Area::new(5, 3, 8, 8), Ink::GOLD, sixteenths);
            assert_eq!(count(&canvas, Ink::GOLD), 4 * usize::from(sixteenths));
        }
    }
}
