//! How places, positions and time change, and what rests bring back.

use super::World;
use super::apply::Impossible;
use super::creature::{Being, Creature, RESTLESS, Sheet};
use super::encounter::{Encounter, Run};
use super::event::Event;
use super::id::CreatureId;
use super::now::must;
use super::ongoing::Expires;
use super::place::Fate;
use crate::srd::Book;
use crate::srd::feature::Back;
use crate::srd::id::{ClassId, ItemId, ResourceId};
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;

/// Makes an event about places and time true; others leave everything as it is.
pub(super) fn apply(world: &mut World, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::Travelled { map, spots } => {
            must(world.tale.maps.contains_key(map), "there is no such map")?;
            must(spots.iter().all(|(id, _)| world.now.creatures.contains_key(id)), "nobody to travel")?;
            super::wrought::travelled(world, map, spots.first().map(|(_, at)| *at).unwrap_or_default());
            world.now.place.map = map.clone();
            for (id, tile) in spots {
                world.now.one_mut(*id)?.at = *tile;
            }
        }
        Event::Moved { creature, path, feet } => moved(world, *creature, path, *feet)?,
        Event::Shoved { creature, to } => {
            world.now.one_mut(*creature)?.at = *to;
            carries(world, *creature);
        }
        Event::ThingChanged { map, thing, fate } => {
            world.now.place.things.insert((map.clone(), thing.clone()), *fate);
        }
        Event::TrapSprung { creature, thing } => {
            world.now.one(*creature)?;
            let place = (world.now.place.map.clone(), thing.clone());
            world.now.place.things.insert(place, Fate::Spent);
        }
        Event::TimePassed { seconds } => {
            world.now.clock_seconds = world.now.clock_seconds.saturating_add(u64::from(*seconds));
        }
        Event::ShortRested => {
            world.now.short_rest_seconds = Some(world.now.clock_seconds);
            let book = world.book.clone();
            heroes(world).for_each(|hero| {
                let Being::Hero(sheet) = &hero.being else { return };
                // What gifts let cast once between long rests is counted under a name of its own.
                let back = |id: &ResourceId| {
                    id.as_str().starts_with("daily_") || back(&book, sheet, id) == Some(Back::LongRest)
                };
                hero.spent.retain(|id, _| back(id));
            });
        }
        Event::LongRested => {
            world.now.long_rest_seconds = Some(world.now.clock_seconds);
            heroes(world).for_each(long_rested);
        }
        Event::HitDieSpent { creature, healed, .. } => {
            let one = world.now.one_mut(*creature)?;
            let Being::Hero(sheet) = &mut one.being else {
                return Err(Impossible("only heroes spend hit dice".to_owned()));
            };
            must(sheet.hit_dice_spent < sheet.level(), "no hit die is left")?;
            sheet.hit_dice_spent += 1;
            one.hp = one.hp.saturating_add((*healed).max(0)).min(one.hp_max);
        }
        _ => {}
    }
    Ok(())
}

fn moved(world: &mut World, id: CreatureId, path: &[Tile], feet: u16) -> Result<(), Impossible> {
    let one = world.now.one_mut(id)?;
    let Some(last) = path.last() else {
        return Err(Impossible("a walk has at least one step".to_owned()));
    };
    let from = one.at;
    one.at = *last;
    if let Some(fight) = world.now.encounter.as_mut().filter(|fight| fight.current() == Some(id)) {
        fight.used.moved_feet = fight.used.moved_feet.saturating_add(feet);
        run(fight, from, path);
    }
    carries(world, id);
    Ok(())
}

/// Whoever is inside a creature or rides it goes where it goes.
fn carries(world: &mut World, id: CreatureId) {
    let Some(at) = world.creature(id).map(|one| one.at) else { return };
    let goes = |one: &&mut Creature| one.inside() == Some(id) || one.rides() == Some(id);
    world.now.creatures.values_mut().filter(goes).for_each(|one| one.at = at);
}

/// Keeps count of the straight line walked last.
fn run(fight: &mut Encounter, from: Tile, path: &[Tile]) {
    let mut here = from;
    for step in path {
        let (x, y) = ((step.x - here.x).signum(), (step.y - here.y).signum());
        let run = &mut fight.used.run;
        let goes_on = run.x == x && run.y == y;
        *run = Run { x, y, feet: if goes_on { run.feet.saturating_add(5) } else { 5 } };
        here = *step;
    }
}

/// Living heroes whom a rest does good: some curses let nobody rest.
fn heroes(world: &mut World) -> impl Iterator<Item = &mut Creature> {
    // A copy of somebody has a sheet too, but no rest brings it anything.
    let rests = |one: &&mut Creature| one.sheet().is_some() && !one.called && !one.dead && !one.bears(RESTLESS);
    world.now.creatures.values_mut().filter(rests)
}

/// When it comes back for this hero; some things come back sooner from some level of their class on.
fn back(book: &Book, sheet: &Sheet, resource: &ResourceId) -> Option<Back> {
    let mut counts = book.features.values().filter_map(|feature| Some((feature, feature.counts.as_ref()?)));
    let (feature, counted) = counts.find(|(_, it)| it.id == *resource)?;
    let of = |class: &ClassId| {
        let rows = book.classes.get(class).into_iter().flat_map(|class| &class.levels);
        rows.flat_map(|row| &row.features).any(|id| *id == feature.id)
    };
    let level = sheet.classes.iter().find(|(class, _)| of(class)).map_or(0, |(_, level)| *level);
    let sooner = counted.sooner.is_some_and(|from| level >= from);
    Some(if sooner { Back::ShortRest } else { counted.back })
}

/// A long rest needs a hit point to begin with; whoever has none stays as he is.
fn long_rested(hero: &mut Creature) {
    if hero.hp < 1 {
        return;
    }
    hero.hp_max = hero.hp_max.saturating_add(std::mem::take(&mut hero.hp_max_lost));
    let badly = hero.ongoing.values().any(|lasts| lasts.gives.contains(&Modifier::RestsBadly));
    hero.hp = if badly { hero.hp } else { hero.hp_max };
    hero.hp_temporary = 0;
    hero.spent.clear();
    hero.slots_spent = [0; 9];
    // Sleep alone does not help those who starve.
    let starves = hero.tolls.contains_key("hunger");
    hero.exhaustion = hero.exhaustion.saturating_sub(if badly || starves { 0 } else { 1 });
    hero.pack.items.remove(&ItemId::new("goodberry"));
    lightens(hero);
    hero.ongoing.retain(|_, ongoing| ongoing.expires != Expires::LongRest);
    if let Being::Hero(sheet) = &mut hero.being {
        let back = (sheet.level() / 2).max(1);
        sheet.hit_dice_spent = sheet.hit_dice_spent.saturating_sub(back);
    }
}

/// The burden of those who were dead grows lighter with each long rest.
fn lightens(hero: &mut Creature) {
    for lasts in hero.ongoing.values_mut() {
        for given in &mut lasts.gives {
            if let Modifier::Burden(burden) = given {
                *burden = burden.saturating_sub(1);
            }
        }
    }
    hero.ongoing.retain(|_, lasts| !lasts.gives.contains(&Modifier::Burden(0)));
}
