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
use crate::srd::class::{Ready, Slots};
use crate::srd::id::{ClassId, SpellId};
use crate::world::World;
use crate::world::creature::{Creature, Sheet};
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// What the creature may ask for here: what is prepared now with one spell exchanged. Every other choice of as many
/// spells is accepted too.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(lists) = allowed(world, who) else { return };
    let Some(sheet) = world.creature(who).and_then(Creature::sheet) else { return };
    for (class, pick) in lists {
        let own = |spell: &&SpellId| sheet.learnt.get(*spell).is_none_or(|of| *of == class);
        let kept: Vec<&SpellId> = sheet.prepared.iter().filter(own).filter(|spell| pick.of.contains(spell)).collect();
        let others = || pick.of.iter().filter(|spell| !sheet.prepared.contains(*spell));
        if kept.len() < pick.count {
            // A new level has made room: fill it up in the order of the names.
            let spells: Vec<_> = kept.iter().copied().chain(others()).take(pick.count).cloned().collect();
            into.extend((spells.len() == pick.count).then_some(Verb::Prepare { spells }));
            continue;
        }
        for out in &kept {
            for other in others() {
                let spells = kept.iter().map(|spell| if spell == out { other } else { *spell }).take(pick.count);
                into.push(Verb::Prepare { spells: spells.cloned().collect() });
            }
        }
    }
}

/// Prepares, for the first class that may prepare just these.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, spells: &[SpellId]) -> Result<(), Refusal> {
    let lists = allowed(now.world(), who)?;
    let fits = lists.into_iter().find(|(_, pick)| pick.allows(spells));
    let (class, _) = fits.ok_or(Refusal::NoSuchSpell)?;
    now.happens(Event::Prepared { creature: who, class, spells: spells.to_vec() });
    Ok(())
}

/// So many spells out of these may be ready at a time, for each class that prepares.
pub fn ready(world: &World, one: &Creature) -> Vec<(ClassId, Pick<SpellId>)> {
    let Some(sheet) = one.sheet() else { return Vec::new() };
    let picks = sheet.classes.iter().filter_map(|(id, level)| {
        let class = world.book.classes.get(id)?;
        let casting = class.casting.as_ref()?;
        let levels = if casting.slots == Slots::Half { level / 2 } else { *level };
        let count = choices::prepared_count(figure::modifier(world, one, casting.ability), levels);
        let most = caster::slot_max(class, *level);
        let of: Vec<SpellId> = match casting.ready {
            Ready::Prepared => listed(world, id, sheet, most),
            Ready::Spellbook { .. } => sheet.spellbook.iter().cloned().collect(),
            Ready::Known => return None,
        };
        // What another class has prepared is not prepared twice.
        let of: Vec<SpellId> =
            of.into_iter().filter(|spell| sheet.learnt.get(spell).is_none_or(|of| of == id)).collect();
        (most > 0).then(|| (id.clone(), Pick { count: count.min(of.len()), of }))
    });
    picks.collect()
}

fn listed(world: &World, class: &ClassId, sheet: &Sheet, most: u8) -> Vec<SpellId> {
    let always: BTreeSet<&SpellId> = caster::always(world, sheet).collect();
    let all = (1..=most).flat_map(|level| choices::list(&world.book, class, level));
    all.filter(|spell| !always.contains(spell)).collect()
}

fn allowed(world: &World, who: CreatureId) -> Result<Vec<(ClassId, Pick<SpellId>)>, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let woken = world.now.long_rest_seconds.ok_or(Refusal::NotRestful)?;
    if world.now.clock_seconds > woken + u64::from(HOUR_SECONDS) {
        return Err(Refusal::NotRestful);
    }
    let lists = ready(world, one);
    if lists.is_empty() { Err(Refusal::NotTrained) } else { Ok(lists) }
}
