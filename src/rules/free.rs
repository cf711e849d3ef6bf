//! Spells cast without a slot or only so often: invocations, arcana, mastered spells, racial gifts (SRD: Classes, Races).

use super::caster;
use super::figure;
use super::unfold::Unfold;
use crate::srd::feature::Free;
use crate::srd::filter::Filter;
use crate::srd::id::{ResourceId, SpellId};
use crate::srd::knack::Knack;
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// How one way of casting a spell apart from slots may be used.
struct Gift<'w> {
    level: u8,
    free: Free,
    oneself: bool,
    only: Option<&'w Filter>,
}

/// Every such way for a spell.
fn gifts<'w>(world: &'w World, one: &'w Creature, spell: &Spell) -> Vec<Gift<'w>> {
    let knacks = figure::knacks(world, one).filter_map(|knack| match knack {
        Knack::Casts { spell: id, level, free, oneself, only, .. } if *id == spell.id => {
            Some(Gift { level: *level, free: *free, oneself: *oneself, only: only.as_ref() })
        }
        _ => None,
    });
    let granted = one.sheet().and_then(|sheet| sheet.granted.get(&spell.id)).and_then(|id| world.book.features.get(id));
    let learns = granted.into_iter().flat_map(|feature| &feature.learns);
    let learns = learns.filter(|it| {
        it.free != Free::Never && it.levels.is_none_or(|(least, most)| (least..=most).contains(&spell.level))
    });
    let learns = learns.take(1).map(|it| Gift { level: spell.level, free: it.free, oneself: false, only: None });
    knacks.chain(learns).collect()
}

/// True when it needs no slot at this level now.
pub(super) fn is_free(world: &World, one: &Creature, spell: &Spell, level: u8) -> bool {
    gifts(world, one, spell).iter().any(|gift| {
        gift.level == level
            && match gift.free {
                Free::AtWill => true,
                Free::ShortRest | Free::LongRest => !one.spent.contains_key(&counter(&spell.id, gift.free)),
                Free::Never | Free::Ritual => false,
            }
    })
}

/// Whether it may be cast from a slot: what is only a gift may not, but for those that ask for a slot once a day.
pub(super) fn takes_slot(world: &World, one: &Creature, spell: &Spell) -> bool {
    let gifts = gifts(world, one, spell);
    let daily = gifts.iter().any(|gift| gift.free == Free::Never);
    let open = !one.spent.contains_key(&counter(&spell.id, Free::LongRest));
    gifts.is_empty() || learnt(world, one, spell) || (daily && open)
}

/// True when it may be cast at nobody but its caster.
pub(super) fn only_oneself(world: &World, one: &Creature, spell: &Spell) -> bool {
    let gifts = gifts(world, one, spell);
    !gifts.is_empty() && gifts.iter().all(|gift| gift.oneself) && !learnt(world, one, spell)
}

/// Whether a gift lets it be cast at this target: some are for certain creatures only.
pub(super) fn may_target(world: &World, one: &Creature, spell: &Spell, target: CreatureId) -> bool {
    let gifts = gifts(world, one, spell);
    let suits = |gift: &Gift<'_>| {
        let other = world.creature(target);
        gift.only.is_none_or(|only| other.is_some_and(|it| super::sieve::matches(world, one.id, only, it)))
    };
    gifts.is_empty() || gifts.iter().any(suits) || learnt(world, one, spell)
}

/// True when the caster has it ready besides.
fn learnt(world: &World, one: &Creature, spell: &Spell) -> bool {
    one.sheet().is_some_and(|sheet| {
        sheet.cantrips.contains(&spell.id)
            || sheet.prepared.contains(&spell.id)
            || sheet.learnt.contains_key(&spell.id)
            || caster::always(world, sheet).any(|id| *id == spell.id)
    })
}

/// Whether its caster may cast it as a ritual: out of a book of rituals, or where it is ready for a class of rituals.
pub(super) fn knows_ritual(world: &World, one: &Creature, spell: &Spell) -> bool {
    let Some(sheet) = one.sheet() else { return false };
    let ready = learnt(world, one, spell);
    let mut classes = sheet.classes.iter().filter_map(|(id, _)| world.book.classes.get(id)?.casting.as_ref());
    sheet.spellbook.contains(&spell.id)
        || (ready && classes.any(|casting| casting.rituals))
        || gifts(world, one, spell).iter().any(|gift| gift.free == Free::Ritual)
}

/// Pays for the spell: by a gift where there is one, else with a slot.
pub(super) fn pay(now: &mut Unfold<'_>, creature: CreatureId, spell: &Spell, level: u8) {
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    if is_free(world, one, spell, level) {
        let gift = gifts(world, one, spell).into_iter().find(|gift| gift.level == level);
        if let Some(free) = gift.map(|gift| gift.free).filter(|free| *free != Free::AtWill) {
            now.happens(Event::UseSpent { creature, resource: counter(&spell.id, free), count: 1 });
        }
        return;
    }
    let daily = gifts(world, one, spell).iter().any(|gift| gift.free == Free::Never) && !learnt(world, one, spell);
    if level > 0 {
        caster::spend_slot(now, creature, level);
    }
    if daily {
        now.happens(Event::UseSpent { creature, resource: counter(&spell.id, Free::LongRest), count: 1 });
    }
}

/// What such a casting is counted as; what comes back by night only is told apart by its name.
fn counter(spell: &SpellId, free: Free) -> ResourceId {
    if free == Free::ShortRest { ResourceId::new(spell.as_str()) } else { ResourceId::new(&format!("daily_{spell}")) }
}
