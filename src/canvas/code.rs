//! A QR code from text: drawn on a canvas, or as lines for a terminal.

use qrcode::{Color, EcLevel, QrCode};

use super::{Area, Canvas, Ink};

/// The modules of a QR code, dark or light, without the quiet rim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The smallest code that holds the text, with the strongest repair that the same size allows of the two middle
    /// ones. None when the text is too long (about 2,300 letters).
    pub fn of(text: &str) -> Option<Code> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        Some(Code { side: code.width(), dark: code.to_colors().iter().map(|colour| *colour == Color::Dark).collect() })
    }

    /// Modules along one side, without the rim.
    pub const fn side(&self) -> usize {
        self.side
    }

    /// True when the module is dark; modules outside are light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && y < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// The side of the drawn code in pixels, its rim included.
    pub fn pixels(&self, scale: u8) -> i32 {
        (self.side as i32 + 2 * RIM) * i32::from(scale.max(1))
    }

    /// Draws the code with its rim, each module a square of side `scale`, top left corner at `x`, `y`. Dark is
    /// [`Ink::NIGHT`] on [`Ink::PAPER`], which every camera reads.
    pub fn draw(&self, canvas: &mut Canvas, x: i32, y: i32, scale: u8) {
        let side = i32::from(scale.max(1));
        canvas.fill(Area::new(x, y, self.pixels(scale), self.pixels(scale)), Ink::PAPER);
        for (at, _) in self.dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (across, down) = ((at % self.side) as i32 + RIM, (at / self.side) as i32 + RIM);
            let left = x.saturating_add(across * side);
            canvas.fill(Area::new(left, y.saturating_add(down * side), side, side), Ink::NIGHT);
        }
    }

    /// The code for a terminal with light letters on a dark ground: two modules a letter, the rim included.
    pub fn lines(&self) -> Vec<String> {
        let rim = RIM as usize;
        let whole = self.side + 2 * rim;
        let light = |x: usize, y: usize| {
            // Below the last row of an odd number of rows there is nothing, not even rim.
            y < whole && !(x >= rim && y >= rim && self.is_dark(x - rim, y - rim))
        };
        let letter = |x: usize, y: usize| match (light(x, y), light(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (0..whole).step_by(2).map(|y| (0..whole).map(|x| letter(x, y)).collect()).collect()
    }
}

/// Modules of rim around the code: two are enough for every common reader and save room on a small screen.
const RIM: i32 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canvas_and_the_terminal_show_the_same_modules() {
        let code = Code::of("RT1-ABCD-EFGH-JKMN").unwrap();
        assert!(code.is_dark(0, 0) && !code.is_dark(1, 1) && code.is_dark(2, 2), "the finder's rings");
        let mut canvas = Canvas::new();
        code.draw(&mut canvas, 10, 10, 2);
        let lines = code.lines();
        let whole = code.side() + 4;
        assert_eq!(code.pixels(2) as usize, whole * 2);
        for y in 0..whole {
            for x in 0..whole {
                let drawn = canvas.ink_at(10 + 2 * x as i32 + 1, 10 + 2 * y as i32) == Some(Ink::PAPER);
                let half = if y % 2 == 0 { ['█', '▀'] } else { ['█', '▄'] };
                assert_eq!(lines[y / 2].chars().nth(x).is_some_and(|letter| half.contains(&letter)), drawn, "{x} {y}");
            }
        }
    }

    #[test]
    fn text_that_is_too_long_has_no_code() {
        assert_eq!(Code::of(&"x".repeat(4000)), None);
        assert!(Code::of("").is_some());
    }
}
