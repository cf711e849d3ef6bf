//! Adventures as data: maps, things on them, scenes with choices, and what choices do. No scripts.

mod bag;
pub mod deed;
pub mod error;
mod ground;
pub mod id;
pub mod lint;
pub mod map;
mod read;
pub mod scene;
mod shelf;
mod strict;
mod thing;
mod tiled;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use id::{FlagId, MapId, SceneId, ShopId, TextId};
use map::{Map, Tile};
use scene::Scene;

use crate::srd::id::ItemId;

/// One adventure, whole and linted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tale {
    /// Its name in file names and on the command line.
    pub name: String,
    /// Where the party stands at the start.
    pub start: (MapId, Tile),
    /// The scene that opens it, if any.
    pub opening: Option<SceneId>,
    /// Food and water are counted in it.
    pub hunger: bool,
    /// Heavy packs slow their bearers in it.
    pub heavy_packs: bool,
    /// Its maps.
    pub maps: BTreeMap<MapId, Map>,
    /// Its scenes.
    pub scenes: BTreeMap<SceneId, Scene>,
    /// Its shops.
    pub shops: BTreeMap<ShopId, Shop>,
    /// Its own sentences: language (`en`, `ja`) to Fluent text.
    pub words: BTreeMap<String, String>,
    /// Its title on the screen.
    pub title: TextId,
    /// The facts it remembers; each is 0 at the start.
    pub flags: BTreeSet<FlagId>,
    /// Things of its own that the book does not have: keys, letters, keepsakes. They lie in packs like any other thing.
    pub items: BTreeMap<ItemId, Keepsake>,
    /// The scene that begins when no hero is left standing: everyone, the dead too, comes round with 1 hit point, the
    /// foes are gone and the fight may be had again. Without one the adventure is over.
    pub defeat: Option<SceneId>,
}

/// A thing that only this adventure knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keepsake {
    /// Its name on the screen.
    pub name: TextId,
    /// Weight of one in thousandths of a pound.
    #[serde(default)]
    pub weight_millipounds: u32,
    /// What a shop pays by; none when nobody buys it.
    #[serde(default)]
    pub cost_cp: Option<u32>,
}

/// A shop: what it sells and what share of the price it pays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    /// Things for sale, and how many there are; none means as many as are wanted.
    pub sells: BTreeMap<ItemId, Option<u16>>,
    /// Pays so many percent of the price for what it is offered (50 in the book).
    pub pays_percent: u8,
}

/// The adventures that are built into the program, in the order they are offered.
pub fn standard() -> &'static [Tale] {
    shelf::standard()
}

impl Tale {
    /// BLAKE3 over the adventure's canonical encoding: two players with one fingerprint play the same adventure.
    pub fn fingerprint(&self) -> [u8; 32] {
        match postcard::to_stdvec(self) {
            Ok(bytes) => *blake3::hash(&bytes).as_bytes(),
            // Writing plain data into a growing vector has no way to fail.
            Err(wrong) => panic!("the adventure cannot be encoded: {wrong}"),
        }
    }
}
