//! Spells: cost, range, targets and effects (SRD: Spellcasting, Spell Descriptions).

use serde::{Deserialize, Serialize};

use super::effect::{Effect, Until};
use super::filter::Filter;
use super::id::{ClassId, ItemId, SpellId};

/// One spell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spell {
    /// Its name in the tables.
    pub id: SpellId,
    /// 0 for a cantrip, else 1 to 9.
    pub level: u8,
    /// Its school.
    pub school: School,
    /// What it takes to cast.
    pub time: Time,
    /// How far it reaches.
    pub range: Range,
    /// What it needs besides.
    pub needs: Needs,
    /// How long it lasts at the most.
    pub lasts: Until,
    /// Ends when its caster's concentration does.
    #[serde(default)]
    pub concentration: bool,
    /// May be cast as a ritual.
    #[serde(default)]
    pub ritual: bool,
    /// Whose lists it is on.
    pub classes: Vec<ClassId>,
    /// Whom it may be cast at.
    pub targets: Targets,
    /// Which creatures it may be cast at; others are not targets.
    #[serde(default)]
    pub only: Option<Filter>,
    /// What it does to each target.
    pub effects: Vec<Effect>,
    /// A cantrip's dice double, triple and quadruple at levels 5, 11 and 17.
    #[serde(default)]
    pub grows: bool,
    /// So many more targets for each slot level above its own.
    #[serde(default)]
    pub targets_per_slot: u8,
    /// The radius of its area grows by so many feet for each slot level above its own.
    #[serde(default)]
    pub feet_per_slot: u16,
    /// How far targets may be where the range is oneself, feet.
    #[serde(default)]
    pub aims_feet: Option<u16>,
    /// From higher slots it lasts longer, or needs no concentration.
    #[serde(default)]
    pub longer: Vec<Longer>,
}

impl Spell {
    /// The row that a slot brings, if it brings another one than the spell's own.
    fn longer_from(&self, slot: u8) -> Option<&Longer> {
        self.longer.iter().rev().find(|longer| slot >= longer.slot)
    }

    /// How long it lasts at the most from this slot.
    pub fn lasts_from(&self, slot: u8) -> Until {
        self.longer_from(slot).map_or(self.lasts, |longer| longer.lasts)
    }

    /// Whether its caster concentrates on it when it is cast from this slot.
    pub fn held_from(&self, slot: u8) -> bool {
        self.longer_from(slot).map_or(self.concentration, |longer| longer.concentration)
    }
}

/// How long a spell lasts from a higher slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Longer {
    /// From this slot on.
    pub slot: u8,
    /// How long at the most.
    pub lasts: Until,
    /// Whether its caster still concentrates.
    #[serde(default)]
    pub concentration: bool,
}

/// A school of magic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum School {
    Abjuration,
    Conjuration,
    Divination,
    Enchantment,
    Evocation,
    Illusion,
    Necromancy,
    Transmutation,
}

impl School {
    /// Its name in the tables and behind the dash of its message: `transmutation`.
    pub const fn as_str(self) -> &'static str {
        match self {
            School::Abjuration => "abjuration",
            School::Conjuration => "conjuration",
            School::Divination => "divination",
            School::Enchantment => "enchantment",
            School::Evocation => "evocation",
            School::Illusion => "illusion",
            School::Necromancy => "necromancy",
            School::Transmutation => "transmutation",
        }
    }
}

/// Casting time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Time {
    /// One action.
    Action,
    /// One bonus action.
    BonusAction,
    /// One reaction, to this.
    Reaction(Trigger),
    /// So many minutes, out of a fight.
    Minutes(u16),
}

/// What a reaction answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trigger {
    /// An attack that hits its caster, or magic missiles aimed at him.
    HitByAttack,
    /// Damage from a creature in sight.
    Damaged,
    /// A creature in range that casts.
    SpellCast,
    /// A creature in range that falls.
    Falling,
}

/// How far a spell reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Range {
    /// Its caster only, or an area that starts there.
    Oneself,
    /// Whoever can be touched.
    Touch,
    /// So many feet.
    Feet(u16),
}

/// What a spell needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// A voice.
    pub verbal: bool,
    /// A free hand.
    pub somatic: bool,
    /// Something in it: a pouch, a focus, or the thing that is named.
    pub material: bool,
    /// The material that no focus replaces, where it has a price: worth in copper pieces.
    pub material_cp: u32,
    /// The material is used up.
    pub consumed: bool,
    /// Stone beside its caster.
    pub stone: bool,
    /// The material as an item, where the book sells it.
    pub item: Option<ItemId>,
}

/// Whom a spell may be cast at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Targets {
    /// Its caster.
    Oneself,
    /// So many creatures, each at most once.
    Creatures(u8),
    /// So many creatures, all within so many feet of each other.
    Near {
        /// How many at the most.
        count: u8,
        /// How near, feet.
        feet: u16,
    },
    /// So many darts or rays, shared among targets as its caster likes; one more for each slot level above.
    Shared(u8),
    /// All in an area.
    Area(Area),
    /// An object or a place.
    Thing,
    /// A square in range, and so many creatures beside the caster that come along or are meant as well.
    Point(u8),
    /// So many points in range, each with an area around it.
    Areas(u8, Area),
    /// Any of the dead.
    Dead(u8),
    /// A square in range, be it a wall.
    Square,
    /// So many creatures anywhere on the map, seen or not.
    Anywhere(u8),
}

/// An area of effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Area {
    /// From its caster, as wide as it is long.
    Cone(u16),
    /// An edge in feet, from a point or (range oneself) from its caster.
    Cube(u16),
    /// A radius in feet around a point or around its caster.
    Sphere(u16),
    /// A radius and a height in feet.
    Cylinder(u16, u16),
    /// A length and a width in feet, from its caster.
    Line(u16, u16),
    /// A wall: its length in feet across the point aimed at, facing a chosen side, or the radius of a ring around it.
    Wall(u16, u16),
}
