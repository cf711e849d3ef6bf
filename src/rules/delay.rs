//! Spells of the slowed: on half of the dice they take an action of the next turn as well (SRD: Slow).

use super::cast::{self, Casting};
use super::figure;
use super::lasting;
use super::unfold::Unfold;
use crate::dice::D20;
use crate::srd::conjure::May;
use crate::srd::effect::Until;
use crate::srd::modifier::Modifier;
use crate::srd::spell::Time;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// From this face on the spell is not ready before the next turn.
const LATE: u16 = 11;

/// Rolls whether the spell of somebody slowed is late; it then waits for his next action, and is lost without one.
pub(super) fn delays(now: &mut Unfold<'_>, who: CreatureId, casting: &Casting) -> bool {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|_| world.now.encounter.is_some()) else { return false };
    let slow = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Slowed));
    if !slow || casting.spell.time != Time::Action {
        return false;
    }
    let spell = &casting.spell;
    let range_feet = cast::aimed(world, one, spell, casting.level, &casting.how).range_feet.unwrap_or(0);
    let face = now.roll(D20);
    now.happens(Event::TableRolled { creature: who, face });
    if face.0 < LATE {
        return false;
    }
    let expires = lasting::expires(now.world(), Until::EndOfTargetTurn, who, who);
    let mut waits = lasting::new(now, spell.id.as_str(), who, expires);
    waits.level = casting.level;
    waits.may = Some(Box::new(May { casts: true, ..May::let_go(spell, range_feet, Until::EndOfTargetTurn) }));
    lasting::begin(now, who, waits);
    true
}
