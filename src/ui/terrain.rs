//! The ground of the current map as tiles that can be drawn: names are looked up once, not in every frame.

use super::pen::Pen;
use crate::canvas::tiles::{TILE_SIDE, Tile as Ground};
use crate::tale::map::Map;

/// Every tile of a map, layer by layer.
#[derive(Debug, Default)]
pub(super) struct Terrain {
    width: i32,
    height: i32,
    layers: Vec<Vec<Option<Ground>>>,
    /// Pictures that are no ground: by layer and place.
    others: Vec<(usize, usize, String)>,
    /// What neighbours see of a tile: its topmost ground.
    top: Vec<Option<Ground>>,
}

impl Terrain {
    /// The ground of a map.
    pub(super) fn of(map: &Map) -> Terrain {
        let mut terrain = Terrain { width: map.width.into(), height: map.height.into(), ..Terrain::default() };
        for (number, layer) in map.looks.iter().enumerate() {
            let grounds: Vec<Option<Ground>> = layer.iter().map(|look| Ground::named(look)).collect();
            let others = layer.iter().enumerate().filter(|(at, look)| !look.is_empty() && grounds[*at].is_none());
            terrain.others.extend(others.map(|(at, look)| (number, at, look.to_string())));
            terrain.top.resize(grounds.len().max(terrain.top.len()), None);
            for (top, ground) in terrain.top.iter_mut().zip(&grounds) {
                *top = ground.or(*top);
            }
            terrain.layers.push(grounds);
        }
        terrain
    }

    fn index(&self, x: i32, y: i32) -> Option<usize> {
        (x >= 0 && y >= 0 && x < self.width && y < self.height).then(|| (y * self.width + x) as usize)
    }

    /// Draws one place of the map; `known` says which neighbours it may be joined to.
    pub(super) fn draw(&self, pen: &mut Pen, place: (i32, i32), known: impl Fn(i32, i32) -> bool) {
        let Some(at) = self.index(place.0, place.1) else { return };
        for (number, layer) in self.layers.iter().enumerate() {
            if let Some(ground) = layer.get(at).copied().flatten() {
                let near = |across: i32, down: i32| {
                    let (x, y) = (place.0 + across, place.1 + down);
                    if known(x, y) { self.top.get(self.index(x, y)?).copied().flatten() } else { None }
                };
                ground.draw_among(pen.canvas, pen.sprites, (place, pen.tick), near);
            }
            // Few places have other pictures, so they are found by their order.
            if let Ok(found) = self.others.binary_search_by_key(&(number, at), |(layer, at, _)| (*layer, *at)) {
                let look = &self.others[found].2;
                let frame = (pen.tick / 20) as usize;
                pen.canvas.stamp(pen.sprites.frame(look, frame), place.0 * TILE_SIDE, place.1 * TILE_SIDE);
            }
        }
    }
}
