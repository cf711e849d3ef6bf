//! Pointing at someone or somewhere on the board: the nearest one in the direction that is pressed.

use std::collections::BTreeSet;

use super::board::{self, Marks};
use super::desk::Desk;
use super::key::Button;
use super::menu::Aim;
use super::view::Point;
use crate::rules::command::{Command, Verb};
use crate::srd::spell::Area;
use crate::tale::map::Tile;

/// A choice among ways to do one thing, each with a place on the map.
#[derive(Clone, Debug)]
pub(super) struct Pointing {
    aims: Vec<Aim>,
    at: usize,
}

impl Pointing {
    /// Points at the one nearest to the hero; there is at least one.
    pub(super) fn new(aims: Vec<Aim>, desk: &Desk) -> Pointing {
        let from = desk.hero().map_or((0, 0), |hero| (i32::from(hero.at.x), i32::from(hero.at.y)));
        let far = |aim: &Aim| place(desk, aim).map_or(0, |(x, y)| (x - from.0).abs().max((y - from.1).abs()));
        let at = (0..aims.len()).min_by_key(|at| far(&aims[*at])).unwrap_or(0);
        Pointing { aims, at }
    }

    /// The one that is pointed at.
    pub(super) fn chosen(&self) -> Option<&Aim> {
        self.aims.get(self.at)
    }

    /// What it asks for.
    pub(super) fn command(&self) -> Option<&Command> {
        self.chosen().map(|aim| &aim.command)
    }

    /// The tile that is pointed at.
    pub(super) fn tile(&self, desk: &Desk) -> Option<Tile> {
        let (x, y) = place(desk, self.chosen()?)?;
        Some(Tile { x: i16::try_from(x).ok()?, y: i16::try_from(y).ok()? })
    }

    /// Moves to the nearest one in a direction, or to the next in turn. True when the press was for that.
    pub(super) fn press(&mut self, button: Button, desk: &Desk) -> bool {
        let way = match button {
            Button::Up => (0, -1),
            Button::Down => (0, 1),
            Button::Left => (-1, 0),
            Button::Right => (1, 0),
            Button::Next => {
                self.at = (self.at + 1) % self.aims.len().max(1);
                return true;
            }
            _ => return false,
        };
        let Some(from) = self.chosen().and_then(|aim| place(desk, aim)) else { return true };
        let ahead = self.aims.iter().enumerate().filter_map(|(at, aim)| {
            let (x, y) = place(desk, aim)?;
            let (dx, dy) = (x - from.0, y - from.1);
            let (along, beside) = (dx * way.0 + dy * way.1, (dx * way.1 + dy * way.0).abs());
            (along > 0).then_some((along + 3 * beside, at))
        });
        if let Some((_, at)) = ahead.min() {
            self.at = at;
        } else if self.aims.iter().all(|aim| place(desk, aim) == Some(from)) {
            // Several ways to touch one place differ in whom they touch besides: they are taken in turn.
            self.at = (self.at + 1) % self.aims.len().max(1);
        }
        true
    }

    /// Follows the mouse; true when it is over one of them.
    pub(super) fn point(&mut self, point: Point, desk: &Desk) -> bool {
        let (Point::Moved(x, y) | Point::Pressed(x, y)) = point else { return false };
        let Some(tile) = board::tile_at(desk, x, y) else { return false };
        let touched = self.aims.iter().position(|aim| match aim.at {
            Some(at) => at == tile,
            None => aim.targets.iter().any(|target| covers(desk, *target, tile)),
        });
        if let Some(at) = touched {
            self.at = at;
        }
        touched.is_some()
    }

    /// What it marks on the board.
    pub(super) fn marks(&self, desk: &Desk) -> Marks {
        let mut marks = Marks::default();
        let walks = self.aims.iter().all(|aim| matches!(aim.command.verb, Verb::Go(_)));
        let tiles = self.aims.iter().filter_map(|aim| aim.at);
        if walks {
            marks.reach = tiles.collect();
        }
        let Some(aim) = self.chosen() else { return marks };
        marks.cursor = aim.at;
        marks.chosen.clone_from(&aim.targets);
        marks.open = self.aims.iter().flat_map(|aim| aim.targets.iter().copied()).collect();
        if let Verb::Go(path) = &aim.command.verb {
            marks.path.clone_from(path);
        }
        if let Some(at) = aim.at {
            marks.blast = blast(desk, aim, at);
        }
        marks
    }
}

/// The tiles that an area around a point covers; shapes that start at their caster show their aim only.
fn blast(desk: &Desk, aim: &Aim, at: Tile) -> BTreeSet<Tile> {
    use crate::srd::spell::Targets;
    let Verb::Cast { spell, .. } = &aim.command.verb else { return BTreeSet::new() };
    let spell = desk.book().and_then(|book| book.spells.get(spell));
    let Some(Targets::Area(area)) = spell.map(|spell| &spell.targets) else { return BTreeSet::new() };
    let (reach, round) = match area {
        Area::Sphere(feet) | Area::Cylinder(feet, _) => (*feet as i16 / 5, true),
        Area::Cube(feet) => ((*feet as i16 / 5 - 1) / 2, false),
        Area::Cone(_) | Area::Line(..) | Area::Wall(..) => return BTreeSet::new(),
    };
    let square = (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)));
    let inside = square.filter(|(dx, dy)| !round || dx * dx + dy * dy <= reach * reach + reach / 2);
    inside.map(|(dx, dy)| Tile { x: at.x + dx, y: at.y + dy }).collect()
}

/// Where on the map an aim is, in tiles, for directions.
fn place(desk: &Desk, aim: &Aim) -> Option<(i32, i32)> {
    let of = |tile: Tile| (i32::from(tile.x), i32::from(tile.y));
    if let Some(at) = aim.at {
        return Some(of(at));
    }
    let world = desk.world()?;
    aim.targets.last().and_then(|target| world.creature(*target)).map(|creature| of(creature.at))
}

fn covers(desk: &Desk, creature: crate::world::id::CreatureId, tile: Tile) -> bool {
    desk.world().and_then(|world| world.creature(creature)).is_some_and(|creature| {
        let side = i16::from(creature.size.squares());
        (creature.at.x..creature.at.x + side).contains(&tile.x)
            && (creature.at.y..creature.at.y + side).contains(&tile.y)
    })
}
