//! Moving others: pushes, pulls, leaps out of nowhere (SRD: Movement and Position).

use super::afflict::Cause;
use super::d20::{self, Save};
use super::grid;
use super::movement;
use super::summon::free_near;
use super::unfold::Unfold;
use super::zones;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::effect::Way;
use crate::srd::quantity::Dc;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::zone::Zone;

/// Moves a target as far as there is room.
pub(super) fn push(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId, way: Way, feet: u16) {
    if way == Way::Teleport {
        return leap(now, cause, target);
    }
    let world = now.world();
    let (Some(one), Some(by)) = (world.creature(target), world.creature(cause.by)) else { return };
    let from = if by.id == one.id { cause.from } else { by.at };
    let (away_x, away_y) = ((one.at.x - from.x).signum(), (one.at.y - from.y).signum());
    let (x, y) = match way {
        Way::Away | Way::Teleport => (away_x, away_y),
        Way::Towards => (-away_x, -away_y),
        Way::North => (0, -1),
        Way::East => (1, 0),
        Way::South => (0, 1),
        Way::West => (-1, 0),
    };
    let mut at = one.at;
    let own = by.id == one.id;
    let feet = if own { feet } else { super::ward::steadies(now, target, feet) };
    let world = now.world();
    let Some(one) = world.creature(target) else { return };
    for _ in 0..feet / grid::SQUARE_FEET {
        let next = Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) };
        if !room(world, one, at, next) {
            break;
        }
        at = next;
    }
    let from = one.at;
    if at != from {
        now.happens(Event::Shoved { creature: target, to: at });
        super::wrestle::break_holds(now);
        zones::entered(now, target, from);
        super::mounted::jolted(now, target);
    }
}

/// Whoever is kept in by magic must save to leap out of it.
fn escapes(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) -> bool {
    let world = now.world();
    let (Some(one), Some(at)) = (world.creature(target), cause.at) else { return true };
    // Where space is sealed nobody leaps in or out.
    let sealed = |zone: &Zone| zone.is.seals && (zones::holds(world, zone, one) || zone.covers(world, at));
    if world.now.zones.values().any(sealed) {
        return false;
    }
    let mut cages = world.now.zones.values().filter(|zone| zone.is.keeps && zones::holds(world, zone, one));
    let Some(cage) = cages.find(|zone| !zone.covers(world, at)) else { return true };
    let dc = Cause::zone(world, cage).dc(world, Dc::Spell);
    d20::save(now, &Save::plain(target, Ability::Cha, dc))
}

/// Out of nowhere to the square aimed at, or to the free one nearest to it; what holds the leaper does so no longer.
fn leap(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) {
    let held = |one| super::ward::bears(now.world(), one, |charm| *charm == Charm::Anchored);
    if now.creature(target).is_some_and(held) || !escapes(now, cause, target) {
        return;
    }
    let world = now.world();
    let (Some(one), Some(at)) = (world.creature(target), cause.at) else { return };
    let (from, to) = (one.at, free_near(world, one, at));
    if to == from {
        return;
    }
    now.happens(Event::Shoved { creature: target, to });
    super::wrestle::break_holds(now);
    zones::entered(now, target, from);
}

/// True when the creature fits there and nothing stands there.
pub(super) fn room(world: &World, one: &Creature, from: Tile, to: Tile) -> bool {
    movement::joins(world, one, from, to) && movement::stands_free(world, one, to)
}
