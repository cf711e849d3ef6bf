//! Which creatures a filter lets through: by type, size, side, state (SRD: Targets).

use super::cause::Cause;
use super::figure;
use super::lasting;
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::filter::Filter;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Those of the targets that a filter lets through.
pub(super) fn filtered(world: &World, cause: &Cause, only: Option<&Filter>, targets: &[CreatureId]) -> Vec<CreatureId> {
    let fits = |id: &&CreatureId| {
        world.creature(**id).is_some_and(|one| only.is_none_or(|it| matches(world, cause.by, it, one)))
    };
    targets.iter().filter(fits).copied().collect()
}

/// True when the creature is one of those that a filter is for.
pub(super) fn matches(world: &World, by: CreatureId, filter: &Filter, one: &Creature) -> bool {
    let kind = figure::kind(world, one);
    let friend = by == one.id || world.creature(by).is_some_and(|by| by.side == one.side);
    let foe = !friend;
    let metal = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id)).is_some_and(|armour| armour.metal);
    (filter.kinds.is_empty() || filter.kinds.contains(&kind))
        && !filter.not_kinds.contains(&kind)
        && (!filter.wounded || one.hp < one.hp_max)
        && (!filter.foes || foe)
        && filter.size_max.is_none_or(|most| one.size <= most)
        && !subkinds(world, one).iter().any(|id| filter.not_subkinds.iter().any(|not| not.as_str() == *id))
        && (!filter.in_metal || metal)
        && (filter.has.is_empty() || filter.has.iter().any(|condition| one.has(*condition)))
        && (!filter.friends || friend)
        && (!filter.others || by != one.id)
        && (!filter.oneself || by == one.id)
        && (filter.has_by.is_empty() || has_by(one, &filter.has_by, by))
        && !has_by(one, &filter.not_by, by)
        && filter.dead_minutes_max.is_none_or(|most| dead_minutes(world, one).is_some_and(|minutes| minutes <= most))
        && (!filter.understands || world.creature(by).is_some_and(|by| world.is_understood(by, one)))
        && by_nature(world, filter, one)
}

/// What the creature is and can, apart from its type.
fn by_nature(world: &World, filter: &Filter, one: &Creature) -> bool {
    let immune = |condition: &Condition| lasting::immune(world, one.id, *condition);
    let cr_eighths = figure::block(world, one).map_or(u16::MAX, |block| block.cr_eighths);
    let int = || figure::scores(world, one).int;
    let own = subkinds(world, one);
    filter.int_min.is_none_or(|least| int() >= least)
        && (filter.subkinds.is_empty() || filter.subkinds.iter().any(|id| own.contains(&id.as_str())))
        && filter.bears_not.as_ref().is_none_or(|name| !one.bears(name))
        && filter.int_max.is_none_or(|most| int() <= most)
        && (!filter.hears || hears(world, one))
        && filter.cr_eighths_max.is_none_or(|most| cr_eighths <= most)
        && (!filter.dead || one.dead)
        && (!filter.dying || (!one.dead && one.hp == 0))
        && (filter.immune_to.is_empty() || filter.immune_to.iter().any(immune))
        && !filter.not_immune_to.iter().any(immune)
        && (!filter.concentrates || one.concentration.is_some())
        && filter.size_min.is_none_or(|least| one.size >= least)
        && (!filter.breathes || breathes(world, one))
        && filter.bears.as_ref().is_none_or(|name| one.bears(name))
        && (filter.monsters.is_empty() || one.block_id().is_some_and(|id| filter.monsters.contains(id)))
        && (!filter.legendary || figure::block(world, one).is_some_and(|block| block.legendary.is_some()))
        && (filter.proof_against.is_empty() || filter.proof_against.iter().any(|kind| proof(world, one, *kind)))
}

/// True for those whom damage of this kind cannot harm.
fn proof(world: &World, one: &Creature, kind: DamageKind) -> bool {
    let given =
        figure::gives(world, one).into_iter().any(|it| matches!(it, Modifier::Immune(kinds) if kinds.contains(&kind)));
    given || figure::block(world, one).is_some_and(|block| block.immune.contains(&kind))
}

/// For how many whole minutes somebody has been dead.
fn dead_minutes(world: &World, one: &Creature) -> Option<u32> {
    let seconds = world.now.clock_seconds.saturating_sub(one.died_seconds.filter(|_| one.dead)?);
    Some(u32::try_from(seconds / 60).unwrap_or(u32::MAX))
}

/// True when one of these conditions lasts on the creature because of that source.
fn has_by(one: &Creature, conditions: &[Condition], by: CreatureId) -> bool {
    let due = |is: Condition| conditions.contains(&is);
    one.ongoing.values().any(|lasts| lasts.source == by && lasts.condition.is_some_and(due))
}

/// True for those who hear: not deafened, and nothing silences the place.
pub(super) fn hears(world: &World, one: &Creature) -> bool {
    !one.has(Condition::Deafened) && !world.zones_at(one.at).any(|zone| zone.is.silent)
}

/// Undead and constructs do not breathe, nor do those whom poison cannot touch care for what is in the air.
fn breathes(world: &World, one: &Creature) -> bool {
    !matches!(figure::kind(world, one), CreatureKind::Undead | CreatureKind::Construct)
        && !lasting::immune(world, one.id, Condition::Poisoned)
}

fn subkinds<'w>(world: &'w World, one: &'w Creature) -> Vec<&'w str> {
    match one.sheet() {
        Some(sheet) => {
            let parent = world.book.races.get(&sheet.race).and_then(|race| race.of.as_ref());
            std::iter::once(&sheet.race).chain(parent).map(|id| id.as_str()).collect()
        }
        None => figure::block(world, one).into_iter().flat_map(|block| &block.subkinds).map(|id| id.as_str()).collect(),
    }
}
