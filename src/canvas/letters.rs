//! Text on a canvas: a narrow Latin face and a Japanese one, mixed in one line.

use std::cell::RefCell;
use std::collections::BTreeMap;

use embedded_graphics_core::Pixel;
use embedded_graphics_core::draw_target::DrawTarget;
use embedded_graphics_core::geometry::{OriginDimensions, Point, Size};
use embedded_graphics_core::pixelcolor::BinaryColor;
use u8g2_fonts::types::{FontColor, VerticalPosition};
use u8g2_fonts::{FontRenderer, fonts};

use super::{Canvas, Ink, wrap};

/// How far apart lines stand; Japanese letters need more room than Latin ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leading {
    /// Nine pixels from line to line; a Japanese letter among them reaches into the line above.
    #[default]
    Latin,
    /// Twelve pixels from line to line.
    Japanese,
}

impl Leading {
    /// From the top of one line to the top of the next, in pixels.
    pub const fn pixels(self) -> i32 {
        match self {
            Leading::Latin => 9,
            Leading::Japanese => 12,
        }
    }

    /// How far the rows of a glyph's cell move so that a line's top is where it is asked for.
    const fn lift(self) -> i32 {
        match self {
            Leading::Latin => 3,
            Leading::Japanese => 0,
        }
    }
}

/// Whose the faces are and what their licence asks to be passed on.
pub const LICENCE: &str = include_str!("../../LICENSE-FONTS");

const LATIN: FontRenderer = FontRenderer::new::<fonts::u8g2_font_5x7_tf>();
const JAPANESE: FontRenderer = FontRenderer::new::<fonts::u8g2_font_b12_t_japanese3>();

/// The two faces. Glyphs are unpacked when first seen and kept.
#[derive(Debug, Default)]
pub struct Letters {
    leading: Leading,
    seen: RefCell<BTreeMap<char, Glyph>>,
}

/// One letter: rows of bits, the lowest bit leftmost.
#[derive(Clone, Copy, Debug)]
struct Glyph {
    rows: [u16; GLYPH_SIDE],
    advance: i32,
    found: bool,
}

impl Letters {
    /// Both faces, nothing unpacked yet, lines as far apart as the language needs.
    pub fn new(leading: Leading) -> Letters {
        Letters { leading, ..Letters::default() }
    }

    /// From the top of one line to the top of the next, in pixels.
    pub const fn line_height(&self) -> i32 {
        self.leading.pixels()
    }

    /// Changes how far apart lines stand, when the language changes.
    pub const fn set_leading(&mut self, leading: Leading) {
        self.leading = leading;
    }

    /// The width of a line in pixels.
    pub fn width(&self, text: &str) -> i32 {
        text.chars().fold(0_i32, |sum, letter| sum.saturating_add(self.glyph(letter).advance))
    }

    /// Draws one line with its top left corner at `x`, `y`; returns its width in pixels.
    pub fn draw(&self, canvas: &mut Canvas, x: i32, y: i32, text: &str, ink: Ink) -> i32 {
        let mut across = 0_i32;
        let top = y.saturating_sub(self.leading.lift());
        for letter in text.chars() {
            let glyph = self.glyph(letter);
            let left = x.saturating_add(across);
            for (down, row) in glyph.rows.iter().enumerate().filter(|(_, row)| **row != 0) {
                let mut bits = *row;
                while bits != 0 {
                    canvas.pixel(
                        left.saturating_add(bits.trailing_zeros() as i32),
                        top.saturating_add(down as i32),
                        ink,
                    );
                    // Takes the lowest bit away.
                    bits &= bits - 1;
                }
            }
            across = across.saturating_add(glyph.advance);
        }
        across
    }

    /// Draws one line around the middle `x`.
    pub fn draw_centred(&self, canvas: &mut Canvas, x: i32, y: i32, text: &str, ink: Ink) {
        self.draw(canvas, x.saturating_sub(self.width(text) / 2), y, text, ink);
    }

    /// Draws one line that ends before `x`.
    pub fn draw_ending(&self, canvas: &mut Canvas, x: i32, y: i32, text: &str, ink: Ink) {
        self.draw(canvas, x.saturating_sub(self.width(text)), y, text, ink);
    }

    /// Draws one line with a one-pixel rim in another ink, readable on any ground.
    pub fn draw_rimmed(&self, canvas: &mut Canvas, x: i32, y: i32, text: &str, inks: (Ink, Ink)) {
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, 1), (1, 1), (-1, -1), (1, -1)] {
            self.draw(canvas, x.saturating_add(dx), y.saturating_add(dy), text, inks.1);
        }
        self.draw(canvas, x, y, text, inks.0);
    }

    /// Breaks text into lines of at most `width` pixels. Latin breaks at spaces, Japanese between letters, with no line
    /// starting with a closing mark or ending with an opening one; line feeds are kept. A word wider than the line is cut.
    pub fn wrap(&self, text: &str, width: i32) -> Vec<String> {
        wrap::lines(text, width, |letter| self.glyph(letter).advance)
    }

    /// The text, or its beginning with an ellipsis, so that it is at most `width` pixels wide.
    pub fn cut(&self, text: &str, width: i32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let room = width.saturating_sub(self.glyph(ELLIPSIS).advance);
        let mut sum = 0_i32;
        let kept = text.chars().take_while(|letter| {
            sum = sum.saturating_add(self.glyph(*letter).advance);
            sum <= room
        });
        let mut cut: String = kept.collect();
        cut.truncate(cut.trim_end().len());
        cut.push(ELLIPSIS);
        cut
    }

    /// True when one of the faces has this letter.
    pub fn has(&self, letter: char) -> bool {
        self.glyph(letter).found
    }

    fn glyph(&self, letter: char) -> Glyph {
        *self.seen.borrow_mut().entry(letter).or_insert_with(|| unpack(letter))
    }
}

/// Finds a letter in the Latin face, else in the Japanese one, else makes a small box of it.
fn unpack(letter: char) -> Glyph {
    if letter == ELLIPSIS {
        return DOTS;
    }
    // Both faces stand on one line, so that mixed text does not dance.
    for face in [&LATIN, &JAPANESE] {
        let mut cell = Cell([0; GLYPH_SIDE]);
        let ink = FontColor::Transparent(BinaryColor::On);
        let drawn = face.render(letter, Point::new(0, BASELINE), VerticalPosition::Baseline, ink, &mut cell);
        if let Ok(drawn) = drawn {
            return Glyph { rows: cell.0, advance: drawn.advance.x.max(0), found: true };
        }
    }
    BOX
}

/// What a face draws on: one letter's cell.
struct Cell([u16; GLYPH_SIDE]);

impl OriginDimensions for Cell {
    fn size(&self) -> Size {
        Size::new(GLYPH_SIDE as u32, GLYPH_SIDE as u32)
    }
}

impl DrawTarget for Cell {
    type Color = BinaryColor;
    type Error = std::convert::Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<BinaryColor>>>(&mut self, pixels: I) -> Result<(), Self::Error> {
        for Pixel(place, colour) in pixels {
            let row = usize::try_from(place.y).ok().and_then(|y| self.0.get_mut(y));
            if let (Some(row), 0..16, BinaryColor::On) = (row, place.x, colour) {
                *row |= 1 << place.x;
            }
        }
        Ok(())
    }
}

const GLYPH_SIDE: usize = 16;
/// Rows from the top of a line to where letters stand.
const BASELINE: i32 = 10;
const ELLIPSIS: char = '…';

/// What is drawn for a letter that no face has.
const BOX: Glyph = {
    let mut rows = [0; GLYPH_SIDE];
    rows[4] = 0b1111;
    rows[9] = 0b1111;
    let mut row = 5;
    while row < 9 {
        rows[row] = 0b1001;
        row += 1;
    }
    Glyph { rows, advance: 5, found: false }
};

/// Three dots on the line; the Japanese face has them in the middle of a wide cell.
const DOTS: Glyph = {
    let mut rows = [0; GLYPH_SIDE];
    rows[9] = 0b10101;
    Glyph { rows, advance: 6, found: true }
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws a line and shows the rows of its first columns.
    fn check(text: &str, leading: Leading, expected: &str) {
        let letters = Letters::new(leading);
        let mut canvas = Canvas::new();
        assert_eq!(letters.draw(&mut canvas, 0, 0, text, Ink::TEXT), letters.width(text));
        let row = |y| (0..5).map(|x| if canvas.ink_at(x, y) == Some(Ink::TEXT) { '#' } else { '.' }).collect();
        assert_eq!((0..9).map(row).collect::<Vec<String>>().join(" "), expected);
    }

    #[test]
    fn letters_stand_on_their_line() {
        check("L", Leading::Latin, "..... #.... #.... #.... #.... #.... ####. ..... .....");
        check("L", Leading::Japanese, "..... ..... ..... ..... #.... #.... #.... #.... #....");
        check("\u{10ffff}", Leading::Latin, "..... ####. #..#. #..#. #..#. #..#. ####. ..... .....");
        check("…", Leading::Latin, "..... ..... ..... ..... ..... ..... #.#.# ..... .....");
    }

    #[test]
    fn latin_letters_are_five_pixels_and_japanese_ones_twelve() {
        let letters = Letters::new(Leading::Latin);
        assert_eq!(letters.width("HP 12/34 été"), 60);
        assert_eq!(letters.width("竜の洞窟、12点"), 12 * 6 + 10);
        assert_eq!(letters.width(""), 0);
    }

    #[test]
    fn both_faces_have_what_the_game_says() {
        let letters = Letters::new(Leading::Japanese);
        let needed =
            "あアんンっッー、。「」！？・　攻撃呪文剣盾鎧弓敵味方酒場洞窟罠扉鍵巻物魅了恐怖麻痺毒気絶石化拘束疲労";
        let missing: String = needed.chars().filter(|letter| !letters.has(*letter)).collect();
        assert_eq!(missing, "");
        assert!(!letters.has('\u{10ffff}'));
    }

    #[test]
    fn what_is_too_wide_ends_in_an_ellipsis() {
        let letters = Letters::new(Leading::Latin);
        assert_eq!(letters.cut("Fighter", 35), "Fighter");
        assert_eq!(letters.cut("Fighter", 34), "Fight…");
        assert_eq!(letters.cut("The old inn", 31), "The o…");
        assert_eq!(letters.cut("The old inn", 27), "The…");
        assert_eq!(letters.cut("The old inn", 0), "…");
        assert!(letters.width(&letters.cut("竜の洞窟", 31)) <= 31);
        assert_eq!(letters.wrap("The dragon sleeps", 50), ["The dragon", "sleeps"]);
    }

    #[test]
    fn any_place_is_safe() {
        let letters = Letters::new(Leading::Latin);
        let mut canvas = Canvas::new();
        for place in [i32::MIN, -3, 250, i32::MAX] {
            letters.draw_rimmed(&mut canvas, place, place, "竜 dragon", (Ink::TEXT, Ink::NIGHT));
            letters.draw_centred(&mut canvas, place, place, "竜", Ink::TEXT);
            letters.draw_ending(&mut canvas, place, place, "竜", Ink::TEXT);
        }
    }
}
