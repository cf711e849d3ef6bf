//! What only a few spells change about their bearer: how magic sees it, who sees through its eyes (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};

use super::kind::CreatureKind;

/// A change that only a few spells bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weave {
    /// Magic that looks for types of creatures takes its bearer for one of this type.
    Appears(CreatureKind),
    /// Magic that looks for magic finds none on its bearer.
    NoAura,
    /// Whoever caused it sees from where its bearer is.
    Eyes,
    /// Its bearer is an image only, which whoever looks into it knows.
    Image,
    /// A spare body waits for its bearer's death.
    Spare,
    /// Only a spell of this level or higher dispels what gives it.
    DispelledFrom(u8),
}
