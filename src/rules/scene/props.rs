//! What a scene may have besides a map and creatures: things on the map, story scenes, shops, keepsakes.
//!
//! `thing NAME LETTER IS` (every tile with that letter), `story NAME SCENE`, `shop NAME SHOP`, `keepsake NAME KEEPSAKE`, all
//! in RON as `tale` has them, going on over lines that begin with a blank. `opening NAME` and `defeat NAME` name a story
//! scene; `wild` makes the map no place to rest, `underwater` lays it under water, `scarce` leaves it half the
//! water that is needed, `foul` none that can be drunk as it is; `hunger` counts food and water, `heavy_packs` what packs weigh; `sunlit` lets the sun shine on it, `hell` puts it
//! there; `unbegun` leaves the adventure to be begun; `seat N` is a seat without a hero. `place NAME WHAT ...` is another map
//! (`sunlit`, `hell`, `wild`, `trees`, `circle`) where the party has been N times (`been N`).

use serde::de::DeserializeOwned;
use smol_str::SmolStr;

use crate::srd::id::ItemId;
use crate::srd::instinct::Terrain;
use crate::tale::Tale;
use crate::tale::id::{MapId, SceneId, ShopId, TextId, ThingId};
use crate::tale::map::{Ground, Is, Map, Thing, Tile, Water};
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{PlayerId, SeatId};
use crate::world::wrought::Trod;

/// The lines as they were read, and what needs no map.
#[derive(Default)]
pub(super) struct Props {
    lines: Vec<String>,
    wild: bool,
    sunlit: bool,
    hell: bool,
    underwater: bool,
    hunger: bool,
    scarce: bool,
    foul: bool,
    heavy_packs: bool,
    /// The adventure is yet to be begun.
    pub(super) unbegun: bool,
    seats: Vec<u8>,
    places: Vec<String>,
}

/// A thing as a line says it.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Kind(Is);

impl Props {
    /// Reads a line; false when it is none of these. A line that begins with a blank goes on with the one before.
    pub(super) fn line(&mut self, line: &str) -> Result<bool, String> {
        let bare = line.trim();
        if let Some(last) = self.lines.last_mut().filter(|_| line.starts_with(' ')) {
            last.push('\n');
            last.push_str(bare);
            return Ok(true);
        }
        match bare.split_whitespace().next().unwrap_or_default() {
            "thing" | "story" | "shop" | "keepsake" | "opening" | "defeat" => self.lines.push(bare.to_owned()),
            "wild" => self.wild = true,
            "sunlit" => self.sunlit = true,
            "hell" => self.hell = true,
            "underwater" => self.underwater = true,
            "hunger" => self.hunger = true,
            "scarce" => self.scarce = true,
            "foul" => self.foul = true,
            "heavy_packs" => self.heavy_packs = true,
            "place" => self.places.push(bare.to_owned()),
            "unbegun" => self.unbegun = true,
            "seat" => {
                let number = bare.split_whitespace().nth(1).and_then(|number| number.parse().ok());
                self.seats.push(number.ok_or("a seat has a number")?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Puts all of it into the adventure; `tiles` finds a letter on the map.
    pub(super) fn put(&self, tale: &mut Tale, map: &MapId, tiles: impl Fn(char) -> Vec<Tile>) -> Result<(), String> {
        for line in &self.lines {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            match kind {
                "thing" => {
                    let thing = thing(name, rest, &tiles)?;
                    tale.maps.entry(map.clone()).or_default().things.insert(ThingId::new(name), thing);
                }
                "story" => drop(tale.scenes.insert(SceneId::new(name), read(name, rest)?)),
                "shop" => drop(tale.shops.insert(ShopId::new(name), read(name, rest)?)),
                "keepsake" => drop(tale.items.insert(ItemId::new(name), read(name, rest)?)),
                "opening" => tale.opening = Some(SceneId::new(name)),
                _ => tale.defeat = Some(SceneId::new(name)),
            }
        }
        (tale.hunger, tale.heavy_packs) = (self.hunger, self.heavy_packs);
        for line in &self.places {
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            let name = words.first().ok_or("a place has a name")?;
            tale.maps.insert(MapId::new(name), elsewhere(name, &words));
        }
        let map = tale.maps.entry(map.clone()).or_default();
        (map.restful, map.underwater) = (!self.wild, self.underwater);
        (map.sunlit, map.hell) = (self.sunlit, self.hell);
        map.fresh = match (self.scarce, self.foul) {
            (true, _) => Water::Scarce,
            (_, true) => Water::Foul,
            _ => Water::Plenty,
        };
        Ok(())
    }

    /// Where the party has been, and how often.
    pub(super) fn roam(&self, world: &mut World) {
        for line in &self.places {
            let words: Vec<&str> = line.split_whitespace().collect();
            let been = words.windows(2).find(|pair| pair[0] == "been").and_then(|pair| pair[1].parse().ok());
            if let (Some(name), Some(visits)) = (words.get(1), been) {
                let trod = Trod { at: Tile { x: 2, y: 2 }, visits };
                world.now.place.trod.insert(MapId::new(name), trod);
            }
        }
    }

    /// Lets those sit down who have no hero yet.
    pub(super) fn sit(&self, world: &mut World) -> Result<(), String> {
        for number in &self.seats {
            let player = PlayerId([*number; 32]);
            let joined = Event::Joined { player, name: format!("Player {number}"), seats: vec![SeatId(*number)] };
            world.apply(&joined).map_err(|why| why.0)?;
        }
        Ok(())
    }
}

/// A small map besides the one of the scene.
fn elsewhere(name: &str, words: &[&str]) -> Map {
    let is = |word: &str| words.contains(&word);
    let plain = Ground { lit: true, ..Ground::default() };
    let mut ground = vec![plain; 25];
    if is("trees") {
        ground[0] = Ground { wall: true, terrain: Terrain::Tree, ..plain };
    }
    let looks = vec![vec![SmolStr::new("floor"); ground.len()]];
    Map {
        width: 5,
        height: 5,
        ground,
        looks,
        name: TextId::new(name),
        restful: !is("wild"),
        sunlit: is("sunlit"),
        hell: is("hell"),
        circle: is("circle").then_some(Tile { x: 4, y: 4 }),
        ..Map::default()
    }
}

fn thing(name: &str, line: &str, tiles: impl Fn(char) -> Vec<Tile>) -> Result<Thing, String> {
    let (letter, rest) = line.split_once(' ').ok_or_else(|| format!("after \"{name}\" comes its letter on the map"))?;
    let at = letter.chars().next().map(tiles).unwrap_or_default();
    if at.is_empty() {
        return Err(format!("{letter} is not on the map"));
    }
    let Kind(is) = read(name, rest)?;
    // Whoever looks over a scene sees everything that is not hidden by what it is.
    Ok(Thing { at, name: TextId::new(name), look: SmolStr::new("thing"), is, needs: Vec::new() })
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    let extensions = ron::extensions::Extensions::IMPLICIT_SOME;
    let ron = ron::Options::default().with_default_extension(extensions);
    ron.from_str(text).map_err(|wrong| format!("{name}: {wrong}"))
}
