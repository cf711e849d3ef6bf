//! Short and long rests (SRD: Resting).
//!
//! Rulings: the party rests together. A long rest needs a safe map, a short one only that no foes wait near. Whoever
//! rests long again within a day waits until the day is over. An hour's care brings whoever lies at 0 hit points
//! round with 1. Hit dice and the like are for as long as no time has passed since the short rest.

use super::afflict::{self, Cause};
use super::clock::{self, HOUR_SECONDS};
use super::command::Verb;
use super::damage;
use super::disease;
use super::figure;
use super::gate;
use super::grid;
use super::invoke;
use super::lasting;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::wear;
use crate::dice::{Amount, Sides};
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::id::ResourceId;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::tale::map::Is;
use crate::world::World;
use crate::world::creature::{Creature, RESTLESS, Sheet};
use crate::world::event::Event;
use crate::world::id::CreatureId;

const NIGHT_SECONDS: u32 = 8 * HOUR_SECONDS;
const DAY_SECONDS: u64 = 24 * HOUR_SECONDS as u64;
/// Foes that wait so near keep everyone from resting.
const DANGER_FEET: u16 = 60;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    if may_spend(world, who).is_ok() {
        into.push(Verb::SpendHitDie);
    }
    if may_rest(world, who).is_ok() {
        into.push(Verb::ShortRest);
    }
    if may_sleep(world, who).is_ok() {
        into.push(Verb::LongRest);
    }
}

/// Rests for an hour.
pub(super) fn short(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_rest(now.world(), who)?;
    clock::pass(now, HOUR_SECONDS);
    lasting::end_everywhere(now, |_, _, lasts| lasts.name == super::wound::UNHEALED);
    now.happens(Event::ShortRested);
    gets_back(now);
    come_round(now);
    Ok(())
}

/// Rests for eight hours.
pub(super) fn long(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_sleep(now.world(), who)?;
    whole_night(now);
    Ok(())
}

/// A long rest for everyone, at the earliest a day after the last one.
pub(super) fn whole_night(now: &mut Unfold<'_>) {
    let clock = now.world().now.clock_seconds;
    let due = now.world().now.long_rest_seconds.map_or(0, |last| (last + DAY_SECONDS).saturating_sub(clock));
    clock::pass(now, NIGHT_SECONDS.max(u32::try_from(due).unwrap_or(NIGHT_SECONDS)));
    lasting::end_everywhere(now, |_, _, lasts| lasts.expires == crate::world::ongoing::Expires::LongRest);
    now.happens(Event::LongRested);
    disease::nights(now);
    invoke::dawn(now);
    wakes(now);
    // Whoever lay at 0 hit points gains nothing from the night but waking up.
    come_round(now);
}

/// What waking brings to some.
fn wakes(now: &mut Unfold<'_>) {
    let world = now.world();
    let mut all = Vec::new();
    for hero in world.heroes().filter(|hero| !hero.dead && hero.hp > 0) {
        let features = hero.sheet().into_iter().flat_map(|sheet| figure::features(world, sheet));
        let waking = features.filter(|(feature, _)| !feature.wakes.is_empty());
        all.extend(waking.map(|(feature, _)| (hero.id, feature.id.clone(), feature.wakes.clone())));
    }
    for (hero, feature, effects) in all {
        let cause = Cause::feature(now.world(), hero, &feature);
        afflict::run(now, &cause, &effects, &[hero]);
    }
}

/// What a short rest brings back to some without bringing back all.
fn gets_back(now: &mut Unfold<'_>) {
    let world = now.world();
    let mut all = Vec::new();
    for hero in world.heroes().filter(|hero| !hero.dead) {
        all.extend(figure::knacks(world, hero).filter_map(|knack| match knack {
            Knack::RegainsAtRest(resource, count) if hero.spent.contains_key(resource) => {
                Some((hero.id, resource.clone(), *count))
            }
            _ => None,
        }));
    }
    for (creature, resource, count) in all {
        now.happens(Event::UsesRegained { creature, resource, count });
    }
}

/// The die that a bard's song adds to the first hit die somebody spends in a rest.
fn song(world: &World, who: CreatureId) -> Option<Amount> {
    let fresh = !world.creature(who)?.spent.contains_key(&ResourceId::new(SONG));
    let bards = world.heroes().filter(|bard| !figure::incapacitated(bard));
    let dice = bards.flat_map(|bard| {
        figure::knacks(world, bard)
            .filter_map(|knack| if let Knack::SongOfRest(die) = knack { Some(*die) } else { None })
    });
    dice.max_by_key(|die| die.average()).filter(|_| fresh)
}

/// What the song is counted as; it comes back with each short rest.
const SONG: &str = "song_of_rest";

/// Spends a hit die: its face and constitution, never less than nothing.
pub(super) fn spend_hit_die(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let sides = may_spend(now.world(), who)?;
    let face = now.roll(sides);
    let Some(one) = now.creature(who) else { return Err(Refusal::NoHero) };
    let closes = wear::charms(now.world(), one).any(|charm| *charm == Charm::ClosesWounds);
    let face_twice = i32::from(face.0) * if closes { 2 } else { 1 };
    let healed = face_twice + figure::modifier(now.world(), one, Ability::Con);
    // Some diseases leave half of it.
    let badly = figure::gives(now.world(), one).contains(&&Modifier::RestsBadly);
    let healed = if badly { healed / 2 } else { healed }.clamp(0, one.hp_max - one.hp);
    let song = song(now.world(), who);
    now.happens(Event::HitDieSpent { creature: who, face, healed });
    if let Some(die) = song {
        let faces: Vec<_> = (0..die.count).map(|_| now.roll(die.sides)).collect();
        let hp = faces.iter().map(|face| i32::from(face.0)).sum();
        now.happens(Event::UseSpent { creature: who, resource: ResourceId::new(SONG), count: 1 });
        damage::heal(now, who, None, faces, hp);
    }
    Ok(())
}

/// Whether this is the end of a short rest: no time has passed since.
pub(super) fn at_rest(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let rested = world.now.short_rest_seconds == Some(world.now.clock_seconds);
    if rested { Ok(one) } else { Err(Refusal::NotRestful) }
}

fn come_round(now: &mut Unfold<'_>) {
    let fallen = now.world().heroes().filter(|hero| !hero.dead && hero.hp == 0).map(|hero| hero.id);
    for creature in fallen.collect::<Vec<_>>() {
        damage::heal(now, creature, None, Vec::new(), 1);
        lasting::end_where(now, creature, |_, lasts| lasts.name == "prone");
    }
}

fn may_rest(world: &World, who: CreatureId) -> Result<(), Refusal> {
    gate::at_leisure(world, who)?;
    let restful = world.map().is_some_and(|map| map.restful);
    let near = world.things().filter(|(_, thing)| matches!(thing.is, Is::Ambush { .. })).any(|(_, thing)| {
        world.heroes().any(|hero| thing.at.iter().any(|tile| grid::feet(hero.at, *tile) <= DANGER_FEET))
    });
    if restful || sheltered(world) || !near { Ok(()) } else { Err(Refusal::NotRestful) }
}

fn may_sleep(world: &World, who: CreatureId) -> Result<(), Refusal> {
    gate::at_leisure(world, who)?;
    if world.map().is_some_and(|map| map.restful) || sheltered(world) { Ok(()) } else { Err(Refusal::NotRestful) }
}

/// True while magic shelters the party.
fn sheltered(world: &World) -> bool {
    world.now.zones.values().any(|zone| zone.is.shelters)
}

fn may_spend(world: &World, who: CreatureId) -> Result<Sides, Refusal> {
    let one = at_rest(world, who)?;
    let sheet = one.sheet().ok_or(Refusal::NoHero)?;
    if one.hp >= one.hp_max || one.hp < 1 || one.bears(RESTLESS) {
        return Err(Refusal::AlreadySo);
    }
    die(world, sheet).ok_or(Refusal::NothingToSpend)
}

/// The next hit die: those of the first class go first.
fn die(world: &World, sheet: &Sheet) -> Option<Sides> {
    let mut spent = sheet.hit_dice_spent;
    for (class, level) in &sheet.classes {
        if spent < *level {
            return world.book.classes.get(class).map(|class| Sides(class.hit_die));
        }
        spent -= level;
    }
    None
}
