//! Names of the book's records: short, lower-case, stable (`fire_bolt`, `chain_mail`).

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The id spelled this way; whether the book has it is for the book to say.
            pub fn new(text: &str) -> $name {
                $name(SmolStr::new(text))
            }

            /// The id as it is spelled in the book's tables.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A race or subrace of heroes.
    RaceId
    /// A class.
    ClassId
    /// A background.
    BackgroundId
    /// A class feature, a fighting style, a racial trait, a feat or a monster's trait.
    FeatureId
    /// A spell.
    SpellId
    /// A stat block.
    MonsterId
    /// An action of a stat block.
    ActionId
    /// A form of a shape changer, within its stat block.
    FormId
    /// A weapon, an armour, a piece of gear, a tool, a pack of gear, a magic item.
    ItemId
    /// Something that is used up and comes back with a rest: `second_wind`, `channel_divinity`.
    ResourceId
    /// A language.
    LanguageId
    /// A kind within a creature's type: `goblinoid`, `elf`.
    SubkindId
    /// A trap.
    TrapId
    /// A disease.
    DiseaseId
}
