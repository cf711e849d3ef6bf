//! What casting a spell uses up: a slot, or one of the casts that come of themselves (SRD: Innate Spellcasting).

use super::caster;
use super::free;
use super::unfold::Unfold;
use crate::srd::spell::Spell;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Spends the slot, or one of the casts that come of themselves.
pub(super) fn pays(now: &mut Unfold<'_>, who: CreatureId, spell: &Spell, level: u8) {
    if now.creature(who).is_some_and(|one| one.sheet().is_some()) {
        return free::pay(now, who, spell, level);
    }
    if level == 0 {
        return;
    }
    match now.creature(who).and_then(|one| caster::innate_left(now.world(), one, &spell.id)) {
        Some(u8::MAX) => {}
        Some(_) => now.happens(Event::UseSpent { creature: who, resource: caster::innate_uses(&spell.id), count: 1 }),
        None => now.happens(Event::SlotSpent { creature: who, level }),
    }
}
