//! Poison on blades and points (SRD: Poisons; Equipment, Basic Poison).
//!
//! Ruling 38: what gets into wounds is put on one weapon that cuts or stabs, or on one piece of ammunition, with an
//! action. A basic poison dries within a minute; the others stay until they have got into a wound.

use super::afflict::{self, Cause};
use super::burden;
use super::command::Verb;
use super::lasting;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Until;
use crate::srd::id::ItemId;
use crate::srd::item::{Poison, Use};
use crate::world::World;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Strike;

/// The one that dries.
const BASIC: &str = "basic_poison";

/// Every poison on every blade.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for poison in one.pack.items.keys().filter(|item| effects(world, item).is_some()) {
        for weapon in one.pack.items.keys() {
            if allowed(world, who, weapon, poison).is_ok() {
                into.push(Verb::Coat { weapon: weapon.clone(), poison: poison.clone() });
            }
        }
    }
}

fn allowed(world: &World, who: CreatureId, weapon: &ItemId, poison: &ItemId) -> Result<(), Refusal> {
    let one = turn::may_act(world, who)?;
    turn::has_action(world)?;
    if !one.pack.items.contains_key(weapon) {
        return Err(Refusal::NotOwned);
    }
    burden::spare(one, poison, 1)?;
    if effects(world, poison).is_none() {
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
    if one.pack.coated.contains_key(weapon) { Err(Refusal::AlreadySo) } else { Ok(()) }
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
