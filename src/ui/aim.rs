//! Pointing at someone or somewhere on the board: the nearest one in the direction that is pressed.

use super::board::{self, Marks};
use super::desk::Desk;
use super::key::Button;
use super::menu::Aim;
use super::view::Point;
use crate::rules::command::{Command, Verb};
use crate::rules::spread::{self, Spread};
use crate::tale::map::Tile;
use crate::world::id::CreatureId;

/// A choice among ways to do one thing, each with a place on the map; where the rules leave more to choose than they
/// list (any square for an area, any set of creatures), that too.
#[derive(Clone, Debug)]
pub(super) struct Pointing {
    aims: Vec<Aim>,
    at: usize,
    spread: Spread,
    /// The square of an area; the hand may leave those that are listed.
    square: Option<Tile>,
    /// Who was taken so far, where several may be.
    taken: Vec<CreatureId>,
}

/// What becomes of taking what is pointed at.
pub(super) enum Took {
    /// All is chosen: this is asked for.
    All(Command),
    /// More may be taken.
    More,
}

impl Pointing {
    /// Points at the one nearest to the hero; there is at least one.
    pub(super) fn new(mut aims: Vec<Aim>, desk: &Desk) -> Pointing {
        let first = aims.first().map(|aim| &aim.command);
        let mut spread = desk.world().zip(first).map_or(Spread::One, |(world, command)| spread::of(world, command));
        if matches!(spread, Spread::Several(_) | Spread::Shared(_)) {
            // Lists of several stand for what is put together here; one alone has nobody to be put together with.
            let single = |aim: &Aim| aim.targets.iter().all(|target| Some(target) == aim.targets.first());
            let singles: Vec<Aim> = aims.iter().filter(|aim| single(aim)).cloned().collect();
            if singles.len() > 1 {
                aims = singles;
            } else {
                spread = Spread::One;
            }
        }
        let from = desk.hero().map_or((0, 0), |hero| (i32::from(hero.at.x), i32::from(hero.at.y)));
        let far = |aim: &Aim| place(desk, aim).map_or(0, |(x, y)| (x - from.0).abs().max((y - from.1).abs()));
        let at = (0..aims.len()).min_by_key(|at| far(&aims[*at])).unwrap_or(0);
        let square = aims.get(at).and_then(|aim| aim.at);
        Pointing { aims, at, spread, square, taken: Vec::new() }
    }

    /// What would be done to whom if nothing more were chosen.
    pub(super) fn chosen(&self) -> Option<Aim> {
        let mut aim = self.aims.get(self.at)?.clone();
        match self.spread {
            Spread::One => {}
            Spread::Squares(_) => {
                aim.at = self.square;
                aim.command = aimed(&aim.command, Vec::new(), self.square)?;
            }
            Spread::Several(_) | Spread::Shared(_) => {
                let next = aim.targets.first().copied();
                aim.targets.clone_from(&self.taken);
                aim.targets.extend(next.filter(|next| self.is_shared() || !self.taken.contains(next)));
                aim.command = aimed(&aim.command, aim.targets.clone(), None)?;
            }
        }
        Some(aim)
    }

    /// How many were taken, and how many may be, where that is to choose.
    pub(super) const fn count(&self) -> Option<(usize, usize)> {
        match self.spread {
            Spread::Several(most) | Spread::Shared(most) => Some((self.taken.len(), most)),
            Spread::One | Spread::Squares(_) => None,
        }
    }

    /// True when every dart or ray has to be given to someone.
    pub(super) const fn is_shared(&self) -> bool {
        matches!(self.spread, Spread::Shared(_))
    }

    /// Takes what is pointed at. Whoever is taken again ends the choice among several; darts go on until all are shared.
    pub(super) fn take(&mut self, desk: &Desk) -> Option<Took> {
        let aim = self.chosen()?;
        let Some((_, most)) = self.count() else { return Some(Took::All(aim.command)) };
        let again = aim.targets.len() == self.taken.len();
        let most = if self.is_shared() { most } else { most.min(self.aims.len()) };
        if again || aim.targets.len() >= most {
            return Some(Took::All(aim.command));
        }
        // Some have to be near each other: who is too far from the others is not taken.
        if self.is_shared() || desk.world().is_some_and(|world| spread::fits(world, &aim.command)) {
            self.taken = aim.targets;
        }
        Some(Took::More)
    }

    /// Gives back whom was taken last; false when nobody was.
    pub(super) fn give_back(&mut self) -> bool {
        self.taken.pop().is_some()
    }

    /// The tile that is pointed at.
    pub(super) fn tile(&self, desk: &Desk) -> Option<Tile> {
        let (x, y) = self.here(desk)?;
        Some(Tile { x: i16::try_from(x).ok()?, y: i16::try_from(y).ok()? })
    }

    fn here(&self, desk: &Desk) -> Option<(i32, i32)> {
        match (&self.spread, self.square) {
            (Spread::Squares(_), Some(square)) => Some((i32::from(square.x), i32::from(square.y))),
            _ => place(desk, self.aims.get(self.at)?),
        }
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
                self.square = self.aims.get(self.at).and_then(|aim| aim.at);
                return true;
            }
            _ => return false,
        };
        let Some(from) = self.here(desk) else { return true };
        let far = |(x, y): (i32, i32)| {
            let (dx, dy) = (x - from.0, y - from.1);
            let (along, beside) = (dx * way.0 + dy * way.1, (dx * way.1 + dy * way.0).abs());
            (along > 0).then_some(along + 3 * beside)
        };
        if let Spread::Squares(squares) = &self.spread {
            let ahead = squares.iter().filter_map(|tile| Some((far((tile.x.into(), tile.y.into()))?, *tile)));
            self.square = ahead.min().map(|(_, tile)| tile).or(self.square);
            return true;
        }
        let ahead = self.aims.iter().enumerate().filter_map(|(at, aim)| Some((far(place(desk, aim)?)?, at)));
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
        if let Spread::Squares(squares) = &self.spread {
            let there = squares.contains(&tile);
            self.square = if there { Some(tile) } else { self.square };
            return there;
        }
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
        marks.open = self.aims.iter().flat_map(|aim| aim.targets.iter().copied()).collect();
        if let Verb::Go(path) = &aim.command.verb {
            marks.path.clone_from(path);
        }
        if let Some(world) = desk.world() {
            marks.blast = spread::covered(world, &aim.command);
        }
        marks.chosen = aim.targets;
        marks
    }
}

/// The same spell, aimed otherwise.
fn aimed(command: &Command, whom: Vec<CreatureId>, square: Option<Tile>) -> Option<Command> {
    let mut command = command.clone();
    match &mut command.verb {
        Verb::Cast { targets, at, .. } | Verb::Ritual { targets, at, .. } => (*targets, *at) = (whom, square),
        _ => return None,
    }
    Some(command)
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

fn covers(desk: &Desk, creature: CreatureId, tile: Tile) -> bool {
    desk.world().and_then(|world| world.creature(creature)).is_some_and(|creature| {
        let side = i16::from(creature.size.squares());
        (creature.at.x..creature.at.x + side).contains(&tile.x)
            && (creature.at.y..creature.at.y + side).contains(&tile.y)
    })
}
