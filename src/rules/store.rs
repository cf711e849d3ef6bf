//! Spells that a guardian or a ring keeps until they are needed (SRD: Shield Guardian, Ring of Spell Storing).

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
use crate::srd::id::SpellId;
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
        let held: u8 = kept(guardian).map(|it| it.level).sum();
        let fits = level > 0 && held.saturating_add(level) <= room(world, guardian).unwrap_or(0);
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
    let ring = || keeper.side == one.side && room(world, keeper).is_some();
    keeper.is_up() && ((keeper.master == Some(one.id) && guards(world, keeper)) || ring())
}

fn guards(world: &World, keeper: &Creature) -> bool {
    instinct::has(world, keeper, |it| *it == Instinct::Stores)
}

/// How many levels the thing that somebody wears keeps in all; none where he wears no such thing.
fn room(world: &World, keeper: &Creature) -> Option<u8> {
    wear::charms(world, keeper).find_map(|charm| if let Charm::Stores(levels) = charm { Some(*levels) } else { None })
}

/// The spells that somebody keeps.
fn kept(keeper: &Creature) -> impl Iterator<Item = &Ongoing> {
    keeper.ongoing.values().filter(|it| it.gives.contains(&Modifier::Instinct(Instinct::Stored)))
}

/// True for a spell that was kept in a thing which its bearer does not wear any longer.
pub(super) fn is_out_of_reach(world: &World, one: &Creature, lasts: &Ongoing) -> bool {
    let stored = lasts.gives.contains(&Modifier::Instinct(Instinct::Stored));
    stored && !guards(world, one) && room(world, one).is_none()
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
    let before = now.creature(guardian).map_or(0, |it| kept(it).filter(|it| it.name == spell.id.as_str()).count());
    let mut kept = lasting::new(now, spell.id.as_str(), who, Expires::Never);
    // The second of a sort differs from the first, so that both are kept.
    kept.gives = vec![stored; before + 1];
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
