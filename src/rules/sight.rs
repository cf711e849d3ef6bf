//! Who sees whom, what lies in between, how bright it is (SRD: Cover, Vision and Light, Unseen Attackers).

use super::figure;
use super::grid::{self, Point};
use super::ward;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::item::Use;
use crate::srd::modifier::Modifier;
use crate::tale::map::{Ground, Map, Tile};
use crate::world::World;
use crate::world::creature::Creature;

/// How much of a target is behind something (rulings 2 and 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// Nothing.
    None,
    /// Half: +2 to armour class and dexterity saves.
    Half,
    /// Three quarters: +5.
    ThreeQuarters,
    /// All of it: no target at all.
    Total,
}

impl Cover {
    /// What it adds to armour class and dexterity saving throws.
    pub const fn bonus(self) -> i32 {
        match self {
            Cover::None => 0,
            Cover::Half => 2,
            Cover::ThreeQuarters | Cover::Total => 5,
        }
    }
}

/// What stops eyes and arrows on the current map: its walls, and doors that are closed now.
struct Walls<'w> {
    map: Option<&'w Map>,
    doors: Vec<Tile>,
}

impl<'w> Walls<'w> {
    fn of(world: &'w World) -> Walls<'w> {
        Walls { map: world.map(), doors: world.shut_tiles() }
    }

    fn ground(&self, tile: Tile) -> Ground {
        let ground = self.map.map_or(Ground { wall: true, ..Ground::default() }, |map| map.ground(tile));
        Ground { wall: ground.wall || self.doors.contains(&tile), ..ground }
    }

    fn stops(&self, from: Point, to: Point) -> bool {
        grid::crosses(from, to, |tile| self.ground(tile).wall)
    }
}

/// The cover that a target has from whatever comes from a square.
pub fn cover_from(world: &World, from: Tile, target: &Creature) -> Cover {
    let walls = Walls::of(world);
    grid::squares(target)
        .map(|square| cover_of_square(world, &walls, from, square, target))
        .min()
        .unwrap_or(Cover::Total)
}

/// The cover that a target has from an attacker: from the attacker's best square.
pub fn cover(world: &World, attacker: &Creature, target: &Creature) -> Cover {
    let walls = Walls::of(world);
    let pairs = grid::squares(attacker).flat_map(|from| grid::squares(target).map(move |to| (from, to)));
    pairs.map(|(from, to)| cover_of_square(world, &walls, from, to, target)).min().unwrap_or(Cover::Total)
}

/// True when a straight line from the middle of one square to another meets no wall.
pub fn clear(world: &World, from: Tile, to: Tile) -> bool {
    !Walls::of(world).stops(grid::middle(from), grid::middle(to))
}

fn cover_of_square(world: &World, walls: &Walls<'_>, from: Tile, to: Tile, target: &Creature) -> Cover {
    let eye = grid::middle(from);
    let hidden = grid::corners(to).into_iter().filter(|corner| walls.stops(eye, *corner)).count();
    let by_walls = match hidden {
        0 => Cover::None,
        1 | 2 => Cover::Half,
        3 => Cover::ThreeQuarters,
        _ => return Cover::Total,
    };
    if by_walls == Cover::None && low_cover(world, walls, from, to, target) { Cover::Half } else { by_walls }
}

/// A low wall or another creature on the line between the middles hides half of the target (ruling 3).
fn low_cover(world: &World, walls: &Walls<'_>, from: Tile, to: Tile, target: &Creature) -> bool {
    let between = |tile: &Tile| *tile != from && *tile != to;
    let stands = |tile: Tile| {
        let mut all = world.now.creatures.values();
        all.any(|one| one.id != target.id && !one.dead && grid::squares(one).any(|square| square == tile))
            && !grid::squares(target).any(|square| square == tile)
    };
    let in_from = |tile: Tile| {
        let mut all = world.now.creatures.values();
        all.any(|one| {
            grid::squares(one).any(|square| square == from) && grid::squares(one).any(|square| square == tile)
        })
    };
    grid::crosses(grid::middle(from), grid::middle(to), |tile| {
        between(&tile) && (walls.ground(tile).cover || (stands(tile) && !in_from(tile)))
    })
}

/// True when one creature sees another: nothing solid between them, light enough, not blind, not fooled.
pub fn sees(world: &World, one: &Creature, other: &Creature) -> bool {
    if one.id == other.id {
        return true;
    }
    let far = grid::feet_between(one, other);
    if !in_line(world, one, other) || one.has(Condition::Unconscious) {
        return false;
    }
    if senses_feet(world, one) >= far {
        return true;
    }
    let piercing = ward::bears(world, one, |charm| matches!(charm, Charm::SeesInvisible(feet) if *feet >= far));
    let vanished = other.has(Condition::Invisible) && !piercing;
    let unseen = one.has(Condition::Blinded) || vanished || hides(world, one, other);
    !unseen && lit_for(world, one, other, far)
}

/// True when it would be seen if it did not hide and were not invisible.
pub fn in_plain_view(world: &World, one: &Creature, other: &Creature) -> bool {
    let far = grid::feet_between(one, other);
    let sighted = !one.has(Condition::Blinded) && !one.has(Condition::Unconscious) && lit_for(world, one, other, far);
    let open = cover(world, one, other) < Cover::ThreeQuarters;
    open && (senses_feet(world, one) >= far || (sighted && !other.has(Condition::Invisible)))
}

fn in_line(world: &World, one: &Creature, other: &Creature) -> bool {
    cover(world, one, other) != Cover::Total
}

fn hides(world: &World, one: &Creature, other: &Creature) -> bool {
    // Disadvantage takes 5 from what is noticed in passing.
    let faint = if ward::bears(world, other, |charm| *charm == Charm::HardToSee) { 5 } else { 0 };
    other.hidden.is_some_and(|total| one.side != other.side && figure::passive_perception(world, one) - faint < total)
}

/// Blindsight and truesight see what is hidden from eyes; whoever hears no longer loses echolocation.
fn senses_feet(world: &World, one: &Creature) -> u16 {
    let Some(block) = figure::block(world, one) else { return 0 };
    let echo = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Echolocation));
    let blindsight = if echo && one.has(Condition::Deafened) { 0 } else { block.blindsight_feet };
    blindsight.max(block.truesight_feet)
}

fn lit_for(world: &World, one: &Creature, other: &Creature, far: u16) -> bool {
    darkvision_feet(world, one) >= far || grid::squares(other).any(|square| lit(world, square))
}

/// How far a creature sees in the dark, feet.
pub fn darkvision_feet(world: &World, one: &Creature) -> u16 {
    let printed = figure::block(world, one).map_or(0, |block| block.darkvision_feet.max(block.truesight_feet));
    let given = figure::gives(world, one);
    let given =
        given.iter().filter_map(|given| if let Modifier::Darkvision(feet) = given { Some(*feet) } else { None });
    let more = super::wear::charms(world, one).map(|charm| match charm {
        Charm::DarkvisionPlus(feet) => *feet,
        _ => 0,
    });
    given.fold(printed, u16::max).saturating_add(more.sum())
}

/// True when a square is lit at least dimly: by itself, or by a light that someone carries.
pub fn lit(world: &World, tile: Tile) -> bool {
    world.ground(tile).lit
        || world.now.creatures.values().any(|bearer| {
            let reach = light_feet(world, bearer);
            reach > 0 && grid::feet_to(bearer, tile) <= reach && clear(world, bearer.at, tile)
        })
}

/// How far the light reaches that a creature carries, dim light included, feet.
fn light_feet(world: &World, one: &Creature) -> u16 {
    let held = [&one.pack.main_hand, &one.pack.off_hand].into_iter().flatten();
    let held = held.filter_map(|id| match world.book.items.get(id)?.use_ {
        Use::Light { bright_feet, dim_feet, .. } => Some(bright_feet.saturating_add(dim_feet)),
        _ => None,
    });
    let lasting =
        one.ongoing.values().filter_map(|lasts| lasts.light_feet).map(|(bright, dim)| bright.saturating_add(dim));
    held.chain(lasting).max().unwrap_or(0)
}

/// True when a creature at least one size larger stands on the line between the two.
pub(super) fn behind_larger(world: &World, one: &Creature, other: &Creature) -> bool {
    let larger = |between: &&Creature| {
        between.id != one.id && between.id != other.id && between.size > other.size && !between.dead
    };
    world.now.creatures.values().filter(larger).any(|between| {
        let covers = |tile: Tile| grid::squares(between).any(|square| square == tile);
        grid::crosses(grid::middle(one.at), grid::middle(other.at), covers)
    })
}
