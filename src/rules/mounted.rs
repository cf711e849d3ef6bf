//! Riding: getting on and off, going where the mount goes, falling off (SRD: Mounted Combat). Ruling 54.

use super::attempt::Attempt;
use super::d20::{self, Save};
use super::figure;
use super::grid::{self, SQUARE_FEET};
use super::lasting;
use super::movement;
use super::refusal::Refusal;
use super::summon::free_near;
use super::toll;
use super::turn;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::Grant;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::{Creature, RIDING};
use crate::world::event::{Event, Spending};
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// What lasts on a mount that is ridden.
const RIDDEN: &str = "ridden";
/// Staying in the saddle asks for a dexterity save of this.
const SADDLE_DC: i32 = 10;
/// A mount of this intelligence or more does what it likes.
const WILFUL_INT: u8 = 4;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    if may_dismount(world, who).is_ok() {
        into.push(Attempt::Dismount);
    }
    let mounts = world.now.creatures.keys().copied().filter(|mount| may_mount(world, who, *mount).is_ok());
    into.extend(mounts.map(Attempt::Mount));
}

/// True for a rider and his mount.
pub(super) fn pair(one: &Creature, other: &Creature) -> bool {
    one.rides() == Some(other.id) || other.rides() == Some(one.id)
}

/// Gets on, for half the speed.
pub(super) fn mounts(now: &mut Unfold<'_>, who: CreatureId, mount: CreatureId) -> Result<(), Refusal> {
    let feet = may_mount(now.world(), who, mount)?;
    let Some(at) = now.creature(mount).map(|one| one.at) else { return Ok(()) };
    now.happens(Event::Moved { creature: who, path: vec![at], feet });
    let riding = lasting::new(now, RIDING, mount, Expires::Never);
    lasting::begin(now, who, riding);
    let tame = now.creature(mount).is_some_and(|one| figure::scores(now.world(), one).int < WILFUL_INT);
    if tame {
        let mut ridden = lasting::new(now, RIDDEN, who, Expires::Never);
        ridden.gives = vec![Modifier::OnlyActions(vec![Grant::Dash, Grant::Disengage, Grant::Dodge])];
        lasting::begin(now, mount, ridden);
        follows(now, who, mount);
    }
    toll::poses(now, who, Pose::Mounts, Some(mount));
    Ok(())
}

/// Gets off, for half the speed.
pub(super) fn dismounts(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let feet = may_dismount(now.world(), who)?;
    gets_off(now, who, feet);
    toll::poses(now, who, Pose::Dismounts, None);
    Ok(())
}

/// The mount was moved against its will: its rider saves or falls off.
pub(super) fn jolted(now: &mut Unfold<'_>, mount: CreatureId) {
    let riders = now.world().now.creatures.values().filter(|one| one.rides() == Some(mount)).map(|one| one.id);
    for rider in riders.collect::<Vec<_>>() {
        if !d20::save(now, &Save::plain(rider, Ability::Dex, SADDLE_DC)) {
            falls_off(now, rider);
        }
    }
}

/// Riders whose mount went down get off, on their feet if they can still react; riders who went down themselves save.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let riders = now.world().now.creatures.values().filter_map(|one| Some((one.id, one.rides()?)));
    for (rider, mount) in riders.collect::<Vec<_>>() {
        if now.world().now.encounter.is_none() {
            gets_off(now, rider, 0);
            continue;
        }
        let carries = |one: &Creature| one.is_up() && !one.has(Condition::Prone) && !figure::incapacitated(one);
        let Some(one) = now.creature(rider) else { continue };
        if !now.creature(mount).is_some_and(carries) {
            let reacts = turn::may_react(now.world(), one) && !one.has(Condition::Prone);
            if reacts {
                now.happens(Event::Spent { creature: rider, what: Spending::Reaction });
                gets_off(now, rider, 0);
            } else {
                falls_off(now, rider);
            }
        } else if one.has(Condition::Prone) {
            let helpless = figure::incapacitated(one);
            if helpless || !d20::save(now, &Save::plain(rider, Ability::Dex, SADDLE_DC)) {
                falls_off(now, rider);
            } else {
                lasting::end_where(now, rider, |_, lasts| lasts.condition == Some(Condition::Prone));
            }
        }
    }
}

fn falls_off(now: &mut Unfold<'_>, rider: CreatureId) {
    gets_off(now, rider, 0);
    toll::poses(now, rider, Pose::FallsOff, None);
    if now.creature(rider).is_some_and(|one| !one.has(Condition::Prone)) {
        lasting::prone(now, rider, rider);
    }
}

/// Stands beside the mount; what bound the two is over.
fn gets_off(now: &mut Unfold<'_>, rider: CreatureId, feet: u16) {
    let Some(mount) = now.creature(rider).and_then(Creature::rides) else { return };
    lasting::end_where(now, rider, |_, lasts| lasts.name == RIDING);
    lasting::end_where(now, mount, |_, lasts| lasts.name == RIDDEN && lasts.source == rider);
    let Some(one) = now.creature(rider) else { return };
    let to = free_near(now.world(), one, one.at);
    now.happens(Event::Moved { creature: rider, path: vec![to], feet });
}

/// A tame mount whose turn was still to come has it right after its rider's.
fn follows(now: &mut Unfold<'_>, rider: CreatureId, mount: CreatureId) {
    let Some(fight) = &now.world().now.encounter else { return };
    let place = |id: CreatureId| fight.order.iter().position(|(one, _)| *one == id);
    let (Some(first), Some(second)) = (place(rider), place(mount)) else { return };
    if second > first + 1 {
        let mut order = fight.order.clone();
        let total = order.get(first).map_or(0, |(_, total)| *total);
        order.remove(second);
        order.insert(first + 1, (mount, total));
        now.happens(Event::OrderSettled { order });
    }
}

/// What getting on costs, feet.
fn may_mount(world: &World, who: CreatureId, mount: CreatureId) -> Result<u16, Refusal> {
    let one = turn::may_fight(world, who)?;
    let other = world.creature(mount).ok_or(Refusal::NoSuchTarget)?;
    let ridden = world.now.creatures.values().any(|rider| rider.rides() == Some(mount));
    if one.rides().is_some() || ridden || other.rides().is_some() {
        return Err(Refusal::AlreadySo);
    }
    if mount == who || other.side != one.side || !other.is_up() || other.has(Condition::Prone) {
        return Err(Refusal::NoSuchTarget);
    }
    if (other.size as u8) <= one.size as u8 {
        return Err(Refusal::TooBig);
    }
    if grid::feet_between(one, other) > SQUARE_FEET {
        return Err(Refusal::OutOfReach);
    }
    let feet = figure::speed_feet(world, one) / 2;
    if feet == 0 || movement::left_feet(world, one) < feet { Err(Refusal::NoMovement) } else { Ok(feet) }
}

/// What getting off costs, feet.
fn may_dismount(world: &World, who: CreatureId) -> Result<u16, Refusal> {
    let one = turn::may_fight(world, who)?;
    one.rides().ok_or(Refusal::AlreadySo)?;
    let feet = figure::speed_feet(world, one) / 2;
    let moved = world.now.encounter.as_ref().map_or(0, |fight| fight.used.moved_feet);
    let left = figure::speed_feet(world, one).saturating_sub(moved);
    if feet == 0 || left < feet { Err(Refusal::NoMovement) } else { Ok(feet) }
}
