//! Lines, outlines and circles on a canvas.

use super::{Area, Canvas, Ink};

impl Canvas {
    /// Draws the one-pixel outline of a rectangle.
    pub fn outline(&mut self, area: Area, ink: Ink) {
        if area.is_empty() {
            return;
        }
        self.fill(Area { height: 1, ..area }, ink);
        self.fill(Area { width: 1, ..area }, ink);
        self.fill(Area { y: area.bottom() - 1, height: 1, ..area }, ink);
        self.fill(Area { x: area.right() - 1, width: 1, ..area }, ink);
    }

    /// Draws a straight line, both ends included.
    pub fn line(&mut self, from: (i32, i32), to: (i32, i32), ink: Ink) {
        let (x0, y0) = self.on_screen(from.0, from.1);
        let (x1, y1) = self.on_screen(to.0, to.1);
        let Some(((x0, y0), (x1, y1))) =
            cut(self.open(), (i64::from(x0), i64::from(y0)), (i64::from(x1), i64::from(y1)))
        else {
            return;
        };
        let (dx, dy) = ((x1 - x0).abs(), -(y1 - y0).abs());
        let (step_x, step_y) = ((x1 - x0).signum(), (y1 - y0).signum());
        let (mut x, mut y, mut error) = (x0, y0, dx + dy);
        loop {
            self.put(x as i32, y as i32, ink);
            if (x, y) == (x1, y1) {
                return;
            }
            let twice = 2 * error;
            if twice >= dy {
                error += dy;
                x += step_x;
            }
            if twice <= dx {
                error += dx;
                y += step_y;
            }
        }
    }

    /// Draws the one-pixel outline of a circle of `radius` pixels around a centre; a radius below zero draws nothing.
    pub fn circle(&mut self, x: i32, y: i32, radius: i32, ink: Ink) {
        around(radius, |across, down| {
            for (dx, dy) in [(across, down), (down, across)] {
                self.pixel(x.saturating_add(dx), y.saturating_add(dy), ink);
                self.pixel(x.saturating_sub(dx), y.saturating_add(dy), ink);
                self.pixel(x.saturating_add(dx), y.saturating_sub(dy), ink);
                self.pixel(x.saturating_sub(dx), y.saturating_sub(dy), ink);
            }
        });
    }

    /// Fills a circle of `radius` pixels around a centre; a radius below zero draws nothing.
    pub fn disc(&mut self, x: i32, y: i32, radius: i32, ink: Ink) {
        around(radius, |across, down| {
            for (dx, dy) in [(across, down), (down, across)] {
                let width = 2 * dx + 1;
                self.fill(Area::new(x.saturating_sub(dx), y.saturating_add(dy), width, 1), ink);
                self.fill(Area::new(x.saturating_sub(dx), y.saturating_sub(dy), width, 1), ink);
            }
        });
    }
}

/// Walks one eighth of a circle. Radii beyond the screen's reach draw nothing useful and are cut to keep frames short.
fn around(radius: i32, mut each: impl FnMut(i32, i32)) {
    if radius < 0 {
        return;
    }
    let (mut across, mut down) = (radius.min(RADIUS_MAX), 0);
    let mut error = 1 - across;
    while across >= down {
        each(across, down);
        down += 1;
        if error < 0 {
            error += 2 * down + 1;
        } else {
            across -= 1;
            error += 2 * (down - across) + 1;
        }
    }
}

/// The part of a line that can touch the open area, so that a line of two billion pixels costs no more than a short one.
fn cut(open: Area, from: (i64, i64), to: (i64, i64)) -> Option<((i64, i64), (i64, i64))> {
    if open.is_empty() {
        return None;
    }
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    // Only long lines are cut: cutting rounds, and a short line must keep its exact pixels.
    if dx.abs().max(dy.abs()) <= LINE_UNCUT {
        return Some((from, to));
    }
    let (mut enter, mut leave) = ((0_i128, 1_i128), (1_i128, 1_i128));
    let (left, right) = (i128::from(open.x) - 1, i128::from(open.right()));
    let (top, bottom) = (i128::from(open.y) - 1, i128::from(open.bottom()));
    let (x, y, dx, dy) = (i128::from(from.0), i128::from(from.1), i128::from(dx), i128::from(dy));
    for (slope, room) in [(-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)] {
        if slope == 0 && room < 0 {
            return None;
        }
        // Fractions keep a positive denominator, so they compare by cross multiplication.
        if slope < 0 && -room * enter.1 > enter.0 * -slope {
            enter = (-room, -slope);
        }
        if slope > 0 && room * leave.1 < leave.0 * slope {
            leave = (room, slope);
        }
    }
    if enter.0 * leave.1 > leave.0 * enter.1 {
        return None;
    }
    let along = |part: (i128, i128)| ((x + dx * part.0 / part.1) as i64, (y + dy * part.0 / part.1) as i64);
    Some((along(enter), along(leave)))
}

const RADIUS_MAX: i32 = 512;
const LINE_UNCUT: i64 = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &str, draw: impl FnOnce(&mut Canvas)) {
        let mut canvas = Canvas::new();
        draw(&mut canvas);
        let rows: Vec<String> = (0..5)
            .map(|y| (0..7).map(|x| if canvas.ink_at(x, y) == Some(Ink::GOLD) { '#' } else { '.' }).collect())
            .collect();
        assert_eq!(rows.join(" "), expected);
    }

    #[test]
    fn shapes_have_these_pixels() {
        check("####... #..#... ####... ....... .......", |c| c.outline(Area::new(0, 0, 4, 3), Ink::GOLD));
        check("#...... .##.... ...##.. .....#. .......", |c| c.line((0, 0), (5, 3), Ink::GOLD));
        check("..###.. .#...#. .#...#. .#...#. ..###..", |c| c.circle(3, 2, 2, Ink::GOLD));
        check("..###.. .#####. .#####. .#####. ..###..", |c| c.disc(3, 2, 2, Ink::GOLD));
        check("....... ....... ...#... ....... .......", |c| c.disc(3, 2, 0, Ink::GOLD));
        check("....... ....... ####### ....... .......", |c| c.line((i32::MIN, 2), (i32::MAX, 2), Ink::GOLD));
        check("....... ....... ....... ....... .......", |c| c.line((i32::MIN, -9), (i32::MAX, -9), Ink::GOLD));
    }

    #[test]
    fn any_numbers_are_safe_and_quick() {
        let wild = [i32::MIN, -1000, 0, 100, i32::MAX];
        let mut canvas = Canvas::new();
        for a in wild {
            for b in wild {
                for c in wild {
                    canvas.line((a, b), (c, a), Ink::GOLD);
                    canvas.circle(a, b, c, Ink::GOLD);
                    canvas.disc(a, b, c, Ink::GOLD);
                    canvas.outline(Area::new(a, b, c, a), Ink::GOLD);
                }
            }
        }
    }
}
