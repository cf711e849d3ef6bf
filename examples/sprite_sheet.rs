//! Run `cargo run --example sprite_sheet [FILE]`: every sprite and tile on one sheet, written as a PNG you can open.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it"
)]

use std::process::ExitCode;

use roundtable::canvas::{Ink, Palette, Sprite, Sprites, picture};

/// How wide the sheet is, in pixels.
const SHEET_WIDTH: i32 = 320;
/// How many pixels wide and high a sprite's pixel is.
const SCALE: u8 = 3;

fn main() -> ExitCode {
    let path = std::env::args().nth(1).unwrap_or_else(|| "target/sprites.png".to_owned());
    let sprites = Sprites::embedded();
    let mut sheet = Sheet::default();
    // Small ones first, so that rows fill well and the title picture ends the sheet.
    let mut frames: Vec<&Sprite> = sprites.names().flat_map(|name| sprites.frames(name)).collect();
    frames.sort_by_key(|frame| frame.height());
    for frame in &frames {
        sheet.add(frame);
    }
    let rows: Vec<&[Ink]> = sheet.rows.iter().map(Vec::as_slice).collect();
    match std::fs::write(&path, picture::sheet(&rows, &Palette::own(), SCALE)) {
        Ok(()) => {
            println!("{} pictures of {} sprites are in {path}", frames.len(), sprites.names().count());
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            eprintln!("{path} could not be written: {wrong}");
            ExitCode::FAILURE
        }
    }
}

/// Rows of pixels that grow as sprites are added from left to right.
#[derive(Default)]
struct Sheet {
    rows: Vec<Vec<Ink>>,
    left: i32,
    top: i32,
    tallest: i32,
}

impl Sheet {
    fn add(&mut self, sprite: &Sprite) {
        if self.left + sprite.width() > SHEET_WIDTH {
            (self.left, self.top, self.tallest) = (0, self.top + self.tallest + 2, 0);
        }
        self.tallest = self.tallest.max(sprite.height());
        while self.rows.len() < (self.top + self.tallest + 2) as usize {
            self.rows.push(vec![Ink::MOSS; SHEET_WIDTH as usize]);
        }
        for y in 0..sprite.height() {
            for x in 0..sprite.width() {
                if let Some(ink) = sprite.ink_at(x, y) {
                    self.rows[(self.top + y) as usize][(self.left + x) as usize] = ink;
                }
            }
        }
        self.left += sprite.width() + 2;
    }
}
