//! What stands where nothing can stand, leads where nobody can go, or cannot be walked to.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Tale;
use super::super::deed::{Deed, Foe};
use super::super::id::MapId;
use super::super::map::{Is, Map, Thing, Tile};
use super::{Finding, sweep};
use crate::srd::Book;
use crate::srd::kind::Size;

pub(super) fn check(tale: &Tale, book: &Book, found: &mut BTreeSet<Finding>) {
    let arrivals = arrivals(tale, found);
    for (id, map) in &tale.maps {
        let walked = walked(map, arrivals.get(id).map_or(&[], Vec::as_slice));
        for (name, thing) in &map.things {
            let at = format!("map \"{id}\", thing \"{name}\"");
            stands(&at, map, thing, found);
            if !thing.at.iter().any(|tile| around(*tile).any(|near| walked.contains(&near))) {
                found.insert(Finding::new(&at, "nobody can walk there; open a way"));
            }
            if let Is::Ambush { foes, .. } = &thing.is {
                fight(&at, map, book, foes, found);
            }
        }
    }
    let hosts = sweep::hosts(tale);
    for (id, scene) in &tale.scenes {
        for deed in sweep::scene_deeds(scene) {
            let Deed::Fight { foes, .. } = deed else { continue };
            for map in hosts.get(id).into_iter().flatten() {
                if let Some(is) = tale.maps.get(map) {
                    fight(&format!("scene \"{id}\" on map \"{map}\""), is, book, foes, found);
                }
            }
        }
    }
}

/// Where the party can come to each map; each such tile must bear someone.
fn arrivals<'a>(tale: &'a Tale, found: &mut BTreeSet<Finding>) -> BTreeMap<&'a MapId, Vec<Tile>> {
    let mut all: BTreeMap<&MapId, Vec<Tile>> = BTreeMap::new();
    let mut arrive = |at: String, map: &'a MapId, tile: Tile| {
        if let Some(is) = tale.maps.get(map) {
            if !bears(is, tile) {
                let why = format!(
                    "leads to {},{} on map \"{map}\", where nobody can stand; choose free ground",
                    tile.x, tile.y
                );
                found.insert(Finding::new(at, why));
            }
            all.entry(map).or_default().push(tile);
        }
    };
    arrive("tale.json, start".to_owned(), &tale.start.0, tale.start.1);
    for (map, name, thing) in sweep::things(tale) {
        if let Is::Exit { map: to, at } = &thing.is {
            arrive(format!("map \"{map}\", thing \"{name}\""), to, *at);
        }
    }
    for (at, deed) in sweep::deeds(tale) {
        if let Deed::Travel(map, tile) = deed {
            arrive(at, map, *tile);
        }
    }
    all
}

/// True where a creature can stand.
fn bears(map: &Map, tile: Tile) -> bool {
    let ground = map.ground(tile);
    !ground.wall && !ground.water && !ground.cover
}

/// Every tile that can be walked to, doors and barriers taken as open.
fn walked(map: &Map, from: &[Tile]) -> BTreeSet<Tile> {
    let mut next = from.to_vec();
    let mut seen = BTreeSet::new();
    while let Some(tile) = next.pop() {
        if bears(map, tile) && seen.insert(tile) {
            next.extend(around(tile));
        }
    }
    seen
}

fn around(tile: Tile) -> impl Iterator<Item = Tile> {
    let ways = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y)));
    ways.map(move |(x, y)| Tile { x: tile.x.saturating_add(x), y: tile.y.saturating_add(y) })
}

fn stands(at: &str, map: &Map, thing: &Thing, found: &mut BTreeSet<Finding>) {
    let walled = thing.at.iter().any(|tile| map.ground(*tile).wall);
    let trodden = thing.at.iter().any(|tile| bears(map, *tile));
    match &thing.is {
        Is::Trap { .. } | Is::Exit { .. } | Is::Spot(_) | Is::Ambush { .. } if !trodden => {
            found.insert(Finding::new(at, "nobody can step on it; put it on free ground"));
        }
        Is::Spot(_) | Is::Ambush { .. } | Is::Trap { .. } | Is::Exit { .. } => {}
        _ if walled => {
            found.insert(Finding::new(at, "stands in a wall; put it on free ground"));
        }
        _ => {}
    }
}

fn fight(at: &str, map: &Map, book: &Book, foes: &[Foe], found: &mut BTreeSet<Finding>) {
    let mut taken = BTreeSet::new();
    if !foes.iter().any(|foe| foe.heroes_min <= 1) {
        found.insert(Finding::new(at, "a single hero would meet no foe; let one come against 1 hero"));
    }
    for foe in foes {
        for tile in space(book, foe) {
            let (x, y) = (tile.x, tile.y);
            if !bears(map, tile) {
                let why = format!("the {} at {x},{y} has no free ground; move it", foe.monster);
                found.insert(Finding::new(at, why));
            }
            // A thing with needs may be gone by then.
            let in_thing = |thing: &Thing| thing.needs.is_empty() && solid(thing) && thing.at.contains(&tile);
            if map.things.values().any(in_thing) {
                let why = format!("the {} at {x},{y} stands in a thing; move it", foe.monster);
                found.insert(Finding::new(at, why));
            }
            if !taken.insert(tile) {
                let why = format!("the {} at {x},{y} stands in another foe; move it", foe.monster);
                found.insert(Finding::new(at, why));
            }
        }
    }
}

/// True for things that nobody walks through.
const fn solid(thing: &Thing) -> bool {
    match thing.is {
        Is::Chest { .. } | Is::Person(_) | Is::Shop(_) | Is::Object(_) | Is::Door(_) | Is::Barrier => true,
        Is::Trap { .. } | Is::Exit { .. } | Is::Ambush { .. } | Is::Spot(_) => false,
    }
}

/// The tiles that a foe covers.
fn space(book: &Book, foe: &Foe) -> Vec<Tile> {
    let side = match book.monsters.get(&foe.monster).map(|monster| monster.size) {
        Some(Size::Large) => 2,
        Some(Size::Huge) => 3,
        Some(Size::Gargantuan) => 4,
        _ => 1,
    };
    let tile = |x: i16, y: i16| Tile { x: foe.at.x.saturating_add(x), y: foe.at.y.saturating_add(y) };
    (0..side).flat_map(|y| (0..side).map(move |x| tile(x, y))).collect()
}
