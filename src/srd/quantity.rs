//! Dice with the figures that are added to them, and what a roll must reach.

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use crate::dice::Amount;

/// Dice and what is added to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The dice and the constant.
    pub is: Amount,
    /// What else is added.
    #[serde(default)]
    pub plus: Vec<Plus>,
    /// More of the same dice for each slot level above the spell's own.
    #[serde(default)]
    pub per_slot: Option<Amount>,
    /// These dice instead from these levels of the class (of the character, for traits) on.
    #[serde(default)]
    pub grows: Vec<(u8, Amount)>,
    /// The most dice there can be; 0 means no bound.
    #[serde(default)]
    pub dice_max: u16,
    /// Not for each slot level, but for each so many of them.
    #[serde(default)]
    pub every: u8,
}

/// A figure of whoever acts, added to dice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plus {
    /// The spellcasting modifier.
    SpellModifier,
    /// The levels in the class that gives the feature.
    ClassLevel,
    /// So many times the levels in the class that gives the feature.
    TimesClassLevel(u8),
    /// One ability's modifier.
    Ability(Ability),
    /// The proficiency bonus.
    Proficiency,
    /// As many as were spent of what is counted.
    Spent,
    /// 5 times the spellcasting modifier.
    FiveSpellModifier,
    /// So many times the charges left in the thing that does it.
    TimesCharges(u8),
}

/// What a roll must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dc {
    /// The caster's spell save DC.
    Spell,
    /// This number.
    Is(u8),
    /// 8 + proficiency bonus + this ability of whoever acts.
    Of(Ability),
}
