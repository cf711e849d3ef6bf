//! Classes: hit die, training, features and slots by level, starting equipment (SRD: Classes).

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::effect::Effect;
use super::id::{ClassId, FeatureId, ItemId, ResourceId};
use super::modifier::{Modifier, Training};

/// One class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name in the tables.
    pub id: ClassId,
    /// Sides of its hit die.
    pub hit_die: u16,
    /// Trained from the start: saves, weapons, armour, tools.
    pub training: Vec<Training>,
    /// So many skills out of these.
    pub skills: (u8, Vec<Skill>),
    /// How it casts, if it does.
    #[serde(default)]
    pub casting: Option<Casting>,
    /// One list a choice; each list holds alternatives; each alternative is things and counts. One with a weapon or
    /// armour that the hero is not trained in is not offered.
    pub equipment: Vec<Vec<Vec<(ItemId, u16)>>>,
    /// What each level brings, from level 1.
    pub levels: Vec<Level>,
}

/// How a class casts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Casting {
    /// With which ability.
    pub ability: Ability,
    /// Which of its spells are ready.
    pub ready: Ready,
}

/// Which of its spells a caster has ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ready {
    /// Prepared anew after each long rest out of the whole list: ability modifier + level, at least one.
    Prepared,
    /// Prepared likewise, but out of a book: so many at the start, so many more a level.
    Spellbook {
        /// Spells in the book at 1st level.
        start: u8,
        /// More at each level.
        per_level: u8,
    },
}

/// What one level of a class brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Features gained.
    pub features: Vec<FeatureId>,
    /// Cantrips known.
    pub cantrips: u8,
    /// Slots of each level from 1st.
    pub slots: Vec<u8>,
    /// Always prepared besides (domain spells).
    pub always: Vec<super::id::SpellId>,
}

/// A feature of a class, a fighting style, a racial trait or a background's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Its name in the tables.
    pub id: FeatureId,
    /// What it changes as long as one has it.
    #[serde(default)]
    pub gives: Vec<Modifier>,
    /// What one may do with it.
    #[serde(default)]
    pub acts: Option<Acts>,
    /// One of these features must be chosen with it.
    #[serde(default)]
    pub choose: Vec<FeatureId>,
    /// So many skills (or tools) become expertise.
    #[serde(default)]
    pub expertise: u8,
    /// What it counts.
    #[serde(default)]
    pub counts: Option<Counted>,
    /// How many languages of one's choice come with it.
    #[serde(default)]
    pub languages: u8,
    /// A cantrip of this class's list comes with it, cast with this ability.
    #[serde(default)]
    pub cantrip: Option<(ClassId, Ability)>,
}

/// What a feature allows one to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acts {
    /// At what cost of time.
    pub time: super::spell::Time,
    /// At no cost of time at all, on one's own turn.
    #[serde(default)]
    pub free: bool,
    /// Whom it touches.
    pub targets: super::spell::Targets,
    /// How far, feet.
    #[serde(default)]
    pub range_feet: u16,
    /// What it does.
    pub effects: Vec<Effect>,
    /// What it uses up.
    #[serde(default)]
    pub spends: Option<ResourceId>,
    /// Only after a short rest, before it ends.
    #[serde(default)]
    pub at_rest: bool,
}

/// Something that is counted and comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Its name.
    pub id: ResourceId,
    /// How many from which level of the class on.
    pub uses: Vec<(u8, u8)>,
    /// When it comes back.
    pub back: Back,
}

/// When something that is counted comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Back {
    /// After a short or a long rest.
    ShortRest,
    /// After a long rest.
    LongRest,
}
