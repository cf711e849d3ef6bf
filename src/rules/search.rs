//! Looking around for what is hidden (SRD: Using Ability Scores, Perception; Traps).
//!
//! Rulings: a trap is noticed in passing from 10 feet, by a search from 30 feet, where nothing blocks the view; a search
//! takes a minute.

use super::clock;
use super::command::Verb;
use super::d20::{self, Tally};
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{figure, gate, grid, illusion, sight, snare};
use crate::srd::ability::{Ability, Skill};
use crate::tale::id::ThingId;
use crate::tale::map::{Thing, Tile};
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

const NOTICE_FEET: u16 = 10;
const SEARCH_FEET: u16 = 30;
/// Dim light is disadvantage: 5 less for passive perception.
const DIM: i32 = 5;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    if gate::at_leisure(world, who).is_ok() {
        into.push(Verb::Search);
    }
}

/// Looks around: one check finds every trap near enough whose DC it reaches.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let at = gate::at_leisure(now.world(), who)?.at;
    clock::pass(now, clock::MINUTE_SECONDS);
    let (ability, skill) = (Ability::Wis, Some(Skill::Perception));
    let mut tally = Tally::default();
    tally.down_if(!sight::brightly_lit(now.world(), at));
    let roll = d20::check_roll(now, who, ability, skill, tally);
    let hidden = hidden(now.world(), at, SEARCH_FEET);
    let mut found: Vec<ThingId> =
        hidden.into_iter().filter(|(_, dc)| i32::from(*dc) <= roll.total()).map(|it| it.0).collect();
    // The same die serves whoever makes things out by touch and thought (ruling 40).
    let by_eye = now.creature(who).map_or(0, |one| figure::check_bonus(now.world(), one, ability, skill));
    for (id, skill, dc) in studied(now.world(), at) {
        let by_mind =
            now.creature(who).map_or(0, |one| figure::check_bonus(now.world(), one, skill.ability(), Some(skill)));
        if roll.total() - by_eye + by_mind >= i32::from(dc) && !found.contains(&id) {
            found.push(id);
        }
    }
    let success = !found.is_empty();
    now.happens(Event::Checked { creature: who, ability, skill, roll, dc: None, success });
    found.into_iter().for_each(|thing| find(now, thing));
    illusion::inspects(now, who);
    Ok(())
}

/// Whoever comes by notices what his passive perception reaches.
pub(super) fn notice(now: &mut Unfold<'_>, who: CreatureId, at: Tile) {
    noticed(now.world(), who, at).into_iter().for_each(|thing| find(now, thing));
}

/// The hidden traps that a creature would notice from a tile.
pub(super) fn noticed(world: &World, who: CreatureId, at: Tile) -> Vec<ThingId> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let hidden = hidden(world, at, NOTICE_FEET);
    if hidden.is_empty() {
        return Vec::new();
    }
    let dim = if sight::brightly_lit(world, at) { 0 } else { DIM };
    let passive = figure::passive_perception(world, one) + world.now.place.pace.alertness() - dim;
    hidden.into_iter().filter(|(_, dc)| i32::from(*dc) <= passive).map(|(id, _)| id).collect()
}

fn hidden(world: &World, at: Tile, feet: u16) -> Vec<(ThingId, u8)> {
    let traps = world.things().filter_map(|(id, thing)| {
        let dc = untouched(world, id, thing)?.notice_dc?;
        let near = |tile: &Tile| grid::feet(at, *tile) <= feet && sight::clear(world, at, *tile);
        thing.at.iter().any(near).then(|| (id.clone(), dc))
    });
    traps.collect()
}

/// A trap that nobody has found yet.
fn untouched<'w>(world: &'w World, id: &ThingId, thing: &'w Thing) -> Option<snare::Snare<'w>> {
    snare::in_thing(world, thing).filter(|_| world.fate(id).is_none())
}

/// What can be made out from beside it, and by which skill.
fn studied(world: &World, at: Tile) -> Vec<(ThingId, Skill, u8)> {
    let traps = world.things().filter_map(|(id, thing)| {
        let (skill, dc) = untouched(world, id, thing)?.study?;
        gate::touches(at, thing).then(|| (id.clone(), skill, dc))
    });
    traps.collect()
}

fn find(now: &mut Unfold<'_>, thing: ThingId) {
    let map = now.world().now.place.map.clone();
    now.happens(Event::ThingChanged { map, thing, fate: Fate::Found });
}
