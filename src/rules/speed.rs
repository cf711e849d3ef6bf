//! How fast a creature goes: its nature, armour, conditions, and whatever else lasts (SRD: Speed).

use super::body;
use super::figure;
use super::laden;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::{Creature, Sheet};

/// Walking speed in feet a turn, after armour, conditions and whatever else lasts.
pub(super) fn feet(world: &World, one: &Creature) -> u16 {
    let still = [
        Condition::Grappled,
        Condition::Restrained,
        Condition::Paralyzed,
        Condition::Petrified,
        Condition::Stunned,
        Condition::Unconscious,
    ];
    if still.into_iter().any(|condition| one.has(condition)) || one.exhaustion >= 5 || !one.is_up() {
        return 0;
    }
    let mut given = figure::gives(world, one);
    if given.contains(&&Modifier::Unhindered) {
        given.retain(|it| !hampers(it) || !by_magic(world, one, it));
    }
    let mut feet = match (body::of(world, one), one.sheet()) {
        (Some(block), _) => {
            let ways = [block.speed_feet, block.fly_feet, block.climb_feet];
            let other = figure::form(world, one).and_then(|form| form.speed_feet);
            other.or(ways.into_iter().max()).map_or(30, i32::from)
        }
        (None, Some(sheet)) => hero_feet(world, one, sheet, &given),
        (None, None) => 30,
    };
    feet += given.iter().map(|given| if let Modifier::Speed(feet) = given { i32::from(*feet) } else { 0 }).sum::<i32>();
    if wear::charms(world, one).any(|charm| *charm == Charm::SpeedTwice) {
        feet *= 2;
    }
    let flies =
        given.iter().filter_map(|given| if let Modifier::Fly(feet) = given { Some(i32::from(*feet)) } else { None });
    feet = flies.fold(feet, i32::max);
    for given in &given {
        match given {
            Modifier::SpeedHalves(halves) => feet = feet * i32::from(*halves) / 2,
            Modifier::SpeedIs(only) => feet = i32::from(*only),
            _ => {}
        }
    }
    for given in &given {
        match given {
            Modifier::NoMovement | Modifier::Dances => feet = 0,
            _ => {}
        }
    }
    feet -= laden::of(world, one).slows_feet();
    if one.exhaustion >= 2 {
        feet /= 2;
    }
    u16::try_from(feet.max(0)).unwrap_or(u16::MAX)
}

/// True for what makes slower.
fn hampers(given: &Modifier) -> bool {
    matches!(given, Modifier::Speed(..0) | Modifier::SpeedHalves(0..2) | Modifier::SpeedIs(_) | Modifier::NoMovement)
}

/// True for what a spell has brought.
fn by_magic(world: &World, one: &Creature, given: &Modifier) -> bool {
    let mut spells = one.ongoing.values().filter(|it| world.book.spells.contains_key(&SpellId::new(&it.name)));
    spells.any(|lasts| lasts.gives.iter().any(|other| std::ptr::eq(other, given)))
}

fn hero_feet(world: &World, one: &Creature, sheet: &Sheet, given: &[&Modifier]) -> i32 {
    let race = world.book.races.get(&sheet.race);
    let parent = race.and_then(|race| world.book.races.get(race.of.as_ref()?));
    let walks = race.into_iter().chain(parent).map(|race| race.speed_feet).find(|feet| *feet > 0).unwrap_or(30);
    let worn = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id));
    let weak = worn.and_then(|armour| armour.strength).is_some_and(|least| sheet.scores.str < least);
    let slowed = weak && !given.iter().any(|given| matches!(given, Modifier::NoArmourSlowdown));
    wear::feet_least(world, one).fold(i32::from(walks) - if slowed { 10 } else { 0 }, i32::max)
}
