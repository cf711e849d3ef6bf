//! Sprites: small pictures kept as text, a hex digit a pixel and a dot where they are clear.

use std::collections::BTreeMap;

use super::likeness::Likenesses;
use super::{Ink, shelf};

/// A small picture, at most 256 by 256 pixels, some of them clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sprite {
    width: i32,
    pixels: Vec<Option<Ink>>,
}

impl Sprite {
    /// Reads rows of hex digits and dots, all of one length. None when a row has another length or another letter, and
    /// when there are no rows or too many.
    pub fn read(text: &str) -> Option<Sprite> {
        let rows: Vec<&str> = text.lines().map(str::trim_end).collect();
        let width = rows.first()?.len();
        if width == 0 || width > SIDE_MAX || rows.len() > SIDE_MAX || rows.iter().any(|row| row.len() != width) {
            return None;
        }
        let pixels: Option<Vec<Option<Ink>>> = rows.concat().chars().map(pixel).collect();
        Some(Sprite { width: width as i32, pixels: pixels? })
    }

    /// Width in pixels, at least 1.
    pub const fn width(&self) -> i32 {
        self.width
    }

    /// Height in pixels, at least 1.
    pub fn height(&self) -> i32 {
        self.pixels.len() as i32 / self.width
    }

    /// One row of pixels, clear ones without an ink; empty outside.
    pub(super) fn row(&self, y: i32) -> &[Option<Ink>] {
        let start = usize::try_from(y).unwrap_or(SIDE_MAX) * self.width as usize;
        self.pixels.get(start..start + self.width as usize).unwrap_or(&[])
    }

    /// The ink of a pixel; none where the sprite is clear and outside of it.
    pub fn ink_at(&self, x: i32, y: i32) -> Option<Ink> {
        if x < 0 || y < 0 || x >= self.width || y >= SIDE_MAX as i32 {
            return None;
        }
        self.pixels.get((y * self.width + x) as usize).copied().flatten()
    }
}

/// One letter of a sprite file: clear, an ink, or nothing that belongs there.
fn pixel(letter: char) -> Option<Option<Ink>> {
    if letter == '.' {
        return Some(None);
    }
    let digit = letter.to_digit(16)?;
    Ink::numbered(digit as u8).map(Some)
}

/// Every embedded sprite by name. A name that does not exist gives a question mark in a box, never a panic.
#[derive(Clone, Debug)]
pub struct Sprites {
    named: BTreeMap<&'static str, Vec<Sprite>>,
    unknown: Vec<Sprite>,
    pub(super) likenesses: Likenesses,
}

impl Default for Sprites {
    fn default() -> Sprites {
        Sprites::embedded()
    }
}

impl Sprites {
    /// Parses all embedded sprites; done once at the start.
    pub fn embedded() -> Sprites {
        let named: BTreeMap<&'static str, Vec<Sprite>> =
            shelf::FILES.iter().filter_map(|(name, text)| Some((*name, frames(text)?))).collect();
        let boxed = || vec![Sprite { width: 1, pixels: vec![Some(Ink::DANGER)] }];
        let unknown = named.get(UNKNOWN).cloned().unwrap_or_else(boxed);
        Sprites { named, unknown, likenesses: Likenesses::embedded() }
    }

    /// The sprite of this name (its first frame).
    pub fn named(&self, name: &str) -> &Sprite {
        self.frame(name, 0)
    }

    /// A frame of the sprite of this name; numbers go round, so that a step counter can be passed as it is.
    pub fn frame(&self, name: &str, number: usize) -> &Sprite {
        let frames = self.frames(name);
        &frames[number % frames.len()]
    }

    /// All frames of the sprite of this name, at least one.
    pub fn frames(&self, name: &str) -> &[Sprite] {
        self.named.get(name).unwrap_or(&self.unknown)
    }

    /// True when a sprite of this name was drawn.
    pub fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// Every name, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.named.keys().copied()
    }
}

/// The frames of a file: blocks of rows with an empty line between them; lines with `#` are comments.
fn frames(text: &str) -> Option<Vec<Sprite>> {
    let rows: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.starts_with('#')).collect();
    let frames: Option<Vec<Sprite>> = rows
        .split(|row| row.is_empty())
        .filter(|block| !block.is_empty())
        .map(|block| Sprite::read(&block.join("\n")))
        .collect();
    frames.filter(|frames| !frames.is_empty())
}

const SIDE_MAX: usize = 256;
const UNKNOWN: &str = "unknown";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_sprite_parses() {
        for (name, text) in shelf::FILES {
            let frames = frames(text).unwrap_or_else(|| panic!("{name} is not a sprite"));
            let size = (frames[0].width(), frames[0].height());
            assert!(
                frames.iter().all(|frame| (frame.width(), frame.height()) == size),
                "{name}: frames differ in size"
            );
        }
        assert_eq!(Sprites::embedded().names().count(), shelf::FILES.len(), "a name is there twice");
    }

    #[test]
    fn names_that_do_not_exist_give_the_unknown_sprite() {
        let sprites = Sprites::embedded();
        assert!(sprites.has(UNKNOWN) && !sprites.has("no such thing"));
        assert_eq!(sprites.frame("no such thing", usize::MAX), sprites.named(UNKNOWN));
    }

    #[test]
    fn what_is_not_a_sprite_is_refused() {
        for text in ["", "\n", "12\n1\n", "1g\n11\n", "1 2\n"] {
            assert_eq!(Sprite::read(text), None, "{text:?}");
        }
        assert_eq!(Sprite::read(&"1".repeat(257)), None);
        assert_eq!(Sprite::read("1.\n.F\n").unwrap().ink_at(1, 1), Some(Ink::ICE));
    }
}
