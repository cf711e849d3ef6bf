//! What makes a thing magic: where it is worn, who may attune to it, charges, powers, curses (SRD: Magic Items).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::chance::Chance;
use super::condition::Condition;
use super::effect::Effect;
use super::filter::Filter;
use super::id::{ClassId, ItemId, RaceId, SpellId};
use super::kind::CreatureKind;
use super::knack::State;
use super::modifier::Modifier;
use super::spell::{School, Targets, Time};
use crate::dice::Amount;

/// The magic of a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Magic {
    /// The record of the book that it is one of: many swords are one `flame_tongue`.
    pub of: ItemId,
    /// How seldom it is found.
    pub rarity: Rarity,
    /// Who may attune to it, where it asks for that.
    pub attune: Option<Attune>,
    /// Where it is worn or held to work.
    pub place: Place,
    /// What it changes about whoever bears it.
    pub gives: Vec<Modifier>,
    /// What it uses up.
    pub charges: Option<Charges>,
    /// What its bearer may do with it.
    pub powers: Vec<Power>,
    /// What it lets its bearer decide in the middle of something.
    pub gifts: Vec<Gift>,
    /// Whoever has attuned to it cannot let it go.
    pub cursed: bool,
    /// Ammunition: to hit and to hurt.
    pub plus: i8,
    /// Ammunition: what a hit does besides.
    pub hit: Vec<Effect>,
}

/// How seldom something is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Rarity {
    Common,
    #[default]
    Uncommon,
    Rare,
    VeryRare,
    Legendary,
    Artifact,
}

/// Who may attune to something; nobody is left out where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Attune {
    /// One of these classes.
    pub classes: Vec<ClassId>,
    /// One of these races.
    pub races: Vec<RaceId>,
    /// Only those who cast spells.
    pub casters: bool,
    /// Only those who wear one of the things of each of these records.
    pub with: Vec<ItemId>,
    /// Without that only what asks for it is missing.
    pub partly: bool,
}

/// Where something is worn or held to work. One thing at most is worn in each place; two on fingers; any number carried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// Anywhere on its bearer.
    #[default]
    Carried,
    /// In a hand, on an arm as a shield, on the body as armour.
    Held,
    /// On the head.
    Head,
    /// Before the eyes.
    Eyes,
    /// Around the neck.
    Neck,
    /// Over the shoulders.
    Shoulders,
    /// A robe on the body.
    Robe,
    /// Around the waist.
    Waist,
    /// On the forearms.
    Arms,
    /// On the hands.
    Hands,
    /// On the feet.
    Feet,
    /// On a finger.
    Finger,
}

/// What a thing uses up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charges {
    /// How many it holds.
    pub max: u8,
    /// How many come back at dawn; none means that they are gone for good.
    #[serde(default)]
    pub dawn: Option<Amount>,
    /// What a 1 on a d20 does when the last one is spent.
    #[serde(default)]
    pub last: Option<Last>,
    /// How many it holds when it is found, as dice tell at its first use; none means all of them.
    #[serde(default)]
    pub first: Option<Amount>,
    /// How many come back at once where the d20 for the last one shows a 20.
    #[serde(default)]
    pub twenty: Option<Amount>,
}

/// What becomes of a thing whose last charge was spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Last {
    /// It is gone.
    Gone,
    /// Nothing but what it is made of is left of it.
    Plain,
    /// It is gone, whatever a die would say.
    Dust,
    /// It keeps what makes it strike better, and nothing else.
    Better,
    /// Nothing becomes of it.
    Stays,
}

/// Something that the bearer of a thing may do with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// What it is called; nothing where the thing has one power or casts a spell.
    #[serde(default)]
    pub id: SmolStr,
    /// What it takes.
    #[serde(default = "action")]
    pub time: Time,
    /// At no cost of time, on the bearer's own turn.
    #[serde(default)]
    pub free: bool,
    /// Charges at the least and at the most.
    #[serde(default)]
    pub charges: (u8, u8),
    /// So often between two dawns; none means as often as there are charges.
    #[serde(default)]
    pub a_dawn: Option<u8>,
    /// The thing is used up.
    #[serde(default)]
    pub uses_up: bool,
    /// So many dawns must come before it can be used again.
    #[serde(default)]
    pub days: u8,
    /// So many in a hundred, for each use since dawn, that the thing is torn instead.
    #[serde(default)]
    pub risk: u8,
    /// How its bearer must be.
    #[serde(default)]
    pub must: Vec<State>,
    /// What it does.
    pub does: Does,
}

/// A decision that a thing brings, as features bring them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    /// When, and what it does.
    pub chance: Chance,
    /// Charges at the least and at the most.
    #[serde(default)]
    pub charges: (u8, u8),
    /// So often between two dawns.
    #[serde(default)]
    pub a_dawn: Option<u8>,
    /// With which others of the thing it shares that: those of the same number.
    #[serde(default)]
    pub pool: u8,
    /// Only where the thing itself has struck.
    #[serde(default)]
    pub struck: bool,
    /// Only against spells of these schools, or what these creatures do.
    #[serde(default)]
    pub schools: Vec<School>,
    /// Only against what creatures of these types do, or spells of these schools.
    #[serde(default)]
    pub from: Vec<CreatureKind>,
    /// Only against what is at its bearer alone.
    #[serde(default)]
    pub alone: bool,
    /// Only where one of these conditions would come of it.
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

const fn action() -> Time {
    Time::Action
}

/// What a power does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Does {
    /// Casts a spell: no slot, no components. Each charge beyond the least raises its level by one.
    Cast {
        /// Which.
        spell: SpellId,
        /// At this level; 0 means its own.
        #[serde(default)]
        level: u8,
        /// What saving throws must reach; none means the bearer's own.
        #[serde(default)]
        dc: Option<u8>,
        /// The bonus of its attacks; none means the bearer's own.
        #[serde(default)]
        attack: Option<i8>,
        /// Only at the bearer.
        #[serde(default)]
        on_oneself: bool,
        /// What the spell leaves open is this.
        #[serde(default)]
        choice: Option<String>,
    },
    /// Has effects of its own.
    Works {
        /// On whom.
        targets: Targets,
        /// How far, feet; none means the bearer, or an area that starts there.
        #[serde(default)]
        range_feet: Option<u16>,
        /// Which creatures it is for.
        #[serde(default)]
        only: Option<Filter>,
        /// What it does.
        effects: Vec<Effect>,
        /// It lasts as long as its bearer concentrates.
        #[serde(default)]
        concentration: bool,
    },
}

impl Place {
    /// How many things at the most are worn there.
    pub const fn room(self) -> usize {
        match self {
            Place::Carried => usize::MAX,
            Place::Held => 0,
            Place::Finger => 2,
            Place::Head
            | Place::Eyes
            | Place::Neck
            | Place::Shoulders
            | Place::Robe
            | Place::Waist
            | Place::Arms
            | Place::Hands
            | Place::Feet => 1,
        }
    }
}
