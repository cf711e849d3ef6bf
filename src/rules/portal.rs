//! Ways that magic takes from map to map: where they may lead, and how surely (SRD: Teleport, Teleportation Circle,
//! Transport via Plants, Word of Recall, Plane Shift). Ruling 66.

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::begin;
use super::encounter;
use super::gate;
use super::grid;
use super::refusal::Refusal;
use super::search;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::effect::Effect;
use crate::srd::instinct::Terrain;
use crate::srd::land::{Land, Way};
use crate::srd::spell::Spell;
use crate::srd::wonder::Wonder;
use crate::tale::id::MapId;
use crate::tale::map::{Is, Map, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::question::How;
use crate::world::wrought::Wrought;

/// What is chosen to work on a circle here.
const DRAW: &str = "draw";
/// What is chosen to make this place one's sanctuary.
const HERE: &str = "here";
/// So many times somewhere makes a place very familiar.
const FAMILIAR_VISITS: u16 = 3;
/// Circles that everyone knows who can make such a way.
const CIRCLES_KNOWN: usize = 2;
/// A tree so near is the door of a way through plants, feet.
const TREE_FEET: u16 = 10;
/// A journey goes wrong so often at the most.
const MISHAPS_MAX: u8 = 20;

/// Somewhere that is known: the tile where one arrives, and how often the party has been there.
struct Known {
    map: MapId,
    at: Tile,
    visits: u16,
}

/// Every other map that the party has been on, and every one that a way out of those leads to.
fn known(world: &World) -> Vec<Known> {
    let place = &world.now.place;
    let mut all: Vec<Known> =
        place.trod.iter().map(|(map, trod)| Known { map: map.clone(), at: trod.at, visits: trod.visits }).collect();
    let been = place.trod.keys().chain(std::iter::once(&place.map)).filter_map(|id| world.tale.maps.get(id));
    for thing in been.flat_map(|map| map.things.values()) {
        if let Is::Exit { map, at } = &thing.is
            && !all.iter().any(|known| known.map == *map)
        {
            all.push(Known { map: map.clone(), at: *at, visits: 0 });
        }
    }
    all.retain(|known| known.map != place.map && world.tale.maps.contains_key(&known.map));
    all.sort_by(|one, other| one.map.cmp(&other.map));
    all
}

/// Where such a way may lead now, by the names of maps, and what else may be chosen with it.
pub(super) fn choices(world: &World, one: &Creature, by: Way) -> Vec<SmolStr> {
    if one.sheet().is_none() {
        return Vec::new();
    }
    let mut all: Vec<SmolStr> = places(world, one, by).into_iter().map(|it| SmolStr::new(it.map.as_str())).collect();
    match by {
        Way::Circle => all.push(DRAW.into()),
        Way::Sanctuary if world.map().is_some_and(|map| map.restful) => all.push(HERE.into()),
        _ => {}
    }
    all
}

fn places(world: &World, one: &Creature, by: Way) -> Vec<Known> {
    // Only those who travel with the party take it along.
    if one.sheet().is_none() {
        return Vec::new();
    }
    let map_of = |known: &Known| world.tale.maps.get(&known.map);
    let tree = |known: &Known| map_of(known).and_then(tree_on);
    match by {
        Way::Leap => known(world),
        Way::Circle => circles(world),
        Way::Trees if !near_tree(world, one) => Vec::new(),
        Way::Trees => {
            let been = known(world).into_iter().filter(|known| known.visits > 0);
            been.filter_map(|known| Some(Known { at: tree(&known)?, ..known })).collect()
        }
        Way::Sanctuary => {
            let own = world.now.place.sanctuaries.get(&one.id);
            own.map(|(map, at)| Known { map: map.clone(), at: *at, visits: 1 }).into_iter().collect()
        }
        Way::Plane => {
            let here = world.map().is_some_and(|map| map.hell);
            known(world).into_iter().filter(|it| map_of(it).is_some_and(|map| map.hell != here)).collect()
        }
    }
}

/// Circles elsewhere that are there for good and known: the first two of all, those one has seen, those one has drawn.
fn circles(world: &World) -> Vec<Known> {
    let place = &world.now.place;
    let drawn = |map: &MapId| place.circles.get(map).filter(|circle| circle.lasts()).map(|circle| circle.at);
    let all = world.tale.maps.iter().filter_map(|(id, map)| Some((id, map.circle.or_else(|| drawn(id))?)));
    let seen = |(at, (map, _)): &(usize, (&MapId, Tile))| {
        *at < CIRCLES_KNOWN || place.trod.contains_key(*map) || drawn(map).is_some()
    };
    let elsewhere = all.enumerate().filter(seen).filter(|(_, (map, _))| **map != place.map);
    elsewhere.map(|(_, (map, at))| Known { map: map.clone(), at, visits: u16::MAX }).collect()
}

/// True for whoever has a tree within ten feet.
fn near_tree(world: &World, one: &Creature) -> bool {
    let reach = i16::try_from(TREE_FEET / grid::SQUARE_FEET).unwrap_or(1);
    let near = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y)));
    let mut near = near.map(|(x, y)| Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) });
    near.any(|tile| world.ground(tile).terrain == Terrain::Tree)
}

/// A square to stand on beside a tree of a map.
fn tree_on(map: &Map) -> Option<Tile> {
    let all = || (0..map.width).flat_map(|x| (0..map.height).map(move |y| Tile { x, y }));
    let trees: Vec<Tile> = all().filter(|tile| map.ground(*tile).terrain == Terrain::Tree).collect();
    let beside = |tile: &Tile| trees.iter().any(|tree| (tree.x - tile.x).abs() <= 1 && (tree.y - tile.y).abs() <= 1);
    all().find(|tile| is_open(map, *tile) && beside(tile))
}

/// Ground to arrive on.
fn is_open(map: &Map, tile: Tile) -> bool {
    let ground = map.ground(tile);
    !ground.wall && !ground.cover && !ground.water
}

/// The way that a spell takes, and how near everyone must be to its caster.
fn way(spell: &Spell) -> Option<(Way, u16)> {
    spell.effects.iter().find_map(|effect| match effect {
        Effect::Wonder(it) => match &**it {
            Wonder::Land(Land::Travel { by, feet, .. }) => Some((*by, *feet)),
            _ => None,
        },
        _ => None,
    })
}

/// True where a spell may be cast without such a choice: at somebody who is sent away.
pub(super) fn may_do_without(effects: &[Effect]) -> bool {
    let plane = |effect: &Effect| matches!(effect, Effect::Wonder(it) if matches!(**it, Wonder::Land(Land::Travel { by: Way::Plane, .. })));
    effects.iter().any(plane)
}

/// Whether a spell that takes the party elsewhere may be cast so: with a place named, all near enough in a fight.
pub(super) fn allowed(
    world: &World,
    one: &Creature,
    spell: &Spell,
    targets: &[CreatureId],
    how: &How,
) -> Result<(), Refusal> {
    let guided = |effect: &Effect| matches!(effect, Effect::Wonder(it) if **it == Wonder::Land(Land::Guide));
    if spell.effects.iter().any(guided) && how.choice.is_none() {
        return Err(Refusal::NoSuchChoice);
    }
    let Some((by, feet)) = way(spell) else { return Ok(()) };
    let foe = |id: &CreatureId| world.creature(*id).is_some_and(|other| other.side != one.side);
    if by == Way::Plane && !targets.is_empty() && targets.iter().all(foe) {
        return if how.choice.is_none() { Ok(()) } else { Err(Refusal::NoSuchTarget) };
    }
    if one.sheet().is_none() {
        return Err(Refusal::NoSuchChoice);
    }
    let chosen = how.choice.as_deref().ok_or(Refusal::NoSuchChoice)?;
    if targets.iter().any(|id| *id != one.id) {
        return Err(Refusal::NoSuchTarget);
    }
    if chosen == DRAW || chosen == HERE {
        return gate::awake(world, one.id).map(|_| ());
    }
    // Nobody of the party is left behind.
    let left = |hero: &Creature| !hero.dead && grid::feet_between(one, hero) > feet;
    let fights = world.now.encounter.is_some();
    if fights && world.heroes().any(left) { Err(Refusal::OutOfRange) } else { Ok(()) }
}

/// Takes the party to the place that was chosen; out of a fight it is simply gone.
pub(super) fn goes(now: &mut Unfold<'_>, cause: &Cause, by: Way, mishap: &[Effect], targets: &[CreatureId]) {
    if targets.iter().any(|id| *id != cause.by) {
        return;
    }
    let chosen = cause.how.choice.clone().or_else(|| surest(now.world(), cause.by, by));
    let Some(chosen) = chosen else { return };
    match chosen.as_str() {
        DRAW => return draws(now, cause.by),
        HERE => return dedicates(now, cause.by),
        _ => {}
    }
    let world = now.world();
    let Some(one) = world.creature(cause.by) else { return };
    let all = places(world, one, by);
    let Some(goal) = all.iter().position(|known| known.map.as_str() == chosen.as_str()) else { return };
    let landing = match by {
        Way::Leap => leaps(now, cause, &all, goal, mishap),
        _ => all.get(goal).map(|known| (known.map.clone(), known.at)),
    };
    let Some((map, at)) = landing else { return };
    encounter::leaves(now);
    begin::travel(now, &map, at);
    if let Some(here) = now.creature(cause.by).map(|one| one.at) {
        search::notice(now, cause.by, here);
    }
}

/// The place that is known best, for things that leap without being told where to.
fn surest(world: &World, who: CreatureId, by: Way) -> Option<SmolStr> {
    let one = world.creature(who)?;
    let together = |hero: &Creature| hero.dead || grid::feet_between(one, hero) <= 2 * grid::SQUARE_FEET;
    let gathered = world.now.encounter.is_none() || world.heroes().all(together);
    let all = if by == Way::Leap && gathered { places(world, one, by) } else { Vec::new() };
    let best = all.into_iter().rev().max_by_key(|known| known.visits);
    best.map(|known| SmolStr::new(known.map.as_str()))
}

/// A table says how surely the place is reached: after mishaps, somewhere like it, beside it, or right there.
fn leaps(now: &mut Unfold<'_>, cause: &Cause, all: &[Known], goal: usize, mishap: &[Effect]) -> Option<(MapId, Tile)> {
    let aim = all.get(goal)?;
    let circle = now.world().tale.maps.get(&aim.map)?.circle;
    if let Some(at) = circle.filter(|_| circles(now.world()).iter().any(|known| known.map == aim.map)) {
        return Some((aim.map.clone(), at));
    }
    let (wrong, alike, off) = match aim.visits {
        0 => (43, 53, 73),
        visits if visits < FAMILIAR_VISITS => (33, 43, 53),
        _ => (5, 13, 24),
    };
    for _ in 0..MISHAPS_MAX {
        let face = now.roll(Sides(100));
        now.happens(Event::TableRolled { creature: cause.by, face });
        if face.0 > off {
            return Some((aim.map.clone(), aim.at));
        }
        if face.0 > alike {
            return Some((aim.map.clone(), astray(now, cause.by, &aim.map, aim.at)));
        }
        if face.0 > wrong {
            let other = like(now.world(), all, goal).unwrap_or(aim);
            return Some((other.map.clone(), other.at));
        }
        let party: Vec<CreatureId> = now.world().heroes().filter(|hero| !hero.dead).map(|hero| hero.id).collect();
        afflict::run(now, cause, mishap, &party);
    }
    Some((aim.map.clone(), aim.at))
}

/// Another known place that is like the one aimed at, or the next one that is known at all.
fn like<'k>(world: &World, all: &'k [Known], goal: usize) -> Option<&'k Known> {
    let kind = |known: &Known| world.tale.maps.get(&known.map).map(|map| (map.sunlit, map.underwater, map.hell));
    let aim = kind(all.get(goal)?);
    let others = || all.iter().enumerate().filter(|(at, _)| *at != goal).map(|(_, known)| known);
    others().find(|known| kind(known) == aim).or_else(|| others().next())
}

/// A tile beside the point, in a direction that a d8 tells, by a share of the map's longer side that two d10 tell.
fn astray(now: &mut Unfold<'_>, creature: CreatureId, map: &MapId, at: Tile) -> Tile {
    let faces = [now.roll(Sides(10)), now.roll(Sides(10)), now.roll(Sides(8))];
    for face in faces {
        now.happens(Event::TableRolled { creature, face });
    }
    let [tens, times, way] = faces.map(|face| i16::try_from(face.0).unwrap_or(1));
    let Some(map) = now.world().tale.maps.get(map) else { return at };
    let squares = (tens * times * map.width.max(map.height) / 100).max(1);
    let (x, y) = grid::WAYS.get(usize::from(way.unsigned_abs()).saturating_sub(1)).copied().unwrap_or((0, 1));
    // As far as there is ground to stand on.
    let way = (1..=squares).rev().map(|far| Tile { x: at.x + x * far, y: at.y + y * far });
    way.into_iter().find(|tile| is_open(map, *tile)).unwrap_or(at)
}

/// One day's work on a circle; a day left out begins it anew, a year makes it last.
fn draws(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(at) = world.creature(creature).map(|one| one.at) else { return };
    let map = world.now.place.map.clone();
    now.happens(Event::Wrought(Box::new(Wrought::CircleDrawn { creature, map, at })));
}

/// This place is the caster's sanctuary from now on.
fn dedicates(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(at) = world.creature(creature).map(|one| one.at) else { return };
    let map = world.now.place.map.clone();
    now.happens(Event::Wrought(Box::new(Wrought::Dedicated { creature, map, at })));
}
