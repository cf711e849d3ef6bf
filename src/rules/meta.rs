//! What sorcerers and some wizards change about the spell they cast next (SRD: Classes, Sorcerer, Wizard).

use super::caster;
use super::figure;
use super::lasting;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::effect::Until;
use crate::srd::id::ResourceId;
use crate::srd::knack::{Knack, Meta};
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Range, Spell, Targets, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// What pays for it.
const POINTS: &str = "sorcery_points";

/// What has been announced for the next spell.
pub(super) fn active(one: &Creature) -> Vec<Meta> {
    if one.sheet().is_none() {
        return Vec::new();
    }
    let lasting = one.ongoing.values().flat_map(|lasts| &lasts.gives);
    let metas = lasting.filter_map(|given| match given {
        Modifier::Knack(Knack::Metamagic(meta)) => Some(*meta),
        _ => None,
    });
    metas.collect()
}

fn cost(meta: Meta, spell: &Spell) -> u8 {
    match meta {
        Meta::Careful | Meta::Distant | Meta::Empowered | Meta::Extended | Meta::Subtle => 1,
        Meta::Quickened => 2,
        Meta::Heightened => 3,
        Meta::Twinned => spell.level.max(1),
    }
}

/// Whether what was announced fits the spell and can be paid.
pub(super) fn payable(world: &World, one: &Creature, spell: &Spell) -> Result<(), Refusal> {
    let metas = active(one);
    if metas.is_empty() {
        return Ok(());
    }
    let points: u8 = metas.iter().map(|meta| cost(*meta, spell)).sum();
    if points > figure::uses(world, one, &ResourceId::new(POINTS)).1 {
        return Err(Refusal::NoUses);
    }
    let fits = metas.iter().all(|meta| match meta {
        Meta::Quickened => spell.time == Time::Action,
        Meta::Twinned => spell.targets == Targets::Creatures(1) && spell.range != Range::Oneself,
        Meta::Distant => spell.range != Range::Oneself,
        Meta::Extended => matches!(spell.lasts, Until::Minutes(_) | Until::Hours(_)),
        Meta::Careful | Meta::Empowered | Meta::Heightened | Meta::Subtle => true,
    });
    if fits { Ok(()) } else { Err(Refusal::NoSuchTarget) }
}

/// Pays for what was announced.
pub(super) fn pay(now: &mut Unfold<'_>, creature: CreatureId, spell: &Spell) {
    let metas = now.creature(creature).map(active).unwrap_or_default();
    let count: u8 = metas.iter().map(|meta| cost(*meta, spell)).sum();
    if count > 0 {
        now.happens(Event::UseSpent { creature, resource: ResourceId::new(POINTS), count });
    }
}

/// What was announced is used up; dice that are to be rolled again wait for their roll.
pub(super) fn used_up(now: &mut Unfold<'_>, creature: CreatureId) {
    lasting::end_where(now, creature, |_, lasts| {
        lasts.gives.iter().any(|given| match given {
            Modifier::Knack(Knack::Metamagic(meta)) => *meta != Meta::Empowered,
            _ => false,
        })
    });
}

/// The time that a spell takes now.
pub(super) fn time(one: &Creature, spell: &Spell) -> Time {
    if spell.time == Time::Action && active(one).contains(&Meta::Quickened) {
        return Time::BonusAction;
    }
    spell.time
}

/// How far it reaches now, and how many more it may be aimed at.
pub(super) fn reach(
    world: &World,
    one: &Creature,
    spell: &Spell,
    range_feet: Option<u16>,
    more: u8,
) -> (Option<u16>, u8) {
    let metas = active(one);
    let printed = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::SpellReaches(id, feet) if *id == spell.id => Some(*feet),
        _ => None,
    });
    let range = range_feet.map(|feet| feet.max(printed.unwrap_or(0)));
    let range = match (range, spell.range) {
        (Some(_), Range::Touch) if metas.contains(&Meta::Distant) => Some(30),
        (Some(feet), _) if metas.contains(&Meta::Distant) => Some(feet.saturating_mul(2)),
        (range, _) => range,
    };
    (range, more.saturating_add(u8::from(metas.contains(&Meta::Twinned))))
}

/// How many friends a careful spell spares: the caster's modifier, at least one.
pub(super) fn spares(world: &World, one: &Creature, spell: &Spell) -> usize {
    usize::try_from(caster::spell_modifier(world, one, Some(spell)).max(1)).unwrap_or(1)
}
