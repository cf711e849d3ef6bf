//! The reader of `srd::wonder::Wonder`: what only a few spells do (SRD: Spell Descriptions).

use super::afflict::{self, Cause};
use super::unfold::Unfold;
use crate::srd::wonder::Wonder;
use crate::world::id::CreatureId;

/// Does it to these targets.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, wonder: &Wonder, targets: &[CreatureId]) {
    match wonder {
        Wonder::For { only, then } => {
            let targets = afflict::filtered(now.world(), cause, Some(only), targets);
            afflict::run(now, cause, then, &targets);
        }
    }
}
