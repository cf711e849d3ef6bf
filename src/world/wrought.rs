//! What magic has done to places: doors that it holds shut, things that it made whole.

use serde::{Deserialize, Serialize};

use super::World;
use super::apply::Impossible;
use super::id::{CreatureId, ZoneId};
use super::ongoing::Expires;
use super::place::Fate;
use super::roll::D20;
use super::zone::Zone;
use crate::srd::id::ItemId;
use crate::tale::id::{MapId, ThingId};
use crate::tale::map::Tile;

/// Something of this sort that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what has happened; its fields are named after what they hold")]
pub enum Wrought {
    /// Magic of this level holds a door or a chest shut.
    Sealed { creature: CreatureId, map: MapId, thing: ThingId, level: u8, stone: bool },
    /// It sleeps until this second.
    Lulled { map: MapId, thing: ThingId, until_second: u64 },
    /// It is over.
    Unsealed { map: MapId, thing: ThingId },
    /// What a thing had lost is whole again.
    Repaired { map: MapId, thing: ThingId },
    /// A day's work on a circle was done here.
    CircleDrawn { creature: CreatureId, map: MapId, at: Tile },
    /// A place is somebody's sanctuary.
    Dedicated { creature: CreatureId, map: MapId, at: Tile },
    /// Somebody has struck at a panel of a wall that magic raised.
    Hewn { creature: CreatureId, zone: ZoneId, panel: Tile, roll: D20, ac: i32, dealt: u16 },
    /// Such a panel is no more.
    Breached { zone: ZoneId, panel: Tile },
    /// These squares are no part of an area any more.
    Thinned { zone: ZoneId, tiles: Vec<Tile> },
    /// An area stays for good, and no magic ends it.
    Settled { zone: ZoneId },
    /// Food and drink near somebody are clean, or there is so much more water for everyone, days.
    Watered { creature: CreatureId, days: u8 },
    /// Somebody knows the way to a map: what here leads there, over how many maps; none where no way does.
    Guided { creature: CreatureId, map: MapId, thing: Option<ThingId>, maps: u16 },
    /// Somebody has grasped at what circles another, or struck at it for so many hit points.
    Circling { creature: CreatureId, from: CreatureId, item: ItemId, roll: D20, ac: i32, dealt: Option<u16>, hit: bool },
}

/// Magic that holds something shut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Who made it.
    pub by: CreatureId,
    /// The slot that it was cast from.
    pub level: u8,
    /// It sleeps until this second.
    pub asleep_until_second: u64,
    /// It is no magic but stone that was shaped.
    pub stone: bool,
}

/// Where the party has been, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trod {
    /// Where it arrived the last time.
    pub at: Tile,
    /// How often it has arrived.
    pub visits: u16,
}

/// A circle that magic ways lead to, once a year's work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// Where it is.
    pub at: Tile,
    /// Days of work that are done.
    pub days: u16,
    /// The day of the last one, counted from the beginning.
    pub last_day: u64,
}

impl Circle {
    /// True once it is there for good.
    pub const fn lasts(&self) -> bool {
        self.days >= CIRCLE_DAYS
    }
}

/// Days in a row that a circle asks for.
const CIRCLE_DAYS: u16 = 365;
/// A day.
const DAY_SECONDS: u64 = 86_400;

/// What magic that has come to stay is called.
const SETTLED: &str = "settled";
/// Days of clean water that somebody has, by this name.
pub const WATER: &str = "clean_water";

fn zone_mut(world: &mut World, id: ZoneId) -> Result<&mut Zone, Impossible> {
    world.now.zones.get_mut(&id).ok_or_else(|| Impossible(format!("there is no area {}", id.0)))
}

/// Makes it true.
pub(super) fn apply(world: &mut World, wrought: &Wrought) -> Result<(), Impossible> {
    let today = world.now.clock_seconds / DAY_SECONDS;
    let place = &mut world.now.place;
    match wrought {
        Wrought::Sealed { creature, map, thing, level, stone } => {
            let seal = Seal { by: *creature, level: *level, asleep_until_second: 0, stone: *stone };
            place.sealed.insert((map.clone(), thing.clone()), seal);
        }
        Wrought::Lulled { map, thing, until_second } => {
            let seal = place.sealed.get_mut(&(map.clone(), thing.clone()));
            seal.ok_or_else(|| Impossible("nothing holds it shut".to_owned()))?.asleep_until_second = *until_second;
        }
        Wrought::Unsealed { map, thing } => {
            place.sealed.remove(&(map.clone(), thing.clone()));
        }
        Wrought::Repaired { map, thing } => {
            place.battered.remove(&(map.clone(), thing.clone()));
        }
        Wrought::CircleDrawn { map, at, .. } => {
            let begun = Circle { at: *at, days: 0, last_day: today };
            let circle = place.circles.entry(map.clone()).or_insert(begun);
            let (fresh, gap) = (circle.days == 0, today.saturating_sub(circle.last_day));
            let goes_on = circle.at == *at && gap <= 1;
            let days = if goes_on { circle.days + u16::from(gap == 1 || fresh) } else { 1 };
            if !circle.lasts() {
                *circle = Circle { at: *at, days, last_day: today };
            }
        }
        Wrought::Dedicated { creature, map, at } => {
            place.sanctuaries.insert(*creature, (map.clone(), *at));
        }
        Wrought::Hewn { zone, panel, dealt, .. } => {
            let lost = zone_mut(world, *zone)?.hurt.entry(*panel).or_default();
            *lost = lost.saturating_add(*dealt);
        }
        Wrought::Breached { zone, panel } => {
            let zone = zone_mut(world, *zone)?;
            let gone = zone.squares_of(*panel);
            zone.tiles.retain(|tile| !gone.contains(tile));
        }
        Wrought::Thinned { zone, tiles } => zone_mut(world, *zone)?.tiles.retain(|tile| !tiles.contains(tile)),
        Wrought::Settled { zone } => {
            let zone = zone_mut(world, *zone)?;
            (zone.name, zone.concentration, zone.expires) = (SETTLED.into(), false, Expires::Never);
        }
        Wrought::Watered { creature, days } => {
            world.now.one(*creature)?;
            for hero in world.now.creatures.values_mut().filter(|one| one.sheet().is_some()) {
                let left = hero.tolls.entry(WATER.into()).or_default();
                *left = left.saturating_add(*days);
            }
        }
        Wrought::Guided { .. } | Wrought::Circling { .. } => {}
    }
    Ok(())
}

impl World {
    /// The magic that holds a thing of the current map shut now.
    pub fn seal(&self, thing: &ThingId) -> Option<&Seal> {
        if self.now.place.sealed.is_empty() || self.fate(thing) == Some(Fate::Open) {
            return None;
        }
        let seal = self.now.place.sealed.get(&(self.now.place.map.clone(), thing.clone()))?;
        (seal.asleep_until_second <= self.now.clock_seconds).then_some(seal)
    }
}

/// The party is on another map now: its own areas stay behind, and those that it left there are around it again.
pub(super) fn travelled(world: &mut World, to: &MapId, at: Tile) {
    let now = &mut world.now;
    let trod = now.place.trod.entry(to.clone()).or_insert(Trod { at, visits: 0 });
    *trod = Trod { at, visits: trod.visits.saturating_add(1) };
    if now.place.map == *to {
        return;
    }
    let (with, left): (Vec<Zone>, Vec<Zone>) =
        std::mem::take(&mut now.zones).into_values().partition(|zone| zone.is.with_maker);
    let from = std::mem::replace(&mut now.place.map, to.clone());
    if !left.is_empty() {
        now.place.parked.insert(from, left);
    }
    // What has run out in the meantime, or was held by somebody who holds it no longer, is not there any more.
    let stays = |zone: &Zone| {
        let over = matches!(zone.expires, Expires::At(second) if second <= now.clock_seconds);
        let maker = now.creatures.get(&zone.source);
        let held = maker.is_some_and(|one| one.concentration.as_ref().is_some_and(|it| it.as_str() == zone.name));
        !over && (!zone.concentration || held)
    };
    let back: Vec<Zone> = now.place.parked.remove(to).unwrap_or_default().into_iter().filter(stays).collect();
    now.zones = with.into_iter().chain(back).map(|zone| (zone.id, zone)).collect();
}
