//! The map of a scene, drawn in letters.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::srd::instinct::Terrain;
use crate::tale::map::{Ground, Map, Tile};

/// The map of the rows, and the tiles of every letter.
pub(super) fn map(rows: &[String], lit: bool) -> (Map, BTreeMap<char, Vec<Tile>>) {
    let cells: Vec<Vec<char>> =
        rows.iter().map(|row| row.chars().filter(|cell| !cell.is_whitespace()).collect()).collect();
    let width = cells.iter().map(Vec::len).max().unwrap_or(0);
    let small = |value: usize| i16::try_from(value).unwrap_or(i16::MAX);
    let mut spots: BTreeMap<char, Vec<Tile>> = BTreeMap::new();
    let mut ground = Vec::new();
    for (y, row) in cells.iter().enumerate() {
        for x in 0..width {
            let cell = row.get(x).copied().unwrap_or('#');
            ground.push(tile(cell, lit));
            if cell.is_alphabetic() {
                spots.entry(cell).or_default().push(Tile { x: small(x), y: small(y) });
            }
        }
    }
    let looks = vec![vec![SmolStr::new("floor"); ground.len()]];
    let map = Map { width: small(width), height: small(cells.len()), ground, looks, ..Map::default() };
    (map, spots)
}

fn tile(cell: char, lit: bool) -> Ground {
    let plain = Ground { lit, ..Ground::default() };
    match cell {
        '#' => Ground { wall: true, ..plain },
        '~' => Ground { water: true, ..plain },
        '^' => Ground { difficult: true, ..plain },
        '+' => Ground { cover: true, ..plain },
        '%' => Ground { wall: true, terrain: Terrain::Rock, ..plain },
        ':' => Ground { terrain: Terrain::Rock, ..plain },
        '*' => Ground { terrain: Terrain::Snow, ..plain },
        '=' => Ground { difficult: true, terrain: Terrain::Ice, ..plain },
        '_' => Ground { terrain: Terrain::Home, ..plain },
        '&' => Ground { wall: true, terrain: Terrain::Tree, ..plain },
        _ => plain,
    }
}
