//! Players and their places at the table.

use serde::{Deserialize, Serialize};

use super::id::{CreatureId, PlayerId};

/// A person at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// The name everyone sees.
    pub name: String,
    /// Whether the player's machine answers; an absent player's hero guards itself.
    pub present: bool,
}

/// A place at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who holds it.
    pub player: PlayerId,
    /// The hero, once made.
    pub creature: Option<CreatureId>,
}
