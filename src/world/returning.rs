//! Those who have died and will come back: what, where, when.

use serde::{Deserialize, Serialize};

use crate::srd::id::MonsterId;
use crate::tale::id::MapId;
use crate::tale::map::Tile;

/// So many can be on their way back at once; more do not come.
pub const RETURNING_MAX: usize = 64;

/// Somebody who will come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    /// Its stat block.
    pub monster: MonsterId,
    /// On which map.
    pub map: MapId,
    /// Where.
    pub at: Tile,
    /// From this second on.
    pub seconds: u64,
}
