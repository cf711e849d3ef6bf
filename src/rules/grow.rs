//! Making a choice that race, class or level left open (SRD: Beyond 1st Level).

use super::command::Verb;
use super::figure;
use super::gate;
use super::owed;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::world::World;
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::CreatureId;

/// Every choice that is open.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = gate::at_leisure(world, who) else { return };
    let Some(sheet) = one.sheet() else { return };
    into.extend(owed::owed(world, sheet).into_iter().map(Verb::Grow));
}

/// Makes it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, growth: &Growth) -> Result<(), Refusal> {
    let one = gate::at_leisure(now.world(), who)?;
    let sheet = one.sheet().ok_or(Refusal::NoHero)?;
    if !owed::owed(now.world(), sheet).contains(growth) {
        return Err(Refusal::BadPlan);
    }
    let mut after = sheet.clone();
    after.grow(growth);
    let more = figure::hp_bonus(now.world(), &after) - figure::hp_bonus(now.world(), sheet);
    let hp_max = one.hp_max + more;
    now.happens(Event::Grew { creature: who, growth: growth.clone(), hp_max });
    Ok(())
}
