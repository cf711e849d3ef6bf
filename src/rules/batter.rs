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
use crate::srd::id::ItemId;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::{Modifier, On};
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Lock};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
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
    if now.world().now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Action });
    } else {
        clock::pass(now, TURN_SECONDS);
    }
    let Some(one) = now.creature(who) else { return Ok(()) };
    let Some(arm) = arms::arm(now.world(), one, weapon) else { return Ok(()) };
    let (bonus, plus, kind) = (arm.bonus, arm.plus, arm.kind);
    let dice = arm.damage.or_else(|| arm.effects.iter().find_map(printed));
    let roll = d20::roll(now, who, &[On::Attacks, On::WeaponAttacks], bonus, Tally::default());
    let ac = lock.made.ac();
    let hit = roll.kept != Face(1) && (roll.kept == Face(20) || roll.total() >= ac);
    let critical = hit && roll.kept == Face(20);
    let cleaves = |one: &Creature| {
        let given = wear::magic(now.world(), held(weapon)?)?.gives.contains(&Modifier::Charm(Charm::Cleaves));
        (given && wear::works(now.world(), one, held(weapon)?)).then_some(())
    };
    let cleaves = now.creature(who).and_then(cleaves).is_some();
    let dealt = match dice.filter(|_| hit) {
        Some(dice) if cleaves => {
            let times = if critical { 2 } else { 1 };
            i32::from(dice.count) * i32::from(dice.sides.0) * times + i32::from(dice.plus) + plus
        }
        Some(dice) => damage::roll(now, who, kind, dice.and(plus), critical, 0),
        None => 0,
    };
    let harmless = matches!(kind, DamageKind::Poison | DamageKind::Psychic) || dealt < i32::from(lock.threshold);
    let dealt = u16::try_from(if harmless { 0 } else { dealt }).unwrap_or(u16::MAX);
    let besieges = now.creature(who).is_some_and(|one| instinct::has(now.world(), one, |it| *it == Instinct::Besieges));
    let dealt = if besieges { dealt.saturating_mul(2) } else { dealt };
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

fn held(weapon: &Weapon) -> Option<&ItemId> {
    if let Weapon::Held(item) | Weapon::BothHands(item) = weapon { Some(item) } else { None }
}

fn printed(effect: &Effect) -> Option<crate::dice::Amount> {
    if let Effect::Damage { dice, .. } = effect { Some(dice.is) } else { None }
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
    let one: &Creature = if world.now.encounter.is_some() {
        turn::has_action(world)?;
        turn::may_fight(world, who)?
    } else {
        gate::at_leisure(world, who)?
    };
    let lock = hazard::lock(world, one, id)?;
    match weapon {
        Weapon::Held(item) | Weapon::BothHands(item) if one.pack.main_hand.as_ref() == Some(item) => {}
        Weapon::Unarmed | Weapon::Action(_) => {}
        _ => return Err(Refusal::NotAWeapon),
    }
    let arm = arms::arm(world, one, weapon).ok_or(Refusal::NotAWeapon)?;
    if arm.reach_feet.is_some() && arm.weapon { Ok(lock) } else { Err(Refusal::NotAWeapon) }
}
