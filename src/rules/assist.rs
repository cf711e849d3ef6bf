//! Helping a friend, waking or steadying someone, and waiting for the right moment (SRD: Actions in Combat).

use super::arms;
use super::attack;
use super::command::Verb;
use super::d20;
use super::grid;
use super::instinct;
use super::lasting;
use super::refusal::Refusal;
use super::sticky;
use super::threat;
use super::turn;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Skill};
use crate::srd::effect::{EndsOn, Escape, Grant, Until};
use crate::srd::modifier::{Modifier, On};
use crate::srd::quantity::Dc;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::{CreatureId, OngoingId};

/// A wisdom (medicine) check this high steadies the dying.
const STEADY_DC: i32 = 10;
/// A word of command carries so far, feet.
const CALM_FEET: u16 = 60;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    for other in world.now.creatures.keys().copied() {
        if may_help(world, who, other).is_ok() {
            into.push(Verb::Help { friend: other });
        }
        if may_wake(world, who, other).is_ok() {
            into.push(Verb::Wake { target: other });
        }
    }
    let Ok(one) = turn::may_fight(world, who) else { return };
    for weapon in arms::choices(world, one) {
        if may_ready(world, who, &weapon).is_ok() {
            into.push(Verb::Ready { weapon });
        }
    }
}

fn friend(world: &World, who: CreatureId, other: CreatureId) -> Result<(&Creature, &Creature), Refusal> {
    let one = turn::may_fight(world, who)?;
    let friend = world.creature(other).ok_or(Refusal::NoSuchTarget)?;
    if friend.id == who || friend.side != one.side || friend.dead {
        return Err(Refusal::NoSuchTarget);
    }
    attack::only(world, one, Grant::Help)?;
    turn::has_action(world)?;
    Ok((one, friend))
}

/// One helps in a fight against a foe within 5 feet of oneself.
fn may_help(world: &World, who: CreatureId, other: CreatureId) -> Result<(), Refusal> {
    let (one, friend) = friend(world, who, other)?;
    if !friend.is_up() {
        return Err(Refusal::TargetDown);
    }
    let mut foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.is_up());
    if foes.any(|foe| grid::feet_between(one, foe) <= grid::SQUARE_FEET) { Ok(()) } else { Err(Refusal::OutOfReach) }
}

/// Those in reach who sleep a sleep that can be broken, or who are dying.
fn may_wake(world: &World, who: CreatureId, other: CreatureId) -> Result<(), Refusal> {
    let (one, friend) = friend(world, who, other)?;
    if calms(world, one, friend).is_some() || sticky::holds_within(world, one, friend).is_some() {
        return Ok(());
    }
    if grid::feet_between(one, friend) > grid::SQUARE_FEET {
        return Err(Refusal::OutOfReach);
    }
    let asleep = friend.ongoing.values().any(|lasts| lasts.ends_on.contains(&EndsOn::Woken));
    let dying = friend.dying.is_some_and(|dying| !dying.stable) && !super::water::choking(world, friend);
    if asleep || dying || tended(friend).is_some() || held(friend).is_some() { Ok(()) } else { Err(Refusal::AlreadySo) }
}

/// What it takes to calm a creature of one's own that has gone berserk, within earshot.
fn calms(world: &World, one: &Creature, other: &Creature) -> Option<u8> {
    instinct::calmed_at(world, other, one.id).filter(|_| grid::feet_between(one, other) <= CALM_FEET)
}

/// The bleeding of a neighbour that a healer's hand stops, and against what.
fn tended(other: &Creature) -> Option<(OngoingId, i32)> {
    other.ongoing.values().find_map(|lasts| match lasts.escape {
        Some(Escape { skill: Some(Skill::Medicine), dc: Dc::Is(dc), .. }) => Some((lasts.id, i32::from(dc))),
        _ => None,
    })
}

/// What holds a neighbour that others can pull off him, with which ability and against what.
fn held(other: &Creature) -> Option<(OngoingId, Ability, i32)> {
    other.ongoing.values().find_map(|lasts| match lasts.escape {
        Some(Escape { by_friends: true, ability, dc: Dc::Is(dc), .. }) => Some((lasts.id, ability, i32::from(dc))),
        _ => None,
    })
}

fn may_ready(world: &World, who: CreatureId, weapon: &Weapon) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    attack::only(world, one, Grant::Attack)?;
    turn::has_action(world)?;
    if one.reacted {
        return Err(Refusal::NoReaction);
    }
    // The blow is struck with what is in hand, in the best way that there is then.
    let held = threat::in_reach(world, one).iter().any(|(ready, _)| ready == weapon);
    if held { Ok(()) } else { Err(Refusal::NotAWeapon) }
}

/// Gives a friend advantage on the next attack.
pub(super) fn help(now: &mut Unfold<'_>, who: CreatureId, other: CreatureId) -> Result<(), Refusal> {
    may_help(now.world(), who, other)?;
    now.happens(Event::Spent { creature: who, what: Spending::Action });
    now.happens(Event::Acted { creature: who, action: Grant::Help, target: Some(other) });
    let expires = lasting::expires(now.world(), Until::StartOfSourceTurn, who, other);
    let mut ongoing = lasting::new(now, "help", who, expires);
    ongoing.gives = vec![Modifier::Advantage(On::Attacks)];
    ongoing.ends_on = vec![EndsOn::Used];
    lasting::begin(now, other, ongoing);
    Ok(())
}

/// Wakes a sleeper, or tries to steady someone who is dying.
pub(super) fn wake(now: &mut Unfold<'_>, who: CreatureId, other: CreatureId) -> Result<(), Refusal> {
    may_wake(now.world(), who, other)?;
    now.happens(Event::Spent { creature: who, what: Spending::Action });
    now.happens(Event::Acted { creature: who, action: Grant::Help, target: Some(other) });
    let pair = now.creature(who).zip(now.creature(other));
    if let Some(cube) = pair.and_then(|(one, friend)| sticky::holds_within(now.world(), one, friend)) {
        sticky::pulls_out(now, who, other, cube);
        return Ok(());
    }
    let calms = now.creature(who).zip(now.creature(other)).and_then(|(one, other)| calms(now.world(), one, other));
    if let Some(dc) = calms {
        if d20::check(now, who, Ability::Cha, Some(Skill::Persuasion), i32::from(dc)) {
            lasting::end_where(now, other, |_, lasts| lasts.name == instinct::BERSERK);
        }
        return Ok(());
    }
    lasting::end_where(now, other, |_, lasts| lasts.ends_on.contains(&EndsOn::Woken));
    if let Some((wound, dc)) = now.creature(other).and_then(tended) {
        if d20::check(now, who, Ability::Wis, Some(Skill::Medicine), dc) {
            lasting::finish(now, other, wound);
        }
        return Ok(());
    }
    if let Some((hold, ability, dc)) = now.creature(other).and_then(held) {
        if d20::check(now, who, ability, None, dc) {
            lasting::finish(now, other, hold);
        }
        return Ok(());
    }
    let dying = now.creature(other).and_then(|one| one.dying).is_some_and(|dying| !dying.stable);
    if dying && d20::check(now, who, Ability::Wis, Some(Skill::Medicine), STEADY_DC) {
        now.happens(Event::Stabilized { creature: other });
    }
    Ok(())
}

/// Waits for a foe to come into reach.
pub(super) fn ready(now: &mut Unfold<'_>, who: CreatureId, weapon: &Weapon) -> Result<(), Refusal> {
    may_ready(now.world(), who, weapon)?;
    now.happens(Event::Spent { creature: who, what: Spending::Action });
    now.happens(Event::Acted { creature: who, action: Grant::Attack, target: None });
    let expires = lasting::expires(now.world(), Until::StartOfTargetTurn, who, who);
    let ongoing = lasting::new(now, "ready", who, expires);
    lasting::begin(now, who, ongoing);
    Ok(())
}
