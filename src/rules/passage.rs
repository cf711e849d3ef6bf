//! What lets a walker through where others stop: bodies without substance, diggers, climbers, bodies that flow through
//! gaps (SRD: Monsters, Traits).
//!
//! Ruling 58: walls of rock are natural; whoever climbs walls and ceilings passes over water and low walls under a roof.

use std::collections::BTreeMap;

use super::body;
use super::figure;
use super::grid;
use super::instinct;
use super::unfold::Unfold;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::instinct::{Instinct, Terrain};
use crate::srd::modifier::Modifier;
use crate::srd::nature::Nature;
use crate::srd::zone;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::floor::Footing;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::ongoing::Expires;
use crate::world::zone::{ZONES_MAX, Zone};

/// How a walker gets past what stops others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    /// Through walls and things, slowly.
    incorporeal: bool,
    /// Through natural rock.
    glides: bool,
    /// Through natural rock, slowly, leaving a tunnel.
    tunnels: bool,
    /// Over low walls and water, along walls and ceilings.
    climbs: bool,
    /// Over low walls.
    clambers: bool,
    /// Over ice and snow.
    skates: bool,
    /// Through gaps of any width.
    squeezes: bool,
}

impl Passage {
    /// What holds of a creature.
    pub(super) fn of(world: &World, one: &Creature) -> Passage {
        let mut passage = Passage::default();
        let block = body::of(world, one);
        let traits = block.into_iter().flat_map(|block| block.traits.iter().flat_map(|given| &given.gives));
        let lasting = one.ongoing.values().flat_map(|lasts| &lasts.gives);
        for given in traits.chain(wear::gives(world, one)).chain(lasting) {
            match given {
                Modifier::Trait(Nature::Incorporeal) => passage.incorporeal = true,
                Modifier::Instinct(Instinct::Glides) => passage.glides = true,
                Modifier::Instinct(Instinct::Tunnels) => passage.tunnels = true,
                Modifier::Instinct(Instinct::SkatesOn) => passage.skates = true,
                Modifier::Instinct(Instinct::Squeezes) => passage.squeezes = true,
                Modifier::Climber | Modifier::Charm(Charm::ClimbsWalls) => {
                    passage.climbs = world.map().is_some_and(|map| !map.sunlit);
                }
                Modifier::Charm(Charm::Climbs | Charm::ClimbsAndSwims) => passage.clambers = true,
                _ => {}
            }
        }
        if figure::form(world, one).is_some_and(|form| form.gives.contains(&Modifier::Instinct(Instinct::Squeezes))) {
            passage.squeezes = true;
        }
        passage
    }

    /// True when it flows through gaps that are too narrow for its body.
    pub(super) const fn squeezes(self) -> bool {
        self.squeezes
    }

    /// True when corners of walls do not stop it.
    pub(super) const fn rounds_corners(self) -> bool {
        self.incorporeal || self.glides || self.tunnels
    }

    /// Whether it gets onto a square that stops others: by how many times five feet that costs more.
    pub(super) fn through(self, world: &World, square: Tile) -> Option<u16> {
        if self == Passage::default() || world.map().is_none_or(|map| map.index(square).is_none()) {
            return None;
        }
        // No wall of magic lets anyone through.
        if !world.now.zones.is_empty() && world.walled_up(square) {
            return None;
        }
        let ground = world.ground(square);
        let rock = ground.wall && ground.terrain == Terrain::Rock;
        match world.footing(square) {
            Footing::Solid if self.glides && rock => Some(0),
            Footing::Solid if self.tunnels && rock => Some(1),
            Footing::Solid if self.incorporeal => Some(1),
            Footing::Solid if (self.climbs || self.clambers) && ground.cover && !ground.wall => Some(0),
            Footing::Water if self.climbs => Some(0),
            _ => None,
        }
    }

    /// True when rough ground costs it nothing more there.
    pub(super) fn ignores_rough(self, world: &World, square: Tile) -> bool {
        if !self.skates {
            return false;
        }
        matches!(world.ground(square).terrain, Terrain::Ice | Terrain::Snow)
    }
}

/// True when a creature does not come onto a square by itself: into a dwelling from outside.
pub(super) fn forbids(world: &World, one: &Creature, square: Tile) -> bool {
    if world.ground(square).terrain != Terrain::Home || world.ground(one.at).terrain == Terrain::Home {
        return false;
    }
    instinct::has(world, one, |it| matches!(it, Instinct::Forbidden { .. }))
}

/// Whether a body that flows may step so: some square of it stays in the open, beside or where it was before.
pub(super) fn flows(one: &Creature, from: Tile, to: Tile, open: impl Fn(Tile) -> bool) -> bool {
    let before: Vec<Tile> = grid::squares_at(one, from).filter(|square| open(*square)).collect();
    let joins = |a: Tile, b: Tile| (a.x - b.x).abs() + (a.y - b.y).abs() <= 1;
    grid::squares_at(one, to).any(|square| open(square) && before.iter().any(|old| joins(*old, square)))
}

/// What a tunnel is called.
const TUNNEL: &str = "tunneler";

/// Leaves a tunnel where a digger has gone through rock.
pub(super) fn digs(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| instinct::has(world, one, |it| *it == Instinct::Tunnels)) else {
        return;
    };
    let mut tiles: Vec<Tile> = grid::squares(one).filter(|square| world.ground(*square).wall).collect();
    if tiles.is_empty() {
        return;
    }
    let at = one.at;
    let dug = world.now.zones.values().find(|zone| zone.name == TUNNEL);
    if let Some(zone) = dug {
        let id = zone.id;
        tiles.extend(&zone.tiles);
        tiles.sort_unstable();
        tiles.dedup();
        return now.happens(Event::ZoneMoved { zone: id, at, tiles, side: Vec::new() });
    }
    if world.now.zones.len() >= ZONES_MAX {
        return;
    }
    tiles.sort_unstable();
    let zone = Zone {
        id: ZoneId(world.now.next_zone),
        name: TUNNEL.into(),
        source: who,
        level: 0,
        concentration: false,
        is: Box::new(zone::Zone { opens: true, ..zone::Zone::default() }),
        at,
        tiles,
        side: Vec::new(),
        around_feet: 0,
        expires: Expires::Never,
        touched: Vec::new(),
        turns: 0,
        dealt: 0,
        chosen: None,
        hurt: BTreeMap::new(),
        began_seconds: world.now.clock_seconds,
        began_at: at,
        heads: None,
    };
    now.happens(Event::ZoneBegan { zone: Box::new(zone) });
}
