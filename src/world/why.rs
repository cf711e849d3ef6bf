//! Why a creature that nobody plays does what it does: the short reasons that the log gives.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::id::CreatureId;

/// One reason for what was chosen where there was a choice. Append-only, like all that is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// So many foes stand where this action or spell strikes.
    Several {
        /// The action or the spell, as the book names it.
        with: SmolStr,
        /// How many foes it catches.
        foes: u8,
    },
    /// One blow may fell this one.
    Falling(CreatureId),
    /// This one is hurt the worst.
    Wounded(CreatureId),
    /// This one has the least left.
    Weakest(CreatureId),
    /// This one holds a spell together.
    Holding(CreatureId),
    /// This one is nearest, and it does not look farther.
    Nearest(CreatureId),
    /// A friend fights this one already.
    Beside(CreatureId),
    /// This one is the easiest to hit.
    Open(CreatureId),
    /// It must get away from this one.
    Flees(CreatureId),
    /// This friend lies dying.
    Rescues(CreatureId),
}
