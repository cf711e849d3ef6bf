//! Time outside of fights: it passes, and what lasts until then is over.

use super::lasting;
use super::unfold::Unfold;
use crate::world::event::Event;

/// A minute: one try at a lock, one look around.
pub(super) const MINUTE_SECONDS: u32 = 60;
/// An hour.
pub(super) const HOUR_SECONDS: u32 = 3600;

/// Lets time pass and ends what it ends; a spell is let go once nothing hangs on it any more.
pub(super) fn pass(now: &mut Unfold<'_>, seconds: u32) {
    now.happens(Event::TimePassed { seconds });
    lasting::run_out(now);
    let world = now.world();
    let idle = world.now.creatures.values().filter(|one| one.concentration.is_some()).filter(|one| {
        let mut all = world.now.creatures.values().flat_map(|other| other.ongoing.values());
        !all.any(|lasts| lasts.concentration && lasts.source == one.id)
    });
    for who in idle.map(|one| one.id).collect::<Vec<_>>() {
        lasting::end_concentration(now, who);
    }
}
