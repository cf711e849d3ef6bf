//! Spells that a guardian keeps for its master until they are needed (SRD: Monsters, Shield Guardian).

use super::command::Verb;
use super::grid;
use super::instinct;
use super::lasting;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::conjure::May;
use crate::srd::effect::Until;
use crate::srd::id::SpellId;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Range, Spell, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
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
    if level > LEVEL_MOST || !matches!(spell.time, Time::Action | Time::BonusAction) {
        return Err(Refusal::NoSuchChoice);
    }
    let feet = match spell.range {
        Range::Oneself | Range::Touch => grid::SQUARE_FEET,
        Range::Feet(feet) => feet,
    };
    if grid::feet_between(one, guardian) > feet { Err(Refusal::OutOfRange) } else { Ok(targets.to_vec()) }
}

fn keeps(world: &World, guardian: &Creature, one: &Creature) -> bool {
    let able = guardian.is_up() && guardian.master == Some(one.id);
    able && instinct::has(world, guardian, |it| *it == Instinct::Stores)
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
    lasting::end_where(now, guardian, |_, lasts| lasts.gives.contains(&stored));
    let mut kept = lasting::new(now, spell.id.as_str(), who, Expires::Never);
    kept.gives = vec![stored];
    kept.level = level;
    let range_feet = match spell.range {
        Range::Oneself => 0,
        Range::Touch => grid::SQUARE_FEET,
        Range::Feet(feet) => feet,
    };
    kept.may = Some(Box::new(May { by_target: true, ..May::let_go(spell, range_feet, Until::Ended) }));
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

/// The spell that was kept is gone once its work has begun.
pub(super) fn lets_go(now: &mut Unfold<'_>, guardian: CreatureId, spell: &SpellId) {
    lasting::end_where(now, guardian, |_, it| {
        it.name == spell.as_str() && it.gives.contains(&Modifier::Instinct(Instinct::Stored))
    });
}
