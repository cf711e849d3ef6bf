//! The small choices inside an effect: in reach or at range, what success leaves, which action, which way.

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::id::ResourceId;

/// In reach or at range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// In reach.
    Melee,
    /// At range.
    Ranged,
}

/// What a successful saving throw leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Success {
    /// Nothing happens.
    #[default]
    None,
    /// Half the damage and nothing else.
    Half,
    /// These effects instead.
    Then(Vec<Effect>),
}

/// An action of the book that something allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Grant {
    Action,
    Dash,
    Disengage,
    Dodge,
    Hide,
    Help,
    Search,
    Attack,
    Escape,
    UseObject,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Regained {
    /// All uses of a resource.
    Uses(ResourceId),
    /// Spell slots worth half the class level (rounded up), none above 5th.
    SlotsByHalfLevel,
    /// One spell slot of the level that was paid for.
    Slot,
    /// As many uses of a resource as the slot that was spent had levels.
    ByLevel(ResourceId),
    /// One spell slot, the highest up to this level.
    SlotUpTo(u8),
    /// One spell slot of this level.
    SlotOf(u8),
}

/// Which way something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Away from whoever acts.
    Away,
    /// Towards whoever acts.
    Towards,
    /// Whoever acts, where he likes and can see.
    Teleport,
    /// Up the map.
    North,
    /// To the right.
    East,
    /// Down the map.
    South,
    /// To the left.
    West,
}
