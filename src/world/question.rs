//! A choice that someone owes before play goes on, and what waits for the answer. Saved like everything else.

use serde::{Deserialize, Serialize};

use super::event::{D20, Weapon};
use super::id::CreatureId;
use crate::srd::id::SpellId;
use crate::tale::map::Tile;

/// A choice that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who owes it.
    pub of: CreatureId,
    /// What is asked.
    pub asks: Asks,
    /// What goes on once it is answered.
    pub then: Pending,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asks {
    /// Strike at someone who leaves your reach?
    OpportunityAttack(CreatureId),
    /// Cast this reaction spell?
    Reaction(SpellId),
    /// Hinder an attack on a neighbour with your shield?
    Protect(CreatureId),
    /// Let the readied action happen?
    Readied,
}

/// What waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pending {
    /// Nothing: the question stands alone.
    Nothing,
    /// A walk goes on over these tiles.
    Walk {
        /// Who walks.
        creature: CreatureId,
        /// The tiles that are left.
        path: Vec<Tile>,
    },
    /// An attack that was announced is rolled.
    Roll {
        /// Who attacks.
        attacker: CreatureId,
        /// Whom.
        target: CreatureId,
        /// With what.
        weapon: Weapon,
    },
    /// An attack that hit does its damage.
    Hit {
        /// Who attacks.
        attacker: CreatureId,
        /// Whom.
        target: CreatureId,
        /// With what.
        weapon: Weapon,
        /// The roll.
        roll: D20,
    },
}
