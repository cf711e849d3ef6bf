//! Where figures are while exploring: those whose walk is known move with it, the others follow the tiles they were told.

use std::collections::{BTreeMap, VecDeque};

use super::actor::Figure;
use super::beat::pixels;
use super::view::View;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::id::CreatureId;
use crate::world::walk::{Facing, Walker};

/// Tiles that figures have yet to walk over.
#[derive(Debug, Default)]
pub(super) struct Strides {
    ahead: BTreeMap<CreatureId, VecDeque<Tile>>,
}

/// Tiles that may lie ahead before a figure hurries, and before it is simply put where it belongs.
const HURRY_TILES: usize = 4;
const SKIP_TILES: usize = 24;

impl Strides {
    /// Someone walked over these tiles.
    pub(super) fn add(&mut self, who: CreatureId, path: &[Tile]) {
        self.ahead.entry(who).or_default().extend(path.iter().copied());
    }

    /// Nobody has anywhere to go: a fight began, or another map.
    pub(super) fn clear(&mut self) {
        self.ahead.clear();
    }

    /// Moves everyone by one step.
    pub(super) fn step(&mut self, figures: &mut BTreeMap<CreatureId, Figure>, view: &View, world: &World) {
        for creature in world.now.creatures.values() {
            let Some(figure) = figures.get_mut(&creature.id) else { continue };
            if let Some(walker) = view.status.walkers.get(&creature.id) {
                self.ahead.remove(&creature.id);
                carry(figure, walker);
                continue;
            }
            figure.height = 0;
            let ahead = self.ahead.entry(creature.id).or_default();
            if ahead.len() > SKIP_TILES {
                ahead.clear();
            }
            let speed = if ahead.len() > HURRY_TILES { 3 } else { 1 };
            let Some(next) = ahead.front() else {
                (figure.x, figure.y) = pixels(creature.at);
                continue;
            };
            let to = pixels(*next);
            let (dx, dy) = (to.0 - figure.x, to.1 - figure.y);
            figure.facing = towards((dx, dy), figure.facing);
            figure.x += dx.clamp(-speed, speed);
            figure.y += dy.clamp(-speed, speed);
            figure.walks = 6;
            if (figure.x, figure.y) == to {
                ahead.pop_front();
            }
        }
    }
}

/// A figure is where its walker is.
fn carry(figure: &mut Figure, walker: &Walker) {
    let (x, y) = (walker.x.div_euclid(256) - 8, walker.y.div_euclid(256) - 8);
    if (x, y) != (figure.x, figure.y) {
        figure.walks = 6;
    }
    (figure.x, figure.y, figure.height, figure.facing) = (x, y, walker.z / 256, walker.facing);
}

/// Which way someone looks who moves so.
pub(super) const fn towards(way: (i32, i32), before: Facing) -> Facing {
    match way {
        (0, 0) => before,
        (x, y) if x.abs() >= y.abs() => {
            if x > 0 {
                Facing::Right
            } else {
                Facing::Left
            }
        }
        (_, y) => {
            if y > 0 {
                Facing::Down
            } else {
                Facing::Up
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_looks_where_one_goes() {
        assert_eq!(towards((0, 0), Facing::Up), Facing::Up);
        assert_eq!(towards((3, -2), Facing::Up), Facing::Right);
        assert_eq!(towards((-3, 3), Facing::Up), Facing::Left);
        assert_eq!(towards((1, 4), Facing::Up), Facing::Down);
        assert_eq!(towards((1, -4), Facing::Down), Facing::Up);
    }
}
