//! Players and their places at the table.

use serde::{Deserialize, Serialize};

use super::id::{CreatureId, PlayerId};

/// A person at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// The name everyone sees.
    pub name: String,
    /// Whether the player's machine answers; the table's charter says what an absent player's hero does.
    pub present: bool,
}

/// What becomes of a hero whose player's machine does not answer. He never dies of that alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stead {
    /// He stands up, dodges and waits.
    #[default]
    Guard,
    /// Play waits for him.
    Pause,
    /// The machine fights for him.
    Machine,
    /// Play waits for him, and whoever is here may play him meanwhile.
    Friend,
}

/// A place at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// Who holds it.
    pub player: PlayerId,
    /// The hero, once made.
    pub creature: Option<CreatureId>,
}
