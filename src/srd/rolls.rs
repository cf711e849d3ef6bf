//! Which rolls a modifier changes, under which circumstances, and what one may be trained in.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::condition::Condition;
use super::id::ItemId;

/// Which rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum On {
    /// Attack rolls.
    Attacks,
    /// Every saving throw.
    Saves,
    /// Saving throws of one ability.
    Save(Ability),
    /// Saving throws against being charmed, frightened, poisoned, put to sleep ...
    SaveAgainst(Condition),
    /// Saving throws of intelligence, wisdom and charisma against magic.
    SavesAgainstMagic(Ability),
    /// Every ability check.
    Checks,
    /// Checks of one ability.
    Check(Ability),
    /// Checks with one skill.
    Skill(Skill),
    /// Initiative.
    Initiative,
    /// Saving throws against spells and other magic.
    AgainstMagic,
    /// Saving throws against being turned.
    AgainstTurning,
    /// Attack rolls with weapons and fists.
    WeaponAttacks,
    /// Death saving throws.
    DeathSaves,
    /// Checks of one sort of effort.
    Effort(Effort),
}

/// What a check is an effort at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say all there is")]
pub enum Effort {
    Climb,
    Swim,
}

/// Circumstances of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// Always.
    Always,
    /// With a ranged weapon.
    RangedWeapon,
    /// With a melee weapon.
    MeleeWeapon,
    /// With a melee weapon in one hand and no other weapon.
    OneHandedAlone,
    /// With a melee weapon in both hands.
    TwoHanded,
    /// With a finesse or ranged weapon.
    FinesseOrRanged,
    /// With a melee weapon or a fist, and with strength.
    MeleeStrength,
    /// With any weapon.
    AnyWeapon,
    /// With a longbow or a shortbow.
    Bow,
    /// With a melee weapon that is thrown.
    Thrown,
}

/// Something one is trained in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Training {
    /// A skill.
    Skill(Skill),
    /// A saving throw.
    Save(Ability),
    /// All simple weapons.
    SimpleWeapons,
    /// All martial weapons.
    MartialWeapons,
    /// One weapon or tool.
    Item(ItemId),
    /// Light armour.
    LightArmour,
    /// Medium armour.
    MediumArmour,
    /// Heavy armour.
    HeavyArmour,
    /// Shields.
    Shields,
}
