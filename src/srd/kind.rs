//! Sizes and types of creatures (SRD: Monsters).

use serde::{Deserialize, Serialize};

/// A creature's size category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Size {
    Tiny,
    Small,
    Medium,
    Large,
    Huge,
    Gargantuan,
}

impl Size {
    /// The size that is so many steps larger or smaller, as far as there are sizes.
    pub fn step(self, steps: i8) -> Size {
        const ALL: [Size; 6] = [Size::Tiny, Size::Small, Size::Medium, Size::Large, Size::Huge, Size::Gargantuan];
        let at = (self as i8).saturating_add(steps).clamp(0, 5);
        usize::try_from(at).ok().and_then(|at| ALL.get(at)).copied().unwrap_or(self)
    }

    /// How many 5-foot squares the creature covers along one side.
    pub const fn squares(self) -> u8 {
        match self {
            Size::Tiny | Size::Small | Size::Medium => 1,
            Size::Large => 2,
            Size::Huge => 3,
            Size::Gargantuan => 4,
        }
    }

    /// Its name in the tables and behind the dash of its message: `gargantuan`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Size::Tiny => "tiny",
            Size::Small => "small",
            Size::Medium => "medium",
            Size::Large => "large",
            Size::Huge => "huge",
            Size::Gargantuan => "gargantuan",
        }
    }
}

/// A creature's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum CreatureKind {
    Aberration,
    Beast,
    Celestial,
    Construct,
    Dragon,
    Elemental,
    Fey,
    Fiend,
    Giant,
    Humanoid,
    Monstrosity,
    Ooze,
    Plant,
    Undead,
}

impl CreatureKind {
    /// Its name in the tables and behind the dash of its message: `undead`.
    pub const fn as_str(self) -> &'static str {
        match self {
            CreatureKind::Aberration => "aberration",
            CreatureKind::Beast => "beast",
            CreatureKind::Celestial => "celestial",
            CreatureKind::Construct => "construct",
            CreatureKind::Dragon => "dragon",
            CreatureKind::Elemental => "elemental",
            CreatureKind::Fey => "fey",
            CreatureKind::Fiend => "fiend",
            CreatureKind::Giant => "giant",
            CreatureKind::Humanoid => "humanoid",
            CreatureKind::Monstrosity => "monstrosity",
            CreatureKind::Ooze => "ooze",
            CreatureKind::Plant => "plant",
            CreatureKind::Undead => "undead",
        }
    }
}
