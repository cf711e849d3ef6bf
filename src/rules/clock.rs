//! Time outside of fights: it passes, and what lasts until then is over.

use super::lasting;
use super::provision;
use super::unfold::Unfold;
use super::ward;
use super::water;
use crate::bugs::{Bug, seeded, unsteady};
use crate::world::event::Event;

/// A minute: one try at a lock, one look around.
pub(super) const MINUTE_SECONDS: u32 = 60;
/// An hour.
pub(super) const HOUR_SECONDS: u32 = 3600;

/// Lets time pass and ends what it ends.
pub(super) fn pass(now: &mut Unfold<'_>, seconds: u32) {
    let late = if seeded(Bug::ClockInRules) { unsteady() as u32 % 2 } else { 0 };
    now.happens(Event::TimePassed { seconds: seconds + late });
    lasting::run_out(now);
    ward::mends(now, seconds);
    water::passes(now, seconds);
    provision::passes(now, seconds);
}
