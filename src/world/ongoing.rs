//! What lasts on a creature: conditions and modifiers with a source, an end, and a concentration they hang on.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::id::{CreatureId, OngoingId};
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, EndsOn, Escape, Moment, Repeat};
use crate::srd::modifier::Modifier;

/// One lasting effect on one creature. The same name from two sources never stacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ongoing {
    /// Its number.
    pub id: OngoingId,
    /// The spell, feature, action or rule it comes from, as the book names it.
    pub name: SmolStr,
    /// Who caused it.
    pub source: CreatureId,
    /// Ends with the source's concentration.
    pub concentration: bool,
    /// A condition it brings.
    pub condition: Option<Condition>,
    /// What it changes.
    pub gives: Vec<Modifier>,
    /// When it is over.
    pub expires: Expires,
    /// What ends it early.
    pub ends_on: Vec<EndsOn>,
    /// The saving throw that ends it: when, which, against what.
    pub repeat: Option<(Repeat, Ability, u8)>,
    /// The check that escapes it: DC.
    /// The check that the bearer may make as an action to be rid of it.
    pub escape: Option<Escape>,
    /// Effects that come again at each of the bearer's turns, and when.
    pub again: Option<(Moment, Vec<Effect>)>,
    /// Radius of bright and of further dim light that its bearer carries, feet.
    pub light_feet: Option<(u16, u16)>,
}

/// When a lasting effect is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expires {
    /// When the world's clock reaches this second.
    At(u64),
    /// At the start of this creature's turn, after so many more of them.
    TurnStart(CreatureId, u16),
    /// At the end of this creature's turn, after so many more of them.
    TurnEnd(CreatureId, u16),
    /// With the next long rest.
    LongRest,
    /// When something ends it.
    Never,
}
