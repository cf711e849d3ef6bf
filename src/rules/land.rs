//! The one reader of `srd::land::Land`: which file does what spells do to places (SRD: Spell Descriptions).

use super::afflict::Cause;
use super::seal;
use super::unfold::Unfold;
use crate::srd::land::Land;

/// Does it to the place aimed at.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, land: &Land) {
    match land {
        Land::Seal => seal::shuts(now, cause),
        Land::Repair => seal::repairs(now, cause),
    }
}
