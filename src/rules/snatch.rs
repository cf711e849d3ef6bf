//! Things that circle their bearer in the air: others grasp them away from him, or break them (SRD: Ioun Stone). Ruling 75.

use super::arms;
use super::attack;
use super::attempt::Attempt;
use super::batter::{self, Blow};
use super::carry;
use super::d20::{self, Tally};
use super::figure;
use super::grid;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::dice::Face;
use crate::srd::ability::{Ability, Skill};
use crate::srd::charm::Charm;
use crate::srd::effect::Grant;
use crate::srd::id::ItemId;
use crate::srd::modifier::{Modifier, On};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::wrought::Wrought;

/// What follows a thing's name where the hit points are counted that it has lost.
pub(super) const HURT: &str = "#hurt";

/// What circles somebody, with its armour class and its hit points.
fn circling<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = (&'w ItemId, (u8, u8))> {
    one.pack.adorned.iter().filter_map(|item| {
        let orbit = wear::magic(world, item)?.gives.iter().find_map(|given| match given {
            Modifier::Charm(Charm::Orbits { ac, hp }) => Some((*ac, *hp)),
            _ => None,
        })?;
        Some((item, orbit))
    })
}

/// Everything that circles a foe in reach: to be grasped, and to be struck with every weapon.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Some(one) = world.creature(who).filter(|_| world.now.encounter.is_some()) else { return };
    for foe in world.now.creatures.values() {
        for (item, _) in circling(world, foe) {
            let from = foe.id;
            if may_grasp(world, who, from, item).is_ok() {
                into.push(Attempt::Snatch { from, item: item.clone() });
            }
            let weapons = arms::choices(world, one).into_iter();
            let able = weapons.filter(|weapon| may_strike(world, who, from, item, weapon).is_ok());
            into.extend(able.map(|weapon| Attempt::Smash { from, item: item.clone(), weapon }));
        }
    }
}

/// Grasps it with what its bearer's foe does better: an attack of the bare hand or a nimble reach.
pub(super) fn grasps(now: &mut Unfold<'_>, who: CreatureId, from: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let (ac, _) = may_grasp(now.world(), who, from, item)?;
    let ac = i32::from(ac);
    let Some(one) = now.creature(who) else { return Err(Refusal::NoSuchTarget) };
    let hand = arms::arm(now.world(), one, &Weapon::Unarmed).map_or(0, |arm| arm.bonus);
    let nimble = figure::check_bonus(now.world(), one, Ability::Dex, Some(Skill::Acrobatics));
    now.happens(Event::Spent { creature: who, what: Spending::Action });
    let taken = if nimble > hand {
        d20::check(now, who, Ability::Dex, Some(Skill::Acrobatics), ac)
    } else {
        let roll = d20::roll(now, who, &[On::Attacks, On::WeaponAttacks], hand, Tally::default());
        let hit = roll.kept != Face(1) && (roll.kept == Face(20) || roll.total() >= ac);
        let (creature, item) = (who, item.clone());
        let grasped = Wrought::Circling { creature, from, item, roll, ac, dealt: None, hit };
        now.happens(Event::Wrought(Box::new(grasped)));
        hit
    };
    if taken {
        carry::passes(now, from, who, item, 1);
    }
    Ok(())
}

/// Strikes at it; whatever hurts it hurts it half, and without hit points it is gone.
pub(super) fn strikes(
    now: &mut Unfold<'_>,
    who: CreatureId,
    from: CreatureId,
    item: &ItemId,
    weapon: &Weapon,
) -> Result<(), Refusal> {
    let (ac, hp) = may_strike(now.world(), who, from, item, weapon)?;
    let ac = i32::from(ac);
    let Some(Blow { roll, dealt, .. }) = batter::blow(now, who, weapon, ac) else { return Ok(()) };
    let hit = roll.kept != Face(1) && (roll.kept == Face(20) || roll.total() >= ac);
    let charges = u8::try_from(dealt / 2).unwrap_or(u8::MAX);
    let (creature, struck) = (who, item.clone());
    let blow = Wrought::Circling { creature, from, item: struck, roll, ac, dealt: Some(u16::from(charges)), hit };
    now.happens(Event::Wrought(Box::new(blow)));
    if charges == 0 {
        return Ok(());
    }
    let mark = ItemId::new(&format!("{item}{HURT}"));
    now.happens(Event::ChargesSpent { creature: from, item: mark.clone(), charges });
    let lost = now.creature(from).and_then(|one| one.pack.spent.get(&mark).copied()).unwrap_or_default();
    if lost >= hp {
        wear::changing(now, from, |now| now.happens(Event::ItemLost { creature: from, item: item.clone(), count: 1 }));
    }
    Ok(())
}

/// What circles a foe, for whoever has his action left; how far away it is.
fn may_reach(world: &World, who: CreatureId, from: CreatureId, item: &ItemId) -> Result<((u8, u8), u16), Refusal> {
    let one = turn::may_fight(world, who)?;
    let foe = attack::target_of(world, one, from)?;
    attack::only(world, one, Grant::Attack)?;
    turn::has_action(world)?;
    let found = circling(world, foe).find(|(there, _)| *there == item).ok_or(Refusal::NothingThere)?;
    Ok((found.1, grid::feet_between(one, foe)))
}

fn may_grasp(world: &World, who: CreatureId, from: CreatureId, item: &ItemId) -> Result<(u8, u8), Refusal> {
    let (orbit, feet) = may_reach(world, who, from, item)?;
    if feet <= grid::SQUARE_FEET { Ok(orbit) } else { Err(Refusal::OutOfReach) }
}

fn may_strike(
    world: &World,
    who: CreatureId,
    from: CreatureId,
    item: &ItemId,
    weapon: &Weapon,
) -> Result<(u8, u8), Refusal> {
    let (orbit, feet) = may_reach(world, who, from, item)?;
    let one = world.creature(who).ok_or(Refusal::NoSuchTarget)?;
    if feet <= batter::near(world, one, weapon)? { Ok(orbit) } else { Err(Refusal::OutOfReach) }
}
