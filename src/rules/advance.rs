//! Gaining a level: what it brings and what must be chosen (SRD: Beyond 1st Level).

use serde::{Deserialize, Serialize};

use crate::srd::id::{ClassId, FeatureId, SpellId};

/// Every choice that a new level asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The class that gains the level.
    pub class: ClassId,
    /// Features where there is a choice.
    pub chosen: Vec<FeatureId>,
    /// New cantrips.
    pub cantrips: Vec<SpellId>,
    /// New spells in the book.
    pub spells: Vec<SpellId>,
}
