//! The canvas in a window of any size: scaled by whole numbers, centred, with dark bars around it.

use super::{Canvas, HEIGHT, Ink, WIDTH};

/// How the picture fills the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// The largest whole number of window pixels for a canvas pixel.
    #[default]
    Whole,
    /// As large as fits; pixels differ in size.
    Stretched,
}

/// How the picture looks on the glass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glass {
    /// Every pixel a clean square.
    #[default]
    Crisp,
    /// Every canvas row ends in a darker line, as on an old tube; seen from twice the size on.
    Lined,
}

/// Where the canvas lies in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl View {
    /// The place of the canvas in a window of this size in pixels. A window smaller than the canvas shows all of it,
    /// smaller.
    pub fn fit(width: usize, height: usize, fit: Fit) -> View {
        let whole = (width / CANVAS_WIDTH).min(height / CANVAS_HEIGHT);
        let (wide, high) = if whole >= 1 && fit == Fit::Whole {
            (whole * CANVAS_WIDTH, whole * CANVAS_HEIGHT)
        } else if width.saturating_mul(CANVAS_HEIGHT) <= height.saturating_mul(CANVAS_WIDTH) {
            (width, width.saturating_mul(CANVAS_HEIGHT) / CANVAS_WIDTH)
        } else {
            (height.saturating_mul(CANVAS_WIDTH) / CANVAS_HEIGHT, height)
        };
        View { left: (width - wide) / 2, top: (height - high) / 2, width: wide, height: high }
    }

    /// The canvas pixel under a place in the window; none on the bars.
    pub fn canvas_at(&self, x: i32, y: i32) -> Option<(i32, i32)> {
        let across = usize::try_from(x).ok()?.checked_sub(self.left).filter(|across| *across < self.width)?;
        let down = usize::try_from(y).ok()?.checked_sub(self.top).filter(|down| *down < self.height)?;
        Some(((across * CANVAS_WIDTH / self.width) as i32, (down * CANVAS_HEIGHT / self.height) as i32))
    }
}

/// Writes the canvas to a window buffer of `width` by `height` pixels (0x00RRGGBB, row by row), resizing the buffer.
pub fn present(canvas: &Canvas, width: usize, height: usize, buffer: &mut Vec<u32>) {
    present_as(canvas, (width, height), Fit::Whole, Glass::Crisp, buffer);
}

/// Writes the canvas to a window buffer of a size (width, height) in a chosen fit and glass.
pub fn present_as(canvas: &Canvas, size: (usize, usize), fit: Fit, glass: Glass, buffer: &mut Vec<u32>) {
    let (width, height) = size;
    let view = View::fit(width, height, fit);
    let palette = canvas.palette();
    let shaded = palette.towards(0, 5);
    let bars = palette.colour(Ink::BACKGROUND);
    buffer.clear();
    buffer.resize(width * height, bars);
    let mut before: Option<(usize, bool)> = None;
    for down in 0..view.height {
        let row = down * CANVAS_HEIGHT / view.height;
        let last = (down + 1) * CANVAS_HEIGHT / view.height != row;
        let dark = glass == Glass::Lined && last && view.height >= 2 * CANVAS_HEIGHT;
        let start = (view.top + down) * width + view.left;
        if before == Some((row, dark)) {
            // The same canvas row again: copying is many times quicker than looking colours up.
            buffer.copy_within(start - width..start - width + view.width, start);
            continue;
        }
        let colours = if dark { &shaded } else { palette };
        let source = &canvas.pixels()[row * CANVAS_WIDTH..(row + 1) * CANVAS_WIDTH];
        for (across, pixel) in buffer[start..start + view.width].iter_mut().enumerate() {
            *pixel = colours.colour(source[across * CANVAS_WIDTH / view.width]);
        }
        before = Some((row, dark));
    }
}

const CANVAS_WIDTH: usize = WIDTH as usize;
const CANVAS_HEIGHT: usize = HEIGHT as usize;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: usize, height: usize, expected: [usize; 4]) {
        let view = View::fit(width, height, Fit::Whole);
        assert_eq!([view.left, view.top, view.width, view.height], expected, "{width} by {height}");
        let mut canvas = Canvas::new();
        canvas.clear(Ink::GOLD);
        let mut buffer = Vec::new();
        for glass in [Glass::Crisp, Glass::Lined] {
            present_as(&canvas, (width, height), Fit::Whole, glass, &mut buffer);
            assert_eq!(buffer.len(), width * height);
        }
        present(&canvas, width, height, &mut buffer);
        let gold = canvas.palette().colour(Ink::GOLD);
        assert_eq!(buffer.iter().filter(|pixel| **pixel == gold).count(), view.width * view.height);
    }

    #[test]
    fn the_canvas_is_centred_in_any_window() {
        check(256, 240, [0, 0, 256, 240]);
        check(600, 500, [44, 10, 512, 480]);
        check(1920, 1080, [448, 60, 1024, 960]);
        check(100, 240, [0, 73, 100, 93]);
        check(255, 240, [0, 0, 255, 239]);
        check(400, 120, [136, 0, 128, 120]);
        check(1, 1, [0, 0, 1, 0]);
        check(0, 0, [0, 0, 0, 0]);
        check(0, 9, [0, 4, 0, 0]);
    }

    #[test]
    fn the_pointer_finds_its_canvas_pixel() {
        let view = View::fit(600, 500, Fit::Whole);
        assert_eq!(view.canvas_at(44, 10), Some((0, 0)));
        assert_eq!(view.canvas_at(555, 489), Some((255, 239)));
        for outside in [(43, 10), (44, 9), (556, 10), (44, 490), (-1, -1), (i32::MIN, i32::MAX)] {
            assert_eq!(view.canvas_at(outside.0, outside.1), None);
        }
        assert_eq!(View::fit(0, 0, Fit::Stretched).canvas_at(0, 0), None);
        assert_eq!(View::fit(600, 500, Fit::Stretched).canvas_at(300, 250), Some((128, 120)));
    }

    #[test]
    fn lined_glass_darkens_the_last_line_of_each_row() {
        let mut canvas = Canvas::new();
        canvas.clear(Ink::PAPER);
        let mut buffer = Vec::new();
        present_as(&canvas, (512, 480), Fit::Whole, Glass::Lined, &mut buffer);
        assert!(buffer[0] > buffer[512] && buffer[0] == buffer[1024]);
    }
}
