//! Those who are taken for a thing, or not seen at all, until they move: how fights begin with them (SRD: Monsters,
//! False Appearance, Transparent).

use super::instinct;
use super::lasting;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::effect::EndsOn;
use crate::srd::instinct::Instinct;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// More than any perception reaches.
const NEVER: i32 = 99;

/// What perception must reach to notice a creature that has not moved yet; none for those that are seen at once.
pub(super) fn noticed_at(world: &World, one: &Creature) -> Option<i32> {
    instinct::of(world, one).find_map(|it| match it {
        Instinct::Unnoticed(dc) => Some(dc.map_or(NEVER, i32::from)),
        _ => None,
    })
}

/// Hides those who are not noticed as a fight begins.
pub(super) fn begins(now: &mut Unfold<'_>, who: CreatureId) {
    let total = now.creature(who).and_then(|one| noticed_at(now.world(), one));
    if let Some(total) = total.filter(|_| now.creature(who).is_some_and(|one| one.hidden.is_none())) {
        now.happens(Event::Hid { creature: who, total });
    }
}

/// Sleeps as a fight begins, until it is hurt, woken, or the noise of a round has woken it (ruling 61). Who has a head that
/// is awake does not.
pub(super) fn sleeps(now: &mut Unfold<'_>, who: CreatureId) {
    let wakeful = |one: &Creature| instinct::has(now.world(), one, |it| *it == Instinct::Wakeful);
    if now.creature(who).is_none_or(wakeful) {
        return;
    }
    let mut sleep = lasting::new(now, "sleep", who, Expires::TurnEnd(who, 1));
    sleep.condition = Some(Condition::Unconscious);
    sleep.ends_on = vec![EndsOn::Damage, EndsOn::Woken];
    lasting::begin(now, who, sleep);
}

/// True for those who keep still, so that they are not noticed: neither moved nor acted in this turn of theirs.
pub(super) fn keeps_still(world: &World, one: &Creature) -> bool {
    if noticed_at(world, one).is_none() {
        return false;
    }
    let Some(fight) = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id)) else { return true };
    let used = &fight.used;
    used.moved_feet == 0 && used.actions == 0 && !used.bonus && used.struck == 0
}

/// Whoever moves is seen for what it is.
pub(super) fn stirs(now: &mut Unfold<'_>, who: CreatureId) {
    let still = |one: &&Creature| one.hidden.is_some();
    if now.creature(who).filter(still).is_some_and(|one| noticed_at(now.world(), one).is_some()) {
        now.happens(Event::Revealed { creature: who });
    }
}
