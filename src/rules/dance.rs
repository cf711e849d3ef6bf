//! A weapon that fights in the air beside its bearer (SRD: Magic Items, Dancing Sword).

use super::afflict::Cause;
use super::attack;
use super::grid;
use super::lasting;
use super::unfold::Unfold;
use super::zones;
use crate::srd::effect::Effect;
use crate::srd::id::ItemId;
use crate::srd::trick::Trick;
use crate::world::World;
use crate::world::event::{Event, Slot, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
use crate::world::question::Pending;
use crate::world::zone::Zone;

/// Farther than this from its bearer it falls, feet.
const LEASH_FEET: u16 = 30;

/// Strikes at a target from where it hovers; after so many strikes it comes back.
pub(super) fn strikes(now: &mut Unfold<'_>, cause: &Cause, times: u16, targets: &[CreatureId]) {
    let item = ItemId::new(&cause.name);
    for slot in [Slot::MainHand, Slot::OffHand] {
        if now.creature(cause.by).is_some_and(|one| one.pack.slot(slot) == Some(&item)) {
            now.happens(Event::Unequipped { creature: cause.by, slot });
        }
    }
    let Some(target) = targets.iter().find(|target| **target != cause.by) else { return };
    let Some(zone) = zones::own(now.world(), cause.by, &cause.name) else { return };
    let (id, at) = (zone.id, zone.at);
    let mut strike = attack::strike(cause.by, *target, &Weapon::Held(item));
    strike.from = Some(at);
    now.steps.push_front(Pending::Roll(strike));
    now.happens(Event::ZoneSpent { zone: id, damage: 1 });
    if now.world().now.zones.get(&id).is_some_and(|zone| zone.dealt >= times) {
        returns(now, cause.by, &cause.name);
    }
}

/// Back into a hand that is free for it, else to the ground.
fn returns(now: &mut Unfold<'_>, by: CreatureId, name: &str) {
    falls(now, by, name);
    if now.creature(by).is_some_and(|one| one.pack.main_hand.is_none()) {
        now.happens(Event::Equipped { creature: by, item: ItemId::new(name), slot: Slot::MainHand });
    }
}

/// It hovers no longer.
fn falls(now: &mut Unfold<'_>, by: CreatureId, name: &str) {
    zones::end_where(now, |_, zone| zone.source == by && zone.name == name);
    lasting::end_where(now, by, |_, lasts| lasts.name == name && lasts.may.is_some());
}

/// What hovers falls when its bearer takes it in hand, goes too far away or can hold it up no longer.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let world = now.world();
    if world.now.zones.is_empty() {
        return;
    }
    let fallen: Vec<(CreatureId, String)> = world
        .now
        .zones
        .values()
        .filter(|zone| dances(world, zone) && is_let_go(world, zone))
        .map(|zone| (zone.source, zone.name.to_string()))
        .collect();
    fallen.into_iter().for_each(|(by, name)| falls(now, by, &name));
}

/// True for the area of a weapon that dances, not for what else comes of a weapon.
fn dances(world: &World, zone: &Zone) -> bool {
    let steps = |effect: &Effect| matches!(effect, Effect::Trick(Trick::Dances(_)));
    let may = |lasts: &Ongoing| lasts.may.as_ref().is_some_and(|may| may.effects.iter().any(steps));
    let bearer = world.creature(zone.source);
    bearer.is_some_and(|one| one.ongoing.values().any(|lasts| lasts.name == zone.name && may(lasts)))
}

fn is_let_go(world: &World, zone: &Zone) -> bool {
    let Some(one) = world.creature(zone.source) else { return true };
    let item = ItemId::new(&zone.name);
    let held = [Slot::MainHand, Slot::OffHand].into_iter().any(|slot| one.pack.slot(slot) == Some(&item));
    held || !one.is_up() || grid::feet_to(one, zone.at) > LEASH_FEET
}
