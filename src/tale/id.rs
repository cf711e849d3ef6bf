//! Names within one adventure.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The id spelled this way; whether the adventure has it is for the lint to say.
            pub fn new(text: &str) -> $name {
                $name(SmolStr::new(text))
            }

            /// The id as the author spelled it.
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
    /// A map.
    MapId
    /// A thing on a map: a door, a chest, a trap, a person, a way out.
    ThingId
    /// A scene.
    SceneId
    /// A choice within its scene.
    ChoiceId
    /// A shop.
    ShopId
    /// A fact that the story remembers as a number.
    FlagId
    /// A sentence in the adventure's own Fluent files.
    TextId
}
