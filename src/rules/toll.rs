//! Counts that no rest clears (days without food, breath, how far a disease has gone), and telling how somebody poses.

use super::unfold::Unfold;
use crate::world::World;
use crate::world::event::Event;
use crate::world::hardship::{Hardship, Pose};
use crate::world::id::CreatureId;

/// How far something has come.
pub(super) fn of(world: &World, who: CreatureId, toll: &str) -> u8 {
    world.creature(who).and_then(|one| one.tolls.get(toll)).copied().unwrap_or_default()
}

/// It has come so far now; at 0 it is over.
pub(super) fn set(now: &mut Unfold<'_>, creature: CreatureId, toll: &str, count: u8) {
    if of(now.world(), creature, toll) != count {
        now.happens(Event::Hardship(Box::new(Hardship::Tolled { creature, toll: toll.into(), count })));
    }
}

/// One level of exhaustion less, if there is one.
pub(super) fn rests(now: &mut Unfold<'_>, creature: CreatureId) {
    if now.creature(creature).is_some_and(|one| one.exhaustion > 0) {
        now.happens(Event::ExhaustionEased { creature });
    }
}

/// Tells how somebody holds himself.
pub(super) fn poses(now: &mut Unfold<'_>, creature: CreatureId, pose: Pose, target: Option<CreatureId>) {
    now.happens(Event::Hardship(Box::new(Hardship::Posed { creature, pose, target })));
}
