//! Waiting with a shot or a spell for the first foe who moves within range (SRD: Actions in Combat, Ready). Ruling 15.

use smol_str::SmolStr;

use super::aim;
use super::arms;
use super::attack;
use super::attempt::{Attempt, Await};
use super::cast::{self, Casting};
use super::grid;
use super::lasting;
use super::price;
use super::refusal::Refusal;
use super::sight::{self, Cover};
use super::turn;
use super::unfold::Unfold;
use crate::srd::effect::{Grant, Until};
use crate::srd::id::{ItemId, SpellId};
use crate::srd::spell::{Spell, Targets, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
use crate::world::question::How;

/// What lasts on whoever waits.
const READY: &str = "ready";

/// What may be waited with.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    let shots = arms::choices(world, one).into_iter().filter_map(|weapon| match weapon {
        Weapon::Held(item) => Some(Await::Shoot(item)),
        Weapon::Thrown(item) => Some(Await::Throw(item)),
        _ => None,
    });
    let spells = super::caster::spells(world, one).into_iter().flat_map(|spell| {
        let levels = if spell.level == 0 { 0..=0 } else { spell.level..=9 };
        levels.map(|level| Await::Cast { spell: spell.id.clone(), level })
    });
    let all = shots.chain(spells).filter(|it| may_wait(world, who, it).is_ok());
    into.extend(all.map(Attempt::Await));
}

/// Waits: the action is spent, and so is the slot of a spell, which is held by concentration.
pub(super) fn waits(now: &mut Unfold<'_>, who: CreatureId, it: &Await) -> Result<(), Refusal> {
    may_wait(now.world(), who, it)?;
    now.happens(Event::Spent { creature: who, what: Spending::Action });
    now.happens(Event::Acted { creature: who, action: Grant::Attack, target: None });
    let expires = lasting::expires(now.world(), Until::StartOfTargetTurn, who, who);
    let mut ready = lasting::new(now, READY, who, expires);
    match it {
        Await::Shoot(item) => ready.chosen = Some(SmolStr::new(format!("{SHOOT}{item}"))),
        Await::Throw(item) => ready.chosen = Some(SmolStr::new(format!("{THROW}{item}"))),
        Await::Cast { spell, level } => {
            let Some(record) = now.world().book.spells.get(spell).cloned() else { return Ok(()) };
            price::pays(now, who, &record, *level);
            lasting::end_concentration(now, who);
            now.happens(Event::Concentrated { creature: who, spell: spell.clone() });
            ready.id = crate::world::id::OngoingId(now.world().now.next_ongoing);
            (ready.concentration, ready.level) = (true, *level);
            ready.chosen = Some(SmolStr::new(format!("{CAST}{spell}")));
        }
    }
    lasting::begin(now, who, ready);
    Ok(())
}

const SHOOT: &str = "shoot ";
const THROW: &str = "throw ";
const CAST: &str = "cast ";

/// What somebody waits with, if it is more than a blow in reach.
fn held(one: &Creature) -> Option<(&Ongoing, &str)> {
    let ready = one.ongoing.values().find(|lasts| lasts.name == READY)?;
    Some((ready, ready.chosen.as_deref()?))
}

/// The weapon that somebody waits to shoot or throw.
pub(super) fn weapon(one: &Creature) -> Option<Weapon> {
    let (_, chosen) = held(one)?;
    let shot = chosen.strip_prefix(SHOOT).map(|item| Weapon::Held(ItemId::new(item)));
    shot.or_else(|| chosen.strip_prefix(THROW).map(|item| Weapon::Thrown(ItemId::new(item))))
}

/// The spell that somebody holds, and from which slot.
fn spell<'w>(world: &'w World, one: &Creature) -> Option<(&'w Spell, u8)> {
    let (ready, chosen) = held(one)?;
    Some((world.book.spells.get(&SpellId::new(chosen.strip_prefix(CAST)?))?, ready.level))
}

/// True when whoever waits can do what he waits for to this one; none when he waits for a blow in reach.
pub(super) fn reaches(world: &World, one: &Creature, walker: &Creature) -> Option<bool> {
    held(one)?;
    if let Some(weapon) = weapon(one) {
        let arm = arms::arm(world, one, &weapon);
        let near =
            arm.and_then(|arm| arm.range_feet).is_some_and(|(normal, _)| grid::feet_between(one, walker) <= normal);
        // What was thrown or let fall in the meantime is not shot any more.
        let ready = attack::ready_weapons(world, one).contains(&weapon);
        return Some(ready && near && sight::cover(world, one, walker) != Cover::Total);
    }
    let (spell, level) = spell(world, one)?;
    let how = How::default();
    Some(aim::check(world, one, cast::aimed(world, one, spell, level, &how), &[walker.id], None).is_ok())
}

/// Lets the held spell go at somebody; false when no spell is held.
pub(super) fn releases(now: &mut Unfold<'_>, who: CreatureId, target: CreatureId) -> bool {
    let Some(one) = now.creature(who) else { return false };
    let Some((spell, level)) = spell(now.world(), one).map(|(spell, level)| (spell.clone(), level)) else {
        return false;
    };
    let how = How::default();
    let aimed = aim::check(now.world(), one, cast::aimed(now.world(), one, &spell, level, &how), &[target], None);
    let Ok(touched) = aimed else { return true };
    now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    lasting::end_concentration(now, who);
    cast::unfolds(now, who, Casting { spell, level, targets: vec![target], at: None, touched, how });
    true
}

/// With an action and a reaction to spend: a shot from what is in hand, or a spell of one action at one target.
fn may_wait(world: &World, who: CreatureId, it: &Await) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    attack::only(world, one, Grant::Attack)?;
    turn::has_action(world)?;
    if one.reacted {
        return Err(Refusal::NoReaction);
    }
    let ready = |weapon: &Weapon| attack::ready_weapons(world, one).contains(weapon);
    let ranged = |weapon: Weapon| {
        let arm = arms::arm(world, one, &weapon).ok_or(Refusal::NotAWeapon)?;
        if arm.range_feet.is_some() && ready(&weapon) { Ok(()) } else { Err(Refusal::NotAWeapon) }
    };
    match it {
        Await::Shoot(item) => ranged(Weapon::Held(item.clone())),
        Await::Throw(item) => ranged(Weapon::Thrown(item.clone())),
        Await::Cast { spell, level } => {
            let spell = cast::may_pay(world, one, spell, *level)?;
            let single = matches!(spell.targets, Targets::Creatures(_));
            if spell.time == Time::Action && single { Ok(()) } else { Err(Refusal::CannotCast) }
        }
    }
}
