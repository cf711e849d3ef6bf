//! Draws dice: each kind has its own shape, and the number that it shows.

use super::pen::Pen;
use crate::canvas::{Canvas, Ink};

/// What a die shows and how it lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Die {
    /// Number of sides.
    pub(super) sides: u16,
    /// The number on top.
    pub(super) face: u16,
    /// Half its width in pixels.
    pub(super) radius: i32,
    /// Turned upside down, as seen for a moment while it rolls.
    pub(super) turned: bool,
    /// Its light and its shaded ink.
    pub(super) inks: (Ink, Ink),
}

/// Draws a die around a middle.
pub(super) fn draw(pen: &mut Pen, middle: (i32, i32), die: Die) {
    let place = |(x, y): (i32, i32)| {
        let y = if die.turned { -y } else { y };
        (middle.0 + x * die.radius / 16, middle.1 + y * die.radius / 16)
    };
    let outline = outline(die.sides);
    let rim: Vec<(i32, i32)> = outline.iter().map(|(x, y)| place((x * 19 / 16, y * 19 / 16))).collect();
    fill(pen.canvas, &rim, Ink::NIGHT);
    let body: Vec<(i32, i32)> = outline.iter().map(|point| place(*point)).collect();
    fill(pen.canvas, &body, die.inks.1);
    let top: Vec<(i32, i32)> = top(die.sides).iter().map(|point| place(*point)).collect();
    fill(pen.canvas, &top, die.inks.0);
    if die.radius > 9 {
        edges(pen.canvas, &body, &top);
    }
    let text = die.face.to_string();
    let width = pen.letters.width(&text);
    let lift = (pen.line() - 9) / 2 + pen.line() / 2 - 1;
    let (x, y) = (middle.0 - width / 2 + 1, middle.1 - lift + i32::from(die.sides == 4 || die.sides == 20));
    pen.letters.draw(pen.canvas, x, y, &text, Ink::NIGHT);
}

/// A die as small as the other signs: there is a check behind this.
pub(super) fn sign(pen: &mut Pen, x: i32, y: i32) {
    let rows = [(3, 2), (1, 6), (0, 8), (0, 8), (0, 8), (0, 8), (1, 6), (3, 2)];
    for (row, (from, width)) in rows.into_iter().enumerate() {
        let (left, top) = (x + from, y + row as i32);
        pen.canvas.fill(crate::canvas::Area::new(left, top, width, 1), if row < 5 { Ink::SKY } else { Ink::VIOLET });
    }
    pen.canvas.line((x + 3, y + 1), (x + 1, y + 5), Ink::ICE);
    pen.canvas.line((x + 4, y + 1), (x + 6, y + 5), Ink::ICE);
    pen.canvas.line((x + 1, y + 5), (x + 6, y + 5), Ink::ICE);
}

/// Joins each corner of the top to the nearest corners of the body.
fn edges(canvas: &mut Canvas, body: &[(i32, i32)], top: &[(i32, i32)]) {
    for from in top {
        let far = |to: &(i32, i32)| (to.0 - from.0).pow(2) + (to.1 - from.1).pow(2);
        let nearest = body.iter().copied().map(|to| far(&to)).min().unwrap_or(0);
        for to in body.iter().filter(|to| far(to) <= nearest * 3 / 2 + 2) {
            canvas.line(*from, *to, Ink::NIGHT);
        }
    }
}

/// The corners of a die's outline, on a field from -16 to 16.
const fn outline(sides: u16) -> &'static [(i32, i32)] {
    match sides {
        4 => &[(0, -15), (16, 12), (-16, 12)],
        6 | 3 | 2 => &[(-13, -13), (13, -13), (13, 13), (-13, 13)],
        8 => &[(0, -16), (14, 0), (0, 16), (-14, 0)],
        10 | 100 => &[(0, -16), (15, -3), (15, 3), (0, 16), (-15, 3), (-15, -3)],
        12 => &[(0, -16), (9, -13), (15, -5), (15, 5), (9, 13), (0, 16), (-9, 13), (-15, 5), (-15, -5), (-9, -13)],
        _ => &[(0, -16), (14, -8), (14, 8), (0, 16), (-14, 8), (-14, -8)],
    }
}

/// The corners of the side that lies on top.
const fn top(sides: u16) -> &'static [(i32, i32)] {
    match sides {
        4 => &[(0, -9), (11, 9), (-11, 9)],
        6 | 3 | 2 => &[(-11, -11), (11, -11), (11, 10), (-11, 10)],
        8 => &[(0, -12), (11, 3), (-11, 3)],
        10 | 100 => &[(0, -12), (9, 0), (0, 9), (-9, 0)],
        12 => &[(0, -11), (10, -3), (6, 9), (-6, 9), (-10, -3)],
        _ => &[(0, -11), (10, 6), (-10, 6)],
    }
}

/// Fills a shape that has no dents, row by row.
fn fill(canvas: &mut Canvas, corners: &[(i32, i32)], ink: Ink) {
    let rows = corners.iter().map(|corner| corner.1);
    let (Some(top), Some(bottom)) = (rows.clone().min(), rows.max()) else { return };
    for y in top..=bottom {
        let (mut left, mut right) = (i32::MAX, i32::MIN);
        for (at, from) in corners.iter().enumerate() {
            let to = corners[(at + 1) % corners.len()];
            if (from.1.min(to.1)..=from.1.max(to.1)).contains(&y) {
                let x = if from.1 == to.1 { from.0 } else { from.0 + (to.0 - from.0) * (y - from.1) / (to.1 - from.1) };
                (left, right) = (left.min(x), right.max(x));
            }
        }
        if left <= right {
            canvas.fill(crate::canvas::Area::new(left, y, right - left + 1, 1), ink);
        }
    }
}
