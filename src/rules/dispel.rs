//! Magic against magic: spells that end others, and the spell that breaks one while it is cast (SRD: Dispel Magic, Counterspell).

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::afflict::Cause;
use super::caster;
use super::d20::{self, Tally};
use super::lasting;
use super::seal;
use super::snare;
use super::unfold::Unfold;
use super::weave;
use super::zones;
use crate::srd::effect::Until;
use crate::srd::id::SpellId;
use crate::srd::modifier::On;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
use crate::world::place::Fate;
use crate::world::question::Pending;
use crate::world::zone::Zone;

/// Ends the spells on each target, and the areas that lie at the square aimed at. One check for each greater spell.
pub(super) fn dispels(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId]) {
    super::instinct::dispelled(now, cause, targets);
    let world = now.world();
    // Aimed at a place it leaves alone whoever casts it.
    let others = |id: &&CreatureId| cause.at.is_none() || **id != cause.by;
    let mut targets: Vec<CreatureId> = targets.iter().filter(others).copied().collect();
    // Whom magic keeps out of the world is where it took him.
    let kept = world.now.creatures.values().filter(|one| one.away.is_some() && one.away == cause.at);
    targets
        .extend(kept.filter(|one| one.ongoing.values().any(|it| weave::dispelled_from(it).is_some())).map(|it| it.id));
    let mut found: BTreeMap<(SmolStr, CreatureId), u8> = BTreeMap::new();
    for one in targets.iter().filter_map(|id| world.creature(*id)) {
        let weak = |lasts: &&Ongoing| weave::dispelled_from(lasts).is_none_or(|least| cause.level >= least);
        for lasts in one.ongoing.values().filter(|lasts| is_spell(world, &lasts.name)).filter(weak) {
            found.insert((lasts.name.clone(), lasts.source), lasts.level);
        }
    }
    let magic = |zone: &&Zone| is_spell(world, &zone.name) || zone.is.illusory;
    for zone in cause.at.into_iter().flat_map(|at| world.zones_at(at)).filter(magic) {
        // What was done in an instant is no magic any more.
        let spell = world.book.spells.get(&SpellId::new(&zone.name));
        if spell.is_none_or(|spell| spell.lasts != Until::Instant) {
            found.insert((zone.name.clone(), zone.source), zone.level);
        }
    }
    ends_traps(now, cause);
    if let Some((thing, level)) = seal::at(now.world(), cause)
        && breaks(now, cause, level)
    {
        seal::ends(now, &thing);
    }
    for ((name, source), level) in found {
        if name == cause.name || !breaks(now, cause, level) {
            continue;
        }
        for target in &targets {
            lasting::end_where(now, *target, |_, lasts| lasts.name == name && lasts.source == source);
        }
        zones::end_where(now, |_, zone| zone.name == name && zone.source == source);
    }
}

/// Traps that are magic at the square aimed at: a check of the spellcasting ability ends each.
fn ends_traps(now: &mut Unfold<'_>, cause: &Cause) {
    let traps = cause.at.map(|at| snare::at(now.world(), at)).unwrap_or_default();
    for (thing, dc) in traps {
        if checks(now, cause, i32::from(dc)) {
            let map = now.world().now.place.map.clone();
            now.happens(Event::ThingChanged { map, thing, fate: Fate::Spent });
        }
    }
}

fn is_spell(world: &World, name: &str) -> bool {
    !NEVER.contains(&name) && world.book.spells.contains_key(&SpellId::new(name))
}

/// Spells that say of themselves that this does not end them.
const NEVER: [&str; 4] = ["move_earth", "wall_of_force", "forcecage", "prismatic_wall"];

/// Whether a spell of this level gives way: a lesser one at once, a greater one to a check of the spellcasting ability.
pub(super) fn breaks(now: &mut Unfold<'_>, cause: &Cause, level: u8) -> bool {
    level <= cause.level || checks(now, cause, 10 + i32::from(level))
}

/// A check of the spellcasting ability against this.
fn checks(now: &mut Unfold<'_>, cause: &Cause, dc: i32) -> bool {
    let world = now.world();
    let spell = world.book.spells.get(&SpellId::new(&cause.name));
    let Some(one) = world.creature(cause.by) else { return false };
    let Some(ability) = caster::ability(world, one, spell) else { return false };
    let bonus = caster::spell_modifier(world, one, spell);
    let roll = d20::roll(now, cause.by, &[On::Checks, On::Check(ability)], bonus, Tally::default());
    let success = roll.total() >= dc;
    now.happens(Event::Checked { creature: cause.by, ability, skill: None, roll, dc: Some(dc), success });
    success
}

/// Breaks the spell that the target is casting, which waits as the next of its steps.
pub(super) fn counters(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId]) {
    let Some(target) = targets.first().copied() else { return };
    let place =
        now.steps.iter().position(|step| matches!(step, Pending::Spell { creature, .. } if *creature == target));
    let Some(place) = place else { return };
    let Some(Pending::Spell { spell, level, .. }) = now.steps.get(place).cloned() else { return };
    if !breaks(now, cause, level) {
        return;
    }
    now.steps.remove(place);
    now.happens(Event::Countered { creature: target, spell: spell.clone() });
    // What was to be held is not there to hold.
    let held = now.creature(target).and_then(|one| one.concentration.clone());
    if held == Some(spell) {
        lasting::end_concentration(now, target);
    }
}
