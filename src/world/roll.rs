//! A d20 as it was rolled: faces, edge, what was added.

use serde::{Deserialize, Serialize};

use crate::dice::Face;

/// A d20 roll with all that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct D20 {
    /// One face, or two with advantage or disadvantage; rerolled faces follow.
    pub faces: Vec<Face>,
    /// The face that counts.
    pub kept: Face,
    /// Advantage, disadvantage, or neither.
    pub edge: Edge,
    /// Faces of dice that were added or taken (bless, guidance, bane).
    pub dice: Vec<Face>,
    /// Everything added to the kept face, those dice included.
    pub bonus: i32,
}

impl D20 {
    /// The kept face and everything added.
    pub fn total(&self) -> i32 {
        i32::from(self.kept.0) + self.bonus
    }
}

/// Advantage or disadvantage; both together are neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edge {
    /// Neither.
    #[default]
    Even,
    /// The higher of two.
    Advantage,
    /// The lower of two.
    Disadvantage,
}
