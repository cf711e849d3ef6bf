//! Grappling and shoving: special attacks decided by a contest (SRD: Making an Attack).

use super::act;
use super::attack;
use super::command::{Shoving, Verb};
use super::fang;
use super::figure;
use super::grid;
use super::lasting;
use super::refusal::Refusal;
use super::shift;
use super::turn;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::effect::Grant;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// Grapples and shoves that may be tried now.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    for target in world.now.creatures.keys().copied() {
        if may_grapple(world, who, target).is_ok() {
            into.push(Verb::Grapple { target });
        }
        for prone in [Shoving::Away, Shoving::Over] {
            if may_shove(world, who, target, prone).is_ok() {
                into.push(Verb::Shove { target, prone });
            }
        }
    }
}

/// What both have in common: a foe in reach, at most one size larger, and an attack to spend.
fn may_wrestle(world: &World, who: CreatureId, target: CreatureId) -> Result<(&Creature, &Creature), Refusal> {
    let one = turn::may_fight(world, who)?;
    let foe = attack::target_of(world, one, target)?;
    if grid::feet_between(one, foe) > grid::SQUARE_FEET {
        return Err(Refusal::OutOfReach);
    }
    if foe.size as u8 > one.size as u8 + 1 {
        return Err(Refusal::TooBig);
    }
    attack::only(world, one, Grant::Attack)?;
    if world.now.encounter.as_ref().is_some_and(|fight| fight.used.attacks_left > 0) {
        return Ok((one, foe));
    }
    turn::has_action(world).map(|()| (one, foe))
}

fn may_grapple(world: &World, who: CreatureId, target: CreatureId) -> Result<(), Refusal> {
    let (one, foe) = may_wrestle(world, who, target)?;
    let pack = &one.pack;
    // One hand must be free: of main hand and the other, at most one may hold something.
    if pack.main_hand.is_some() && (pack.off_hand.is_some() || super::ward::arm_taken(one)) {
        return Err(Refusal::HandsFull);
    }
    if foe.ongoing.values().any(|lasts| lasts.name == "grapple" && lasts.source == who) {
        return Err(Refusal::AlreadySo);
    }
    if lasting::immune(world, target, Condition::Grappled) { Err(Refusal::NotAFoe) } else { Ok(()) }
}

fn may_shove(world: &World, who: CreatureId, target: CreatureId, prone: Shoving) -> Result<(), Refusal> {
    let (one, foe) = may_wrestle(world, who, target)?;
    match prone {
        Shoving::Over if foe.has(Condition::Prone) => Err(Refusal::AlreadySo),
        Shoving::Over if lasting::immune(world, target, Condition::Prone) => Err(Refusal::NotAFoe),
        Shoving::Away if !shift::room(world, foe, foe.at, beyond(one, foe)) => Err(Refusal::Blocked),
        Shoving::Over | Shoving::Away => Ok(()),
    }
}

/// Takes hold of someone.
pub(super) fn grapple(now: &mut Unfold<'_>, who: CreatureId, target: CreatureId) -> Result<(), Refusal> {
    may_grapple(now.world(), who, target)?;
    pay(now, who);
    if wins(now, who, target) {
        let mut ongoing = lasting::new(now, "grapple", who, Expires::Never);
        ongoing.condition = Some(Condition::Grappled);
        lasting::begin(now, target, ongoing);
    }
    Ok(())
}

/// Pushes someone away or over.
pub(super) fn shove(now: &mut Unfold<'_>, who: CreatureId, target: CreatureId, prone: Shoving) -> Result<(), Refusal> {
    may_shove(now.world(), who, target, prone)?;
    pay(now, who);
    if !wins(now, who, target) {
        return Ok(());
    }
    match prone {
        Shoving::Over => lasting::prone(now, target, who),
        Shoving::Away => {
            let (Some(one), Some(foe)) = (now.creature(who), now.creature(target)) else { return Ok(()) };
            let to = beyond(one, foe);
            now.happens(Event::Shoved { creature: target, to });
            break_holds(now);
            super::mounted::jolted(now, target);
        }
    }
    Ok(())
}

/// A hold ends when the two are no longer beside each other.
pub(super) fn break_holds(now: &mut Unfold<'_>) {
    lasting::end_everywhere(now, |world, bearer, lasts| {
        let apart = match (world.creature(lasts.source), world.creature(bearer)) {
            (Some(one), Some(other)) => grid::feet_between(one, other) > fang::hold_feet(world, one),
            _ => true,
        };
        lasts.name == "grapple" && apart
    });
}

fn pay(now: &mut Unfold<'_>, creature: CreatureId) {
    let left = now.world().now.encounter.as_ref().map_or(0, |fight| fight.used.attacks_left);
    if left > 0 {
        return now.happens(Event::Spent { creature, what: Spending::Attack(left - 1) });
    }
    // Holding and pushing take the place of one attack of the attack action.
    let more = now.creature(creature).map_or(0, |one| attack::extra(now.world(), one));
    now.happens(Event::Spent { creature, what: Spending::Action });
    now.happens(Event::Spent { creature, what: Spending::Attack(more) });
}

/// Whether one outdoes another with a grapple check.
pub(super) fn outdoes(now: &mut Unfold<'_>, who: CreatureId, target: CreatureId) -> bool {
    wins(now, who, target)
}

/// A tie leaves things as they are; who can do nothing does not resist.
fn wins(now: &mut Unfold<'_>, who: CreatureId, target: CreatureId) -> bool {
    if now.creature(target).is_some_and(figure::incapacitated) {
        return true;
    }
    let roll = act::contest_roll(now, who, false);
    let other = act::contest_roll(now, target, true);
    let success = roll.total() > other.total();
    now.happens(Event::Contested { creature: who, roll, against: target, other, success });
    success
}

fn beyond(one: &Creature, foe: &Creature) -> Tile {
    let step = |from: i16, to: i16| (to - from).signum();
    let (x, y) = (step(one.at.x, foe.at.x), step(one.at.y, foe.at.y));
    Tile { x: foe.at.x.saturating_add(x), y: foe.at.y.saturating_add(y) }
}
