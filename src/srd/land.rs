//! What spells do to places, as data: doors, broken things, ground, ways (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::effect::Effect;

/// One operation of a spell on the place that it is aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Land {
    /// Holds the door or the chest there shut, until something ends it.
    Seal,
    /// What the thing there has lost without breaking is whole again.
    Repair,
    /// Takes the party to the place that was chosen.
    Travel {
        /// By which way.
        by: Way,
        /// In a fight everyone must be so near, feet.
        feet: u16,
        /// What a mishap does to everyone.
        #[serde(default)]
        mishap: Vec<Effect>,
    },
    /// Stone grows over the door there.
    Block,
    /// Water for everyone: so many gallons, one for each hero and day.
    Water {
        /// How much.
        gallons: u8,
        /// So much more for each slot level above.
        #[serde(default)]
        per_slot: u8,
    },
    /// Whatever water there is, is fit to drink for a day.
    Cleanse,
    /// Puts out flames in a cube around the point.
    Douse {
        /// Its edge, feet.
        feet: u16,
        /// So much more for each slot level above.
        #[serde(default)]
        per_slot: u16,
    },
    /// Areas of these names are no more in a cube around the point.
    Disperse {
        /// Its edge, feet.
        feet: u16,
        /// So much more for each slot level above.
        #[serde(default)]
        per_slot: u16,
        /// What it ends.
        names: Vec<SmolStr>,
    },
    /// What takes so many minutes to come about, and then is no magic any more: nothing while somebody fights.
    Slowly {
        /// How long.
        minutes: u16,
        /// What comes about.
        effects: Vec<Effect>,
    },
    /// Tells the way to the place that was chosen, now and after each stretch of it.
    Guide,
}

/// A way that magic takes from place to place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Anywhere that is known, as surely as it is.
    Leap,
    /// To a circle that is there for good, or one day's work on such a circle here.
    Circle,
    /// From a tree here to a tree where the party has been.
    Trees,
    /// To the caster's own sanctuary, or to make this place one.
    Sanctuary,
    /// To another plane.
    Plane,
}

impl Land {
    /// The effects inside it.
    pub fn effects(&self) -> &[Effect] {
        match self {
            Land::Travel { mishap: effects, .. } | Land::Slowly { effects, .. } => effects,
            _ => &[],
        }
    }
}
