//! Smoke, fog and gas: wind blows them away, and smoke hangs on where it was (SRD: Magic Items, Spell Descriptions).

use super::afflict::Cause;
use super::lasting;
use super::unfold::Unfold;
use super::zones;
use crate::srd::effect::Until;
use crate::srd::zone;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::ZoneId;
use crate::world::zone::Zone;

/// A wind that has blown for a turn leaves nothing of the vapours that it touches.
pub(super) fn blows(now: &mut Unfold<'_>, id: ZoneId) {
    let world = now.world();
    let Some(wind) = world.now.zones.get(&id).filter(|zone| zone.is.wind) else { return };
    let windy = squares(world, wind);
    let touched = |zone: &Zone| zone.is.vapour && windy.iter().any(|tile| zone.covers(world, *tile));
    let gone: Vec<ZoneId> = world.now.zones.values().filter(|zone| touched(zone)).map(|zone| zone.id).collect();
    gone.into_iter().for_each(|zone| zones::end(now, zone));
}

/// What went with its maker stays behind where it is now, as wide as it has grown.
pub(super) fn settles(now: &mut Unfold<'_>, cause: &Cause, until: Until) {
    let world = now.world();
    let own = |zone: &&Zone| zone.source == cause.by && zone.name == cause.name && zone.is.with_maker;
    let Some(zone) = world.now.zones.values().find(own) else { return };
    let is = zone::Zone { with_maker: false, grows: None, ..(*zone.is).clone() };
    let settled = Zone {
        id: ZoneId(world.now.next_zone),
        is: Box::new(is),
        at: world.creature(zone.source).map_or(zone.at, |maker| maker.at),
        tiles: squares(world, zone),
        around_feet: 0,
        expires: lasting::expires(world, until, cause.by, cause.by),
        ..zone.clone()
    };
    let id = zone.id;
    now.happens(Event::ZoneEnded { zone: id });
    now.happens(Event::ZoneBegan { zone: Box::new(settled) });
}

/// The squares of the map that an area covers, in order.
fn squares(world: &World, zone: &Zone) -> Vec<Tile> {
    if !zone.is.with_maker {
        return zone.tiles.clone();
    }
    let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
    let all = (0..width).flat_map(|x| (0..height).map(move |y| Tile { x, y }));
    let mut tiles: Vec<Tile> = all.filter(|tile| zone.covers(world, *tile)).collect();
    tiles.sort_unstable();
    tiles
}
