//! Height in flight: rising, sinking, and falling out of the air (SRD: Movement, Flying; Falling). Ruling 53.

use super::attempt::Attempt;
use super::body;
use super::fall;
use super::figure;
use super::grid::SQUARE_FEET;
use super::movement;
use super::reaction;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::hardship::Hardship;
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// Nobody flies higher than this in a fight.
const HEIGHT_FEET_MAX: u16 = 300;

/// Every height that can be reached now.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Some(one) = world.creature(who) else { return };
    let left = movement::left_feet(world, one);
    if left == 0 || !movement::soars(world, one) {
        return;
    }
    let (low, high) = (one.height_feet.saturating_sub(left), one.height_feet.saturating_add(left).min(HEIGHT_FEET_MAX));
    let heights = (low / SQUARE_FEET..=high / SQUARE_FEET).map(|step| step * SQUARE_FEET);
    into.extend(heights.filter(|feet| may_fly(world, who, *feet).is_ok()).map(Attempt::FlyAt));
}

/// Flies straight up or down, once everyone whose reach it leaves had his chance.
pub(super) fn flies(now: &mut Unfold<'_>, who: CreatureId, height: u16) -> Result<(), Refusal> {
    may_fly(now.world(), who, height)?;
    let Some(one) = now.creature(who) else { return Ok(()) };
    let (to, feet) = (one.at, one.height_feet.abs_diff(height));
    // Whoever strikes at leaving is looked for as if it were there already.
    let mut there = one.clone();
    there.height_feet = height;
    let strikes = reaction::left_behind(now.world(), one, &there);
    now.steps.push_front(Pending::Leap { creature: who, to, feet, height_feet: Some(height) });
    strikes.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
    Ok(())
}

/// It is there.
pub(super) fn go_on(now: &mut Unfold<'_>, who: CreatureId, height: u16, feet: u16) {
    let able = now.creature(who).is_some_and(|one| movement::soars(now.world(), one));
    if able {
        now.happens(Event::Hardship(Box::new(Hardship::Rose { creature: who, feet: height, cost_feet: feet })));
    }
}

/// Whoever can no longer keep in the air falls; when no fight is left everyone lands.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let world = now.world();
    let aloft: Vec<CreatureId> =
        world.now.creatures.values().filter(|one| one.height_feet > 0).map(|one| one.id).collect();
    let fights = now.world().now.encounter.is_some();
    let falling: Vec<(CreatureId, u16)> = aloft
        .iter()
        .filter_map(|id| now.creature(*id))
        .filter(|one| !keeps_aloft(now.world(), one))
        .map(height)
        .collect();
    fall::floats(now, &falling);
    for creature in aloft {
        let Some(one) = now.creature(creature) else { continue };
        let (keeps, falls) = (keeps_aloft(now.world(), one), one.height_feet);
        // In a fight one sinks slowly, turn by turn.
        if fights && (keeps || fall::is_slow(one)) {
            continue;
        }
        now.happens(Event::Hardship(Box::new(Hardship::Rose { creature, feet: 0, cost_feet: 0 })));
        if !keeps {
            fall::lands(now, creature, falls);
        }
    }
}

const fn height(one: &Creature) -> (CreatureId, u16) {
    (one.id, one.height_feet)
}

/// Whoever falls slowly sinks at the end of his turn.
pub(super) fn sinks(now: &mut Unfold<'_>, creature: CreatureId) {
    let Some(one) = now.creature(creature).filter(|one| one.height_feet > 0 && fall::is_slow(one)) else { return };
    if keeps_aloft(now.world(), one) {
        return;
    }
    let feet = one.height_feet.saturating_sub(fall::SLOW_FEET);
    now.happens(Event::Hardship(Box::new(Hardship::Rose { creature, feet, cost_feet: 0 })));
    if feet == 0 {
        fall::lands(now, creature, 0);
    }
}

/// True for whoever hovers, and for whoever flies and can move.
fn keeps_aloft(world: &World, one: &Creature) -> bool {
    let hovers = body::of(world, one).is_some_and(|block| block.hovers) && one.is_up();
    hovers || (movement::soars(world, one) && figure::speed_feet(world, one) > 0)
}

fn may_fly(world: &World, who: CreatureId, height: u16) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if !movement::soars(world, one) || !height.is_multiple_of(SQUARE_FEET) || height > HEIGHT_FEET_MAX {
        return Err(Refusal::NoMovement);
    }
    if height == one.height_feet {
        return Err(Refusal::AlreadySo);
    }
    let cost = one.height_feet.abs_diff(height);
    if movement::left_feet(world, one) < cost { Err(Refusal::NoMovement) } else { Ok(()) }
}
