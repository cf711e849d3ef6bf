//! What a feature lets its owner decide in the middle of something: after a roll, on a hit, before damage (SRD: Classes).

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::filter::Filter;
use super::id::{FeatureId, ResourceId};
use super::knack::State;
use super::quantity::Quantity;
use crate::dice::Amount;

/// A decision that a feature brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chance {
    /// When it may be made.
    pub at: Window,
    /// What it does.
    pub does: Turn,
    /// It takes the reaction.
    #[serde(default)]
    pub reaction: bool,
    /// What it uses up.
    #[serde(default)]
    pub spends: Option<ResourceId>,
    /// How many of that.
    #[serde(default = "one")]
    pub cost: u8,
    /// It spends a spell slot, of a level that its owner chooses.
    #[serde(default)]
    pub slot: bool,
    /// How near the other one must be, feet; 0 means anywhere.
    #[serde(default)]
    pub within_feet: u16,
    /// Once in a turn.
    #[serde(default)]
    pub once: bool,
    /// What must be so.
    #[serde(default)]
    pub must: Vec<State>,
    /// Whom it works against.
    #[serde(default)]
    pub only: Option<Filter>,
    /// What lasts because of it goes by this name.
    #[serde(default)]
    pub marks: Option<FeatureId>,
}

/// When a decision may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    /// One's own saving throw has failed.
    FailedSave,
    /// One's own check has failed.
    FailedCheck,
    /// One's own attack has missed.
    Missed,
    /// One's own attack with a weapon in reach, or unarmed, has hit.
    HitInReach,
    /// One's own unarmed strike has hit.
    HitUnarmed,
    /// One's own strike of a flurry has hit.
    HitInFlurry,
    /// One's own attack of any sort has hit.
    Hit,
    /// An attack by somebody in sight has hit oneself, before its damage.
    HitBy,
    /// The same by a weapon at range.
    HitByShot,
    /// An attack by somebody near has hit or missed oneself.
    Attacked,
    /// An attack in reach has missed oneself.
    MissedBy,
    /// One has been hurt by somebody near.
    Hurt,
    /// A foe's attack roll would hit.
    FoeHits,
    /// A foe's damage is about to be dealt.
    FoeHurts,
    /// A foe's check would succeed.
    FoeChecks,
    /// Somebody falls.
    Falls,
    /// One is about to make a saving throw.
    Saves,
    /// One is about to try to get out of a hold.
    Escapes,
}

/// What a decision does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// The d20 is rolled once more, and that counts.
    Reroll,
    /// These dice are added to the roll.
    Add(Amount),
    /// The doer's die of inspiration is added to the roll.
    AddInspiration,
    /// The doer's die of inspiration is taken from the roll or the damage.
    TakeInspiration,
    /// The d20 counts as a 20.
    Natural20,
    /// The attack hits.
    Hits,
    /// The damage is halved.
    Halve,
    /// The damage is so much less.
    Reduce(Quantity),
    /// Whoever it is about suffers this; with a slot, its level counts.
    Effects(Vec<Effect>),
    /// One of these, as its owner chooses.
    OneOf(Vec<Vec<Effect>>),
    /// An attack in reach on whoever it is about.
    Strike,
    /// The attack is made again on somebody else beside its maker.
    Redirect,
    /// The roll has advantage.
    Advantage,
}

const fn one() -> u8 {
    1
}
