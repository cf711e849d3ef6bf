//! A fight outside of any story: begun against foes of one's choice and fought out by whoever nobody plays.
//!
//! It takes the same decisions as [`super::proceed`], but on a world of its own, so that no step copies it.

use std::sync::Arc;

use super::dispatch;
use super::encounter;
use super::steps;
use super::tactics;
use super::unfold::Unfold;
use super::{command::Verb, refusal::Refusal};
use crate::dice::Dice;
use crate::srd::id::MonsterId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Begins a fight of the party against these foes, each on the free square nearest to its tile.
pub fn begin(world: &mut World, foes: &[(MonsterId, Tile)], dice: &mut Dice) -> Vec<Event> {
    let mut now = Unfold::owning(taken(world), dice);
    encounter::begin(&mut now, foes, None, &[]);
    steps::run(&mut now);
    let (after, events) = now.finish_owning();
    *world = after;
    events
}

/// The next step of a fight in which heroes whom nobody plays fight as well as their foes do. None when it is over or a
/// present player must choose.
pub fn fight_on(world: &mut World, dice: &mut Dice) -> Option<Vec<Event>> {
    let (who, verb) = tactics::fighting(world)?;
    let mut now = Unfold::owning(taken(world), dice);
    // A choice that the rules refuse must not stop the fight: its turn ends instead.
    let done = decide(&mut now, who, &verb).or_else(|_| decide(&mut now, who, &Verb::EndTurn));
    let (after, events) = now.finish_owning();
    *world = after;
    done.ok().map(|()| events)
}

fn decide(now: &mut Unfold<'_>, who: CreatureId, verb: &Verb) -> Result<(), Refusal> {
    dispatch::verb(now, who, verb)?;
    steps::run(now);
    Ok(())
}

/// The world itself; what stays behind is empty until the step is over.
fn taken(world: &mut World) -> World {
    let (book, tale) = (Arc::clone(&world.book), Arc::clone(&world.tale));
    World { book, tale, now: std::mem::take(&mut world.now) }
}
