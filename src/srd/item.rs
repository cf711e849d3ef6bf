//! Weapons, armour and gear with weights and prices (SRD: Equipment).

use serde::{Deserialize, Serialize};

use super::damage::DamageKind;
use super::effect::Effect;
use super::id::{ItemId, MonsterId};
use super::magic::Magic;
use crate::dice::Amount;

/// One thing that can be owned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name in the tables.
    pub id: ItemId,
    /// What it is good for.
    pub use_: Use,
    /// Price in copper pieces; none when it is not for sale.
    #[serde(default)]
    pub cost_cp: Option<u32>,
    /// Weight of one in thousandths of a pound: exact also for one arrow out of twenty.
    #[serde(default)]
    pub weight_millipounds: u32,
    /// How many the price buys.
    #[serde(default = "one")]
    pub bundle: u16,
    /// Its magic, where it has any.
    #[serde(default)]
    pub magic: Option<Magic>,
}

const fn one() -> u16 {
    1
}

/// What an item is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Use {
    /// Attacks.
    Weapon(Weapon),
    /// Is worn.
    Armour(Armour),
    /// Is borne on the arm: armour class goes up by this.
    Shield(u8),
    /// Is shot: the name of the family of weapons that shoot it.
    Ammunition,
    /// A spellcasting focus.
    Focus(Focus),
    /// Is used up by an action for its effects on a target.
    Consumed {
        /// What it does.
        effects: Vec<Effect>,
        /// Thrown so far at the most, feet; none means on oneself or someone in reach.
        #[serde(default)]
        thrown_feet: Option<u16>,
        /// How many uses one of it has.
        #[serde(default = "one")]
        uses: u16,
    },
    /// Gives light: bright and further dim radius in feet, burning so many minutes.
    Light {
        /// Bright light, feet.
        bright_feet: u16,
        /// Further dim light, feet.
        dim_feet: u16,
        /// Burns so long.
        minutes: u16,
        /// What it burns, where that is bought apart.
        #[serde(default)]
        fuel: Option<ItemId>,
    },
    /// Opens into other things: item and count.
    Bundle(Vec<(ItemId, u16)>),
    /// A tool that one may be trained in.
    Tool,
    /// Food and drink for so many days.
    Food(u16),
    /// Anything else.
    Gear,
    /// Poison.
    Poison {
        /// How it gets into a body.
        gets_in: Poison,
        /// What it does there.
        effects: Vec<Effect>,
    },
    /// An animal that bears a rider or loads.
    Mount {
        /// Its stat block.
        block: MonsterId,
        /// What it bears, pounds.
        carries_pounds: u16,
    },
    /// A vehicle or a ship; how fast it goes by itself, in eighths of a mile an hour.
    Vehicle {
        /// 0 for what animals draw.
        furlongs_an_hour: u16,
    },
    /// Goods that are sold for what they cost.
    Goods,
    /// Stands for one of these in starting equipment; never owned itself.
    OneOf(Vec<ItemId>),
}

/// How a poison gets into a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Poison {
    Contact,
    Ingested,
    Inhaled,
    Injury,
}

/// A weapon's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weapon {
    /// Martial rather than simple.
    #[serde(default)]
    pub martial: bool,
    /// Fights at range: bows, crossbows, darts, slings.
    #[serde(default)]
    pub ranged: bool,
    /// Damage of one hit; none for the net.
    #[serde(default)]
    pub damage: Option<Amount>,
    /// Its kind.
    pub kind: DamageKind,
    /// Damage in both hands.
    #[serde(default)]
    pub versatile: Option<Amount>,
    /// Normal and long range in feet, where it is thrown or shot.
    #[serde(default)]
    pub range_feet: Option<(u16, u16)>,
    /// What it shoots.
    #[serde(default)]
    pub ammunition: Option<ItemId>,
    /// Its properties.
    #[serde(default)]
    pub properties: Vec<Property>,
    /// Magic: to hit and to hurt.
    #[serde(default)]
    pub plus: i8,
    /// What a hit does besides.
    #[serde(default)]
    pub hit: Vec<Effect>,
    /// What a roll of 20 does besides.
    #[serde(default)]
    pub critical: Vec<Effect>,
}

/// A weapon's property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Property {
    Finesse,
    Heavy,
    Light,
    Loading,
    Reach,
    Special,
    Thrown,
    TwoHanded,
}

impl Property {
    /// Its name in the tables and behind the dash of its message: `two_handed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Property::Finesse => "finesse",
            Property::Heavy => "heavy",
            Property::Light => "light",
            Property::Loading => "loading",
            Property::Reach => "reach",
            Property::Special => "special",
            Property::Thrown => "thrown",
            Property::TwoHanded => "two_handed",
        }
    }
}

/// Armour's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Armour {
    /// Its weight class.
    pub weight: ArmourWeight,
    /// Armour class without dexterity.
    pub ac: u8,
    /// The least strength to walk in it at full speed.
    #[serde(default)]
    pub strength: Option<u8>,
    /// Made of metal.
    #[serde(default)]
    pub metal: bool,
    /// Disadvantage on stealth.
    #[serde(default)]
    pub loud: bool,
    /// Minutes to put on.
    pub don_minutes: u16,
    /// Minutes to take off.
    pub doff_minutes: u16,
}

/// A weight class of armour: dexterity counts wholly, up to 2, not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum ArmourWeight {
    Light,
    Medium,
    Heavy,
}

/// Whose focus it is; a pouch serves everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Focus {
    Arcane,
    Druidic,
    Holy,
    Instrument,
    Pouch,
}
