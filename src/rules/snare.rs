//! Traps as they are set: the adventure's own and the book's, seen alike; whom they strike (SRD: Traps). Rulings 40 and 41.

use super::afflict::{self, Cause};
use super::area;
use super::d20;
use super::figure;
use super::grid;
use super::movement;
use super::unfold::Unfold;
use crate::dice::{Face, Sides};
use crate::srd::ability::Skill;
use crate::srd::effect::Effect;
use crate::srd::spell::Area;
use crate::srd::trap::{Reach, Shots, Trap};
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Thing, Tile};
use crate::world::World;
use crate::world::event::{Event, Hits};
use crate::world::hardship::Hardship;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// A trap that an adventure has set.
pub(super) struct Snare<'w> {
    /// What perception must reach; none where eyes see nothing.
    pub(super) notice_dc: Option<u8>,
    /// What makes it out from beside it.
    pub(super) study: Option<(Skill, u8)>,
    /// What disarms it; none where nothing does.
    pub(super) disarm_dc: Option<u8>,
    /// The book's record, if it is one of the book's.
    pub(super) book: Option<&'w Trap>,
    effects: &'w [Effect],
    from: Option<Tile>,
}

/// The trap that a thing is.
pub(super) fn of<'w>(world: &'w World, id: &ThingId) -> Option<Snare<'w>> {
    in_thing(world, world.thing(id)?)
}

/// The same for a thing that is there.
pub(super) fn in_thing<'w>(world: &'w World, thing: &'w Thing) -> Option<Snare<'w>> {
    let Is::Trap { notice_dc, disarm_dc, effects, of, from } = &thing.is else { return None };
    let some = |dc: u8| Some(dc).filter(|dc| *dc > 0);
    let Some(name) = of else {
        let (notice_dc, disarm_dc) = (Some(*notice_dc), Some(*disarm_dc));
        return Some(Snare { notice_dc, study: None, disarm_dc, book: None, effects, from: *from });
    };
    let trap = world.book.traps.get(name)?;
    let (notice_dc, disarm_dc) = (some(trap.notice_dc), some(trap.disarm_dc));
    Some(Snare { notice_dc, study: trap.study, disarm_dc, book: Some(trap), effects: &trap.effects, from: *from })
}

/// Whether feet set it off: nothing that lies in a lock, and nobody who flies over it.
pub(super) fn waits_for_feet(world: &World, who: CreatureId, id: &ThingId) -> bool {
    let Some(trap) = of(world, id).and_then(|snare| snare.book) else { return true };
    let aloft = world.creature(who).is_some_and(|one| movement::soars(world, one));
    !trap.guards && (trap.catches_flyers || !aloft)
}

/// Sets off whatever lies in the lock of a thing that somebody opens or picks.
pub(super) fn guards(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) {
    let world = now.world();
    let Some(tiles) = world.thing(thing).map(|thing| thing.at.clone()) else { return };
    let lies = |id: &ThingId| of(world, id).and_then(|snare| snare.book).is_some_and(|trap| trap.guards);
    let armed = world.things().filter(|(id, other)| {
        let here = other.at.iter().any(|tile| tiles.contains(tile));
        here && lies(id) && world.fate(id) != Some(Fate::Spent)
    });
    for id in armed.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        spring(now, who, &id);
    }
}

/// It does its work: once, unless it is ready again at once.
pub(super) fn spring(now: &mut Unfold<'_>, who: CreatureId, id: &ThingId) {
    let Some(snare) = of(now.world(), id) else { return };
    let (effects, book, from) = (snare.effects.to_vec(), snare.book.cloned(), snare.from);
    let struck = book.as_ref().map_or_else(|| vec![who], |trap| struck(now.world(), who, id, trap.reach, from));
    now.happens(Event::TrapSprung { creature: who, thing: id.clone() });
    let cause = Cause::named(now.world(), who, id.as_str(), &effects);
    if let Some(shots) = book.as_ref().and_then(|trap| trap.shots.as_ref()) {
        shoots(now, who, id, shots);
    }
    // Some strike each by itself: falls and holds know one target at a time anyway, saves roll in order.
    afflict::run(now, &cause, &effects, &struck);
    if book.is_some_and(|trap| trap.again) {
        let map = now.world().now.place.map.clone();
        now.happens(Event::ThingChanged { map, thing: id.clone(), fate: Fate::Found });
    }
}

/// Everyone whom it strikes.
fn struck(world: &World, who: CreatureId, id: &ThingId, reach: Reach, from: Option<Tile>) -> Vec<CreatureId> {
    let Some((thing, one)) = world.thing(id).zip(world.creature(who)) else { return Vec::new() };
    let alive = || world.now.creatures.values().filter(|one| !one.dead && !one.is_away());
    match (reach, from) {
        (Reach::Tiles, _) => {
            let on = |tile: Tile| thing.at.contains(&tile);
            alive().filter(|one| grid::squares(one).any(on)).map(|one| one.id).collect()
        }
        (Reach::Cone(feet), Some(from)) => {
            let mut mouth = one.clone();
            // The cone comes from where the statue stands: a body that nobody is.
            (mouth.id, mouth.at) = (CreatureId(0), from);
            area::caught(world, &mouth, Area::Cone(feet), true, one.at, None)
        }
        (Reach::One | Reach::Cone(_), _) => vec![who],
    }
}

/// Missiles fly at whoever chance picks among those near enough.
fn shoots(now: &mut Unfold<'_>, who: CreatureId, id: &ThingId, shots: &Shots) {
    let Some(at) = now.creature(who).map(|one| one.at) else { return };
    for _ in 0..shots.count {
        let near = now.world().now.creatures.values().filter(|one| !one.dead && !one.is_away());
        let near: Vec<CreatureId> =
            near.filter(|one| grid::feet_to(one, at) <= shots.within_feet).map(|one| one.id).collect();
        let Some(target) = picked(now, &near) else { return };
        let ac = now.creature(target).map_or(10, |one| figure::ac(now.world(), one));
        // Nobody's own gifts help a mechanism: the die is rolled bare.
        let roll = d20::bare(now, i32::from(shots.bonus));
        let natural = roll.kept;
        let hits = match natural {
            Face(20) => Hits::Critical,
            Face(1) => Hits::Miss,
            _ if roll.total() >= ac => Hits::Hit,
            _ => Hits::Miss,
        };
        let thing = id.clone();
        now.happens(Event::Hardship(Box::new(Hardship::Shot { creature: target, thing, roll, ac, hits })));
        if hits != Hits::Miss {
            let mut cause = Cause::named(now.world(), target, id.as_str(), &shots.hit);
            cause.critical = hits == Hits::Critical;
            afflict::run(now, &cause, &shots.hit, &[target]);
        }
    }
}

/// One of them, by a die with so many sides.
fn picked(now: &mut Unfold<'_>, among: &[CreatureId]) -> Option<CreatureId> {
    let sides = u16::try_from(among.len()).ok()?;
    match sides {
        0 | 1 => among.first().copied(),
        _ => {
            let face = now.roll(Sides(sides));
            among.get(usize::from(face.0).saturating_sub(1)).copied()
        }
    }
}

/// Magic that ends magic ends what lies at a place too: those traps that are magic.
pub(super) fn at(world: &World, tile: Tile) -> Vec<(ThingId, u8)> {
    let magic =
        |id: &ThingId| of(world, id).and_then(|snare| snare.book).map(|trap| trap.dispel_dc).filter(|dc| *dc > 0);
    let here = world.things_on(tile).filter(|(id, _)| world.fate(id) != Some(Fate::Spent));
    here.filter_map(|(id, _)| Some((id.clone(), magic(id)?))).collect()
}
