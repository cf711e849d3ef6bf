//! Presence: where everyone walks right now. Latest wins; nothing here is agreed, and the ledger decides where a hero is.
//!
//! What travels is changes of steering, not positions: every machine integrates the same physics from there, sixty steps
//! a second. A stroll that contradicts the ledger or the physics is dropped and stands where the ledger says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rules::figure;
use crate::world::World;
use crate::world::floor::{Floor, Footing};
use crate::world::id::SeatId;
use crate::world::walk::{Buttons, Gait, STEPS_PER_SECOND, TILE, Walker};

/// One seat changed its steering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steering {
    /// Whose hero.
    pub seat: SeatId,
    /// Above every number this seat has used since it sat down.
    pub number: u32,
    /// What is held from now on.
    pub buttons: Buttons,
    /// Where the hero is now.
    pub spot: Spot,
}

/// A walker, rounded to the 256th part of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// To the right.
    pub x: i32,
    /// Down the map.
    pub y: i32,
    /// Height above the ground and upward speed, in the air only.
    pub air: Option<(i32, i32)>,
}

/// Everyone whose steering is known, walking.
#[derive(Debug, Default)]
pub struct Promenade {
    strollers: BTreeMap<SeatId, Stroller>,
    floor: Option<(u64, Floor)>,
    left_over_ms: u64,
    now_ms: u64,
}

/// One hero who walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroller {
    /// Where he is.
    pub walker: Walker,
    /// What is held.
    pub buttons: Buttons,
    /// The number of the last change.
    pub number: u32,
    /// When it came.
    pub changed_ms: u64,
}

// Quantised units in a tile.
const FINE: i32 = TILE / 256;
/// How far a claim may be from where the physics would have him, in tiles: delay, and leaps that began unseen.
const SLACK_TILES: i32 = 3;
/// After a pause of the machine so many steps are caught up at the most.
const CATCH_UP_STEPS: u64 = 30;

impl Spot {
    /// The spot of a walker.
    pub fn of(walker: &Walker) -> Spot {
        let air = (!walker.is_grounded()).then_some((walker.z, walker.vz));
        Spot { x: walker.x.div_euclid(FINE), y: walker.y.div_euclid(FINE), air }
    }

    /// A walker at the spot; None when no map is as large.
    fn walker(&self) -> Option<Walker> {
        let limit = i32::from(i16::MAX) * 256;
        let (z, vz) = self.air.unwrap_or_default();
        let bounded = (0..limit).contains(&self.x) && (0..limit).contains(&self.y);
        let flies = (0..64 * TILE).contains(&z) && (-TILE..TILE).contains(&vz);
        if !bounded || !flies {
            return None;
        }
        let (x, y) = (self.x * FINE + FINE / 2, self.y * FINE + FINE / 2);
        let standing = Walker::at(crate::tale::map::Tile { x: (x / TILE) as i16, y: (y / TILE) as i16 });
        Some(Walker { x, y, z, vz, ..standing })
    }
}

impl Promenade {
    /// Takes a change of steering. False when it is old, or cannot be.
    pub fn steer(&mut self, world: &World, steering: &Steering) -> bool {
        let known = self.strollers.get(&steering.seat).copied();
        let Some(walker) = steering.spot.walker().filter(|_| is_exploring(world)) else { return false };
        if known.is_some_and(|known| steering.number <= known.number) {
            return false;
        }
        let Some(hero) = world.hero(steering.seat) else { return false };
        self.look(world);
        let Some((_, floor)) = &self.floor else { return false };
        let from = known.map_or(Walker::at(hero.at), |known| known.walker);
        if floor.at(walker.tile()) == Footing::Solid || is_far(&walker, &from) && is_far(&walker, &Walker::at(hero.at))
        {
            return false;
        }
        let (buttons, number, changed_ms) = (steering.buttons, steering.number, self.now_ms);
        self.strollers.insert(steering.seat, Stroller { walker, buttons, number, changed_ms });
        true
    }

    /// Lets time go by: everyone walks on as he steers.
    pub fn walk(&mut self, world: &World, now_ms: u64) {
        let elapsed_ms = now_ms.saturating_sub(self.now_ms).min(1_000);
        self.now_ms = self.now_ms.max(now_ms);
        if self.strollers.is_empty() {
            return;
        }
        if !is_exploring(world) {
            return self.strollers.clear();
        }
        self.look(world);
        self.left_over_ms += elapsed_ms * STEPS_PER_SECOND as u64;
        let steps = (self.left_over_ms / 1_000).min(CATCH_UP_STEPS);
        self.left_over_ms %= 1_000;
        let Some((_, floor)) = &self.floor else { return };
        self.strollers.retain(|seat, one| {
            let Some(hero) = world.hero(*seat) else { return false };
            let strength = hero.sheet().map_or(10, |sheet| sheet.scores.str);
            let gait = Gait::of(figure::speed_feet(world, hero), strength);
            for _ in 0..steps {
                one.walker = one.walker.step(one.buttons, gait, floor);
            }
            // Whoever the ledger put elsewhere stands there.
            !is_far(&one.walker, &Walker::at(hero.at)) || one.buttons != Buttons::default()
        });
    }

    /// Everyone who walks.
    pub fn strollers(&self) -> impl Iterator<Item = (SeatId, &Stroller)> {
        self.strollers.iter().map(|(seat, one)| (*seat, one))
    }

    /// One who walks.
    pub fn stroller(&self, seat: SeatId) -> Option<&Stroller> {
        self.strollers.get(&seat)
    }

    /// A seat's steering as it is now.
    pub fn steering(&self, seat: SeatId) -> Option<Steering> {
        let one = self.strollers.get(&seat)?;
        Some(Steering { seat, number: one.number, buttons: one.buttons, spot: Spot::of(&one.walker) })
    }

    /// The steering of everyone who moves or changed after a moment.
    pub fn changed_since(&self, since_ms: u64) -> Vec<Steering> {
        let recent = self.strollers.iter().filter(|(_, one)| one.changed_ms >= since_ms);
        recent.filter_map(|(seat, _)| self.steering(*seat)).collect()
    }

    fn look(&mut self, world: &World) {
        if self.floor.as_ref().is_none_or(|(events, _)| *events != world.now.events) {
            self.floor = Some((world.now.events, Floor::of(world)));
        }
    }
}

/// Real time is for exploring: not before it began, and not in a fight.
fn is_exploring(world: &World) -> bool {
    world.now.story.begun && world.now.encounter.is_none()
}

fn is_far(one: &Walker, other: &Walker) -> bool {
    (one.x - other.x).abs().max((one.y - other.y).abs()) > SLACK_TILES * TILE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::map::Tile;

    #[test]
    fn spots_round_by_less_than_a_pixel() {
        let mut walker = Walker::at(Tile { x: 40, y: 7 });
        (walker.x, walker.y) = (walker.x + 777, walker.y - 333);
        let back = Spot::of(&walker).walker().unwrap();
        assert!((back.x - walker.x).abs() < 16 && (back.y - walker.y).abs() < 16);
        assert_eq!(back.tile(), walker.tile());
        (walker.z, walker.vz) = (900, -70);
        let back = Spot::of(&walker).walker().unwrap();
        assert_eq!((back.z, back.vz), (900, -70));
    }

    #[test]
    fn spots_beyond_any_map_are_nowhere() {
        for (x, y, air) in [
            (-1, 0, None),
            (0, i32::MAX, None),
            (i32::MIN, 0, None),
            (0, 0, Some((-1, 0))),
            (0, 0, Some((0, i32::MAX))),
        ] {
            assert_eq!(Spot { x, y, air }.walker(), None);
        }
    }
}
