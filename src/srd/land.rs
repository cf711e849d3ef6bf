//! What spells do to places, as data: doors, broken things, ground, ways (SRD: Spell Descriptions).

use serde::{Deserialize, Serialize};

/// One operation of a spell on the place that it is aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Land {
    /// Holds the door or the chest there shut, until something ends it.
    Seal,
    /// What the thing there has lost without breaking is whole again.
    Repair,
}
