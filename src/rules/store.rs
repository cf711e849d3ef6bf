//! Spells that a guardian or a ring keeps until they are needed (SRD: Shield Guardian, Ring of Spell Storing, Ioun
//! Stone).

use super::command::Verb;
use super::grid;
use super::instinct;
use super::lasting;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::conjure::May;
use crate::srd::effect::Until;
use crate::srd::id::{ItemId, SpellId};
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Range, Spell, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::{CreatureId, OngoingId};
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::question::How;

/// The choice that stores a spell instead of letting it work.
const STORE: &str = "store";
/// No spell from a higher slot can be stored.
const LEVEL_MOST: u8 = 4;

/// True when the spell is to be stored.
pub(super) fn is_meant(how: &How) -> bool {
    how.choice.as_deref() == Some(STORE)
}

/// Whether a caster may store a spell in what he aims it at; only a guardian of his own keeps it.
pub(super) fn allowed(
    world: &World,
    one: &Creature,
    spell: &Spell,
    level: u8,
    targets: &[CreatureId],
) -> Result<Vec<CreatureId>, Refusal> {
    let [target] = targets else { return Err(Refusal::NoSuchTarget) };
    let guardian = world.creature(*target).filter(|it| keeps(world, it, one)).ok_or(Refusal::NoSuchChoice)?;
    if !matches!(spell.time, Time::Action | Time::BonusAction) {
        return Err(Refusal::NoSuchChoice);
    }
    if !guards(world, guardian) {
        let fits = level > 0 && room(world, guardian, level).is_some();
        // It is touched as the spell is cast.
        let near = grid::feet_between(one, guardian) <= grid::SQUARE_FEET;
        return if !near {
            Err(Refusal::OutOfRange)
        } else if fits {
            Ok(targets.to_vec())
        } else {
            Err(Refusal::NoSuchChoice)
        };
    }
    if level > LEVEL_MOST {
        return Err(Refusal::NoSuchChoice);
    }
    let feet = match spell.range {
        Range::Oneself | Range::Touch => grid::SQUARE_FEET,
        Range::Feet(feet) => feet,
    };
    if grid::feet_between(one, guardian) > feet { Err(Refusal::OutOfRange) } else { Ok(targets.to_vec()) }
}

fn keeps(world: &World, keeper: &Creature, one: &Creature) -> bool {
    let ring = || keeper.side == one.side && things(world, keeper).next().is_some();
    keeper.is_up() && ((keeper.master == Some(one.id) && guards(world, keeper)) || ring())
}

fn guards(world: &World, keeper: &Creature) -> bool {
    instinct::has(world, keeper, |it| *it == Instinct::Stores)
}

/// The things that somebody wears to keep spells in, and how many levels each keeps in all.
fn things<'w>(world: &'w World, keeper: &'w Creature) -> impl Iterator<Item = (&'w ItemId, u8)> {
    wear::things(world, keeper).filter_map(|(item, magic)| {
        let levels = magic.gives.iter().find_map(|given| match given {
            Modifier::Charm(Charm::Stores(levels)) => Some(*levels),
            _ => None,
        })?;
        Some((item, levels))
    })
}

/// The first thing with room for a spell from such a slot.
fn room<'w>(world: &'w World, keeper: &'w Creature, level: u8) -> Option<&'w ItemId> {
    let held = |item: &ItemId| kept(keeper).filter(|it| is_in(it, item)).map(|it| it.level).sum::<u8>();
    things(world, keeper).find(|(item, levels)| held(item).saturating_add(level) <= *levels).map(|(item, _)| item)
}

fn is_in(lasts: &Ongoing, item: &ItemId) -> bool {
    lasts.gives.iter().any(|given| matches!(given, Modifier::Charm(Charm::KeptIn(thing)) if thing == item))
}

/// The spells that somebody keeps.
fn kept(keeper: &Creature) -> impl Iterator<Item = &Ongoing> {
    keeper.ongoing.values().filter(|it| it.gives.contains(&Modifier::Instinct(Instinct::Stored)))
}

/// True for a spell that was kept in a thing which its bearer does not wear any longer.
pub(super) fn is_out_of_reach(world: &World, one: &Creature, lasts: &Ongoing) -> bool {
    let stored = lasts.gives.contains(&Modifier::Instinct(Instinct::Stored));
    stored && !guards(world, one) && !things(world, one).any(|(item, _)| is_in(lasts, item))
}

/// Every guardian of a caster's own in which a spell could be stored from this slot.
pub(super) fn offers(world: &World, one: &Creature, spell: &Spell, level: u8, into: &mut Vec<Verb>) {
    let keepers = world.now.creatures.values().filter(|it| keeps(world, it, one)).map(|it| vec![it.id]);
    let able = keepers.filter(|targets| allowed(world, one, spell, level, targets).is_ok());
    into.extend(able.map(|targets| {
        let how = How { choice: Some(STORE.into()), also: Vec::new() };
        Verb::Cast { spell: spell.id.clone(), level, targets, at: None, how }
    }));
}

/// Keeps the spell in place of any that was kept before.
pub(super) fn stores(now: &mut Unfold<'_>, who: CreatureId, spell: &Spell, level: u8, guardian: CreatureId) {
    let stored = Modifier::Instinct(Instinct::Stored);
    let guards = now.creature(guardian).is_some_and(|it| guards(now.world(), it));
    if guards {
        lasting::end_where(now, guardian, |_, lasts| lasts.gives.contains(&stored));
    }
    let world = now.world();
    let thing = world.creature(guardian).filter(|_| !guards).and_then(|it| room(world, it, level)).cloned();
    let before = now.creature(guardian).map_or(0, |it| kept(it).filter(|it| it.name == spell.id.as_str()).count());
    let mut kept = lasting::new(now, spell.id.as_str(), who, Expires::Never);
    // The second of a sort differs from the first, so that both are kept.
    kept.gives = vec![stored; before + 1];
    kept.gives.extend(thing.map(|item| Modifier::Charm(Charm::KeptIn(item))));
    kept.level = level;
    let range_feet = match spell.range {
        Range::Oneself => 0,
        Range::Touch => grid::SQUARE_FEET,
        Range::Feet(feet) => feet,
    };
    let time = if guards { Time::Action } else { spell.time };
    kept.may = Some(Box::new(May { by_target: true, time, ..May::let_go(spell, range_feet, Until::Ended) }));
    lasting::begin(now, guardian, kept);
    now.happens(Event::Featured { creature: guardian, feature: crate::srd::id::FeatureId::new("spell_storing") });
}

/// Whoever has cast the spell that a guardian lets go: its attacks are made as his.
pub(super) fn caster<'w>(world: &'w World, one: &'w Creature, spell: &SpellId) -> &'w Creature {
    let stored = one
        .ongoing
        .values()
        .find(|it| it.name == spell.as_str() && it.gives.contains(&Modifier::Instinct(Instinct::Stored)));
    stored.and_then(|it| world.creature(it.source)).unwrap_or(one)
}

/// The spell that was kept is gone once its work has begun; the blows that follow are still its caster's.
pub(super) fn lets_go(now: &mut Unfold<'_>, keeper: CreatureId, kept: OngoingId) {
    let Some(lasts) = now.creature(keeper).and_then(|it| it.ongoing.get(&kept)).cloned() else { return };
    lasting::finish(now, keeper, kept);
    if now.steps.is_empty() {
        return;
    }
    let expires = lasting::expires(now.world(), Until::Rounds(1), keeper, keeper);
    let mut trace = lasting::new(now, lasts.name, lasts.source, expires);
    trace.gives = vec![Modifier::Instinct(Instinct::Stored)];
    lasting::begin(now, keeper, trace);
}
