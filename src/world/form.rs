//! Another shape that a creature has for a while: whose body, and what of the true one it hides or leaves.

use serde::{Deserialize, Serialize};

use crate::srd::conjure::Keeps;
use crate::srd::id::MonsterId;
use crate::srd::kind::Size;

/// Another shape, and what of the true one it hides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The stat block that it has now.
    pub monster: MonsterId,
    /// Intelligence, wisdom, charisma, and what was learned stay as they were.
    pub keeps_mind: bool,
    /// Spells may be cast in it.
    pub casts: bool,
    /// The true hit points.
    pub hp: i32,
    /// The most that they can be.
    pub hp_max: i32,
    /// The true size.
    pub size: Size,
    /// What else of the true shape stays.
    pub keeps: Keeps,
}
