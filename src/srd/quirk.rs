//! What the traits of a stat block let it do besides its actions: with the bonus action, or at no cost (SRD: Monsters).

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::filter::Filter;
use super::id::ActionId;
use super::instinct::Terrain;
use super::knack::State;
use super::spell::Targets;

/// Something that a trait lets its bearer do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quirk {
    /// Its name within the block.
    pub id: ActionId,
    /// What it takes.
    pub takes: Takes,
    /// Whom it is for.
    pub targets: Targets,
    /// How far, feet.
    #[serde(default)]
    pub range_feet: u16,
    /// Which creatures may be chosen.
    #[serde(default)]
    pub only: Option<Filter>,
    /// What it does.
    pub effects: Vec<Effect>,
    /// What must be so.
    #[serde(default)]
    pub must: Vec<State>,
    /// It spends a spell slot of this level.
    #[serde(default)]
    pub slot: u8,
    /// It takes so many feet of the turn's movement.
    #[serde(default)]
    pub feet: u16,
    /// The square aimed at must lie within 5 feet of ground of this sort.
    #[serde(default)]
    pub beside: Option<Terrain>,
    /// It is a leap: it takes as many feet of movement as it goes, and may be struck at.
    #[serde(default)]
    pub leaps: bool,
    /// When creatures that nobody plays do it.
    #[serde(default)]
    pub done: Done,
}

/// What a quirk takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Takes {
    /// The bonus action.
    Bonus,
    /// Nothing, but it can be done once a turn only.
    Once,
    /// The action.
    Action,
    /// Nothing, as often as it likes.
    Free,
}

/// When creatures that nobody plays do something of the sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Done {
    /// Never by themselves.
    #[default]
    Never,
    /// Whenever they may.
    Always,
    /// While a blow is left and somebody is in reach of it.
    BeforeBlows,
    /// Once no blow is left.
    AfterBlows,
    /// Where it is dark.
    InDark,
}
