//! Reads a picture as a person does: finds words on it, whichever ink they have, and where the hand points.

use std::cell::RefCell;
use std::collections::BTreeMap;

use roundtable::canvas::letters::Leading;
use roundtable::canvas::{Canvas, HEIGHT, Ink, Letters, Palette, WIDTH};

const WIDE: i32 = WIDTH;
const HIGH: i32 = HEIGHT;

/// The inks of one frame, none where a pixel has a colour that is not ours (while a page fades in).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    inks: Vec<Option<Ink>>,
}

/// Where words were found and in which ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) ink: Ink,
}

/// The pixels of some words that are lit and those around them that are not, from the first lit one.
struct Shape {
    /// Where the first lit pixel is, from where the words begin.
    first: (i32, i32),
    lit: Vec<(i32, i32)>,
    dark: Vec<(i32, i32)>,
}

/// Knows what letters look like.
pub(crate) struct Reader {
    letters: Letters,
    palette: BTreeMap<u32, Ink>,
    shapes: RefCell<BTreeMap<String, Shape>>,
}

impl Reader {
    pub(crate) fn new() -> Reader {
        let own = Palette::own();
        let palette = Ink::all().map(|ink| (own.colour(ink) & 0xff_ff_ff, ink)).collect();
        Reader { letters: Letters::new(Leading::Latin), palette, shapes: RefCell::default() }
    }

    /// A frame from the colours of its pixels.
    pub(crate) fn frame(&self, colours: &[u32]) -> Frame {
        assert_eq!(colours.len(), (WIDE * HIGH) as usize);
        Frame { inks: colours.iter().map(|colour| self.palette.get(colour).copied()).collect() }
    }

    /// Everywhere that these words stand.
    pub(crate) fn find(&self, frame: &Frame, words: &str) -> Vec<Found> {
        let mut shapes = self.shapes.borrow_mut();
        let shape = shapes.entry(words.to_owned()).or_insert_with(|| self.shape(words));
        let all = (0..HIGH).flat_map(|y| (0..WIDE).map(move |x| (x, y)));
        all.filter_map(|(x, y)| shape.is_at(frame, x, y)).collect()
    }

    /// What stands on a line from this place on, in letters of an alphabet, as far as it can be read.
    pub(crate) fn line(&self, frame: &Frame, (x, y): (i32, i32), alphabet: &str) -> String {
        let mut text = String::new();
        loop {
            let letter = |x: i32| {
                let here = |letter: &char| {
                    let shape = self.shape(&letter.to_string());
                    let (dx, dy) = shape.first;
                    shape.is_at(frame, x + dx, y + dy).is_some()
                };
                alphabet.chars().find(here)
            };
            let x = x + self.letters.width(&text);
            match (letter(x), letter(x + self.letters.width(" "))) {
                (Some(letter), _) => text.push(letter),
                (None, Some(letter)) if !text.is_empty() => text.extend([' ', letter]),
                (None, _) => return text,
            }
        }
    }

    /// The heights at which a hand points at a row.
    pub(crate) fn hands(&self, frame: &Frame) -> Vec<i32> {
        let hand = [1, 2, 3, 4, 3, 2, 1];
        let points = |x: i32, y: i32| {
            hand.iter().enumerate().all(|(row, width)| {
                let y = y + row as i32;
                (0..*width).all(|dx| frame.at(x + dx, y) == Some(Ink::SELECTED))
                    && [-1, *width].iter().all(|dx| frame.at(x + dx, y) == Some(Ink::NIGHT))
            })
        };
        (0..HIGH).filter(|y| (0..WIDE).any(|x| points(x, *y))).collect()
    }

    fn shape(&self, words: &str) -> Shape {
        let mut canvas = Canvas::new();
        let width = self.letters.width(words);
        assert!(width < WIDE - 2, "no line is so long: {words}");
        self.letters.draw(&mut canvas, 1, 20, words, Ink::PAPER);
        let places = || (0..HIGH).flat_map(|y| (0..WIDE).map(move |x| (x, y)));
        let lit: Vec<(i32, i32)> = places().filter(|(x, y)| canvas.ink_at(*x, *y) == Some(Ink::PAPER)).collect();
        let rows = || lit.iter().map(|(_, y)| *y);
        // A hyphen must not be found in an H: capitals are looked at in their whole height.
        let (top, bottom) = (rows().min().unwrap_or(20).min(20), rows().max().unwrap_or(26).max(26));
        let dark = places().filter(|(x, y)| (top..=bottom).contains(y) && (1..=width).contains(x));
        let dark = dark.filter(|place| !lit.contains(place));
        let first = lit.first().copied().unwrap_or_default();
        let from_first = |(x, y): (i32, i32)| (x - first.0, y - first.1);
        let start = (first.0 - 1, first.1 - 20);
        Shape { first: start, dark: dark.map(from_first).collect(), lit: lit.iter().copied().map(from_first).collect() }
    }
}

impl Shape {
    /// Where the words begin if their first lit pixel is here.
    fn is_at(&self, frame: &Frame, x: i32, y: i32) -> Option<Found> {
        let ink = frame.at(x, y)?;
        let lit = self.lit.iter().all(|(dx, dy)| frame.at(x + dx, y + dy) == Some(ink));
        let stands = lit && self.dark.iter().all(|(dx, dy)| frame.at(x + dx, y + dy) != Some(ink));
        stands.then_some(Found { x: x - self.first.0, y: y - self.first.1, ink })
    }
}

impl Frame {
    fn at(&self, x: i32, y: i32) -> Option<Ink> {
        if !(0..WIDE).contains(&x) || !(0..HIGH).contains(&y) {
            return None;
        }
        self.inks[(y * WIDE + x) as usize]
    }

    /// True when every pixel has one of our colours: nothing is fading.
    pub(crate) fn is_clear(&self) -> bool {
        self.inks.iter().all(Option::is_some)
    }
}
