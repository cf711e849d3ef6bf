//! Which sprite shows a creature: its own, one that looks like it in other inks, or one for its kind.

use std::collections::BTreeMap;
use std::str::SplitWhitespace;

use super::{Ink, Sprite, Sprites, Swap};

/// A creature's looks: the frames of its sprite, and the inks it wears.
#[derive(Clone, Copy, Debug)]
pub struct Looks<'a> {
    /// The frames, at least one.
    pub frames: &'a [Sprite],
    /// Which inks are drawn in place of which.
    pub swap: Swap,
}

/// The table of likenesses, read once.
#[derive(Clone, Debug)]
pub(super) struct Likenesses {
    creatures: BTreeMap<&'static str, (&'static str, Swap)>,
    kinds: BTreeMap<&'static str, (&'static str, Swap)>,
    classes: BTreeMap<&'static str, (&'static str, Swap)>,
    folk: BTreeMap<&'static str, &'static str>,
}

impl Sprites {
    /// The looks of a creature of this name and kind, as the book calls them: `adult_red_dragon`, `dragon`.
    pub fn creature(&self, name: &str, kind: &str) -> Looks<'_> {
        let own = || self.has(name).then_some((name, Swap::NONE));
        let table = &self.likenesses;
        let kind = || table.kinds.get(kind).copied();
        let (sprite, swap) =
            table.creatures.get(name).copied().or_else(own).or_else(kind).unwrap_or((name, Swap::NONE));
        Looks { frames: self.frames(sprite), swap }
    }

    /// The looks of a hero of this class and folk, as the book calls them: `ranger`, `half_orc`. Frames are down, down,
    /// up, up, right, right; left is right flipped.
    pub fn hero(&self, class: &str, folk: &str) -> Looks<'_> {
        let (sprite, worn) = self.likenesses.classes.get(class).copied().unwrap_or((class, Swap::NONE));
        let skin = self.likenesses.folk.get(folk).copied().unwrap_or("-");
        Looks { frames: self.frames(sprite), swap: swap(worn, skin).unwrap_or(worn) }
    }
}

impl Likenesses {
    /// Reads the embedded table; a line that says nothing sensible is passed over, which a test forbids.
    pub(super) fn embedded() -> Likenesses {
        let (mut creatures, mut kinds) = (BTreeMap::new(), BTreeMap::new());
        let (mut classes, mut folk) = (BTreeMap::new(), BTreeMap::new());
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match likeness(line) {
                Some(Line::Kind(kind, shown)) => drop(kinds.insert(kind, shown)),
                Some(Line::Class(class, shown)) => drop(classes.insert(class, shown)),
                Some(Line::Folk(name, swaps)) => drop(folk.insert(name, swaps)),
                Some(Line::Creatures(names, shown)) => creatures.extend(names.map(|name| (name, shown))),
                None => {}
            }
        }
        Likenesses { creatures, kinds, classes, folk }
    }
}

/// What one line of the table says.
enum Line {
    Kind(&'static str, (&'static str, Swap)),
    Class(&'static str, (&'static str, Swap)),
    Folk(&'static str, &'static str),
    Creatures(SplitWhitespace<'static>, (&'static str, Swap)),
}

/// Reads `*kind sprite swaps`, `@class sprite swaps`, `=folk swaps` or `sprite swaps : creatures`.
fn likeness(line: &'static str) -> Option<Line> {
    if let Some((shown, names)) = line.split_once(" : ") {
        let (sprite, swaps) = shown.split_once(' ')?;
        return Some(Line::Creatures(names.split_whitespace(), (sprite, swap(Swap::NONE, swaps)?)));
    }
    let (sign, rest) = line.split_at_checked(1)?;
    let mut words = rest.split_whitespace();
    let (name, second) = (words.next()?, words.next()?);
    let mut shown = || Some((second, swap(Swap::NONE, words.next()?)?));
    match sign {
        "*" => Some(Line::Kind(name, shown()?)),
        "@" => Some(Line::Class(name, shown()?)),
        "=" => swap(Swap::NONE, second).map(|_| Line::Folk(name, second)),
        _ => None,
    }
}

/// Adds pairs of hex digits to a swap, the ink drawn and the ink shown; a dash adds none.
fn swap(worn: Swap, text: &str) -> Option<Swap> {
    if text == "-" {
        return Some(worn);
    }
    let inks: Option<Vec<Ink>> =
        text.chars().map(|digit| digit.to_digit(16).and_then(|digit| Ink::numbered(digit as u8))).collect();
    let inks = inks.filter(|inks| inks.len() % 2 == 0)?;
    Some(inks.chunks(2).fold(worn, |swap, pair| swap.with(pair[0], pair[1])))
}

const TABLE: &str = include_str!("../../assets/likeness.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, kind: &str, sprite: &str, swapped: (Ink, Ink)) {
        let sprites = Sprites::embedded();
        let looks = sprites.creature(name, kind);
        assert_eq!(looks.frames, sprites.frames(sprite), "{name}");
        assert_eq!(looks.swap.of(swapped.0), swapped.1, "{name}");
    }

    #[test]
    fn creatures_look_like_themselves_or_like_something_near() {
        check("goblin", "humanoid", "goblin", (Ink::LEAF, Ink::LEAF));
        check("young_blue_dragon", "dragon", "dragon", (Ink::BLOOD, Ink::SKY));
        check("some_new_beast", "beast", "boar", (Ink::EARTH, Ink::EARTH));
        check("some_new_beast", "some new kind", "unknown", (Ink::EARTH, Ink::EARTH));
    }

    #[test]
    fn heroes_wear_the_inks_of_their_class_and_folk() {
        let sprites = Sprites::embedded();
        let ranger = sprites.hero("ranger", "half_orc");
        assert_eq!(ranger.frames, sprites.frames("rogue"));
        assert_eq!(
            [Ink::BLOOD, Ink::CLAY, Ink::BARK].map(|ink| ranger.swap.of(ink)),
            [Ink::GOLD, Ink::MOSS, Ink::BARK]
        );
        assert_eq!(sprites.hero("acrobat", "human").frames, sprites.frames("unknown"));
    }

    #[test]
    fn every_line_of_the_table_is_read_and_its_sprite_is_there() {
        let sprites = Sprites::embedded();
        for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match likeness(line).unwrap_or_else(|| panic!("{line}")) {
                Line::Kind(_, (sprite, _)) | Line::Class(_, (sprite, _)) | Line::Creatures(_, (sprite, _)) => {
                    assert!(sprites.has(sprite), "{line}");
                }
                Line::Folk(..) => {}
            }
        }
        let creatures: Vec<&str> = TABLE.lines().filter_map(|line| line.split_once(" : ")).map(|two| two.1).collect();
        let names = creatures.join(" ");
        assert_eq!(names.split_whitespace().count(), sprites.likenesses.creatures.len(), "one creature is named twice");
    }
}
