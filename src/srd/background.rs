//! Backgrounds (SRD: Beyond 1st Level).

use serde::{Deserialize, Serialize};

use super::id::{BackgroundId, FeatureId, ItemId};
use super::modifier::Training;

/// One background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Its name in the tables.
    pub id: BackgroundId,
    /// Skills and tools trained.
    pub training: Vec<Training>,
    /// How many languages of choice.
    pub languages: u8,
    /// Things it starts with.
    pub equipment: Vec<(ItemId, u16)>,
    /// Coins it starts with, in copper pieces.
    pub purse_cp: u32,
    /// Its feature.
    pub feature: FeatureId,
}
