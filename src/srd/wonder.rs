//! What only a few spells do, as data (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::filter::Filter;

/// One operation of a spell on whoever it touches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Wonder {
    /// For those that a filter lets through.
    For {
        /// Which.
        only: Filter,
        /// What happens to them.
        then: Vec<Effect>,
    },
}

impl Wonder {
    /// The effects inside it.
    pub fn effects(&self) -> &[Effect] {
        match self {
            Wonder::For { then, .. } => then,
        }
    }
}
