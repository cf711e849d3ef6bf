//! From an object on a Tiled map to a thing: its class says what it is, its properties say the rest.

use smol_str::SmolStr;

use super::bag::Bag;
use super::deed::Foe;
use super::error::TaleError;
use super::id::{MapId, SceneId, ShopId, TextId};
use super::map::{Is, Lock, Thing, Tile};
use super::tiled::Object;
use crate::srd::id::{ItemId, MonsterId, TrapId};
use crate::srd::living::{Material, Sturdy};

/// What an object becomes.
pub(super) enum Placed {
    /// A thing.
    Thing(Thing),
    /// A foe of the ambush with this name.
    Foe(String, Foe),
    /// Light on these tiles.
    Light(Vec<Tile>),
}

/// Difficulties are 1 to 30, as in the book.
const DC: std::ops::RangeInclusive<i64> = 1..=30;

/// Reads one object of a map whose tiles are `side` pixels wide.
pub(super) fn place(file: &str, map: &MapId, object: &Object, side: i64) -> Result<Placed, TaleError> {
    let class = object.class.as_str();
    let at = format!("{file}: object {} ({})", object.id, if class.is_empty() { "no class" } else { class });
    let mut bag = Bag::new(at, &object.properties);
    let tiles = tiles(object, side, &bag)?;
    match class {
        "foe" => {
            let foe = foe(&tiles, &mut bag)?;
            let ambush = bag.need_text("ambush", "the name of its ambush on this map")?;
            bag.finish(class)?;
            return Ok(Placed::Foe(ambush, foe));
        }
        "light" => {
            bag.finish(class)?;
            return Ok(Placed::Light(tiles));
        }
        _ => {}
    }
    if object.name.is_empty() {
        return Err(bag.wrong("has no name; every thing needs one of its own on its map"));
    }
    let is = is(class, &mut bag)?;
    let text = bag.text("text")?.unwrap_or_else(|| format!("{map}-{}", object.name));
    let look = bag.text("look")?.unwrap_or_else(|| usual_look(&is).to_owned());
    let needs = bag.json("needs")?;
    bag.finish(class)?;
    Ok(Placed::Thing(Thing { at: tiles, name: TextId::new(&text), look: SmolStr::new(look), is, needs }))
}

fn is(class: &str, bag: &mut Bag) -> Result<Is, TaleError> {
    Ok(match class {
        "door" => Is::Door(lock(bag)?),
        "chest" => Is::Chest {
            holds: holds(bag)?,
            purse_cp: bag.number("purse_cp", 0..=10_000_000)?.map_or(0, |cp| cp as u32),
            lock: lock(bag)?,
        },
        "trap" => trap(bag)?,
        "person" => Is::Person(SceneId::new(&bag.need_text("scene", "the scene of talking to this person")?)),
        "shop" => Is::Shop(ShopId::new(&bag.need_text("shop", "the name of a shop in tale.json")?)),
        "exit" => {
            let map = MapId::new(&bag.need_text("map", "the map that it leads to")?);
            let x = bag.need_number("x", 0..=127)? as i16;
            Is::Exit { map, at: Tile { x, y: bag.need_number("y", 0..=127)? as i16 } }
        }
        "ambush" => Is::Ambush {
            // The foes are objects of their own and join it once all objects are read.
            foes: Vec::new(),
            hidden_dc: bag.number("hidden_dc", DC)?.map(|dc| dc as u8),
            won: bag.json("won")?,
        },
        "spot" => Is::Spot(SceneId::new(&bag.need_text("scene", "the scene that begins here")?)),
        "object" => Is::Object(SceneId::new(&bag.need_text("scene", "the scene of using it")?)),
        "barrier" => Is::Barrier,
        _ => return Err(bag.wrong(format!("its class must be one of {CLASSES}"))),
    })
}

/// A trap of the book by its name, or one of the adventure's own.
fn trap(bag: &mut Bag) -> Result<Is, TaleError> {
    let of = bag.text("of")?.map(|id| TrapId::new(&id));
    let (x, y) = (bag.number("from_x", 0..=127)?, bag.number("from_y", 0..=127)?);
    let from = x.zip(y).map(|(x, y)| Tile { x: x as i16, y: y as i16 });
    if of.is_some() {
        return Ok(Is::Trap { notice_dc: 0, disarm_dc: 0, effects: Vec::new(), of, from });
    }
    let (notice_dc, disarm_dc) = (bag.need_number("notice_dc", DC)? as u8, bag.need_number("disarm_dc", DC)? as u8);
    Ok(Is::Trap { notice_dc, disarm_dc, effects: bag.json("effects")?, of, from })
}

const CLASSES: &str = "door, chest, trap, person, shop, exit, ambush, spot, object, barrier, foe, light";

const fn usual_look(is: &Is) -> &'static str {
    match is {
        Is::Door(_) => "door",
        Is::Chest { .. } => "chest",
        Is::Trap { .. } => "trap",
        Is::Barrier => "wall",
        _ => "",
    }
}

fn foe(tiles: &[Tile], bag: &mut Bag) -> Result<Foe, TaleError> {
    let monster = MonsterId::new(&bag.need_text("monster", "a stat block of the book, such as goblin")?);
    let heroes_min = bag.number("heroes_min", 1..=8)?.unwrap_or(1) as u8;
    let at = tiles.first().copied().unwrap_or_default();
    let asleep = bag.switch("asleep")?;
    Ok(Foe { monster, at, heroes_min, asleep })
}

fn lock(bag: &mut Bag) -> Result<Option<Lock>, TaleError> {
    let asked = ["pick_dc", "force_dc", "key"].iter().any(|key| bag.has(key));
    let key = bag.text("key")?.map(|key| ItemId::new(&key));
    // Both are looked up even without a lock, so that the list of known properties is whole.
    let (pick, force) = (bag.number("pick_dc", DC)?, bag.number("force_dc", DC)?);
    let (made, sturdy): (Material, Sturdy) = (bag.word("made")?, bag.word("sturdy")?);
    let threshold = bag.number("threshold", 0..=100)?.map_or(0, |hp| hp as u8);
    match (asked, pick, force) {
        (false, ..) => Ok(None),
        (true, Some(pick), Some(force)) => {
            let (pick_dc, force_dc) = (pick as u8, force as u8);
            Ok(Some(Lock { pick_dc, force_dc, key, made, sturdy, threshold }))
        }
        (true, pick, _) => {
            let missing = if pick.is_none() { "pick_dc" } else { "force_dc" };
            Err(bag.wrong(format!("property {missing} is missing; add a number from 1 to 30")))
        }
    }
}

/// `torch 3, hempen_rope` is three torches and one rope.
fn holds(bag: &mut Bag) -> Result<Vec<(ItemId, u16)>, TaleError> {
    let text = bag.text("holds")?.unwrap_or_default();
    let mut all = Vec::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (item, count) = part.split_once(' ').unwrap_or((part, "1"));
        let count = count.trim().parse::<u16>().ok().filter(|count| *count > 0);
        let Some(count) = count else {
            return Err(bag.wrong(format!("property holds: \"{part}\" must be an item and a count, such as torch 3")));
        };
        all.push((ItemId::new(item), count));
    }
    Ok(all)
}

/// The tiles an object covers; a point covers the one it lies in.
fn tiles(object: &Object, side: i64, bag: &Bag) -> Result<Vec<Tile>, TaleError> {
    let whole = |value: &serde_json::Value| {
        let number = if value.is_null() { Some(0) } else { value.as_i64() };
        number
            .filter(|number| (0..=128 * side).contains(number))
            .ok_or_else(|| bag.wrong("stands off the grid; turn on View, Snapping, Snap to Grid and move it"))
    };
    let (x, mut y) = (whole(&object.x)?, whole(&object.y)?);
    let (width, height) = (whole(&object.width)?, whole(&object.height)?);
    if object.gid.is_some() {
        y -= height;
    }
    let columns = x / side..=(x + width.max(1) - 1) / side;
    let rows = y / side..=(y + height.max(1) - 1) / side;
    let tile = |x: i64, y: i64| Tile { x: x as i16, y: y as i16 };
    Ok(rows.flat_map(|y| columns.clone().map(move |x| tile(x, y))).collect())
}
