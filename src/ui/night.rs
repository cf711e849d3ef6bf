//! The picture of the title page: a night sky, hills, a tower with a light, and friends around a table.

use super::pen::Pen;
use crate::canvas::{Area, Canvas, Ink};

/// Draws the whole picture, the logo included.
pub(super) fn draw(pen: &mut Pen) {
    sky(pen);
    hills(pen.canvas);
    logo(pen);
}

fn sky(pen: &mut Pen) {
    pen.canvas.clear(Ink::NIGHT);
    for (band, sixteenths) in [(0, 2), (1, 5), (2, 9), (3, 12), (4, 16)] {
        pen.canvas.dither(Area::new(0, 30 + band * 22, 256, 22), Ink::DUSK, sixteenths);
    }
    pen.canvas.fill(Area::new(0, 140, 256, 40), Ink::DUSK);
    pen.canvas.dither(Area::new(0, 118, 256, 14), Ink::VIOLET, 2);
    pen.canvas.dither(Area::new(0, 132, 256, 24), Ink::VIOLET, 5);
    let mut lot = 7_u32;
    for _ in 0..70 {
        lot = lot.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (x, y) = ((lot >> 8) % 256, (lot >> 17) % 120);
        let blink = (pen.tick / 16 + (lot >> 5)) % 9;
        let ink = match blink {
            0 => Ink::DUSK,
            1 | 2 => Ink::STONE,
            _ if lot & 0x40 == 0 => Ink::MIST,
            _ => Ink::PAPER,
        };
        pen.canvas.pixel(x as i32, y as i32, ink);
    }
    pen.canvas.disc(214, 34, 13, Ink::PAPER);
    pen.canvas.disc(208, 31, 12, Ink::NIGHT);
    pen.canvas.dither(Area::new(195, 18, 26, 26), Ink::DUSK, 1);
}

fn hills(canvas: &mut Canvas) {
    ridge(canvas, 150, [37, 23, 11], Ink::DUSK);
    ridge(canvas, 168, [53, 17, 9], Ink::NIGHT);
}

/// A row of hills from the sum of three triangle waves.
fn ridge(canvas: &mut Canvas, top: i32, waves: [i32; 3], ink: Ink) {
    for x in 0..256 {
        let wave = |length: i32| ((x + length) % (2 * length) - length).abs() * 10 / length;
        let y = top - waves.iter().map(|length| wave(*length)).sum::<i32>() / 2;
        canvas.fill(Area::new(x, y, 1, 240 - y), ink);
    }
}

/// The name in letters four times as large, gold above and ember below, with a dark rim.
fn logo(pen: &mut Pen) {
    let mut small = Canvas::new();
    let width = pen.letters.draw(&mut small, 0, 4, "ROUNDTABLE", Ink::PAPER);
    let left = (256 - width * SCALE) / 2;
    let mut dots = Vec::new();
    for y in 0..14 {
        for x in 0..width {
            if small.ink_at(x, y) == Some(Ink::PAPER) {
                dots.push((left + x * SCALE, TOP + y * SCALE));
            }
        }
    }
    for (x, y) in &dots {
        pen.canvas.fill(Area::new(x - 2, y - 2, SCALE + 4, SCALE + 6), Ink::NIGHT);
    }
    for (x, y) in &dots {
        pen.canvas.fill(Area::new(*x, y + 2, SCALE, SCALE), Ink::BARK);
    }
    for (x, y) in &dots {
        for row in 0..SCALE {
            let depth = y + row - TOP - 4 * SCALE;
            let ink = match depth {
                ..=5 => Ink::PAPER,
                6..=15 => Ink::GOLD,
                _ => Ink::EMBER,
            };
            pen.canvas.fill(Area::new(*x, y + row, SCALE, 1), ink);
        }
    }
}

const SCALE: i32 = 4;
const TOP: i32 = 24;
