//! What lasts on a creature: conditions and modifiers with a source, an end, and a concentration they hang on.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::id::{CreatureId, OngoingId};
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::conjure::May;
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
    /// The slot of the spell that it is, 0 for cantrips and what is no spell.
    pub level: u8,
    /// What its bearer may do with it.
    pub may: Option<Box<May>>,
    /// Saving throws that decide it once so many of either kind are counted.
    pub trial: Option<Box<Trial>>,
    /// What was chosen when it began.
    pub chosen: Option<SmolStr>,
}

/// Saving throws that are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Which saving throw.
    pub ability: Ability,
    /// Against what.
    pub dc: u8,
    /// How many of either decide it.
    pub times: u8,
    /// Made so far.
    pub made: u8,
    /// Failed so far.
    pub failed: u8,
    /// What so many failures do.
    pub fail: Vec<Effect>,
}

impl Ongoing {
    /// Something that lasts: nothing but a name, a source and an end so far.
    pub fn new(id: OngoingId, name: SmolStr, source: CreatureId, expires: Expires) -> Ongoing {
        Ongoing {
            id,
            name,
            source,
            concentration: false,
            condition: None,
            gives: Vec::new(),
            expires,
            ends_on: Vec::new(),
            repeat: None,
            escape: None,
            again: None,
            light_feet: None,
            level: 0,
            may: None,
            trial: None,
            chosen: None,
        }
    }
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
