//! Traps of the book: how they are found, set off and made harmless, and what they do (SRD: Traps).

use serde::{Deserialize, Serialize};

use super::ability::Skill;
use super::effect::Effect;
use super::id::TrapId;

/// A trap. Which tiles set it off is for an adventure to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// Its name.
    pub id: TrapId,
    /// What passive or active perception must reach to see it; 0 where eyes see nothing.
    #[serde(default)]
    pub notice_dc: u8,
    /// The check that makes it out from beside it: which skill, against what.
    #[serde(default)]
    pub study: Option<(Skill, u8)>,
    /// A dexterity check this high with thieves' tools disarms it; 0 where nothing does.
    #[serde(default)]
    pub disarm_dc: u8,
    /// Disarming may be tried without tools, with disadvantage.
    #[serde(default)]
    pub bare_hands: bool,
    /// Whoever fails to disarm it sets it off, by however little.
    #[serde(default)]
    pub touchy: bool,
    /// A spell that dispels magic ends it by a check this high; 0 where it is no magic.
    #[serde(default)]
    pub dispel_dc: u8,
    /// Whoever opens or picks what it lies on sets it off; feet do not.
    #[serde(default)]
    pub guards: bool,
    /// Whoever flies over it sets it off too.
    #[serde(default)]
    pub catches_flyers: bool,
    /// Whom it strikes.
    #[serde(default)]
    pub reach: Reach,
    /// What it shoots, before anything else happens.
    #[serde(default)]
    pub shots: Option<Shots>,
    /// What it does to those whom it strikes.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// It is ready again at once.
    #[serde(default)]
    pub again: bool,
    /// Its rubble is rough ground for whoever comes after.
    #[serde(default)]
    pub rubble: bool,
}

/// Whom a trap strikes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Whoever sets it off.
    #[default]
    One,
    /// Everyone on its tiles.
    Tiles,
    /// Everyone in a cone of so many feet from where it stands towards the tile that sets it off.
    Cone(u16),
}

/// Missiles of a trap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shots {
    /// How many.
    pub count: u8,
    /// What is added to each attack roll.
    pub bonus: i8,
    /// Each strikes someone within so many feet of the tile that sets it off, whom chance picks.
    pub within_feet: u16,
    /// What a hit does.
    pub hit: Vec<Effect>,
}
