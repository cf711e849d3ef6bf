//! Classes: hit die, training, features and slots by level, starting equipment, joining (SRD: Classes).

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::id::{ClassId, FeatureId, ItemId};
use super::modifier::Training;

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
    /// So many tools out of these, or out of all that these stand for.
    #[serde(default)]
    pub tools: (u8, Vec<ItemId>),
    /// What someone of another class needs to take it up, and what it teaches him then.
    pub joining: Joining,
    /// How it casts, if it does.
    #[serde(default)]
    pub casting: Option<Casting>,
    /// One list a choice; each list holds alternatives; each alternative is things and counts. One with a weapon or
    /// armour that the hero is not trained in is not offered.
    pub equipment: Vec<Vec<Vec<(ItemId, u16)>>>,
    /// What each level brings, from level 1.
    pub levels: Vec<Level>,
}

/// How a class is taken up beside another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    /// Scores that must be reached to join or to leave it: all of one of these rows.
    pub needs: Vec<Vec<(Ability, u8)>>,
    /// What it trains.
    #[serde(default)]
    pub training: Vec<Training>,
    /// So many of its skills.
    #[serde(default)]
    pub skills: u8,
    /// So many of its tools.
    #[serde(default)]
    pub tools: u8,
}

/// How a class casts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Casting {
    /// With which ability.
    pub ability: Ability,
    /// Which of its spells are ready.
    pub ready: Ready,
    /// How its slots grow and come back.
    #[serde(default)]
    pub slots: Slots,
    /// Casts rituals, out of what is ready or out of a book.
    #[serde(default)]
    pub rituals: bool,
}

/// How a caster's slots grow and come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slots {
    /// With every level of the class.
    #[default]
    Full,
    /// With every other level of the class.
    Half,
    /// Few, all of one level, back after a short rest.
    Pact,
}

/// Which of its spells a caster has ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ready {
    /// Prepared anew after each long rest out of the whole list: ability modifier + level (half of it for those whose
    /// slots grow by halves), at least one.
    Prepared,
    /// Known for good: so many as the table of levels says; one may be exchanged at each level.
    Known,
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
    /// One more out of what each of these features lets choose.
    pub chooses: Vec<FeatureId>,
    /// Cantrips known.
    pub cantrips: u8,
    /// Spells known, for those who know theirs for good; what features let learn from other lists is not counted.
    pub spells: u8,
    /// Slots of each level from 1st.
    pub slots: Vec<u8>,
    /// The level of the slots that a pact brings.
    pub pact: u8,
}
