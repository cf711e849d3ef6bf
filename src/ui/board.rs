//! Draws the map as the party knows it, with everything and everyone on it.

use std::collections::BTreeSet;

use super::actor::{POP_STEPS, Pop, Popped};
use super::beat::Beat;
use super::desk::Desk;
use super::figure;
use super::fog::Seen;
use super::pen::Pen;
use crate::canvas::tiles::TILE_SIDE;
use crate::canvas::{Area, Flip, Ink, Manner, Swap};
use crate::tale::map::{Is, Map, Thing, Tile};
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// What is marked on the ground besides.
#[derive(Default)]
pub(super) struct Marks {
    /// Tiles that can be walked to.
    pub(super) reach: BTreeSet<Tile>,
    /// Tiles of an area or a range.
    pub(super) blast: BTreeSet<Tile>,
    /// The way there.
    pub(super) path: Vec<Tile>,
    /// The tile that is chosen now.
    pub(super) cursor: Option<Tile>,
    /// Those who are chosen now.
    pub(super) chosen: Vec<CreatureId>,
    /// Those who could be.
    pub(super) open: Vec<CreatureId>,
}

/// The part of the screen that the map has while there is a strip below.
pub(super) const MAP: Area = Area::new(0, 0, 256, 184);

/// Objects whose frames are moments; other objects have one frame for shut and one for open.
const MOVING: [&str; 3] = ["campfire", "torch", "cauldron"];

/// Draws the map into its part of the screen.
pub(super) fn draw(desk: &Desk, pen: &mut Pen, marks: &Marks) {
    let Some((world, map)) = desk.world().and_then(|world| Some((world, world.map()?))) else { return };
    let (left, top) = corner(desk, map);
    pen.canvas.clip(MAP);
    pen.canvas.look_at(left, top);
    ground(desk, pen, (left, top));
    on_ground(pen, marks);
    for (id, thing) in world.things() {
        let hidden = matches!(thing.is, Is::Trap { .. }) && world.fate(id).is_none();
        if !hidden && thing.at.iter().any(|tile| desk.stage.fog.seen(tile.x.into(), tile.y.into()) != Seen::Never) {
            draw_thing(pen, thing, world.fate(id));
        }
    }
    let mut creatures: Vec<&Creature> = world.now.creatures.values().filter(|who| is_shown(desk, who)).collect();
    creatures.sort_by_key(|who| (who.is_up(), desk.stage.figure(who.id).map_or(0, |figure| figure.y), who.id));
    for creature in &creatures {
        figure::draw(desk, pen, creature, world.now.encounter.is_some());
    }
    for creature in &creatures {
        figure::over(desk, pen, creature, world, marks);
    }
    cursor(pen, marks, world, desk);
    if let Some((Beat::Magic(from, to, at), age, steps)) = desk.stage.now() {
        magic(desk, pen, (*from, to, *at), (age, steps));
    }
    desk.stage.sparks.draw(pen.canvas);
    for pop in &desk.stage.pops {
        draw_pop(pen, pop);
    }
    pen.canvas.look_at(0, 0);
    pen.canvas.unclip();
}

/// What plays above the map: dice and words across it.
pub(super) fn draw_show(desk: &Desk, pen: &mut Pen) {
    match desk.stage.now() {
        Some((Beat::Roll(roll), age, steps)) => roll.draw(pen, &desk.called(roll.whose), (age, steps)),
        Some((Beat::Banner(words), age, steps)) => {
            let text = pen.tell(words);
            banner(pen, &text, age, steps);
        }
        Some(_) | None => {}
    }
}

/// The pixel of the map at the left top corner of the screen: the map never leaves the screen, small maps lie centred.
pub(super) fn corner(desk: &Desk, map: &Map) -> (i32, i32) {
    let at = |eye: i32, room: i32, tiles: i16| {
        let whole = i32::from(tiles) * TILE_SIDE;
        if whole <= room { (whole - room) / 2 } else { (eye - room / 2).clamp(0, whole - room) }
    };
    (at(desk.stage.eye.0, MAP.width, map.width), at(desk.stage.eye.1, MAP.height, map.height))
}

/// The tile under a pixel of the screen, where the map is.
pub(super) fn tile_at(desk: &Desk, x: i32, y: i32) -> Option<Tile> {
    let map = desk.world()?.map()?;
    if !MAP.holds(x, y) {
        return None;
    }
    let (left, top) = corner(desk, map);
    let tile = |pixel: i32| i16::try_from(pixel.div_euclid(TILE_SIDE)).ok();
    Some(Tile { x: tile(x + left)?, y: tile(y + top)? })
}

/// True when a character of the party can know that someone is there.
pub(super) fn is_shown(desk: &Desk, creature: &Creature) -> bool {
    if creature.side == Side::Heroes {
        return true;
    }
    creature.hidden.is_none() && desk.stage.fog.sees(creature.at)
}

fn ground(desk: &Desk, pen: &mut Pen, corner: (i32, i32)) {
    let first = (corner.0.div_euclid(TILE_SIDE), corner.1.div_euclid(TILE_SIDE));
    for y in first.1..=first.1 + MAP.height / TILE_SIDE + 1 {
        for x in first.0..=first.0 + MAP.width / TILE_SIDE + 1 {
            let seen = desk.stage.fog.seen(x, y);
            if seen == Seen::Never {
                continue;
            }
            let known = |x: i32, y: i32| desk.stage.fog.seen(x, y) != Seen::Never;
            desk.stage.terrain.draw(pen, (x, y), known);
            let area = Area::new(x * TILE_SIDE, y * TILE_SIDE, TILE_SIDE, TILE_SIDE);
            match seen {
                Seen::Before => pen.canvas.tint(area, &Swap::DIMMED),
                Seen::Dimly => pen.canvas.dither(area, Ink::NIGHT, 5),
                Seen::Well | Seen::Never => {}
            }
            soften(pen, area, |dx, dy| desk.stage.fog.seen(x + dx, y + dy) == Seen::Never);
        }
    }
}

/// The edge towards what was never seen fades instead of ending.
fn soften(pen: &mut Pen, area: Area, dark: impl Fn(i32, i32) -> bool) {
    for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
        if !dark(dx, dy) {
            continue;
        }
        for (deep, sixteenths) in [(2, 13), (4, 9), (7, 5)] {
            let strip = match (dx, dy) {
                (-1, _) => Area { width: deep, ..area },
                (1, _) => Area { x: area.right() - deep, width: deep, ..area },
                (_, -1) => Area { height: deep, ..area },
                _ => Area { y: area.bottom() - deep, height: deep, ..area },
            };
            pen.canvas.dither(strip, Ink::NIGHT, sixteenths);
        }
    }
}

/// Reach as dots in the corners, an area as a weave, a way as steps: the shape says what the ink says.
fn on_ground(pen: &mut Pen, marks: &Marks) {
    for tile in &marks.reach {
        let area = square(*tile);
        pen.canvas.dither(area.inset(1), Ink::SKY, 5);
        pen.canvas.outline(area.inset(1), Ink::SKY);
    }
    for tile in &marks.blast {
        let area = square(*tile);
        pen.canvas.dither(area, Ink::DANGER, 7);
        pen.canvas.outline(area, Ink::GOLD);
    }
    for tile in &marks.path {
        let area = square(*tile);
        pen.canvas.disc(area.x + 8, area.y + 8, 3, Ink::NIGHT);
        pen.canvas.disc(area.x + 8, area.y + 8, 2, Ink::SELECTED);
    }
}

fn cursor(pen: &mut Pen, marks: &Marks, world: &World, desk: &Desk) {
    let frame = (pen.tick / 16) as usize;
    if let Some(tile) = marks.cursor {
        let area = square(tile);
        pen.canvas.stamp(pen.sprites.frame("select", frame), area.x, area.y);
    }
    for creature in marks.chosen.iter().filter_map(|id| world.creature(*id)) {
        let Some(figure) = desk.stage.figure(creature.id) else { continue };
        let scale = creature.size.squares();
        pen.canvas.stamp_as(pen.sprites.frame("select", frame), figure.x, figure.y, &Manner::scaled(scale));
    }
}

fn draw_thing(pen: &mut Pen, thing: &Thing, fate: Option<Fate>) {
    if thing.look.is_empty() {
        return;
    }
    let open = matches!(fate, Some(Fate::Open | Fate::Spent));
    let frame = match &thing.is {
        Is::Door(Some(_)) if fate.is_none() => 2,
        Is::Door(_) | Is::Chest { .. } | Is::Trap { .. } | Is::Barrier => usize::from(open),
        Is::Object(_) if !MOVING.contains(&thing.look.as_str()) => usize::from(open),
        Is::Person(_) | Is::Shop(_) | Is::Exit { .. } | Is::Ambush { .. } | Is::Spot(_) | Is::Object(_) => {
            (pen.tick / 20) as usize
        }
    };
    let shown = if thing.at.len() > 4 { &thing.at[..1] } else { &thing.at[..] };
    for tile in shown {
        let area = square(*tile);
        let bob = matches!(thing.is, Is::Person(_) | Is::Shop(_)) && (pen.tick / 32 + tile.x as u32).is_multiple_of(4);
        pen.canvas.stamp(pen.sprites.frame(&thing.look, frame), area.x, area.y - i32::from(bob));
    }
}

fn draw_pop(pen: &mut Pen, pop: &Pop) {
    let rise = (pop.age.min(16) * 10 / 16) as i32;
    let y = pop.y - 16 - rise;
    if pop.age + 8 > POP_STEPS && pop.age.is_multiple_of(2) {
        return;
    }
    let (text, ink) = match &pop.what {
        Popped::Lost(hp) => (format!("-{hp}"), Ink::GOLD),
        Popped::Regained(hp) => (format!("+{hp}"), Ink::HP),
        Popped::Missed => (pen.say("pop-miss"), Ink::MIST),
        Popped::Word(words) => (pen.tell(words), Ink::ICE),
    };
    let half = pen.letters.width(&text) / 2;
    let left = pen.canvas.camera().0;
    let x = (pop.x - half).clamp(left + 2, (left + 254 - 2 * half).max(left + 2));
    pen.letters.draw_rimmed(pen.canvas, x, y, &text, (ink, Ink::NIGHT));
}

/// A spark that flies in a low bow from the caster to each target.
fn magic(desk: &Desk, pen: &mut Pen, flight: (CreatureId, &[CreatureId], Option<Tile>), time: (u32, u32)) {
    let (from, to, at) = flight;
    let Some(from) = desk.stage.figure(from) else { return };
    let figures = to.iter().filter_map(|id| desk.stage.figure(*id)).map(|figure| (figure.x + 8, figure.y + 8));
    let tile = at.map(|tile| (square(tile).x + 8, square(tile).y + 8));
    let (age, half) = (time.0 as i32, (time.1 / 2).max(1) as i32);
    for (x, y) in figures.chain(tile).filter(|_| age <= half) {
        for tail in 0..5 {
            let part = (age - tail).clamp(0, half);
            let (start_x, start_y) = (from.x + 8, from.y + 6);
            let bow = part * (half - part) * 40 / (half * half).max(1);
            let place = (start_x + (x - start_x) * part / half, start_y + (y - start_y) * part / half - bow);
            pen.canvas.disc(place.0, place.1, 2 - tail / 2, if tail == 0 { Ink::PAPER } else { Ink::MAGIC });
        }
    }
}

/// A ribbon that unrolls across the map with a word on it.
fn banner(pen: &mut Pen, text: &str, age: u32, steps: u32) {
    let open = (age.min(steps - age.min(steps)) as i32 * 3).min(14);
    let middle = 84;
    pen.canvas.fill(Area::new(0, middle - open - 2, 256, 2 * open + 4), Ink::NIGHT);
    pen.canvas.fill(Area::new(0, middle - open, 256, 2 * open), Ink::PANEL);
    pen.canvas.fill(Area::new(0, middle - open, 256, 1), Ink::GOLD);
    pen.canvas.fill(Area::new(0, middle + open - 1, 256, 1), Ink::GOLD);
    if open > 8 {
        let x = 128 - pen.letters.width(text) / 2;
        let y = middle - pen.line() / 2;
        pen.letters.draw_rimmed(pen.canvas, x, y, text, (Ink::GOLD, Ink::NIGHT));
    }
}

/// The pixels of a tile.
pub(super) fn square(tile: Tile) -> Area {
    Area::new(i32::from(tile.x) * TILE_SIDE, i32::from(tile.y) * TILE_SIDE, TILE_SIDE, TILE_SIDE)
}

/// A small picture of someone, for strips and pages: 16 by 16 pixels.
pub(super) fn portrait(desk: &Desk, pen: &mut Pen, creature: &Creature, x: i32, y: i32) {
    let looks = figure::looks(desk, pen.sprites, creature);
    let swap = if creature.is_up() { looks.swap } else { Swap::DIMMED };
    let manner = Manner { flip: Flip::None, swap, ..Manner::default() };
    pen.canvas.stamp_as(&looks.frames[0], x, y, &manner);
}
