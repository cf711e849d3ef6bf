//! Areas that stay on the map: where they are, whose they are, how long they last (SRD: Areas of Effect).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::World;
use super::id::{CreatureId, ZoneId};
use super::ongoing::Expires;
use crate::srd::zone::{self, Solid};
use crate::tale::map::Tile;

/// Areas on one map at the most; `rules` make none beyond.
pub const ZONES_MAX: usize = 64;

/// One area that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Its number.
    pub id: ZoneId,
    /// The spell, feature, action or item it comes from, as the book names it.
    pub name: SmolStr,
    /// Who made it.
    pub source: CreatureId,
    /// The slot of the spell that it is, 0 for cantrips and what is no spell.
    pub level: u8,
    /// Ends with its maker's concentration.
    pub concentration: bool,
    /// What it is.
    pub is: Box<zone::Zone>,
    /// The point it is around.
    pub at: Tile,
    /// The squares that it covers, in order; none for one that goes with its maker.
    pub tiles: Vec<Tile>,
    /// The squares beside it on its warm side.
    pub side: Vec<Tile>,
    /// Around its maker, so many feet.
    pub around_feet: u16,
    /// When it is over.
    pub expires: Expires,
    /// Who has suffered from it in this turn.
    pub touched: Vec<CreatureId>,
    /// How many of its maker's turns it has stayed.
    pub turns: u8,
    /// The damage that it has dealt.
    pub dealt: u16,
    /// What was chosen when it was made.
    pub chosen: Option<SmolStr>,
    /// Hit points that its panels have lost.
    pub hurt: BTreeMap<Tile, u16>,
    /// When it was made, on the world's clock.
    pub began_seconds: u64,
    /// Where it was made.
    pub began_at: Tile,
    /// Where its maker has sent it, a stretch in each of his turns.
    pub heads: Option<Tile>,
}

impl Zone {
    /// The panel that a square belongs to, by its place among the others; none where it is made of none.
    pub fn panel(&self, tile: Tile) -> Option<Tile> {
        let side = i16::try_from(self.is.panels.as_ref()?.feet / 5).unwrap_or(1).max(1);
        let cell = |at: i16, to: i16| to.saturating_sub(at).div_euclid(side);
        let covered = self.tiles.binary_search(&tile).is_ok();
        covered.then(|| Tile { x: cell(self.at.x, tile.x), y: cell(self.at.y, tile.y) })
    }

    /// The squares of a panel.
    pub fn squares_of(&self, panel: Tile) -> Vec<Tile> {
        self.tiles.iter().copied().filter(|tile| self.panel(*tile) == Some(panel)).collect()
    }

    /// How far it reaches around its maker now, feet.
    pub fn reach_feet(&self, world: &World) -> u16 {
        let Some(grows) = self.is.grows else { return self.around_feet };
        let times = world.now.clock_seconds.saturating_sub(self.began_seconds) / u64::from(grows.seconds.max(1));
        let more = grows.feet.saturating_mul(u16::try_from(times).unwrap_or(u16::MAX));
        self.around_feet.saturating_add(more).min(grows.most_feet.max(self.around_feet))
    }

    /// True when it covers a square.
    pub fn covers(&self, world: &World, tile: Tile) -> bool {
        if !self.is.with_maker {
            return self.tiles.binary_search(&tile).is_ok();
        }
        let Some(maker) = world.creature(self.source) else { return false };
        let side = i32::from(maker.size.squares()) - 1;
        let gap = |at: i16, to: i16| (i32::from(at) - i32::from(to)).max(i32::from(to) - i32::from(at) - side).max(0);
        let (x, y, reach) = (gap(maker.at.x, tile.x), gap(maker.at.y, tile.y), i32::from(self.reach_feet(world)) / 5);
        4 * (x * x + y * y) <= (2 * reach + 1) * (2 * reach + 1)
    }
}

impl World {
    /// The areas that cover a square.
    pub fn zones_at(&self, tile: Tile) -> impl Iterator<Item = &Zone> {
        self.now.zones.values().filter(move |zone| zone.covers(self, tile))
    }

    /// True when magic has opened the wall of the square.
    pub fn opened_up(&self, tile: Tile) -> bool {
        self.now.zones.values().any(|zone| zone.is.opens && zone.covers(self, tile))
    }

    /// True when an area makes a wall of the square: one that stops bodies and missiles.
    pub fn walled_up(&self, tile: Tile) -> bool {
        let stops = |zone: &Zone| matches!(zone.is.solid, Some(Solid::Wall | Solid::Clear));
        self.now.zones.values().any(|zone| stops(zone) && zone.covers(self, tile))
    }
}
