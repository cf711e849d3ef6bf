//! Areas that stay: they begin, come upon those inside, move, end (SRD: Areas of Effect, Spell Descriptions).

use std::collections::BTreeMap;

use super::afflict::{self, Cause};
use super::area;
use super::creep;
use super::globe;
use super::grid;
use super::instinct;
use super::lasting;
use super::rampart;
use super::sieve;
use super::unfold::Unfold;
use super::vapour;
use crate::srd::id::SpellId;
use crate::srd::instinct::Terrain;
use crate::srd::spell::{Area, Targets};
use crate::srd::zone::{self, On};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::ongoing::Expires;
use crate::world::zone::{ZONES_MAX, Zone};

/// Lets an area stay where the effect was aimed, or around its maker.
pub(super) fn begin(now: &mut Unfold<'_>, cause: &Cause, is: &zone::Zone) {
    one(now, cause, is);
    if is.each {
        for at in &cause.how.also {
            let mut cause = cause.clone();
            cause.at = Some(*at);
            one(now, &cause, is);
        }
    }
}

/// What was chosen of the targets where only so many are meant: foes first.
pub(super) fn some(world: &World, by: CreatureId, targets: &[CreatureId], count: usize) -> Vec<CreatureId> {
    let side = world.creature(by).map(|one| one.side);
    let mut all: Vec<CreatureId> = targets.to_vec();
    all.sort_by_key(|id| (world.creature(*id).map(|one| one.side) == side, *id));
    all.truncate(count);
    all
}

/// Ends what the same spell has made, without what it does when it is over.
pub(super) fn replaces(now: &mut Unfold<'_>, cause: &Cause) {
    let world = now.world();
    let mine = world.now.zones.values().filter(|zone| zone.source == cause.by && zone.name == cause.name);
    let mine: Vec<ZoneId> = mine.map(|zone| zone.id).collect();
    mine.into_iter().for_each(|zone| now.happens(Event::ZoneEnded { zone }));
}

fn one(now: &mut Unfold<'_>, cause: &Cause, is: &zone::Zone) {
    let world = now.world();
    if world.now.zones.len() >= ZONES_MAX {
        return;
    }
    let Some(by) = world.creature(cause.by) else { return };
    let spell = world.book.spells.get(&SpellId::new(&cause.name));
    let of_spell = spell.and_then(|spell| match &spell.targets {
        Targets::Area(area) | Targets::Areas(_, area) => Some(*area),
        _ => None,
    });
    let more_feet = is.feet_per_slot * u16::from(cause.above());
    let Some(area) = is.area.or(of_spell).map(|area| wider(area, more_feet)) else { return };
    let facing = cause.how.choice.as_deref();
    let thin = is.panels.as_ref().and_then(|panels| panels.thin).filter(|_| facing.is_some_and(area::is_thin));
    let area = match (thin, area) {
        (Some((length, _)), Area::Wall(_, radius)) => Area::Wall(length, radius),
        _ => area,
    };
    let at = cause.at.filter(|_| !is.at_maker).unwrap_or(by.at);
    let (tiles, side) = laid(world, by, cause, is, area, at);
    if (is.of_stone || is.of_earth) && tiles.is_empty() {
        return;
    }
    let around_feet = match area {
        Area::Sphere(feet) | Area::Cylinder(feet, _) if is.with_maker => feet,
        _ => 0,
    };
    let mut is = is.clone();
    if let (Some(panels), Some((_, hp))) = (is.panels.as_mut(), thin) {
        panels.hp = hp;
    }
    is.wards_up_to = is.wards_up_to.map(|level| level.saturating_add(cause.above()));
    let zone = Zone {
        id: ZoneId(world.now.next_zone),
        name: cause.name.clone(),
        source: cause.by,
        level: cause.level,
        concentration: cause.concentration,
        expires: lasting::expires(world, cause.until(is.until), cause.by, cause.by),
        is: Box::new(is),
        at,
        tiles,
        side,
        around_feet,
        touched: Vec::new(),
        turns: 0,
        dealt: 0,
        chosen: cause.how.choice.clone(),
        hurt: BTreeMap::new(),
        began_seconds: world.now.clock_seconds,
        began_at: at,
        heads: None,
    };
    let id = zone.id;
    let solid = matches!(zone.is.solid, Some(zone::Solid::Wall | zone::Solid::Clear));
    now.happens(Event::ZoneBegan { zone: Box::new(zone) });
    if solid && matches!(area, Area::Wall(..)) {
        rampart::rises(now, id);
    }
}

/// The squares that an area covers, and those on its warm side.
fn laid(world: &World, by: &Creature, cause: &Cause, is: &zone::Zone, area: Area, at: Tile) -> (Vec<Tile>, Vec<Tile>) {
    if is.with_maker {
        return (Vec::new(), Vec::new());
    }
    let facing = cause.how.choice.as_deref();
    let round = !matches!(area, Area::Cone(_) | Area::Line(..));
    let from_self = !round || (cause.at.is_none() && matches!(area, Area::Cube(_)));
    let (mut tiles, side) = match is.opens {
        true => (area::walls(world, area, at, facing), Vec::new()),
        false => area::squares(world, by, area, from_self, at, facing, is.side_feet),
    };
    tiles.retain(|tile| (!is.of_stone || stony(world, *tile)) && (!is.of_earth || earthen(world, *tile)));
    (tiles, side)
}

/// True for ground that can be moved: neither rock nor ice nor a floor, and no water.
fn earthen(world: &World, tile: Tile) -> bool {
    let ground = world.map().map(|map| map.ground(tile)).unwrap_or_default();
    !ground.wall && !ground.water && matches!(ground.terrain, Terrain::Plain | Terrain::Snow | Terrain::Grave)
}

/// True for a wall of stone, worked or not.
fn stony(world: &World, tile: Tile) -> bool {
    let ground = world.map().map(|map| map.ground(tile)).unwrap_or_default();
    ground.wall && !matches!(ground.terrain, Terrain::Tree | Terrain::Home)
}

/// The area with a radius that is so many feet greater.
pub(super) fn wider(area: Area, feet: u16) -> Area {
    match area {
        Area::Sphere(radius) => Area::Sphere(radius + feet),
        Area::Cylinder(radius, height) => Area::Cylinder(radius + feet, height),
        other => other,
    }
}

/// The area that somebody has made by this name; of several the newest that does something.
pub(super) fn own<'w>(world: &'w World, by: CreatureId, name: &str) -> Option<&'w Zone> {
    let all = || world.now.zones.values().rev().filter(|zone| zone.source == by && zone.name == name);
    all().find(|zone| !zone.is.does.is_empty()).or_else(|| all().next())
}

/// True when the creature has a square inside.
pub(super) fn holds(world: &World, zone: &Zone, one: &Creature) -> bool {
    !one.is_away() && grid::squares(one).any(|square| zone.covers(world, square))
}

/// The squares that cost more to walk on, by how many feet a foot.
pub(super) fn rough(world: &World, one: &Creature, from: Tile, tile: Tile) -> u16 {
    let hinders = |zone: &&Zone| {
        let maker = world.creature(zone.source).map(|maker| maker.at);
        !zone.is.against || maker.is_some_and(|at| grid::feet(at, tile) < grid::feet(at, from))
    };
    let eased = |zone: &Zone| world.zones_at(tile).any(|other| other.is.smooths.iter().any(|name| *name == zone.name));
    let hinders = |zone: &&Zone| {
        zone.is.rough > 0 && hinders(zone) && !instinct::walks_in(world, one, &zone.name) && !eased(zone)
    };
    world.zones_at(tile).filter(hinders).map(|zone| u16::from(zone.is.rough)).max().unwrap_or(0)
}

/// True when plants alone make the square rough and magic bids them make way. Ruling: what is rough and neither snow, ice,
/// rock, a dwelling nor a grave is overgrown.
pub(super) fn smooth(world: &World, tile: Tile) -> bool {
    let overgrown = matches!(world.ground(tile).terrain, Terrain::Plain | Terrain::Tree);
    overgrown && world.zones_at(tile).any(|zone| !zone.is.smooths.is_empty())
}

/// True when an area keeps this creature out of a square.
pub(super) fn bars(world: &World, one: &Creature, tile: Tile) -> bool {
    let barred = |zone: &Zone| {
        let only = zone.is.bars.as_ref();
        only.is_some_and(|only| sieve::matches(world, zone.source, only, one)) && !holds(world, zone, one)
    };
    let kept = |zone: &Zone| zone.is.keeps && holds(world, zone, one) && !zone.covers(world, tile);
    world.now.zones.values().any(|zone| (barred(zone) && zone.covers(world, tile)) || kept(zone))
}

fn is_for(world: &World, zone: &Zone, one: &Creature) -> bool {
    !one.dead && zone.is.only.as_ref().is_none_or(|only| sieve::matches(world, zone.source, only, one))
}

/// A creature has come from one square to another by walking or by being moved.
pub(super) fn entered(now: &mut Unfold<'_>, who: CreatureId, from: Tile) {
    let world = now.world();
    if world.now.zones.is_empty() {
        return;
    }
    let Some(one) = world.creature(who).filter(|one| !one.is_away()) else { return };
    let was = |zone: &Zone| grid::squares_at(one, from).any(|square| zone.covers(world, square));
    // Outside of fights nobody takes turns: each time counts.
    let fights = world.now.encounter.is_some();
    let mut due = Vec::new();
    for zone in world.now.zones.values().filter(|zone| is_for(world, zone, one) && holds(world, zone, one)) {
        let near = zone.is.trigger_feet == 0 || grid::feet_to(one, zone.at) <= zone.is.trigger_feet;
        let fresh = zone.is.on.contains(&On::Enter)
            && near
            && (zone.is.trigger_feet > 0 || !was(zone))
            && !(fights && zone.touched.contains(&who));
        if fresh || zone.is.on.contains(&On::Step) {
            due.push((zone.id, fresh));
        }
    }
    for (zone, fresh) in due {
        if fresh && fights && now.world().now.zones.contains_key(&zone) {
            now.happens(Event::ZoneTouched { zone, creature: who });
        }
        comes_upon(now, zone, &[who]);
    }
}

/// What areas do at the beginning or the end of a creature's turn: to it, and where it made them to all inside.
pub(super) fn at_turn(now: &mut Unfold<'_>, who: CreatureId, moment: On) {
    if now.world().now.zones.is_empty() {
        return;
    }
    let world = now.world();
    if let Some(one) = world.creature(who) {
        let near = |zone: &Zone| moment == On::TurnEnd && grid::squares(one).any(|square| zone.side.contains(&square));
        let due = world.now.zones.values().filter(|zone| zone.is.on.contains(&moment) && is_for(world, zone, one));
        let due: Vec<_> = due.filter(|zone| holds(world, zone, one) || near(zone)).map(|zone| zone.id).collect();
        due.into_iter().for_each(|zone| comes_upon(now, zone, &[who]));
    }
    let mine: Vec<ZoneId> = now.world().now.zones.values().filter(|it| it.source == who).map(|it| it.id).collect();
    let pulse = if moment == On::TurnStart { On::MakerStart } else { On::MakerEnd };
    for zone in mine {
        if pulse == On::MakerStart {
            vapour::blows(now, zone);
            creep::goes_on(now, zone);
        } else if now.world().now.zones.contains_key(&zone) {
            now.happens(Event::ZoneTurned { zone });
        }
        if pulse == On::MakerStart {
            rounds(now, zone);
        }
        let pulses = now.world().now.zones.get(&zone).is_some_and(|it| it.is.on.contains(&pulse));
        if pulses {
            let all = inside(now.world(), zone);
            comes_upon(now, zone, &all);
        }
    }
}

/// What an area does from so many turns of its maker on, to everyone inside.
fn rounds(now: &mut Unfold<'_>, id: ZoneId) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id) else { return };
    let Some((_, effects)) = zone.is.rounds.iter().rev().find(|(from, _)| zone.turns >= *from).cloned() else { return };
    let (cause, all) = (Cause::zone(world, zone), inside(world, id));
    afflict::run(now, &cause, &effects, &all);
}

/// Everyone inside whom it is for.
fn inside(world: &World, zone: ZoneId) -> Vec<CreatureId> {
    let Some(zone) = world.now.zones.get(&zone) else { return Vec::new() };
    let all = world.now.creatures.values().filter(|one| holds(world, zone, one) && is_for(world, zone, one));
    all.map(|one| one.id).collect()
}

/// Everyone with a square inside.
pub(super) fn all_inside(world: &World, zone: &Zone) -> Vec<CreatureId> {
    world.now.creatures.values().filter(|one| !one.dead && holds(world, zone, one)).map(|one| one.id).collect()
}

/// Does what an area does to these creatures.
fn comes_upon(now: &mut Unfold<'_>, id: ZoneId, targets: &[CreatureId]) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id).cloned() else { return };
    let alive = |target: &&CreatureId| {
        world.creature(**target).is_some_and(|one| !one.dead && !wards(world, zone.level, zone.source, one))
    };
    let maker = world.creature(zone.source);
    let cut_off = |target: &&CreatureId| {
        world.creature(**target).zip(maker).is_some_and(|(one, maker)| globe::parts(world, one, maker))
    };
    let targets: Vec<CreatureId> = targets.iter().filter(alive).filter(|target| !cut_off(target)).copied().collect();
    if targets.is_empty() {
        return;
    }
    let targets = if zone.is.one { targets.into_iter().take(1).collect() } else { targets };
    let cause = Cause::zone(world, &zone);
    let before = now.events().len();
    afflict::run(now, &cause, &zone.is.does, &targets);
    if let Some(most) = zone.is.spends {
        let dealt: i32 = now
            .events()
            .iter()
            .skip(before)
            .map(|event| if let Event::Damaged { taken, absorbed, .. } = event { taken + absorbed } else { 0 })
            .sum();
        now.happens(Event::ZoneSpent { zone: id, damage: u16::try_from(dealt).unwrap_or(u16::MAX) });
        if now.world().now.zones.get(&id).is_some_and(|zone| zone.dealt >= most) {
            end(now, id);
        }
    }
    if zone.is.once {
        end(now, id);
    }
}

/// True when something keeps magic of this level, cast by somebody outside of it, off a creature.
pub(super) fn wards(world: &World, level: u8, source: CreatureId, one: &Creature) -> bool {
    world.now.zones.values().any(|zone| {
        let within = |id| world.creature(id).is_some_and(|other| holds(world, zone, other));
        let kept_off = zone.is.wards_up_to.is_some_and(|most| level <= most) && !within(source);
        (kept_off || zone.is.antimagic) && holds(world, zone, one)
    })
}

/// Ends magical darkness at the place aimed at.
pub(super) fn brightens(now: &mut Unfold<'_>, cause: &Cause) {
    let Some(at) = cause.at else { return };
    let dark = |zone: &Zone| zone.is.veil == Some(zone::Veil::Darkness);
    end_where(now, |_, zone| dark(zone) && grid::feet(zone.at, at) <= LIGHT_FEET);
}

/// So far a burst of sunlight pierces darkness.
const LIGHT_FEET: u16 = 60;

/// Moves an area to another point, in the same shape.
pub(super) fn moves(now: &mut Unfold<'_>, id: ZoneId, to: Tile) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id) else { return };
    let shift = |tile: &Tile| Tile {
        x: tile.x.saturating_add(to.x.saturating_sub(zone.at.x)),
        y: tile.y.saturating_add(to.y.saturating_sub(zone.at.y)),
    };
    let mut tiles: Vec<Tile> = zone.tiles.iter().map(shift).collect();
    tiles.sort_unstable();
    let side = zone.side.iter().map(shift).collect();
    now.happens(Event::ZoneMoved { zone: id, at: to, tiles, side });
}

/// Ends an area, with what it does when it is over.
pub(super) fn end(now: &mut Unfold<'_>, id: ZoneId) {
    let world = now.world();
    let Some(zone) = world.now.zones.get(&id).cloned() else { return };
    let caught = inside(world, id);
    let mut cause = Cause::zone(world, &zone);
    if let Some(more) = zone.is.swells {
        cause.swollen = more.count.saturating_mul(u16::from(zone.turns));
    }
    now.happens(Event::ZoneEnded { zone: id });
    cause.zone = None;
    afflict::run(now, &cause, &zone.is.over, &caught);
}

/// Ends every area for which it holds.
pub(super) fn end_where(now: &mut Unfold<'_>, holds: impl Fn(&World, &Zone) -> bool) {
    let world = now.world();
    let over: Vec<ZoneId> = world.now.zones.values().filter(|zone| holds(world, zone)).map(|zone| zone.id).collect();
    over.into_iter().for_each(|zone| end(now, zone));
}

/// Ends the areas that have run out.
pub(super) fn run_out(now: &mut Unfold<'_>) {
    rampart::settles(now);
    end_where(now, |world, zone| match zone.expires {
        Expires::At(second) => world.now.clock_seconds >= second,
        Expires::TurnStart(_, left) | Expires::TurnEnd(_, left) => left == 0,
        Expires::LongRest | Expires::Never => false,
    });
}
