//! Walking outside of fights: any legal path, stopped by what waits on the way (SRD: Movement, Traps).
//!
//! Rulings: no count of feet; friends make room; deep water is leapt as far as strength reaches, always with a run-up.

use super::command::Verb;
use super::refusal::Refusal;
use super::route;
use super::unfold::Unfold;
use super::{ambush, choose, deed, figure, gate, hazard, lasting, search, zones};
use crate::srd::charm::Charm;
use crate::srd::effect::EndsOn;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::floor::{Floor, Footing};
use crate::world::id::CreatureId;
use crate::world::place::Fate;
use crate::world::walk::{PATH_TILES_MAX, leap_tiles};

/// What the creature may ask for here: the way to each thing and friend in sight, then a step each way. Every other
/// legal path is accepted too.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = may_walk(world, who) else { return };
    let floor = Floor::of(world);
    let open = |path: &Vec<Tile>| !is_barred(world, one, path);
    into.extend(route::ways(world, one, &floor).into_iter().filter(open).map(Verb::Go));
}

/// Walks as far as nothing stops it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, path: &[Tile]) -> Result<(), Refusal> {
    let one = may_walk(now.world(), who)?;
    let floor = Floor::of(now.world());
    if path.is_empty() || path.len() > PATH_TILES_MAX {
        return Err(Refusal::NoMovement);
    }
    if !is_legal(&floor, one.at, path, leap(now.world(), one)) || is_barred(now.world(), one, path) {
        return Err(Refusal::Blocked);
    }
    let start = one.at;
    if now.world().now.story.shop.as_ref().is_some_and(|(_, by)| *by == who) {
        now.happens(Event::ShopClosed);
    }
    search::notice(now, who, start);
    let walked = walked(now, who, path, &floor);
    goes(now, who, walked);
    let end = now.creature(who).map_or(start, |one| one.at);
    lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::Moves));
    search::notice(now, who, end);
    arrive(now, who, end);
    Ok(())
}

/// Walks: at once, or tile by tile where areas of magic lie about, as far as they let one go on.
fn goes(now: &mut Unfold<'_>, who: CreatureId, path: Vec<Tile>) {
    let feet = |path: &[Tile]| u16::try_from(path.len() * 5).unwrap_or(u16::MAX);
    if now.world().now.zones.is_empty() {
        let feet = feet(&path);
        return now.happens(Event::Moved { creature: who, path, feet });
    }
    for tile in path {
        let Some(from) = now.creature(who).map(|one| one.at) else { return };
        now.happens(Event::Moved { creature: who, path: vec![tile], feet: feet(&[tile]) });
        zones::entered(now, who, from);
        let goes_on = now.creature(who).is_some_and(|one| one.at == tile && !figure::incapacitated(one));
        if !goes_on || now.asked() {
            return;
        }
    }
}

/// True when an area of magic keeps the creature from going this way.
fn is_barred(world: &World, one: &Creature, path: &[Tile]) -> bool {
    !world.now.zones.is_empty() && path.iter().any(|tile| zones::bars(world, one, *tile))
}

/// The part of the path before something stops it: what waits there, or a trap that is noticed in time.
fn walked(now: &Unfold<'_>, who: CreatureId, path: &[Tile], floor: &Floor) -> Vec<Tile> {
    let notices = |tile: Tile| !search::noticed(now.world(), who, tile).is_empty();
    let stops = |tile: &Tile| floor.at(*tile) != Footing::Water && (floor.waits(*tile) || notices(*tile));
    let end = path.iter().position(stops).map_or(path.len(), |at| at + 1);
    path.get(..end).unwrap_or(path).to_vec()
}

/// What waits on a tile happens to whoever steps on it: traps first, then the first zone by name.
fn arrive(now: &mut Unfold<'_>, who: CreatureId, tile: Tile) {
    hazard::stepped(now, who, tile);
    deed::aftermath(now);
    // A trap may have brought the party low and a scene on: the zone waits for the next foot.
    if now.world().now.story.scene.is_some() || now.world().now.story.ending.is_some() {
        return;
    }
    match zone(now.world(), tile) {
        Some((id, Is::Spot(scene))) => {
            let map = now.world().now.place.map.clone();
            now.happens(Event::ThingChanged { map, thing: id, fate: Fate::Spent });
            choose::open(now, &scene, who);
        }
        Some((id, Is::Ambush { foes, hidden_dc, won })) => ambush::spring(now, &id, &foes, hidden_dc, &won),
        Some(_) | None => {}
    }
}

/// The first zone on a tile that has not had its day.
fn zone(world: &World, tile: Tile) -> Option<(ThingId, Is)> {
    let waits =
        |id: &ThingId, is: &Is| matches!(is, Is::Spot(_) | Is::Ambush { .. }) && world.fate(id) != Some(Fate::Spent);
    world.things_on(tile).find(|(id, thing)| waits(id, &thing.is)).map(|(id, thing)| (id.clone(), thing.is.clone()))
}

fn may_walk(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = gate::at_leisure(world, who)?;
    if figure::speed_feet(world, one) == 0 { Err(Refusal::NoMovement) } else { Ok(one) }
}

/// Tiles of water that a creature leaps over.
pub(super) fn leap(world: &World, one: &Creature) -> u8 {
    let times = super::wear::charms(world, one).find_map(|charm| match charm {
        Charm::Leaps(times) => Some(*times),
        _ => None,
    });
    leap_tiles(figure::scores(world, one).str).saturating_mul(times.unwrap_or(1))
}

/// Whether every step joins the one before, no leap is too wide and none ends in the water.
fn is_legal(floor: &Floor, start: Tile, path: &[Tile], leap: u8) -> bool {
    let mut here = start;
    let mut wet = 0u8;
    for tile in path {
        wet = if floor.at(*tile) == Footing::Water { wet.saturating_add(1) } else { 0 };
        if !floor.joins(here, *tile) || wet > leap {
            return false;
        }
        here = *tile;
    }
    wet == 0
}
