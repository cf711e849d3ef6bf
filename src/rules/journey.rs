//! Travelling between maps: pace, hours, forced marches, nights on the way (SRD: Travel Pace). Ruling 50.

use super::attempt::Attempt;
use super::begin;
use super::clock::{self, HOUR_SECONDS};
use super::d20::{self, Save};
use super::gate;
use super::plight;
use super::refusal::Refusal;
use super::rest;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::living::Pace;
use crate::tale::deed::Journey;
use crate::world::World;
use crate::world::event::Event;
use crate::world::hardship::Hardship;
use crate::world::id::CreatureId;

/// Hours that a party travels in a day without wearing itself out.
const DAY_HOURS: u16 = 8;
/// What each further hour asks for, and one more for each after it.
const MARCH_DC: i32 = 10;

/// What may be agreed on.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    for pace in Pace::ALL {
        if may_pace(world, who, pace).is_ok() {
            into.push(Attempt::Pace(pace));
        }
    }
    if gate::at_leisure(world, who).is_ok() {
        into.push(if world.now.place.marches { Attempt::Camp } else { Attempt::March });
    }
}

/// The party goes at this pace from now on.
pub(super) fn paces(now: &mut Unfold<'_>, who: CreatureId, pace: Pace) -> Result<(), Refusal> {
    may_pace(now.world(), who, pace)?;
    let marches = now.world().now.place.marches;
    now.happens(Event::Hardship(Box::new(Hardship::Agreed { creature: who, pace, marches })));
    Ok(())
}

/// The party marches on after eight hours, or camps.
pub(super) fn marches(now: &mut Unfold<'_>, who: CreatureId, attempt: &Attempt) -> Result<(), Refusal> {
    gate::at_leisure(now.world(), who)?;
    let marches = *attempt == Attempt::March;
    let place = &now.world().now.place;
    if place.marches == marches {
        return Err(Refusal::AlreadySo);
    }
    let pace = place.pace;
    now.happens(Event::Hardship(Box::new(Hardship::Agreed { creature: who, pace, marches })));
    Ok(())
}

/// The way, hour by hour: eight a day and a night's rest, or a forced march to its end.
pub(super) fn goes(now: &mut Unfold<'_>, journey: &Journey) {
    let (pace, marches) = (now.world().now.place.pace, now.world().now.place.marches);
    let miles = u32::from(journey.miles) * if journey.rough { 2 } else { 1 };
    let mut hours = u16::try_from(miles.div_ceil(u32::from(pace.miles_an_hour()))).unwrap_or(u16::MAX);
    now.happens(Event::Hardship(Box::new(Hardship::Travels { miles: journey.miles, hours })));
    let mut today = 0;
    while hours > 0 {
        clock::pass(now, HOUR_SECONDS);
        (hours, today) = (hours - 1, today + 1);
        if today > DAY_HOURS {
            wearies(now, i32::from(today - DAY_HOURS));
        }
        if today >= DAY_HOURS && hours > 0 && !marches {
            rest::whole_night(now);
            today = 0;
        }
    }
    begin::travel(now, &journey.map, journey.at);
}

/// Another hour beyond eight: a save for everyone, or a level of exhaustion.
fn wearies(now: &mut Unfold<'_>, over: i32) {
    let heroes: Vec<CreatureId> = now.world().heroes().filter(|hero| hero.is_up()).map(|hero| hero.id).collect();
    for hero in heroes {
        if !d20::save(now, &Save::plain(hero, Ability::Con, MARCH_DC + over)) {
            plight::tires(now, hero, "forced_march");
        }
    }
}

fn may_pace(world: &World, who: CreatureId, pace: Pace) -> Result<(), Refusal> {
    gate::at_leisure(world, who)?;
    if world.now.place.pace == pace { Err(Refusal::AlreadySo) } else { Ok(()) }
}
