//! Spells that wait in a glyph or for a mishap: which may, and what they do when their moment comes (SRD: Spell Descriptions).
//!
//! Rulings: a glyph holds spells that are cast with an action at creatures or on an area. A contingency waits for
//! damage or for the fall to 0 hit points.

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::area;
use super::caster;
use super::grid;
use super::lasting;
use super::unfold::Unfold;
use crate::srd::effect::{Effect, EndsOn, Until};
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Area, Spell, Targets, Time};
use crate::srd::wonder::Wonder;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// What a contingency may wait for, and what of it ends the wait.
const MISHAPS: [(&str, EndsOn); 2] = [("_when_hurt", EndsOn::Damage), ("_when_down", EndsOn::Dropped)];

/// Spells that a caster has ready and that take an action.
fn ready<'w>(world: &'w World, one: &Creature, most: u8) -> impl Iterator<Item = &'w Spell> {
    let all = caster::spells(world, one).into_iter();
    all.filter(move |spell| (1..=most).contains(&spell.level) && spell.time == Time::Action)
}

/// Spells that may wait in a glyph made from a slot of this level.
pub(super) fn glyphs(world: &World, one: &Creature, level: u8) -> Vec<SmolStr> {
    let fits = |spell: &&Spell| {
        matches!(spell.targets, Targets::Creatures(_) | Targets::Near { .. } | Targets::Area(_) | Targets::Areas(..))
    };
    ready(world, one, level).filter(fits).map(|spell| SmolStr::new(spell.id.as_str())).collect()
}

/// Spells that may wait for a mishap of their caster, with each mishap.
pub(super) fn contingencies(world: &World, one: &Creature, most: u8) -> Vec<SmolStr> {
    let fits = |spell: &&Spell| {
        let own = matches!(spell.targets, Targets::Oneself | Targets::Creatures(_));
        let harms = matches!(spell.effects.first(), Some(Effect::Attack { .. } | Effect::Save { .. }));
        own && !harms && caster::slots_left(world, one, spell.level) > 0
    };
    let fitting = ready(world, one, most).filter(fits);
    fitting.flat_map(|spell| MISHAPS.map(|(when, _)| SmolStr::from(format!("{}{when}", spell.id)))).collect()
}

/// The glyph goes off: the spell in it falls on whoever stands nearest, or around him.
pub(super) fn goes_off(now: &mut Unfold<'_>, cause: &Cause, otherwise: &[Effect], targets: &[CreatureId]) {
    let spell = cause.how.choice.as_ref().and_then(|id| now.world().book.spells.get(&SpellId::new(id))).cloned();
    let Some(spell) = spell else { return afflict::run(now, cause, otherwise, targets) };
    let world = now.world();
    let far = |id: &&CreatureId| {
        let at = cause.at.unwrap_or(cause.from);
        world.creature(**id).map_or(u16::MAX, |one| grid::feet_to(one, at))
    };
    let Some(first) = targets.iter().min_by_key(far).and_then(|id| world.creature(*id)) else { return };
    let mut whole = Cause::spell(world, cause.by, &spell, spell.level);
    (whole.concentration, whole.at, whole.from) = (false, Some(first.at), first.at);
    let caught = match spell.targets {
        Targets::Area(shape) | Targets::Areas(_, shape) if !matches!(shape, Area::Cone(_) | Area::Line(..)) => {
            area::caught(world, first, shape, false, first.at, None)
        }
        _ => vec![first.id],
    };
    afflict::run(now, &whole, &spell.effects, &caught);
}

/// The chosen spell waits on its caster, paid for with a slot of its own.
pub(super) fn waits(now: &mut Unfold<'_>, cause: &Cause) {
    let Some(choice) = cause.how.choice.clone() else { return };
    let Some((spell, ends)) = named(now.world(), &choice) else { return };
    let level = spell.level;
    caster::spend_slot(now, cause.by, level);
    let expires = lasting::expires(now.world(), cause.until(Until::Spell), cause.by, cause.by);
    let mut wait = lasting::new(now, cause.name.clone(), cause.by, expires);
    (wait.level, wait.chosen, wait.ends_on) = (cause.level, Some(choice), vec![ends]);
    wait.gives = vec![Modifier::WhenOver(vec![Effect::Wonder(Box::new(Wonder::Answer))])];
    lasting::begin(now, cause.by, wait);
}

/// The spell and the mishap that a choice names.
fn named<'w>(world: &'w World, choice: &str) -> Option<(&'w Spell, EndsOn)> {
    MISHAPS.into_iter().find_map(|(when, ends)| {
        let spell = world.book.spells.get(&SpellId::new(choice.strip_suffix(when)?))?;
        Some((spell, ends))
    })
}

/// What waited does what it does, if the mishap is why its wait is over.
pub(super) fn answers(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) {
    let world = now.world();
    let Some((spell, ends)) = cause.how.choice.as_deref().and_then(|choice| named(world, choice)) else { return };
    let one = world.creature(target);
    let due =
        one.is_some_and(|one| !one.dead && if ends == EndsOn::Dropped { one.hp == 0 } else { one.hp < one.hp_max });
    if !due {
        return;
    }
    let spell = spell.clone();
    let mut whole = Cause::spell(world, target, &spell, spell.level);
    whole.concentration = false;
    afflict::run(now, &whole, &spell.effects, &[target]);
}
