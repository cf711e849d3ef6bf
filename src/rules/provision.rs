//! Food and water: a pound and a gallon a day, and what going without brings (SRD: Food and Water). Ruling 51.

use super::attempt::Attempt;
use super::d20::{self, Save};
use super::figure;
use super::gate;
use super::plight;
use super::refusal::Refusal;
use super::toll;
use super::unfold::Unfold;
use super::ward;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::item::Use;
use crate::tale::map::Water;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::wrought::WATER;

/// Half days that somebody has gone without food.
const HUNGER: &str = "hunger";
/// Half a ration is left over from yesterday.
const LEFT_OVER: &str = "half_ration";
/// Lives on half rations, by this name.
const FRUGAL: &str = "frugal";
/// Half the water that is needed asks for a constitution save of this.
const THIRST_DC: i32 = 15;
/// A day.
const DAY_SECONDS: u64 = 86_400;

/// Time has passed: each day that it ended asks for food and water, in adventures that count them.
pub(super) fn passes(now: &mut Unfold<'_>, seconds: u32) {
    if !now.world().tale.hunger {
        return;
    }
    let clock = now.world().now.clock_seconds;
    let days = clock / DAY_SECONDS - clock.saturating_sub(u64::from(seconds)) / DAY_SECONDS;
    for _ in 0..days.min(400) {
        let heroes: Vec<CreatureId> = now.world().heroes().filter(|hero| !hero.dead).map(|hero| hero.id).collect();
        for hero in heroes {
            eats(now, hero);
            drinks(now, hero);
        }
    }
}

/// A day's food: a ration, half a one for the frugal, or nothing.
fn eats(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who).filter(|one| !fed(now.world(), one)) else { return };
    let food = one
        .pack
        .items
        .keys()
        .find(|id| matches!(now.world().book.items.get(*id).map(|it| &it.use_), Some(Use::Food(_))));
    let (food, frugal) = (food.cloned(), one.tolls.contains_key(FRUGAL));
    let left_over = toll::of(now.world(), who, LEFT_OVER) > 0;
    let missed = match (food, frugal, left_over) {
        (_, true, true) => {
            toll::set(now, who, LEFT_OVER, 0);
            1
        }
        (Some(item), true, false) => {
            now.happens(Event::ItemLost { creature: who, item, count: 1 });
            toll::set(now, who, LEFT_OVER, 1);
            1
        }
        (Some(item), false, _) => {
            now.happens(Event::ItemLost { creature: who, item, count: 1 });
            return toll::set(now, who, HUNGER, 0);
        }
        (None, ..) => 2,
    };
    let hunger = toll::of(now.world(), who, HUNGER).saturating_add(missed);
    toll::set(now, who, HUNGER, hunger);
    let days = now.creature(who).map_or(1, |one| (3 + figure::modifier(now.world(), one, Ability::Con)).max(1));
    if i32::from(hunger / 2) > days {
        plight::tires(now, who, HUNGER);
    }
}

/// A day's water, by what the map offers.
fn drinks(now: &mut Unfold<'_>, who: CreatureId) {
    let well = now.world().heroes().any(|hero| ward::bears(now.world(), hero, |charm| *charm == Charm::Waters));
    if well || now.creature(who).is_none_or(|one| fed(now.world(), one)) {
        return;
    }
    let water = now.world().map().map(|map| map.fresh).unwrap_or_default();
    let kept = toll::of(now.world(), who, WATER);
    if water != Water::Plenty && kept > 0 {
        return toll::set(now, who, WATER, kept - 1);
    }
    let dry = match water {
        Water::Plenty => false,
        Water::Scarce => !d20::save(now, &Save::plain(who, Ability::Con, THIRST_DC)),
        Water::Foul | Water::None => true,
    };
    let weary = now.creature(who).is_some_and(|one| one.exhaustion > 0);
    for _ in 0..if !dry {
        0
    } else if weary {
        2
    } else {
        1
    } {
        plight::tires(now, who, "thirst");
    }
}

/// Needs neither food nor drink.
fn fed(world: &World, one: &Creature) -> bool {
    ward::bears(world, one, |charm| *charm == Charm::Fed) || world.now.zones.values().any(|zone| zone.is.feeds)
}

/// What may be agreed with oneself.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    into.extend([Attempt::Scrimp, Attempt::EatWell].into_iter().filter(|it| may_ration(world, who, it).is_ok()));
}

/// Makes do with half rations, or eats whole ones again.
pub(super) fn rations(now: &mut Unfold<'_>, who: CreatureId, attempt: &Attempt) -> Result<(), Refusal> {
    may_ration(now.world(), who, attempt)?;
    let scrimps = *attempt == Attempt::Scrimp;
    toll::set(now, who, FRUGAL, if scrimps { 1 } else { 0 });
    toll::poses(now, who, if scrimps { Pose::Scrimps } else { Pose::EatsWell }, None);
    Ok(())
}

fn may_ration(world: &World, who: CreatureId, attempt: &Attempt) -> Result<(), Refusal> {
    let one = gate::at_leisure(world, who)?;
    if !world.tale.hunger {
        return Err(Refusal::NothingThere);
    }
    let scrimps = one.tolls.contains_key(FRUGAL);
    if scrimps == (*attempt == Attempt::Scrimp) { Err(Refusal::AlreadySo) } else { Ok(()) }
}
