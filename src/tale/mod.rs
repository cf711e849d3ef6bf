//! Adventures as data: maps, things on them, scenes with choices, and what choices do. No scripts.

pub mod deed;
pub mod id;
pub mod map;
pub mod scene;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use id::{MapId, SceneId, ShopId};
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
    /// Its maps.
    pub maps: BTreeMap<MapId, Map>,
    /// Its scenes.
    pub scenes: BTreeMap<SceneId, Scene>,
    /// Its shops.
    pub shops: BTreeMap<ShopId, Shop>,
    /// Its own sentences: language (`en`, `ja`) to Fluent text.
    pub words: BTreeMap<String, String>,
}

/// A shop: what it sells and what share of the price it pays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Things for sale, and how many there are; none means as many as are wanted.
    pub sells: BTreeMap<ItemId, Option<u16>>,
    /// Pays so many percent of the price for what it is offered (50 in the book).
    pub pays_percent: u8,
}
