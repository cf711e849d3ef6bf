//! Spells that answer: who may break or turn a spell that is being cast, who answers a blow (SRD: Reactions, Counterspell).

use super::cast::{self, Casting};
use super::caster;
use super::free;
use super::grid;
use super::price;
use super::reaction;
use super::sight;
use super::turn;
use super::unfold::Unfold;
use crate::srd::effect::Effect;
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Range, Spell, Targets, Time, Trigger};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::{Asks, How, Pending};

/// The step itself once nobody is left who could answer it; none when somebody was asked or answers first.
pub(super) fn answered(now: &mut Unfold<'_>, step: Pending) -> Option<Pending> {
    let Pending::Spell { creature, spell: id, level, at, touched, mut asked, how } = step else { return None };
    let spell = now.world().book.spells.get(&id).cloned()?;
    let next = breakers(now.world(), creature, &asked).or_else(|| turner(now.world(), &spell, &touched, &asked));
    let Some((who, answer)) = next else {
        return Some(Pending::Spell { creature, spell: id, level, at, touched, asked, how });
    };
    asked.push(who);
    let step = Pending::Spell { creature, spell: id, level, at, touched, asked, how };
    let wanted = reaction::is_played(now.world(), who);
    if wanted {
        now.ask(who, Asks::Reaction(answer), vec![step]);
        return None;
    }
    now.steps.push_front(step);
    react(now, who, &answer, None, creature);
    None
}

/// The next one in the order of turns who could break a spell of this caster: a foe who sees him cast.
fn breakers(world: &World, by: CreatureId, asked: &[CreatureId]) -> Option<(CreatureId, SpellId)> {
    let caster = world.creature(by)?;
    let order = world.now.encounter.as_ref()?.order.iter().filter_map(|(id, _)| world.creature(*id));
    let mut open = order.filter(|one| one.side != caster.side && !asked.contains(&one.id));
    open.find_map(|one| {
        let spell = answer(world, one, Trigger::SpellCast)?;
        let near = matches!(spell.range, Range::Feet(feet) if grid::feet_between(one, caster) <= feet);
        let able = near && turn::may_react(world, one) && sight::sees(world, one, caster);
        able.then(|| (one.id, spell.id.clone()))
    })
}

/// Lets foes who see somebody cast in answer to a fall break that spell; true when one has.
pub(super) fn stopped(now: &mut Unfold<'_>, caster: CreatureId, level: u8) -> bool {
    let mut asked = Vec::new();
    while let Some((who, id)) = breakers(now.world(), caster, &asked) {
        asked.push(who);
        let answer = now.decide(who, Asks::Reaction(id.clone()), 1);
        let world = now.world();
        let (Some(one), Some(spell)) = (world.creature(who), world.book.spells.get(&id).cloned()) else { continue };
        let slot = if answer > 1 { Some(answer) } else { slot_for(world, one, &spell) };
        let Some(slot) = slot.filter(|_| answer > 0) else { continue };
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
        price::pays(now, who, &spell, slot);
        now.happens(Event::Cast { creature: who, spell: id, level: slot, targets: vec![caster], at: None });
        let cause = super::afflict::Cause::spell(now.world(), who, &spell, slot);
        if super::dispel::breaks(now, &cause, level) {
            return true;
        }
    }
    false
}

/// The next one touched who has a reaction that makes him immune to just this spell.
fn turner(world: &World, spell: &Spell, touched: &[CreatureId], asked: &[CreatureId]) -> Option<(CreatureId, SpellId)> {
    let against = |reaction: &Spell| {
        let mut gives = reaction.effects.iter().filter_map(|effect| match effect {
            Effect::Modifier { gives, .. } => Some(gives),
            _ => None,
        });
        gives.any(|gives| gives.contains(&Modifier::ImmuneToSpell(spell.id.clone())))
    };
    let open = touched.iter().filter(|id| !asked.contains(id)).filter_map(|id| world.creature(*id));
    open.filter(|one| turn::may_react(world, one)).find_map(|one| {
        let reaction = answer(world, one, Trigger::HitByAttack).filter(|reaction| against(reaction))?;
        Some((one.id, reaction.id.clone()))
    })
}

/// A spell that the creature could cast now in answer to this.
pub(super) fn answer<'w>(world: &'w World, one: &Creature, trigger: Trigger) -> Option<&'w Spell> {
    let able = |spell: &&Spell| {
        spell.time == Time::Reaction(trigger)
            && slot_for(world, one, spell).is_some()
            && super::components::components(world, one, spell).is_ok()
    };
    caster::spells(world, one).into_iter().find(able)
}

/// The smallest slot that will do; a spell that comes without one needs none.
pub(super) fn slot_for(world: &World, one: &Creature, spell: &Spell) -> Option<u8> {
    match caster::innate_left(world, one, &spell.id) {
        Some(left) => (left > 0).then_some(spell.level),
        None => (spell.level.max(1)..=9).find(|level| {
            let slot = caster::slots_left(world, one, *level) > 0 && free::takes_slot(world, one, spell);
            slot || free::is_free(world, one, spell, *level)
        }),
    }
}

/// Whether a spell could answer from this slot.
pub(super) fn may_answer_from(world: &World, one: &Creature, spell: &SpellId, level: u8) -> bool {
    let spell = world.book.spells.get(spell);
    spell.is_some_and(|spell| level >= spell.level && spell.level > 0 && caster::slots_left(world, one, level) > 0)
}

/// Casts a spell as a reaction: from the slot that was named, else from the smallest that will do.
pub(super) fn react(now: &mut Unfold<'_>, who: CreatureId, spell: &SpellId, from: Option<u8>, against: CreatureId) {
    let world = now.world();
    let (Some(one), Some(spell)) = (world.creature(who), world.book.spells.get(spell).cloned()) else { return };
    let Some(level) = from.or_else(|| slot_for(world, one, &spell)) else { return };
    now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    price::pays(now, who, &spell, level);
    let targets = match spell.targets {
        Targets::Oneself => Vec::new(),
        _ => vec![against],
    };
    let touched = if targets.is_empty() { vec![who] } else { targets.clone() };
    cast::unfolds(now, who, Casting { spell, level, targets, at: None, touched, how: How::default() });
}

/// Lets those who were hurt answer whoever did it, once the blow has landed.
pub(super) fn rebukes(now: &mut Unfold<'_>, creature: CreatureId, by: CreatureId) {
    let world = now.world();
    let (Some(one), Some(other)) = (world.creature(creature), world.creature(by)) else { return };
    if one.side == other.side || !one.is_up() || !turn::may_react(world, one) {
        return;
    }
    if answer(world, one, Trigger::Damaged).is_some() {
        now.steps.push_back(Pending::Rebuke { creature, target: by });
    }
}

/// Someone who was hurt is asked, or answers at once.
pub(super) fn rebuke(now: &mut Unfold<'_>, creature: CreatureId, target: CreatureId) {
    let world = now.world();
    let (Some(one), Some(other)) = (world.creature(creature), world.creature(target)) else { return };
    let Some(spell) = answer(world, one, Trigger::Damaged) else { return };
    let near = matches!(spell.range, Range::Feet(feet) if grid::feet_between(one, other) <= feet);
    if !near || !one.is_up() || !other.is_up() || !turn::may_react(world, one) || !sight::sees(world, one, other) {
        return;
    }
    let spell = spell.id.clone();
    if reaction::is_played(world, creature) {
        return now.ask(creature, Asks::Rebuke(spell, target), Vec::new());
    }
    react(now, creature, &spell, None, target);
}
