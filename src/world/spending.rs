//! What a turn can be made to pay with: actions, attacks, feet, and what they leave open.

use serde::{Deserialize, Serialize};

/// A part of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spending {
    /// The action.
    Action,
    /// The bonus action.
    Bonus,
    /// The reaction.
    Reaction,
    /// The free interaction.
    Object,
    /// One attack of an attack action; the number says how many are left.
    Attack(u8),
    /// Feet of movement (standing up and the like).
    Feet(u16),
    /// Feet gained by dashing.
    Dashed(u16),
    /// One further action this turn.
    Surge,
    /// The off-hand attack became possible.
    LightAttack,
    /// A spell was cast with the bonus action.
    BonusSpell,
    /// A spell of 1st level or higher was cast with an action.
    LeveledSpell,
    /// The attack action was taken with a fist or a weapon that counts as one.
    Martial,
    /// So many unarmed strikes of a flurry are left.
    Flurry(u8),
    /// The further action of the hasted.
    Hasted,
    /// A weapon that must be loaded was shot with this action.
    Loaded,
}
