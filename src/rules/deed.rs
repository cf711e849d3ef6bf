//! What a story does to the world, deed by deed.

use super::unfold::Unfold;
use crate::tale::deed::Deed;
use crate::world::id::CreatureId;

/// Makes deeds happen, in order; `chooser` is who brought them about.
pub(super) fn run(now: &mut Unfold<'_>, chooser: CreatureId, deeds: &[Deed]) {
    let _ = (now, chooser, deeds);
}

/// The party wakes where the adventure began.
pub(super) fn wake_at_start(now: &mut Unfold<'_>) {
    let _ = now;
}
