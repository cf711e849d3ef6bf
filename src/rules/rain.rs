//! What spells do with water: fill skins, make clean, put out flames, end fog (SRD: Create or Destroy Water, Purify Food
//! and Drink). Ruling 72.

use smol_str::SmolStr;

use super::afflict::Cause;
use super::area;
use super::grid;
use super::lasting;
use super::object;
use super::toll;
use super::unfold::Unfold;
use crate::srd::spell::Area;
use crate::tale::map::{Tile, Water};
use crate::world::event::Event;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::wrought::{WATER, Wrought};
use crate::world::zone::Zone;

/// So many gallons are shared out: a gallon is a hero's day.
pub(super) fn fills(now: &mut Unfold<'_>, cause: &Cause, gallons: u16, per_slot: u16) {
    let heroes = now.world().heroes().filter(|hero| !hero.dead).count().max(1);
    let gallons = usize::from(gallons + per_slot * u16::from(cause.above()));
    let days = u8::try_from(gallons / heroes).unwrap_or(u8::MAX);
    now.happens(Event::Wrought(Box::new(Wrought::Watered { creature: cause.by, days })));
}

/// Foul water is fit to drink for a day.
pub(super) fn cleanses(now: &mut Unfold<'_>, cause: &Cause) {
    let foul = now.world().map().is_some_and(|map| map.fresh == Water::Foul);
    if foul && toll::of(now.world(), cause.by, WATER) == 0 {
        now.happens(Event::Wrought(Box::new(Wrought::Watered { creature: cause.by, days: 1 })));
    }
}

/// The squares of a cube around the point aimed at.
fn cube(now: &Unfold<'_>, cause: &Cause, feet: u16) -> Vec<Tile> {
    let world = now.world();
    let (Some(by), Some(at)) = (world.creature(cause.by), cause.at) else { return Vec::new() };
    area::squares(world, by, Area::Cube(feet), false, at, None, 0).0
}

/// Puts out what burns openly on everyone in it.
pub(super) fn douses(now: &mut Unfold<'_>, cause: &Cause, feet: u16) {
    let tiles = cube(now, cause, feet);
    let wet = |one: &&crate::world::creature::Creature| grid::squares(one).any(|square| tiles.contains(&square));
    let all: Vec<CreatureId> = now.world().now.creatures.values().filter(wet).map(|one| one.id).collect();
    object::puts_out(now, &all);
}

/// Takes its squares from areas of these names.
pub(super) fn disperses(now: &mut Unfold<'_>, cause: &Cause, feet: u16, names: &[SmolStr]) {
    let tiles = cube(now, cause, feet);
    let meets = |zone: &&Zone| names.contains(&zone.name) && zone.tiles.iter().any(|tile| tiles.contains(tile));
    let all: Vec<ZoneId> = now.world().now.zones.values().filter(meets).map(|zone| zone.id).collect();
    for zone in all {
        now.happens(Event::Wrought(Box::new(Wrought::Thinned { zone, tiles: tiles.clone() })));
        if now.world().now.zones.get(&zone).is_some_and(|zone| zone.tiles.is_empty()) {
            now.happens(Event::ZoneEnded { zone });
        }
    }
    lasting::drop_idle(now);
}
