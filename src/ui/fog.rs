//! What the party sees of the map, and what it has seen: the rest stays dark on the screen.

use std::collections::BTreeMap;

use crate::tale::id::MapId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;

/// Sight over the current map, and the memory of all maps since the program was started.
#[derive(Debug, Default)]
pub(super) struct Fog {
    seen: BTreeMap<MapId, Vec<bool>>,
    /// What is seen now: 0 not, 1 dimly, 2 well.
    now: Vec<u8>,
    size: (i32, i32),
    map: MapId,
    /// After how many events, from which tiles: unchanged sight is not worked out again.
    at: Option<(u64, Vec<Tile>)>,
}

/// How one tile is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Never.
    Never,
    /// It was seen before.
    Before,
    /// In dim light or just so.
    Dimly,
    /// Well.
    Well,
}

/// Farther than the screen shows.
const REACH: i32 = 18;

impl Fog {
    /// Works sight out again when someone of the party has moved or something has changed.
    pub(super) fn look(&mut self, world: &World, eyes: Vec<Tile>) {
        let magic = world.now.zones.values().filter(|zone| zone.is.eye_feet > 0).map(|zone| zone.at);
        let at = (world.now.events, eyes.into_iter().chain(magic).collect::<Vec<Tile>>());
        if self.at.as_ref() == Some(&at) {
            return;
        }
        let Some(map) = world.map() else { return };
        self.size = (i32::from(map.width), i32::from(map.height));
        self.map = world.now.place.map.clone();
        let count = usize::try_from(self.size.0 * self.size.1).unwrap_or(0);
        self.now.clear();
        self.now.resize(count, 0);
        let grounds: Vec<_> = (0..map.height)
            .flat_map(|y| (0..map.width).map(move |x| Tile { x, y }))
            .map(|tile| world.ground(tile))
            .collect();
        let opaque = |x: i32, y: i32| index(self.size, x, y).is_none_or(|index| grounds[index].wall);
        let reach = world.heroes().map(|hero| dark_reach(world, hero)).max().unwrap_or(REACH);
        let mut lines = Vec::new();
        for eye in &at.1 {
            let (x, y) = (i32::from(eye.x), i32::from(eye.y));
            cast(x, y, &opaque, &mut |x, y, distance| {
                if let Some(index) = index(self.size, x, y) {
                    let lit = grounds[index].lit;
                    let how = if lit || distance * 2 <= reach { 2 } else { u8::from(distance <= reach) };
                    lines.push((index, how));
                }
            });
        }
        let seen = self.seen.entry(self.map.clone()).or_default();
        seen.resize(count, false);
        for (index, how) in lines {
            self.now[index] = self.now[index].max(how);
            seen[index] |= how > 0;
        }
        // Behind the first trees of a wood one guesses more trees: what is solid spreads a little into the unseen.
        for _ in 0..3 {
            let edge: Vec<usize> = (0..count)
                .filter(|index| self.now[*index] == 0 && grounds[*index].wall && grounds[*index].lit)
                .collect();
            let beside = |at: usize| {
                let (x, y) = (at as i32 % self.size.0, at as i32 / self.size.0);
                let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy)));
                near.filter_map(|(x, y)| index(self.size, x, y)).any(|near| self.now[near] > 0 && grounds[near].wall)
            };
            let spread: Vec<usize> = edge.into_iter().filter(|at| beside(*at)).collect();
            for at in spread {
                seen[at] = true;
                self.now[at] = self.now[at].max(2);
            }
        }
        self.at = Some(at);
    }

    /// How a tile of the current map is seen.
    pub(super) fn seen(&self, x: i32, y: i32) -> Seen {
        let Some(index) = index(self.size, x, y) else { return Seen::Never };
        match self.now.get(index).copied() {
            Some(2) => Seen::Well,
            Some(1) => Seen::Dimly,
            _ if self.seen.get(&self.map).and_then(|seen| seen.get(index)) == Some(&true) => Seen::Before,
            _ => Seen::Never,
        }
    }

    /// True when a tile is seen at this moment.
    pub(super) fn sees(&self, tile: Tile) -> bool {
        matches!(self.seen(i32::from(tile.x), i32::from(tile.y)), Seen::Well | Seen::Dimly)
    }
}

fn index(size: (i32, i32), x: i32, y: i32) -> Option<usize> {
    (x >= 0 && y >= 0 && x < size.0 && y < size.1).then(|| (y * size.0 + x) as usize)
}

/// How far a hero sees in the dark, in tiles: darkvision, or the light that is carried.
fn dark_reach(world: &World, hero: &Creature) -> i32 {
    use crate::srd::item::Use;
    use crate::srd::modifier::Modifier;
    let book = &world.book;
    let race = hero.sheet().and_then(|sheet| book.races.get(&sheet.race));
    let parent = race.and_then(|race| book.races.get(race.of.as_ref()?));
    let traits = race.into_iter().chain(parent).flat_map(|race| &race.traits);
    let given = traits.filter_map(|id| book.features.get(id)).flat_map(|feature| &feature.gives);
    let eyes = given.filter_map(|gives| match gives {
        Modifier::Darkvision(feet) => Some(i32::from(*feet) / 5),
        _ => None,
    });
    let lights = hero.pack.items.keys().filter_map(|id| match book.items.get(id)?.use_ {
        Use::Light { bright_feet, dim_feet, .. } => Some(i32::from(bright_feet + dim_feet) / 5),
        _ => None,
    });
    eyes.chain(lights).max().unwrap_or(2).max(2)
}

/// Walks the eight octants around a point and tells every tile that is in sight, with its distance in tiles.
fn cast(x: i32, y: i32, opaque: &impl Fn(i32, i32) -> bool, tell: &mut impl FnMut(i32, i32, i32)) {
    tell(x, y, 0);
    for (xx, xy, yx, yy) in [
        (1, 0, 0, 1),
        (0, 1, 1, 0),
        (0, -1, 1, 0),
        (-1, 0, 0, 1),
        (-1, 0, 0, -1),
        (0, -1, -1, 0),
        (0, 1, -1, 0),
        (1, 0, 0, -1),
    ] {
        let turned = |row: i32, column: i32| (x + column * xx + row * xy, y + column * yx + row * yy);
        scan(1, (1, 1), (0, 1), &turned, opaque, tell);
    }
}

/// One octant from a row on, between two slopes (column, row): shadows narrow it, gaps between them are scanned alone.
fn scan(
    first: i32,
    start: (i32, i32),
    end: (i32, i32),
    turned: &impl Fn(i32, i32) -> (i32, i32),
    opaque: &impl Fn(i32, i32) -> bool,
    tell: &mut impl FnMut(i32, i32, i32),
) {
    let mut start = start;
    for row in first..=REACH {
        let mut blocked = false;
        for column in (0..=row).rev() {
            // Slopes through the tile's corners, in halves of a tile, compared by cross multiplication.
            let (left, right) = ((2 * column + 1, 2 * row - 1), (2 * column - 1, 2 * row + 1));
            if start.0 * right.1 < right.0 * start.1 {
                continue;
            }
            if end.0 * left.1 > left.0 * end.1 {
                break;
            }
            let (x, y) = turned(row, column);
            tell(x, y, row + column / 2 - column / 4);
            let wall = opaque(x, y);
            if blocked && !wall {
                blocked = false;
            } else if !blocked && wall {
                blocked = true;
                scan(row + 1, start, left, turned, opaque, tell);
            }
            if wall {
                start = right;
            }
        }
        if blocked {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&str]) {
        let letters: Vec<Vec<char>> = rows.iter().map(|row| row.chars().collect()).collect();
        let at = |x: i32, y: i32| letters.get(y as usize).and_then(|row| row.get(x as usize)).copied().unwrap_or('#');
        let (mut x, mut y) = (0, 0);
        for (row, line) in letters.iter().enumerate() {
            if let Some(column) = line.iter().position(|letter| *letter == '@') {
                (x, y) = (column as i32, row as i32);
            }
        }
        let mut seen = vec![vec![false; letters[0].len()]; letters.len()];
        cast(x, y, &|x, y| at(x, y) == '#' || at(x, y) == 'H', &mut |x, y, _| {
            if let Some(place) = seen.get_mut(y as usize).and_then(|row| row.get_mut(x as usize)) {
                *place = true;
            }
        });
        for (y, row) in letters.iter().enumerate() {
            for (x, letter) in row.iter().enumerate() {
                let hidden = matches!(letter, 'h' | 'H');
                assert_eq!(seen[y][x], !hidden, "{x} {y} of {rows:?}");
            }
        }
    }

    #[test]
    fn walls_hide_what_is_behind_them() {
        check(&["#####", "#...#", "#.@.#", "#...#", "#####"]);
        check(&["###HH", "#.#hH", "#.#hH", "#@#hH", "###HH"]);
        check(&["####HHH", "#@.#hhH", "####HHH"]);
    }
}
