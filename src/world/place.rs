//! Where the party is, what it has changed there, and what the story remembers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::id::CreatureId;
use super::wrought::{Circle, Seal, Trod};
use super::zone::Zone;
use crate::srd::id::ItemId;
use crate::srd::living::Pace;
use crate::tale::id::{ChoiceId, FlagId, MapId, SceneId, ShopId, TextId, ThingId};
use crate::tale::map::Tile;

/// The map the party is on, and every change it has made to any map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The current map.
    pub map: MapId,
    /// What has become of things, on every map.
    pub things: BTreeMap<(MapId, ThingId), Fate>,
    /// Hit points that things have lost, on every map.
    pub battered: BTreeMap<(MapId, ThingId), u16>,
    /// What magic holds shut, on every map.
    pub sealed: BTreeMap<(MapId, ThingId), Seal>,
    /// Where the party has been.
    pub trod: BTreeMap<MapId, Trod>,
    /// Circles that it has drawn for magic ways.
    pub circles: BTreeMap<MapId, Circle>,
    /// Whose sanctuary is where.
    pub sanctuaries: BTreeMap<CreatureId, (MapId, Tile)>,
    /// Areas that stay on maps where the party is not.
    pub parked: BTreeMap<MapId, Vec<Zone>>,
    /// How fast the party travels.
    pub pace: Pace,
    /// It marches on when the day's eight hours are over.
    pub marches: bool,
    /// What shops have sold.
    pub sold: BTreeMap<(ShopId, ItemId), u16>,
}

/// What has become of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fate {
    /// Seen for what it is: a trap that was found.
    Found,
    /// No longer locked.
    Unlocked,
    /// Open: a door, an emptied chest.
    Open,
    /// Spent: a sprung or disarmed trap, a fight that was fought, a spot that was visited.
    Spent,
    /// Gone from the map.
    Gone,
    /// Shut again, and not locked.
    Shut,
}

/// What the story remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// The adventure has begun.
    pub begun: bool,
    /// The scene being played and who began it.
    pub scene: Option<(SceneId, CreatureId)>,
    /// Scenes that follow once the present one is over.
    pub next: Vec<SceneId>,
    /// The counter that is open, and for whom.
    pub shop: Option<(ShopId, CreatureId)>,
    /// Facts as numbers.
    pub flags: BTreeMap<FlagId, i32>,
    /// Choices that are offered once and were taken.
    pub taken: BTreeSet<(SceneId, ChoiceId)>,
    /// Scenes seen.
    pub seen: BTreeSet<SceneId>,
    /// Lines of the journal with the second they were written.
    pub journal: Vec<(u64, TextId)>,
    /// How it ended.
    pub ending: Option<TextId>,
}
