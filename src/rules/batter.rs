//! Attacking things: armour class by what they are made of, hit points by size, a threshold below which nothing hurts
//! (SRD: Objects). Ruling 48.

use super::arms;
use super::attempt::Attempt;
use super::clock;
use super::d20::{self, Tally};
use super::damage;
use super::gate;
use super::hazard;
use super::instinct;
use super::refusal::Refusal;
use super::seal;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::dice::Face;
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::{Modifier, On};
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Lock};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{D20, Event, Spending, Weapon};
use crate::world::hardship::Hardship;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// A blow outside of fights takes as long as a turn.
const TURN_SECONDS: u32 = 6;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Some(one) = world.creature(who) else { return };
    let locked: Vec<&ThingId> = world
        .things()
        .filter(|(id, thing)| lock_of(&thing.is).is_some() || world.seal(id).is_some())
        .map(|it| it.0)
        .collect();
    for thing in locked {
        for weapon in arms::choices(world, one) {
            if may_batter(world, who, thing, &weapon).is_ok() {
                into.push(Attempt::Batter { thing: thing.clone(), weapon });
            }
        }
    }
}

/// Strikes at a thing; at no hit points it is broken, and what it kept shut is open.
pub(super) fn batters(now: &mut Unfold<'_>, who: CreatureId, id: &ThingId, weapon: &Weapon) -> Result<(), Refusal> {
    let lock = may_batter(now.world(), who, id, weapon)?.clone();
    let ac = lock.made.ac();
    let Some(Blow { roll, dealt, .. }) = blow(now, who, weapon, ac) else { return Ok(()) };
    let dealt = if dealt < u16::from(lock.threshold) { 0 } else { dealt };
    let before = battered(now.world(), id);
    let thing = id.clone();
    now.happens(Event::Hardship(Box::new(Hardship::Battered { creature: who, thing, roll, ac, dealt })));
    if i32::from(before.saturating_add(dealt)) >= lock.sturdy.hp() {
        seal::ends(now, id);
        let door = matches!(now.world().thing(id).map(|thing| &thing.is), Some(Is::Door(_)));
        let map = now.world().now.place.map.clone();
        let fate = if door { Fate::Open } else { Fate::Unlocked };
        now.happens(Event::ThingChanged { map, thing: id.clone(), fate });
    }
    Ok(())
}

/// True for a blade that things do not withstand at all.
fn cleaves(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let (Weapon::Held(item) | Weapon::BothHands(item)) = weapon else { return false };
    let gives = wear::magic(world, item).is_some_and(|it| it.gives.contains(&Modifier::Charm(Charm::Cleaves)));
    gives && wear::works(world, one, item)
}

/// A blow at what does not defend itself.
pub(super) struct Blow {
    /// The attack roll.
    pub(super) roll: D20,
    /// What it does; nothing where it misses or things do not feel it.
    pub(super) dealt: u16,
    /// Of which kind.
    pub(super) kind: DamageKind,
}

/// Strikes, with the whole action in a fight.
pub(super) fn blow(now: &mut Unfold<'_>, who: CreatureId, weapon: &Weapon, ac: i32) -> Option<Blow> {
    if now.world().now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Action });
    } else {
        clock::pass(now, TURN_SECONDS);
    }
    let one = now.creature(who)?;
    let arm = arms::arm(now.world(), one, weapon)?;
    let (bonus, plus) = (arm.bonus, arm.plus);
    let printed = arm.effects.iter().find_map(printed);
    let dice = arm.damage.or(printed.map(|(dice, _)| dice));
    let kind = printed.filter(|_| arm.damage.is_none()).and_then(|(_, kind)| kind).unwrap_or(arm.kind);
    let roll = d20::roll(now, who, &[On::Attacks, On::WeaponAttacks], bonus, Tally::default());
    let hit = roll.kept != Face(1) && (roll.kept == Face(20) || roll.total() >= ac);
    let critical = hit && roll.kept == Face(20);
    let cleaves = now.creature(who).is_some_and(|one| cleaves(now.world(), one, weapon));
    let dealt = match dice.filter(|_| hit) {
        Some(dice) if cleaves => {
            let times = if critical { 2 } else { 1 };
            i32::from(dice.count) * i32::from(dice.sides.0) * times + i32::from(dice.plus) + plus
        }
        Some(dice) => damage::roll(now, who, kind, dice.and(plus), critical, 0),
        None => 0,
    };
    let harmless = matches!(kind, DamageKind::Poison | DamageKind::Psychic);
    let dealt = u16::try_from(if harmless { 0 } else { dealt }).unwrap_or(u16::MAX);
    let besieges = now.creature(who).is_some_and(|one| instinct::has(now.world(), one, |it| *it == Instinct::Besieges));
    Some(Blow { roll, dealt: if besieges { dealt.saturating_mul(2) } else { dealt }, kind })
}

fn printed(effect: &Effect) -> Option<(crate::dice::Amount, Option<DamageKind>)> {
    if let Effect::Damage { dice, kind, .. } = effect { Some((dice.is, kind.first().copied())) } else { None }
}

/// Hit points that a thing has lost.
fn battered(world: &World, id: &ThingId) -> u16 {
    world.now.place.battered.get(&(world.now.place.map.clone(), id.clone())).copied().unwrap_or_default()
}

const fn lock_of(is: &Is) -> Option<&Lock> {
    match is {
        Is::Door(lock) | Is::Chest { lock, .. } => lock.as_ref(),
        _ => None,
    }
}

/// Something shut in reach, with a weapon that strikes from near by.
fn may_batter<'w>(world: &'w World, who: CreatureId, id: &ThingId, weapon: &Weapon) -> Result<&'w Lock, Refusal> {
    let one = free(world, who)?;
    let lock = hazard::lock(world, one, id)?;
    near(world, one, weapon).map(|_| lock)
}

/// Whoever could strike at a thing now.
pub(super) fn free(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    if world.now.encounter.is_none() {
        return gate::at_leisure(world, who);
    }
    turn::has_action(world)?;
    turn::may_fight(world, who)
}

/// How far a weapon strikes from near by, feet.
pub(super) fn near(world: &World, one: &Creature, weapon: &Weapon) -> Result<u16, Refusal> {
    match weapon {
        Weapon::Held(item) | Weapon::BothHands(item) if one.pack.main_hand.as_ref() == Some(item) => {}
        Weapon::Unarmed | Weapon::Action(_) => {}
        _ => return Err(Refusal::NotAWeapon),
    }
    let arm = arms::arm(world, one, weapon).filter(|arm| arm.weapon).ok_or(Refusal::NotAWeapon)?;
    arm.reach_feet.ok_or(Refusal::NotAWeapon)
}
