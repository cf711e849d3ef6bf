//! What only a few spells do, as data (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use super::conjure::Summon;
use super::damage::DamageKind;
use super::effect::{Effect, EndsOn, Until};
use super::filter::Filter;
use super::kind::CreatureKind;
use super::land::Land;
use super::quantity::Quantity;

/// One operation of a spell on whoever it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Wonder {
    /// For those that a filter lets through.
    For {
        /// Which.
        only: Filter,
        /// What happens to them.
        then: Vec<Effect>,
    },
    /// Makes known what magic things a target has.
    Identify,
    /// Tells where the chosen sort of thing or creature is.
    Locate {
        /// How far, feet.
        feet: u16,
        /// Things are looked for.
        #[serde(default)]
        things: bool,
        /// Creatures of these types are looked for.
        #[serde(default)]
        kinds: Vec<CreatureKind>,
    },
    /// A saving throw that ends all the spell does; whoever fails may try again after so long.
    Retry {
        /// Which saving throw.
        ability: Ability,
        /// How long until the next one, hours.
        hours: u16,
    },
    /// A spell of the caster's choice that waits, cast on whoever sets it off; these effects where none was chosen.
    Stored {
        /// What happens where no spell was chosen.
        otherwise: Vec<Effect>,
    },
    /// A spell of the caster's choice, up to this level, that waits on himself for a mishap that he chooses too.
    Contingent {
        /// The highest level.
        most: u8,
    },
    /// What a spell that waited on its bearer does when its moment has come.
    Answer,
    /// Sees from now on that an image is none.
    SeeThrough,
    /// A wisdom saving throw, harder for those whom the caster knows well; who withstands it is safe from it for a day.
    Pries {
        /// What failing brings.
        then: Vec<Effect>,
    },
    /// What the spell has called goes to the square aimed at, so many feet at the most.
    Steers(u16),
    /// The doer turns from his own senses to those of what the spell has called, or back.
    Looks {
        /// How long at the most.
        #[serde(default)]
        until: Until,
    },
    /// What the spell has called waits in a space of its own, or comes back out of it.
    Pockets,
    /// What the spell has called goes for good.
    Releases,
    /// A copy of the target with half of its hit points and none of its things, which obeys.
    Doubles(Summon),
    /// Mends a copy, for so many copper pieces for each hit point.
    Repairs(u32),
    /// Magic watches that a command is kept.
    Geas(Geas),
    /// The command was broken.
    Breach(Geas),
    /// What happens once, and then not again for so many minutes.
    Rarely {
        /// How many.
        minutes: u16,
        /// What happens.
        then: Vec<Effect>,
    },
    /// Something that is done to the place.
    Land(Land),
}

/// A command, and what breaking it brings, once a day at the most, as long as the charm lasts that came with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Geas {
    /// What breaks it.
    pub on: Vec<EndsOn>,
    /// The damage.
    pub dice: Quantity,
    /// Of which kind.
    pub kind: DamageKind,
}

impl Wonder {
    /// The effects inside it.
    pub fn effects(&self) -> &[Effect] {
        match self {
            Wonder::For { then, .. }
            | Wonder::Pries { then }
            | Wonder::Stored { otherwise: then }
            | Wonder::Rarely { then, .. } => then,
            Wonder::Land(land) => land.effects(),
            Wonder::Identify
            | Wonder::Locate { .. }
            | Wonder::Retry { .. }
            | Wonder::Contingent { .. }
            | Wonder::Answer
            | Wonder::Steers(_)
            | Wonder::Pockets
            | Wonder::Releases
            | Wonder::Looks { .. }
            | Wonder::Doubles(_)
            | Wonder::Repairs(_)
            | Wonder::Geas(_)
            | Wonder::Breach(_)
            | Wonder::SeeThrough => &[],
        }
    }
}
