//! Features of classes, races, backgrounds and feats: what they change, allow, let choose and let learn (SRD: Classes).

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::chance::Chance;
use super::effect::Effect;
use super::filter::Filter;
use super::id::{ClassId, FeatureId, ResourceId, SpellId};
use super::knack::State;
use super::modifier::Modifier;
use super::quantity::Plus;
use super::spell::{Targets, Time};

/// So many uses are never used up.
pub const UNLIMITED: u8 = u8::MAX;

/// A feature of a class, a fighting style, a racial trait or a background's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Its name in the tables.
    pub id: FeatureId,
    /// What it changes as long as one has it.
    #[serde(default)]
    pub gives: Vec<Modifier>,
    /// What it changes instead from these levels of the class on.
    #[serde(default)]
    pub grows: Vec<(u8, Vec<Modifier>)>,
    /// What one may do with it.
    #[serde(default)]
    pub acts: Option<Acts>,
    /// What it lets one decide in the middle of something.
    #[serde(default)]
    pub chance: Option<Chance>,
    /// Features that come with it.
    #[serde(default)]
    pub brings: Vec<FeatureId>,
    /// One of these features must be chosen with it.
    #[serde(default)]
    pub choose: Vec<FeatureId>,
    /// What was chosen may be given up for another at a later level.
    #[serde(default)]
    pub exchanged: bool,
    /// What must be there before it may be chosen.
    #[serde(default)]
    pub needs: Needs,
    /// Of all features of one kin that come with classes, only the first counts.
    #[serde(default)]
    pub kin: String,
    /// So many more skills out of these; out of all if none is named.
    #[serde(default)]
    pub skills: (u8, Vec<Skill>),
    /// Scores go up by two points, or a feat is taken.
    #[serde(default)]
    pub improves: bool,
    /// It is a feat, taken in place of two points.
    #[serde(default)]
    pub feat: bool,
    /// Spells always ready, from these levels of the class on.
    #[serde(default)]
    pub always: Vec<(u8, Vec<SpellId>)>,
    /// These count as spells of the class.
    #[serde(default)]
    pub lists: Vec<SpellId>,
    /// Spells that it lets learn.
    #[serde(default)]
    pub learns: Vec<Learns>,
    /// What happens to one who wakes from a long rest.
    #[serde(default)]
    pub wakes: Vec<Effect>,
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
    pub time: Time,
    /// At no cost of time at all, on one's own turn.
    #[serde(default)]
    pub free: bool,
    /// Whom it touches.
    pub targets: Targets,
    /// Whom it may be aimed at; others are no targets.
    #[serde(default)]
    pub only: Option<Filter>,
    /// How far, feet.
    #[serde(default)]
    pub range_feet: u16,
    /// What it does.
    pub effects: Vec<Effect>,
    /// What it uses up.
    #[serde(default)]
    pub spends: Option<ResourceId>,
    /// How many of that.
    #[serde(default = "one")]
    pub cost: u8,
    /// How many of that for each level of what it brings, of which its user chooses one.
    #[serde(default)]
    pub costs: Vec<(u8, u8)>,
    /// It spends a spell slot, of a level that its user chooses.
    #[serde(default)]
    pub slot: bool,
    /// Once in a turn.
    #[serde(default)]
    pub once: bool,
    /// How many of that its user chooses, as a share of what is left.
    #[serde(default)]
    pub share: Share,
    /// What else must be so.
    #[serde(default)]
    pub must: Vec<State>,
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
    /// How many from which level of the class on; [`UNLIMITED`] are never used up.
    #[serde(default)]
    pub uses: Vec<(u8, u8)>,
    /// What is added to that; the sum is at least 1.
    #[serde(default)]
    pub plus: Vec<Plus>,
    /// When it comes back.
    pub back: Back,
    /// From this level of the class on a short rest is enough.
    #[serde(default)]
    pub sooner: Option<u8>,
}

/// When something that is counted comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Back {
    /// After a short or a long rest.
    ShortRest,
    /// After a long rest.
    LongRest,
}

/// How much of something counted one use spends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Share {
    /// Always the same.
    #[default]
    Fixed,
    /// As many as the target lacks hit points, or all that is left.
    Wounds,
}

/// What must be there before a feature may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// So many levels of the class.
    pub level: u8,
    /// This feature.
    pub feature: Option<FeatureId>,
    /// This cantrip.
    pub cantrip: Option<SpellId>,
    /// This score.
    pub score: Option<(Ability, u8)>,
}

/// Spells that a feature lets learn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Learns {
    /// From this level of the class on.
    pub at: u8,
    /// How many.
    pub count: u8,
    /// Of which levels, from and to; none means every level that there are slots for.
    #[serde(default)]
    pub levels: Option<(u8, u8)>,
    /// Out of whose list; none means everyone's.
    #[serde(default)]
    pub of: Option<ClassId>,
    /// Only what stands in the book already.
    #[serde(default)]
    pub in_book: bool,
    /// Only these.
    #[serde(default)]
    pub only: Vec<SpellId>,
    /// Only rituals.
    #[serde(default)]
    pub rituals: bool,
    /// How it is cast without a slot.
    #[serde(default)]
    pub free: Free,
}

/// How often a spell is cast without a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Free {
    /// Never.
    #[default]
    Never,
    /// Once between short rests.
    ShortRest,
    /// Once between long rests.
    LongRest,
    /// As often as one likes.
    AtWill,
    /// As a ritual only.
    Ritual,
}

impl Feature {
    /// What it changes at this level of the class.
    pub fn gives_at(&self, level: u8) -> &[Modifier] {
        let grown = self.grows.iter().rev().find(|(from, _)| *from <= level);
        grown.map_or(self.gives.as_slice(), |(_, gives)| gives.as_slice())
    }
}

const fn one() -> u8 {
    1
}
