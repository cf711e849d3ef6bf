//! Globes of force: what is parted by them, who is thrown out of them, how they roll (SRD: Magic Items, Bead of Force).

use super::afflict::Cause;
use super::figure;
use super::grid;
use super::movement;
use super::unfold::Unfold;
use super::zones;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::zone::Zone;

/// True when something that lets nothing through has one of the two inside and the other outside.
pub(super) fn parts(world: &World, one: &Creature, other: &Creature) -> bool {
    let between = |zone: &Zone| zone.is.shuts && zones::holds(world, zone, one) != zones::holds(world, zone, other);
    !world.now.zones.is_empty() && world.now.zones.values().any(between)
}

/// Throws somebody out of a globe that is closing.
pub(super) fn expels(now: &mut Unfold<'_>, cause: &Cause, feet: u16, target: CreatureId) {
    let world = now.world();
    let (Some(one), Some(middle)) = (world.creature(target), cause.at) else { return };
    let rings = 1..=i16::try_from(feet / grid::SQUARE_FEET * 2 + 2).unwrap_or(8);
    let squares = rings.flat_map(|ring| {
        let square = (-ring..=ring).flat_map(move |y| (-ring..=ring).map(move |x| (x, y)));
        square.filter(move |(x, y)| x.abs().max(y.abs()) == ring)
    });
    let mut tiles = squares.map(|(x, y)| Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) });
    let outside = |tile: Tile| grid::squares_at(one, tile).all(|square| grid::feet(middle, square) > feet);
    let free = |tile: &Tile| {
        let ground = grid::squares_at(one, *tile).all(|square| movement::walkable(world, square));
        ground && outside(*tile) && movement::stands_free(world, one, *tile)
    };
    if let Some(to) = tiles.find(free).filter(|_| !outside(one.at)) {
        now.happens(Event::Shoved { creature: target, to });
        super::wrestle::break_holds(now);
    }
}

/// Rolls a globe from inside by half the walking speed at most; it stops at whatever is in its way.
pub(super) fn rolls(now: &mut Unfold<'_>, cause: &Cause) {
    let world = now.world();
    let (Some(one), Some(to)) = (world.creature(cause.by), cause.at) else { return };
    let own = |zone: &&Zone| zone.name == cause.name && zone.is.shuts && zones::holds(world, zone, one);
    let Some(zone) = world.now.zones.values().find(own) else { return };
    let most = figure::speed_feet(world, one) / 2 / grid::SQUARE_FEET;
    let (x, y) = (to.x.saturating_sub(one.at.x), to.y.saturating_sub(one.at.y));
    let steps = x.unsigned_abs().max(y.unsigned_abs()).min(most);
    let step = |tile: Tile| Tile { x: tile.x.saturating_add(x.signum()), y: tile.y.saturating_add(y.signum()) };
    let (id, name) = (zone.id, zone.name.clone());
    for _ in 0..steps {
        let world = now.world();
        let Some(zone) = world.now.zones.get(&id).filter(|zone| zone.name == name) else { return };
        let inside: Vec<CreatureId> = zones::all_inside(world, zone);
        let still = |one: &Creature| inside.contains(&one.id);
        let next = |tile: &Tile| step(*tile);
        let taken = |tile: Tile| {
            world.now.creatures.values().any(|it| !it.dead && !still(it) && grid::squares(it).any(|own| own == tile))
        };
        let open = |tile: Tile| movement::walkable(world, tile);
        let bodies = inside.iter().filter_map(|id| world.creature(*id));
        let fits = bodies.clone().all(|one| grid::squares_at(one, step(one.at)).all(open));
        if !fits || zone.tiles.iter().map(next).any(taken) {
            return;
        }
        let (at, mut tiles) = (step(zone.at), zone.tiles.iter().map(next).collect::<Vec<_>>());
        tiles.sort_unstable();
        let moved: Vec<(CreatureId, Tile)> = bodies.map(|one| (one.id, step(one.at))).collect();
        now.happens(Event::ZoneMoved { zone: id, at, tiles, side: Vec::new() });
        for (creature, to) in moved {
            now.happens(Event::Shoved { creature, to });
        }
    }
}
