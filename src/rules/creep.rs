//! Areas that go by themselves: away from their maker, or on to where he has sent them (SRD: Cloudkill, Rope of Climbing).

use super::grid;
use super::unfold::Unfold;
use super::zones;
use crate::tale::map::Tile;
use crate::world::id::{CreatureId, ZoneId};

/// Sends all that somebody has made by one name to a point; what creeps goes its first stretch.
pub(super) fn sets_out(now: &mut Unfold<'_>, by: CreatureId, name: &str, to: Tile) {
    let world = now.world();
    // Where no turns are counted there is time enough to arrive.
    let fighting = world.now.encounter.is_some();
    let own = world.now.zones.values().filter(|zone| zone.source == by && zone.name == name);
    let all: Vec<(ZoneId, bool)> = own.map(|zone| (zone.id, fighting && zone.is.creeps_feet > 0)).collect();
    for (zone, creeps) in all {
        if creeps { stretch(now, zone, to) } else { zones::moves(now, zone, to) }
    }
}

/// What an area does by itself when a turn of its maker begins.
pub(super) fn goes_on(now: &mut Unfold<'_>, id: ZoneId) {
    drifts(now, id);
    let heads = now.world().now.zones.get(&id).and_then(|zone| zone.heads.filter(|to| *to != zone.at));
    if let Some(to) = heads {
        stretch(now, id, to);
    }
}

/// Moves an area away from its maker.
fn drifts(now: &mut Unfold<'_>, id: ZoneId) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id).filter(|zone| zone.is.drifts_feet > 0) else { return };
    let Some(by) = world.creature(zone.source) else { return };
    let step =
        |from: i16, to: i16| (to - from).signum() * i16::try_from(zone.is.drifts_feet / grid::SQUARE_FEET).unwrap_or(0);
    let (x, y) = (step(by.at.x, zone.at.x), step(by.at.y, zone.at.y));
    let to = Tile { x: zone.at.x.saturating_add(x), y: zone.at.y.saturating_add(y) };
    zones::moves(now, id, to);
}

/// One turn's way of what creeps: it stays where a wall or its maker's distance holds it.
fn stretch(now: &mut Unfold<'_>, id: ZoneId, to: Tile) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id) else { return };
    let Some(by) = world.creature(zone.source) else { return };
    let most = i16::try_from(zone.is.creeps_feet / grid::SQUARE_FEET).unwrap_or(0);
    let step = |from: i16, to: i16| from.saturating_add(to.saturating_sub(from).clamp(-most, most));
    let next = Tile { x: step(zone.at.x, to.x), y: step(zone.at.y, to.y) };
    let held = zone.is.leash_feet > 0 && grid::feet_to(by, next) > zone.is.leash_feet;
    if next != zone.at && !held && !world.ground(next).wall {
        zones::moves(now, id, next);
    }
}
