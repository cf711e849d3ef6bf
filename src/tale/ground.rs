//! From a Tiled map to a map: layers of tiles become ground and looks, objects become things.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::bag::Bag;
use super::error::TaleError;
use super::id::{MapId, TextId, ThingId};
use super::map::{Ground, Is, Map, Thing, Tile, Water};
use super::thing::{Placed, place};
use super::tiled::{Layer, TiledMap};

/// Tiles of a map from side to side, at most.
const SIDE_MAX: i64 = 128;
/// Layers of tiles on a map, at most.
const LAYERS_MAX: usize = 8;

/// Tiles that all objects of a map cover together, at most.
const COVERED_MAX: usize = 65_536;

/// What the tiles of all of a map's tilesets are like, by their number on the map.
pub(super) struct Tiles(pub(super) BTreeMap<u32, (Ground, SmolStr)>);

/// A column and a row.
fn tile(words: &str) -> Option<Tile> {
    let (x, y) = words.split_once(',')?;
    Some(Tile { x: x.trim().parse().ok()?, y: y.trim().parse().ok()? })
}

/// Reads a map. The id is the file's name without its ending.
pub(super) fn map(file: &str, id: &MapId, from: &TiledMap, tiles: &Tiles) -> Result<Map, TaleError> {
    let wrong = |why: &str| TaleError::new(file, why);
    if from.orientation != "orthogonal" || from.infinite {
        return Err(wrong("must be an orthogonal map of a fixed size; see Map, Map Properties"));
    }
    if !(1..=SIDE_MAX).contains(&from.width) || !(1..=SIDE_MAX).contains(&from.height) {
        return Err(wrong("must be from 1 to 128 tiles wide and high"));
    }
    if from.tilewidth != from.tileheight || !(1..=256).contains(&from.tilewidth) {
        return Err(wrong("its tiles must be square"));
    }
    let mut bag = Bag::new(format!("{file}: map properties"), &from.properties);
    let lit = bag.switch("lit")?;
    let restful = bag.switch("restful")?;
    let sunlit = bag.switch("sunlit")?;
    let hell = bag.switch("hell")?;
    let underwater = bag.switch("underwater")?;
    let fresh = match bag.text("fresh")?.as_deref() {
        None | Some("plenty") => Water::Plenty,
        Some("scarce") => Water::Scarce,
        Some("none") => Water::None,
        Some("foul") => Water::Foul,
        Some(_) => return Err(bag.wrong("property fresh must be plenty, scarce, foul or none")),
    };
    let circle = match bag.text("circle")? {
        None => None,
        Some(at) => Some(tile(&at).ok_or_else(|| bag.wrong("property circle must be a column and a row, as in 3,4"))?),
    };
    let name = bag.text("text")?.unwrap_or_else(|| format!("map-{id}"));
    bag.finish("map")?;
    let size = (from.width * from.height) as usize;
    let mut map = Map {
        width: from.width as i16,
        height: from.height as i16,
        ground: vec![Ground { wall: true, ..Ground::default() }; size],
        looks: Vec::new(),
        things: BTreeMap::new(),
        name: TextId::new(&name),
        restful,
        sunlit,
        hell,
        underwater,
        fresh,
        circle,
    };
    if from.layers.iter().filter(|layer| layer.kind == "tilelayer").count() > LAYERS_MAX {
        return Err(wrong("has more than 8 layers of tiles"));
    }
    for layer in &from.layers {
        match layer.kind.as_str() {
            "tilelayer" => lay(file, layer, tiles, &mut map)?,
            "objectgroup" => {}
            kind => {
                let why = format!("layer \"{}\" is a {kind}; only tile layers and object layers are read", layer.name);
                return Err(wrong(&why));
            }
        }
    }
    if lit {
        map.ground.iter_mut().for_each(|ground| ground.lit = true);
    }
    furnish(file, id, from, &mut map)?;
    Ok(map)
}

/// One layer of tiles: the topmost tile says what the ground is like, all of them how it looks.
fn lay(file: &str, layer: &Layer, tiles: &Tiles, map: &mut Map) -> Result<(), TaleError> {
    let wrong = |why: String| TaleError::new(format!("{file}: layer \"{}\"", layer.name), why);
    let Some(data) = layer.data.as_array() else {
        return Err(wrong("is packed; set Map, Map Properties, Tile Layer Format to CSV".to_owned()));
    };
    if data.len() != map.ground.len() {
        return Err(wrong(format!("has {} tiles instead of {}", data.len(), map.ground.len())));
    }
    let mut looks = vec![SmolStr::default(); data.len()];
    let cells = data.iter().zip(map.ground.iter_mut().zip(looks.iter_mut()));
    for (number, (gid, (ground, shown))) in cells.enumerate() {
        let gid = gid.as_u64().and_then(|gid| u32::try_from(gid).ok());
        if gid == Some(0) {
            continue;
        }
        let (x, y) = (number % map.width as usize, number / map.width as usize);
        let Some((is, look)) = gid.and_then(|gid| tiles.0.get(&gid)) else {
            return Err(wrong(format!("the tile at {x},{y} is turned or of no tileset; draw it anew, unturned")));
        };
        *ground = *is;
        *shown = look.clone();
    }
    map.looks.push(looks);
    Ok(())
}

fn furnish(file: &str, id: &MapId, from: &TiledMap, map: &mut Map) -> Result<(), TaleError> {
    let mut foes = Vec::new();
    let mut covered = 0;
    for object in from.layers.iter().flat_map(|layer| &layer.objects) {
        let at = || format!("{file}: object {} ({})", object.id, object.class);
        let inside = |tiles: &[Tile], map: &Map| tiles.iter().all(|tile| map.index(*tile).is_some());
        let outside = || TaleError::new(at(), "stands beyond the edge of the map; move it inside");
        let placed = place(file, id, object, from.tilewidth)?;
        if let Placed::Thing(Thing { at: tiles, .. }) | Placed::Light(tiles) = &placed {
            covered += tiles.len();
        }
        if covered > COVERED_MAX {
            return Err(TaleError::new(file, "its objects cover more than 65,536 tiles together; make them smaller"));
        }
        match placed {
            Placed::Thing(thing) => {
                if !inside(&thing.at, map) {
                    return Err(outside());
                }
                if map.things.insert(ThingId::new(&object.name), thing).is_some() {
                    let why = format!("another thing here is called \"{}\" too; rename one", object.name);
                    return Err(TaleError::new(at(), why));
                }
            }
            Placed::Light(tiles) => {
                if !inside(&tiles, map) {
                    return Err(outside());
                }
                for tile in &tiles {
                    let index = map.index(*tile);
                    if let Some(ground) = index.and_then(|index| map.ground.get_mut(index)) {
                        ground.lit = true;
                    }
                }
            }
            Placed::Foe(ambush, foe) => foes.push((at(), ambush, foe)),
        }
    }
    // In the order of the file, so that the same file gives the same fight.
    for (at, ambush, foe) in foes {
        match map.things.get_mut(&ThingId::new(&ambush)).map(|thing| &mut thing.is) {
            Some(Is::Ambush { foes, .. }) => foes.push(foe),
            _ => return Err(TaleError::new(at, format!("its ambush \"{ambush}\" is not on this map; add it"))),
        }
    }
    Ok(())
}
