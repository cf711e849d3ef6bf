//! Preparing spells after a long rest (SRD: Spellcasting).
//!
//! Ruling: spells are prepared within the hour after the party has woken.

use std::collections::BTreeSet;

use super::choices;
use super::clock::HOUR_SECONDS;
use super::command::Verb;
use super::figure;
use super::gate;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{caster, choices::Pick};
use crate::srd::class::Ready;
use crate::srd::id::SpellId;
use crate::world::World;
use crate::world::creature::{Creature, Sheet};
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// What the creature may ask for here: what is prepared now with one spell exchanged. Every other choice of as many
/// spells is accepted too.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(pick) = allowed(world, who) else { return };
    let Some(sheet) = world.creature(who).and_then(Creature::sheet) else { return };
    let kept: Vec<&SpellId> = sheet.prepared.iter().filter(|spell| pick.of.contains(spell)).collect();
    let others = || pick.of.iter().filter(|spell| !sheet.prepared.contains(*spell));
    if kept.len() < pick.count {
        // A new level has made room: fill it up in the order of the names.
        let spells = kept.iter().copied().chain(others()).take(pick.count).cloned().collect();
        into.push(Verb::Prepare { spells });
        return;
    }
    for out in &kept {
        for other in others() {
            let spells = kept.iter().map(|spell| if spell == out { other } else { *spell }).take(pick.count).cloned();
            into.push(Verb::Prepare { spells: spells.collect() });
        }
    }
}

/// Prepares.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, spells: &[SpellId]) -> Result<(), Refusal> {
    if !allowed(now.world(), who)?.allows(spells) {
        return Err(Refusal::NoSuchSpell);
    }
    now.happens(Event::Prepared { creature: who, spells: spells.to_vec() });
    Ok(())
}

/// So many spells out of these may be ready at a time; for the spell page. None for those who do not cast.
pub fn ready(world: &World, one: &Creature) -> Option<Pick<SpellId>> {
    let sheet = one.sheet()?;
    let (class, level) = sheet.classes.iter().find(|(class, _)| casts(world, class))?;
    let casting = world.book.classes.get(class)?.casting.as_ref()?;
    let count = choices::prepared_count(figure::modifier(world, one, casting.ability), *level);
    let of = match casting.ready {
        Ready::Prepared => listed(world, one, class, sheet),
        Ready::Spellbook { .. } => sheet.spellbook.iter().cloned().collect(),
    };
    Some(Pick { count: count.min(of.len()), of })
}

fn listed(world: &World, one: &Creature, class: &crate::srd::id::ClassId, sheet: &Sheet) -> Vec<SpellId> {
    let always: BTreeSet<&SpellId> = caster::always(world, sheet).into_iter().collect();
    let slots = caster::slots(world, one);
    let levels = (1u8..).zip(slots).filter(|(_, slots)| *slots > 0).map(|(level, _)| level);
    let all = levels.flat_map(|level| choices::list(&world.book, class, level));
    all.filter(|spell| !always.contains(spell)).collect()
}

fn casts(world: &World, class: &crate::srd::id::ClassId) -> bool {
    world.book.classes.get(class).is_some_and(|class| class.casting.is_some())
}

fn allowed(world: &World, who: CreatureId) -> Result<Pick<SpellId>, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let woken = world.now.long_rest_seconds.ok_or(Refusal::NotRestful)?;
    if world.now.clock_seconds > woken + u64::from(HOUR_SECONDS) {
        return Err(Refusal::NotRestful);
    }
    ready(world, one).ok_or(Refusal::NotTrained)
}
