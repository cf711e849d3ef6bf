//! Maps: a grid of 5-foot tiles with flags, and the things that stand on it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::deed::{Deed, Foe, Need};
use super::id::{MapId, SceneId, ShopId, TextId, ThingId};
use crate::srd::ability::{Ability, Skill};
use crate::srd::effect::Effect;
use crate::srd::id::{ItemId, TrapId};
use crate::srd::instinct::Terrain;
use crate::srd::living::{Material, Sturdy};
use crate::srd::rolls::Effort;

/// A tile of a map: columns go right, rows go down, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tile {
    /// Column.
    pub x: i16,
    /// Row.
    pub y: i16,
}

/// What one tile is like to walk, see and shoot over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Nobody walks or sees through it.
    pub wall: bool,
    /// Deep water: swimmers only.
    pub water: bool,
    /// Every foot costs two.
    pub difficult: bool,
    /// Gives half cover to whoever stands behind it; nobody walks through it.
    pub cover: bool,
    /// Open to the sky or lit; else it is dark.
    pub lit: bool,
    /// What it is made of, where that matters to somebody.
    pub terrain: Terrain,
}

/// A map: at most 128 tiles wide and high.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// Tiles from left to right.
    pub width: i16,
    /// Tiles from top to bottom.
    pub height: i16,
    /// Row after row, `width * height` of them.
    pub ground: Vec<Ground>,
    /// Layers from the bottom up: by the canvas's sprite names what each tile looks like, in the same order as `ground`;
    /// empty where a layer has nothing.
    pub looks: Vec<Vec<SmolStr>>,
    /// What stands on it.
    pub things: BTreeMap<ThingId, Thing>,
    /// Its name on the screen.
    pub name: TextId,
    /// Safe enough for a long rest.
    pub restful: bool,
    /// The sun shines on whatever is lit.
    pub sunlit: bool,
    /// It lies in the Nine Hells.
    pub hell: bool,
    /// How much fresh water there is.
    #[serde(default)]
    pub fresh: Water,
    /// All of it lies under water.
    #[serde(default)]
    pub underwater: bool,
    /// A circle for magic ways that is there for good.
    #[serde(default)]
    pub circle: Option<Tile>,
}

/// How much fresh water a map offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Water {
    /// As much as anyone wants.
    #[default]
    Plenty,
    /// Half of what a day needs.
    Scarce,
    /// None.
    None,
    /// As much as anyone wants, but nobody can drink it as it is.
    Foul,
}

/// Something on a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its tiles; most have one, zones have several.
    pub at: Vec<Tile>,
    /// Its name on the screen.
    pub name: TextId,
    /// Its sprite; empty when there is nothing to see.
    pub look: SmolStr,
    /// What it is.
    pub is: Is,
    /// Only there while this holds.
    pub needs: Vec<Need>,
}

/// What a thing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Is {
    /// Stops walkers and eyes until it is opened.
    Door(Option<Lock>),
    /// Holds things until someone takes them.
    Chest {
        /// What is in it.
        holds: Vec<(ItemId, u16)>,
        /// Coins in it, in copper pieces.
        purse_cp: u32,
        /// What keeps it shut.
        lock: Option<Lock>,
    },
    /// Does something to whoever steps on it.
    Trap {
        /// A wisdom (perception) check this high finds it; passive perception does too.
        #[serde(default)]
        notice_dc: u8,
        /// A dexterity check this high with thieves' tools disarms it.
        #[serde(default)]
        disarm_dc: u8,
        /// What it does.
        #[serde(default)]
        effects: Vec<Effect>,
        /// A trap of the book, which then says all of this itself.
        #[serde(default)]
        of: Option<TrapId>,
        /// Where its cone comes from.
        #[serde(default)]
        from: Option<Tile>,
    },
    /// Someone to talk to.
    Person(SceneId),
    /// A counter to buy at.
    Shop(ShopId),
    /// A way to another map; the party goes together.
    Exit {
        /// Where to.
        map: MapId,
        /// The tile it leads to.
        at: Tile,
    },
    /// A zone where foes wait.
    Ambush {
        /// The foes and where they stand.
        foes: Vec<Foe>,
        /// A dexterity (stealth) total the party's passive perception must reach; none when they stand in plain view.
        hidden_dc: Option<u8>,
        /// What winning brings.
        won: Vec<Deed>,
    },
    /// A zone that begins a scene.
    Spot(SceneId),
    /// Something to look at or use: begins a scene when used.
    Object(SceneId),
    /// Stops walkers and eyes, and no hand moves it: a deed opens or removes it. A portcullis, a secret wall.
    Barrier,
}

/// A lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// A dexterity check this high with thieves' tools opens it.
    pub pick_dc: u8,
    /// A strength check this high breaks it.
    pub force_dc: u8,
    /// What opens it at once.
    pub key: Option<ItemId>,
    /// What the thing is made of.
    #[serde(default)]
    pub made: Material,
    /// How much it stands.
    #[serde(default)]
    pub sturdy: Sturdy,
    /// Less damage than this at a blow does nothing to it.
    #[serde(default)]
    pub threshold: u8,
}

/// A check a scene or a thing asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Which ability.
    pub ability: Ability,
    /// Which skill, if any.
    #[serde(default)]
    pub skill: Option<Skill>,
    /// Everyone who can rolls, and the total that half of them reach counts.
    #[serde(default)]
    pub group: bool,
    /// What it is an effort at, where some are better at that.
    #[serde(default)]
    pub effort: Option<Effort>,
}

impl Map {
    /// The ground of a tile; beyond the edge is wall.
    pub fn ground(&self, tile: Tile) -> Ground {
        let wall = Ground { wall: true, ..Ground::default() };
        self.index(tile).and_then(|index| self.ground.get(index)).copied().unwrap_or(wall)
    }

    /// Where a tile stands in `ground` and `looks`; none beyond the edge.
    pub const fn index(&self, tile: Tile) -> Option<usize> {
        if tile.x < 0 || tile.y < 0 || tile.x >= self.width || tile.y >= self.height {
            return None;
        }
        Some(tile.y as usize * self.width as usize + tile.x as usize)
    }
}
