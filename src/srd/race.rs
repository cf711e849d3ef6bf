//! Races and subraces of heroes (SRD: Races).

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use super::id::{FeatureId, LanguageId, RaceId};
use super::kind::Size;

/// One race, or one subrace of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Race {
    /// Its name in the tables.
    pub id: RaceId,
    /// The race that it is a kind of; a race with kinds is never chosen itself.
    #[serde(default)]
    pub of: Option<RaceId>,
    /// What it adds to ability scores.
    pub scores: Vec<(Ability, u8)>,
    /// So many other scores of one's choice go up by one.
    #[serde(default)]
    pub scores_of_choice: u8,
    /// Size category.
    #[serde(default = "medium")]
    pub size: Size,
    /// Walking speed in feet; 0 in a subrace means the race's.
    #[serde(default)]
    pub speed_feet: u16,
    /// What it speaks.
    #[serde(default)]
    pub languages: Vec<LanguageId>,
    /// How many more of one's choice.
    #[serde(default)]
    pub languages_of_choice: u8,
    /// Its traits.
    #[serde(default)]
    pub traits: Vec<FeatureId>,
}

const fn medium() -> Size {
    Size::Medium
}
