//! The thirteen kinds of damage (SRD: Damage Types).

use serde::{Deserialize, Serialize};

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum DamageKind {
    Acid,
    Bludgeoning,
    Cold,
    Fire,
    Force,
    Lightning,
    Necrotic,
    Piercing,
    Poison,
    Psychic,
    Radiant,
    Slashing,
    Thunder,
}

impl DamageKind {
    /// Its name in the tables and behind the dash of its message: `thunder`.
    pub const fn as_str(self) -> &'static str {
        match self {
            DamageKind::Acid => "acid",
            DamageKind::Bludgeoning => "bludgeoning",
            DamageKind::Cold => "cold",
            DamageKind::Fire => "fire",
            DamageKind::Force => "force",
            DamageKind::Lightning => "lightning",
            DamageKind::Necrotic => "necrotic",
            DamageKind::Piercing => "piercing",
            DamageKind::Poison => "poison",
            DamageKind::Psychic => "psychic",
            DamageKind::Radiant => "radiant",
            DamageKind::Slashing => "slashing",
            DamageKind::Thunder => "thunder",
        }
    }
}
