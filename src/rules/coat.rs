//! Poison and oil on blades and points (SRD: Poisons; Equipment, Basic Poison; Magic Items, Oil of Sharpness).
//!
//! Ruling 38: what gets into wounds is put on one weapon that cuts or stabs, or on one piece of ammunition, with an
//! action. A basic poison dries within a minute; the others stay until they have got into a wound.

use super::afflict::{self, Cause};
use super::burden;
use super::clock::MINUTE_SECONDS;
use super::command::Verb;
use super::lasting;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Until;
use crate::srd::id::ItemId;
use crate::srd::item::{Poison, Use};
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Strike;

/// The one that dries.
const BASIC: &str = "basic_poison";

/// How much better the oil on a weapon or on what it shoots makes an attack, as long as it has not dried.
pub(super) fn honed(world: &World, one: &Creature, weapon: &ItemId, shot: Option<&ItemId>) -> Option<u8> {
    if one.pack.coated.is_empty() {
        return None;
    }
    let coats = [Some(weapon), shot].into_iter().flatten().filter_map(|id| one.pack.coated.get(id));
    let wet = coats.filter(|coat| one.bears(coat.as_str()));
    wet.filter_map(|coat| oil(world, coat)).map(|oil| oil.plus).max()
}

/// What an oil does.
struct Oil {
    plus: u8,
    minutes: u16,
    pieces: u8,
}

fn oil(world: &World, item: &ItemId) -> Option<Oil> {
    wear::magic(world, item)?.gives.iter().find_map(|given| match given {
        Modifier::Charm(Charm::Oils { plus, minutes, pieces }) => {
            Some(Oil { plus: *plus, minutes: *minutes, pieces: *pieces })
        }
        _ => None,
    })
}

/// How many pieces of a kind of ammunition that was oiled have been shot is counted so.
fn counted(shot: &ItemId) -> ItemId {
    ItemId::new(&format!("{shot}#oiled"))
}

/// The oiled ammunition that an attack is about to use up.
pub(super) fn shot(world: &World, strike: &Strike) -> Option<ItemId> {
    let one = world.creature(strike.attacker).filter(|one| !one.pack.coated.is_empty())?;
    let (Weapon::Held(id) | Weapon::BothHands(id)) = &strike.weapon else { return None };
    let Use::Weapon(weapon) = &world.book.items.get(id)?.use_ else { return None };
    let shot = one.pack.shot(&world.book, weapon.ammunition.as_ref()?)?;
    one.pack.coated.get(&shot).filter(|coat| oil(world, coat).is_some())?;
    Some(shot)
}

/// One oiled piece less; the last of them was the last.
pub(super) fn shoots(now: &mut Unfold<'_>, who: CreatureId, shot: ItemId) {
    now.happens(Event::ChargesSpent { creature: who, item: counted(&shot), charges: 1 });
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let pieces = one.pack.coated.get(&shot).and_then(|coat| oil(world, coat)).map_or(0, |oil| oil.pieces);
    let used = one.pack.spent.get(&counted(&shot)).copied().unwrap_or_default();
    if used >= pieces && one.pack.coated.contains_key(&shot) {
        now.happens(Event::CoatingSpent { creature: who, weapon: shot.clone() });
    }
}

/// Every poison and every oil on every blade.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    let smears = |item: &&ItemId| effects(world, item).is_some() || oil(world, item).is_some();
    for poison in one.pack.items.keys().filter(smears) {
        for weapon in one.pack.items.keys() {
            if allowed(world, who, weapon, poison).is_ok() {
                into.push(Verb::Coat { weapon: weapon.clone(), poison: poison.clone() });
            }
        }
    }
}

fn allowed(world: &World, who: CreatureId, weapon: &ItemId, poison: &ItemId) -> Result<(), Refusal> {
    let one = turn::may_act(world, who)?;
    let oils = oil(world, poison).is_some();
    match &world.now.encounter {
        Some(_) if oils => return Err(Refusal::InEncounter),
        _ => turn::has_action(world)?,
    }
    if !one.pack.items.contains_key(weapon) {
        return Err(Refusal::NotOwned);
    }
    burden::spare(one, poison, 1)?;
    if effects(world, poison).is_none() && !oils {
        return Err(Refusal::NothingThere);
    }
    let takes = match world.book.items.get(weapon).map(|item| &item.use_) {
        Some(Use::Weapon(weapon)) => matches!(weapon.kind, DamageKind::Piercing | DamageKind::Slashing),
        Some(Use::Ammunition) => true,
        _ => false,
    };
    if !takes {
        return Err(Refusal::NotAWeapon);
    }
    // What has dried gives way to something new.
    let coat = one.pack.coated.get(weapon).filter(|coat| oil(world, coat).is_none() || one.bears(coat.as_str()));
    if coat.is_some() { Err(Refusal::AlreadySo) } else { Ok(()) }
}

fn effects<'w>(world: &'w World, poison: &ItemId) -> Option<&'w [crate::srd::effect::Effect]> {
    match &world.book.items.get(poison)?.use_ {
        Use::Poison { gets_in: Poison::Injury, effects } => Some(effects),
        _ => None,
    }
}

/// Puts it on.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, weapon: &ItemId, poison: &ItemId) -> Result<(), Refusal> {
    allowed(now.world(), who, weapon, poison)?;
    if now.world().now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Action });
    }
    now.happens(Event::ItemLost { creature: who, item: poison.clone(), count: 1 });
    now.happens(Event::Coated { creature: who, weapon: weapon.clone(), poison: poison.clone() });
    if let Some(oil) = oil(now.world(), poison) {
        now.happens(Event::TimePassed { seconds: MINUTE_SECONDS });
        let (item, used) = (counted(weapon), now.creature(who).and_then(|one| one.pack.spent.get(&counted(weapon))));
        if let Some(charges) = used.copied() {
            now.happens(Event::ChargesRegained { creature: who, item, charges, faces: Vec::new() });
        }
        let expires = lasting::expires(now.world(), Until::Minutes(oil.minutes), who, who);
        let wet = lasting::new(now, poison.as_str(), who, expires);
        lasting::begin(now, who, wet);
    }
    if poison.as_str() == BASIC {
        let expires = lasting::expires(now.world(), Until::Minutes(1), who, who);
        let wet = lasting::new(now, BASIC, who, expires);
        lasting::begin(now, who, wet);
    }
    Ok(())
}

/// What is on the weapon gets into the wound.
pub(super) fn wounds(now: &mut Unfold<'_>, strike: &Strike) {
    let (Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id)) = &strike.weapon else {
        return;
    };
    let world = now.world();
    let Some(one) = world.creature(strike.attacker) else { return };
    let shot = match world.book.items.get(id).map(|item| &item.use_) {
        Some(Use::Weapon(weapon)) => weapon.ammunition.as_ref().and_then(|it| one.pack.shot(&world.book, it)),
        _ => None,
    };
    let coated = [Some(id), shot.as_ref()].into_iter().flatten().find_map(|id| Some((id, one.pack.coated.get(id)?)));
    let Some((weapon, poison)) = coated.map(|(weapon, poison)| (weapon.clone(), poison.clone())) else { return };
    if oil(world, &poison).is_some() {
        return;
    }
    let basic = poison.as_str() == BASIC;
    let wet = one.bears(BASIC);
    let effects = effects(world, &poison).map(<[_]>::to_vec).unwrap_or_default();
    if !basic || !wet {
        now.happens(Event::CoatingSpent { creature: strike.attacker, weapon });
    }
    if !basic || wet {
        let cause = Cause::named(now.world(), strike.attacker, poison.as_str(), &effects);
        afflict::run(now, &cause, &effects, &[strike.target]);
    }
}
