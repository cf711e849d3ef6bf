//! The parts of Tiled's JSON formats (`.tmj`, `.tsj`) that an adventure uses. Tiled's own further fields are passed over.

use serde::Deserialize;
use serde_json::Value;

/// A map file.
#[derive(Deserialize)]
pub(super) struct TiledMap {
    pub(super) orientation: String,
    #[serde(default)]
    pub(super) infinite: bool,
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) tilewidth: i64,
    pub(super) tileheight: i64,
    pub(super) layers: Vec<Layer>,
    pub(super) tilesets: Vec<TilesetLink>,
    #[serde(default)]
    pub(super) properties: Vec<Property>,
}

/// A layer of tiles or of objects.
#[derive(Deserialize)]
pub(super) struct Layer {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// Numbers, or text when the layer is saved in another encoding.
    #[serde(default)]
    pub(super) data: Value,
    #[serde(default)]
    pub(super) objects: Vec<Object>,
}

/// An object of an object layer.
#[derive(Deserialize)]
pub(super) struct Object {
    pub(super) id: i64,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default, rename = "type", alias = "class")]
    pub(super) class: String,
    // Whole pixels; Tiled writes fractions only for objects that stand off the grid.
    pub(super) x: Value,
    pub(super) y: Value,
    #[serde(default)]
    pub(super) width: Value,
    #[serde(default)]
    pub(super) height: Value,
    /// Objects made of a tile stand on their lower edge.
    #[serde(default)]
    pub(super) gid: Option<u32>,
    #[serde(default)]
    pub(super) properties: Vec<Property>,
}

/// A custom property.
#[derive(Clone, Deserialize)]
pub(super) struct Property {
    pub(super) name: String,
    pub(super) value: Value,
}

/// A tileset within a map: the link to its file, or the tileset itself.
#[derive(Deserialize)]
pub(super) struct TilesetLink {
    pub(super) firstgid: u32,
    #[serde(default)]
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) tiles: Vec<TilesetTile>,
}

/// A tileset file.
#[derive(Deserialize)]
pub(super) struct Tileset {
    #[serde(default)]
    pub(super) tiles: Vec<TilesetTile>,
}

/// One tile of a tileset.
#[derive(Clone, Deserialize)]
pub(super) struct TilesetTile {
    pub(super) id: u32,
    #[serde(default)]
    pub(super) properties: Vec<Property>,
}
