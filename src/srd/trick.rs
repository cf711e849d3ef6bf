//! What mostly magic things do at once: break, sort their targets, last as dice tell, let go whom they keep (SRD: Magic Items).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::effect::Effect;
use super::filter::Filter;
use super::knack::State;
use super::span::Until;
use crate::dice::Amount;

/// One operation on whoever the thing has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Trick {
    /// The thing that does this is gone.
    Breaks,
    /// One thing for these targets, another for the rest.
    If {
        /// For which.
        only: Filter,
        /// What happens to them.
        #[serde(default)]
        then: Vec<Effect>,
        /// What happens to the others.
        #[serde(default)]
        otherwise: Vec<Effect>,
    },
    /// What lasts does so for as many times so many minutes as dice tell.
    Lasting {
        /// The dice.
        dice: Amount,
        /// What each of them stands for, minutes.
        minutes: u16,
        /// What lasts.
        effects: Vec<Effect>,
    },
    /// Everyone whom its bearer keeps by this name is let go.
    Frees {
        /// By which name.
        named: SmolStr,
        /// What happens to them then.
        #[serde(default)]
        then: Vec<Effect>,
    },
    /// Whoever acts has the damage just dealt as temporary hit points.
    DrinksLife,
    /// What only a critical hit does.
    OnCritical(Vec<Effect>),
    /// What happens only while the thing holds a charge.
    Charged(Vec<Effect>),
    /// Charges are gone.
    Spends(u8),
    /// What happens to those so near to whoever acts, himself apart.
    Around {
        /// How near, feet.
        feet: u16,
        /// Only those farther away than this, feet.
        #[serde(default)]
        beyond_feet: u16,
        /// What happens to them.
        effects: Vec<Effect>,
    },
    /// A lock at the place aimed at springs open; where nothing is locked, the door or the lid itself.
    Opens,
    /// The thing that does this is hurled at the target; the rest of the attack action is for further attacks.
    Hurls,
    /// What happens to those on the straight line between whoever acts and the target, both apart.
    Along(Vec<Effect>),
    /// What happens to the target and to those so near to it.
    Burst {
        /// How near, feet.
        feet: u16,
        /// What happens to them.
        effects: Vec<Effect>,
    },
    /// What happens only while whoever acts is so.
    While {
        /// All of this.
        must: Vec<State>,
        /// What happens then.
        then: Vec<Effect>,
    },
    /// Effects that lose so many of their dice with each saving throw that would end them, until none is left.
    Fades {
        /// How many dice.
        by: u16,
        /// What fades.
        effects: Vec<Effect>,
    },
    /// A shield that has hovered falls, unless a hand is free for it.
    Lands,
    /// Flames that are not magical go out so far around whoever acts, feet.
    Douses(u16),
    /// The areas that the same thing has made stay where they are now, for so long.
    Settles(Until),
    /// Days of work by whoever does it, at a price.
    Labours {
        /// How many days.
        days: u16,
        /// The price, copper pieces.
        cp: u32,
    },
    /// What comes again at each turn of the target does so with as many more dice as it does already.
    Piles(Box<Effect>),
    /// What the last blow took comes back only by rest.
    Unhealing,
    /// The weapon that does this strikes by itself from where its area is, and comes back after so many strikes.
    Dances(u16),
    /// Out of so many feet around the square aimed at, to the nearest free one.
    Expels(u16),
    /// The area of the same name that holds whoever acts rolls to where he wants, with all who are in it.
    Rolls,
    /// The sunlight that the same thing sheds reaches so much farther, bright and dim alike, within limits.
    Widens {
        /// How much farther, or nearer, feet.
        by: i16,
        /// Never less than this, feet.
        least: u16,
        /// Never more than this, feet.
        most: u16,
    },
    /// Charmed by whoever is nearest in sight.
    Dotes {
        /// How long, minutes.
        minutes: u16,
    },
}

impl Trick {
    /// The lists of effects in it.
    pub fn within(&self) -> Vec<&[Effect]> {
        match self {
            Trick::Piles(effect) => vec![std::slice::from_ref(&**effect)],
            Trick::Labours { .. } | Trick::Unhealing => Vec::new(),
            Trick::If { then, otherwise, .. } => vec![then, otherwise],
            Trick::Lasting { effects, .. }
            | Trick::Around { effects, .. }
            | Trick::Burst { effects, .. }
            | Trick::Fades { effects, .. } => vec![effects],
            Trick::OnCritical(effects) | Trick::Charged(effects) | Trick::Along(effects) => vec![effects],
            Trick::Frees { then, .. } | Trick::While { then, .. } => vec![then],
            Trick::Breaks
            | Trick::DrinksLife
            | Trick::Spends(_)
            | Trick::Opens
            | Trick::Hurls
            | Trick::Expels(_)
            | Trick::Rolls
            | Trick::Dances(_)
            | Trick::Lands
            | Trick::Douses(_)
            | Trick::Settles(_)
            | Trick::Widens { .. }
            | Trick::Dotes { .. } => Vec::new(),
        }
    }
}
