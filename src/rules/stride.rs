//! Walks that cost nothing of a turn's movement: what legends go between turns, and after what they have just done
//! (SRD: Monsters, Legendary Actions).

use super::figure;
use super::movement;
use super::reaction;
use super::unfold::Unfold;
use super::wrestle;
use super::zones;
use crate::tale::map::Tile;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// Sets out, before anything else that is still to come.
pub(super) fn begin(now: &mut Unfold<'_>, creature: CreatureId, path: Vec<Tile>) {
    now.steps.push_front(Pending::Stride { creature, path, struck: false });
}

/// Goes on: up to the next step that somebody may strike at.
pub(super) fn go_on(now: &mut Unfold<'_>, creature: CreatureId, path: Vec<Tile>, struck: bool) {
    let world = now.world();
    let (Some(next), Some(one)) = (path.first().copied(), world.creature(creature)) else { return };
    let able = one.is_up() && !figure::incapacitated(one) && figure::speed_feet(world, one) > 0;
    if !able || !movement::joins(world, one, one.at, next) {
        return;
    }
    if !struck {
        let strikes = reaction::provoked(world, one, next);
        if !strikes.is_empty() {
            now.steps.push_front(Pending::Stride { creature, path, struck: true });
            return strikes.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
        }
    }
    let from = one.at;
    // Nobody's turn pays for it.
    now.happens(Event::Moved { creature, path: vec![next], feet: 0 });
    wrestle::break_holds(now);
    zones::entered(now, creature, from);
    let rest = path.get(1..).unwrap_or_default().to_vec();
    if !rest.is_empty() {
        now.steps.push_front(Pending::Stride { creature, path: rest, struck: false });
    }
}
