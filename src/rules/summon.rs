//! Creatures that are called by magic: who comes, where they stand, when they go (SRD: Conjuration spells).

use smol_str::SmolStr;

use super::afflict::Cause;
use super::encounter;
use super::figure;
use super::lasting;
use super::linger;
use super::turn;
use super::unfold::Unfold;
use crate::srd::conjure::Summon;
use crate::srd::id::MonsterId;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::srd::monster::Monster;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Side;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Creatures that one casting calls at the most.
const CALLED_MAX: u8 = 32;

/// How many of a stat block would come from this many slot levels above the spell's own; none means not at all.
pub(super) fn count(summon: &Summon, block: &Monster, slot: u8, above: u8) -> Option<u8> {
    let named = summon.these.iter().find(|(id, _)| *id == block.id).map(|(_, count)| *count);
    let late =
        summon.later.iter().rev().find(|(from, id, _)| slot >= *from && *id == block.id).map(|(.., count)| *count);
    if let Some(weight) = named.filter(|weight| summon.weight > 0 && *weight > 0) {
        return Some(summon.weight.saturating_add(summon.more_per_slot.saturating_mul(above)) / weight);
    }
    let higher = summon.eighths_from.iter().rev().find(|(from, _)| slot >= *from).map(|(_, eighths)| *eighths);
    let by_rating = || {
        if !summon.kinds.contains(&block.kind) {
            return None;
        }
        let more = summon.eighths_per_slot * u16::from(above);
        let rows = summon.counts.iter().enumerate().map(|(at, (most, count))| {
            let most = if at == 0 { higher.unwrap_or(*most) + more } else { *most };
            (most, *count)
        });
        // The row with the smallest rating that still covers it brings the most of them.
        rows.filter(|(most, _)| block.cr_eighths <= *most).map(|(_, count)| count).max()
    };
    let count = late.or(named).or_else(by_rating)?;
    let times = summon.times.iter().rev().find(|(from, _)| slot >= *from).map_or(1, |(_, times)| *times);
    let more = summon.more_per_slot.saturating_mul(above);
    Some(count.saturating_add(more).saturating_mul(times).min(CALLED_MAX))
}

/// Everything that could be called, in the order of its name.
pub(super) fn choices<'w>(world: &'w World, summon: &Summon, slot: u8, above: u8) -> Vec<&'w MonsterId> {
    let all = world.book.monsters.values();
    all.filter(|block| count(summon, block, slot, above).is_some()).map(|block| &block.id).collect()
}

/// The same as they are chosen, with each type but the first named.
pub(super) fn names(world: &World, summon: &Summon, slot: u8, above: u8) -> Vec<SmolStr> {
    let mut all = Vec::new();
    for id in choices(world, summon, slot, above) {
        all.push(SmolStr::new(id.as_str()));
        let others = summon.types.iter().skip(1);
        all.extend(others.map(|kind| SmolStr::from(format!("{id}{BEING}{}", kind.as_str()))));
    }
    all
}

/// How a choice says of which type somebody shall be.
const BEING: &str = "_being_";

/// The stat block and the type that were chosen.
fn named(summon: &Summon, choice: Option<&str>) -> (Option<MonsterId>, Option<CreatureKind>) {
    let (name, kind) = match choice.and_then(|choice| choice.split_once(BEING)) {
        Some((name, kind)) => (Some(name), summon.types.iter().find(|it| it.as_str() == kind)),
        None => (choice, None),
    };
    (name.map(MonsterId::new), kind.or(summon.types.first()).copied())
}

/// Calls them: to the square aimed at and around it.
pub(super) fn call(now: &mut Unfold<'_>, cause: &Cause, summon: &Summon) {
    let world = now.world();
    let (chosen, counts_as) = named(summon, cause.how.choice.as_deref());
    let summon = &Summon { counts_as: counts_as.or(summon.counts_as), ..summon.clone() };
    let known = choices(world, summon, cause.level, cause.above());
    let Some(id) = chosen.filter(|id| known.contains(&id)).or_else(|| known.first().map(|id| (*id).clone())) else {
        return;
    };
    let Some(block) = world.book.monsters.get(&id).cloned() else { return };
    if summon.one_only {
        dismiss(now, cause.by, &cause.name);
    }
    let many = match summon.dice {
        Some(dice) => {
            let faces: Vec<_> = (0..dice.count).map(|_| now.roll(dice.sides)).collect();
            let sum = i32::from(dice.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
            now.happens(Event::PoolRolled { by: cause.by, faces, total: sum });
            u8::try_from(sum.clamp(0, i32::from(CALLED_MAX))).unwrap_or(CALLED_MAX)
        }
        None => count(summon, &block, cause.level, cause.above()).unwrap_or(0),
    };
    let mut first = None;
    for _ in 0..many {
        let came = comes(now, cause, summon, &id, first);
        first = first.or(came);
    }
}

/// One of them comes; those of one call act on the same count.
fn comes(
    now: &mut Unfold<'_>,
    cause: &Cause,
    summon: &Summon,
    id: &MonsterId,
    first: Option<(CreatureId, Option<i32>)>,
) -> Option<(CreatureId, Option<i32>)> {
    let world = now.world();
    let maker = world.creature(cause.by)?;
    let (side, at, hp_of_maker) = (maker.side, cause.at.unwrap_or(maker.at), maker.hp_max);
    let own = CreatureId(world.now.next_creature);
    let mut one = encounter::foe(world, id, at, own, &[])?;
    if figure::kind(world, &one) == CreatureKind::Undead && world.zones_at(at).any(|zone| zone.is.rests) {
        return None;
    }
    if summon.hp_of_maker {
        one.hp_max = hp_of_maker;
    } else if let Some(hp) = &summon.hp {
        one.hp_max = cause.amount(world, hp).average().max(1);
    }
    one.hp = one.hp_max;
    (one.called, one.master) = (true, Some(cause.by));
    let untrained = summon
        .hostile_unless
        .as_ref()
        .is_some_and(|needed| !maker.sheet().is_some_and(|sheet| figure::trained(world, sheet, needed)));
    one.side = if summon.turns_on_maker || summon.hostile || untrained { hostile(side) } else { side };
    if summon.strays {
        one.side = Side::Bystanders;
    }
    if summon.hostile || untrained || summon.strays {
        one.master = None;
    }
    let fights = world.now.encounter.is_some();
    let initiative = match first {
        Some((_, total)) => total,
        None if fights && !summon.still => {
            let bonus = figure::modifier(world, &one, crate::srd::ability::Ability::Dex);
            let roll = now.roll(crate::dice::D20);
            Some(i32::from(roll.0) + bonus)
        }
        None => None,
    };
    now.happens(Event::Arrived { creature: Box::new(one), initiative });
    binds(now, cause, summon, own);
    Some((own, initiative))
}

/// What holds a called creature here, and what changes about it.
pub(super) fn binds(now: &mut Unfold<'_>, cause: &Cause, summon: &Summon, own: CreatureId) {
    let expires = lasting::expires(now.world(), cause.until(summon.until), cause.by, own);
    let mut held = lasting::new(now, cause.name.clone(), cause.by, expires);
    (held.level, held.concentration) = (cause.level, cause.concentration && !summon.turns_on_maker);
    held.ends_on.clone_from(&summon.ends_on);
    held.gives.push(Modifier::Summoned);
    if summon.vessel {
        held.gives.push(Modifier::Vessel);
    }
    held.gives.extend(summon.counts_as.map(Modifier::CountsAs));
    held.gives.extend(summon.gives.iter().map(|given| linger::chosen(now.world(), cause, given)));
    lasting::begin(now, own, held);
    if summon.turns_on_maker {
        let mut obeys = lasting::new(now, cause.name.clone(), cause.by, expires);
        (obeys.level, obeys.concentration) = (cause.level, cause.concentration);
        obeys.gives.push(Modifier::Controlled);
        lasting::begin(now, own, obeys);
    }
}

/// Back to where it belongs: a stat block leaves the fight, a hero stays away until magic brings him back.
pub(super) fn sends_home(now: &mut Unfold<'_>, target: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(target).filter(|one| !one.dead) else { return };
    let fight = world.now.encounter.as_ref();
    let current = fight.and_then(|fight| fight.current()) == Some(target);
    let fights = fight.is_some_and(|fight| fight.order.iter().any(|(id, _)| *id == target));
    if one.sheet().is_none() && fights && !current {
        lasting::end_where(now, target, |_, _| true);
        now.happens(Event::Withdrew { creature: target });
    } else if one.away.is_none() {
        let mut away = lasting::new(now, "sent_home", target, crate::world::ongoing::Expires::Never);
        away.gives.push(Modifier::Away);
        lasting::begin(now, target, away);
    }
}

/// One of the dead rises as a creature that obeys for good.
pub(super) fn raises(now: &mut Unfold<'_>, cause: &Cause, monster: &MonsterId, target: CreatureId) {
    let Some(at) = now.creature(target).filter(|one| one.dead).map(|one| one.at) else { return };
    let summon =
        Summon { these: vec![(monster.clone(), 1)], until: crate::srd::effect::Until::Ended, ..Summon::default() };
    let mut cause = cause.clone();
    (cause.at, cause.concentration) = (Some(at), false);
    comes(now, &cause, &summon, monster, None);
}

const fn hostile(side: Side) -> Side {
    match side {
        Side::Heroes => Side::Foes,
        Side::Foes | Side::Bystanders => Side::Heroes,
    }
}

/// Sends away what somebody has called by this name.
pub(super) fn dismiss(now: &mut Unfold<'_>, by: CreatureId, name: &str) {
    lasting::end_everywhere(now, |_, _, lasts| {
        lasts.source == by && lasts.name == name && lasts.gives.contains(&Modifier::Summoned)
    });
    sweep(now);
}

/// Those who were called and whom nothing holds any longer go; one whose turn it is ends it first.
pub(super) fn sweep(now: &mut Unfold<'_>) {
    if now.asked() || !now.steps.is_empty() {
        return;
    }
    loop {
        let world = now.world();
        let held = |id: CreatureId| {
            let one = world.creature(id);
            one.is_some_and(|one| one.is_up() && one.ongoing.values().any(|it| it.gives.contains(&Modifier::Summoned)))
        };
        let mut all = world.now.creatures.values().filter(|one| one.called && !held(one.id));
        let Some(gone) = all.next() else { return };
        let broken = gone.ongoing.values().find(|it| !gone.is_up() && it.gives.contains(&Modifier::Vessel));
        let (gone, broken) = (gone.id, broken.map(|it| (it.source, it.name.clone())));
        let current = world.now.encounter.as_ref().and_then(|fight| fight.current());
        if current == Some(gone) {
            turn::end(now, gone);
            let stuck = now.world().now.encounter.as_ref().and_then(|fight| fight.current()) == Some(gone);
            if stuck {
                return;
            }
        }
        if let Some((bearer, vessel)) = broken {
            super::trick::breaks(now, bearer, &vessel);
        }
        now.happens(Event::Vanished { creature: gone });
    }
}

/// A free square for somebody who comes to a place: the nearest one.
pub(super) fn free_near(world: &World, one: &crate::world::creature::Creature, at: Tile) -> Tile {
    let rings = (0..8_i16).flat_map(|ring| {
        let square = (-ring..=ring).flat_map(move |y| (-ring..=ring).map(move |x| (x, y)));
        square.filter(move |(x, y)| x.abs().max(y.abs()) == ring)
    });
    let mut tiles = rings.map(|(x, y)| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) });
    let fits = |tile: &Tile| {
        let ground = super::grid::squares_at(one, *tile).all(|square| super::movement::walkable(world, square));
        ground && super::movement::stands_free(world, one, *tile)
    };
    tiles.find(fits).unwrap_or(at)
}
