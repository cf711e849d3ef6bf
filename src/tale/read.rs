//! Reads an adventure from its files: paths and bytes in, an adventure or one clear sentence out.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use smol_str::SmolStr;

use super::bag::Bag;
use super::error::TaleError;
use super::ground::{Tiles, map};
use super::id::{FlagId, MapId, SceneId, ShopId, TextId};
use super::map::{Ground, Tile};
use super::scene::Scene;
use super::strict::{Unique, read};
use super::tiled::{TiledMap, Tileset, TilesetTile};
use super::{Keepsake, Shop, Tale};
use crate::srd::id::ItemId;
use crate::srd::instinct::Terrain;

/// Files of an adventure, at most.
const FILES_MAX: usize = 2_000;
/// Bytes of one file, at most.
const FILE_BYTES_MAX: usize = 4 << 20;
/// Bytes of all files together, at most.
const TALE_BYTES_MAX: usize = 16 << 20;
/// Maps, at most: a map takes far more room in memory than in its file.
const MAPS_MAX: usize = 100;
/// The form of `tale.json` that this release reads.
const FORMAT: u8 = 1;

/// `tale.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u8,
    name: String,
    title: TextId,
    start: Start,
    #[serde(default)]
    opening: Option<SceneId>,
    #[serde(default)]
    defeat: Option<SceneId>,
    #[serde(default)]
    flags: BTreeSet<FlagId>,
    #[serde(default)]
    items: Unique<ItemId, Keepsake>,
    #[serde(default)]
    shops: Unique<ShopId, Shop>,
    #[serde(default)]
    hunger: bool,
    #[serde(default)]
    heavy_packs: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    map: MapId,
    at: Tile,
}

impl Tale {
    /// Reads an adventure. Paths are relative to its folder with `/` between their parts. Limits: 16 MiB, 2,000 files,
    /// 4 MiB a file, 32 brackets deep, 100 maps of 128 by 128 tiles. Whether its links lead anywhere is for the lint to say.
    pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Tale, TaleError> {
        limits(files)?;
        let Some(head) = files.get("tale.json") else {
            return Err(TaleError::new("tale.json", "is missing; every adventure begins there"));
        };
        let head: Head = read("tale.json", head)?;
        if head.format != FORMAT {
            let why = format!("format is {}; this release reads format {FORMAT}", head.format);
            return Err(TaleError::new("tale.json", why));
        }
        let spelled = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if head.name.is_empty() || head.name.len() > 32 || !head.name.chars().all(spelled) {
            let why = "name must be 1 to 32 lower-case letters, digits and underscores";
            return Err(TaleError::new("tale.json", why));
        }
        let mut tale = Tale {
            name: head.name,
            start: (head.start.map, head.start.at),
            opening: head.opening,
            shops: head.shops.0,
            title: head.title,
            flags: head.flags,
            items: head.items.0,
            defeat: head.defeat,
            hunger: head.hunger,
            heavy_packs: head.heavy_packs,
            ..Tale::default()
        };
        for (path, bytes) in files {
            tale.add(path, bytes, files)?;
        }
        Ok(tale)
    }

    fn add(&mut self, path: &str, bytes: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Result<(), TaleError> {
        match (path.split_once('/'), path.rsplit_once('.')) {
            (None, Some(("tale", "json"))) | (_, Some((_, "tsj"))) => {}
            (Some(("maps", name)), Some((_, "tmj"))) => {
                let id = MapId::new(name.trim_end_matches(".tmj"));
                let from: TiledMap = read(path, bytes)?;
                let tiles = tiles(path, &from, files)?;
                self.maps.insert(id.clone(), map(path, &id, &from, &tiles)?);
            }
            (Some(("scenes", _)), Some((_, "json"))) => {
                for (id, scene) in read::<Unique<SceneId, Scene>>(path, bytes)?.0 {
                    if self.scenes.contains_key(&id) {
                        let why = format!("scene \"{id}\" is in another file too; rename one");
                        return Err(TaleError::new(path, why));
                    }
                    self.scenes.insert(id, scene);
                }
            }
            (Some(("words", name)), Some((_, "ftl"))) => {
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| TaleError::new(path, "is not UTF-8 text"))?;
                self.words.insert(name.trim_end_matches(".ftl").to_owned(), text);
            }
            (_, Some((_, "json" | "tmj" | "ftl"))) => {
                let why = "is in the wrong place; maps/*.tmj, scenes/*.json and words/*.ftl are read";
                return Err(TaleError::new(path, why));
            }
            // Pictures for Tiled, its session files and notes do not matter to play.
            _ => {}
        }
        Ok(())
    }
}

fn limits(files: &BTreeMap<String, Vec<u8>>) -> Result<(), TaleError> {
    if files.len() > FILES_MAX {
        return Err(TaleError::new("the folder", format!("has {} files; at most {FILES_MAX} are read", files.len())));
    }
    if let Some((path, _)) = files.iter().find(|(_, bytes)| bytes.len() > FILE_BYTES_MAX) {
        return Err(TaleError::new(path, "is larger than 4 MiB"));
    }
    if files.keys().filter(|path| path.ends_with(".tmj")).count() > MAPS_MAX {
        return Err(TaleError::new("maps", format!("there are more than {MAPS_MAX} maps")));
    }
    if files.values().map(Vec::len).sum::<usize>() > TALE_BYTES_MAX {
        return Err(TaleError::new("the folder", "holds more than 16 MiB"));
    }
    Ok(())
}

/// The tiles of every tileset that a map names.
fn tiles(path: &str, from: &TiledMap, files: &BTreeMap<String, Vec<u8>>) -> Result<Tiles, TaleError> {
    let mut all = BTreeMap::new();
    for link in &from.tilesets {
        match &link.source {
            None => fill(path, link.firstgid, &link.tiles, &mut all)?,
            Some(source) => {
                let Some(file) = beside(path, source).filter(|file| files.contains_key(file)) else {
                    return Err(TaleError::new(path, format!("its tileset {source} is not in the adventure's folder")));
                };
                if !file.ends_with(".tsj") {
                    let why = format!("its tileset {source} must be saved as JSON (.tsj)");
                    return Err(TaleError::new(path, why));
                }
                let tileset: Tileset = read(&file, files.get(&file).map_or(&[], Vec::as_slice))?;
                fill(&file, link.firstgid, &tileset.tiles, &mut all)?;
            }
        }
    }
    Ok(Tiles(all))
}

fn fill(
    file: &str,
    first: u32,
    tiles: &[TilesetTile],
    all: &mut BTreeMap<u32, (Ground, SmolStr)>,
) -> Result<(), TaleError> {
    for tile in tiles {
        let mut bag = Bag::new(format!("{file}: tile {}", tile.id), &tile.properties);
        let look = bag.need_text("look", "the name of its sprite")?;
        let ground = Ground {
            wall: bag.switch("wall")?,
            water: bag.switch("water")?,
            difficult: bag.switch("difficult")?,
            cover: bag.switch("cover")?,
            lit: bag.switch("lit")?,
            terrain: terrain(&format!("{file}: tile {}", tile.id), bag.text("terrain")?.as_deref())?,
        };
        bag.finish("tile")?;
        all.insert(first.saturating_add(tile.id), (ground, SmolStr::new(look)));
    }
    Ok(())
}

/// What the ground is made of, by its word.
fn terrain(at: &str, word: Option<&str>) -> Result<Terrain, TaleError> {
    Ok(match word {
        None => Terrain::Plain,
        Some("snow") => Terrain::Snow,
        Some("ice") => Terrain::Ice,
        Some("rock") => Terrain::Rock,
        Some("tree") => Terrain::Tree,
        Some("home") => Terrain::Home,
        Some("grave") => Terrain::Grave,
        Some(other) => {
            let why = format!("its terrain is \"{other}\"; snow, ice, rock, tree, home and grave are known");
            return Err(TaleError::new(at.to_owned(), why));
        }
    })
}

/// A path as seen from beside another file; none when it leaves the folder.
fn beside(file: &str, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::map::{Is, Map};

    const HEAD: &str = r#"{"format": 1, "name": "small", "title": "title", "start": {"map": "road", "at": [1, 0]}}"#;
    const TILES: &str = r#"{"tiles": [
        {"id": 0, "properties": [{"name": "look", "value": "grass"}]},
        {"id": 1, "properties": [{"name": "look", "value": "wall"}, {"name": "wall", "value": true}]},
        {"id": 2, "properties": [{"name": "look", "value": "bridge"}]},
        {"id": 3, "properties": [{"name": "look", "value": "water"}, {"name": "water", "value": true}]}]}"#;

    /// A map of 3 by 2 tiles with these objects.
    fn road(objects: &str) -> String {
        format!(
            r#"{{"orientation": "orthogonal", "width": 3, "height": 2, "tilewidth": 16, "tileheight": 16,
            "tilesets": [{{"firstgid": 1, "source": "../tiles.tsj"}}], "layers": [
            {{"name": "ground", "type": "tilelayer", "data": [1, 1, 2, 4, 4, 1]}},
            {{"name": "above", "type": "tilelayer", "data": [0, 0, 0, 3, 0, 0]}},
            {{"name": "things", "type": "objectgroup", "objects": [{objects}]}}]}}"#
        )
    }

    fn object(class: &str, at: (i32, i32), properties: &str) -> String {
        let (x, y) = (at.0 * 16, at.1 * 16);
        format!(
            r#"{{"id": 7, "name": "it", "type": "{class}", "x": {x}, "y": {y}, "width": 16, "height": 16,
            "properties": [{properties}]}}"#
        )
    }

    fn tale(files: &[(&str, &str)]) -> Result<Tale, TaleError> {
        let text = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        Tale::read(&files.iter().map(text).collect())
    }

    fn with(objects: &str) -> Result<Map, TaleError> {
        let read = tale(&[("tale.json", HEAD), ("tiles.tsj", TILES), ("maps/road.tmj", &road(objects))])?;
        Ok(read.maps[&MapId::new("road")].clone())
    }

    fn check(files: &[(&str, &str)], sentence: &str) {
        assert_eq!(tale(files).unwrap_err().to_string(), sentence);
    }

    fn check_object(class: &str, at: (i32, i32), properties: &str, sentence: &str) {
        assert_eq!(with(&object(class, at, properties)).unwrap_err().to_string(), sentence);
    }

    #[test]
    fn the_topmost_tile_is_what_one_stands_on() {
        let map = with("").unwrap();
        assert!(map.ground(Tile { x: 1, y: 1 }).water);
        assert!(!map.ground(Tile { x: 0, y: 1 }).water, "the bridge lies over the water");
        assert_eq!(
            (map.looks[0][3].as_str(), map.looks[1][3].as_str(), map.looks[1][0].as_str()),
            ("water", "bridge", "")
        );
        assert!(map.ground(Tile { x: 2, y: 0 }).wall && map.ground(Tile { x: 3, y: 0 }).wall);
    }

    #[test]
    fn objects_become_things() {
        let properties = r#"{"name": "holds", "value": "torch 3, hempen_rope"}, {"name": "purse_cp", "value": 40}"#;
        let map = with(&object("chest", (1, 0), properties)).unwrap();
        let chest = &map.things.values().next().unwrap();
        let torches = (ItemId::new("torch"), 3);
        let holds = vec![torches, (ItemId::new("hempen_rope"), 1)];
        assert_eq!(chest.is, Is::Chest { holds, purse_cp: 40, lock: None });
        assert_eq!((chest.name.as_str(), chest.look.as_str()), ("road-it", "chest"));
        assert_eq!(chest.at, [Tile { x: 1, y: 0 }]);
    }

    #[test]
    fn foes_join_their_ambush_and_lights_light() {
        let foe = r#"{"name": "monster", "value": "wolf"}, {"name": "ambush", "value": "it"}"#;
        let objects = [object("ambush", (1, 0), ""), object("foe", (2, 1), foe), object("light", (0, 0), "")];
        let map = with(&objects.join(",")).unwrap();
        let Is::Ambush { foes, .. } = &map.things.values().next().unwrap().is else { panic!("an ambush") };
        assert_eq!((foes.len(), foes[0].at, foes[0].heroes_min), (1, Tile { x: 2, y: 1 }, 1));
        assert!(map.ground(Tile { x: 0, y: 0 }).lit && !map.ground(Tile { x: 1, y: 0 }).lit);
    }

    #[test]
    fn mistakes_on_a_map_say_where_and_what_helps() {
        let force = r#"{"name": "force_dc", "value": 15}"#;
        let sentence = "maps/road.tmj: object 7 (door): property pick_dc is missing; add a number from 1 to 30";
        check_object("door", (1, 0), force, sentence);
        let silly = r#"{"name": "force_dc", "value": 31}"#;
        let sentence = "maps/road.tmj: object 7 (door): property force_dc is 31; it must be from 1 to 30";
        check_object("door", (1, 0), silly, sentence);
        let odd = r#"{"name": "colour", "value": "red"}"#;
        let sentence = "maps/road.tmj: object 7 (spot): property scene is missing; add the scene that begins here";
        check_object("spot", (1, 0), odd, sentence);
        let sentence =
            "maps/road.tmj: object 7 (barrier): property colour is unknown; a barrier knows text, look, needs";
        check_object("barrier", (1, 0), odd, sentence);
        let sentence = "maps/road.tmj: object 7 (barrier): stands beyond the edge of the map; move it inside";
        check_object("barrier", (3, 0), "", sentence);
        let wrong = with(&object("dragon", (0, 0), "")).unwrap_err().to_string();
        assert!(wrong.starts_with("maps/road.tmj: object 7 (dragon): its class must be one of door, chest"), "{wrong}");
        let off = object("barrier", (0, 0), "").replace("\"x\": 0", "\"x\": 0.5");
        assert!(with(&off).unwrap_err().why.starts_with("stands off the grid"));
        let twice = [object("barrier", (0, 0), ""), object("barrier", (1, 0), "")].join(",");
        assert!(with(&twice).unwrap_err().why.starts_with("another thing here is called \"it\" too"));
    }

    #[test]
    fn mistakes_in_the_folder_say_where_and_what_helps() {
        check(&[], "tale.json: is missing; every adventure begins there");
        let newer = HEAD.replace("\"format\": 1", "\"format\": 2");
        check(&[("tale.json", &newer)], "tale.json: format is 2; this release reads format 1");
        let head = ("tale.json", HEAD);
        let sentence = "scene/a.json: is in the wrong place; maps/*.tmj, scenes/*.json and words/*.ftl are read";
        check(&[head, ("scene/a.json", "{}")], sentence);
        let sentence = "maps/road.tmj: its tileset ../tiles.tsj is not in the adventure's folder";
        check(&[head, ("maps/road.tmj", &road(""))], sentence);
        let scene = r#"{"a": {"text": "a"}}"#;
        let sentence = "scenes/y.json: scene \"a\" is in another file too; rename one";
        check(&[head, ("scenes/x.json", scene), ("scenes/y.json", scene)], sentence);
        let odd = tale(&[head, ("scenes/x.json", r#"{"a": {"text": "a", "mood": 1}}"#)]).unwrap_err().to_string();
        assert!(odd.starts_with("scenes/x.json: unknown field `mood`"), "{odd}");
        let many: BTreeMap<_, _> = (0..=FILES_MAX).map(|n| (format!("{n}.txt"), Vec::new())).collect();
        assert_eq!(Tale::read(&many).unwrap_err().why, "has 2001 files; at most 2000 are read");
        let large = BTreeMap::from([("a.png".to_owned(), vec![0; FILE_BYTES_MAX + 1])]);
        assert_eq!(Tale::read(&large).unwrap_err().to_string(), "a.png: is larger than 4 MiB");
    }

    #[test]
    fn paths_never_leave_the_folder() {
        assert_eq!(beside("maps/a.tmj", "../tiles.tsj"), Some("tiles.tsj".to_owned()));
        assert_eq!(beside("maps/a.tmj", "../../tiles.tsj"), None);
    }
}
