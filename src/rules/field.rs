//! The ground of a fight as one walker finds it: looked at once, so that every way to walk is found by one flood.

use super::grid::{self, SQUARE_FEET};
use super::instinct;
use super::mounted;
use super::movement;
use super::nature;
use super::passage::{self, Passage};
use super::squeeze;
use super::sticky;
use super::water;
use super::zones;
use crate::srd::condition::Condition;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::floor::Footing;
use crate::world::walk::PATH_TILES_MAX;

/// What a square is to the walker.
#[derive(Clone, Copy, Default)]
struct Square {
    /// It may be passed.
    enters: bool,
    /// It is a wall or the like, whose corners are not cut.
    solid: bool,
    /// So many times five feet more than others.
    rough: u16,
    /// Somebody's own, where nobody else may stop.
    taken: bool,
}

/// What lies beyond the edge.
const BEYOND: Square = Square { enters: false, solid: true, rough: 0, taken: false };

/// The ground, and what walking costs.
struct Field<'w> {
    world: &'w World,
    one: &'w Creature,
    width: i16,
    height: i16,
    /// What each square is by itself.
    squares: Vec<Square>,
    /// What the walker meets whose upper left square is this one.
    bodies: Vec<Square>,
    side: i16,
    /// What each step costs more, crawling.
    more_feet: u16,
    /// How many times as much it costs with somebody in tow.
    times: u16,
    /// It flows through gaps.
    flows: bool,
    /// Those whom the walker does not come nearer to.
    feared: Vec<&'w Creature>,
}

/// Every tile that a walker can reach, with what it costs and where one comes from.
pub(super) struct Reach {
    start: Tile,
    width: i16,
    height: i16,
    legs: Vec<Option<(u16, Tile)>>,
    stands: Vec<bool>,
}

impl Reach {
    /// All that so many feet of walking reach.
    pub(super) fn of(world: &World, one: &Creature, feet: u16) -> Reach {
        let field = Field::of(world, one);
        let (width, height) = (field.width, field.height);
        let legs = field.flood(feet);
        let tile = |index: usize| at_index(width, index);
        let stands = (0..legs.len()).map(|index| legs[index].is_some() && field.stands(tile(index))).collect();
        Reach { start: one.at, width, height, legs, stands }
    }

    /// Tiles where the walker can stop, column by column, with feet of walking.
    pub(super) fn tiles(&self) -> impl Iterator<Item = (Tile, u16)> {
        let all = (0..self.width).flat_map(|x| (0..self.height).map(move |y| Tile { x, y }));
        all.filter_map(|tile| {
            let index = index(self.width, self.height, tile)?;
            let (feet, _) = (*self.legs.get(index)?)?;
            (tile != self.start && self.stands.get(index) == Some(&true)).then_some((tile, feet))
        })
    }

    /// The shortest way to a tile; empty for one that cannot be reached.
    pub(super) fn path(&self, to: Tile) -> Vec<Tile> {
        let leg = |tile| self.legs.get(index(self.width, self.height, tile)?).copied().flatten();
        if to == self.start || leg(to).is_none() {
            return Vec::new();
        }
        let mut path = vec![to];
        while let Some((_, from)) = path.last().and_then(|last| leg(*last)) {
            if from == self.start || path.len() >= PATH_TILES_MAX {
                break;
            }
            path.push(from);
        }
        path.reverse();
        path
    }
}

impl<'w> Field<'w> {
    fn of(world: &'w World, one: &'w Creature) -> Field<'w> {
        let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
        let free = movement::unhindered(world, one);
        let wet = u16::from(!free && !water::swims(world, one));
        let stony = u16::from(!free && !movement::strides(world, one));
        let passage = Passage::of(world, one);
        let plain = |footing: Footing, sure: bool| match footing {
            Footing::Free => Square { enters: true, ..Square::default() },
            Footing::Rough => Square { enters: true, rough: if sure { 0 } else { stony }, ..Square::default() },
            Footing::Water => Square { enters: true, rough: wet, ..Square::default() },
            Footing::Solid => Square { solid: true, ..Square::default() },
        };
        let squares = world.footings().into_iter().enumerate().map(|(at, footing)| {
            if passage == Passage::default() {
                return plain(footing, false);
            }
            let tile = at_index(width, at);
            match passage.through(world, tile) {
                Some(rough) => Square { enters: true, rough, ..Square::default() },
                None => plain(footing, passage.ignores_rough(world, tile)),
            }
        });
        let tow = movement::drags(world, one).is_some_and(|held| movement::slows(world, one, held));
        let mut field = Field {
            world,
            one,
            width,
            height,
            squares: squares.collect(),
            bodies: Vec::new(),
            side: i16::from(one.size.squares()),
            more_feet: SQUARE_FEET * (u16::from(one.has(Condition::Prone)) + u16::from(one.bears(squeeze::SQUEEZING))),
            times: if tow { 2 } else { 1 },
            flows: passage.squeezes() && one.size.squares() > 1,
            feared: feared(world, one),
        };
        field.zones(free);
        field.dwellings();
        field.crowd();
        field.bodies();
        field
    }

    /// Marks what areas that stay do to squares.
    fn zones(&mut self, free: bool) {
        if self.world.now.zones.is_empty() {
            return;
        }
        for at in 0..self.squares.len() {
            let tile = at_index(self.width, at);
            let (bars, rough) =
                (zones::bars(self.world, self.one, tile), zones::rough(self.world, self.one, self.one.at, tile));
            if let Some(square) = self.squares.get_mut(at) {
                square.enters &= !bars;
                square.rough = if free { square.rough } else { square.rough.max(rough) };
            }
        }
    }

    /// Marks what the walker does not enter by itself.
    fn dwellings(&mut self) {
        if !instinct::has(self.world, self.one, |it| matches!(it, Instinct::Forbidden { .. })) {
            return;
        }
        for at in 0..self.squares.len() {
            let forbidden = passage::forbids(self.world, self.one, at_index(self.width, at));
            if let Some(square) = self.squares.get_mut(at) {
                square.enters &= !forbidden;
            }
        }
    }

    /// Marks the squares of everyone else.
    fn crowd(&mut self) {
        let (world, one) = (self.world, self.one);
        let shares = nature::shares_space(world, one);
        for other in world.now.creatures.values() {
            if other.id == one.id || other.dead || other.inside().is_some() || mounted::pair(one, other) {
                continue;
            }
            let through = movement::lets_through(world, one, other);
            let taken = !shares && !nature::shares_space(world, other) && !sticky::is_open(world, other);
            for tile in grid::squares(other) {
                if let Some(square) = index(self.width, self.height, tile).and_then(|at| self.squares.get_mut(at)) {
                    square.rough = square.rough.max(1);
                    square.enters &= through;
                    square.taken |= taken;
                }
            }
        }
    }

    /// Adds up the squares that the walker would cover.
    fn bodies(&mut self) {
        // What flows costs what the part of it costs that has room.
        let costs = |square: &Square| if square.enters || !self.flows { square.rough } else { 0 };
        let over = |at: usize| {
            let at = at_index(self.width, at);
            let all = (0..self.side).flat_map(|y| (0..self.side).map(move |x| (x, y)));
            let all = all.map(|(x, y)| self.square(Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) }));
            all.fold(Square { enters: true, ..Square::default() }, |sum, square| Square {
                enters: sum.enters && square.enters,
                solid: sum.solid || square.solid,
                rough: sum.rough.max(costs(&square)),
                taken: sum.taken || square.taken,
            })
        };
        let alone = self.side == 1;
        self.bodies = if alone { self.squares.clone() } else { (0..self.squares.len()).map(over).collect() };
    }

    fn square(&self, at: Tile) -> Square {
        index(self.width, self.height, at).and_then(|at| self.squares.get(at)).copied().unwrap_or(BEYOND)
    }

    fn body(&self, at: Tile) -> Square {
        index(self.width, self.height, at).and_then(|at| self.bodies.get(at)).copied().unwrap_or(BEYOND)
    }

    fn stands(&self, at: Tile) -> bool {
        !self.body(at).taken
    }

    fn joins(&self, from: Tile, to: Tile) -> bool {
        let corner = |at: Tile| from.x != to.x && from.y != to.y && self.body(at).solid;
        let enters = |tile: Tile| self.square(tile).enters;
        let open = if self.flows { passage::flows(self.one, from, to, enters) } else { self.body(to).enters };
        let corner = |at: Tile| !self.flows && corner(at);
        open && !corner(Tile { x: to.x, y: from.y })
            && !corner(Tile { x: from.x, y: to.y })
            && !self.feared.iter().any(|source| {
                grid::feet_between_at(self.one, to, source) < grid::feet_between_at(self.one, from, source)
            })
    }

    fn cost_feet(&self, to: Tile) -> u16 {
        (SQUARE_FEET + SQUARE_FEET * self.body(to).rough + self.more_feet) * self.times
    }

    /// Every tile within so many feet, the nearest first.
    fn flood(&self, feet: u16) -> Vec<Option<(u16, Tile)>> {
        let mut legs: Vec<Option<(u16, Tile)>> = vec![None; self.squares.len()];
        let mut rings: Vec<Vec<Tile>> = vec![Vec::new(); usize::from(feet / SQUARE_FEET) + 1];
        let put = |legs: &mut Vec<Option<(u16, Tile)>>, tile, leg| {
            if let Some(place) = index(self.width, self.height, tile).and_then(|at| legs.get_mut(at)) {
                *place = Some(leg);
            }
        };
        let known = |legs: &Vec<Option<(u16, Tile)>>, tile| {
            index(self.width, self.height, tile).and_then(|at| legs.get(at).copied()).flatten()
        };
        put(&mut legs, self.one.at, (0, self.one.at));
        rings[0].push(self.one.at);
        for ring in 0..rings.len() {
            let spent = u16::try_from(ring).unwrap_or(u16::MAX).saturating_mul(SQUARE_FEET);
            for tile in std::mem::take(&mut rings[ring]) {
                // A nearer way may have been found since.
                if known(&legs, tile).is_none_or(|(best, _)| best != spent) {
                    continue;
                }
                for next in movement::neighbours(tile) {
                    let nearest = known(&legs, next).map(|(best, _)| best);
                    if nearest.is_some_and(|best| best <= spent + SQUARE_FEET) || !self.joins(tile, next) {
                        continue;
                    }
                    let total = spent.saturating_add(self.cost_feet(next));
                    if total <= feet && nearest.is_none_or(|best| total < best) {
                        put(&mut legs, next, (total, tile));
                        if let Some(ring) = rings.get_mut(usize::from(total / SQUARE_FEET)) {
                            ring.push(next);
                        }
                    }
                }
            }
        }
        legs
    }
}

/// Those in sight that the walker is frightened of, and those that have turned it.
fn feared<'w>(world: &'w World, one: &'w Creature) -> Vec<&'w Creature> {
    if one.ongoing.is_empty() {
        return Vec::new();
    }
    let turned = one.ongoing.values().filter(|lasts| lasts.gives.contains(&Modifier::Turned));
    super::d20::fears(world, one).chain(turned.filter_map(|lasts| world.creature(lasts.source))).collect()
}

fn index(width: i16, height: i16, tile: Tile) -> Option<usize> {
    let inside = tile.x >= 0 && tile.y >= 0 && tile.x < width && tile.y < height;
    inside.then(|| tile.y as usize * width as usize + tile.x as usize)
}

fn at_index(width: i16, index: usize) -> Tile {
    let small = |value: usize| i16::try_from(value).unwrap_or(i16::MAX);
    let width = usize::from(width.unsigned_abs()).max(1);
    Tile { x: small(index % width), y: small(index / width) }
}
