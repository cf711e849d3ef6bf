//! Who sees whom, what lies in between, how bright it is (SRD: Cover, Vision and Light, Unseen Attackers).

use super::body;
use super::eyes;
use super::figure;
use super::glow;
use super::grid;
use super::keen;
use super::sensor;
use super::veil;
use super::walls::{Field, Walls, by_walls};
use super::ward;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::item::Use;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::zone::Veil;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::zone::Zone;

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
    // Nothing reaches into a stomach, or out of it, but its owner and those who share it.
    if let Some(cover) = swallowed(attacker, target) {
        return cover;
    }
    let (walls, field) = (Walls::of(world), Field::around(attacker, target));
    let open = walls.open(field);
    if open && !world.now.creatures.values().any(|one| parts(field, one, attacker, target)) {
        return Cover::None;
    }
    let mut pairs = grid::squares(attacker).flat_map(|from| grid::squares(target).map(move |to| (from, to)));
    if open {
        // Only bodies can give cover here: one square from which none does is enough.
        let free = pairs.any(|(from, to)| !low_cover(world, &walls, from, to, target));
        return if free { Cover::None } else { Cover::Half };
    }
    pairs.map(|(from, to)| cover_of_square(world, &walls, from, to, target)).min().unwrap_or(Cover::Total)
}

/// True for a body that may lie between the two. One who thinks of attacking from elsewhere still stands where he is.
fn parts(field: Field, one: &Creature, attacker: &Creature, target: &Creature) -> bool {
    let itself = one.id == attacker.id && one.at == attacker.at && one.size == attacker.size;
    one.id != target.id && !itself && !one.dead && field.touches(one)
}

/// True when nothing reaches a target from an attacker: all of it is behind walls, or in somebody's stomach.
pub(super) fn out_of_line(world: &World, attacker: &Creature, target: &Creature) -> bool {
    if let Some(cover) = swallowed(attacker, target) {
        return cover == Cover::Total;
    }
    let walls = Walls::of(world);
    if walls.open(Field::around(attacker, target)) {
        return false;
    }
    let mut pairs = grid::squares(attacker).flat_map(|from| grid::squares(target).map(move |to| (from, to)));
    pairs.all(|(from, to)| by_walls(&walls, from, to) == Cover::Total)
}

/// Whether somebody inside somebody else is out of reach; none when nobody is.
fn swallowed(one: &Creature, other: &Creature) -> Option<Cover> {
    let (inner, outer) = (one.inside(), other.inside());
    if inner.is_none() && outer.is_none() {
        return None;
    }
    let near = inner == outer || inner == Some(other.id) || outer == Some(one.id);
    Some(if near { Cover::None } else { Cover::Total })
}

/// True when a straight line from the middle of one square to another meets no wall.
pub fn clear(world: &World, from: Tile, to: Tile) -> bool {
    Walls::of(world).clear(from, to)
}

/// True when a square, or for a thing that fills it the one before it, is in the line of sight.
pub(super) fn in_view(world: &World, from: Tile, to: Tile) -> bool {
    let before = super::movement::neighbours(to).filter(|tile| grid::feet(*tile, from) < grid::feet(to, from));
    clear(world, from, to) || before.into_iter().any(|tile| clear(world, from, tile))
}

fn cover_of_square(world: &World, walls: &Walls<'_>, from: Tile, to: Tile, target: &Creature) -> Cover {
    let by_walls = by_walls(walls, from, to);
    if by_walls < Cover::ThreeQuarters && behind_blades(world, from, to) {
        return Cover::ThreeQuarters;
    }
    if by_walls == Cover::None && low_cover(world, walls, from, to, target) { Cover::Half } else { by_walls }
}

/// True when something whirls between that covers three quarters of whoever is behind it.
fn behind_blades(world: &World, from: Tile, to: Tile) -> bool {
    let covers = |zone: &Zone| zone.is.covers;
    let between = |tile: Tile| tile != from && tile != to && world.zones_at(tile).any(covers);
    world.now.zones.values().any(covers) && grid::crosses(grid::middle(from), grid::middle(to), between)
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

/// True when one creature sees another, with its own eyes or with one that its magic has made.
pub fn sees(world: &World, one: &Creature, other: &Creature) -> bool {
    with_own_eyes(world, one, other) || sensor::sees(world, one, other)
}

/// Nothing solid between them, light enough, not blind, not fooled.
fn with_own_eyes(world: &World, one: &Creature, other: &Creature) -> bool {
    if one.id == other.id {
        return true;
    }
    let far = grid::feet_between(one, other);
    if one.has(Condition::Unconscious) || one.is_away() || other.is_away() {
        return false;
    }
    if !in_line(world, one, other) && !veil::through_glass(world, one, other) {
        return false;
    }
    // Whoever sees by eyes alone what is neither dark nor hidden needs no other sense.
    let plain = one.ongoing.is_empty() && other.ongoing.is_empty() && other.hidden.is_none();
    if plain && world.now.zones.is_empty() && grid::squares(other).any(|square| lit(world, square)) {
        return true;
    }
    if senses_feet(world, one) >= far {
        return true;
    }
    let truly = truesight_feet(world, one) >= far;
    let blind = one.has(Condition::Blinded) || eyes::are_averted(one, other);
    if blind || veil::veiled(world, one, other, truly) || hides(world, one, other) {
        return false;
    }
    truly || (!unseen(world, one, other) && lit_for(world, one, other, far))
}

/// True when it is invisible, not outlined by anything, and the other one has no eyes for it.
pub(super) fn unseen(world: &World, one: &Creature, other: &Creature) -> bool {
    let sees = || figure::gives(world, one).iter().any(|given| matches!(given, Modifier::SeesInvisible));
    let outlined = || figure::gives(world, other).iter().any(|given| matches!(given, Modifier::Outlined));
    let far = grid::feet_between(one, other);
    let piercing = || ward::bears(world, one, |charm| matches!(charm, Charm::SeesInvisible(feet) if *feet >= far));
    let revealed = || ward::revealed(world, other);
    other.has(Condition::Invisible) && !outlined() && !sees() && !piercing() && !revealed()
}

/// True when one creature sees the other by sight alone, which images and blurs deceive.
pub(super) fn by_eyes(world: &World, one: &Creature, other: &Creature) -> bool {
    let far = grid::feet_between(one, other);
    sees(world, one, other) && senses_feet(world, one) < far && truesight_feet(world, one) < far
}

/// True when it would be seen if it did not hide and were not invisible.
pub fn in_plain_view(world: &World, one: &Creature, other: &Creature) -> bool {
    let far = grid::feet_between(one, other);
    let sighted = !one.has(Condition::Blinded) && !one.has(Condition::Unconscious) && lit_for(world, one, other, far);
    let open = cover(world, one, other) < Cover::ThreeQuarters;
    let clear = !unseen(world, one, other) && !veil::veiled(world, one, other, false);
    open && (senses_feet(world, one) >= far || truesight_feet(world, one) >= far || (sighted && clear))
}

fn in_line(world: &World, one: &Creature, other: &Creature) -> bool {
    !out_of_line(world, one, other)
}

fn hides(world: &World, one: &Creature, other: &Creature) -> bool {
    let Some(total) = other.hidden.filter(|_| one.side != other.side) else { return false };
    // Disadvantage takes 5 from what is noticed in passing.
    let faint = ward::bears(world, other, |charm| *charm == Charm::HardToSee) || !brightly_lit(world, other.at);
    let passive = figure::passive_perception(world, one) - if faint { 5 } else { 0 };
    passive < total && !keen::locates(world, one, other)
}

/// Blindsight sees what is hidden from eyes; whoever hears no longer loses echolocation.
fn senses_feet(world: &World, one: &Creature) -> u16 {
    let given = figure::gives(world, one);
    let printed = body::of(world, one).map_or(0, |block| block.blindsight_feet);
    let echo = given.iter().any(|given| matches!(given, Modifier::Echolocation));
    let printed = if echo && one.has(Condition::Deafened) { 0 } else { printed };
    let gained =
        given.iter().filter_map(|given| if let Modifier::Blindsight(feet) = given { Some(*feet) } else { None });
    // Heroes of some callings notice what is near by ear.
    let by_ear = given.iter().filter_map(|given| match given {
        Modifier::Knack(Knack::Blindsense(feet)) if !one.has(Condition::Deafened) => Some(*feet),
        _ => None,
    });
    gained.chain(by_ear).fold(printed, u16::max)
}

/// How far a creature sees all as it is, feet.
fn truesight_feet(world: &World, one: &Creature) -> u16 {
    let printed = body::of(world, one).map_or(0, |block| block.truesight_feet);
    let given = figure::gives(world, one);
    let gained =
        given.iter().filter_map(|given| if let Modifier::Truesight(feet) = given { Some(*feet) } else { None });
    gained.fold(printed, u16::max)
}

fn lit_for(world: &World, one: &Creature, other: &Creature, far: u16) -> bool {
    darkvision_feet(world, one) >= far || grid::squares(other).any(|square| lit(world, square))
}

/// How far a creature sees in the dark, feet.
pub fn darkvision_feet(world: &World, one: &Creature) -> u16 {
    let printed = body::of(world, one).map_or(0, |block| block.darkvision_feet.max(block.truesight_feet));
    let given = figure::gives(world, one);
    let given =
        given.iter().filter_map(|given| if let Modifier::Darkvision(feet) = given { Some(*feet) } else { None });
    let more = wear::charms(world, one).map(|charm| match charm {
        Charm::DarkvisionPlus(feet) => *feet,
        _ => 0,
    });
    given.fold(printed, u16::max).saturating_add(more.sum())
}

/// True when a square is lit at least dimly: by itself, or by a light that someone carries.
pub fn lit(world: &World, tile: Tile) -> bool {
    if let Some(lit) = by_zones(world, tile) {
        return lit;
    }
    world.ground(tile).lit
        || world.now.creatures.values().any(|bearer| {
            let reach = light_feet(world, bearer);
            reach > 0 && grid::feet_to(bearer, tile) <= reach && clear(world, bearer.at, tile)
        })
}

/// True when the sun shines on a creature: where the map lies in it, or where magic or a magic blade shines like it.
pub(super) fn sunlit(world: &World, one: &Creature) -> bool {
    let sun = |zone: &Zone| zone.is.shines == Some(crate::srd::zone::Shine::Sunlight);
    let open = world.map().is_some_and(|map| map.sunlit);
    let zones = world.now.zones.values().any(sun);
    let suns: Vec<(&Creature, u16)> = glow::suns(world).collect();
    if !open && !zones && suns.is_empty() {
        return false;
    }
    let shone_at = |square: Tile| {
        let reaches = |(bearer, feet): &(&Creature, u16)| {
            grid::feet_to(bearer, square) <= *feet && clear(world, bearer.at, square)
        };
        suns.iter().any(reaches)
    };
    grid::squares(one).any(|square| {
        let shaded = by_zones(world, square) == Some(false);
        let plain = (open && world.ground(square).lit) || shone_at(square);
        (plain && !shaded) || (zones && world.zones_at(square).any(sun))
    })
}

/// True when a square lies in bright light; what lies in less is hard to make out, also for those who see in the dark.
pub(super) fn brightly_lit(world: &World, tile: Tile) -> bool {
    if let Some(lit) = by_zones(world, tile) {
        return lit;
    }
    world.ground(tile).lit
        || world.now.creatures.values().any(|bearer| {
            let held = [&bearer.pack.main_hand, &bearer.pack.off_hand].into_iter().flatten();
            let held = held.filter_map(|id| match world.book.items.get(id)?.use_ {
                Use::Light { bright_feet, .. } => Some(bright_feet),
                _ => None,
            });
            let lasting = bearer.ongoing.values().filter_map(|lasts| lasts.light_feet).map(|(bright, _)| bright);
            let shining = glow::of(world, bearer).map(|(bright, _)| bright);
            let reach = held.chain(lasting).chain(shining).max().unwrap_or(0);
            reach > 0 && grid::feet_to(bearer, tile) <= reach && clear(world, bearer.at, tile)
        })
}

/// Whether areas light a square or darken it: the light of the higher slot wins, and darkness where they are even.
fn by_zones(world: &World, tile: Tile) -> Option<bool> {
    if world.now.zones.is_empty() {
        return None;
    }
    let dark = world.zones_at(tile).filter(|zone| zone.is.veil == Some(Veil::Darkness)).map(|zone| zone.level).max();
    let light = world.zones_at(tile).filter(|zone| zone.is.shines.is_some()).map(|zone| zone.level).max();
    match (dark, light) {
        (None, None) => None,
        (dark, light) => Some(light > dark),
    }
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
    let shining = glow::of(world, one).map(|(bright, dim)| bright.saturating_add(dim));
    held.chain(lasting).chain(shining).max().unwrap_or(0)
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
