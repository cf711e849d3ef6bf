//! What comes back outside of rests: uses of something counted, spell slots (SRD: Classes).

use std::ops::RangeInclusive;

use super::afflict::Cause;
use super::caster;
use super::unfold::Unfold;
use crate::srd::effect::Regained;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// The highest slots that studying at rest brings back.
const RECOVERED_LEVEL_MAX: u8 = 5;

/// Brings it back.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, creature: CreatureId, what: &Regained) {
    match what {
        Regained::Uses(resource) => {
            now.happens(Event::UsesRegained { creature, resource: resource.clone(), count: u8::MAX })
        }
        Regained::SlotsByHalfLevel => slots(now, creature, cause.class_level()),
        Regained::Slot => {
            let spent = |one: &Creature| one.slots_spent.get(usize::from(cause.level.saturating_sub(1))).copied();
            if now.creature(creature).and_then(spent).is_some_and(|spent| spent > 0) {
                now.happens(Event::SlotRegained { creature, level: cause.level });
            }
        }
        Regained::ByLevel(resource) => {
            let (resource, count) = (resource.clone(), cause.level);
            now.happens(Event::UsesRegained { creature, resource, count });
        }
        Regained::SlotUpTo(level) => slot(now, creature, 1..=*level),
        Regained::SlotOf(level) => slot(now, creature, *level..=*level),
    }
}

/// The highest spent slot among these levels.
fn slot(now: &mut Unfold<'_>, creature: CreatureId, levels: RangeInclusive<u8>) {
    let Some(spent) = now.creature(creature).map(|one| one.slots_spent) else { return };
    let level = levels.rev().find(|level| spent.get(usize::from(*level) - 1).is_some_and(|spent| *spent > 0));
    if let Some(level) = level {
        now.happens(Event::SlotRegained { creature, level });
    }
}

/// The highest spent slots first, as far as half the level (rounded up) reaches.
fn slots(now: &mut Unfold<'_>, creature: CreatureId, class_level: u8) {
    let Some(one) = now.creature(creature) else { return };
    let mut left = class_level.div_ceil(2);
    let (mut spent, most) = (one.slots_spent, caster::slots(now.world(), one));
    for level in (1..=RECOVERED_LEVEL_MAX).rev() {
        let Some(spent) = spent.get_mut(usize::from(level) - 1) else { continue };
        let there = most.get(usize::from(level) - 1).copied().unwrap_or(0);
        while level <= left && *spent > 0 && there > 0 {
            *spent -= 1;
            left -= level;
            now.happens(Event::SlotRegained { creature, level });
        }
    }
}
